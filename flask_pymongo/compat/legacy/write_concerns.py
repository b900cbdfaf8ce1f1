"""The write concern of an object: the dict of 2.x, in which changes take effect, and a WriteConcern in one."""
import weakref

from pymongo.errors import ConfigurationError
from pymongo.write_concern import WriteConcern

from ..language import Mapping, integer_types, text_types

FIELDS = ('w', 'wtimeout', 'j', 'fsync')


def _checked(name, value):
    """The value of a field, as 2.x checks it.

    :raises ConfigurationError: for a name that is no field, and for text that is no number
    :raises TypeError: for a value of another type
    """
    if name not in FIELDS:
        raise ConfigurationError('%s is not a valid write concern option.' % (name,))
    if name == 'wtimeout' and isinstance(value, text_types):
        if not value.isdigit():
            raise ConfigurationError('wtimeout must be an integer, not %r' % (value,))
        return int(value)
    if name in ('j', 'fsync') and value in ('true', 'false'):
        return value == 'true'
    kinds, wanted = {'w': (integer_types + text_types, 'an integer or a string'),
                     'wtimeout': (integer_types, 'an integer')}.get(name, (bool, 'True or False'))
    if not isinstance(value, kinds):
        raise TypeError('%s must be %s, not %r' % (name, wanted, value))
    return value


def fields_of(concern):
    """The fields of a write concern, in a dict of one's own.

    :param concern: a dict or a `WriteConcern`
    :raises ConfigurationError: for anything else, and for a name that is no field
    """
    # The live one is both; its dict says more than its document.
    if isinstance(concern, Mapping):
        return dict((name, _checked(name, value)) for name, value in concern.items())
    if isinstance(concern, WriteConcern):
        return concern.document
    raise ConfigurationError('write_concern must be a dict, not %r' % (concern,))


class LiveWriteConcern(dict):
    """The write concern of one object. As a dict it is that of 2.x; the driver finds in it the WriteConcern it wants.

    :param concern: a dict or a `WriteConcern`
    :param owner: the object; told of every change
    """

    # The driver insists on an instance of its own class, which cannot be a dict.
    __class__ = property(lambda self: WriteConcern)

    def __init__(self, concern, owner):
        dict.__init__(self, fields_of(concern))
        self._owner = weakref.ref(owner)

    def _changed(self):
        owner = self._owner()
        if owner is not None:
            owner._settings_changed()

    @property
    def acknowledged(self):
        """Whether writes wait for the server, as far as the write concern decides."""
        w = self.get('w')
        return isinstance(w, bool) or w not in (0, -1)

    @property
    def document(self):
        """The fields as the server is sent them."""
        return dict(self) if self.acknowledged else {'w': 0}

    @property
    def is_server_default(self):
        """Whether nothing is said."""
        return not len(self)

    def __bool__(self):
        return bool(len(self))

    __nonzero__ = __bool__

    def __eq__(self, other):
        if isinstance(other, dict):
            return dict.__eq__(self, other)
        return isinstance(other, WriteConcern) and self.document == other.document

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __reduce_ex__(self, protocol):
        return dict, (dict(self),)

    def __setitem__(self, name, value):
        dict.__setitem__(self, name, _checked(name, value))
        self._changed()

    def __delitem__(self, name):
        dict.__delitem__(self, name)
        self._changed()

    def update(self, *args, **kwargs):
        dict.update(self, fields_of(dict(*args, **kwargs)))
        self._changed()

    def __ior__(self, other):
        self.update(other)
        return self

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, *args):
        value = dict.pop(self, *args)
        self._changed()
        return value

    def popitem(self):
        pair = dict.popitem(self)
        self._changed()
        return pair

    def clear(self):
        dict.clear(self)
        self._changed()
