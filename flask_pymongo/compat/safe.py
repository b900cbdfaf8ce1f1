"""What `safe` may be."""
from pymongo.errors import ConfigurationError

from .language import text_types


def check_safe(safe):
    """Raise for a `safe` that is neither a bool nor None, as PyMongo 2.9 does.

    :raises ConfigurationError: for text, which may come from a URI; 'true' and 'false' are let through
    :raises TypeError: for anything else
    """
    if safe is None or isinstance(safe, bool) or safe in ('true', 'false'):
        return
    error = ConfigurationError if isinstance(safe, text_types) else TypeError
    raise error('safe must be True or False, not %r' % (safe,))
