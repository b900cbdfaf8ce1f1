"""The legacy calls of a collection, in terms of the modern ones."""
import pymongo.collection
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import BulkWriteError, InvalidOperation, OperationFailure

from ..argument_checks import mapping
from ..command_cursors import extended
from ..find_and_modify import find_and_modify
from ..find_arguments import as_spec, count_command, take_query, take_spec
from ..flags import check_safe
from ..indexes import IndexDialect
from ..language import Mapping
from ..old_operators import of_today, without_isolation
from ..positions import ALIKE_IN_FIND, is_of_3, read_find, reading_of
from ..server_codes import FAILED_TO_PARSE, NAMESPACE_NOT_FOUND
from ..versions import DRIVER_INSERT_CHECKS_KEYS, DRIVER_RETRIES_READS
from ..warn import legacy, legacy_method, register, unwarned
from . import command_options, documents, retries, suggestions
from .aggregate_answer import AggregateAnswer
from .bulk import BulkOperationBuilder
from .client_state import CLOSED
from .cursor import make_cursor
from .errors import last_error, refusal
from .find import translate
from .index_warnings import warn_of_index
from .manipulators import NONE as NO_MANIPULATORS
from .mapreduce import MapReduceDialect
from .object_ids import add_ids
from .plain_types import PLAIN_TYPES
from .uuids import note_uuids
from .without_key_checks import encoded, insert_unchecked, replace_unchecked
from .write_concerns import ACKNOWLEDGED, UNACKNOWLEDGED, safe_forbids_waiting, write_concern_of_call

#: Each of these keywords of aggregate asks for a cursor.
_STREAMING = frozenset(['cursor', 'batchSize', 'session', 'maxAwaitTimeMS'])
_ONLY_DICTS = frozenset([dict])
#: The positional arguments after the pipeline, in the modern order.
_AGGREGATE_POSITIONS = ('session', 'let', 'comment')
_PIPELINE, _EXPLAIN = "aggregate's pipeline that is no list", "aggregate's explain"
_SPEC_OR_ID = "find_one's spec_or_id"
register(_PIPELINE, 'a list of stages', '3.0')
register(_EXPLAIN, "database.command('aggregate', name, pipeline=pipeline, explain=True)", '4.0')
register(_SPEC_OR_ID, 'filter', '3.0')
#: The keywords of the constructor that do not create the collection on the server.
_NOT_CREATING = frozenset(['codec_options', 'read_preference', 'write_concern', 'read_concern', 'session'])
# Newer drivers deprecate this way to create a collection.
_create = unwarned(pymongo.collection.Collection.__init__)


def _take_spec_or_id(given, options):
    if given is not None:
        raise TypeError("find_one() got multiple values for argument 'spec_or_id'")
    legacy(_SPEC_OR_ID)
    return options.pop('spec_or_id')


