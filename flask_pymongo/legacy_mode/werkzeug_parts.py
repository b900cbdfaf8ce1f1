"""What Werkzeug needs besides names: what its maps of rules were told, which was no attribute of the class."""
from __future__ import absolute_import

from .patching import enlist, takes, used


class OfEachMap(object):
    """An attribute that each map had, with the value that it had unless another was given.

    :param name: of the attribute
    :param value: what Werkzeug now does, whatever it is told
    """

    def __init__(self, name, value):
        self._legacy_name = 'werkzeug.routing.Map.%s(of a map)' % name
        self._value = value

    def __get__(self, instance, owner=None):
        used(self._legacy_name)
        return self._value


def _werkzeug_routing(module, additions):
    for name, value in (('charset', 'utf-8'), ('encoding_errors', 'replace')):
        if not takes(module.Map.__init__, name):
            additions.add(module.Map, name, OfEachMap(name, value))
            enlist('werkzeug.routing.Map.%s(of a map)' % name)


PATCHES = {'werkzeug.routing': _werkzeug_routing}
