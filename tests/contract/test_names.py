"""Every name that an application may import, and where from."""
import importlib
import warnings

import bson.objectid
import gridfs
import pymongo
import pytest

import flask_pymongo
from flask_pymongo import helpers, wrappers

pytestmark = pytest.mark.every_triple

NAMES = {
    'flask_pymongo': (
        'PyMongo', 'ASCENDING', 'DESCENDING', 'BSONObjectIdConverter',
        'ObjectId', 'pymongo', 'MongoClient', 'MongoReplicaSetClient', 'ReadPreference', 'GridFS', 'NoFile',
        'Connection', 'ReplicaSetConnection', 'PRIMARY', 'SECONDARY', 'SECONDARY_ONLY',
        'BSONProvider', 'JSONEncoder',
    ),
    'flask_pymongo.wrappers': (
        'MongoClient', 'MongoReplicaSetClient', 'Database', 'Collection', 'Connection', 'ReplicaSetConnection',
    ),
    'flask_pymongo.helpers': ('BSONObjectIdConverter', 'BSONProvider', 'JSONEncoder'),
}
ALL = [(module, name) for module in sorted(NAMES) for name in NAMES[module]]


def imported(module):
    """The module, without the warning that `flask.ext` may give."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return importlib.import_module(module)


@pytest.mark.parametrize('module, name', ALL, ids=lambda value: value)
def test_importable(module, name):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        scope = {}
        exec('from %s import %s' % (module, name), scope)
    assert scope[name] is not None


@pytest.mark.parametrize('module, name', ALL, ids=lambda value: value)
def test_importable_through_flask_ext(module, name):
    legacy = module.replace('flask_pymongo', 'flask.ext.pymongo')
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        scope = {}
        exec('from %s import %s as there' % (legacy, name), scope)
        exec('from %s import %s as here' % (module, name), scope)
    assert scope['there'] is scope['here']


@pytest.mark.parametrize('module', sorted(NAMES))
def test_flask_ext_is_the_same_module(module):
    assert imported(module.replace('flask_pymongo', 'flask.ext.pymongo')) is importlib.import_module(module)


def test_sort_orders_are_the_drivers():
    assert (flask_pymongo.ASCENDING, flask_pymongo.DESCENDING) == (pymongo.ASCENDING, pymongo.DESCENDING) == (1, -1)


def test_names_that_came_from_the_driver_are_its_own():
    assert flask_pymongo.pymongo is pymongo
    assert flask_pymongo.ObjectId is bson.objectid.ObjectId
    assert flask_pymongo.ReadPreference is pymongo.ReadPreference
    assert issubclass(flask_pymongo.GridFS, gridfs.GridFS)
    assert flask_pymongo.NoFile is gridfs.NoFile


def test_clients_are_the_wrappers():
    assert flask_pymongo.MongoClient is wrappers.MongoClient
    assert flask_pymongo.MongoReplicaSetClient is wrappers.MongoReplicaSetClient
    assert flask_pymongo.Connection is wrappers.Connection
    assert flask_pymongo.ReplicaSetConnection is wrappers.ReplicaSetConnection


def test_helpers_are_one_object_in_both_places():
    assert flask_pymongo.BSONObjectIdConverter is helpers.BSONObjectIdConverter
    assert flask_pymongo.BSONProvider is helpers.BSONProvider
    assert flask_pymongo.JSONEncoder is helpers.JSONEncoder


def test_wrappers_are_the_drivers_classes():
    assert issubclass(wrappers.Database, pymongo.database.Database)
    assert issubclass(wrappers.Collection, pymongo.collection.Collection)


def test_objects_are_of_the_wrapper_classes(mongo):
    assert isinstance(mongo.cx, wrappers.MongoClient)
    assert isinstance(mongo.db, wrappers.Database)
    assert isinstance(mongo.db.things, wrappers.Collection)
