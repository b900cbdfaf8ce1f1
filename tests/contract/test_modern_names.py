"""What is there: names of databases, collections and indexes; and the names that no old driver can have."""
import datetime

import pytest
from bson.dbref import DBRef
from bson.son import SON
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import ConfigurationError, OperationFailure

from flask_pymongo import wrappers
from flask_pymongo.compat import modern
from flask_pymongo.compat.modern import CodecOptions, IndexModel


@pytest.fixture
def close():
    """A function that has a client closed after the test; it returns the client."""
    clients = []

    def close(client):
        clients.append(client)
        return client
    yield close
    for client in clients:
        client.close()


@pytest.fixture
def two(mongo):
    mongo.db.a.insert_one({'_id': 1})
    mongo.db.create_collection('b', capped=True, size=4096)
    return mongo.db


# databases and collections

def test_collection_names(two):
    assert sorted(two.list_collection_names()) == ['a', 'b']
    assert two.list_collection_names(filter={'name': 'a'}) == ['a']
    assert two.list_collection_names(filter={'options.capped': True}) == ['b']


def test_collections(two):
    found = dict((collection['name'], collection) for collection in two.list_collections())
    assert sorted(found) == ['a', 'b']
    assert found['b']['options']['capped'] is True
    assert [collection['name'] for collection in two.list_collections(filter={'name': 'a'})] == ['a']


def test_no_collections(mongo):
    assert mongo.db.list_collection_names() == []
    assert list(mongo.db.list_collections()) == []


def test_more_collections_than_a_batch_has(mongo):
    for n in range(110):
        mongo.db.create_collection('c%d' % n)
    assert len(mongo.db.list_collection_names()) == 110


def test_database_names(two, mongo):
    names = mongo.cx.list_database_names()
    assert two.name in names
    assert 'admin' in names
    found = dict((database['name'], database) for database in mongo.cx.list_databases())
    assert found[two.name]['empty'] is False


def test_the_client(mongo, mongodb_host, mongodb_port):
    mongo.db.command('ping')
    assert mongo.cx.address == (mongodb_host, mongodb_port)
    assert mongo.cx.server_info()['ok'] == 1
    assert mongo.db.client is mongo.cx
    assert type(mongo.cx.get_database('x')) is wrappers.Database
    assert mongo.db.command('hello')['ok'] == 1


def test_create_collection_with_options(mongo):
    made = mongo.db.create_collection('c', write_concern=modern.WriteConcern(w=0))
    assert type(made) is wrappers.Collection
    assert made.insert_one({}).acknowledged is False
    assert mongo.db.list_collection_names() == ['c']


def test_the_database_of_a_uri(mongo, mongodb_uri, close):
    client = close(wrappers.MongoClient(mongodb_uri.rstrip('/') + '/' + mongo.db.name))
    assert client.get_database().name == client.get_default_database().name == mongo.db.name
    assert client.get_default_database('other').name == mongo.db.name
    assert type(client.get_default_database()) is wrappers.Database


def test_a_uri_without_a_database(mongodb_uri, close):
    client = close(wrappers.MongoClient(mongodb_uri.rstrip('/') + '/'))
    assert client.get_default_database('other').name == 'other'
    for get in client.get_database, client.get_default_database:
        with pytest.raises(ConfigurationError):
            get()


def test_a_server_without_a_set(mongo):
    mongo.db.command('ping')
    assert (mongo.cx.is_primary, mongo.cx.is_mongos, mongo.cx.primary) == (True, False, None)
    assert mongo.cx.secondaries == set()


def test_a_set(replica_set_server, close):
    client = close(wrappers.MongoReplicaSetClient(replica_set_server.uri, replicaSet=replica_set_server.replica_set))
    client.admin.command('ping')
    assert client.primary == (replica_set_server.host, replica_set_server.port)
    assert client.address == client.primary
    assert client.secondaries == set()


def test_equal_ones_are_one_key(mongo):
    assert len({mongo.db, mongo.cx[mongo.db.name]}) == 1
    assert {mongo.db.things: 1}[mongo.db['things']] == 1
    assert {mongo.db.things: 1}[mongo.db.things.with_options()] == 1


def test_the_answer_of_a_command_as_one_wants_it(mongo, things):
    things.insert_one({'when': datetime.datetime(2012, 3, 4)})
    reply = mongo.db.command('ping', codec_options=CodecOptions(SON))
    assert (type(reply), reply['ok']) == (SON, 1.0)
    for aware in (True, False):
        reply = mongo.db.command('distinct', 'things', key='when', codec_options=CodecOptions(tz_aware=aware))
        assert [when.tzinfo is not None for when in reply['values']] == [aware]


