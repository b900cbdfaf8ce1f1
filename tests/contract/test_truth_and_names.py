"""What databases and collections are: their truth, equality and names; and the modern names beside the legacy ones."""
import pymongo.collection
import pymongo.database
import pytest
from pymongo.errors import InvalidName, OperationFailure

from flask_pymongo import wrappers
from flask_pymongo.compat import modern

from .reference import ids


def test_they_are_the_drivers(mongo):
    assert isinstance(mongo.db, pymongo.database.Database)
    assert isinstance(mongo.db.things, pymongo.collection.Collection)
    assert isinstance(mongo.db['things'], pymongo.collection.Collection)
    assert isinstance(mongo.db.things.old, pymongo.collection.Collection)


@pytest.mark.parametrize('name', ['client', 'connection'])
def test_a_name_of_both_is_not_the_collection(mongo, name):
    assert getattr(mongo.db, name) == mongo.cx
    assert isinstance(mongo.db[name], pymongo.collection.Collection)


@pytest.mark.parametrize('reach', [
    lambda mongo: mongo.cx, lambda mongo: mongo.db, lambda mongo: mongo.cx[mongo.db.name],
    lambda mongo: mongo.db.things, lambda mongo: mongo.db['things'], lambda mongo: mongo.db.things.old,
    lambda mongo: mongo.db.missing,
], ids=['client', 'database', 'database of client', 'collection', 'item', 'collection below', 'missing collection'])
def test_they_are_true(mongo, reach):
    thing = reach(mongo)
    assert bool(thing) is True
    assert not (not thing)
    assert (thing or None) is thing
    assert (thing and 'yes') == 'yes'


def test_they_equal_others_of_the_same_name(mongo):
    assert mongo.db == mongo.cx[mongo.db.name]
    assert mongo.db.things == mongo.db['things'] == mongo.cx[mongo.db.name].things
    assert not mongo.db.things == mongo.db.others
    assert not mongo.db == mongo.cx['another']
    assert not mongo.db == mongo.db.name
    assert not mongo.db.things == 'things'


def test_their_names(mongo):
    name = mongo.db.name
    assert mongo.db.things.name == 'things'
    assert mongo.db.things.full_name == name + '.things'
    assert mongo.db.things.old.name == mongo.db['things.old'].name == mongo.db.things['old'].name == 'things.old'
    assert mongo.db.things.database is mongo.db
    assert type(mongo.db.things.database) is wrappers.Database


@pytest.mark.parametrize('name', ['', 'a..b', '.a', 'a.', '$a', 'a$b', 'a\0b'], ids=repr)
def test_names_no_collection_can_have(mongo, name):
    with pytest.raises(InvalidName):
        mongo.db[name]


@pytest.mark.parametrize('name', ['', 'a b', 'a.b', 'a$b', 'a/b'], ids=repr)
def test_names_no_database_can_have(mongo, name):
    with pytest.raises(InvalidName):
        mongo.cx[name]


@pytest.mark.parametrize('name', [5, None, ('a',)], ids=repr)
def test_names_that_are_no_text(mongo, name):
    for parent in mongo.db, mongo.cx:
        with pytest.raises(TypeError):
            parent[name]


def test_a_method_that_does_not_exist(mongo):
    with pytest.raises(TypeError) as caught:
        mongo.db.things.bogus()
    assert "'bogus'" in str(caught.value)
    with pytest.raises(TypeError) as caught:
        mongo.db.bogus()
    assert "'bogus'" in str(caught.value)


def test_they_contain_nothing_and_have_no_length(mongo):
    for thing in mongo.db, mongo.db.things:
        with pytest.raises(TypeError):
            next(iter(thing))
        with pytest.raises(TypeError):
            assert 'x' not in thing
        with pytest.raises(TypeError):
            len(thing)


def test_they_name_themselves(mongo):
    assert repr(mongo.db.name) in repr(mongo.db)
    assert repr(mongo.db.things.name) in repr(mongo.db.things)


# the modern names beside the legacy ones


def test_modern_inserts_beside_legacy_reads(things):
    document = {'a': 1}
    assert things.insert_one(document).inserted_id == document['_id']
    assert things.insert_many([{'_id': 1}, {'_id': 2}]).inserted_ids == [1, 2]
    assert things.count() == 3
    assert things.find_one(document['_id']) == document


def test_modern_updates_beside_legacy_inserts(things):
    things.insert([{'_id': n, 'a': 1} for n in range(3)])
    result = things.update_one({'_id': 1}, {'$set': {'a': 2}})
    assert (result.matched_count, result.modified_count) == (1, 1)
    assert things.update_many({}, {'$set': {'b': 1}}).modified_count == 3
    assert things.replace_one({'_id': 2}, {'c': 1}).modified_count == 1
    assert things.update_one({'_id': 9}, {'$set': {'a': 2}}, upsert=True).upserted_id == 9
    assert things.find({'a': 2}).count() == 2


def test_modern_deletes_beside_legacy_inserts(things):
    things.insert([{'_id': n, 'a': 1} for n in range(4)])
    assert things.delete_one({'_id': 0}).deleted_count == 1
    assert things.delete_many({'a': 1}).deleted_count == 3
    assert things.count() == 0


def test_modern_find_and_modify(things):
    things.insert([{'_id': n} for n in range(3)])
    assert things.find_one_and_update({'_id': 1}, {'$set': {'a': 1}}) == {'_id': 1}
    assert things.find_one_and_replace({'_id': 1}, {'b': 1}) == {'_id': 1, 'a': 1}
    assert things.find_one_and_delete({'_id': 1}) == {'_id': 1, 'b': 1}


def test_modern_bulk_writes(things):
    result = things.bulk_write([modern.InsertOne({'_id': 1}), modern.UpdateOne({'_id': 1}, {'$set': {'a': 1}}),
                                modern.DeleteOne({'_id': 2})])
    assert (result.inserted_count, result.modified_count, result.deleted_count) == (1, 1, 0)
    with pytest.raises(modern.BulkWriteError):
        things.bulk_write([modern.InsertOne({'_id': 1})])


def test_modern_find(things):
    things.insert([{'_id': n, 'a': n % 2} for n in range(4)])
    assert sorted(ids(things.find(filter={'a': 1}))) == [1, 3]
    assert list(things.find({'_id': 1}, projection={'a': 0})) == [{'_id': 1}]
    assert things.find_one({'_id': 1}, projection=['a']) == {'_id': 1, 'a': 1}
    assert sorted(ids(things.find(batch_size=2, allow_partial_results=True))) == [0, 1, 2, 3]
    assert ids(things.find(cursor_type=modern.CursorType.NON_TAILABLE, sort=[('_id', -1)], limit=1)) == [3]


def test_modern_errors_are_the_drivers(things):
    things.insert({'_id': 1})
    with pytest.raises(OperationFailure):
        things.update_one({'_id': 1}, {'$bogus': 1})
    with pytest.raises(ValueError):
        things.update_one({'_id': 1}, {'a': 1})


def test_legacy_names_on_what_modern_ones_return(mongo):
    for things in (mongo.db.get_collection('things'), mongo.db.things.with_options()):
        assert type(things) is wrappers.Collection
        inserted = things.insert({'a': 1})
        assert things.update({'_id': inserted}, {'$set': {'a': 2}})['n'] == 1
        assert things.find(fields=['a'])[0] == {'_id': inserted, 'a': 2}
        assert things.remove(inserted)['n'] == 1
