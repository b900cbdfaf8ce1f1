"""Arguments that came to the modern dialect later: the driver's own, or by a command, also in a transaction."""
import uuid

import pytest

from flask_pymongo import wrappers
from flask_pymongo.compat import versions
from flask_pymongo.compat.modern import DeleteOne, InsertOne, ReplaceOne, UpdateMany, UpdateOne, WriteConcern

has_sessions = pytest.mark.skipif(not versions.DRIVER_HAS_SESSIONS, reason='the driver has no sessions')
has_transactions = pytest.mark.skipif(not versions.DRIVER_HAS_TRANSACTIONS, reason='the driver has no transactions')


@pytest.fixture
def three(things):
    things.insert_many([{'_id': n, 'n': n, 'all': [n, 10 * n]} for n in range(3)])
    return things


def test_requests_take_all_of_them(three):
    result = three.bulk_write([
        UpdateOne({'_id': 1}, {'$set': {'all.$[big]': 0}}, array_filters=[{'big': {'$gt': 5}}]),
        UpdateMany({}, [{'$set': {'double': {'$add': ['$n', '$n']}}}], hint='_id_'),
        ReplaceOne({'_id': 0}, {'new': True}, hint=[('_id', 1)]), DeleteOne({'_id': 2}, hint='_id_'),
    ], comment='why')
    assert (result.matched_count, result.modified_count, result.deleted_count) == (5, 5, 1)
    assert list(three.find(sort=[('_id', 1)])) == [{'_id': 0, 'new': True},
                                                   {'_id': 1, 'n': 1, 'all': [1, 0], 'double': 2}]


def test_those_of_the_driver_go_along(three):
    import pymongo
    if not hasattr(pymongo, 'InsertOne'):
        pytest.skip('the driver has no requests of its own')
    result = three.bulk_write([pymongo.InsertOne({'_id': 9}), pymongo.DeleteOne({'_id': 0}),
                               UpdateOne({'_id': 1}, {'$set': {'a': 1}}, hint='_id_'),
                               pymongo.UpdateMany({'a': 1}, {'$set': {'b': 1}}),
                               pymongo.ReplaceOne({'_id': 2}, {'c': 1})])
    assert (result.inserted_count, result.matched_count, result.deleted_count) == (1, 3, 1)
    assert list(three.find(sort=[('_id', 1)])) == [{'_id': 1, 'n': 1, 'all': [1, 10], 'a': 1, 'b': 1},
                                                   {'_id': 2, 'c': 1}, {'_id': 9}]


def test_they_heed_the_write_concern(things):
    hasty = things.with_options(write_concern=WriteConcern(w=0))
    assert hasty.insert_one({'_id': 1}, comment='why').acknowledged is False
    assert hasty.bulk_write([InsertOne({'_id': 2})], comment='why').acknowledged is False
    assert things.insert_one({'_id': 3}, comment='why').acknowledged is True


def test_the_caller_s_arguments_stay(three):
    options = {'hint': [('_id', 1)], 'comment': 'why', 'session': None}
    three.update_one({'_id': 1}, {'$set': {'a': 1}}, **options)
    assert options == {'hint': [('_id', 1)], 'comment': 'why', 'session': None}


HINTED = {
    'update_one': lambda things, hint: things.update_one({'_id': 1}, {'$set': {'a': 1}}, hint=hint).modified_count,
    'update_many': lambda things, hint: things.update_many({'_id': 1}, {'$set': {'a': 1}}, hint=hint).modified_count,
    'replace_one': lambda things, hint: things.replace_one({'_id': 1}, {'a': 1}, hint=hint).modified_count,
    'delete_one': lambda things, hint: things.delete_one({'_id': 1}, hint=hint).deleted_count,
    'delete_many': lambda things, hint: things.delete_many({'_id': 1}, hint=hint).deleted_count,
    'find_one_and_update': lambda things, hint: things.find_one_and_update(
        {'_id': 1}, {'$set': {'a': 1}}, hint=hint)['_id'],
    'find_one_and_delete': lambda things, hint: things.find_one_and_delete({'_id': 1}, hint=hint)['_id'],
    'count_documents': lambda things, hint: things.count_documents({'_id': 1}, hint=hint),
    'find': lambda things, hint: len(list(things.find({'_id': 1}, hint=hint))),
    'UpdateOne': lambda things, hint: things.bulk_write(
        [UpdateOne({'_id': 1}, {'$set': {'a': 1}}, hint=hint)]).modified_count,
    'UpdateMany': lambda things, hint: things.bulk_write(
        [UpdateMany({'_id': 1}, {'$set': {'a': 1}}, hint=hint)]).modified_count,
    'ReplaceOne': lambda things, hint: things.bulk_write(
        [ReplaceOne({'_id': 1}, {'a': 1}, hint=hint)]).modified_count,
    'DeleteOne': lambda things, hint: things.bulk_write([DeleteOne({'_id': 1}, hint=hint)]).deleted_count,
}


@pytest.mark.parametrize('hint', ['_id_', [('_id', 1)], {'_id': 1}], ids=['name', 'pairs', 'mapping'])
@pytest.mark.parametrize('name', sorted(HINTED))
def test_hints_in_every_form(three, name, hint):
    assert HINTED[name](three, hint) == 1


@has_sessions
@pytest.mark.skipif(versions.DRIVER_HAS_TRANSACTIONS, reason='the driver has transactions')
@pytest.mark.parametrize('name', ['start_transaction', 'commit_transaction', 'abort_transaction', 'with_transaction'])
def test_a_session_without_transactions(replica_set_server, name):
    client = wrappers.MongoClient(replica_set_server.uri)
    try:
        with client.start_session() as session:
            with pytest.raises(NotImplementedError) as caught:
                getattr(session, name)(lambda session: None)
            assert client.database.things.find_one({}, session=session) is None
    finally:
        client.close()
    assert 'PyMongo %s' % versions.DRIVER_HAS_TRANSACTIONS.since in str(caught.value)


@has_transactions
def test_in_a_transaction(replica_set_server):
    client = wrappers.MongoClient(replica_set_server.uri)
    database = client['flask_pymongo_test_' + uuid.uuid4().hex]
    things = database.create_collection('things')
    try:
        with client.start_session() as session:
            with session.start_transaction():
                things.insert_one({'_id': 1}, session=session, comment='why')
                things.bulk_write([UpdateOne({'_id': 1}, {'$set': {'a': 1}}, hint='_id_')], session=session)
                things.find_one_and_update({'_id': 1}, {'$set': {'b': 1}}, hint='_id_', session=session)
                assert things.count_documents({}, session=session, comment='why') == 1
                assert things.find_one({'_id': 1}) is None
            assert things.find_one() == {'_id': 1, 'a': 1, 'b': 1}
            session.start_transaction()
            things.delete_one({'_id': 1}, hint='_id_', session=session)
            session.abort_transaction()
        assert things.find_one() == {'_id': 1, 'a': 1, 'b': 1}
    finally:
        client.drop_database(database)
        client.close()
