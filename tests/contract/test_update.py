"""`Collection.update` of the legacy dialect."""
import copy

import pytest
from bson.errors import InvalidDocument
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import ConfigurationError, DuplicateKeyError, OperationFailure

from .reference import DRIVER_ANSWERS_LIKE_29, assert_error, assert_reply, eventually, like_29


@pytest.fixture
def three(things):
    """Three documents, 0, 1 and 2, all with `a` of 1."""
    things.insert([{'_id': n, 'a': 1} for n in range(3)])
    return things


def test_one_document_is_changed(three):
    reply = three.update({'_id': 1}, {'$set': {'a': 2}})
    assert_reply(reply, n=1, nModified=1, updatedExisting=True)
    assert [document['a'] for document in three.find(sort=[('_id', 1)])] == [1, 2, 1]


def test_only_the_first_of_many(three):
    reply = three.update({'a': 1}, {'$set': {'a': 2}})
    assert_reply(reply, n=1, nModified=1, updatedExisting=True)
    assert three.find({'a': 2}).count() == 1


def test_all_with_multi(three):
    reply = three.update({'a': 1}, {'$set': {'a': 2}}, multi=True)
    assert_reply(reply, n=3, nModified=3, updatedExisting=True)
    assert three.find({'a': 2}).count() == 3


def test_nothing_matches(three):
    reply = three.update({'_id': 9}, {'$set': {'a': 2}})
    assert_reply(reply, n=0, nModified=0, updatedExisting=False)
    assert three.find({'a': 2}).count() == 0


def test_nothing_changes(three):
    reply = three.update({'_id': 1}, {'$set': {'a': 1}})
    assert_reply(reply, n=1, nModified=0, updatedExisting=True)


def test_the_reply_is_a_dict_that_can_be_read_by_name(three):
    reply = three.update({'_id': 1}, {'$set': {'a': 2}})
    assert isinstance(reply, dict)
    assert reply['n'] == 1 and reply['updatedExisting'] is True and reply['ok'] == 1.0


@pytest.mark.parametrize('call', [
    lambda things: things.update({'_id': 'new'}, {'$set': {'a': 2}}, upsert=True),
    lambda things: things.update({'_id': 'new'}, {'$set': {'a': 2}}, True),
    lambda things: things.update({'_id': 'new'}, {'a': 2}, upsert=True),
    lambda things: things.update({'_id': 'new'}, {'_id': 'new', 'a': 2}, upsert=True, multi=False),
    lambda things: things.update({'_id': 'new'}, {'$set': {'a': 2}}, upsert=True, multi=True, safe=True),
], ids=['keyword', 'third positional', 'replacement', 'whole replacement', 'multi'])
def test_upsert(things, call):
    assert_reply(call(things), n=1, nModified=0, updatedExisting=False, upserted='new')
    assert list(things.find()) == [{'_id': 'new', 'a': 2}]


def test_upsert_makes_an_id(things):
    reply = things.update({'a': 1}, {'$set': {'b': 2}}, upsert=True)
    assert isinstance(reply['upserted'], ObjectId)
    assert list(things.find()) == [{'_id': reply['upserted'], 'a': 1, 'b': 2}]


def test_upsert_of_something_there_is_an_update(three):
    reply = three.update({'_id': 1}, {'$set': {'a': 2}}, upsert=True)
    assert_reply(reply, n=1, nModified=1, updatedExisting=True)
    assert three.count() == 3


def test_a_document_without_operators_replaces(three):
    reply = three.update({'_id': 1}, {'b': 5})
    assert_reply(reply, n=1, nModified=1, updatedExisting=True)
    assert three.find_one(1) == {'_id': 1, 'b': 5}
    assert three.count() == 3


def test_an_empty_document_replaces(three):
    assert_reply(three.update({'_id': 1}, {}), n=1, nModified=1, updatedExisting=True)
    assert three.find_one(1) == {'_id': 1}


def test_an_empty_document_is_upserted(things):
    assert_reply(things.update({'_id': 1}, {}, upsert=True), n=1, nModified=0, updatedExisting=False, upserted=1)
    assert list(things.find()) == [{'_id': 1}]


def test_the_arguments_are_left_alone(three):
    spec, document = {'_id': 7}, {'b': 5}
    three.update(spec, document, upsert=True)
    assert (spec, document) == ({'_id': 7}, {'b': 5})


