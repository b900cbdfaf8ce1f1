"""Checks of `safe` and other flags."""
from pymongo.errors import ConfigurationError

from .language import text_types


def check_flag(name, value):
    """Raise for a flag that is neither a bool nor None.

    :raises ConfigurationError: for text other than 'true' and 'false', which a URI may contain
    :raises TypeError: for anything else
    """
    if value is None or isinstance(value, bool) or isinstance(value, text_types) and value in ('true', 'false'):
        return
    error = ConfigurationError if isinstance(value, text_types) else TypeError
    raise error('%s must be True or False, not %r' % (name, value))


def require_flag(name, value):
    """The flag as a bool.

    :raises TypeError: for None, too
    """
    if value is None:
        raise TypeError('%s must be True or False, not None' % name)
    check_flag(name, value)
    return value in (True, 'true')


def check_safe(safe):
    """check_flag for `safe`."""
    check_flag('safe', safe)
