"""What a collection of PyMongo 2 lacks, or asks of a server in a way that no server takes any more."""
from bson.son import SON
from pymongo import ASCENDING
from pymongo.errors import OperationFailure

from .. import argument_checks, versions
from ..aggregate import AggregateResult
from ..command_cursors import extended
from ..errors import refuse
from ..find_and_modify import find_and_modify as by_command
from ..find_arguments import count_command, take_query
from ..flags import check_safe
from ..indexes import IndexDialect, index_name
from ..language import text_types
from ..old_operators import of_today, without_isolation
from ..positions import is_of_3
from ..refusals import NotACollectionMethod
from ..server_codes import NAMESPACE_NOT_FOUND
from . import commands
from .command_cursor import Documents
from .distinct import Distinct
from .indexes import ModernIndexes
from .listing import CreatedIndexes, ListedIndexes
from .reads import Counting, Finding
from .sessions import WithoutSessions
from .with_options import CollectionCodec, WithOptions
from .writes import Writes


class Aggregation(object):
    """aggregate, with the cursor that servers insist on."""

    def aggregate(self, pipeline, session=None, let=None, comment=None, **kwargs):
        """Run an aggregation.

        :param pipeline: a list or tuple of stages, or one stage
        :param let: and `comment`: options of the command, too
        :param kwargs: options of the command; `cursor` gives the driver's own cursor where it has one
        :return: ``{'result': [...], 'ok': 1.0}``, which also iterates the documents; for applications of 2.x and 3.x a
            cursor
        :raises TypeError: for a pipeline of another type
        """
        if isinstance(pipeline, dict):
            pipeline = [pipeline]
        elif not isinstance(pipeline, (list, tuple)):
            raise TypeError('pipeline must be a dict, list or tuple, not %s' % type(pipeline).__name__)
        given = (('session', session), ('let', let), ('comment', comment))
        kwargs.update((name, value) for name, value in given if value is not None)
        refuse(kwargs)
        kwargs.pop('useCursor', None)  # of PyMongo 3
        wants_cursor = is_of_3(self) and not kwargs.get('explain')
        if wants_cursor:
            kwargs.setdefault('cursor', {})
        if versions.DRIVER_HAS_CODEC_OPTIONS and 'cursor' in kwargs:
            if kwargs.get('batchSize'):
                kwargs['cursor'] = dict(kwargs['cursor'] or {}, batchSize=kwargs.pop('batchSize'))
            cursor = super(Aggregation, self).aggregate(pipeline, **kwargs)
            return extended(cursor, self.database.client.address)
        if kwargs.get('let') is not None:
            argument_checks.mapping('let', kwargs['let'])
        options = dict(commands.decoding(self), read_preference=self.read_preference)
        options.update(commands.take_options(kwargs))
        command = SON([('aggregate', self.name), ('pipeline', list(pipeline))])
        command.update((name, value) for name, value in kwargs.items() if name not in ('cursor', 'batchSize'))
        if kwargs.get('batchSize'):
            options['batch_size'] = kwargs['batchSize']
        if kwargs.get('explain'):
            return commands.run(self.database, command, **options)
        found = self._decoded(commands.documents(self.database, command, **options))
        client = self.database.client
        return Documents(found, client) if wants_cursor else AggregateResult(found, client.address)


def _pairs(keys):
    if isinstance(keys, text_types):
        return [(keys, ASCENDING)]
    if not isinstance(keys, (list, tuple)):
        raise TypeError('an index is a name or a list of (name, direction) pairs, not %s' % type(keys).__name__)
    if not keys:
        raise ValueError('an index needs at least one key')
    for pair in keys:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2 or not isinstance(pair[0], text_types):
            raise TypeError('an index is a list of (name, direction) pairs, not %r' % (keys,))
    return [tuple(pair) for pair in keys]


class _SafePerCall(object):
    """`safe` and `w` of a call, for drivers where they cannot overrule the collection's."""

    if not versions.DRIVER_HAS_SAFE_PER_CALL:
        def _through(self, safe, options):
            """The collection to write through, and the options to give to the driver."""
            check_safe(safe)
            if options:
                acknowledged = options.get('w') != 0
                options = options if acknowledged else {}
            else:
                acknowledged = self.safe if safe is None else safe
            if acknowledged == self.safe:
                return self, options
            other = type(self)(self.database, self.name)
            other.safe = acknowledged
            return other, options

        def insert(self, doc_or_docs, manipulate=True, safe=None, check_keys=True, continue_on_error=False, **kwargs):
            through, options = self._through(safe, kwargs)
            return super(_SafePerCall, through).insert(doc_or_docs, manipulate, through.safe, check_keys,
                                                      continue_on_error, **options)

        def save(self, to_save, manipulate=True, safe=None, check_keys=True, **kwargs):
            if not isinstance(to_save, dict):
                raise TypeError('cannot save object of type %s' % type(to_save))
            if '_id' not in to_save:
                return self.insert(to_save, manipulate, safe, check_keys, **kwargs)
            self.update({'_id': to_save['_id']}, to_save, True, manipulate, safe, check_keys=check_keys, **kwargs)
            return to_save['_id']

        def update(self, spec, document, upsert=False, manipulate=False, safe=None, multi=False, check_keys=True,
                   **kwargs):
            through, options = self._through(safe, kwargs)
            check = check_keys and next(iter(document), '')[:1] != '$'
            return super(_SafePerCall, through).update(spec, document, upsert, manipulate, through.safe, multi,
                                                       check, **options)

        def remove(self, spec_or_id=None, safe=None, **kwargs):
            through, options = self._through(safe, kwargs)
            return super(_SafePerCall, through).remove(spec_or_id, through.safe, **options)


