"""`Collection.group`, for which servers from 4.2 on have no command any more."""
import datetime

import pytest
from bson.code import Code
from bson.son import SON
from pymongo.errors import OperationFailure

from flask_pymongo.compat import versions

from .reference import OPTIONS_OF_COMMAND, Document

pytestmark = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                reason='the driver sends a command of its own, which no server has any more')

COUNT = 'function(document, state) { state.count += 1; state.sum += document.v; }'
ZERO = {'count': 0, 'sum': 0}


@pytest.fixture
def six(things):
    things.insert([{'_id': n, 'a': n % 3, 'deep': {'er': n % 2}, 'v': n} for n in range(6)])
    return things


def by(name, groups):
    return sorted(groups, key=lambda group: group[name])


def test_a_list_of_fields(six):
    groups = six.group(['a'], {}, ZERO, COUNT)
    assert isinstance(groups, list)
    assert by('a', groups) == [{'a': 0, 'count': 2, 'sum': 3}, {'a': 1, 'count': 2, 'sum': 5},
                               {'a': 2, 'count': 2, 'sum': 7}]
    assert all(isinstance(group['a'], int) for group in groups)


def test_the_order_of_first_documents(mongo):
    keys = [7, 3, 9, 3, 'seven', None, 1, 7, 2.5]
    mongo.db.things.insert([{'_id': place, 'a': key} for place, key in enumerate(keys)])
    for _ in range(2):  # what one has counted must not go on in the next
        groups = mongo.db.things.group(['a'], {}, {'count': 0}, 'function(document, state) { state.count += 1; }')
        assert [group['a'] for group in groups] == [7, 3, 9, 'seven', None, 1, 2.5]


@pytest.mark.parametrize('options', OPTIONS_OF_COMMAND, ids=str)
def test_options_of_a_command(six, options):
    assert six.group(['a'], {}, ZERO, COUNT, **options) == six.group(['a'], {}, ZERO, COUNT)


def test_a_class_for_the_groups(six):
    assert set(map(type, six.group(['a'], {}, ZERO, COUNT, as_class=Document))) == {Document}
    assert set(map(type, six.group(['a'], {}, ZERO, COUNT))) == {dict}


def test_a_document_of_fields(six):
    assert by('a', six.group({'a': True}, {}, ZERO, COUNT)) == by('a', six.group(['a'], {}, ZERO, COUNT))


def test_a_field_within_a_field(six):
    assert by('deep.er', six.group(['deep.er'], {}, ZERO, COUNT)) == [
        {'deep.er': 0, 'count': 3, 'sum': 6}, {'deep.er': 1, 'count': 3, 'sum': 9}]


def test_a_missing_field_is_null(six):
    assert six.group(['missing'], {}, ZERO, COUNT) == [{'missing': None, 'count': 6, 'sum': 15}]


@pytest.mark.parametrize('key', [None, [], {}], ids=repr)
def test_no_key(six, key):
    assert six.group(key, {}, ZERO, COUNT) == [{'count': 6, 'sum': 15}]


@pytest.mark.parametrize('condition, expected', [
    (None, 6), ({}, 6), ({'a': 1}, 2), (SON([('v', {'$gt': 3})]), 2),
], ids=str)
def test_a_condition(six, condition, expected):
    assert six.group(None, condition, {'count': 0, 'sum': 0}, COUNT)[0]['count'] == expected


def test_nothing_to_group(six):
    assert six.group(['a'], {'a': 9}, ZERO, COUNT) == []


def test_a_missing_collection(mongo):
    assert mongo.db.missing.group(['a'], {}, ZERO, COUNT) == []


@pytest.mark.parametrize('key', ['function(d) { return {even: d.v % 2 == 0}; }',
                                 Code('function(d) { return {even: d.v % divisor == 0}; }', {'divisor': 2})],
                         ids=['text', 'code'])
def test_a_function_makes_the_key(six, key):
    assert by('even', six.group(key, {}, ZERO, COUNT)) == [
        {'even': False, 'count': 3, 'sum': 9}, {'even': True, 'count': 3, 'sum': 6}]


def test_finalize_changes_the_state(six):
    found = six.group(['a'], {}, ZERO, COUNT, 'function(state) { state.mean = state.sum / state.count; }')
    assert by('a', found)[0] == {'a': 0, 'count': 2, 'sum': 3, 'mean': 1.5}


def test_finalize_returns_something_else(six):
    assert sorted(six.group(['a'], {}, ZERO, COUNT, 'function(state) { return state.sum; }')) == [3, 5, 7]
    assert by('n', six.group(['a'], {}, ZERO, COUNT, finalize=Code('function(s) { return {n: s.a}; }'))) == [
        {'n': 0}, {'n': 1}, {'n': 2}]


def test_a_key_that_finalize_changes(six):
    groups = six.group(['a'], {}, ZERO, COUNT, 'function(state) { state.a = "changed"; }')
    assert [group['a'] for group in groups] == ['changed'] * 3


def test_each_group_starts_anew(six):
    groups = six.group(['a'], {}, {'all': [], 'nested': {'n': 0}},
                       'function(d, s) { s.all.push(d._id); s.nested.n += 1; }')
    assert sorted(sorted(group['all']) for group in groups) == [[0, 3], [1, 4], [2, 5]]
    assert [group['nested']['n'] for group in groups] == [2, 2, 2]


def test_an_initial_value_is_data(six):
    assert six.group(None, {}, {'price': '$a'}, 'function(d, s) {}') == [{'price': '$a'}]


def test_code_with_a_scope(six):
    since = datetime.datetime(2012, 1, 2, 3, 4, 5)
    group, = six.group(None, {}, {'n': 0}, Code('function(d, s) { s.n += step; }', {'step': 10}),
                       Code('function(s) { return {n: s.n, since: since}; }', {'since': since}))
    assert (group['n'], group['since'].replace(tzinfo=None)) == (60, since)


def test_a_name_that_is_none(six):
    with pytest.raises(OperationFailure):
        six.group(None, {}, {}, Code('function(d, s) {}', {'a b': 1}))


@pytest.mark.parametrize('wrong', [5, None, {}], ids=repr)
def test_no_function(six, wrong):
    with pytest.raises(TypeError):
        six.group(['a'], {}, {}, wrong)


def test_no_fields(six):
    with pytest.raises(TypeError):
        six.group([1], {}, {}, COUNT)


@pytest.mark.parametrize('arguments', [
    (['a'], {}, {}, 'function(d, s) { nowhere(); }'),
    (['a'], {}, {}, 'syntax error('),
    (['a'], {'$bogus': 1}, {}, COUNT),
    ('function(d) { return 5; }', {}, {}, COUNT),
    (['a'], {}, {}, COUNT, 'function(s) { throw "up"; }'),
], ids=['reduce', 'syntax', 'condition', 'key', 'finalize'])
def test_what_the_server_refuses(six, arguments):
    with pytest.raises(OperationFailure):
        six.group(*arguments)
