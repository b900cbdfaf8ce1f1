"""The fluent bulk API of 2.7 to 3.13, in terms of bulk_write."""
import functools

from bson.objectid import ObjectId
from bson.son import SON
from pymongo import DeleteMany, DeleteOne, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError, InvalidOperation

from ..language import Mapping
from ..old_operators import of_today, without_isolation
from .documents import check_insert_keys, require_document, starts_with_operator
from .write_concerns import fields_of, write_concern_from


class BulkOperationBuilder(object):
    """A batch of writes that is put together call by call. Was ``pymongo.bulk.BulkOperationBuilder``.

    :param collection: the collection to write to
    :param ordered: whether the order counts, and the first error ends the batch
    :param bypass_document_validation: whether the server may store what its validation rules refuse
    """

    def __init__(self, collection, ordered=True, bypass_document_validation=False):
        self._collection = collection
        self._options = {'ordered': ordered}
        if bypass_document_validation:
            self._options['bypass_document_validation'] = True
        self._requests = []
        #: For each operation, the document that errors show as `op`.
        self._reported = []
        self._executed = False

    def _add(self, request, reported):
        self._requests.append(request)
        self._reported.append(reported)

    def insert(self, document):
        """Add an insert. A document without `_id` gets one at once.

        :raises TypeError: for anything but a document
        """
        require_document('document', document)
        if '_id' not in document:
            document['_id'] = ObjectId()
        self._add(InsertOne(document), document)

    def find(self, selector, collation=None):
        """Choose the documents for the operation that follows.

        :param selector: a query; ``{}`` for all documents
        :param collation: how to compare text, on drivers that have collations
        :return: a :class:`BulkWriteOperation`
        :raises TypeError: for anything but a document
        """
        require_document('selector', selector)
        return BulkWriteOperation(without_isolation(selector), self, collation)

    def execute(self, write_concern=None):
        """Send the batch.

        :param write_concern: a dict of `w`, `wtimeout` (milliseconds), `j`, `fsync`; None for the collection's
        :return: a dict of counts (`nInserted`, `nMatched`, `nModified`, `nRemoved`, `nUpserted`) and lists
            (`upserted`, `writeErrors`, `writeConcernErrors`); None when not acknowledged
        :raises BulkWriteError: if an operation failed; its `details` is that dict
        :raises InvalidDocument: for a document to insert whose keys are not allowed; then nothing is sent
        :raises InvalidOperation: for a batch that is empty or was executed before
        """
        if write_concern and not isinstance(write_concern, Mapping):
            raise TypeError('write_concern must be a dict, not %s' % type(write_concern).__name__)
        if not self._requests:
            raise InvalidOperation('No operations to execute')
        if self._executed:
            raise InvalidOperation('Bulk operations can only be executed once.')
        self._executed = True
        collection = self._collection
        for request, document in zip(self._requests, self._reported):
            if isinstance(request, InsertOne):
                check_insert_keys([document], collection.codec_options)
        try:
            result = collection._noting(
                self._with_write_concern(write_concern).bulk_write, self._requests, **self._options)
        except BulkWriteError as error:
            for failed in error.details['writeErrors']:
                failed['op'] = self._reported[failed['index']]
            raise
        return result.bulk_api_result if result.acknowledged else None

    def _with_write_concern(self, write_concern):
        """The collection with the write concern to use; here `safe` of the collection never had an effect."""
        options = write_concern or fields_of(self._collection.write_concern)
        if not options and self._collection._safe:
            return self._collection
        return self._collection.with_options(write_concern=write_concern_from(options or {'w': 1}))


class _CollatingBulk(object):
    """The driver's batch, which adds a collation to each operation."""

    def __init__(self, bulk, collation):
        self._bulk, self._collation = bulk, collation

    def __getattr__(self, name):
        return functools.partial(getattr(self._bulk, name), collation=self._collation)


def _collating(request):
    """A class of operations with a collation; those of PyMongo 3.4 take none, but its batches do."""
    if 'collation' in request.__init__.__code__.co_varnames:
        return request

    class Collating(request):

        def __init__(self, *args, **kwargs):
            self._of_texts = kwargs.pop('collation')
            super(Collating, self).__init__(*args, **kwargs)

        def _add_to_bulk(self, bulk):
            super(Collating, self)._add_to_bulk(_CollatingBulk(bulk, self._of_texts))

    return Collating


class _Selection(object):
    """Documents that an operation of a batch is for."""

    _upsert = False

    def __init__(self, selector, bulk, collation=None):
        self._selector = selector
        self._bulk = bulk
        self._collation = {} if collation is None else {'collation': collation}

    def _operation(self, request, *args, **kwargs):
        if self._collation:
            request = _collating(request)
        return request(self._selector, *args, **dict(kwargs, **self._collation))

    def _change(self, request, document, multi):
        self._bulk._add(self._operation(request, document, upsert=self._upsert),
                        SON([('q', self._selector), ('u', document), ('multi', multi), ('upsert', self._upsert)],
                            **self._collation))

    def update(self, update):
        """Add an update of all documents chosen.

        :param update: operators, as ``{'$set': {...}}``
        :raises ValueError: for an update without operators
        :raises TypeError: for anything but a document
        """
        _require_operators(update)
        self._change(UpdateMany, of_today(update), True)

    def update_one(self, update):
        """Add an update of one of the documents chosen.

        :param update: operators, as ``{'$set': {...}}``
        :raises ValueError: for an update without operators
        :raises TypeError: for anything but a document
        """
        _require_operators(update)
        self._change(UpdateOne, of_today(update), False)

    def replace_one(self, replacement):
        """Add a replacement of one of the documents chosen.

        :param replacement: a whole document
        :raises ValueError: for one with operators
        :raises TypeError: for anything but a document
        """
        require_document('replacement', replacement)
        if starts_with_operator(replacement):
            raise ValueError('replacement can not include $ operators')
        self._change(ReplaceOne, replacement, False)


class BulkUpsertOperation(_Selection):
    """Documents chosen in a batch, to be inserted if there are none. Was ``pymongo.bulk.BulkUpsertOperation``."""

    _upsert = True


class BulkWriteOperation(_Selection):
    """Documents chosen in a batch. Was ``pymongo.bulk.BulkWriteOperation``."""

    def upsert(self):
        """Choose the same, for an update or a replacement that inserts if nothing is found.

        :return: a :class:`BulkUpsertOperation`
        """
        return BulkUpsertOperation(self._selector, self._bulk, self._collation.get('collation'))

    def _delete(self, request, limit):
        self._bulk._add(self._operation(request),
                        SON([('q', self._selector), ('limit', limit)], **self._collation))

    def remove(self):
        """Add a removal of all documents chosen."""
        self._delete(DeleteMany, 0)

    def remove_one(self):
        """Add a removal of one of the documents chosen."""
        self._delete(DeleteOne, 1)


def _require_operators(update):
    require_document('update', update)
    if not starts_with_operator(update):
        raise ValueError('update only works with $ operators')
