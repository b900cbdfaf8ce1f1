"""What works here and not on a plain driver warns: each name and each parameter of the legacy dialect."""
from __future__ import absolute_import

import inspect
import re
import ssl
import sys
import uuid
import warnings

import gridfs
import pymongo.collection
import pymongo.database
import pytest
from bson import BSON, Binary, ObjectId
from bson.errors import InvalidDocument
from bson.son import SON
from pymongo.errors import ConfigurationError, OperationFailure

import flask_pymongo
from flask_pymongo import LegacyWarning, wrappers
from flask_pymongo.compat import warn

if hasattr(pymongo.collection.Collection, 'insert'):
    pytest.skip('the driver has names of both dialects', allow_module_level=True)

import pymongo.command_cursor  # noqa: E402  not there in the oldest drivers
import pymongo.cursor  # noqa: E402
from pymongo import DeleteMany, InsertOne, UpdateOne  # noqa: E402
from pymongo.write_concern import WriteConcern  # noqa: E402

from flask_pymongo.compat.legacy.aggregate_answer import (  # noqa: E402
    LIST_ASKS_FOR_LENGTH_FIRST,
    AggregateAnswer,
)
from flask_pymongo.compat.legacy.any_attribute import encoder_asks  # noqa: E402
from flask_pymongo.compat.legacy.gridfs import GridIn, GridOut, GridOutCursor  # noqa: E402
from flask_pymongo.compat.legacy.write_concerns import LiveWriteConcern  # noqa: E402

from . import surface  # noqa: E402

THIS_FILE = inspect.getsourcefile(inspect.currentframe())
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
    """The texts of the LegacyWarnings that a call issues; all of them must be blamed on this file."""
    globals().get('__warningregistry__', {}).clear()
    with warnings.catch_warnings(record=True) as every:
        warnings.simplefilter('always')
        function(*args)
    found = [warning for warning in every if warning.category is LegacyWarning]
    assert set(warning.filename for warning in found) <= set([THIS_FILE])
    return [str(warning.message) for warning in found]


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


UNIQUE = uuid.UUID('12345678-1234-5678-1234-567812345678')


class AnyAttribute(dict):
    def __getattr__(self, name):
        return self[name]


def files(db):
    return flask_pymongo.GridFS(db)


def a_file(db):
    store = files(db)
    return store.get(store.put(b'some\ncontent'))


def a_closed_upload(db):
    upload = files(db).new_file()
    upload.close()
    return upload


def an_upload_that_raises(db):
    try:
        with files(db).new_file():
            raise ValueError
    except ValueError:
        pass


def a_missing_file(db):
    try:
        files(db).get(UNIQUE)
    except gridfs.NoFile:
        pass


def an_allowed_text(db):
    with pytest.raises(OperationFailure) as failed:
        db.command('nonsense')
    db.command('nonsense', allowable_errors=[failed.value.details['errmsg']])


def use_after_close(db):
    db.client.close()
    db.things.find_one()


def write_after_close(db):
    db.client.close()
    db.things.insert_one({})


def client(db, *args, **kwargs):
    made = (kwargs.pop('kind', None) or wrappers.MongoClient)(*(args or db.client.address), **dict(
        kwargs, connect=False))
    made.close()


