"""The modern dialect's writes, one at a time, and what they return and raise."""
import time
import uuid

import pytest
from bson.errors import InvalidDocument
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import AutoReconnect, ConfigurationError, DuplicateKeyError, InvalidOperation, OperationFailure

from flask_pymongo import wrappers
from flask_pymongo.compat import versions
from flask_pymongo.compat.modern import InsertOne, ReturnDocument, UpdateOne, UpdateResult, WriteConcern

from .reference import Custom, eventually, ids


@pytest.fixture
def three(things):
    things.insert([{'_id': n, 'a': n % 2} for n in range(3)])
    return things


@pytest.fixture
def hasty(things):
    """A collection that does not wait for its writes."""
    return things.with_options(write_concern=WriteConcern(w=0))


def content(things):
    return sorted(things.find(), key=lambda document: document['_id'])


# inserting

def test_insert_one_gives_an_id(things):
    document = {'a': 1}
    result = things.insert_one(document)
    assert type(result.inserted_id) is ObjectId
    assert document['_id'] == result.inserted_id
    assert result.acknowledged is True
    assert list(things.find()) == [document]


@pytest.mark.parametrize('identifier', [7, u'seven', None], ids=repr)
def test_insert_one_keeps_an_id(things, identifier):
    assert things.insert_one({'_id': identifier}).inserted_id == identifier
    assert ids(things.find()) == [identifier]


def test_insert_one_takes_a_son(things):
    document = SON([('b', 1), ('a', 2)])
    assert things.insert_one(document).inserted_id == document['_id']


def test_insert_one_of_a_duplicate(three):
    with pytest.raises(DuplicateKeyError) as caught:
        three.insert_one({'_id': 1})
    assert caught.value.code == 11000
    assert 'E11000' in str(caught.value)


@pytest.mark.parametrize('wrong', [5, u'x', [{}], None], ids=repr)
def test_insert_one_of_no_document(things, wrong):
    with pytest.raises(TypeError):
        things.insert_one(wrong)


def test_the_largest_document(things):
    document = {'_id': 1, 'a': 'x' * (16 * 1024 * 1024 - 22)}
    assert things.insert(document) == 1
    if versions.DRIVER_HAS_ONE_CLIENT:
        assert things.insert_one(dict(document, _id=2)).inserted_id == 2
    else:
        # It shares its message with the command.
        with pytest.raises(InvalidDocument):
            things.insert_one(dict(document, _id=2))


def test_insert_many(things):
    documents = [{'_id': 1}, {'a': 2}, {'_id': 3}]
    result = things.insert_many(documents)
    assert result.inserted_ids == ids(documents)
    assert result.acknowledged is True
    assert things.count_documents({}) == 3


def test_insert_many_of_more_than_one_batch(things):
    assert len(things.insert_many([{'_id': n} for n in range(2500)]).inserted_ids) == 2500
    assert things.count_documents({}) == 2500


def test_insert_many_of_more_than_one_message(things):
    text = 'x' * (6 * 1024 * 1024)
    things.insert_many([{'_id': n, 'text': text} for n in range(4)])
    assert sorted(ids(things.find({}, {'_id': 1}))) == [0, 1, 2, 3]


@pytest.mark.parametrize('wrong', [[], {}, 5, None, {'a': 1}, [5]], ids=repr)
def test_insert_many_of_no_documents(things, wrong):
    with pytest.raises(TypeError):
        things.insert_many(wrong)


# updating

def test_update_one(three):
    result = three.update_one({'a': 0}, {'$set': {'b': 1}})
    assert isinstance(result, UpdateResult)
    assert (result.matched_count, result.modified_count, result.upserted_id) == (1, 1, None)
    assert result.acknowledged is True
    assert three.count_documents({'b': 1}) == 1


def test_update_one_that_changes_nothing(three):
    result = three.update_one({'_id': 1}, {'$set': {'a': 1}})
    assert (result.matched_count, result.modified_count) == (1, 0)


def test_update_one_of_none(three):
    result = three.update_one({'_id': 9}, {'$set': {'a': 1}})
    assert (result.matched_count, result.modified_count, result.upserted_id) == (0, 0, None)


def test_the_raw_result_of_an_update(three):
    raw = three.update_one({'_id': 1}, {'$set': {'b': 1}}).raw_result
    assert (raw['n'], raw['nModified'], raw['updatedExisting']) == (1, 1, True)


@pytest.mark.parametrize('upsert', [
    lambda things: things.update_one({'_id': 9}, {'$set': {'a': 1}}, upsert=True),
    lambda things: things.update_many({'_id': 9}, {'$set': {'a': 1}}, upsert=True),
    lambda things: things.replace_one({'_id': 9}, {'a': 1}, upsert=True),
    lambda things: things.update_one({'_id': 9}, {'$set': {'a': 1}}, True),
], ids=['update_one', 'update_many', 'replace_one', 'positional'])
def test_an_upsert(things, upsert):
    result = upsert(things)
    assert (result.matched_count, result.modified_count, result.upserted_id) == (0, 0, 9)
    assert result.raw_result['updatedExisting'] is False
    assert content(things) == [{'_id': 9, 'a': 1}]


