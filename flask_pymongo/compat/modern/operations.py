"""The requests of `bulk_write` and `create_indexes`, for drivers whose own classes lack something.

A request becomes the name of a write command and one statement of it.
"""
from bson.objectid import ObjectId
from bson.son import SON

from .. import argument_checks
from ..errors import refuse
from ..indexes import index_name
from ..versions import DRIVER_HAS_INDEX_MODEL, DRIVER_HINTS_WRITES, DRIVER_TAKES_MAPPED_KEYS

__all__ = ['DeleteMany', 'DeleteOne', 'IndexModel', 'InsertOne', 'ReplaceOne', 'UpdateMany', 'UpdateOne']


def with_id(document):
    """The document itself, which gets an `_id` if it has none.

    :raises TypeError: if it is no document
    """
    argument_checks.mapping('document', document)
    if '_id' not in document:
        document['_id'] = ObjectId()
    return document


def _filtered(filter, collation):
    """The beginning of a statement. Without a filter the server refuses it."""
    options = {'collation': collation}
    refuse(options)
    if filter is None:
        return SON()
    argument_checks.mapping('filter', filter)
    statement = SON([('q', filter)])
    if options:
        statement['collation'] = getattr(collation, 'document', collation)
    return statement


def update_statement(filter, change, multi, upsert, array_filters=None, hint=None, sort=None, collation=None):
    """One statement of an update command."""
    statement = _filtered(filter, collation)
    statement.update([('u', change), ('multi', multi)])
    if upsert is not None:
        argument_checks.boolean('upsert', upsert)
        statement['upsert'] = upsert
    argument_checks.array('array_filters', array_filters)
    fields = (('arrayFilters', array_filters), ('hint', argument_checks.keys_document(hint)),
              ('sort', argument_checks.keys_document(sort)))
    statement.update((name, value) for name, value in fields if value is not None)
    return statement


def delete_statement(filter, limit, hint=None, collation=None):
    """One statement of a delete command."""
    statement = _filtered(filter, collation)
    statement['limit'] = limit
    if hint is not None:
        statement['hint'] = argument_checks.keys_document(hint)
    return statement


if DRIVER_TAKES_MAPPED_KEYS:
    from pymongo import DeleteMany, DeleteOne, InsertOne, ReplaceOne, UpdateMany, UpdateOne
elif DRIVER_HINTS_WRITES:
    import pymongo
    from pymongo import InsertOne

    class _MappedHint(object):
        """The driver's own request, whose hint can also be a mapping."""

        __slots__ = ()

        def __init__(self, *args, **kwargs):
            if kwargs.get('hint') is not None:
                kwargs['hint'] = argument_checks.legacy_keys(kwargs['hint'])
            super(_MappedHint, self).__init__(*args, **kwargs)

    class DeleteMany(_MappedHint, pymongo.DeleteMany):
        __slots__ = ()
        __doc__ = pymongo.DeleteMany.__doc__

    class DeleteOne(_MappedHint, pymongo.DeleteOne):
        __slots__ = ()
        __doc__ = pymongo.DeleteOne.__doc__

    class ReplaceOne(_MappedHint, pymongo.ReplaceOne):
        __slots__ = ()
        __doc__ = pymongo.ReplaceOne.__doc__

    class UpdateMany(_MappedHint, pymongo.UpdateMany):
        __slots__ = ()
        __doc__ = pymongo.UpdateMany.__doc__

    class UpdateOne(_MappedHint, pymongo.UpdateOne):
        __slots__ = ()
        __doc__ = pymongo.UpdateOne.__doc__
