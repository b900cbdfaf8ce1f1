"""MongoDB for Flask: applications written for Flask-PyMongo 0.3 run unchanged on every Flask and PyMongo since."""
import pymongo
from bson.objectid import ObjectId

# Before anything of Werkzeug: a thread that comes into its circular imports by another way may find half a module.
from flask import Flask as _Flask  # noqa: F401
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
