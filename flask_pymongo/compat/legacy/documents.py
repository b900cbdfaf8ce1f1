"""Checks that the driver made on documents before 3.0."""
import re

from bson import BSON
from bson.errors import InvalidBSON
from bson.regex import Regex

from ..language import Mapping, MutableMapping
from ..server_codes import DOLLAR_PREFIXED_FIELD
from ..versions import DRIVER_INSERT_CHECKS_KEYS
from .errors import refusal


def require_document(name, value):
    """Raise TypeError unless `value` is a document."""
    if not isinstance(value, Mapping):
        raise TypeError('%s must be an instance of dict, bson.son.SON or another mapping, not %s'
                        % (name, type(value).__name__))


def starts_with_operator(document):
    """Whether a document's first key is an update operator, which is all that drivers look at."""
    return next(iter(document), '')[:1] == '$'


def dollar_prefixed(document):
    """The error of a server that is asked to store a field whose name starts with a dollar sign."""
    field = next(iter(document))
    return refusal("The dollar ($) prefixed field '%s' is not valid for storage." % field, DOLLAR_PREFIXED_FIELD)


def check_keys(document, codec_options):
    """Raise InvalidDocument for a key with a dot, a leading dollar sign or a NUL, at any depth.

    Encoding finds them far faster than a walk through the document in Python; the driver does the same.
    """
    BSON.encode(document, check_keys=True, codec_options=codec_options)


def compiled(value):
    """A document, list or value with every `bson.regex.Regex` in it compiled, in place.

    :raises bson.errors.InvalidBSON: for one that Python cannot compile
    """
    if isinstance(value, Regex):
        try:
            return value.try_compile()
        except (re.error, OverflowError) as error:
            raise InvalidBSON('cannot compile the regular expression %r: %s' % (value.pattern, error))
    if isinstance(value, MutableMapping):
        for key, inner in list(value.items()):
            value[key] = compiled(inner)
    elif isinstance(value, list):
        value[:] = [compiled(inner) for inner in value]
    return value


def _leave_to_driver(document, codec_options):
    pass


#: The check before an insert. Some drivers check themselves, and should not encode twice.
check_insert_keys = _leave_to_driver if DRIVER_INSERT_CHECKS_KEYS else check_keys
