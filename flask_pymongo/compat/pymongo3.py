"""The bases of the wrappers on drivers whose own dialect is the modern one (PyMongo 3 and 4)."""
import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
from pymongo.errors import ConfigurationError

from .copies import itself, refuse_to_pickle, shallow
from .errors import not_in_this_driver
from .legacy.any_attribute import (
    CALLS,
    HEEDING_SAFE,
    inserting_any_documents,
    taking_any_document,
    writing_any_documents,
)
from .legacy.child_cache import Navigation, cached_child, first_child
from .legacy.client import ClientDialect
from .legacy.collection import CollectionDialect
from .legacy.cursor import CommandReply, CursorDialect
from .legacy.database import DatabaseDialect
from .legacy.option_attributes import OptionAttributes
from .legacy.write_concerns import safe_forbids_waiting
from .modern.missing_parts import ClientFallback, CollectionFallback, DatabaseFallback
from .options import CONNECTION_POSITIONS
from .refusals import MissingCursorMethods, NotACollectionMethod, refuse_attribute
from .reply_decoding import ReplyCursor
from .versions import DRIVER_HAS_READ_CONCERN, DRIVER_HAS_TYPE_REGISTRY
from .warn import drivers_call, legacy, legacy_method, register, unwarned

_default_database = unwarned(pymongo.MongoClient.get_default_database)


def _options(parent, codec_options, read_preference, write_concern, read_concern):
    """Constructor options: those given, else the parent's."""
    options = {
        'codec_options': parent.codec_options if codec_options is None else codec_options,
        'read_preference': parent.read_preference if read_preference is None else read_preference,
        'write_concern': parent.write_concern if write_concern is None else write_concern,
    }
    if DRIVER_HAS_READ_CONCERN:
        options['read_concern'] = parent.read_concern if read_concern is None else read_concern
    elif read_concern is not None:
        raise not_in_this_driver('read_concern', DRIVER_HAS_READ_CONCERN.since)
    return options


def _copy_legacy_options(original, copy, read_preference=None, write_concern=None):
    """Give a copy those options that the driver does not know, unless new ones were given."""
    copy._safe = original._safe or write_concern is not None
    copy._read_options = original._read_options if read_preference is None else None


_PLAIN = {'document_class': dict}
if DRIVER_HAS_TYPE_REGISTRY:
    from bson.codec_options import TypeRegistry
    _PLAIN['type_registry'] = TypeRegistry()


def plain(collection):
    """The same collection, decoding as quickly as the driver can: with a type registry it decodes everything twice."""
    return collection.with_options(codec_options=collection.codec_options._replace(**_PLAIN))


def waits(database):
    """Whether writes wait for the server."""
    return database.write_concern.acknowledged and not safe_forbids_waiting(database)


class Client(ClientDialect, Navigation, OptionAttributes, ClientFallback, pymongo.MongoClient):
    """Base of the wrapper's client."""

    #: The legacy name of a class that left the driver.
    _legacy_class = None

    def __new__(cls, *args, **kwargs):
        if cls._legacy_class is not None and not drivers_call(2):
            legacy(cls._legacy_class)
        return super(Client, cls).__new__(cls)

    __copy__ = itself

    def get_database(self, name=None, codec_options=None, read_preference=None, write_concern=None,
                     read_concern=None):
        if name is None:
            name = self._name_in_uri()
        made = self._child_class(self, name, **_options(self, codec_options, read_preference, write_concern,
                                                        read_concern))
        made._safe = self._safe or write_concern is not None
        return made

    def _name_in_uri(self):
        # Some drivers deprecate it, but the call that they recommend is newer than others.
        return _default_database(self).name

    def get_default_database(self, default=None, codec_options=None, read_preference=None, write_concern=None,
                             read_concern=None):
        try:
            name = self._name_in_uri()
        except ConfigurationError:
            if default is None:
                raise
            name = default
        return self.get_database(name, codec_options, read_preference, write_concern, read_concern)


class Connection(Client):
    """Base of the wrapper's client whose legacy writes do not wait for the server."""

    _legacy_class = register('to make a Connection', 'MongoClient', '3.0').name
    _safe_by_default = False
    _requests_by_default = True
    _legacy_positions = CONNECTION_POSITIONS
    _uri_is_direct = True


class _NamedSet(object):
    """The part of a client of a replica set, which must name the set."""

    def __init__(self, hosts_or_uri=None, *args, **kwargs):
        if not any(name.lower() == 'replicaset' for name in kwargs) and 'replicaset=' not in str(hosts_or_uri).lower():
            raise ConfigurationError('the replicaSet keyword parameter is required')
        port = kwargs.pop('port', None)
        super(_NamedSet, self).__init__(hosts_or_uri, port, *args, **kwargs)

    @property
    @legacy_method('MongoReplicaSetClient.seeds', 'the hosts that you gave', gone='4.0')
    def seeds(self):
        """The (host, port) pairs that the client was given."""
        return frozenset(self._given_seeds())

    @property
    def primary(self):
        """The (host, port) of the primary, None if there is none."""
        self._wait_for_discovery()
        return super(_NamedSet, self).primary

    @property
    def secondaries(self):
        """The (host, port) pairs of the secondaries."""
        self._wait_for_discovery()
        return super(_NamedSet, self).secondaries

    @property
    def arbiters(self):
        """The (host, port) pairs of the arbiters."""
        self._wait_for_discovery()
        return super(_NamedSet, self).arbiters

    @property
    @legacy_method('MongoReplicaSetClient.hosts', 'nodes', gone='4.0')
    def hosts(self):
        """The (host, port) pairs of the members that can be read from."""
        return self.nodes - self.arbiters

    @legacy_method('MongoReplicaSetClient.refresh', 'nothing: drivers watch the set all the time', gone='3.0')
    def refresh(self, initial=False):
        """Look at the set's members again.

        :param initial: has no effect
        """
        self.admin.command('ping')


