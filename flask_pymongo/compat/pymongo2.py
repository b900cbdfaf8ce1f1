"""The bases of the wrappers on drivers whose own dialect is the legacy one (PyMongo 2)."""
import threading

import pymongo
import pymongo.collection
import pymongo.connection
import pymongo.cursor
import pymongo.database
import pymongo.replica_set_connection
from pymongo.errors import OperationFailure

from . import argument_checks, positions, tls, versions
from . import uri as uris
from .copies import itself, refuse_to_pickle, shallow
from .cursor_end import CursorEnd
from .errors import refuse
from .indexes import IndexCache
from .language import text_types
from .list_cursor import to_list
from .modern.bulk import write_concern_of
from .modern.collection import CollectionDialect
from .modern.database import DatabaseDialect
from .modern.listing import ListedDatabases
from .modern.sessions import WithoutSessionsOfClient
from .modern.topology import DefaultDatabase, Topology
from .modern.with_options import ClientCodec
from .options import LEGACY_POSITIONS, given, positional
from .refusals import MissingCursorMethods, refuse_attribute
from .server_codes import BAD_VALUE

_DriverConnection = pymongo.connection.Connection
_DriverReplicaSetConnection = pymongo.replica_set_connection.ReplicaSetConnection
_DriverClient = pymongo.MongoClient if versions.DRIVER_HAS_MONGO_CLIENT else _DriverConnection
_DriverReplicaSetClient = (pymongo.MongoReplicaSetClient if versions.DRIVER_HAS_MONGO_CLIENT
                           else _DriverReplicaSetConnection)


def plain(collection):
    """The same collection, decoding as quickly as the driver can."""
    return collection


def waits(database):
    """Whether writes wait for the server."""
    return write_concern_of(database)[0]


def _refuse_name(owner, name):
    """Raise unless this attribute is the name of a child."""
    refuse_attribute(name)
    if name[:2] == '__':
        # Python asks any object for such names, and makes of a child what only a method can be.
        raise AttributeError('%s has no attribute %r. To reach a child of that name, use [%r].'
                             % (type(owner).__name__, name, name))


class Navigation(object):
    """Attribute and item access, to children of the wrappers' own classes."""

    _child_class = None

    __copy__ = shallow
    __reduce_ex__ = refuse_to_pickle

    def __getattr__(self, name):
        if name == 'read_concern' or name[:2] == '__':
            _refuse_name(self, name)
        return self._child_class(self, name)

    def __getitem__(self, name):
        return self._child_class(self, name)


class ClientDialect(WithoutSessionsOfClient, ListedDatabases, DefaultDatabase, ClientCodec, Navigation):
    """What every kind of client has in common."""

    #: Whose positions legacy calls of its collections have, those of PyMongo 2 or of 3; see `positions`.
    _positions = 2
    #: Whether legacy writes wait for the server when nothing else is said, where the driver does not say it itself.
    _safe_by_default = None

    __copy__ = itself

    def __init__(self, host=None, *args, **kwargs):
        self._index_cache = IndexCache()
        kwargs = tls.for_driver(given(kwargs))
        if uris.is_uri(host):
            host, from_uri = tls.out_of_uri(uris.normal(uris.tidy(host)))
            kwargs = dict(from_uri, **kwargs)
            self._default_database_name = uris.split(host).database
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

    def get_database(self, name=None, codec_options=None, read_preference=None, write_concern=None,
                     read_concern=None):
        """A database by name, or the URI's.

        The other parameters are those of its `with_options`.
        """
        found = self.get_default_database() if name is None else self._child_class(self, name)
        if codec_options is read_preference is write_concern is read_concern is None:
            return found
        return found.with_options(codec_options, read_preference, write_concern, read_concern)

    def drop_database(self, name_or_database, session=None):
        refuse({'session': session})
        name = name_or_database if isinstance(name_or_database, text_types) \
            else getattr(name_or_database, 'name', None)
        self._index_cache.purge(name)
        return super(ClientDialect, self).drop_database(name_or_database)


class Client(ClientDialect, _DriverClient, Topology):
    """Base of the wrapper's client."""

    _safe_by_default = None if versions.DRIVER_HAS_MONGO_CLIENT else True

    if not versions.DRIVER_HAS_MONGO_CLIENT:
        def __init__(self, host=None, port=None, *args, **kwargs):
            # Connection has a network timeout among its positions, MongoClient has none.
            super(Client, self).__init__(host, port, **positional(args, kwargs, LEGACY_POSITIONS))


