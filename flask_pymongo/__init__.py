"""MongoDB for Flask: applications written for Flask-PyMongo 0.3 run unchanged on every Flask and PyMongo since."""
# First: a thread that comes into Werkzeug's circular imports by another way than Flask may find half a module there.
import flask  # noqa: F401
import pymongo
from bson.objectid import ObjectId
from gridfs import NoFile
from pymongo import ReadPreference

from .compat import GridFS, LegacyWarning, exthook
from .extension import ASCENDING, DESCENDING, PyMongo
from .helpers import BSONObjectIdConverter, BSONProvider, JSONEncoder
from .legacy_mode import boot as _boot
from .wrappers import Connection, MongoClient, MongoReplicaSetClient, ReplicaSetConnection

__version__ = '4.0.0'

PRIMARY = ReadPreference.PRIMARY
SECONDARY = ReadPreference.SECONDARY
SECONDARY_ONLY = getattr(ReadPreference, 'SECONDARY_ONLY', ReadPreference.SECONDARY)

__all__ = ['ASCENDING', 'BSONObjectIdConverter', 'BSONProvider', 'Connection', 'DESCENDING', 'GridFS', 'JSONEncoder',
           'LegacyWarning', 'MongoClient', 'MongoReplicaSetClient', 'NoFile', 'ObjectId', 'PRIMARY', 'PyMongo',
           'ReadPreference', 'ReplicaSetConnection', 'SECONDARY', 'SECONDARY_ONLY', 'pymongo']

exthook.install()
_boot.without_startup_file()