class _LegacyCalls(_SafePerCall):
    """Legacy calls of 2.9, for drivers whose own do less, or ask for what no server has any more."""

    def update(self, spec, document, *args, **kwargs):
        if isinstance(spec, dict) and isinstance(document, dict):
            if '$atomic' in spec or '$isolated' in spec:
                spec = without_isolation(spec)
            if '$pushAll' in document or '$atomic' in document or '$isolated' in document:
                document = of_today(document)
        reply = super(_LegacyCalls, self).update(spec, document, *args, **kwargs)
        # PyMongo 2.7.0 hands on the server's list in place of the `_id`, which can be no list.
        if isinstance(reply, dict) and isinstance(reply.get('upserted'), list):
            reply['upserted'] = reply['upserted'][0]['_id']
        return reply

    if versions.DRIVER_LISTS_BY_COMMAND:
        def index_information(self):
            try:
                return super(_LegacyCalls, self).index_information()
            except OperationFailure as error:
                if error.code != NAMESPACE_NOT_FOUND:
                    raise
                return {}
    else:
        def _list(self, command):
            try:
                return commands.documents(self.database, command, as_class=SON)  # the order of an index's keys counts
            except OperationFailure as error:
                if error.code == NAMESPACE_NOT_FOUND:
                    return []
                raise

        def index_information(self):
            """The indexes by name: ``{'a_1': {'key': [('a', 1)], ...}}``; empty for a collection that is not there."""
            found = {}
            for index in self._list(SON([('listIndexes', self.name)])):
                name = index['name']
                found[name] = dict((field, value) for field, value in index.items() if field not in ('name', 'ns'))
                found[name]['key'] = list(index['key'].items())
            return found

        def options(self):
            """The options the collection was made with."""
            for collection in self._list(SON([('listCollections', 1), ('filter', {'name': self.name})])):
                return dict(collection.get('options') or {})
            return {}

    if not versions.DRIVER_CREATES_INDEXES_BY_COMMAND:
        def create_index(self, keys, **options):
            keys = _pairs(keys)
            index = SON([('name', options.pop('name', None) or index_name(keys)), ('key', SON(keys))])
            index.update(options)
            commands.run(self.database, SON([('createIndexes', self.name), ('indexes', [index])]))
            return index['name']

        def drop_index(self, index_or_name):
            name = index_or_name if isinstance(index_or_name, text_types) else index_name(_pairs(index_or_name))
            commands.run(self.database, SON([('dropIndexes', self.name), ('index', name)]))

        def drop_indexes(self):
            try:
                self.drop_index('*')
            except OperationFailure as error:
                if error.code != NAMESPACE_NOT_FOUND:
                    raise

        def remove(self, spec_or_id=None, safe=None, multi=True, **kwargs):
            if isinstance(spec_or_id, dict):
                spec_or_id = without_isolation(spec_or_id)
            # The driver would hand `multi` to the server as a write concern.
            if multi:
                return super(_LegacyCalls, self).remove(spec_or_id, safe, **kwargs)
            spec = {} if spec_or_id is None else spec_or_id
            spec = spec if isinstance(spec, dict) else {'_id': spec}
            one = self.find_one(spec, fields=['_id'])
            if one is None:
                return super(_LegacyCalls, self).remove({'_id': {'$in': []}}, safe, **kwargs)
            # The spec goes along: the document may have changed in between.
            return super(_LegacyCalls, self).remove({'$and': [{'_id': one['_id']}, spec]}, safe, **kwargs)
    else:
        def remove(self, spec_or_id=None, *args, **kwargs):
            if isinstance(spec_or_id, dict):
                spec_or_id = without_isolation(spec_or_id)
            return super(_LegacyCalls, self).remove(spec_or_id, *args, **kwargs)

    def count(self, filter=None, session=None, **kwargs):
        """Count documents.

        :param filter: which documents, as in PyMongo 3
        :param kwargs: `skip`, `limit`, `hint`, `query` (another name for `filter`), and what else the server takes
        :return: an int
        :raises pymongo.errors.ConfigurationError: for both `filter` and `query`
        """
        refuse({'session': session})
        take_query(filter, kwargs)
        if not kwargs:
            return super(_LegacyCalls, self).count()
        command = count_command(self.name, kwargs)
        return int(commands.run(self.database, command, read_preference=self.read_preference)['n'])

    if versions.DRIVER_SPEAKS_MODERN:
        def find_and_modify(self, query=None, update=None, *args, **kwargs):
            if isinstance(update, dict):
                update = of_today(update)
            return super(_LegacyCalls, self).find_and_modify(query, update, *args, **kwargs)
    else:
        find_and_modify = by_command

        def _run_find_and_modify(self, command, full_response):
            options = dict(commands.decoding(self), **commands.take_options(command))
            return commands.run(self.database, command, **options)

        def _manipulated_out(self, document):
            return self.database._fix_outgoing(document, self)


class _ModernCalls(WithoutSessions, NotACollectionMethod, WithOptions, Finding, Counting, Distinct, ListedIndexes,
                   CreatedIndexes, ModernIndexes, Aggregation, CollectionCodec, Writes):
    """The modern dialect, by commands."""


if versions.DRIVER_CREATES_INDEXES_BY_COMMAND:
    class CollectionDialect(_ModernCalls, _LegacyCalls):
        """What the driver's collection needs help with."""
else:
    class CollectionDialect(_ModernCalls, IndexDialect, _LegacyCalls):
        """What the driver's collection needs help with."""