class _WatchedSet(ClientDialect):
    """The part of a client of a replica set, which a thread of the driver watches."""

    if not hasattr(threading.Thread, 'isAlive'):
        def __init__(self, host=None, *args, **kwargs):
            from .monitor import Monitor  # older drivers have no such module, newer Pythons have no such drivers
            if not kwargs.get('use_greenlets'):
                kwargs['_monitor_class'] = Monitor
            super(_WatchedSet, self).__init__(host, *args, **kwargs)


class ReplicaSetClient(_WatchedSet, _DriverReplicaSetClient, Topology):
    """Base of the wrapper's client of a replica set."""

    _safe_by_default = None if versions.DRIVER_HAS_MONGO_CLIENT else True


class Connection(ClientDialect, _DriverConnection, Topology):
    """Base of the wrapper's client that does not wait for its writes."""


class ReplicaSetConnection(_WatchedSet, _DriverReplicaSetConnection, Topology):
    """Base of the wrapper's client of a replica set that does not wait for its writes."""


class Database(DatabaseDialect, Navigation, pymongo.database.Database):
    """Base of the wrapper's database."""

    def __hash__(self):
        # Drivers compare databases by name but give equal ones different hashes.
        return hash(self.name)


class Collection(CollectionDialect, pymongo.collection.Collection):
    """Base of the wrapper's collection."""

    #: The options that sub-collections get, too: those of `with_options`, not what is set on the object.
    _handed_down = None

    def __hash__(self):
        return hash(self.full_name)

    __copy__ = shallow
    __reduce_ex__ = refuse_to_pickle

    def __getattr__(self, name):
        if name == 'read_concern' or name[:2] == '__':
            _refuse_name(self, name)
        return self[name]

    def __getitem__(self, name):
        made = type(self)(self.database, '%s.%s' % (self.name, name))
        return made if self._handed_down is None else made.with_options(*self._handed_down)


for _name in positions.WRITES:
    setattr(Collection, _name, positions.reading_positions(_name, getattr(Collection, _name)))

# PyMongo's own translation to Python 3 lost `next`.
_next = getattr(pymongo.cursor.Cursor, 'next', None) or pymongo.cursor.Cursor.__next__


class Cursor(CursorEnd, pymongo.cursor.Cursor, MissingCursorMethods):
    """Base of the wrapper's cursor."""

    #: Whether the collection decodes datetimes differently from the client.
    _localizes = False

    if versions.DRIVER_HAS_CODEC_OPTIONS:
        next = __next__ = getattr(_next, '__func__', _next)
    else:
        def next(self):
            """The next document."""
            document = _next(self)
            return self.collection._decoded(document) if self._localizes else document

        __next__ = next

        def distinct(self, key):
            """The values of a field, datetimes as the collection decodes them."""
            found = super(Cursor, self).distinct(key)
            return self.collection._decoded(found) if self._localizes else found

    def sort(self, key_or_list, direction=None):
        return super(Cursor, self).sort(argument_checks.legacy_keys(key_or_list), direction)

    to_list = to_list

    def hint(self, index):
        """Ask for an index by its keys or its name, also where the driver takes no names."""
        if isinstance(index, text_types) and not versions.DRIVER_LISTS_BY_COMMAND:
            known = self.collection.index_information()
            if index not in known:
                raise OperationFailure('hint provided does not correspond to an existing index: %s' % index, BAD_VALUE)
            index = known[index]['key']
        return super(Cursor, self).hint(argument_checks.legacy_keys(index))

    def collation(self, collation):
        """Raise a NotImplementedError, unless it is None."""
        refuse({'collation': collation})
        return self

    @property
    def address(self):
        """(host, port) of the server that runs the query; None before it is sent."""
        return None if self.cursor_id is None else self.collection.database.client.address

    if not hasattr(pymongo.cursor.Cursor, 'conn_id'):
        @property
        def conn_id(self):
            """The (host, port) of the server that has the cursor; None before the query is sent."""
            return self.address

    def _as_wrapper(self, copy):
        # The driver makes its copies of its own class, and has no public way to change that.
        copy.__class__ = type(self)
        copy._localizes = self._localizes
        return copy

    def clone(self):
        return self._as_wrapper(super(Cursor, self).clone())

    if hasattr(pymongo.cursor.Cursor, '__copy__'):
        def __copy__(self):
            return self._as_wrapper(super(Cursor, self).__copy__())

        def __deepcopy__(self, memo):
            return self._as_wrapper(super(Cursor, self).__deepcopy__(memo))
    else:
        def __copy__(self):
            return self.clone()

        def __deepcopy__(self, memo):
            return self.clone()
