"""Indexes in the legacy dialect: `create_index`, `ensure_index` and what they leave behind."""
import time

import pytest
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError, OperationFailure

from .reference import assert_error

MAKERS = pytest.mark.parametrize('make', ['create_index', 'ensure_index'])


def spec(things, name):
    """The index of this name, without what differs between servers."""
    index = dict(things.index_information()[name])
    index.pop('v')
    index.pop('ns', None)
    return index


@MAKERS
@pytest.mark.parametrize('keys, name, expected', [
    ('a', 'a_1', [('a', 1)]),
    ([('a', ASCENDING)], 'a_1', [('a', 1)]),
    ([('b', DESCENDING)], 'b_-1', [('b', -1)]),
    ([('b', DESCENDING), ('c', ASCENDING)], 'b_-1_c_1', [('b', -1), ('c', 1)]),
    ([('loc', '2d')], 'loc_2d', [('loc', '2d')]),
    ('deep.er', 'deep.er_1', [('deep.er', 1)]),
], ids=str)
def test_the_name_is_made_of_the_keys(things, make, keys, name, expected):
    assert getattr(things, make)(keys) == name
    assert spec(things, name) == {'key': expected}


@MAKERS
def test_options(things, make):
    assert getattr(things, make)('a', unique=True, sparse=True, background=True) == 'a_1'
    index = spec(things, 'a_1')
    assert (index['key'], index['unique'], index['sparse']) == ([('a', 1)], True, True)


@MAKERS
def test_a_name(things, make):
    assert getattr(things, make)([('a', 1)], name='by_a') == 'by_a'
    assert spec(things, 'by_a')['key'] == [('a', 1)]


@MAKERS
def test_other_options_go_to_the_server(things, make):
    getattr(things, make)('a', expireAfterSeconds=60)
    assert spec(things, 'a_1') == {'key': [('a', 1)], 'expireAfterSeconds': 60}


@MAKERS
@pytest.mark.parametrize('second', [ASCENDING, DESCENDING, 60])
def test_the_second_positional_is_the_time_to_remember_it(things, make, second):
    """`ensure_index('title', pymongo.DESCENDING)` has always made an ascending index."""
    assert getattr(things, make)('title', second, background=True, unique=True) == 'title_1'
    index = spec(things, 'title_1')
    assert (index['key'], index['unique']) == ([('title', 1)], True)


@MAKERS
@pytest.mark.parametrize('options', [{'ttl': 60}, {'cache_for': 60}, {'drop_dups': True}, {'dropDups': True}], ids=str)
def test_options_of_the_old_days(things, make, options):
    assert getattr(things, make)('a', unique=True, **options) == 'a_1'
    index = spec(things, 'a_1')
    assert (index['key'], index['unique']) == ([('a', 1)], True)
    assert 'expireAfterSeconds' not in index


@MAKERS
def test_a_text_index(things, make):
    assert getattr(things, make)([('t', 'text')]) == 't_text'
    things.insert([{'_id': 1, 't': 'the quick fox'}, {'_id': 2, 't': 'nothing'}])
    assert [found['_id'] for found in things.find({'$text': {'$search': 'fox'}})] == [1]


@MAKERS
@pytest.mark.parametrize('wrong, error', [([], ValueError), (None, TypeError), (5, TypeError)], ids=repr)
def test_no_keys(things, make, wrong, error):
    with pytest.raises(error):
        getattr(things, make)(wrong)


@MAKERS
def test_an_option_that_the_server_does_not_know(things, make):
    with pytest.raises(OperationFailure) as caught:
        getattr(things, make)('a', bogus=1)
    assert_error(caught.value, 197)


@MAKERS
@pytest.mark.parametrize('options', [{}, {'drop_dups': True}], ids=str)
def test_unique_over_duplicates(things, make, options):
    things.insert([{'_id': 1, 'a': 1}, {'_id': 2, 'a': 1}])
    with pytest.raises(DuplicateKeyError) as caught:
        getattr(things, make)('a', unique=True, **options)
    assert_error(caught.value, 11000)
    assert things.count() == 2
    assert sorted(things.index_information()) == ['_id_']


def test_a_unique_index_is_one(things):
    things.ensure_index('name', unique=True)
    things.insert({'name': 'x'})
    with pytest.raises(DuplicateKeyError):
        things.insert({'name': 'x'})
    with pytest.raises(DuplicateKeyError):
        things.save({'name': 'x'})


def test_it_can_be_made_again(things):
    assert things.create_index('a') == 'a_1'
    assert things.create_index('a') == 'a_1'
    assert sorted(things.index_information()) == ['_id_', 'a_1']