@pytest.mark.parametrize('update, expected', [
    ({'$inc': {'a': 5}}, {'_id': 1, 'a': 6}),
    ({'$unset': {'a': 1}}, {'_id': 1}),
    ({'$push': {'list': 3}}, {'_id': 1, 'a': 1, 'list': [3]}),
    ({'$addToSet': {'list': {'$each': [1, 2]}}}, {'_id': 1, 'a': 1, 'list': [1, 2]}),
    ({'$rename': {'a': 'b'}}, {'_id': 1, 'b': 1}),
    ({'$set': {'deep.er': 1}}, {'_id': 1, 'a': 1, 'deep': {'er': 1}}),
    (SON([('$set', {'b': 1}), ('$inc', {'a': 1})]), {'_id': 1, 'a': 2, 'b': 1}),
], ids=str)
def test_operators(three, update, expected):
    three.update({'_id': 1}, update)
    assert three.find_one(1) == expected


def test_the_arguments_have_keywords(three):
    reply = three.update(spec={'a': 1}, document={'$set': {'a': 2}}, upsert=False, manipulate=False, safe=True,
                         multi=True, check_keys=True)
    assert reply['n'] == 3


# safe and the write concern


@pytest.mark.journal
@pytest.mark.parametrize('options', [{}, {'safe': True}, {'w': 1}, {'j': True}, {'fsync': True}, {'wtimeout': 1000},
                                     {'safe': False, 'w': 1}, {'w': 1, 'j': True}, {'safe': None}], ids=str)
def test_these_wait_for_the_server(three, options):
    assert_reply(three.update({'_id': 1}, {'$set': {'a': 2}}, **options), n=1, nModified=1, updatedExisting=True)
    with pytest.raises(OperationFailure):
        three.update({'_id': 1}, {'$inc': {'_id': 1}}, **options)


@pytest.mark.parametrize('options', [{'safe': False}, {'w': 0}, {'safe': True, 'w': 0}], ids=str)
@pytest.mark.parametrize('multi', [False, True])
def test_these_do_not_wait_for_the_server(three, options, multi):
    assert three.update({'_id': 1}, {'$inc': {'_id': 1}}, multi=multi, **options) is None
    assert three.update({'_id': 1}, {'$set': {'a': 2}}, multi=multi, **options) is None
    eventually(lambda: three.find_one(1) == {'_id': 1, 'a': 2})


def test_a_replacement_without_waiting(three):
    assert three.update({'_id': 1}, {'b': 2}, w=0) is None
    eventually(lambda: three.find_one(1) == {'_id': 1, 'b': 2})


def test_an_upsert_without_waiting(things):
    assert things.update({'_id': 1}, {'$set': {'b': 2}}, upsert=True, safe=False) is None
    eventually(lambda: things.find_one(1) == {'_id': 1, 'b': 2})


@pytest.mark.filterwarnings('ignore:.*as in PyMongo 2:UserWarning')
def test_manipulate_safe_and_multi_are_positional(three):
    assert three.update({'a': 1}, {'$set': {'a': 2}}, False, False, False) is None
    eventually(lambda: three.find({'a': 2}).count() == 1)
    assert three.update({}, {'$set': {'a': 3}}, False, False, True, True)['n'] == 3
    assert three.update({}, {'$set': {'a': 4}}, False, False, None, False)['n'] == 1


def test_safe_must_be_a_bool(three):
    for wrong in 0, 1:
        with pytest.raises(TypeError):
            three.update({'_id': 1}, {'$set': {'a': 2}}, safe=wrong)
    with pytest.raises(ConfigurationError):
        three.update({'_id': 1}, {'$set': {'a': 2}}, safe='yes')


@pytest.mark.parametrize('options', [{'w': 3, 'wtimeout': 10}, {'bogus': 1}], ids=str)
def test_a_write_concern_that_cannot_be_met(three, options):
    with pytest.raises(OperationFailure):
        three.update({'_id': 1}, {'$set': {'a': 2}}, **options)


# errors


def test_a_duplicate(three):
    three.create_index('name', unique=True, sparse=True)
    three.update({'_id': 1}, {'$set': {'name': 'x'}})
    with pytest.raises(DuplicateKeyError) as caught:
        three.update({'_id': 2}, {'$set': {'name': 'x'}})
    assert_error(caught.value, 11000)
    with pytest.raises(DuplicateKeyError):
        three.update({'_id': 2}, {'name': 'x'})


@like_29
def test_the_details_of_an_error(three):
    with pytest.raises(OperationFailure) as caught:
        three.update({'_id': 1}, {'$bogus': {'a': 2}})
    assert (caught.value.code, caught.value.details['code'], caught.value.details['index']) == (9, 9, 0)
    assert caught.value.details['errmsg'] in str(caught.value)


