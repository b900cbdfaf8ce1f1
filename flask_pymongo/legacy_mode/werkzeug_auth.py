"""Methods of Authorization and WWWAuthenticate, which were dicts up to 2.3; they act on the parameters."""
from __future__ import absolute_import


def _method(name):
    def method(self, *args, **kwargs):
        return getattr(self.parameters, name)(*args, **kwargs)
    method.__name__ = name
    method.__doc__ = '`%s` of the dict of parameters.' % name
    return method


clear = _method('clear')
copy = _method('copy')
items = _method('items')
keys = _method('keys')
pop = _method('pop')
popitem = _method('popitem')
setdefault = _method('setdefault')
update = _method('update')
values = _method('values')
