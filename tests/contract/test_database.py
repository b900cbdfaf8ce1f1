"""Databases in the legacy dialect."""
import pytest
from bson.dbref import DBRef
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import InvalidName, OperationFailure, PyMongoError

from .reference import assert_error, ids


def test_collection_names(mongo):
    assert mongo.db.collection_names() == []
    mongo.db.b.insert({})
    mongo.db.a.insert({})
    mongo.db.a.old.insert({})
    names = mongo.db.collection_names()
    assert isinstance(names, list)
    assert sorted(names) == ['a', 'a.old', 'b']
    mongo.db.a.drop()
    assert 'a' not in mongo.db.collection_names()


@pytest.mark.parametrize('call', [
    lambda db, system: db.collection_names(system),
    lambda db, system: db.collection_names(include_system_collections=system),
], ids=['positional', 'keyword'])
def test_collection_names_without_those_of_the_system(mongo, call):
    mongo.db.a.insert({'_id': 1})
    mongo.db.create_collection('view', viewOn='a')
    assert sorted(call(mongo.db, False)) == ['a', 'view']
    assert sorted(call(mongo.db, True)) == ['a', 'system.views', 'view']
    assert 'system.views' in mongo.db.collection_names()


def test_collection_names_of_many_collections(mongo):
    names = sorted('many%03d' % n for n in range(120))
    for name in names:
        mongo.db.create_collection(name)
    assert sorted(mongo.db.collection_names()) == names


def test_create_collection(mongo):
    created = mongo.db.create_collection('things')
    assert type(created) is type(mongo.db.things)
    assert created == mongo.db.things
    assert mongo.db.collection_names() == ['things']
    assert created.find_one_or_404 is not None


def test_create_collection_with_options(mongo):
    capped = mongo.db.create_collection('capped', capped=True, size=4096, max=3)
    assert capped.options() == {'capped': True, 'size': 4096, 'max': 3}
    capped.insert([{'_id': n} for n in range(5)])
    assert ids(capped.find()) == [2, 3, 4]


def test_options_of_nothing_special(mongo):
    assert mongo.db.missing.options() == {}
    mongo.db.create_collection('plain')
    assert mongo.db.plain.options() == {}


def test_create_collection_that_is_there(mongo):
    mongo.db.create_collection('things')
    with pytest.raises(PyMongoError):
        mongo.db.create_collection('things')


def test_create_collection_with_an_option_that_the_server_does_not_know(mongo):
    with pytest.raises(OperationFailure):
        mongo.db.create_collection('things', bogus=1)
    assert mongo.db.collection_names() == []


@pytest.mark.parametrize('which', [lambda db: 'things', lambda db: db.things, lambda db: db['things']],
                         ids=['name', 'attribute', 'item'])
def test_drop_collection(mongo, which):
    mongo.db.things.insert({})
    mongo.db.others.insert({})
    mongo.db.drop_collection(which(mongo.db))
    assert mongo.db.collection_names() == ['others']


def test_drop_collection_that_is_not_there(mongo):
    mongo.db.drop_collection('missing')
    assert mongo.db.missing.drop() is None


@pytest.mark.parametrize('wrong', [5, None, []], ids=repr)
def test_drop_collection_of_another_type(mongo, wrong):
    with pytest.raises(TypeError):
        mongo.db.drop_collection(wrong)


def test_drop(things, mongo):
    things.insert({})
    assert things.drop() is None
    assert mongo.db.collection_names() == []


def test_rename(mongo):
    mongo.db.things.insert({'_id': 1})
    mongo.db.things.rename('others')
    assert ids(mongo.db.others.find()) == [1]
    assert mongo.db.things.count() == 0
    mongo.db.things.insert({'_id': 2})
    with pytest.raises(OperationFailure) as caught:
        mongo.db.things.rename('others')
    assert_error(caught.value, 48)
    mongo.db.things.rename('others', dropTarget=True)
    assert ids(mongo.db.others.find()) == [2]
    with pytest.raises(InvalidName):
        mongo.db.others.rename('a..b')


@pytest.mark.parametrize('arguments', [('ping',), ({'ping': 1},), (SON([('ping', 1)]),), ('ping', 1)], ids=str)
def test_command(mongo, arguments):
    reply = mongo.db.command(*arguments)
    assert isinstance(reply, dict)
    assert reply['ok'] == 1.0


def test_command_with_a_value_and_keywords(mongo):
    mongo.db.things.insert([{'_id': n, 'a': n % 2} for n in range(5)])
    assert mongo.db.command('count', 'things', query={'a': 1})['n'] == 2
    assert sorted(mongo.db.command('distinct', 'things', key='a')['values']) == [0, 1]


def test_command_that_the_server_does_not_know(mongo):
    with pytest.raises(OperationFailure) as caught:
        mongo.db.command('bogus')
    assert_error(caught.value, 59)
    assert mongo.db.command('bogus', check=False)['ok'] == 0.0


def test_dereference(mongo):
    mongo.db.people.insert({'_id': 1, 'name': 'Ada'})
    mongo.db.things.insert({'_id': 1, 'owner': DBRef('people', 1)})
    assert mongo.db.dereference(mongo.db.things.find_one()['owner']) == {'_id': 1, 'name': 'Ada'}
    assert mongo.db.dereference(DBRef('people', 2)) is None
    assert mongo.db.dereference(DBRef('people', 1, mongo.db.name)) == {'_id': 1, 'name': 'Ada'}


def test_dereference_of_something_else(mongo):
    with pytest.raises(TypeError):
        mongo.db.dereference(ObjectId())
    with pytest.raises(ValueError):
        mongo.db.dereference(DBRef('people', 1, 'another'))