else:
    class _Request(object):

        __slots__ = ('_arguments',)

        def __repr__(self):
            return '%s(%s)' % (type(self).__name__, ', '.join(repr(argument) for argument in self._arguments))

        def __eq__(self, other):
            return self._arguments == other._arguments if type(other) is type(self) else NotImplemented

        def __ne__(self, other):
            return not self == other

        __hash__ = None

    class InsertOne(_Request):
        """Insert a document.

        :param document: the document, which gets an `_id` if it has none
        """

        __slots__ = ()

        def __init__(self, document):
            self._arguments = (document,)

        def _statement(self):
            return 'insert', with_id(*self._arguments)

    class _Update(_Request):

        __slots__ = ('_statement_options',)

        _multi = False
        _check = staticmethod(argument_checks.update_document)

        def _set(self, filter, change, upsert, collation, array_filters, hint, sort):
            self._statement_options = {'array_filters': array_filters, 'hint': hint, 'sort': sort}
            update_statement(filter, change, self._multi, upsert, collation=collation, **self._statement_options)

        def _statement(self):
            filter, change, upsert = self._arguments[:3]
            self._check(change)
            return 'update', update_statement(filter, change, self._multi, upsert, **self._statement_options)

    class UpdateOne(_Update):
        """Update the first document that is found.

        :param filter: which document
        :param update: operators, or a pipeline
        :param upsert: whether to insert one if none is found
        """

        __slots__ = ()

        def __init__(self, filter, update, upsert=None, collation=None, array_filters=None, hint=None, sort=None):
            self._arguments = (filter, update, upsert, collation, array_filters, hint, sort)
            self._set(*self._arguments)

    class UpdateMany(_Update):
        """Update all documents that are found.

        :param filter: which documents
        :param update: operators, or a pipeline
        :param upsert: whether to insert one if none is found
        """

        __slots__ = ()
        _multi = True

        def __init__(self, filter, update, upsert=None, collation=None, array_filters=None, hint=None):
            self._arguments = (filter, update, upsert, collation, array_filters, hint, None)
            self._set(*self._arguments)

    class ReplaceOne(_Update):
        """Replace the first document that is found.

        :param filter: which document
        :param replacement: the new document
        :param upsert: whether to insert it if none is found
        """

        __slots__ = ()
        _check = staticmethod(argument_checks.replacement_document)

        def __init__(self, filter, replacement, upsert=None, collation=None, hint=None, sort=None):
            self._arguments = (filter, replacement, upsert, collation, hint, sort)
            self._set(filter, replacement, upsert, collation, None, hint, sort)

    class _Delete(_Request):

        __slots__ = ('_made',)

        def __init__(self, filter, collation=None, hint=None):
            self._arguments = (filter, collation, hint)
            self._made = delete_statement(filter, self._limit, hint, collation=collation)

        def _statement(self):
            return 'delete', self._made

    class DeleteOne(_Delete):
        """Delete the first document that is found.

        :param filter: which document
        """

        __slots__ = ()
        _limit = 1

    class DeleteMany(_Delete):
        """Delete all documents that are found.

        :param filter: which documents
        """

        __slots__ = ()
        _limit = 0


class _Collector(object):
    """Collects the driver's own requests, by the methods that these call."""

    def __init__(self):
        self.statements = []

    def add_insert(self, document):
        self.statements.append(('insert', with_id(document)))

    def add_update(self, selector, update, multi=False, upsert=None, collation=None, array_filters=None, hint=None,
                   sort=None):
        argument_checks.update_document(update)
        self.statements.append(('update', update_statement(selector, update, multi, upsert, array_filters, hint, sort,
                                                           collation)))

    def add_replace(self, selector, replacement, upsert=None, collation=None, hint=None, sort=None):
        argument_checks.replacement_document(replacement)
        self.statements.append(('update', update_statement(selector, replacement, False, upsert, None, hint, sort,
                                                           collation)))

    def add_delete(self, selector, limit, collation=None, hint=None):
        self.statements.append(('delete', delete_statement(selector, limit, hint, collation)))


def statements(requests):
    """Requests of `bulk_write`, those here and the driver's own, as (name of a write command, statement).

    :raises TypeError: if one of them is no request
    """
    collector = _Collector()
    for request in requests:
        if hasattr(type(request), '_statement'):
            collector.statements.append(request._statement())
        elif hasattr(type(request), '_add_to_bulk'):
            request._add_to_bulk(collector)
        else:
            raise TypeError('%r is not a valid request' % (request,))
    return collector.statements


if DRIVER_TAKES_MAPPED_KEYS:
    from pymongo import IndexModel
elif DRIVER_HAS_INDEX_MODEL:
    from pymongo import IndexModel as _DriverIndexModel

    class IndexModel(_DriverIndexModel):
        """The driver's own, of keys in every form.

        :param keys: a name, a mapping, or a list of names and (name, direction) pairs
        :param kwargs: `name` and options of the index
        """

        __slots__ = ()

        def __init__(self, keys, **kwargs):
            refuse(kwargs)
            super(IndexModel, self).__init__(argument_checks.legacy_keys(keys), **kwargs)
else:
    class IndexModel(object):
        """An index to create.

        :param keys: a name, a mapping, or a list of names and (name, direction) pairs
        :param kwargs: `name` and options of the index
        """

        __slots__ = ('_document',)

        def __init__(self, keys, **kwargs):
            refuse(kwargs)
            pairs = argument_checks.key_pairs(keys)
            if not pairs:
                raise ValueError('keys must not be empty')
            name = kwargs.pop('name', None)
            self._document = dict(kwargs, key=SON(pairs), name=index_name(pairs) if name is None else name)

        @property
        def document(self):
            """The index as the createIndexes command has it."""
            return self._document

        def __repr__(self):
            rest = sorted(item for item in self._document.items() if item[0] != 'key')
            return 'IndexModel(%r%s)' % (self._document['key'], ''.join(', %s=%r' % item for item in rest))
