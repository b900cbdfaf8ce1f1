"""The findAndModify command from the arguments of the legacy call."""
from bson.son import SON

from .language import Mapping, text_types


def find_and_modify_command(collection, query, update, upsert, sort, fields, more):
    """Build the command.

    :param collection: the collection's name
    :param more: further fields of the command, `new` and `remove` among them
    :raises ValueError: for both or neither of `update` and ``remove=True``
    :raises TypeError: for a sort order or fields of a wrong form
    """
    if not update and not more.get('remove'):
        raise ValueError('Must either update or remove')
    if update and more.get('remove'):
        raise ValueError("Can't do both update and remove")
    command = SON([('findAndModify', collection)])
    options = [('query', {} if query is None else query), ('update', update or None), ('upsert', upsert or None),
               ('sort', _sort_document(sort)), ('fields', _fields_document(fields))]
    for name, value in options:
        if value is not None:
            command[name] = value
    command.update(more)
    return command


def _sort_document(sort):
    if not sort:
        return None
    if isinstance(sort, list):
        return SON(sort)
    if isinstance(sort, Mapping) and (type(sort) is not dict or len(sort) == 1):
        return sort
    raise TypeError('sort must be a list of (key, direction) pairs, a dict with one key, a SON or an OrderedDict')


def _fields_document(fields):
    if fields is None or isinstance(fields, Mapping):
        return fields
    names = list(fields)
    if not all(isinstance(name, text_types) for name in names):
        raise TypeError('fields must be a projection or a list of names, not %r' % (fields,))
    return SON((name, 1) for name in names) or {'_id': 1}
