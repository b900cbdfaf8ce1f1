"""`flask._compat`, `werkzeug._compat` and `jinja2._compat`: one source for Python 2 and 3, as extensions took it."""
from __future__ import absolute_import

import io
import sys

try:
    from StringIO import StringIO
except ImportError:
    from io import StringIO

__all__ = ['BytesIO', 'NativeStringIO', 'PY2', 'StringIO', 'get_next', 'identity', 'ifilter', 'imap',
           'implements_bool', 'implements_iterator', 'implements_to_string', 'integer_types', 'iteritems', 'iterkeys',
           'itervalues', 'izip', 'range_type', 'reraise', 'string_types', 'text_type', 'to_bytes', 'to_native',
           'to_unicode', 'unichr', 'with_metaclass']

_CHARSET = sys.getdefaultencoding()

BytesIO = io.BytesIO
NativeStringIO = StringIO
PY2 = str is bytes
text_type = type(u'')

try:
    from itertools import ifilter, imap, izip

    from __builtin__ import unichr
    string_types = (basestring,)
    integer_types = (int, long)
    range_type = xrange
except ImportError:
    unichr = chr
    string_types = (str,)
    integer_types = (int,)
    range_type = range
    ifilter, imap, izip = filter, map, zip


def iterkeys(d, *args, **kwargs):
    """An iterator over the keys."""
    return iter(d.keys(*args, **kwargs))


def itervalues(d, *args, **kwargs):
    """An iterator over the values."""
    return iter(d.values(*args, **kwargs))


def iteritems(d, *args, **kwargs):
    """An iterator over the pairs."""
    return iter(d.items(*args, **kwargs))


def identity(x):
    """The argument."""
    return x


def get_next(x):
    """The method that gives what is next."""
    return x.next if PY2 else x.__next__


def reraise(tp, value, tb=None):
    """Raise an error again, with its traceback."""
    # Python 2 keeps no traceback with an error; there, the packages have their own.
    if tb is not None and hasattr(value, 'with_traceback'):
        value = value.with_traceback(tb)
    raise value


def implements_to_string(cls):
    """A decorator of classes with a `__str__` that gives text."""
    if PY2:
        cls.__unicode__ = cls.__str__
        cls.__str__ = lambda self: self.__unicode__().encode('utf-8')
    return cls


def implements_iterator(cls):
    """A decorator of classes with `__next__`."""
    if PY2:
        cls.next = cls.__next__
        del cls.__next__
    return cls


def implements_bool(cls):
    """A decorator of classes with `__bool__`."""
    if PY2:
        cls.__nonzero__ = cls.__bool__
        del cls.__bool__
    return cls


def with_metaclass(meta, *bases):
    """A class to derive from, so that the derived one is made by a metaclass."""
    class Making(type):
        def __new__(cls, name, made_of, attributes):
            return meta(name, bases, attributes)
    return type.__new__(Making, 'temporary_class', (), {})


def to_bytes(x, charset=_CHARSET, errors='strict'):
    """Bytes of text or of bytes; None stays."""
    if x is None:
        return None
    return x.encode(charset, errors) if isinstance(x, text_type) else bytes(x)


def to_unicode(x, charset=_CHARSET, errors='strict', allow_none_charset=False):
    """Text of bytes or of any object; None stays."""
    if x is None:
        return None
    if not isinstance(x, bytes):
        return text_type(x)
    return x if charset is None and allow_none_charset else x.decode(charset, errors)


def to_native(x, charset=_CHARSET, errors='strict'):
    """What `str` is on this Python."""
    return to_bytes(x, charset, errors) if PY2 else to_unicode(x, charset, errors)
