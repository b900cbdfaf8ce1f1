"""Write concerns: that of an object, whose fields programs of 2.x change in place, and that of one legacy call."""
import weakref

from pymongo.errors import ConfigurationError
from pymongo.write_concern import WriteConcern

from ..flags import check_safe
from ..language import Mapping, integer_types, is_decimal, text_types
from ..server_codes import FAILED_TO_PARSE, TYPE_MISMATCH, UNKNOWN_FIELD
from ..warn import legacy, legacy_method, register
from .errors import refusal

FIELDS = ('w', 'wtimeout', 'j', 'fsync')
_FIELDS_OF = 'write_concern as a dict'
register(_FIELDS_OF, 'its document, or with_options(write_concern=...) to change it', '3.0')
ACKNOWLEDGED = WriteConcern(w=1)
UNACKNOWLEDGED = WriteConcern(w=0)


def _checked(name, value):
    """The value of a field, as 2.x checks it.

    :raises ConfigurationError: for a name that is no field, and for text that is no number
    :raises TypeError: for a value of another type
    """
    if name not in FIELDS:
        raise ConfigurationError('%s is not a valid write concern option.' % (name,))
    if name == 'wtimeout' and isinstance(value, text_types):
        if not is_decimal(value):
            raise ConfigurationError('wtimeout must be an integer, not %r' % (value,))
        return int(value)
    if name in ('j', 'fsync') and value in ('true', 'false'):
        return value == 'true'
    kinds, wanted = {'w': (integer_types + text_types, 'an integer or a string'),
                     'wtimeout': (integer_types, 'an integer')}.get(name, (bool, 'True or False'))
    if not isinstance(value, kinds):
        raise TypeError('%s must be %s, not %r' % (name, wanted, value))
    return value


def plain_fields(concern):
    """The fields of a `LiveWriteConcern`, as a new dict, without a warning."""
    return dict(dict.items(concern))  # dict() of the object itself would ask for its keys


def fields_of(concern):
    """The fields of a write concern, as a new dict.

    :param concern: a dict or a `WriteConcern`
    :raises ConfigurationError: for anything else, and for a name that is no field
    """
    # A LiveWriteConcern is both, and only its dict has all fields.
    if isinstance(concern, Mapping):
        fields = plain_fields(concern) if isinstance(concern, LiveWriteConcern) else concern
        return dict((name, _checked(name, value)) for name, value in fields.items())
    if isinstance(concern, WriteConcern):
        return concern.document
    raise ConfigurationError('write_concern must be a dict, not %r' % (concern,))


class LiveWriteConcern(dict):
    """The write concern of one object: a dict as in 2.x, and for the driver a `WriteConcern`.

    :param concern: a dict or a `WriteConcern`
    :param owner: the object, which is notified of every change
    """

    # The driver requires an instance of its own class, which cannot be a dict.
    __class__ = property(lambda self: WriteConcern)

    def __init__(self, concern, owner):
        self._owner = weakref.ref(owner)
        if type(concern) is dict and not concern:  # as of most collections, at the first write of each
            self.acknowledged = True
        else:
            dict.__init__(self, fields_of(concern))
            self._set_acknowledged()

    def _set_acknowledged(self):
        #: Whether writes wait for the server, as far as the write concern decides. The driver asks five times a write.
        w = dict.get(self, 'w')
        self.acknowledged = isinstance(w, bool) or w not in (0, -1)

    def _changed(self):
        self._set_acknowledged()
        owner = self._owner()
        if owner is not None:
            owner._options_changed()

    @property
    def document(self):
        """The fields as they are sent to the server."""
        return plain_fields(self) if self.acknowledged else {'w': 0}

    @property
    def is_server_default(self):
        """Whether there are no fields."""
        return not len(self)

    def __eq__(self, other):
        if isinstance(other, dict):
            if not isinstance(other, LiveWriteConcern):
                legacy(_FIELDS_OF)
            return dict.__eq__(self, other)
        return isinstance(other, WriteConcern) and self.document == other.document

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __reduce_ex__(self, protocol):
        return dict, (plain_fields(self),)

    def set_fields(self, fields):
        """Change some fields, without a warning."""
        dict.update(self, fields_of(fields))
        self._changed()

    def remove_field(self, name):
        """Remove a field, if it is there, without a warning."""
        dict.pop(self, name, None)
        self._changed()

    # As a dict, which warns

    def __setitem__(self, name, value):
        dict.__setitem__(self, name, _checked(name, value))
        self._changed()

    def __delitem__(self, name):
        dict.__delitem__(self, name)
        self._changed()

    def update(self, *args, **kwargs):
        self.set_fields(dict(*args, **kwargs))

    def __ior__(self, other):
        self.set_fields(other)
        return self

    def setdefault(self, name, default=None):
        if not dict.__contains__(self, name):
            dict.__setitem__(self, name, _checked(name, default))
            self._changed()
        return dict.__getitem__(self, name)

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


