"""What clients and databases of the legacy dialect do to the server and tell about it."""
import datetime
import threading
import uuid

import bson
import pymongo
import pytest
from bson.binary import Binary
from bson.code import Code
from bson.son import SON
from pymongo.errors import CollectionInvalid, ConfigurationError, InvalidName, OperationFailure

from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from .reference import assert_error, eventually

# Drivers from 2.9 on advise against much of it.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')

by_the_wrapper = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                    reason='the driver has a command for it, which servers no longer have')


@pytest.fixture
def cx(mongodb_host, mongodb_port):
    client = wrappers.MongoClient(mongodb_host, mongodb_port)
    yield client
    client.close()


@pytest.fixture
def db(cx, database_name):
    return cx[database_name]


@pytest.fixture
def connection(mongodb_host, mongodb_port):
    """A client that does not wait for its writes, in a request."""
    client = wrappers.Connection(mongodb_host, mongodb_port)
    yield client
    client.close()


# What the last write came to


def test_no_error(db):
    with db.connection.start_request():
        db.things.insert({'_id': 1})
        assert db.error() is None
        status = db.last_status()
        assert (status['err'], status['n'], status['ok']) == (None, 0, 1.0)


def test_last_status_of_an_update(db):
    with db.connection.start_request():
        db.things.insert({'_id': 1})
        db.things.update({'_id': 1}, {'$set': {'a': 1}})
        status = db.last_status()
        assert (status['err'], status['n'], status['updatedExisting']) == (None, 1, True)
        db.things.update({'_id': 2}, {'$set': {'a': 1}}, upsert=True)
        status = db.last_status()
        assert (status['n'], status['updatedExisting'], status['upserted']) == (1, False, 2)
        db.things.remove()
        assert db.last_status()['n'] == 2


def test_the_error_of_a_write_that_nobody_waited_for(connection, database_name):
    db = connection[database_name]
    db.things.insert({'_id': 1})
    assert db.things.insert({'_id': 1}) == 1
    error = db.error()
    assert error['code'] == 11000 and 'duplicate key' in error['err']
    assert (error['n'], error['ok']) == (0, 1.0)
    assert db.last_status()['err'] == error['err']
    db.things.insert({'_id': 2})
    assert db.error() is None


def test_the_error_of_a_write_that_raised(db):
    with db.connection.start_request():
        db.things.insert({'_id': 1})
        with pytest.raises(OperationFailure):
            db.things.insert({'_id': 1})
        assert db.error()['code'] == 11000


def refused(call, *args, **kwargs):
    with pytest.raises(OperationFailure):
        call(*args, **kwargs)


BOGUS = 'function() { bogus(); }'


@pytest.mark.parametrize('fail, code', [
    (lambda db: db.things.find_and_modify({'_id': 1}, {'$bogus': {'a': 1}}), 9),
    (lambda db: db.things.find_and_modify({'_id': 1}, {'$set': {'_id': 2}}), 66),
    (lambda db: db.things.drop_index('nothing'), 27),
    (lambda db: db.command('bogus'), 59),
    (lambda db: db.command('aggregate', 'things', pipeline=[{'$bogus': 1}]), 40324),
    (lambda db: db.things.map_reduce(BOGUS, BOGUS, 'results'), 139),
    (lambda db: db.nothing.rename('something'), 26),
], ids=['find_and_modify', 'another _id', 'drop_index', 'command', 'aggregate', 'map_reduce', 'rename'])
def test_the_error_of_a_call_that_is_no_write(db, fail, code):
    with db.connection.start_request():
        db.things.insert({'_id': 1})
        refused(fail, db)
        error = db.error()
        assert (error['code'], error['n'], error['ok']) == (code, 0, 1.0)
        assert error['err'] == db.last_status()['err']
        refused(db.things.insert, {'_id': 1})
        assert db.error()['code'] == 11000


@by_the_wrapper
@pytest.mark.parametrize('fail, code', [
    (lambda db: db.things.ensure_index('a', bogus=1), 197),
    (lambda db: db.things.create_index('a', bogus=1), 197),
    (lambda db: db.command('$eval', 'db.things.count()'), 59),
], ids=['ensure_index', 'create_index', '$eval'])
def test_the_error_of_a_call_that_older_drivers_make_otherwise(db, fail, code):
    refused(fail, db)
    assert db.error()['code'] == code


@pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS, reason='the driver is older than the bulk API')
def test_the_error_of_a_batch(db):
    with db.connection.start_request():
        bulk = db.things.initialize_ordered_bulk_op()
        bulk.insert({'_id': 1})
        bulk.insert({'_id': 1})
        refused(bulk.execute)
        assert db.error()['code'] == 11000


@pytest.mark.parametrize('succeed', [
    lambda db: db.things.find_and_modify({'_id': 1}, {'$set': {'a': 1}}),
    lambda db: db.things.ensure_index('a'),
    lambda db: db.things.drop(),
    lambda db: db.drop_collection('things'),
    lambda db: db.create_collection('others'),
    lambda db: db.things.rename('others'),
    lambda db: db.things.count(),
    lambda db: db.things.find_one(),
    lambda db: list(db.things.find(fields=['a'])),
    lambda db: db.command('ping'),
], ids=['find_and_modify', 'ensure_index', 'drop', 'drop_collection', 'create_collection', 'rename', 'count',
        'find_one', 'find', 'command'])
def test_what_succeeds_leaves_no_error(db, succeed):
    with db.connection.start_request():
        db.things.insert({'_id': 1})
        refused(db.things.insert, {'_id': 1})
        succeed(db)
        assert db.error() is None
        status = db.last_status()
        assert (status['err'], status['n'], status['ok']) == (None, 0, 1.0)


def test_the_commands_that_ask_for_it(db):
    with db.connection.start_request():
        db.things.update({'_id': 1}, {'$set': {'a': 1}}, upsert=True)
        assert db.command('getlasterror')['n'] == 1
        refused(db.things.insert, {'_id': 1})
        assert db.command('getLastError', w=1, check=False)['code'] == 11000


@by_the_wrapper
def test_the_commands_that_ask_for_the_error_before(db):
    assert db.command('getpreverror')['nPrev'] == -1
    refused(db.command, 'bogus')
    db.command('ping')
    assert (db.command('getPrevError')['nPrev'], db.command('getpreverror')['code']) == (2, 59)
    assert db.command('resetError') == {'ok': 1.0}
    assert db.previous_error() is None


@by_the_wrapper
def test_the_error_is_of_one_thread(connection, database_name):
    db, seen = connection[database_name], []
    db.things.insert([{'_id': 1}, {'_id': 1}])
    thread = threading.Thread(target=lambda: seen.append(db.error()))
    thread.start()
    thread.join()
    assert seen == [None] and db.error()['code'] == 11000


@by_the_wrapper
def test_previous_error(connection, database_name):
    db = connection[database_name]
    assert db.previous_error() is None
    db.things.insert([{'_id': 1}, {'_id': 1}])
    assert db.previous_error()['nPrev'] == 1
    db.things.insert({'_id': 2})
    assert db.error() is None
    assert (db.previous_error()['code'], db.previous_error()['nPrev']) == (11000, 2)
    assert db.reset_error_history() is None
    assert db.previous_error() is None


# Profiling


def test_profiling(db):
    assert db.profiling_level() == 0
    assert db.set_profiling_level(2) is None
    assert db.profiling_level() == 2
    db.things.find_one({'profiled': 1})
    assert db.set_profiling_level(0) is None
    found = db.profiling_info()
    assert isinstance(found, list)
    assert any(entry['ns'].endswith('.things') for entry in found)


@pytest.mark.parametrize('level', [3, -1, 'x', None], ids=repr)
def test_a_profiling_level_that_there_is_not(db, level):
    with pytest.raises(ValueError):
        db.set_profiling_level(level)


@pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT, reason='the driver does not take slow_ms')
def test_slow_ms(db):
    db.set_profiling_level(0, 150)
    try:
        assert db.command('profile', -1)['slowms'] == 150
    finally:
        db.set_profiling_level(0, slow_ms=100)
    with pytest.raises(TypeError):
        db.set_profiling_level(0, 'x')


# Operations and collections