#: What a plain driver of today has, and takes, but in another way, or not in the form given here; by what it is of.
OTHERWISE = (
    ('Collection.aggregate', lambda db: db.things.aggregate([])['result']),
    ('Collection.aggregate', lambda db: db.things.aggregate([]).get('result')),
    ('Collection.aggregate', lambda db: dict(db.things.aggregate([]))),
    ('Collection.aggregate', lambda db: db.things.aggregate({'$match': {}})),
    ('Collection.aggregate', lambda db: db.things.aggregate([], explain=True)),
    ('Database.__bool__', lambda db: bool(db)),
    ('Collection.__bool__', lambda db: not db.things),
    ('Database.command', lambda db: db.command('aggregate', 'things', pipeline=[])['result']),
    ('Database.command', lambda db: db.command('getlasterror')),
    ('Database.command', lambda db: db.command('ping', as_class=SON)),
    ('Database.command', lambda db: db.command('ping', read_preference=0)),
    ('Database.command', an_allowed_text),
    ('Collection.create_index', lambda db: db.things.create_index('a', 300)),
    ('Collection.create_index', lambda db: db.things.create_index('b', drop_dups=False)),
    ('Collection.create_index', lambda db: db.things.create_index('c', unique='yes')),
    ('Collection.find', lambda db: list(db.things.find({'query': {}, 'orderby': {'a': 1}}))),
    ('Collection.find', lambda db: list(db.things.find({}, iter(['a'])))),
    ('Collection.find', lambda db: list(db['$cmd'].find({'ping': 1}))),
    ('Collection.find_one', lambda db: db.things.find_one({}, [])),
    ('MongoClient.codec_options', lambda db: setattr(db.client, 'document_class', dict)),
    ('read_preference', lambda db: setattr(db, 'read_preference', 0)),
    ('write_concern', lambda db: setattr(db.things, 'write_concern', {'w': 1})),
    ('write_concern', lambda db: db.write_concern.get('w')),
    ('write_concern', lambda db: db.write_concern.update(w=1)),
    ('write_concern', lambda db: dict(db.write_concern)),
    ('write_concern', lambda db: db.write_concern == {}),
    ('MongoClient.close', use_after_close),
    ('MongoClient.close', write_after_close),
    ('Cursor.min', lambda db: (db.things.create_index('a'), list(db.things.find().min([('a', 1)])))),
    ('Cursor.max', lambda db: (db.things.create_index('a'), list(db.things.find().max([('a', 1)])))),
    ('Collection.insert_one', lambda db: db.things.insert_one({'a': {'b': [UNIQUE]}})),
    ('Collection.insert_many', lambda db: db.things.insert_many([{'a': UNIQUE}, {}])),
    ('Collection.bulk_write', lambda db: db.things.bulk_write([InsertOne({'a': UNIQUE})])),
    ('Collection.bulk_write', lambda db: db.things.bulk_write([UpdateOne({}, {'$set': {'a': UNIQUE}})])),
    ('Collection.bulk_write', lambda db: db.things.bulk_write([DeleteMany({'a': UNIQUE})])),
    ('Collection.update_one', lambda db: db.things.update_one({}, {'$set': {'a': UNIQUE}})),
    ('Collection.update_many', lambda db: db.things.update_many({'a': UNIQUE}, {'$set': {'a': 1}})),
    ('Collection.replace_one', lambda db: db.things.replace_one({}, {'a': (UNIQUE,)})),
    ('Collection.delete_one', lambda db: db.things.delete_one(filter={'a': UNIQUE})),
    ('Collection.delete_many', lambda db: db.things.delete_many(SON(a=UNIQUE))),
    ('Collection.find_one_and_delete', lambda db: db.things.find_one_and_delete({'a': UNIQUE})),
    ('Collection.find_one_and_replace', lambda db: db.things.find_one_and_replace({}, {'a': UNIQUE})),
    ('Collection.find_one_and_update', lambda db: db.things.find_one_and_update({}, {'$set': {'a': UNIQUE}})),
    ('Collection.aggregate', lambda db: db.things.aggregate([{'$match': {'a': UNIQUE}}])),
    ('Collection.count_documents', lambda db: db.things.count_documents({'a': UNIQUE})),
    ('Collection.distinct', lambda db: db.things.distinct('a', {'a': UNIQUE})),
    ('Collection.find', lambda db: db.things.find({'a': {'$in': [UNIQUE]}})),
    ('Collection.find', lambda db: db.things.find({'a': UNIQUE}, sort=[('a', 1)])),
    ('Collection.find_one', lambda db: db.things.find_one({'a': UNIQUE})),
    ('Collection.find_one', lambda db: db.things.find_one(UNIQUE)),
    ('Database.command', lambda db: db.command('count', 'things', query={'a': UNIQUE})),
    ('GridFS.put', lambda db: files(db).put(b'', owner=UNIQUE)),
    ('GridFS.new_file', lambda db: files(db).new_file(_id=UNIQUE)),
    ('GridFS.get', a_missing_file),
    ('GridFS.find', lambda db: list(files(db).find({'_id': UNIQUE}))),
    ('GridFS.find_one', lambda db: files(db).find_one({'owner': UNIQUE})),
    ('GridFS.__init__', lambda db: flask_pymongo.GridFS(db, 'fs', False)),
    ('GridFS.__init__', lambda db: flask_pymongo.GridFS(db, disable_md5=True)),
    ('GridFS.__init__', lambda db: flask_pymongo.GridFS(db.with_options(write_concern=WriteConcern(w=0)))),
    ('GridIn.md5', lambda db: a_closed_upload(db).md5),
    ('GridIn.upload_date', lambda db: a_closed_upload(db).upload_date),
    ('GridIn.__exit__', an_upload_that_raises),
    ('GridOut.md5', lambda db: a_file(db).md5),
    ('GridOut.__iter__', lambda db: list(a_file(db))),
    ('MongoClient', lambda db: client(db, read_preference=0)),
    ('MongoClient', lambda db: client(db, db.client.address[0], db.client.address[1], 5)),
    ('MongoClient', lambda db: client(db, 'mongodb://localhost,  127.0.0.1/')),
    ('MongoClient', lambda db: client(db, 'mongodb://localhost/?replicaSet=')),
    ('MongoClient', lambda db: client(db, 'mongodb://localhost/?safe=true')),
    ('Connection', lambda db: client(db, kind=wrappers.Connection)),
    ('MongoReplicaSetClient', lambda db: client(db, 'localhost', kind=wrappers.MongoReplicaSetClient, replicaSet='a')),
    ('ReplicaSetConnection', lambda db: client(db, 'localhost', kind=wrappers.ReplicaSetConnection, replicaSet='a')),
)