@pytest.mark.parametrize('update, code', [
    ({'$bogus': {'a': 1}}, 9),
    ({'$set': {'_id': 5}}, 66),
    ({'_id': 5, 'b': 1}, 66),
    (SON([('$set', {'b': 1}), ('c', 1)]), 9),
], ids=['$bogus', 'another _id', 'another _id, replacing', 'operators, then a name'])
def test_what_the_server_refuses(three, update, code):
    with pytest.raises(OperationFailure) as caught:
        three.update({'_id': 1}, update)
    assert_error(caught.value, code)
    assert three.find_one(1) == {'_id': 1, 'a': 1}


def test_push_all(three):
    """Servers had it up to 3.4; today's have `$push` with `$each`."""
    update = {'$pushAll': {'list': [1, 2], 'other': [3]}, '$push': {'third': 4}, '$set': {'a': 2}}
    before = copy.deepcopy(update)
    three.update({'_id': 1}, update)
    three.update({'_id': 1}, {'$pushAll': {'list': [2, 5]}})
    assert three.find_one(1) == {'_id': 1, 'a': 2, 'list': [1, 2, 2, 5], 'other': [3], 'third': [4]}
    assert update == before
    found = three.find_and_modify({'_id': 1}, {'$pushAll': {'other': [4]}}, new=True)
    assert found['other'] == [3, 4]


@pytest.mark.parametrize('update', [
    {'$pushAll': {'list': [1]}, '$push': {'list': 2}}, {'$pushAll': {'list': 1}}, {'$pushAll': 1},
], ids=['one field twice', 'no list', 'no fields'])
def test_push_all_that_the_servers_of_the_time_refused_too(three, update):
    with pytest.raises(OperationFailure):
        three.update({'_id': 1}, update)
    assert three.find_one(1) == {'_id': 1, 'a': 1}


@pytest.mark.parametrize('name', ['$atomic', '$isolated'])
def test_atomic(three, name):
    """Servers up to 3.6 let nothing in between the documents of such an update; today's do not know the name."""
    three.update({'_id': {'$lt': 2}, name: True}, {'$set': {'b': 1}}, multi=True)
    assert [document['_id'] for document in three.find({'b': 1}).sort('_id')] == [0, 1]
    three.update({'_id': 2}, {'$set': {'b': 2}, '$atomic': True})
    assert three.find_one(2)['b'] == 2
    three.remove({'b': 1, name: 1})
    assert [document['_id'] for document in three.find()] == [2]


def test_a_name_then_operators(three):
    with pytest.raises(OperationFailure if DRIVER_ANSWERS_LIKE_29 else InvalidDocument) as caught:
        three.update({'_id': 1}, SON([('c', 1), ('$set', {'b': 1})]))
    if DRIVER_ANSWERS_LIKE_29:
        assert caught.value.code == 52


@pytest.mark.parametrize('upsert', [False, True])
def test_multi_with_a_replacement(three, upsert):
    with pytest.raises(OperationFailure) as caught:
        three.update({'a': 1}, {'b': 1}, multi=True, upsert=upsert)
    assert_error(caught.value, 9)
    assert three.find({'a': 1}).count() == 3


def test_multi_with_a_replacement_without_waiting(three):
    assert three.update({'a': 1}, {'b': 1}, multi=True, w=0) is None
    assert three.find({'a': 1}).count() == 3


@pytest.mark.parametrize('wrong', [[], None, 's', 5, ObjectId()], ids=repr)
def test_no_document(three, wrong):
    with pytest.raises(TypeError):
        three.update({'_id': 1}, wrong)
    with pytest.raises(TypeError):
        three.update(wrong, {'$set': {'b': 1}})


@pytest.mark.parametrize('upsert', [1, 0, None, 'yes'], ids=repr)
def test_upsert_must_be_a_bool(three, upsert):
    with pytest.raises(TypeError):
        three.update({'_id': 1}, {'$set': {'b': 1}}, upsert=upsert)


# keys


@pytest.mark.parametrize('check_keys', [True, False])
def test_the_keys_below_operators_are_never_checked(three, check_keys):
    three.update({'_id': 1}, {'$set': {'c': {'d.e': 1}}}, check_keys=check_keys)
    assert three.find_one(1)['c'] == {'d.e': 1}


def test_the_keys_of_a_replacement_are_not_checked_if_so_wished(three):
    three.update({'_id': 1}, {'a.b': 1}, check_keys=False)
    assert three.find_one(1) == {'_id': 1, 'a.b': 1}


@like_29
def test_dots_are_not_looked_for_in_a_replacement_that_is_waited_for(three):
    three.update({'_id': 1}, {'a.b': 1})
    assert three.find_one(1) == {'_id': 1, 'a.b': 1}


def test_a_key_with_a_nul(three):
    with pytest.raises(InvalidDocument):
        three.update({'_id': 1}, {'a\0b': 1})
    assert three.find_one(1) == {'_id': 1, 'a': 1}