@by_the_wrapper
@pytest.mark.parametrize('arguments', [(), (True,)], ids=['some', 'all'])
def test_current_op(db, arguments):
    running = db.current_op(*arguments)['inprog']
    assert isinstance(running, list) and running


@pytest.mark.parametrize('which', [lambda db: 'things', lambda db: db.things], ids=['name', 'collection'])
def test_validate_collection(db, which):
    db.things.insert({})
    assert db.validate_collection(which(db))['valid'] is True
    assert db.validate_collection(which(db), True, True)['valid'] is True


def test_validate_collection_that_is_not_there(db):
    with pytest.raises((OperationFailure, CollectionInvalid)):
        db.validate_collection('missing')
    with pytest.raises(TypeError):
        db.validate_collection(5)


# Commands


def test_check(db):
    assert db.command('bogus', check=False)['ok'] == 0.0
    assert db.command('bogus', 1, False)['ok'] == 0.0


def test_allowable_errors(db):
    text = db.command('bogus', check=False)['errmsg']
    assert db.command('bogus', allowable_errors=[text])['ok'] == 0.0
    assert db.command('bogus', 1, True, [text])['errmsg'] == text
    with pytest.raises(OperationFailure) as caught:
        db.command('bogus', allowable_errors=['something else'])
    assert_error(caught.value, 59)


@pytest.mark.parametrize('options', [
    {'slave_okay': True}, {'slave_okay': False}, {'_use_master': True}, {'read_preference': 0}, {'uuid_subtype': 4},
    {'read_preference': pymongo.ReadPreference.SECONDARY, 'slave_okay': True},
], ids=str)
def test_options_of_a_command(db, options):
    # PyMongo 2.7 warns of a command that it does not know to read only, such as ping.
    assert db.command('dbstats', **options)['ok'] == 1.0


@pytest.mark.skipif(not versions.DRIVER_HAS_READ_PREFERENCE_MODES, reason='the driver has no tag sets')
def test_tags_of_a_command(db):
    assert db.command('dbstats', tag_sets=[{}], secondary_acceptable_latency_ms=5)['ok'] == 1.0
    assert db.command('dbstats', tag_sets=[{'dc': 'ny'}, {}], read_preference=4)['ok'] == 1.0


def test_the_class_of_an_answer(db):
    assert type(db.command('ping', as_class=SON)) is SON
    assert type(db.command('ping')) is dict


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the driver has no codec options of a command')
def test_modern_options_of_a_command(db):
    options = db.codec_options._replace(document_class=SON)
    assert type(db.command('ping', codec_options=options)) is SON
    assert type(db.command('ping', 1, True, [], pymongo.ReadPreference.PRIMARY, options)) is SON
    assert type(db.command({'ping': 1}, codec_options=options, as_class=dict)) is dict


# JavaScript


@by_the_wrapper
@pytest.mark.parametrize('code, arguments, result', [
    ('function(a, b) { return a + b; }', (1, 2), 3),
    ('function(a) { return a.name; }', ({'name': 'Ada'},), 'Ada'),
    ('3 * 4', (), 12),
    ('var x = 3; return x;', (), 3),
    ('function() {}', (), None),
    (Code('function(a) { return a + base; }', {'base': 10}), (1,), 11),
    ('function(a) { return [a, {b: a}]; }', (True,), [True, {'b': True}]),
    ('function(a) { return a; }', ('$name',), '$name'),
], ids=str)
def test_eval_of_a_function_of_its_arguments(db, code, arguments, result):
    assert db.eval(code, *arguments) == result


@by_the_wrapper
def test_eval_that_fails(db):
    with pytest.raises(OperationFailure) as caught:
        db.eval('function() { throw new Error("so it is"); }')
    assert 'so it is' in str(caught.value)


def test_eval_that_needs_the_database(db):
    with pytest.raises(OperationFailure) as caught:
        db.eval('function() { return db.things.count(); }')
    assert_error(caught.value, 59)


@pytest.mark.parametrize('wrong', [5, None, {}], ids=repr)
def test_eval_of_something_else(db, wrong):
    with pytest.raises(TypeError):
        db.eval(wrong)