if not LIST_ASKS_FOR_LENGTH_FIRST:
    OTHERWISE += (('Collection.aggregate', lambda db: len(db.things.aggregate([]))),)


@pytest.mark.parametrize('name, call', OTHERWISE, ids=lambda value: value if isinstance(value, str) else (
    inspect.getsource(value).strip().partition(': ')[2]))
def test_what_means_something_else_warns(mongo, name, call):
    mongo.db.things.insert_one({'a': 1})
    assert legacy_warnings(call, mongo.db)


def encoder_raises():
    try:
        BSON.encode({'a': AnyAttribute()})
    except KeyError:
        return True
    return False


@pytest.mark.parametrize('call, is_noticed', [
    (lambda things: things.insert_one({'a': AnyAttribute(b=1)}), encoder_raises),
    (lambda things: things.insert_many([{'a': AnyAttribute(b=1)}]), encoder_raises),
    (lambda things: things.bulk_write([InsertOne({'a': AnyAttribute(b=1)})]), encoder_asks),
    (lambda things: things.find_one({'a': AnyAttribute(b=1)}), encoder_raises),
], ids=['insert_one', 'insert_many', 'bulk_write', 'find_one'])
def test_a_document_that_answers_any_attribute_warns(mongo, monkeypatch, call, is_noticed):
    """Where the encoder of the driver raises; some only complain on stderr."""
    monkeypatch.setattr(sys, 'unraisablehook', lambda complaint: None)
    assert [text.partition(' is ')[0] for text in legacy_warnings(call, mongo.db.things)] == (
        ['a document that answers any attribute'] if is_noticed() else [])