def test_an_upsert_with_an_id_of_the_servers(things):
    upserted = things.update_one({'a': 1}, {'$set': {'b': 1}}, upsert=True).upserted_id
    assert ids(things.find()) == [upserted]


def test_update_many(three):
    result = three.update_many({'a': 0}, {'$set': {'b': 1}})
    assert (result.matched_count, result.modified_count) == (2, 2)


def test_replace_one(three):
    result = three.replace_one({'a': 1}, {'c': 3})
    assert (result.matched_count, result.modified_count) == (1, 1)
    assert content(three)[1] == {'_id': 1, 'c': 3}


def test_replace_one_by_an_empty_document(three):
    three.replace_one({'_id': 1}, {})
    assert content(three)[1] == {'_id': 1}


@pytest.mark.parametrize('change', [
    lambda things: things.update_one({}, {'a': 1}),
    lambda things: things.update_many({}, {'a': 1}),
    lambda things: things.update_one({}, {}),
    lambda things: things.replace_one({}, {'$set': {'a': 1}}),
    lambda things: things.find_one_and_update({}, {'a': 1}),
    lambda things: things.find_one_and_replace({}, {'$set': {'a': 1}}),
], ids=['update_one', 'update_many', 'empty', 'replace_one', 'find_one_and_update', 'find_one_and_replace'])
def test_operators_in_their_place(three, change):
    before = content(three)
    with pytest.raises(ValueError):
        change(three)
    assert content(three) == before


@pytest.mark.parametrize('change', [
    lambda things: things.update_one(5, {'$set': {'a': 1}}),
    lambda things: things.update_one({}, 5),
    lambda things: things.update_many([], {'$set': {'a': 1}}),
    lambda things: things.replace_one({}, [{'a': 1}]),
    lambda things: things.replace_one(None, {}),
    lambda things: things.delete_one(5),
    lambda things: things.delete_many(None),
    lambda things: things.find_one_and_delete(5),
    lambda things: things.update_one({}, {'$set': {'a': 1}}, upsert=5),
], ids=lambda change: None)
def test_arguments_of_another_type(three, change):
    with pytest.raises(TypeError):
        change(three)


def test_an_unknown_operator(three):
    with pytest.raises(OperationFailure) as caught:
        three.update_one({'_id': 1}, {'$bogus': 1})
    assert caught.value.code == 9


def test_an_update_to_a_duplicate(three):
    three.create_index('b', unique=True, sparse=True)
    three.update_one({'_id': 1}, {'$set': {'b': 1}})
    with pytest.raises(DuplicateKeyError):
        three.update_one({'_id': 2}, {'$set': {'b': 1}})


# deleting

def test_delete_one(three):
    result = three.delete_one({'a': 0})
    assert (result.deleted_count, result.acknowledged, result.raw_result['n']) == (1, True, 1)
    assert three.count_documents({}) == 2


def test_delete_many(three):
    assert three.delete_many({'a': 0}).deleted_count == 2
    assert three.delete_many({'a': 0}).deleted_count == 0
    assert ids(three.find()) == [1]


# without waiting

def test_an_unacknowledged_insert(hasty, things):
    result = hasty.insert_one({'_id': 1})
    assert (result.acknowledged, result.inserted_id) == (False, 1)
    eventually(lambda: things.count_documents({}) == 1)
    assert hasty.insert_many([{'_id': 2}]).acknowledged is False
    eventually(lambda: things.count_documents({}) == 2)


@pytest.mark.parametrize('count', [
    lambda things: things.update_one({}, {'$set': {'a': 1}}).matched_count,
    lambda things: things.update_many({}, {'$set': {'a': 1}}).modified_count,
    lambda things: things.replace_one({}, {'a': 1}).upserted_id,
    lambda things: things.delete_one({}).deleted_count,
], ids=['matched_count', 'modified_count', 'upserted_id', 'deleted_count'])
def test_nothing_is_known_of_an_unacknowledged_write(hasty, count):
    with pytest.raises(InvalidOperation):
        count(hasty)


def test_an_error_that_nobody_waits_for(three, hasty):
    assert hasty.insert_one({'_id': 1}).acknowledged is False
    assert hasty.update_one({}, {'$bogus': 1}).acknowledged is False
    assert len(content(three)) == 3


# find and modify

def test_find_one_and_update(three):
    assert three.find_one_and_update({'_id': 1}, {'$set': {'b': 1}}) == {'_id': 1, 'a': 1}
    after = three.find_one_and_update({'_id': 1}, {'$set': {'b': 2}}, return_document=ReturnDocument.AFTER)
    assert after == {'_id': 1, 'a': 1, 'b': 2}


def test_find_one_and_replace(three):
    assert three.find_one_and_replace({'_id': 1}, {'b': 1}, return_document=ReturnDocument.AFTER) == {'_id': 1, 'b': 1}


def test_find_one_and_delete(three):
    assert three.find_one_and_delete({}, sort=[('_id', -1)]) == {'_id': 2, 'a': 0}
    assert sorted(ids(three.find())) == [0, 1]


