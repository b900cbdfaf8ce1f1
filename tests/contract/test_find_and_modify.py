"""`Collection.find_and_modify` of the legacy dialect."""
import pytest
from bson.son import SON
from pymongo.errors import OperationFailure

from .reference import Document, assert_error


@pytest.fixture
def three(things):
    """Three documents, 0, 1 and 2: all have `a` of 1, `n` is the `_id`."""
    things.insert([{'_id': n, 'a': 1, 'n': n} for n in range(3)])
    return things


def test_the_document_as_it_was(three):
    assert three.find_and_modify({'_id': 1}, {'$set': {'n': 5}}) == {'_id': 1, 'a': 1, 'n': 1}
    assert three.find_one(1) == {'_id': 1, 'a': 1, 'n': 5}


def test_the_document_as_it_is(three):
    assert three.find_and_modify({'_id': 1}, {'$inc': {'n': 5}}, new=True) == {'_id': 1, 'a': 1, 'n': 6}


def test_keywords(three):
    assert three.find_and_modify(query={'_id': 1}, update={'$inc': {'n': 1}}, new=True)['n'] == 2
    assert three.find_and_modify(query={'_id': 1}, update={'$inc': {'n': 1}}, upsert=False, new=False)['n'] == 2


def test_a_replacement(three):
    assert three.find_and_modify({'_id': 1}, {'b': 2}, new=True) == {'_id': 1, 'b': 2}


def test_a_counter(mongo):
    """The idiom of the programs: a sequence that makes itself."""
    def next_number():
        return mongo.db.counters.find_and_modify(query={'_id': 'post'}, update={'$inc': {'seq': 1}}, upsert=True,
                                                 new=True).get('seq')

    assert [next_number() for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize('options', [{}, {'new': True}, {'sort': [('n', 1)]}, {'fields': ['n']}], ids=str)
def test_nothing_matches(three, options):
    assert three.find_and_modify({'_id': 9}, {'$set': {'n': 5}}, **options) is None
    assert three.count() == 3


def test_upsert(things):
    assert things.find_and_modify({'_id': 9}, {'$set': {'n': 5}}, True) is None
    assert things.find_one(9) == {'_id': 9, 'n': 5}
    assert things.find_and_modify({'_id': 8}, {'$set': {'n': 5}}, upsert=True, new=True) == {'_id': 8, 'n': 5}
    assert things.find_and_modify({'_id': 8}, {'$set': {'n': 6}}, upsert=True) == {'_id': 8, 'n': 5}


def test_remove(three):
    assert three.find_and_modify({'_id': 1}, remove=True) == {'_id': 1, 'a': 1, 'n': 1}
    assert three.find_and_modify({'_id': 1}, remove=True) is None
    assert three.count() == 2


def test_a_missing_collection(mongo):
    assert mongo.db.missing.find_and_modify({'_id': 1}, {'$set': {'n': 1}}) is None


@pytest.mark.parametrize('query', [None, {}], ids=str)
def test_any_document(three, query):
    assert three.find_and_modify(query, {'$set': {'seen': True}}, new=True)['seen'] is True
    assert three.find({'seen': True}).count() == 1


@pytest.mark.parametrize('sort', [[('n', -1)], [('a', 1), ('n', -1)], {'n': -1}, SON([('a', 1), ('n', -1)]),
                                  [['n', -1]]], ids=str)
def test_sort(three, sort):
    assert three.find_and_modify({'a': 1}, {'$set': {'seen': True}}, sort=sort)['_id'] == 2


def test_sort_is_the_fourth_positional(three):
    assert three.find_and_modify({'a': 1}, {'$set': {'seen': True}}, False, [('n', -1)])['_id'] == 2


@pytest.mark.parametrize('sort', [None, []], ids=str)
def test_no_sort(three, sort):
    assert three.find_and_modify({'_id': 1}, {'$set': {'seen': True}}, sort=sort)['_id'] == 1


@pytest.mark.parametrize('sort', ['n', {'n': -1, 'a': 1}, (('n', -1),), 5], ids=str)
def test_a_sort_of_another_type(three, sort):
    with pytest.raises(TypeError):
        three.find_and_modify({'a': 1}, {'$set': {'seen': True}}, sort=sort)


@pytest.mark.parametrize('fields, expected', [
    (['n'], {'_id': 1, 'n': 1}), ({'n': 1, '_id': 0}, {'n': 1}), ({'a': 0}, {'_id': 1, 'n': 1}),
    (None, {'_id': 1, 'a': 1, 'n': 1}),
], ids=str)
def test_fields(three, fields, expected):
    assert three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, fields=fields) == expected


