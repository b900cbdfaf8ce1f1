import pymongo as pymongo
from bson.objectid import ObjectId as ObjectId
from gridfs.errors import NoFile as NoFile
from pymongo.read_preferences import Primary, Secondary
from pymongo.read_preferences import ReadPreference as ReadPreference

from .compat.legacy.gridfs import GridFS as GridFS
from .compat.warn import LegacyWarning as LegacyWarning
from .extension import ASCENDING as ASCENDING
from .extension import DESCENDING as DESCENDING
from .extension import PyMongo as PyMongo
from .helpers import BSONObjectIdConverter as BSONObjectIdConverter
from .helpers import BSONProvider as BSONProvider
from .helpers import JSONEncoder as JSONEncoder
from .wrappers import Connection as Connection
from .wrappers import MongoClient as MongoClient
from .wrappers import MongoReplicaSetClient as MongoReplicaSetClient
from .wrappers import ReplicaSetConnection as ReplicaSetConnection

__version__: str

PRIMARY: Primary
SECONDARY: Secondary
SECONDARY_ONLY: Secondary

__all__ = ['ASCENDING', 'BSONObjectIdConverter', 'BSONProvider', 'Connection', 'DESCENDING', 'GridFS', 'JSONEncoder',
           'LegacyWarning', 'MongoClient', 'MongoReplicaSetClient', 'NoFile', 'ObjectId', 'PRIMARY', 'PyMongo',
           'ReadPreference', 'ReplicaSetConnection', 'SECONDARY', 'SECONDARY_ONLY', 'pymongo']
