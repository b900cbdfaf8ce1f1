"""What `safe` and other flags may be."""
from pymongo.errors import ConfigurationError

from .language import text_types


def check_flag(name, value):
    """Raise for a flag that is neither a bool nor None, as PyMongo 2.9 does.

    :raises ConfigurationError: for text, which may come from a URI; 'true' and 'false' are let through
    :raises TypeError: for anything else
    """
    if value is None or isinstance(value, bool) or isinstance(value, text_types) and value in ('true', 'false'):
        return
    error = ConfigurationError if isinstance(value, text_types) else TypeError
    raise error('%s must be True or False, not %r' % (name, value))


def require_flag(name, value):
    """The bool that a flag is; None, too, raises TypeError."""
    if value is None:
        raise TypeError('%s must be True or False, not None' % name)
    check_flag(name, value)
    return value in (True, 'true')


def check_safe(safe):
    """The same, for `safe`."""
    check_flag('safe', safe)