class ReplicaSetClient(_NamedSet, Client):
    """Base of the wrapper's client of a replica set."""

    _legacy_class = register('to make a MongoReplicaSetClient', 'MongoClient(replicaSet=...)', '4.0').name


class ReplicaSetConnection(_NamedSet, Connection):
    """Base of the same whose legacy writes do not wait for the server."""

    _legacy_class = register('to make a ReplicaSetConnection', 'MongoClient(replicaSet=...)', '3.0').name
    # Unlike Connection, it has no position for a network timeout.
    _legacy_positions = Client._legacy_positions


class Database(DatabaseDialect, Navigation, OptionAttributes, DatabaseFallback, pymongo.database.Database):
    """Base of the wrapper's database."""

    def __init__(self, client, *args, **kwargs):
        super(Database, self).__init__(client, *args, **kwargs)
        self._take_options_from(client)
        #: The client's. `database.client` is a call, which takes several times as long.
        self._legacy_state = getattr(client, '_legacy_state', None)

    def __hash__(self):
        # Some drivers compare databases but give them no hash.
        return hash(self.name)

    @property
    def _root(self):
        return self.client

    def _set_driver_options(self, codec_options=None, read_preference=None):
        pymongo.database.Database.__init__(self, self.client, self.name, **_options(
            self, codec_options, read_preference, None, None))

    def get_collection(self, name, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        made = self._child_class(self, name, **_options(self, codec_options, read_preference, write_concern,
                                                        read_concern))
        made._safe = self._safe or write_concern is not None
        return made

    def with_options(self, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        """The same database with other options; None keeps one as it is."""
        copy = type(self)(self.client, self.name, **_options(self, codec_options, read_preference, write_concern,
                                                             read_concern))
        copy._manipulators = self._manipulators
        _copy_legacy_options(self, copy, read_preference, write_concern)
        return copy


class Collection(CollectionDialect, OptionAttributes, CollectionFallback, NotACollectionMethod,
                 pymongo.collection.Collection):
    """Base of the wrapper's collection."""

    #: Its name if it has all options of the database, so that the cache has its sub-collections.
    _cached_name = None

    def __init__(self, database, *args, **kwargs):
        super(Collection, self).__init__(database, *args, **kwargs)
        self._take_options_from(database)
        #: The database. `self.database` is a call, which takes several times as long.
        self._parent = database

    def __hash__(self):
        return hash(self.full_name)

    @property
    def _root(self):
        return self.database.client

    def _set_driver_options(self, codec_options=None, read_preference=None):
        pymongo.collection.Collection.__init__(self, self.database, self.name, **_options(
            self, codec_options, read_preference, None, None))

    __copy__ = shallow
    __reduce_ex__ = refuse_to_pickle

    def __getattr__(self, name):
        own = self._cached_name  # `self.name` is a call
        if own is not None:
            database = self._parent
            try:
                return database._child_cache[own, name](database)
            except KeyError:
                pass
        if name == 'read_concern':
            refuse_attribute(name)
        if name[:1] == '_':
            raise AttributeError('%s has no attribute %r. To reach a sub-collection of that name, use [%r].'
                                 % (type(self).__name__, name, name))
        return self[name] if own is None else first_child(database, '%s.%s' % (own, name), (own, name))

    def __getitem__(self, name):
        full_name = '%s.%s' % (self.name, name)
        if self._cached_name is not None:
            return cached_child(self.database, full_name)
        made = type(self)(self.database, full_name, **_options(self, None, None, None, None))
        _copy_legacy_options(self, made)
        return made

    def with_options(self, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        copy = type(self)(self.database, self.name, **_options(self, codec_options, read_preference, write_concern,
                                                               read_concern))
        _copy_legacy_options(self, copy, read_preference, write_concern)
        return copy


Collection._drivers_insert_one = Collection.insert_one
for _name in CALLS:
    setattr(Collection, _name, taking_any_document(getattr(Collection, _name), heeds_safe=_name in HEEDING_SAFE))
Collection._own_insert_one = staticmethod(vars(Collection)['insert_one'])
Collection.insert_many = inserting_any_documents(Collection.insert_many)
Collection.bulk_write = writing_any_documents(Collection.bulk_write)
Database.command = taking_any_document(Database.command)


class Cursor(CursorDialect, ReplyCursor, pymongo.cursor.Cursor, MissingCursorMethods):
    """Base of the wrapper's cursor."""


class _CommandCursor(CommandReply, Cursor):
    """What `find` of the collection ``$cmd`` returns."""


Collection._command_cursor_class = _CommandCursor
