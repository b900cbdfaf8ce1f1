"""find_and_modify, by the command; each dialect says how to run it."""
from bson.son import SON

from .language import Mapping, text_types
from .old_operators import of_today


def find_and_modify(self, query=None, update=None, upsert=False, sort=None, full_response=False, manipulate=False,
                    fields=None, **kwargs):
    """Change or remove one document and return it.

    :param query: which document
    :param update: operators, or a whole document; not together with ``remove=True``
    :param upsert: whether to insert if nothing is found
    :param sort: a list of (name, direction) pairs: the first document in this order is meant
    :param full_response: whether to return the server's whole answer; the document is its `value`
    :param manipulate: whether to run outgoing SON manipulators over the document
    :param fields: what to return of the document: a list of names, or a projection
    :param kwargs: `new` (return the document as changed), `remove`, and what else the server takes
    :return: the document, before the change unless ``new=True``; None if there is none
    :raises ValueError: for both or neither of `update` and `remove`
    """
    command = _command(self.name, query, update, upsert, sort, fields, kwargs)
    reply = self._run_find_and_modify(command, full_response)
    document = reply.get('value')
    if manipulate and document is not None:
        document = self._manipulated_out(document)
    if full_response:
        return {'value': document, 'lastErrorObject': reply.get('lastErrorObject'), 'ok': reply.get('ok')}
    return document


def _command(collection, query, update, upsert, sort, fields, more):
    if not update and not more.get('remove'):
        raise ValueError('Must either update or remove')
    if update and more.get('remove'):
        raise ValueError("Can't do both update and remove")
    if isinstance(update, Mapping):
        update = of_today(update)
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
