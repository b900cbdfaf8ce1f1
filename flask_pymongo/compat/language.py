"""What differs between Python 2.7 and 3."""
import sys

try:
    from collections.abc import Mapping, MutableMapping
except ImportError:
    from collections import Mapping, MutableMapping

try:
    from urllib.parse import quote, unquote, unquote_plus
except ImportError:
    from urllib import quote as _quote
    from urllib import unquote as _unquote

    def quote(text, safe='/'):
        """Percent-encode text; Python 2's own takes bytes only."""
        return _quote(text.encode('utf-8') if isinstance(text, unicode) else text, safe)  # noqa: F821

    def unquote(text):
        """Undo percent-encoding; the result is text, as on Python 3."""
        plain = text.encode('utf-8') if isinstance(text, unicode) else text  # noqa: F821
        return _unquote(plain).decode('utf-8', 'replace')

    def unquote_plus(text):
        """The same, with a blank for each plus sign."""
        return unquote(text.replace('+', ' '))

try:
    text_types = (basestring,)
    integer_types = (int, long)
    text_type = unicode
    PYTHON_2 = True
except NameError:
    text_types = (str,)
    integer_types = (int,)
    text_type = str
    PYTHON_2 = False

#: Python 3.9 and later make the path of a program absolute; str.removeprefix came with the same version.
PROGRAMS_HAVE_ABSOLUTE_PATHS = hasattr(str, 'removeprefix')
#: Python 3.11 and later keep attributes outside of a dict, and find methods faster on objects that have none yet.
#: sys.exception came with the same version.
OBJECTS_NEED_NO_DICT = hasattr(sys, 'exception')

__all__ = ['Mapping', 'MutableMapping', 'OBJECTS_NEED_NO_DICT', 'PROGRAMS_HAVE_ABSOLUTE_PATHS', 'PYTHON_2',
           'integer_types', 'is_decimal', 'native_text', 'quote', 'require_integer', 'require_text', 'text_type',
           'text_types', 'unquote', 'unquote_plus']


def native_text(text):
    """A text as what `repr` may give: on Python 2 bytes in ASCII."""
    return text.encode('ascii', 'backslashreplace') if PYTHON_2 and isinstance(text, text_type) else text


def require_text(name, value):
    """Raise a TypeError unless an argument is text."""
    if not isinstance(value, text_types):
        raise TypeError('"%s" must be string or unicode, not %s' % (name, type(value).__name__))


def is_decimal(text):
    """Whether a text is a number in ASCII digits that int() reads; `isdigit` lets superscripts through, too."""
    return 0 < len(text) < 100 and not text.strip('0123456789')


def require_integer(name, value):
    """Raise a TypeError unless an argument is an integer."""
    if not isinstance(value, integer_types):
        raise TypeError('"%s" must be an integer, not %s' % (name, type(value).__name__))