@pytest.mark.parametrize('projection', [['a'], {'a': 1}, {'b': 0}], ids=str)
def test_find_one_and_update_with_a_projection(three, projection):
    three.update_one({'_id': 1}, {'$set': {'b': 1}})
    found = three.find_one_and_update({'_id': 1}, {'$set': {'b': 2}}, projection=projection)
    assert found == {'_id': 1, 'a': 1}


def test_find_one_and_update_of_none(three):
    assert three.find_one_and_update({'_id': 9}, {'$set': {'a': 1}}) is None
    assert three.find_one_and_delete({'_id': 9}) is None


def test_find_one_and_update_or_insert(things):
    change = {'$set': {'a': 1}}
    assert things.find_one_and_update({'_id': 1}, change, upsert=True) is None
    assert things.find_one_and_update({'_id': 2}, change, upsert=True,
                                      return_document=ReturnDocument.AFTER) == {'_id': 2, 'a': 1}


def test_find_one_and_update_with_another_return_document(three):
    with pytest.raises((TypeError, ValueError)):
        three.find_one_and_update({}, {'$set': {'a': 1}}, return_document='after')


# write concerns

@pytest.mark.parametrize('options', [{}, {'w': 1}, {'w': 0}, {'w': 'majority', 'wtimeout': 100}, {'j': True}], ids=str)
def test_a_write_concern(options):
    concern = WriteConcern(**options)
    assert concern.document == options
    assert concern.acknowledged is (options.get('w') != 0)
    assert concern == WriteConcern(**options)
    assert concern != WriteConcern(w=2)


@pytest.mark.parametrize('options, error', [
    ({'w': 0, 'j': True}, ConfigurationError), ({'j': True, 'fsync': True}, ConfigurationError),
    ({'j': 1}, TypeError), ({'w': 1.5}, TypeError), ({'wtimeout': 'x'}, TypeError),
], ids=str)
def test_a_write_concern_that_is_none(options, error):
    with pytest.raises(error):
        WriteConcern(**options)


def test_a_write_concern_that_the_server_cannot_meet(things):
    with pytest.raises(OperationFailure):
        things.with_options(write_concern=WriteConcern(w=3)).insert_one({'_id': 1})


# mappings

def test_mappings_that_are_no_dicts(things):
    one = Custom({'a': Custom({'b': 1})})
    identifier = things.insert_one(one).inserted_id
    assert one['_id'] == identifier
    assert things.find_one(identifier)['a'] == {'b': 1}
    assert things.insert_many([Custom({'_id': 1}), {'_id': 2, 'all': [Custom({'c': 1})]}]).inserted_ids == [1, 2]
    assert things.update_one(Custom({'_id': 1}), Custom({'$set': Custom({'d': 1})})).modified_count == 1
    assert things.replace_one(Custom({'_id': 2}), Custom({'e': 1})).modified_count == 1
    changed = things.find_one_and_update(Custom({'_id': 2}), {'$set': {'f': 1}}, projection=Custom({'_id': 0, 'e': 1}))
    assert changed == {'e': 1}
    things.bulk_write([InsertOne(Custom({'_id': 3})), InsertOne({'_id': 4}),
                       UpdateOne(Custom({'_id': 3}), Custom({'$set': Custom({'g': 1})}))])
    assert things.delete_one(Custom({'_id': identifier})).deleted_count == 1
    assert content(things) == [{'_id': 1, 'd': 1}, {'_id': 2, 'e': 1, 'f': 1}, {'_id': 3, 'g': 1}, {'_id': 4}]


# a set that gets another primary

STEP_DOWN_SECONDS = 1
NEW_PRIMARY_SECONDS = 30

WAYS = {
    'insert_one': lambda things: things.insert_one({}),
    'bulk_write': lambda things: things.bulk_write([InsertOne({})]),
    'find_one_and_update': lambda things: things.find_one_and_update({}, {'$set': {'a': 1}}, upsert=True),
}


def drop(things):
    things.database.client.drop_database(things.database)


@pytest.mark.parametrize('kind', [wrappers.MongoClient, wrappers.MongoReplicaSetClient],
                         ids=['MongoClient', 'MongoReplicaSetClient'])
@pytest.mark.parametrize('way', sorted(WAYS))
def test_a_primary_that_steps_down(replica_set_server, kind, way):
    client = kind(replica_set_server.uri, replicaSet=replica_set_server.replica_set)
    things = client['flask_pymongo_test_' + uuid.uuid4().hex].things
    things.insert_one({})
    try:
        client.admin.command('replSetStepDown', STEP_DOWN_SECONDS, force=True)
    except AutoReconnect:
        pass  # so that the driver looks for the new one before it has to
    end = time.time() + NEW_PRIMARY_SECONDS
    try:
        for call in (WAYS[way], lambda things: things.count_documents({'_id': {'$exists': True}}), drop):
            while True:
                try:
                    call(things)
                    break
                except AutoReconnect:
                    assert time.time() < end
                    time.sleep(0.1)
    finally:
        client.close()
