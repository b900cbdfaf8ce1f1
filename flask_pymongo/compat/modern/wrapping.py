"""The bases of the wrappers on drivers whose own dialect is the legacy one (PyMongo 2)."""
import pymongo
import pymongo.collection
import pymongo.connection
import pymongo.cursor
import pymongo.database
import pymongo.replica_set_connection
from pymongo.errors import OperationFailure

from .. import uri as uris
from .. import versions
from ..indexes import IndexCache
from ..language import text_types
from ..options import LEGACY_POSITIONS, positional
from .collection import CollectionDialect
from .database import DatabaseDialect

_DriverConnection = pymongo.connection.Connection
_DriverReplicaSetConnection = pymongo.replica_set_connection.ReplicaSetConnection
_DriverClient = pymongo.MongoClient if versions.DRIVER_HAS_MONGO_CLIENT else _DriverConnection
_DriverReplicaSetClient = (pymongo.MongoReplicaSetClient if versions.DRIVER_HAS_MONGO_CLIENT
                           else _DriverReplicaSetConnection)


def plain(collection):
    """The same collection, decoding as quickly as the driver can."""
    return collection


class Navigation(object):
    """Attribute and item access, to children of the wrappers' own classes."""

    _child_class = None

    def __getattr__(self, name):
        return self._child_class(self, name)

    def __getitem__(self, name):
        return self._child_class(self, name)


class ClientDialect(Navigation):
    """What every kind of client has in common."""

    #: Whether legacy writes wait for the server when nothing else is said, where the driver does not say it itself.
    _safe_by_default = None

    def __init__(self, host=None, *args, **kwargs):
        self._index_cache = IndexCache()
        if uris.is_uri(host):
            host = uris.normal(uris.tidy(host))
            if not versions.DRIVER_HAS_DEFAULT_DATABASE and uris.split(host).username is None:
                # A database in a URI is for the log-in there; without one the driver warns.
                parts = uris.split(host)
                host = parts._replace(database=None).with_options(parts.options)
        if self._safe_by_default and not (uris.is_uri(host) and uris.split(host).option('safe')):
            kwargs.setdefault('safe', True)
        super(ClientDialect, self).__init__(host, *args, **kwargs)
        if self._safe_by_default and self.get_lasterror_options().get('w') == 0:
            # To a driver without MongoClient any w is a wish to wait.
            self.unset_lasterror_options('w')
            self.safe = False

    def get_database(self, name=None, *args, **kwargs):
        """A database by name, or the URI's.

        .. versionadded:: 4.0
        """
        if name is None:
            return self.get_default_database()
        if not args and not kwargs:
            return self._child_class(self, name)
        return self._child_class(self, name, *args, **kwargs)

    def drop_database(self, name_or_database):
        name = name_or_database if isinstance(name_or_database, text_types) \
            else getattr(name_or_database, 'name', None)
        self._index_cache.purge(name)
        return super(ClientDialect, self).drop_database(name_or_database)


class Client(ClientDialect, _DriverClient):
    """Base of the wrapper's client."""

    _safe_by_default = None if versions.DRIVER_HAS_MONGO_CLIENT else True

    if not versions.DRIVER_HAS_MONGO_CLIENT:
        def __init__(self, host=None, port=None, *args, **kwargs):
            # Connection has a network timeout among its positions, MongoClient has none.
            super(Client, self).__init__(host, port, **positional(args, kwargs, LEGACY_POSITIONS))


class ReplicaSetClient(ClientDialect, _DriverReplicaSetClient):
    """Base of the wrapper's client of a replica set."""

    _safe_by_default = None if versions.DRIVER_HAS_MONGO_CLIENT else True


class Connection(ClientDialect, _DriverConnection):
    """Base of the wrapper's client that does not wait for its writes."""


class ReplicaSetConnection(ClientDialect, _DriverReplicaSetConnection):
    """Base of the same for a replica set."""


class Database(DatabaseDialect, Navigation, pymongo.database.Database):
    """Base of the wrapper's database."""

    def get_collection(self, name, *args, **kwargs):
        """A collection by name.

        .. versionadded:: 4.0
        """
        return self._child_class(self, name, False, *args, **kwargs)

    def create_collection(self, name, *args, **kwargs):
        super(Database, self).create_collection(name, *args, **kwargs)
        return self._child_class(self, name)


class Collection(CollectionDialect, pymongo.collection.Collection):
    """Base of the wrapper's collection."""

    def find(self, *args, **kwargs):
        return self._cursor_class(self, *args, **kwargs)

    def __getattr__(self, name):
        return type(self)(self.database, '%s.%s' % (self.name, name))

    def __getitem__(self, name):
        return self.__getattr__(name)

    if versions.DRIVER_SPEAKS_MODERN:
        def with_options(self, *args, **kwargs):
            made = super(Collection, self).with_options(*args, **kwargs)
            made.__class__ = type(self)
            return made


class Cursor(pymongo.cursor.Cursor):
    """Base of the wrapper's cursor."""

    def hint(self, index):
        """Ask for an index, by its keys or, whatever the driver knows, by its name."""
        if isinstance(index, text_types) and not versions.DRIVER_LISTS_BY_COMMAND:
            known = self.collection.index_information()
            if index not in known:
                raise OperationFailure('hint provided does not correspond to an existing index: %s' % index, 2)
            index = known[index]['key']
        return super(Cursor, self).hint(index)

    if not hasattr(pymongo.cursor.Cursor, 'next'):
        def next(self):
            """The next document. The driver lost it in its own translation to Python 3."""
            return self.__next__()

    def _as_wrapper(self, twin):
        twin.__class__ = type(self)
        return twin

    def clone(self):
        return self._as_wrapper(super(Cursor, self).clone())

    if hasattr(pymongo.cursor.Cursor, '__copy__'):
        def __copy__(self):
            return self._as_wrapper(super(Cursor, self).__copy__())

        def __deepcopy__(self, memo):
            return self._as_wrapper(super(Cursor, self).__deepcopy__(memo))


class ManipulatedCursor(object):
    """Nothing to add: these drivers run SON manipulators themselves."""