# indexes

@pytest.mark.parametrize('keys, name', [
    ('a', 'a_1'), ([('a', DESCENDING)], 'a_-1'), (['a', 'b'], 'a_1_b_1'), (['a', ('b', -1)], 'a_1_b_-1'),
    ({'a': -1}, 'a_-1'), ([('a', '2dsphere')], 'a_2dsphere'),
], ids=str)
def test_create_index(things, keys, name):
    assert things.create_index(keys) == name
    assert sorted(things.index_information()) == ['_id_', name]
    things.drop_index(name)
    assert sorted(things.index_information()) == ['_id_']


def test_create_index_without_a_session(things):
    assert things.create_index('a', None) == 'a_1'
    assert things.ensure_index('a') is None


def test_create_index_with_options(things):
    made = things.create_index(keys=[('a', 1)], name='mine', unique=True, sparse=True, expireAfterSeconds=60,
                               session=None)
    assert made == 'mine'
    index = things.index_information()['mine']
    assert index['key'] == [('a', 1)]
    assert (index['unique'], index['sparse'], index['expireAfterSeconds']) == (True, True, 60)


def test_create_index_of_a_part(things):
    things.create_index('a', unique=True, partialFilterExpression={'a': {'$gt': 5}})
    things.insert_many([{'a': 1}, {'a': 1}, {'a': 6}])
    with pytest.raises(OperationFailure):
        things.insert_one({'a': 6})


def test_create_indexes(things):
    made = things.create_indexes([IndexModel('a'), IndexModel([('b', DESCENDING)], name='mine', unique=True),
                                  IndexModel([('c', ASCENDING), ('d', ASCENDING)])])
    assert made == ['a_1', 'mine', 'c_1_d_1']
    assert sorted(things.index_information()) == ['_id_', 'a_1', 'c_1_d_1', 'mine']
    assert things.index_information()['mine']['unique'] is True


@pytest.mark.parametrize('wrong', [5, [5], ['a'], IndexModel('a')], ids=lambda value: type(value).__name__)
def test_create_indexes_of_what_are_none(things, wrong):
    with pytest.raises(TypeError):
        things.create_indexes(wrong)


def test_an_index_model():
    document = IndexModel([('a', 1), ('b', -1)], unique=True).document
    assert (document['name'], document['unique']) == ('a_1_b_-1', True)
    assert list(document['key'].items()) == [('a', 1), ('b', -1)]


def test_list_indexes(things):
    things.create_index([('a', 1), ('b', -1)], unique=True)
    first, second = things.list_indexes()
    assert (first['name'], second['name'], second['unique']) == ('_id_', 'a_1_b_-1', True)
    assert list(second['key'].items()) == [('a', 1), ('b', -1)]


def test_no_indexes(mongo):
    assert list(mongo.db.nothing.list_indexes()) == []


def test_drop_index_by_its_keys(things):
    things.create_index([('a', 1), ('b', -1)])
    things.drop_index([('a', 1), ('b', -1)])
    assert sorted(things.index_information()) == ['_id_']


def test_an_index_that_is_not_there(things):
    things.create_index('a')
    with pytest.raises(OperationFailure):
        things.drop_index('b_1')


# what only newer drivers have: never the name of a collection

@pytest.mark.parametrize('call', [
    lambda mongo: mongo.db.things.no_such_method(), lambda mongo: mongo.db.no_such_method(),
], ids=['collection', 'database'])
def test_a_method_that_does_not_exist(mongo, call):
    with pytest.raises(TypeError) as caught:
        call(mongo)
    assert 'no_such_method' in str(caught.value)


#: Names, and how they are used on a server that is no replica set: with a new driver it is the server that refuses.
CALLS = {
    'Collection.watch': lambda mongo: mongo.db.things.watch(),
    'Database.watch': lambda mongo: mongo.db.watch(),
    'MongoClient.watch': lambda mongo: mongo.cx.watch(),
    'Cursor.allow_disk_use': lambda mongo: list(mongo.db.things.find().allow_disk_use('text')),
    'Cursor.max_await_time_ms': lambda mongo: mongo.db.things.find().max_await_time_ms('text'),
    'Collection.list_search_indexes': lambda mongo: list(mongo.db.things.list_search_indexes()),
}


