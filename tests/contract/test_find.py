"""`Collection.find` and `find_one` of the legacy dialect: keywords, and the order of arguments, of 2.x."""
import gc
import re

import pytest
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import OperationFailure

from .reference import assert_error, ids


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3, 'deep': {'er': n}} for n in range(6)])
    return things


def test_everything(six):
    assert sorted(ids(six.find())) == [0, 1, 2, 3, 4, 5]
    assert sorted(ids(six.find(None))) == [0, 1, 2, 3, 4, 5]
    assert sorted(ids(six.find({}))) == [0, 1, 2, 3, 4, 5]


def test_what_matches(six):
    assert sorted(ids(six.find({'a': 1}))) == [1, 4]
    assert sorted(ids(six.find(spec={'a': 1}))) == [1, 4]
    assert list(six.find({'a': 9})) == []


@pytest.mark.parametrize('spec, expected', [
    ({'_id': {'$in': [1, 3]}}, [1, 3]),
    ({'_id': {'$gt': 3}}, [4, 5]),
    ({'deep.er': 2}, [2]),
    ({'$or': [{'_id': 0}, {'_id': 5}]}, [0, 5]),
    (SON([('a', 1), ('_id', 4)]), [4]),
    ({'$where': 'this._id == 3'}, [3]),
], ids=str)
def test_specs(six, spec, expected):
    assert sorted(ids(six.find(spec))) == expected


def test_a_regular_expression(things):
    things.insert([{'_id': 'Anna'}, {'_id': 'Berta'}])
    assert ids(things.find({'_id': re.compile('^an', re.IGNORECASE)})) == ['Anna']


@pytest.mark.parametrize('fields, expected', [
    (['a'], {'_id': 1, 'a': 1}),
    (('a',), {'_id': 1, 'a': 1}),
    ({'a': 1}, {'_id': 1, 'a': 1}),
    ({'a': True, '_id': False}, {'a': 1}),
    ({'deep': 0}, {'_id': 1, 'a': 1}),
    (['deep.er'], {'_id': 1, 'deep': {'er': 1}}),
    ([], {'_id': 1}),
    ({}, {'_id': 1}),
    (None, {'_id': 1, 'a': 1, 'deep': {'er': 1}}),
], ids=str)
def test_fields(six, fields, expected):
    assert list(six.find({'_id': 1}, fields)) == [expected]
    assert list(six.find({'_id': 1}, fields=fields)) == [expected]
    assert six.find_one(1, fields) == expected
    assert six.find_one(1, fields=fields) == expected


@pytest.mark.parametrize('fields', [5, [1]], ids=str)
def test_no_fields(six, fields):
    with pytest.raises(TypeError):
        list(six.find({}, fields))


def test_skip_and_limit(six):
    assert ids(six.find({}, None, 1, 2, sort=[('_id', 1)])) == [1, 2]
    assert ids(six.find({}, skip=4, sort=[('_id', 1)])) == [4, 5]
    assert ids(six.find({}, limit=2, sort=[('_id', 1)])) == [0, 1]
    assert ids(six.find({}, limit=0, sort=[('_id', 1)])) == [0, 1, 2, 3, 4, 5]


def test_a_negative_limit(six):
    assert ids(six.find({}, limit=-2, sort=[('_id', 1)])) == [0, 1]


def test_sort(six):
    assert ids(six.find(sort=[('a', -1), ('_id', 1)])) == [2, 5, 1, 4, 0, 3]
    assert ids(six.find(sort=[['_id', -1]])) == [5, 4, 3, 2, 1, 0]
    assert sorted(ids(six.find(sort=None))) == [0, 1, 2, 3, 4, 5]


def test_the_fifth_to_eighth_positional(six):
    """timeout, snapshot, tailable, sort: here the driver's own order has changed."""
    for timeout in True, False:
        assert ids(six.find({}, None, 1, 3, timeout, False, False, [('_id', -1)])) == [4, 3, 2]


def test_the_ninth_and_tenth_positional(six):
    """max_scan, as_class."""
    found = list(six.find({}, ['a'], 0, 1, True, False, False, [('_id', -1)], None, SON))
    assert found == [SON([('_id', 5), ('a', 2)])]
    assert isinstance(found[0], SON)


def test_as_class(six):
    found = list(six.find({'_id': 1}, as_class=SON))
    assert isinstance(found[0], SON) and isinstance(found[0]['deep'], SON)
    assert type(next(iter(six.find({'_id': 1})))) is dict
    assert type(next(iter(six.find({'_id': 1}, as_class=dict)))) is dict