def _warning(name):
    own = getattr(LiveWriteConcern, name)

    def method(self, *args, **kwargs):
        return own(self, *args, **kwargs)

    method.__name__, method.__doc__ = name, own.__doc__
    return legacy_method(_FIELDS_OF)(method)


# Not __len__: the driver asks whether there are fields, several times a write.
for _method in ('__getitem__', '__setitem__', '__delitem__', '__contains__', '__iter__', '__or__', '__ror__',
                '__ior__', '__reversed__', 'get', 'keys', 'values', 'items', 'iteritems', 'itervalues', 'iterkeys',
                'viewitems', 'viewkeys', 'viewvalues', 'has_key', 'copy', 'pop', 'popitem', 'setdefault', 'update',
                'clear'):
    if hasattr(LiveWriteConcern, _method):
        setattr(LiveWriteConcern, _method, _warning(_method))


# The write concern of one call


def _as_sent(name, value):
    """A field's value as the server took it: any number for a flag, a float for an integer."""
    if name in ('j', 'fsync') and isinstance(value, integer_types + (float,)):
        return bool(value)
    return int(value) if isinstance(value, float) else value


def write_concern_from(options):
    """The WriteConcern that legacy keywords ask for.

    :param options: any of `w`, `wtimeout` (milliseconds), `j`, `fsync`
    :raises OperationFailure: for anything else, as the server did when a 2.x driver sent it along
    """
    for name in options:
        if name not in FIELDS:
            raise refusal('unrecognized write concern field: %s' % name, UNKNOWN_FIELD)
    if options.get('w') in (0, -1) and not isinstance(options.get('w'), bool):
        return UNACKNOWLEDGED
    try:
        return WriteConcern(**dict((name, _as_sent(name, value)) for name, value in options.items()))
    except ConfigurationError as error:
        raise refusal(str(error), FAILED_TO_PARSE)
    except TypeError as error:
        raise refusal(str(error), TYPE_MISMATCH)


def waits(collection):
    """Whether writes to a collection wait for the server by default."""
    own = collection.write_concern
    return own.acknowledged and (collection._safe or dict.__contains__(own, 'w'))


def safe_forbids_waiting(collection):
    """Whether `safe` is False while the driver, which knows only the write concern, would wait."""
    own = collection.write_concern
    return not collection._safe and own.acknowledged and not dict.__contains__(own, 'w')


def write_concern_of_call(collection, safe, options):
    """The write concern of a legacy write, by the three rules of the 2.x driver.

    1. If the call has write concern keywords, they alone decide, and ``safe`` has no effect.
    2. ``safe=True`` waits with the collection's own write concern, ``safe=False`` does not wait.
    3. Otherwise the collection's ``safe`` and write concern decide.

    :return: a `WriteConcern`, exactly `UNACKNOWLEDGED` for a write that does not wait; None for the collection's own
    """
    own = collection.write_concern
    if safe is None and not options and collection._safe and own.acknowledged:
        return None
    if safe is not None:
        check_safe(safe)
    if options:
        return write_concern_from(options)
    if safe in (None, 'false', 'true'):
        safe = waits(collection) if safe is None else safe == 'true'
    if not safe:
        return UNACKNOWLEDGED
    if not own.acknowledged:
        return ACKNOWLEDGED  # some drivers ignore an empty one
    return None if collection._safe else write_concern_from(plain_fields(own) or {'w': 1})