def test_not_under_another_name(things):
    things.create_index('a')
    with pytest.raises(OperationFailure) as caught:
        things.create_index('a', name='another')
    assert_error(caught.value, 85)


# what ensure_index remembers


def test_it_is_made_once(things):
    assert things.ensure_index('a') == 'a_1'
    assert things.ensure_index('a') is None
    assert things.ensure_index([('a', 1)]) is None
    assert things.ensure_index('b') == 'b_1'


def test_only_the_name_is_remembered(things):
    assert things.ensure_index('a') == 'a_1'
    assert things.ensure_index('a', unique=True) is None
    assert spec(things, 'a_1') == {'key': [('a', 1)]}


def test_what_create_index_made_is_remembered(things):
    things.create_index('a')
    assert things.ensure_index('a') is None


def test_another_object_of_the_same_collection_remembers_it(mongo):
    assert mongo.db.things.ensure_index('a') == 'a_1'
    assert mongo.cx[mongo.db.name]['things'].ensure_index('a') is None
    assert mongo.db.others.ensure_index('a') == 'a_1'


@pytest.mark.parametrize('forget', [
    lambda db: db.things.drop_index('a_1'),
    lambda db: db.things.drop_index([('a', 1)]),
    lambda db: db.things.drop_indexes(),
    lambda db: db.things.drop(),
    lambda db: db.drop_collection('things'),
    lambda db: db.drop_collection(db.things),
], ids=['drop_index', 'drop_index of keys', 'drop_indexes', 'drop', 'drop_collection', 'drop_collection of an object'])
def test_it_is_forgotten_with_the_index(mongo, forget):
    mongo.db.things.ensure_index('a')
    forget(mongo.db)
    assert mongo.db.things.ensure_index('a') == 'a_1'
    assert 'a_1' in mongo.db.things.index_information()


@pytest.mark.parametrize('by', ['name', 'database'])
def test_it_is_forgotten_with_the_database(mongo, by):
    mongo.db.things.ensure_index('a')
    mongo.cx.drop_database(mongo.db.name if by == 'name' else mongo.db)
    assert mongo.db.things.ensure_index('a') == 'a_1'
    assert 'a_1' in mongo.db.things.index_information()


@pytest.mark.parametrize('option', ['cache_for', 'ttl'])
def test_it_is_forgotten_after_its_time(things, option):
    assert things.ensure_index('a', **{option: 1}) == 'a_1'
    assert things.ensure_index('a') is None
    time.sleep(1.1)
    assert things.ensure_index('a') == 'a_1'


def test_it_is_not_remembered_for_no_time(things):
    assert things.ensure_index('a', cache_for=0) == 'a_1'
    assert things.ensure_index('a', 0) == 'a_1'


# reading and dropping


def test_index_information(things):
    things.create_index([('b', -1), ('a', 1)])
    things.create_index('c', unique=True)
    information = things.index_information()
    assert sorted(information) == ['_id_', 'b_-1_a_1', 'c_1']
    assert spec(things, '_id_') == {'key': [('_id', 1)]}
    assert spec(things, 'b_-1_a_1') == {'key': [('b', -1), ('a', 1)]}
    assert spec(things, 'c_1') == {'key': [('c', 1)], 'unique': True}


def test_drop_index(things):
    things.create_index('a')
    things.create_index([('b', -1)])
    assert things.drop_index('a_1') is None
    assert things.drop_index([('b', -1)]) is None
    assert sorted(things.index_information()) == ['_id_']


def test_drop_with_the_keywords_of_later_drivers(things):
    things.create_index('a')
    things.create_index('b')
    assert things.drop_index('a_1', maxTimeMS=10000) is None
    assert sorted(things.index_information()) == ['_id_', 'b_1']
    assert things.drop_indexes(maxTimeMS=10000) is None
    assert sorted(things.index_information()) == ['_id_']
    with pytest.raises(OperationFailure):
        things.drop_indexes(bogus=1)


@pytest.mark.parametrize('missing', ['a_1', 'b', [('a', -1)]], ids=repr)
def test_drop_index_that_is_not_there(things, missing):
    things.create_index('b')
    with pytest.raises(OperationFailure) as caught:
        things.drop_index(missing)
    assert_error(caught.value, 27)


@pytest.mark.parametrize('wrong', [5, None], ids=repr)
def test_drop_index_of_another_type(things, wrong):
    with pytest.raises(TypeError):
        things.drop_index(wrong)


def test_drop_indexes(things):
    things.create_index('a')
    things.create_index('b')
    assert things.drop_indexes() is None
    assert sorted(things.index_information()) == ['_id_']