@pytest.mark.parametrize('option', [
    {'timeout': False}, {'timeout': True}, {'snapshot': True}, {'snapshot': False}, {'tailable': False},
    {'await_data': False}, {'max_scan': 100}, {'partial': True}, {'slave_okay': True}, {'slave_okay': False},
    {'read_preference': 0}, {'tag_sets': [{}]}, {'secondary_acceptable_latency_ms': 15}, {'network_timeout': 30},
    {'manipulate': True}, {'manipulate': False}, {'exhaust': False}, {'compile_re': True}, {'compile_re': False},
    {'as_class': None}, {'_must_use_master': True}, {'_is_command': False},
], ids=str)
def test_options_that_do_not_change_the_result(six, option):
    assert ids(six.find({'a': 1}, sort=[('_id', 1)], **option)) == [1, 4]
    assert six.find_one({'a': 1}, sort=[('_id', -1)], **option)['_id'] == 4


def test_a_tailable_cursor(mongo):
    capped = mongo.db.create_collection('capped', capped=True, size=4096)
    capped.insert([{'_id': 1}, {'_id': 2}])
    cursor = capped.find(tailable=True)
    assert ids(cursor) == [1, 2]
    assert cursor.alive
    capped.insert({'_id': 3})
    assert next(cursor) == {'_id': 3}
    cursor.close()


def test_a_tailable_cursor_by_position(mongo):
    capped = mongo.db.create_collection('capped', capped=True, size=4096)
    capped.insert({'_id': 1})
    cursor = capped.find({}, None, 0, 0, True, False, True)
    assert ids(cursor) == [1]
    assert cursor.alive
    cursor.close()


@pytest.mark.parametrize('wrong', [
    {'timeout': 0}, {'timeout': None}, {'snapshot': 1}, {'tailable': 1}, {'await_data': 1}, {'partial': 1},
    {'slave_okay': 1}, {'skip': '1'}, {'limit': '1'}, {'skip': 1.0}, {'limit': None}, {'sort': 'a'}, {'sort': 5},
], ids=str)
def test_values_of_another_type(six, wrong):
    with pytest.raises(TypeError):
        six.find({}, **wrong)


@pytest.mark.parametrize('spec', [5, 'a', ObjectId(), (1,)], ids=repr)
def test_no_spec(six, spec):
    with pytest.raises(TypeError):
        six.find(spec)


def test_a_spec_twice(six):
    with pytest.raises(TypeError):
        six.find({}, spec={})


def _tried(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except TypeError:
        return None


@pytest.mark.parametrize('twice_or_unknown', ['spec', 'bogus'])
def test_a_refused_argument_says_nothing_on_stderr(six, capfd, twice_or_unknown):
    """The oldest drivers ignore an unknown one."""
    _tried(six.find, {}, **{twice_or_unknown: {}})
    gc.collect()
    assert capfd.readouterr().err == ''


def test_errors_come_with_the_first_document(six):
    cursor = six.find({'$bogus': 1})
    with pytest.raises(OperationFailure) as caught:
        next(cursor)
    assert_error(caught.value, 2)


def test_a_missing_collection(mongo):
    assert list(mongo.db.missing.find()) == []
    assert mongo.db.missing.find_one() is None


# find_one


def test_one_document(six):
    assert six.find_one({'_id': 2}) == {'_id': 2, 'a': 2, 'deep': {'er': 2}}
    assert six.find_one({'_id': 9}) is None


@pytest.mark.parametrize('nothing', [(), (None,), ({},)], ids=str)
def test_any_document(six, nothing):
    assert six.find_one(*nothing)['_id'] in range(6)


@pytest.mark.parametrize('one', [0, 7, 's', '', ObjectId('4f0c8d9ab2a3f40001000000'), 1.5, False], ids=repr)
def test_anything_else_is_an_id(things, one):
    things.insert([{'_id': 'other'}, {'_id': one}])
    assert things.find_one(one) == {'_id': one}
    assert things.find_one(spec_or_id=one) == {'_id': one}


def test_an_id_that_is_not_there(six):
    assert six.find_one(ObjectId()) is None
    assert six.find_one('1') is None


def test_a_spec_by_keyword(six):
    assert six.find_one(spec_or_id={'a': 2}, sort=[('_id', -1)])['_id'] == 5


def test_one_of_many(six):
    assert six.find_one({}, sort=[('_id', -1)])['_id'] == 5
    assert six.find_one({}, sort=[('_id', 1)], skip=2)['_id'] == 2
    assert six.find_one({}, ['a'], 1, sort=[('_id', 1)]) == {'_id': 1, 'a': 1}
    assert six.find_one({}, sort=[('_id', 1)], limit=3)['_id'] == 0


def test_one_as_another_class(six):
    assert isinstance(six.find_one(1, as_class=SON), SON)
    assert type(six.find_one(1)) is dict


def test_one_that_the_server_refuses(six):
    with pytest.raises(OperationFailure):
        six.find_one({'$bogus': 1})
