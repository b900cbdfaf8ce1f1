"""The bases of the wrappers on drivers whose own dialect is the modern one (PyMongo 3 and 4)."""
import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
from pymongo.errors import ConfigurationError

from ..options import CONNECTION_POSITIONS
from ..versions import DRIVER_HAS_READ_CONCERN, DRIVER_HAS_TYPE_REGISTRY
from .children import ParentDialect, child
from .client import ClientDialect
from .collection import CollectionDialect
from .cursor import CursorDialect, ManipulatedDialect
from .database import DatabaseDialect


def _options(parent, codec_options, read_preference, write_concern, read_concern):
    """The constructor options of a child or twin: what is given, else the parent's."""
    options = {
        'codec_options': parent.codec_options if codec_options is None else codec_options,
        'read_preference': parent.read_preference if read_preference is None else read_preference,
        'write_concern': parent.write_concern if write_concern is None else write_concern,
    }
    if DRIVER_HAS_READ_CONCERN:
        options['read_concern'] = parent.read_concern if read_concern is None else read_concern
    elif read_concern is not None:
        raise ConfigurationError('this driver has no read concerns')
    return options


_PLAIN = {'document_class': dict}
if DRIVER_HAS_TYPE_REGISTRY:
    from bson.codec_options import TypeRegistry
    _PLAIN['type_registry'] = TypeRegistry()


def plain(collection):
    """The same collection, decoding as quickly as the driver can: with a type registry it decodes everything twice."""
    return collection.with_options(codec_options=collection.codec_options._replace(**_PLAIN))


class Client(ClientDialect, ParentDialect, pymongo.MongoClient):
    """Base of the wrapper's client."""

    def get_database(self, name=None, codec_options=None, read_preference=None, write_concern=None,
                     read_concern=None):
        if name is None:
            name = super(Client, self).get_database().name
        return self._child_class(self, name, **_options(self, codec_options, read_preference, write_concern,
                                                        read_concern))

    def get_default_database(self, *args, **kwargs):
        found = super(Client, self).get_default_database(*args, **kwargs)
        return self.get_database(found.name, found.codec_options, found.read_preference, found.write_concern)


class Connection(Client):
    """Base of the wrapper's client that does not wait for its writes."""

    _safe_by_default = False
    _legacy_positions = CONNECTION_POSITIONS


class _NamedSet(object):
    """What tells the client of a replica set: the set must be named."""

    def __init__(self, hosts_or_uri=None, *args, **kwargs):
        if not any(name.lower() == 'replicaset' for name in kwargs) and 'replicaset=' not in str(hosts_or_uri).lower():
            raise ConfigurationError('the replicaSet keyword parameter is required')
        port = kwargs.pop('port', None)
        super(_NamedSet, self).__init__(hosts_or_uri, port, *args, **kwargs)


class ReplicaSetClient(_NamedSet, Client):
    """Base of the wrapper's client of a replica set."""


class ReplicaSetConnection(_NamedSet, Connection):
    """Base of the same that does not wait for its writes."""


class Database(DatabaseDialect, ParentDialect, pymongo.database.Database):
    """Base of the wrapper's database."""

    def get_collection(self, name, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        return self._child_class(self, name, **_options(self, codec_options, read_preference, write_concern,
                                                        read_concern))

    def with_options(self, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        """The same database with other options; None keeps one as it is."""
        twin = type(self)(self.client, self.name, **_options(self, codec_options, read_preference, write_concern,
                                                             read_concern))
        twin._manipulators = self._manipulators
        return twin


class Collection(CollectionDialect, pymongo.collection.Collection):
    """Base of the wrapper's collection."""

    #: Whether all options are those of the database, so that a sub-collection's are, too.
    _inherits = False

    @property
    def _safe(self):
        return self.database.client._safe

    def __getattr__(self, name):
        if name[:1] == '_':
            raise AttributeError('%s has no attribute %r. To reach a sub-collection of that name, use [%r].'
                                 % (type(self).__name__, name, name))
        return self[name]

    def __getitem__(self, name):
        full_name = '%s.%s' % (self.name, name)
        if self._inherits:
            return child(self.database, full_name)
        return type(self)(self.database, full_name, **_options(self, None, None, None, None))

    def with_options(self, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        return type(self)(self.database, self.name, **_options(self, codec_options, read_preference, write_concern,
                                                               read_concern))


class Cursor(CursorDialect, pymongo.cursor.Cursor):
    """Base of the wrapper's cursor."""


#: What a cursor has in addition for a database with outgoing SON manipulators.
ManipulatedCursor = ManipulatedDialect