def test_stored_functions(db):
    functions = db.system_js
    assert functions.list() == []
    functions.add = 'function(a, b) { return a + b; }'
    functions['double'] = 'function(a) { return add(a, a); }'
    assert sorted(functions.list()) == ['add', 'double']
    stored = db['system.js'].find_one('add')['value']
    assert isinstance(stored, Code) and str(stored) == 'function(a, b) { return a + b; }'
    functions.add = 'function(a, b) { return b + a; }'
    assert sorted(db.system_js.list()) == ['add', 'double']
    with pytest.raises(TypeError):
        functions.add = 5
    del functions.add
    del functions['double']
    assert functions.list() == []


@by_the_wrapper
def test_calls_of_stored_functions(db):
    db.system_js.add = 'function(a, b) { return a + b; }'
    db.system_js.double = 'function(a) { return add(a, a); }'
    assert db.system_js.add(1, 2) == 3
    assert db.system_js['double'](5) == 10
    assert db.eval('function(a) { return double(a) + 1; }', 5) == 11
    with pytest.raises(OperationFailure):
        db.system_js.missing()


# The client


def test_constants(cx):
    assert (cx.HOST, cx.PORT) == ('localhost', 27017)


def test_nodes(cx, mongodb_host, mongodb_port):
    cx.admin.command('ping')
    eventually(lambda: set(cx.nodes) == set([(mongodb_host, mongodb_port)]))


def test_limits_of_the_server(cx):
    assert cx.max_bson_size == 16 * 1024 * 1024
    if versions.DRIVER_HAS_WRITE_COMMANDS:
        assert cx.max_message_size == 48000000
        assert cx.max_write_batch_size == 100000
        assert 0 <= cx.min_wire_version <= cx.max_wire_version


@by_the_wrapper
def test_options_of_the_client(mongodb_host, mongodb_port):
    client = wrappers.MongoClient(mongodb_host, mongodb_port, localThresholdMS=20, serverSelectionTimeoutMS=5000)
    try:
        assert client.local_threshold_ms == 20
        assert client.server_selection_timeout == 5
        assert client.event_listeners == []
    finally:
        client.close()


def test_fsync(cx):
    assert cx.fsync() is None
    assert cx.unlock() is None
    with pytest.raises(TypeError):
        cx.fsync(1)


@by_the_wrapper
def test_a_locked_server(cx):
    assert cx.is_locked is False
    assert cx.fsync(lock=True) is None
    try:
        assert cx.is_locked is True
    finally:
        assert cx.unlock() is None
    assert cx.is_locked is False


def test_set_cursor_manager(cx):
    class Manager(object):
        def __init__(self, connection):
            pass

    if versions.DRIVER_HAS_SAFE_MODE:
        from pymongo.cursor_manager import CursorManager as Manager  # noqa: F811
    assert cx.set_cursor_manager(Manager) is None
    with pytest.raises(TypeError):
        cx.set_cursor_manager(5)


def test_kill_cursors(cx, db):
    db.things.insert([{'_id': n} for n in range(100)])
    cursor = db.things.find().batch_size(2)
    next(cursor)
    assert cx.kill_cursors([cursor.cursor_id]) is None
    eventually(lambda: _is_dead(cursor))


def test_close_cursor(cx, db):
    db.things.insert([{'_id': n} for n in range(100)])
    cursor = db.things.find().batch_size(2)
    next(cursor)
    assert cx.close_cursor(cursor.cursor_id) is None
    eventually(lambda: _is_dead(cursor))


def _is_dead(cursor):
    try:
        next(cursor)
    except OperationFailure:
        return True
    return False


def test_cursors_that_are_none(cx):
    with pytest.raises(TypeError):
        cx.kill_cursors(5)
    with pytest.raises(TypeError):
        cx.close_cursor('a')
    assert cx.kill_cursors([1234]) is None


@pytest.mark.parametrize('names', [(1, 'b'), ('a', 1)], ids=str)
def test_copy_database_of_another_type(cx, names):
    with pytest.raises(TypeError):
        cx.copy_database(*names)


def test_copy_database_to_a_bad_name(cx):
    with pytest.raises(InvalidName):
        cx.copy_database('a', 'b c')


