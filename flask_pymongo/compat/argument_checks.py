"""What arguments of modern calls may be: the errors are those of the modern driver."""
from bson.son import SON
from pymongo import ASCENDING

from .language import Mapping, text_types


def mapping(name, value):
    """Raise a TypeError unless `value` is a document."""
    if not isinstance(value, Mapping):
        raise TypeError('%s must be a mapping, not %s' % (name, type(value).__name__))


def document(value):
    """A mapping as a SON, because old drivers take only dicts; anything else as it is."""
    return SON(value.items()) if isinstance(value, Mapping) and not isinstance(value, dict) else value


def boolean(name, value):
    """Raise a TypeError unless `value` is a bool."""
    if not isinstance(value, bool):
        raise TypeError('%s must be True or False, not %r' % (name, value))


def array(name, value):
    """Raise a TypeError unless `value` is a list or None."""
    if value is not None and not isinstance(value, list):
        raise TypeError('%s must be a list, not %s' % (name, type(value).__name__))


def update_document(update):
    """Raise unless `update` has operators, or is a pipeline.

    :raises TypeError: if it is neither a document nor a list
    :raises ValueError: if it is empty or has no operators
    """
    if not isinstance(update, (Mapping, list)):
        raise TypeError('update must be a mapping or a list, not %s' % type(update).__name__)
    if not update:
        raise ValueError('update cannot be empty')
    if not isinstance(update, list) and next(iter(update))[:1] != '$':
        raise ValueError('update only works with $ operators')


def replacement_document(replacement):
    """Raise unless `replacement` is a document without operators.

    :raises TypeError: if it is no document
    :raises ValueError: if it has operators
    """
    mapping('replacement', replacement)
    if replacement and next(iter(replacement))[:1] == '$':
        raise ValueError('replacement can not include $ operators')


def key_pairs(keys, direction=ASCENDING):
    """A sort order or the keys of an index, as a list of (name, direction) pairs.

    :param keys: a name, a mapping, or a list of names and pairs
    """
    if isinstance(keys, text_types):
        return [(keys, direction)]
    if isinstance(keys, Mapping):
        return list(keys.items())
    if not isinstance(keys, (list, tuple)):
        raise TypeError('keys must be a name, a mapping or a list, not %s' % type(keys).__name__)
    return [(key, direction) if isinstance(key, text_types) else tuple(key) for key in keys]


def legacy_keys(keys):
    """Mappings and lists of names as a list of pairs, which every driver takes; anything else as it is."""
    mixed = isinstance(keys, (list, tuple)) and any(isinstance(key, text_types) for key in keys)
    return key_pairs(keys) if mixed or isinstance(keys, Mapping) else keys


def keys_document(keys):
    """Keys as a document; None and the name of an index as they are."""
    return keys if keys is None or isinstance(keys, text_types) else SON(key_pairs(keys))


def projection(fields):
    """A projection as the server takes it.

    :param fields: a projection, a list of names, or None
    """
    if fields is None or isinstance(fields, Mapping):
        return fields
    if isinstance(fields, text_types) or not hasattr(fields, '__iter__'):
        raise TypeError('projection must be a mapping or a list of names, not %s' % type(fields).__name__)
    names = list(fields)
    if not all(isinstance(name, text_types) for name in names):
        raise TypeError('projection must be a mapping or a list of names, not %r' % (fields,))
    return SON((name, 1) for name in names) or None
