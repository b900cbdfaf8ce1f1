"""Which legacy calls are sent again when a connection breaks: those that PyMongo 3.13 sends again, and no other."""
import os

import pytest
from bson.dbref import DBRef
from pymongo.errors import AutoReconnect, PyMongoError

import wire
from flask_pymongo import wrappers
from flask_pymongo.compat import versions

pytestmark = pytest.mark.skipif(not versions.DRIVER_RETRIES_READS, reason='drivers before 3.9 send nothing again')

#: The command that fails, the call, and whether PyMongo 3.13 sends it again, as measured with a server of 5.0.
CALLS = {
    'insert': ('insert', lambda things: things.insert({'a': 1}), True),
    'insert_a_list': ('insert', lambda things: things.insert([{'a': 1}, {'a': 2}]), True),
    'insert_unchecked': ('insert', lambda things: things.insert({'a.b': 1}, check_keys=False), True),
    'save': ('insert', lambda things: things.save({'a': 1}), True),
    'save_again': ('update', lambda things: things.save({'_id': 1, 'a': 1}), True),
    'update': ('update', lambda things: things.update({'_id': 1}, {'$inc': {'n': 1}}), True),
    'update_all': ('update', lambda things: things.update({'_id': 1}, {'$inc': {'n': 1}}, multi=True), False),
    'remove': ('delete', lambda things: things.remove({'_id': 2}), False),
    'remove_one': ('delete', lambda things: things.remove({'_id': 2}, multi=False), True),
    'find_and_modify': (
        'findAndModify', lambda things: things.find_and_modify({'_id': 1}, {'$inc': {'n': 1}}), True),
    'find_and_modify_replacing': (
        'findAndModify', lambda things: things.find_and_modify({'_id': 1}, {'n': 2}, sort=[('n', 1)]), True),
    'find_and_modify_removing': (
        'findAndModify', lambda things: things.find_and_modify({'_id': 1}, remove=True, fields=['n']), True),
    'count': ('count', lambda things: things.count(), True),
    'count_of_a_filter': ('count', lambda things: things.count({'n': 0}), True),
    'cursor_count': ('count', lambda things: things.find({'n': 0}).limit(1).count(True), True),
    'find': ('find', lambda things: list(things.find()), True),
    'find_one': ('find', lambda things: things.find_one(1), True),
    'distinct': ('distinct', lambda things: things.distinct('n'), True),
    'aggregate': ('aggregate', lambda things: things.aggregate([{'$match': {}}]), True),
    'map_reduce': ('mapReduce', lambda things: things.map_reduce(
        'function () { emit(1, 1); }', 'function (key, values) { return 1; }', 'out'), False),
    'collection_names': ('listCollections', lambda things: things.database.collection_names(), True),
    'database_names': ('listDatabases', lambda things: things.database.client.database_names(), True),
    'index_information': ('listIndexes', lambda things: things.index_information(), True),
    'ensure_index': ('createIndexes', lambda things: things.ensure_index('n'), False),
    'bulk': ('insert', lambda things: _bulk_insert(things), True),
    'rename': ('renameCollection', lambda things: things.rename('others'), False),
    'drop': ('drop', lambda things: things.drop(), False),
    'dereference': ('find', lambda things: things.database.dereference(DBRef('things', 1)), True),
}


def _bulk_insert(things):
    bulk = things.initialize_ordered_bulk_op()
    bulk.insert({'a': 1})
    bulk.execute()


@pytest.fixture
def things(replica_set_server, database_name):
    """A collection of a replica set, with one document, ``{'_id': 1, 'n': 0}``."""
    # The server says so at once when it is there again, so the driver need not wait for its next look.
    client = wrappers.MongoClient(replica_set_server.uri, heartbeatFrequencyMS=500)
    things = client[database_name].things
    things.insert_one({'_id': 1, 'n': 0})
    yield things
    wire.command(replica_set_server.port, [('dropDatabase', 1)], database=database_name)
    client.close()


@pytest.fixture
def fail_once(replica_set_server):
    """A function that lets the server fail once at a fail point; it returns a function that asks how often it did."""
    points = []

    def fail_once(point, *data):
        points.append(point)
        before = configure(point, ('mode', (('times', 1),)), ('data', data))
        return lambda: configure(point, ('mode', 'off')) - before

    def configure(point, *fields):
        return wire.command(replica_set_server.port, [('configureFailPoint', point)] + list(fields))['count']
    yield fail_once
    for point in points:
        configure(point, ('mode', 'off'))


#: The only kind of failure after which drivers do not wait half a second is 89, NetworkTimeout; `make failpoints` has
#: the others, too.
FAILURES = [('errorCode', 89)]
if os.environ.get('FLASK_PYMONGO_LONG'):
    FAILURES += [('errorCode', 91), ('errorCode', 189), ('errorCode', 10107), ('errorCode', 11600),
                 ('closeConnection', True)]


@pytest.mark.parametrize('failure', FAILURES, ids=lambda failure: '%s-%s' % failure)
@pytest.mark.parametrize('name', sorted(CALLS))
def test_a_call_that_fails_once(things, fail_once, name, failure):
    command, call, is_sent_again = CALLS[name]
    failures = fail_once('failCommand', ('failCommands', [command]), failure)
    if is_sent_again:
        call(things)
    else:
        with pytest.raises(PyMongoError):
            call(things)
    assert failures() == 1


@pytest.mark.parametrize('failure', [('closeConnection', True), ('errorCode', 91)], ids=lambda failure: failure[0])
@pytest.mark.parametrize('name', ['find_and_modify', 'count'])
def test_a_server_that_shuts_down(things, fail_once, name, failure):
    command, call, _ = CALLS[name]
    failures = fail_once('failCommand', ('failCommands', [command]), failure)
    call(things)
    assert failures() == 1


def test_a_write_whose_answer_is_lost_is_done_once(things, fail_once):
    failures = fail_once('onPrimaryTransactionalWrite', ('closeConnection', True))
    assert things.find_and_modify({'_id': 1}, {'$inc': {'n': 1}}, new=True) == {'_id': 1, 'n': 1}
    assert failures() == 1
    assert things.find_one(1) == {'_id': 1, 'n': 1}


def test_reads_that_shall_not_be_sent_again(replica_set_server, database_name, fail_once):
    client = wrappers.MongoClient(replica_set_server.uri, retryReads=False)
    client.admin.command('ping')
    fail_once('failCommand', ('failCommands', ['count']), ('closeConnection', True))
    with pytest.raises(AutoReconnect):
        client[database_name].things.count()
    client.close()


def test_count_in_a_session(things, fail_once):
    with things.database.client.start_session() as session:
        failures = fail_once('failCommand', ('failCommands', ['count']), ('closeConnection', True))
        assert things.count({'n': 0}, session=session) == 1
        assert failures() == 1