def test_full_response(three):
    response = three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, upsert=False, full_response=True)
    assert response['value'] == {'_id': 1, 'a': 1, 'n': 1}
    assert response['lastErrorObject'] == {'n': 1, 'updatedExisting': True}
    assert response['ok'] == 1.0


def test_full_response_of_nothing(three):
    response = three.find_and_modify({'_id': 9}, {'$set': {'z': 1}}, full_response=True)
    assert response['value'] is None
    assert response['lastErrorObject'] == {'n': 0, 'updatedExisting': False}


def test_full_response_of_an_upsert(things):
    response = things.find_and_modify({'_id': 9}, {'$set': {'z': 1}}, upsert=True, full_response=True, new=True)
    assert response['value'] == {'_id': 9, 'z': 1}
    assert response['lastErrorObject'] == {'n': 1, 'updatedExisting': False, 'upserted': 9}


def test_full_response_is_the_fifth_positional(three):
    assert three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, False, None, True)['value']['_id'] == 1
    assert three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, False, None, False)['_id'] == 1


def test_full_response_of_a_removal(three):
    response = three.find_and_modify({'_id': 1}, remove=True, full_response=True)
    assert response['value'] == {'_id': 1, 'a': 1, 'n': 1}


@pytest.mark.parametrize('arguments', [(), ({'_id': 1},), ({'_id': 1}, None), ({'_id': 1}, {})], ids=str)
def test_nothing_to_do(three, arguments):
    with pytest.raises(ValueError):
        three.find_and_modify(*arguments)


def test_two_things_to_do(three):
    with pytest.raises(ValueError):
        three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, remove=True)


def test_other_keywords_go_to_the_server(three):
    assert three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, maxTimeMS=10000)['_id'] == 1


@pytest.mark.parametrize('options', [{'bogus': 1}, {'fullresponse': True}, {'w': 1}], ids=str)
def test_keywords_that_the_server_does_not_know(three, options):
    with pytest.raises(OperationFailure):
        three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, **options)


def test_what_the_server_refuses(three):
    with pytest.raises(OperationFailure) as caught:
        three.find_and_modify({'_id': 1}, {'$bogus': 1})
    assert_error(caught.value, 9)
    assert three.find_one(1) == {'_id': 1, 'a': 1, 'n': 1}


def test_a_duplicate(three):
    three.create_index('n', unique=True)
    with pytest.raises(OperationFailure) as caught:
        three.find_and_modify({'_id': 1}, {'$set': {'n': 2}})
    assert 'E11000' in str(caught.value)


def test_the_type_of_the_answer(three):
    assert type(three.find_and_modify({'_id': 1}, {'$set': {'z': 1}})) is dict


@pytest.mark.parametrize('full_response', [False, True])
def test_a_class_for_the_answer(three, full_response):
    answer = three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, as_class=Document, full_response=full_response)
    assert type(answer['value'] if full_response else answer) is Document
    assert three.find_one(1)['z'] == 1


@pytest.mark.parametrize('options', [
    {'compile_re': True}, {'uuid_subtype': 3}, {'tag_sets': [{}]}, {'slave_okay': True}, {'_use_master': True},
    {'secondary_acceptable_latency_ms': 15}], ids=str)
def test_keywords_of_a_command(three, options):
    assert three.find_and_modify({'_id': 1}, {'$set': {'z': 1}}, **options)['n'] == 1
