"""The answer of aggregate: a dict of 2.x that iterates like a cursor of 3.x."""
import copy
import json
import pickle
import sys

import pytest

from flask_pymongo.compat.aggregate import AggregateResult

DOCUMENTS = [{'_id': 1}, {'_id': 2}, {'_id': 3}]


@pytest.fixture
def result():
    return AggregateResult(list(DOCUMENTS))


def test_it_is_the_dict(result):
    assert result == {'result': DOCUMENTS, 'ok': 1.0}
    assert isinstance(result, dict) and len(result) == 2 and result
    assert result['result'] == DOCUMENTS and result['ok'] == 1.0
    assert result.get('result') == DOCUMENTS and result.get('cursor') is None
    assert 'ok' in result and '_id' not in result
    assert sorted(result.keys()) == ['ok', 'result']
    with pytest.raises(KeyError):
        result['cursor']


def test_it_is_the_cursor(result):
    assert result.alive
    assert iter(result) is result
    assert next(result) == {'_id': 1}
    assert result.alive
    assert list(result) == DOCUMENTS[1:]
    assert not result.alive
    with pytest.raises(StopIteration):
        next(result)
    assert list(result) == []


def test_next_by_its_name_of_python_2(result):
    assert [result.next(), result.next(), result.next()] == DOCUMENTS
    with pytest.raises(StopIteration):
        result.next()


def test_the_dict_stays_whole_while_it_is_iterated(result):
    next(result)
    assert result == {'result': DOCUMENTS, 'ok': 1.0}
    list(result)
    assert result['result'] == DOCUMENTS


def test_try_next(result):
    assert [result.try_next() for _ in range(5)] == DOCUMENTS + [None, None]


@pytest.mark.parametrize('length, first, rest', [
    (None, DOCUMENTS, []), (2, DOCUMENTS[:2], DOCUMENTS[2:]), (9, DOCUMENTS, [])])
def test_to_list(result, length, first, rest):
    assert result.to_list(length) == first
    assert result.to_list() == rest
    assert result.to_list() == []


@pytest.mark.parametrize('length', [0, -1])
def test_to_list_of_nothing(result, length):
    with pytest.raises(ValueError):
        result.to_list(length)
    assert result.to_list() == DOCUMENTS


def test_to_list_after_some(result):
    next(result)
    assert result.to_list() == DOCUMENTS[1:]
    assert not result.alive


def test_what_was_fetched_survives_close(result):
    next(result)
    result.close()
    result.close()
    assert result.alive and list(result) == DOCUMENTS[1:]
    assert not result.alive and result['result'] == DOCUMENTS


def test_with(result):
    with result as same:
        assert same is result and next(same) == {'_id': 1}
    assert list(result) == DOCUMENTS[1:]


def test_with_does_not_swallow_errors(result):
    with pytest.raises(ZeroDivisionError):
        with result:
            raise ZeroDivisionError
    assert list(result) == DOCUMENTS


def test_what_else_a_cursor_has(result):
    assert result.cursor_id == 0
    assert result.batch_size(5) is result
    assert list(result.batch_size(1)) == DOCUMENTS


def test_nothing():
    result = AggregateResult([])
    assert result == {'result': [], 'ok': 1.0}
    assert not result.alive and list(result) == [] and result.try_next() is None


def test_two_answers_share_nothing():
    one, two = AggregateResult(list(DOCUMENTS)), AggregateResult(list(DOCUMENTS))
    assert list(one) == list(two) == DOCUMENTS
    assert one == two and one is not two


def test_it_is_a_dict_to_c_code(result):
    assert type(dict(result)) is dict and dict(result) == {'result': DOCUMENTS, 'ok': 1.0}
    assert dict(result, more=1)['more'] == 1
    assert json.loads(json.dumps(dict(result))) == {'result': DOCUMENTS, 'ok': 1.0}


@pytest.mark.skipif(sys.version_info[0] < 3, reason='the JSON encoder of Python 2 iterates a dict to get its keys')
def test_it_can_be_written_as_json(result):
    assert json.loads(json.dumps(result)) == {'result': DOCUMENTS, 'ok': 1.0}


@pytest.mark.parametrize('duplicate', [copy.copy, copy.deepcopy, lambda result: pickle.loads(pickle.dumps(result, 2))],
                         ids=['copy', 'deepcopy', 'pickle'])
def test_a_copy_is_as_good(result, duplicate):
    twin = duplicate(result)
    assert twin == result
    assert list(twin) == DOCUMENTS