#: What is ours although the driver has it, and still no program can notice but by what is said here.
ALIKE = {
    'wrappers instead of plain objects': (
        'MongoClient.__getattr__', 'MongoClient.__getitem__', 'MongoClient.get_database', 'MongoClient.drop_database',
        'MongoClient.get_default_database', 'Database.__getattr__', 'Database.__getitem__', 'Database.with_options',
        'Database.create_collection', 'Database.drop_collection', 'Database.get_collection', 'Collection.__getattr__',
        'Collection.__getitem__', 'Collection.with_options', 'Cursor.__copy__', 'Cursor.__deepcopy__', 'Cursor.clone',
        'GridFS.get_version', 'GridFS.get_last_version'),
    'waits until the servers are known': ('MongoClient.is_primary', 'MongoClient.nodes'),
    'notes what it does for error() and ensure_index()': (
        'Collection.drop', 'Collection.drop_index', 'Collection.drop_indexes', 'Collection.index_information'),
    'returns nothing, which programs do not use': ('Collection.rename', 'GridOut.seek'),
    'gives a plan without ok': ('Cursor.explain',),
    'notes its argument for count()': (
        'Cursor.__getitem__', 'Cursor.collation', 'Cursor.hint', 'Cursor.limit', 'Cursor.max_time_ms', 'Cursor.skip',
        'Cursor.sort', 'Cursor.where'),
    'the same document': ('Cursor.__next__', 'Cursor.next', 'Cursor.to_list', 'GridOutCursor.__next__',
                          'GridOutCursor.next'),
    'supplied for older drivers': (
        'Cursor.allow_disk_use', 'Cursor.comment', 'Cursor.distinct', 'Cursor.max_await_time_ms', 'Cursor.session'),
    'stores an md5, of which only its use warns': ('GridIn.close', 'GridIn.write'),
    'without the deprecation of the driver': ('GridIn.content_type', 'GridOut.aliases', 'GridOut.content_type'),
    'reads the same': ('GridOut.read', 'GridOut.readline', 'GridOut.readlines'),
    'of a cursor whose documents are fetched': tuple('AggregateAnswer.' + name for name in (
        '__enter__', '__exit__', '__iter__', '__next__', 'alive', 'batch_size', 'close', 'next', 'to_list',
        'try_next')),
}
NATIVE_OF = (
    (wrappers.MongoClient, pymongo.MongoClient), (wrappers.Database, pymongo.database.Database),
    (wrappers.Collection, pymongo.collection.Collection), (wrappers.Cursor, pymongo.cursor.Cursor),
    (flask_pymongo.GridFS, gridfs.GridFS), (GridIn, gridfs.GridIn), (GridOut, gridfs.GridOut),
    (GridOutCursor, gridfs.grid_file.GridOutCursor), (AggregateAnswer, pymongo.command_cursor.CommandCursor),
)


def our_names(kind, native):
    """The names of a class that are ours although the driver's has them; but those that older drivers lack."""
    for owner in inspect.getmro(kind):
        if not owner.__module__.startswith('flask_pymongo') or 'modern' in owner.__module__:
            continue
        for name, value in vars(owner).items():
            if hasattr(native, name) and not hasattr(object, name) and (name[:1] != '_' or name[:2] == '__') and (
                    callable(value) or isinstance(value, property)) and (
                    getattr(getattr(value, 'fget', value), 'legacy_name', None) is None):
                yield owner, name


def test_each_name_that_we_changed_warns_or_is_declared():
    declared = set(name for names in ALIKE.values() for name in names) | set(name for name, _ in OTHERWISE)
    changed, silent = set(), set()
    for kind, native in NATIVE_OF:
        for owner, name in our_names(kind, native):
            if kind is GridOutCursor and owner is not kind:  # as of Cursor
                continue
            known = '%s.%s' % (kind.__name__, name)
            changed.update([known, name])
            if known not in declared and name not in declared:
                silent.add(known)
    assert silent == set()
    natives = dict((kind.__name__, native) for kind, native in NATIVE_OF)
    stale = set(name for names in ALIKE.values() for name in names if name not in changed and hasattr(
        natives[name.partition('.')[0]], name.partition('.')[2]))
    assert stale <= set(ALIKE['supplied for older drivers'])


@pytest.mark.parametrize('kind, native, silent', [
    (AggregateAnswer, pymongo.command_cursor.CommandCursor, {'__len__'}),  # see OTHERWISE; list() asks for it, too
    (LiveWriteConcern, WriteConcern, {'__len__'}),  # the driver asks for it
], ids=['aggregate', 'write_concern'])
def test_each_name_of_a_dict_that_the_driver_has_not_warns(kind, native, silent):
    names = set(name for name in dir(dict) if not hasattr(native, name) and callable(getattr(dict, name)))
    assert set(name for name in names if not hasattr(getattr(kind, name), 'legacy_name')) == silent | {
        'fromkeys', '__class_getitem__'} & names


#: The options of a client that drivers have had and that today's refuses, with a value.
OLD_OPTIONS = {
    '_connect': False, 'auto_start_request': False, 'gssapiServiceName': 'a', 'j': True, 'max_pool_size': 5,
    'safe': True, 'secondary_acceptable_latency_ms': 5, 'secondaryAcceptableLatencyMS': 5, 'slaveOk': True,
    'slave_okay': True, 'socketKeepAlive': True, 'ssl_ca_certs': 'a', 'ssl_cert_reqs': ssl.CERT_NONE,
    'ssl_certfile': 'a', 'ssl_crlfile': 'a', 'ssl_keyfile': 'a', 'ssl_match_hostname': False,
    'ssl_pem_passphrase': 'a', 'tag_sets': [{}], 'use_greenlets': False, 'wtimeout': 5,
}


