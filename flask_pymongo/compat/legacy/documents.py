"""Checks that the driver made on documents before 3.0."""
import itertools
import re

from bson import BSON
from bson.errors import InvalidBSON
from bson.regex import Regex

from ..language import Mapping, MutableMapping
from ..server_codes import DOLLAR_PREFIXED_FIELD
from ..versions import DRIVER_INSERT_CHECKS_KEYS
from .any_attribute import is_asked, plain
from .errors import refusal
from .plain_types import PLAIN_TYPES


def require_document(name, value):
    """Raise TypeError unless `value` is a document."""
    # Abstract classes are slow to ask.
    if type(value) is not dict and not isinstance(value, Mapping):
        raise TypeError('%s must be an instance of dict, bson.son.SON or another mapping, not %s'
                        % (name, type(value).__name__))


def starts_with_operator(document):
    """Whether a document's first key is an update operator, which is all that drivers look at."""
    for name in document:
        return name[:1] == '$'
    return False


def dollar_prefixed(document):
    """The error of a server that is asked to store a field whose name starts with a dollar sign."""
    field = next(iter(document))
    return refusal("The dollar ($) prefixed field '%s' is not valid for storage." % field, DOLLAR_PREFIXED_FIELD)


def check_keys(document, codec_options):
    """Raise InvalidDocument for a key with a dot, a leading dollar sign or a NUL, at any depth."""
    check_keys_of_all([document], codec_options)


def check_keys_of_all(documents, codec_options):
    """The same for many documents.

    Encoding them finds such keys, as the driver did, but the driver then encodes them once more. So only those are
    encoded that have a suspicious key, or a value that is neither plain nor a dict or list of such values.

    :return: whether none was
    """
    if _have_plain_keys(documents):
        return True
    for document in documents:
        try:
            BSON.encode(document, check_keys=True, codec_options=codec_options)
        except KeyError as error:
            if not is_asked(error):
                raise
            BSON.encode(plain(document), check_keys=True, codec_options=codec_options)
    return False


_chain = itertools.chain.from_iterable
#: Documents in documents that are looked into; deeper ones are left to the driver, as are those that hold themselves.
_LEVELS = 100


def _have_plain_keys(documents):
    """Whether all keys at any depth are known and plain."""
    is_one = len(documents) == 1
    keys = [] if is_one else set()  # many have the same; those of one are not worth to be looked up
    try:
        if not (_add_keys(documents[0], keys) if is_one else _add_keys_of_many(documents, keys)):
            return False
        joined = u''.join(keys)
    except (TypeError, ValueError):  # keys that are no text
        return False
    return u'.' not in joined and u'$' not in joined and u'\0' not in joined


def _add_keys(document, keys):
    """Add the keys of a dict at any depth to a list; False if it has a value whose keys are not known."""
    if type(document) is not dict:
        return False
    keys += document
    for value in document.values():
        kind = type(value)
        if kind in PLAIN_TYPES:
            continue
        if kind is not list:
            if not _add_keys(value, keys):
                return False
        else:
            for inner in value:
                if type(inner) not in PLAIN_TYPES and not _add_keys(inner, keys):
                    return False
    return True


def _add_keys_of_many(documents, keys):
    """The same for many, level by level: without a call for each document it takes half of the time."""
    dicts, lists = documents, ()
    if len([document for document in documents if type(document) is dict]) < len(documents):
        return False
    for _ in range(_LEVELS):
        keys.update(*dicts)
        inner = [value for value in _chain(map(dict.values, dicts)) if type(value) not in PLAIN_TYPES]
        if not PLAIN_TYPES.issuperset(map(type, _chain(lists))):
            inner += [value for value in _chain(lists) if type(value) not in PLAIN_TYPES]
        if not inner:
            return True
        dicts = [value for value in inner if type(value) is dict]
        lists = [value for value in inner if type(value) is list] if len(dicts) < len(inner) else ()
        if len(dicts) + len(lists) < len(inner):
            return False
    return False


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


def _leave_to_driver(documents, codec_options):
    return False


#: The check before an insert. Some drivers check themselves, and should not encode twice.
check_insert_keys = _leave_to_driver if DRIVER_INSERT_CHECKS_KEYS else check_keys_of_all