@pytest.mark.parametrize('name', sorted(CALLS))
def test_a_method_that_is_too_new(mongo, name):
    mongo.db.things.insert_one({})
    with pytest.raises(Exception) as caught:
        CALLS[name](mongo)
    if isinstance(caught.value, NotImplementedError):
        assert str(caught.value).startswith('%s needs PyMongo ' % name)
    else:
        # The driver has it: of the methods of cursors it has something to say about the argument.
        assert not isinstance(caught.value, AttributeError)
        assert isinstance(caught.value, TypeError) == name.startswith('Cursor.')


#: What may be refused, and the names that it is called by in the error.
OPTIONS = [
    ('collation', lambda things: things.find({'_id': 'a'}, collation={'locale': 'en', 'strength': 2})),
    ('collation', lambda things: things.find({'_id': 'a'}).collation({'locale': 'en', 'strength': 2})),
    ('read_concern', lambda things: things.read_concern),
    ('read_concern', lambda things: things.database.read_concern),
]


@pytest.mark.parametrize('name, ask', OPTIONS, ids=['find', 'cursor', 'collection', 'database'])
def test_an_option_that_is_too_new(things, name, ask):
    things.insert_one({'_id': 'A'})
    try:
        answer = ask(things)
    except NotImplementedError as error:
        assert '%s needs PyMongo 3' % name in str(error)
    else:
        # The driver has it.
        assert [document['_id'] for document in answer] == ['A'] if name == 'collation' else answer.level is None


@pytest.mark.parametrize('call, answer', [
    (lambda things, options: things.insert_one({'_id': 1}, **options).inserted_id, 1),
    (lambda things, options: list(things.find({}, **options)), []),
    (lambda things, options: list(things.aggregate([], **options)), []),
    (lambda things, options: things.count_documents({}, **options), 0),
    (lambda things, options: things.distinct('a', **options), []),
    (lambda things, options: things.find_one_and_delete({}, **options), None),
    (lambda things, options: things.create_index('a', **options), 'a_1'),
    (lambda things, options: things.database.dereference(DBRef('things', 1), **options), None),
    (lambda things, options: things.database.client.server_info(**options)['ok'], 1.0),
], ids=['insert_one', 'find', 'aggregate', 'count_documents', 'distinct', 'find_one_and_delete', 'create_index',
        'dereference', 'server_info'])
def test_no_session_is_always_welcome(things, call, answer):
    assert call(things, {'session': None}) == answer


def test_no_collation_is_always_welcome(things):
    assert list(things.find().collation(None)) == []
    assert things.find().session is None


def test_the_names_to_import():
    for name in modern.__all__:
        assert getattr(modern, name) is not None
    assert modern.ReturnDocument.AFTER is True


@pytest.mark.filterwarnings('ignore:.* is deprecated in this version of PyMongo')
def test_what_a_client_of_any_release_says(mongo):
    client = mongo.cx
    assert client.alive() is True
    hello = client.admin.command('hello')
    assert client.max_message_size == hello['maxMessageSizeBytes']
    assert client.max_write_batch_size == hello['maxWriteBatchSize']
    assert (client.min_wire_version, client.max_wire_version) == (hello['minWireVersion'], hello['maxWireVersion'])
    assert client.local_threshold_ms == 15
    assert (client.max_idle_time_ms, client.min_pool_size, client.event_listeners) == (None, 0, [])
    assert client.retry_writes in (False, True) and client.retry_reads in (False, True)
    assert client.arbiters == set()
    assert client.use_greenlets is False


def test_the_cursor_of_an_aggregation(mongo, things):
    things.insert([{'_id': n} for n in range(5)])
    cursor = things.aggregate([{'$sort': {'_id': 1}}], cursor={'batchSize': 2})
    assert cursor.session is None
    assert cursor.try_next() == {'_id': 0}
    assert cursor.address == mongo.cx.address
    assert cursor.to_list(2) == [{'_id': 1}, {'_id': 2}]
    assert cursor.to_list() == [{'_id': 3}, {'_id': 4}]
    assert cursor.try_next() is None


def test_where_documents_come_from(mongo, things):
    things.insert([{'_id': n} for n in range(3)])
    address = mongo.cx.address
    assert things.aggregate([]).address == address
    assert mongo.db.list_collections().address == address
    cursor = things.find(batch_size=2)
    assert cursor.conn_id is None
    next(cursor)
    assert cursor.address == address