@pytest.mark.parametrize('name', sorted(OLD_OPTIONS))
def test_each_option_of_a_client_that_left_warns(mongo, name):
    options = {name: OLD_OPTIONS[name]}
    with pytest.raises((ConfigurationError, ValueError, TypeError)):
        pymongo.MongoClient('localhost', connect=False, **options)

    def make():
        try:
            client(mongo.db, **options)
        except (ConfigurationError, OSError):  # there is no such file
            pass

    assert [text for text in legacy_warnings(make) if text.startswith('the option %s ' % name)]


def test_the_parameters_of_constructors_warn():
    """That is, each that the driver's constructor has not is one of a call in OTHERWISE."""
    lost = parameters(flask_pymongo.GridFS.__init__) - parameters(gridfs.GridFS.__init__)
    assert lost == {'_connect', 'disable_md5'}


@pytest.mark.own_client
def test_what_is_said_of_uuids_is_enough(mongo):
    """With a representation nothing warns, whatever it is and wherever it is given."""
    address = 'mongodb://%s:%s/' % mongo.cx.address
    chosen = mongo.db.codec_options.with_options(
        uuid_representation=4, type_registry=pymongo.MongoClient(address, connect=False).codec_options.type_registry)

    def program(things):
        things.insert_one({'_id': UNIQUE})
        assert things.find_one({'_id': UNIQUE})['_id'] == UNIQUE
        things.delete_one({'_id': UNIQUE})

    for made in (wrappers.MongoClient(address, uuidRepresentation='pythonLegacy'),
                 wrappers.MongoClient(address + '?uuidRepresentation=standard'),
                 mongo.cx):
        things = made[mongo.db.name].things
        things = things.with_options(codec_options=chosen) if made is mongo.cx else things
        assert legacy_warnings(program, things) == []
        made.close()


@pytest.mark.parametrize('call', [
    lambda things: things.insert_many([{}, {'a': UNIQUE}]),
    lambda things: things.bulk_write([InsertOne({}), InsertOne({'a': UNIQUE})]),
], ids=['insert_many', 'bulk_write'])
def test_of_many_documents_the_first_one_is_looked_at_and_all_of_them_in_strict_mode(mongo, monkeypatch, call):
    assert legacy_warnings(call, mongo.db.things) == []
    monkeypatch.setattr(warn, 'is_strict', lambda: True)
    with warnings.catch_warnings():
        warnings.resetwarnings()  # one of the suite declares legacy use
        with pytest.raises(LegacyWarning):
            call(mongo.db.things)


def test_documents_that_the_encoder_judges_do_not_warn(mongo):
    endless = {}
    endless['a'] = endless

    def program(things):
        with pytest.raises(RecursionError):
            things.insert_one(endless)
        with pytest.raises(InvalidDocument):
            things.insert_one({'a': object()})
        things.insert_one({'a': [ObjectId(), SON(b=(1, None))], 'c': re.compile('d'), 'e': Binary(b'f', 4)})

    assert legacy_warnings(program, mongo.db.things) == []


def test_who_looks_at_everything_is_not_warned(mongo):
    assert legacy_warnings(inspect.getmembers, mongo.cx) == []


@pytest.mark.own_client
@pytest.mark.journal
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
        assert db.write_concern.document == {} and db.write_concern.acknowledged and db.write_concern != WriteConcern(2)
        waiting = db.things.with_options(write_concern=WriteConcern(w=1, j=True))
        assert waiting.write_concern.document == waiting['more'].write_concern.document == {'w': 1, 'j': True}
        assert waiting.insert_one({'_id': 2}).acknowledged and waiting.delete_one({'_id': 2}).acknowledged
        answer = db.things.aggregate([{'$match': {}}])
        assert list(answer) == [{'_id': 1, 'a': 1}] and not list(answer)
        assert [found['a'] for found in db.things.find().min([('a', 1)]).hint([('a', 1)])] == [1]
        db.client.close()

    assert legacy_warnings(program, mongo.db) == []
