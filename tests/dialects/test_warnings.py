"""What works here and not on a plain driver warns: each name and each parameter of the legacy dialect."""
from __future__ import absolute_import

import inspect
import warnings

import gridfs
import pymongo.collection
import pymongo.database
import pytest
from bson.son import SON

import flask_pymongo
from flask_pymongo import LegacyWarning, wrappers

if hasattr(pymongo.collection.Collection, 'insert'):
    pytest.skip('the driver has names of both dialects', allow_module_level=True)

import pymongo.command_cursor  # noqa: E402  not there in the oldest drivers
import pymongo.cursor  # noqa: E402

from . import surface  # noqa: E402

NATIVE = {
    'MongoClient': pymongo.MongoClient, 'Database': pymongo.database.Database,
    'Collection': pymongo.collection.Collection, 'Cursor': pymongo.cursor.Cursor,
    'CommandCursor': pymongo.command_cursor.CommandCursor, 'GridFS': gridfs.GridFS,
    'GridIn': gridfs.GridIn, 'GridOut': gridfs.GridOut,
}
NATIVE.update(dict.fromkeys(('Connection', 'ReplicaSetConnection', 'MongoReplicaSetClient'), pymongo.MongoClient))
#: One has to go through a name that warns to come to an object of these.
BEHIND_A_WARNING = {'BulkOperationBuilder', 'BulkWriteOperation', 'BulkUpsertOperation', 'SystemJS', 'SONManipulator',
                    'AutoReference', 'NamespaceInjector', 'ObjectIdInjector', 'ObjectIdShuffler', 'GridOutCursor'}
#: These raise here, too, as they did in 2.x; what find_one passes on has no spec of its own.
RAISING = {'GridFS.open', 'GridFS.remove', 'Collection.find_one.spec', 'GridFS.find_one.spec'}
NAMES = [name for name in surface.names() if name.holder not in BEHIND_A_WARNING]

#: A value for each parameter that is not there any more.
VALUES = {
    'spec': {}, 'spec_or_id': {}, 'fields': ['a'], 'timeout': False, 'snapshot': False, 'tailable': False,
    'await_data': False, 'partial': False, 'exhaust': False, 'as_class': SON, 'slave_okay': True, 'manipulate': False,
    'read_preference': 0, 'tag_sets': [{}], 'secondary_acceptable_latency_ms': 15, 'compile_re': True,
    'max_scan': 5, 'modifiers': {'$comment': 'a'}, 'uuid_subtype': 3, 'cache_for': 5, 'ttl': 5, 'key_or_list': 'a',
}
WAYS = {
    ('Collection', 'find'): lambda db, given: db.things.find(**given),
    ('Collection', 'find_one'): lambda db, given: db.things.find_one(**given),
    ('GridFS', 'find'): lambda db, given: flask_pymongo.GridFS(db).find(**given),
    ('GridFS', 'find_one'): lambda db, given: flask_pymongo.GridFS(db).find_one(**given),
    ('Database', 'command'): lambda db, given: db.command('ping', **given),
    ('Collection', 'create_index'): lambda db, given: db.things.create_index(
        *[] if 'key_or_list' in given else ['a'], **given),
}


def legacy_warnings(function, *args):
    """The texts of the LegacyWarnings that a call issues."""
    globals().get('__warningregistry__', {}).clear()
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        function(*args)
    return [str(warning.message) for warning in found if warning.category is LegacyWarning]


def parameters(function):
    return set(inspect.signature(function).parameters)


def lost_parameters():
    """(class, method, parameter) of the legacy dialect that the driver does not take, where it has the method."""
    cursors = {'Collection': parameters(pymongo.cursor.Cursor), 'GridFS': parameters(gridfs.grid_file.GridOutCursor)}
    lost = set()
    for name in NAMES:
        native = getattr(NATIVE[name.holder], name.name, None)
        if name.kind == 'method' and native is not None:
            taken = parameters(native)
            if name.name in ('find', 'find_one'):
                taken |= cursors[name.holder]
            lost.update((name.holder, name.name, str(parameter)) for parameter, _ in name.parameters
                        if not parameter.startswith('*') and parameter not in taken
                        and '%s.%s' % (name.id, parameter) not in RAISING)
    return sorted(lost)


def test_each_name_that_left_warns():
    silent = []
    for name in NAMES:
        if name.id in RAISING or hasattr(NATIVE[name.holder], name.name):
            continue
        ours = getattr(getattr(wrappers, name.holder, None) or getattr(flask_pymongo, name.holder), name.name)
        if getattr(getattr(ours, 'fget', ours), 'legacy_name', None) is None:
            silent.append(name.id)
    assert silent == []


@pytest.mark.parametrize('holder, method, parameter', lost_parameters(), ids=str)
def test_each_parameter_that_left_warns(mongo, holder, method, parameter):
    call = WAYS[holder, method]
    assert [said for said in legacy_warnings(call, mongo.db, {parameter: VALUES[parameter]})
            if "'s %s " % parameter in said]


#: What a plain driver has, and takes, but in another way.
OTHERWISE = (
    lambda db: db.things.aggregate([])['result'],
    lambda db: db.things.aggregate([]).get('result'),
    lambda db: db.things.aggregate({'$match': {}}),
    lambda db: db.things.aggregate([], explain=True),
    lambda db: bool(db),
    lambda db: not db.things,
    lambda db: db.command('aggregate', 'things', pipeline=[])['result'],
    lambda db: db.command('getlasterror'),
    lambda db: db.command('ping', as_class=SON),
    lambda db: db.things.create_index('a', 300.5),
    lambda db: db.things.create_index('b', drop_dups=False),
    lambda db: list(db.things.find({'query': {}, 'orderby': {'a': 1}})),
    lambda db: db.things.find_one({}, []),
    lambda db: setattr(db.client, 'document_class', dict),
    lambda db: setattr(db, 'read_preference', 0),
    lambda db: setattr(db.things, 'write_concern', {'w': 1}),
)


@pytest.mark.parametrize('call', OTHERWISE, ids=lambda call: inspect.getsource(call).strip().partition(': ')[2])
def test_what_means_something_else_warns(mongo, call):
    mongo.db.things.insert_one({'a': 1})
    assert legacy_warnings(call, mongo.db)


def test_who_looks_at_everything_is_not_warned(mongo):
    assert legacy_warnings(inspect.getmembers, mongo.cx) == []


def test_what_a_plain_driver_takes_does_not_warn(mongo):
    def program(db):
        assert db is not None and db.things is not None
        db.things.insert_one({'_id': 1, 'a': 1})
        db.things.create_index('a', unique=True)
        assert [found['_id'] for found in db.things.aggregate([{'$match': {'a': 1}}])] == [1]
        assert db.things.find_one(1) == db.things.find_one({'a': 1}) == db.things.find_one(filter={'a': 1})
        db.command('aggregate', 'things', pipeline=[], cursor={})
        files = flask_pymongo.GridFS(db)
        number = files.put(b'content', filename='a')
        assert [found.filename for found in files.find({'filename': 'a'})] == ['a']
        assert files.find_one({'filename': 'a'})._id == files.find_one(number)._id == number
        assert db.client.codec_options and db.read_preference and db.client.address

    assert legacy_warnings(program, mongo.db) == []
