"""Names that bson removed and that exist nowhere else."""
from __future__ import absolute_import

import sys
import uuid
from functools import wraps

from bson import BSON, binary

from .additions import additions
from .patching import takes
from .table import rows

PY3 = str is not bytes
EMPTY, ZERO, ONE = b'', b'\x00', b'\x01'
MIN_INT32, MAX_INT32 = -2 ** 31, 2 ** 31 - 1
MIN_INT64, MAX_INT64 = -2 ** 63, 2 ** 63 - 1
MAXSIZE = sys.maxsize
binary_type = bytes
text_type = type(u'')
string_type = str if PY3 else basestring
#: A tuple, as in all releases of bson that have it.
string_types = (string_type,)
integer_types = int if PY3 else (int, long)


def has_uuid():
    """Always true: every Python has uuid."""
    return True


def b(text):
    """Text in the source as bytes."""
    return text.encode('latin-1') if PY3 else text


def u(text):
    """Text in the source as text."""
    return text if PY3 else text.replace('\\', '\\\\').decode('unicode_escape')


def bytes_from_hex(text):
    """The bytes that pairs of hexadecimal digits stand for."""
    return bytes.fromhex(text) if PY3 else text.decode('hex')


def iteritems(mapping):
    """An iterator over the items of a dict."""
    return iter(mapping.items())


def itervalues(mapping):
    """An iterator over the values of a dict."""
    return iter(mapping.values())


def next_item(iterator):
    """The next item of an iterator."""
    return next(iterator)


def reraise(kind, value, trace=None):
    """Raise an exception of another class, with a given traceback."""
    raise _with_trace(kind(str(value)), trace)


def reraise_instance(error, trace=None):
    """Raise an exception with a given traceback."""
    raise _with_trace(error, trace)


def _with_trace(error, trace):
    return error.with_traceback(trace) if hasattr(error, 'with_traceback') else error


def son_iteritems(self):
    """An iterator over the items. Legacy, up to 3.13; the modern equivalent is ``items``."""
    return iter(list(self.items()))


class UUIDLegacy(binary.Binary):
    """A UUID stored as subtype 3 in Python's order, whatever the representation of the client.

    :param obj: a :class:`uuid.UUID`
    :raises TypeError: if it is none
    """

    def __new__(cls, obj):
        if not isinstance(obj, uuid.UUID):
            raise TypeError('obj must be an instance of uuid.UUID')
        self = binary.Binary.__new__(cls, obj.bytes, binary.OLD_UUID_SUBTYPE)
        self._uuid = obj
        return self

    def __getnewargs__(self):
        return (self._uuid,)

    @property
    def uuid(self):
        """The UUID."""
        return self._uuid

    def __repr__(self):
        return "UUIDLegacy('%s')" % self._uuid


def _options(tz_aware, as_class=dict, uuid_subtype=3, compile_re=True):
    from bson.codec_options import CodecOptions
    return CodecOptions(document_class=as_class, tz_aware=tz_aware, uuid_representation=uuid_subtype)


#: Parameters of the functions that decode, in their order up to 2.9.
_DECODING = ('as_class', 'tz_aware', 'uuid_subtype', 'compile_re')


def legacy_decoding(original, module='bson', tz_aware=True):
    """A wrapper of a function that decodes, which takes the parameters that it had up to 2.9.

    :param module: where the table has it
    :param tz_aware: whether its dates had a time zone by default
    """
    if takes(BSON.decode, 'as_class'):
        return original

    @wraps(original)
    def decode(data, *args, **kwargs):
        # The second argument was the class of documents; today it is a CodecOptions object.
        positional = args and isinstance(args[0], type)
        if not positional and not any(name in kwargs for name in _DECODING):
            return original(data, *args, **kwargs)
        said = dict(zip(_DECODING, args)) if positional else {}
        said.update((name, kwargs.pop(name)) for name in _DECODING if name in kwargs)
        for row in rows():
            if row.module == module and row.attribute == original.__name__ and row.parameter in said:
                additions.used(row)
        said.setdefault('tz_aware', tz_aware)
        return original(data, _options(**said), **kwargs)

    return decode


def legacy_bson_decoding(original):
    """The same for `BSON.decode`."""
    return legacy_decoding(original, 'bson:BSON', tz_aware=False)