class CollectionDialect(MapReduceDialect, IndexDialect):
    """The part of a collection that left the driver at 3.0 or 4.0, or changed its meaning there."""

    def __init__(self, database, name, create=False, *args, **kwargs):
        if create or not _NOT_CREATING.issuperset(kwargs):
            _create(self, database, name, create, *args, **kwargs)
        else:
            super(CollectionDialect, self).__init__(database, name, create, *args, **kwargs)
        if name[:1] == '$':
            self._cursor_class = self._command_cursor_class

    @legacy_method('the truth of a collection', 'collection is not None', gone='4.0')
    def __bool__(self):
        return True

    __nonzero__ = __bool__

    # Writing

    def _run_write(self, concern, write):
        """Run a legacy write, and note its status for `Database.error`.

        Within a request, an unacknowledged write is acknowledged, and its result hidden.

        :param concern: the write concern of the call; None for the collection's own
        :param write: a function that writes to the collection it is given and returns the server's reply
        :return: the reply; None for an unacknowledged write
        """
        state = self._parent._legacy_state
        hidden = False
        if state.auto_start_request or concern is UNACKNOWLEDGED:
            hidden = state.requests.begin_operation() and concern is UNACKNOWLEDGED
            if hidden:
                concern = ACKNOWLEDGED
        target = self if concern is None else self.with_options(write_concern=concern)
        try:
            reply = write(target)
        except OperationFailure as error:
            state.last_status.failed(error)
            if not hidden:
                raise
            return None
        state.last_status.succeeded(reply)
        return None if hidden else reply

    @legacy_method('Collection.insert', 'insert_one or insert_many', gone='4.0',
                   positions=reading_of('insert'), suggest=suggestions.insert)
    def insert(self, doc_or_docs, manipulate=True, safe=None, check_keys=True, continue_on_error=False, **kwargs):
        """Insert one document or many.

        :param doc_or_docs: a document, or an iterable of documents
        :param manipulate: whether to add a missing `_id` to the caller's document and to run SON manipulators
        :param safe: whether to wait for the server; None for the collection's `safe`
        :param check_keys: whether to refuse keys with a dot or a leading dollar sign
        :param continue_on_error: whether to go on after a document that fails
        :param kwargs: `w`, `wtimeout` (milliseconds), `j`, `fsync`: a write concern for this call; it overrides `safe`
        :return: the `_id` of the document, or a list of them
        :raises DuplicateKeyError: also for a list, when acknowledged
        :raises InvalidDocument: for a key that is not allowed
        :raises InvalidOperation: for an empty list
        """
        return self._legacy_insert(doc_or_docs, manipulate, safe, check_keys, continue_on_error, kwargs)

    def _legacy_insert(self, doc_or_docs, manipulate, safe, check_keys, continue_on_error, options):
        if safe is not None:
            check_safe(safe)
        one = type(doc_or_docs) is dict or isinstance(doc_or_docs, Mapping)
        if type(doc_or_docs) is dict and manipulate and self._parent._manipulators is NO_MANIPULATORS:
            # As _prepare does, without what most do not need.
            if '_id' not in doc_or_docs:
                doc_or_docs['_id'] = ObjectId()
            ids, batch = [doc_or_docs['_id']], [doc_or_docs]
        else:
            ids, batch = self._prepare((doc_or_docs,) if one else doc_or_docs, manipulate)
        if not batch:
            raise InvalidOperation('cannot do an empty bulk insert')
        is_plain = check_keys and documents.check_insert_keys(batch, self.codec_options)
        ordered = not continue_on_error
        hides_keys = DRIVER_INSERT_CHECKS_KEYS and not check_keys
        if hides_keys and DRIVER_RETRIES_READS:
            batch = encoded(batch, self.codec_options)

        def write(through):
            if hides_keys and not DRIVER_RETRIES_READS:
                insert_unchecked(through, batch, ordered)
            elif one:
                insert_one = through.insert_one
                # Where the check found only plain values, ours has nothing to do that takes its time.
                if is_plain and not CLOSED and getattr(insert_one, '__func__', None) is through._own_insert_one:
                    through._drivers_insert_one(batch[0])
                else:
                    insert_one(batch[0])
            else:
                try:
                    through.insert_many(batch, ordered=ordered)
                except BulkWriteError as error:
                    raise last_error(error)

        self._run_write(write_concern_of_call(self, safe, options), write)
        return ids[0] if one else ids

    def _prepare(self, iterable, manipulate):
        """The `_id`s of documents to insert, and the documents to send."""
        ids, batch = [], []
        manipulators = self._parent._manipulators
        if manipulate and manipulators is NO_MANIPULATORS and type(iterable) in (list, tuple) and (
                _ONLY_DICTS.issuperset(map(type, iterable))):
            # As below, without what most lists do not need.
            batch = list(iterable)
            return add_ids(batch), batch
        for document in iterable:
            if manipulate:
                # A manipulator may make a document of what is none.
                document = manipulators.into(document, self)
            documents.require_document('document', document)
            if manipulate:
                if '_id' not in document:
                    document['_id'] = ObjectId()
                document = manipulators.into_copy(document, self)
                ids.append(document['_id'])
            else:
                ids.append(document.get('_id'))
                # The driver adds an `_id`, but the caller's document must not change.
                document = document if '_id' in document else SON(document)
            batch.append(document)
        return ids, batch

    @legacy_method('Collection.save', 'insert_one or replace_one(..., upsert=True)', gone='4.0',
                   positions=reading_of('save'), suggest=suggestions.save)
    def save(self, to_save, manipulate=True, safe=None, check_keys=True, **kwargs):
        """Insert a document, or replace the one that has its `_id`.

        :param to_save: the document; without an `_id` it is inserted, as by :meth:`insert`
        :return: its `_id`
        :raises TypeError: for anything but a document
        """
        documents.require_document('to_save', to_save)
        if '_id' not in to_save:
            return self._legacy_insert(to_save, manipulate, safe, check_keys, False, kwargs)
        if documents.starts_with_operator(to_save):
            raise documents.dollar_prefixed(to_save)
        self._legacy_update({'_id': to_save['_id']}, to_save, True, manipulate, safe, False, check_keys, kwargs)
        return to_save['_id']

    @legacy_method('Collection.update', 'update_one, update_many or replace_one', gone='4.0',
                   positions=reading_of('update'), suggest=suggestions.update)
    def update(self, spec, document, upsert=False, manipulate=False, safe=None, multi=False, check_keys=True,
               **kwargs):
        """Update or replace documents.

        :param spec: which documents
        :param document: operators (``{'$set': ...}``), or a whole document that takes the place of the one found
        :param upsert: whether to insert if nothing is found
        :param manipulate: whether to run SON manipulators over `document`
        :param safe: whether to wait for the server; None for the collection's `safe`
        :param multi: whether to update all documents found; operators only
        :param check_keys: whether to refuse keys with a dot or a leading dollar sign in an unacknowledged replacement;
            the server checks acknowledged ones
        :param kwargs: `w`, `wtimeout` (milliseconds), `j`, `fsync`: a write concern for this call; it overrides `safe`
        :return: ``{'n': ..., 'nModified': ..., 'updatedExisting': ..., 'ok': 1.0}``, with `upserted` (the `_id`) if
            something was inserted; None when not acknowledged
        :raises OperationFailure: when the server refuses, DuplicateKeyError among them
        """
        return self._legacy_update(spec, document, upsert, manipulate, safe, multi, check_keys, kwargs)

    def _legacy_update(self, spec, document, upsert, manipulate, safe, multi, check_keys, options):
        documents.require_document('spec', spec)
        documents.require_document('document', document)
        if not isinstance(upsert, bool):
            raise TypeError('upsert must be True or False, not %r' % (upsert,))
        if safe is not None:
            check_safe(safe)
        manipulators = self._parent._manipulators
        if manipulate and manipulators is not NO_MANIPULATORS:
            document = manipulators.into_copy(manipulators.into(document, self), self)
        if '$pushAll' in document or '$atomic' in document:
            document = of_today(document)
        if '$atomic' in spec or '$isolated' in spec:
            spec = without_isolation(spec)
        has_operators = documents.starts_with_operator(document)
        concern = write_concern_of_call(self, safe, options)
        if check_keys and not has_operators and concern is UNACKNOWLEDGED:
            documents.check_keys(document, self.codec_options)

        def write(through):
            if has_operators:
                change = through.update_many if multi else through.update_one
            elif multi:
                if not through.write_concern.acknowledged:
                    return None
                raise refusal('multi update is not supported for replacement-style update', FAILED_TO_PARSE)
            elif DRIVER_INSERT_CHECKS_KEYS and not check_keys and not through.write_concern.acknowledged:
                return replace_unchecked(through, spec, document, upsert)
            else:
                change = through.replace_one
            return change(spec, document, upsert).raw_result

        return self._run_write(concern, write)

    @legacy_method('Collection.remove', 'delete_many or delete_one', gone='4.0',
                   positions=reading_of('remove'), suggest=suggestions.remove)
    def remove(self, spec_or_id=None, safe=None, multi=True, **kwargs):
        """Remove documents.

        :param spec_or_id: which documents: a spec, or the `_id` of one; None for all
        :param safe: whether to wait for the server; None for the collection's `safe`
        :param multi: False to remove one document only
        :param kwargs: `w`, `wtimeout` (milliseconds), `j`, `fsync`: a write concern for this call; it overrides `safe`
        :return: ``{'n': ..., 'ok': 1.0}``, or None when not acknowledged
        """
        spec = {} if spec_or_id is None else without_isolation(as_spec(spec_or_id))

        def write(through):
            result = (through.delete_many if multi else through.delete_one)(spec)
            return result.raw_result if result.acknowledged else None

        return self._run_write(write_concern_of_call(self, safe, kwargs), write)

    find_and_modify = legacy_method(
        'Collection.find_and_modify', 'find_one_and_update, find_one_and_replace or find_one_and_delete', gone='4.0',
        suggest=suggestions.find_and_modify)(find_and_modify)

    def _run_find_and_modify(self, command, full_response):
        through = command_options.through(self, command, 'find_and_modify')
        if through is not self:
            return through._run_find_and_modify(command, full_response)
        if not full_response and retries.can_find_and_modify(command):
            state = self._parent._legacy_state
            state.requests.begin_operation()
            return {'value': state.last_status.of(retries.find_and_modify, self, command)}
        if self.write_concern.document:
            command.setdefault('writeConcern', self.write_concern.document)
        return self.database.command(command, codec_options=self.codec_options)

    def _manipulated_out(self, document):
        return self._parent._manipulators.out(document, self)

    # Bulk operations

    @legacy_method('Collection.initialize_ordered_bulk_op', 'bulk_write', gone='4.0')
    def initialize_ordered_bulk_op(self, bypass_document_validation=False):
        """Start a batch of writes that runs in the order given and ends at the first error.

        :param bypass_document_validation: whether the server may store what its validation rules refuse
        :return: a :class:`BulkOperationBuilder`
        """
        return BulkOperationBuilder(self, True, bypass_document_validation)

    @legacy_method('Collection.initialize_unordered_bulk_op', 'bulk_write with ordered=False', gone='4.0')
    def initialize_unordered_bulk_op(self, bypass_document_validation=False):
        """Start a batch of writes that runs in any order and goes on after errors.

        :param bypass_document_validation: whether the server may store what its validation rules refuse
        :return: a :class:`BulkOperationBuilder`
        """
        return BulkOperationBuilder(self, False, bypass_document_validation)

    # Reading

    def find(self, *args, **kwargs):
        """Query the collection.

        Takes the arguments of PyMongo 2.x, in their order (`spec`, `fields`, `skip`, `limit`, `timeout`, ...), and
        the modern keywords (`filter`, `projection`, ...).

        :return: a cursor; nothing is sent until its first document is asked for
        :raises TypeError: for a spec that is no document, a flag that is no bool, an unknown keyword
        """
        if not kwargs and len(args) < 3:
            cursor = self._plain_find(*args)
            if cursor is not None:
                return cursor
        if len(args) > ALIKE_IN_FIND:
            args, kwargs = read_find(self, args, kwargs)
        seconds = kwargs.pop('network_timeout', None)
        changed, options, after = translate(self, args, kwargs)
        collection = self.with_options(**changed) if changed else self
        state = self._parent._legacy_state
        if state.was_closed:
            state.warn_of_use()
        state.requests.begin_operation()
        state.last_status.succeeded(None)
        cursor = make_cursor(self._cursor_class, collection, options)
        manipulators = self._parent._manipulators
        if 'manipulate' in after and (manipulators.outgoing or manipulators.outgoing_copying):
            cursor._manipulate()
        if 'compile_re' in after:
            cursor._compile_patterns()
        if seconds is not None:
            cursor._limit_fetches(seconds)
        return cursor

    def find_one(self, *args, **kwargs):
        """The first document that :meth:`find` would give, or None.

        Takes a spec, or the `_id` of a document, as the first; and what :meth:`find` takes.
        """
        spec_or_id, args = (args[0], args[1:]) if args else (None, args)
        if kwargs:
            if 'spec_or_id' in kwargs:
                spec_or_id = _take_spec_or_id(spec_or_id, kwargs)
            spec = take_spec(spec_or_id, kwargs)
        else:
            spec = spec_or_id if type(spec_or_id) is dict else as_spec(spec_or_id)
        if not args and not kwargs and getattr(self.find, '__func__', None) is _find:
            cursor = self._plain_find(spec, None, -1)
            if cursor is not None:
                try:
                    return cursor.next()
                except StopIteration:
                    return None
        if not kwargs and len(args) < 2:
            for document in self.find(spec, *args).limit(-1):
                return document
            return None
        if len(args) > 2:  # the fourth position is the limit
            args = args[:2] + (-1,) + args[3:]
        else:
            kwargs['limit'] = -1
        for document in self.find(spec, *args, **kwargs):
            return document
        return None

    def _plain_find(self, spec=None, fields=None, limit=0):
        """A find whose arguments need no translation, as most have none of the legacy dialect; None for any other."""
        if spec is not None and (type(spec) is not dict or '$query' in spec or 'orderby' in spec) or (
                fields is not None and (type(fields) is not dict or not fields)):
            return None
        database = self._parent
        state = database._legacy_state
        if state.was_closed:
            state.warn_of_use()
        if spec:
            # `issuperset` of their types would take twice as long.
            for value in spec.values():
                if type(value) not in PLAIN_TYPES:
                    note_uuids(self, (spec,))
                    break
        if state.auto_start_request:
            state.requests.begin_operation()
        state.last_status.succeeded(None)
        cursor = self._cursor_class(self, spec, fields, 0, limit)
        manipulators = database._manipulators
        if manipulators is not NO_MANIPULATORS and (manipulators.outgoing or manipulators.outgoing_copying):
            cursor._manipulate()
        return cursor

    @legacy_method('Collection.count', 'count_documents or estimated_document_count', gone='4.0',
                   suggest=suggestions.count)
    def count(self, filter=None, session=None, **kwargs):
        """Count documents.

        :param filter: which documents; PyMongo 2.x had no arguments here
        :param kwargs: `skip`, `limit`, `hint`, `query` (another name for `filter`), and what else the server takes
        :return: an int; 0 for a collection that is not there
        :raises ConfigurationError: for both `filter` and `query`
        """
        take_query(filter, kwargs)
        return self._count_by_command(kwargs, session)

    def _count_by_command(self, options, session=None):
        self._parent._legacy_state.requests.begin_operation()
        return retries.count(self, count_command(self.name, options), session)

    def aggregate(self, pipeline, *args, **kwargs):
        """Run an aggregation.

        :param pipeline: a list of stages, or one stage
        :param kwargs: options of the command; `cursor`, `batchSize` or `session` give the driver's own cursor;
            ``explain=True`` gives the server's plan, a dict
        :return: ``{'result': [...], 'ok': 1.0}``, which also iterates the documents; for applications of 2.x and 3.x
            the driver's own cursor
        :raises TypeError: for a pipeline that is no list and no document
        """
        if not isinstance(pipeline, list):
            if isinstance(pipeline, Mapping):
                pipeline = [pipeline]
            elif isinstance(pipeline, tuple):
                pipeline = list(pipeline)
            else:
                raise TypeError('pipeline must be a dict, list or tuple, not %s' % type(pipeline).__name__)
            legacy(_PIPELINE)
        if args or kwargs:
            if kwargs.get('let') is not None:
                mapping('let', kwargs['let'])
            if len(args) > len(_AGGREGATE_POSITIONS):
                raise TypeError('aggregate() takes at most %d positional arguments' % (len(_AGGREGATE_POSITIONS) + 2))
            kwargs.update((name, value) for name, value in zip(_AGGREGATE_POSITIONS, args) if value is not None)
            through = command_options.through(self, kwargs, 'aggregate')
            if through is not self:
                return through.aggregate(pipeline, **kwargs)
            if 'explain' in kwargs and not is_of_3(self):
                if kwargs['explain']:
                    legacy(_EXPLAIN)
                    return self._explain_aggregate(pipeline, **kwargs)
                del kwargs['explain']
        if args or kwargs and not _STREAMING.isdisjoint(kwargs) or is_of_3(self):
            options = kwargs.pop('cursor', None) or {}
            kwargs.update(options)
            return self._native_aggregate(pipeline, **kwargs)
        cursor = self._native_aggregate(pipeline, **kwargs)
        try:
            return AggregateAnswer(list(cursor), cursor.address)
        except BaseException:
            cursor.close()
            raise

    def _explain_aggregate(self, pipeline, session=None, cursor=None, batchSize=None, **options):
        command = SON([('aggregate', self.name), ('pipeline', pipeline)])
        command.update((name, getattr(value, 'document', value)) for name, value in options.items())
        more = {} if session is None else {'session': session}
        return self.database.command(command, read_preference=self.read_preference, codec_options=self.codec_options,
                                     **more)

    def _native_aggregate(self, pipeline, *args, **kwargs):
        """The driver's own `aggregate`, which gives a cursor."""
        return extended(super(CollectionDialect, self).aggregate(pipeline, *args, **kwargs))

    def _heeding_safe(self):
        """The collection for a modern write, which obeyed `safe` in 2.9."""
        return self.with_options(write_concern=UNACKNOWLEDGED) if safe_forbids_waiting(self) else self

    # Indexes

    ensure_index = legacy_method('Collection.ensure_index', 'create_index', gone='4.0',
                                 suggest=suggestions.ensure_index)(vars(IndexDialect)['ensure_index'])

    def create_index(self, keys=None, cache_for=None, **kwargs):
        warn_of_index(cache_for, kwargs)
        return self._create_index(keys, cache_for, **kwargs)

    def _create_index(self, keys, cache_for, **options):
        return self._noting(super(CollectionDialect, self)._create_index, keys, cache_for, **options)

    create_index.__doc__ = IndexDialect.create_index.__doc__

    def drop_index(self, index_or_name, *args, **kwargs):
        return self._noting(super(CollectionDialect, self).drop_index, index_or_name, *args, **kwargs)

    def _noting(self, operation, *args, **kwargs):
        """Run an operation and note its status for `Database.error`."""
        return self._parent._legacy_state.last_status.of(operation, *args, **kwargs)

    def rename(self, *args, **kwargs):
        """Rename the collection. Returns nothing, as up to 3.5, or what the driver returns (see `positions`)."""
        reply = self._noting(super(CollectionDialect, self).rename, *args, **kwargs)
        return reply if is_of_3(self) else None

    def drop_indexes(self, *args, **kwargs):
        try:
            self._noting(super(CollectionDialect, self).drop_indexes, *args, **kwargs)
        except OperationFailure as error:
            if error.code != NAMESPACE_NOT_FOUND:
                raise

    def index_information(self, *args, **kwargs):
        try:
            return super(CollectionDialect, self).index_information(*args, **kwargs)
        except OperationFailure as error:
            # For a collection that does not exist some drivers give no indexes, others raise.
            if error.code == NAMESPACE_NOT_FOUND:
                return {}
            raise


#: As long as it is this one, find_one need not go through it.
_find = vars(CollectionDialect)['find']
