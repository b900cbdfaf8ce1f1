"""What a database of PyMongo 2 lacks, or asks of a server in a way that no server takes any more."""
from bson.son import SON
from pymongo.errors import OperationFailure

from .. import versions
from ..errors import refuse
from ..language import text_types
from ..modifiers import ModifiedQuery
from ..old_commands import BY_AGGREGATION, by_aggregation, document_of, name_of
from ..refusals import NotADatabaseMethod
from ..users import Users
from . import commands
from .listing import ListedCollections
from .sessions import WithoutSessionsOfDatabase
from .with_options import DatabaseCodec, WithOptions, localized

#: Positional order of the driver's `command`.
_POSITIONS = ('check', 'allowable_errors', 'uuid_subtype', 'compile_re', 'read_preference', 'codec_options')
#: Those of its keywords that say how to decode the reply.
_DECODING = frozenset(('as_class', 'uuid_subtype', 'codec_options'))
#: Its keywords that are no fields of the command.
_NO_FIELDS = ('check', 'allowable_errors') + commands.OPTIONS


class DatabaseDialect(WithoutSessionsOfDatabase, NotADatabaseMethod, WithOptions, ListedCollections, DatabaseCodec,
                      Users):
    """Names of collections, and the modern names for what is there."""

    @property
    def client(self):
        """The client; PyMongo 2's own name for it is ``connection``."""
        return self.connection

    def command(self, command, value=1, *args, **kwargs):
        """Send a command.

        `aggregate` without a cursor, `text` and `geoNear`, which servers no longer have, answer as they did.

        :param command: its name, or the whole of it
        :param value: the value of that name
        :param args: and `kwargs`: what the driver's own takes; also `codec_options`
        :return: the server's answer
        """
        if isinstance(kwargs.get('query'), ModifiedQuery):  # of the driver's Cursor.count or Cursor.distinct
            kwargs['query'] = kwargs['query']['$query']
        if name_of(command) in BY_AGGREGATION:
            reply = self._old_answer(command, value, dict(zip(_POSITIONS, args), **kwargs))
            if reply is not None:
                return reply
        codec = None if versions.DRIVER_HAS_CODEC_OPTIONS else kwargs.pop('codec_options', None)
        if codec is None:
            return super(DatabaseDialect, self).command(command, value, *args, **kwargs)
        kwargs.update(as_class=codec.document_class, uuid_subtype=codec.uuid_representation)
        reply = super(DatabaseDialect, self).command(command, value, *args, **kwargs)
        return localized(reply, codec.tz_aware) if codec.tz_aware != self.client.tz_aware else reply

    def _old_answer(self, command, value, options):
        """The reply to a command that servers no longer have; None if it is to be sent all the same."""
        fields = dict((name, field) for name, field in options.items() if name not in _NO_FIELDS)
        more = dict((name, options[name]) for name in commands.OPTIONS if name in options)
        if versions.DRIVER_HAS_CODEC_OPTIONS and not _DECODING.intersection(more):
            more['codec_options'] = commands.with_dicts(self.codec_options)

        def aggregate(collection, pipeline, fields):
            stages = SON([('aggregate', collection), ('pipeline', pipeline)], **fields)
            return commands.documents(self, stages, **more)

        try:
            return by_aggregation(document_of(command, value, fields), aggregate)
        except OperationFailure as error:
            reply = getattr(error, 'details', None) or {}
            if options.get('check', True) and reply.get('errmsg') not in options.get('allowable_errors', ()):
                raise
            return reply

    def get_collection(self, name, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        """A collection by name.

        The parameters are those of :meth:`with_options`.
        """
        found = self._child_class(self, name)
        if codec_options is read_preference is write_concern is read_concern is None:
            return found
        return found.with_options(codec_options, read_preference, write_concern, read_concern)

    def create_collection(self, name, codec_options=None, read_preference=None, write_concern=None, read_concern=None,
                          session=None, check_exists=True, **kwargs):
        """Create a collection.

        :param kwargs: options of the collection (`capped`, `size`, ...)
        :raises pymongo.errors.CollectionInvalid: if it is there
        """
        refuse(kwargs)
        super(DatabaseDialect, self).create_collection(name, session=session, **kwargs)
        return self.get_collection(name, codec_options, read_preference, write_concern, read_concern)

    def collection_names(self, include_system_collections=True):
        """The names of the collections.

        :param include_system_collections: False to leave out those that start with ``system.``
        :return: a list of text
        """
        if versions.DRIVER_LISTS_BY_COMMAND:
            return super(DatabaseDialect, self).collection_names(include_system_collections)
        names = [entry['name'] for entry in commands.documents(self, SON([('listCollections', 1)]))]
        return [name for name in names if include_system_collections or not name.startswith('system.')]

    def drop_collection(self, name_or_collection, session=None):
        refuse({'session': session})
        if not versions.DRIVER_CREATES_INDEXES_BY_COMMAND:
            name = name_or_collection if isinstance(name_or_collection, text_types) \
                else getattr(name_or_collection, 'name', None)
            self.client._index_cache.purge(self.name, name)
        return super(DatabaseDialect, self).drop_collection(name_or_collection)