@pytest.fixture
def copy_name(cx, database_name):
    yield database_name + '_copy'
    cx.drop_database(database_name + '_copy')


def _fill(db):
    db.things.insert([{'_id': n, 'text': 'a b'} for n in range(2500)])
    db.things.create_index([('a', 1), ('b', -1)], name='named', unique=True, sparse=True)
    db.things.create_index([('text', 'text')])
    db.create_collection('capped', capped=True, size=4096, max=3)
    db.create_collection('empty')
    db.dotted.insert({'_id': 1, 'a.b': {'$c': 1}}, check_keys=False)
    db.create_collection('view', viewOn='things')


def _indexes(collection):
    # MongoDB 4.2 names the collection in them, too.
    return dict((name, dict(index, ns=None)) for name, index in collection.index_information().items())


@by_the_wrapper
@pytest.mark.parametrize('from_host', [False, True], ids=['same host', 'named host'])
def test_copy_database(cx, db, copy_name, mongodb_host, mongodb_port, from_host):
    _fill(db)
    host = '%s:%d' % (mongodb_host, mongodb_port) if from_host else None
    cx.copy_database(db.name, copy_name, host)
    copy = cx[copy_name]
    assert sorted(copy.collection_names(False)) == sorted(db.collection_names(False))
    assert list(copy.things.find().sort('_id')) == list(db.things.find().sort('_id'))
    assert copy.capped.options() == {'capped': True, 'size': 4096, 'max': 3}
    assert copy.dotted.find_one() == {'_id': 1, 'a.b': {'$c': 1}}
    assert _indexes(copy.things) == _indexes(db.things)
    assert copy['view'].count() == 2500


@by_the_wrapper
def test_copy_database_into_one_that_is_there(cx, db, copy_name):
    db.things.insert({'_id': 1})
    db.create_collection('empty')
    cx[copy_name].create_collection('empty')
    cx[copy_name].things.insert({'_id': 2})
    cx.copy_database(db.name, copy_name)
    assert list(cx[copy_name].things.find().sort('_id')) == [{'_id': 1}, {'_id': 2}]


@by_the_wrapper
def test_copy_database_changes_no_value(cx, db, copy_name):
    values = {'big': 'x' * (9 * 1024 * 1024), 'id': uuid.uuid4(), 'date': datetime.datetime(2012, 1, 2, 3, 4, 5),
              'number': 2 ** 40, 'deep': [{'a': 1.5}, None]}
    for turn in range(3):
        db.things.insert(dict(values, _id=turn))
    cx.copy_database(db.name, copy_name)
    assert list(cx[copy_name].things.find().sort('_id')) == [dict(values, _id=turn) for turn in range(3)]


def sends_raw_documents(cx, name):
    """Whether the driver sends a raw document as it is. PyMongo 3.7 and 3.8 write it anew."""
    try:
        from bson.codec_options import CodecOptions
        from bson.raw_bson import RawBSONDocument
    except ImportError:
        return False
    raw = RawBSONDocument(bson.BSON.encode({'_id': 1, 'id': Binary(b'0123456789abcdef', 4)}))
    options = CodecOptions(document_class=RawBSONDocument)
    things = pymongo.database.Database(cx, name, codec_options=options).raw_documents
    things.database.command(SON([('insert', 'raw_documents'), ('documents', [raw])]), codec_options=options)
    return things.find_one().raw == raw.raw


def test_copy_database_keeps_the_subtypes_of_uuids(cx, db, copy_name):
    if not sends_raw_documents(cx, db.name):
        pytest.skip('the driver copies UUIDs as subtype 3, or copies by a command of the server')
    value, things = uuid.uuid4(), db.things
    things.insert({'_id': 3, 'id': value})
    things.uuid_subtype = 4
    things.insert({'_id': 4, 'id': value})
    cx.copy_database(db.name, copy_name)
    copy = cx[copy_name].things
    assert copy.find({'id': value}).distinct('_id') == [3]
    copy.uuid_subtype = 4
    assert copy.find({'id': value}).distinct('_id') == [4]


@by_the_wrapper
def test_copy_database_wants_a_password(cx):
    with pytest.raises(ConfigurationError):
        cx.copy_database('a', 'b', username='ada')
