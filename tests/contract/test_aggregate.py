"""`Collection.aggregate`: both the dict that it answered once, and the iterable of documents that it answers now."""
import json

import pytest
from bson.son import SON
from pymongo.errors import OperationFailure

from flask_pymongo.compat import versions

from .reference import OPTIONS_OF_COMMAND, Document, assert_error, ids

BY_ID = {'$sort': {'_id': 1}}
TOTALS = [{'$group': {'_id': '$a', 'total': {'$sum': '$n'}}}, BY_ID]
EXPECTED = [{'_id': 0, 'total': 2}, {'_id': 1, 'total': 4}]


@pytest.fixture
def four(things):
    """Four documents, 0 to 3: `n` is the `_id`, `a` the remainder by 2."""
    things.insert([{'_id': n, 'a': n % 2, 'n': n} for n in range(4)])
    return things


def test_the_dict(four):
    reply = four.aggregate(TOTALS)
    assert isinstance(reply, dict)
    assert reply['result'] == EXPECTED
    assert isinstance(reply['result'], list)
    assert reply['ok'] == 1.0
    assert sorted(reply.keys()) == ['ok', 'result']


def test_the_first_of_the_result(four):
    assert four.aggregate(TOTALS)['result'][0]['total'] == 2
    assert four.aggregate(TOTALS).get('result')[-1]['_id'] == 1


def test_the_documents(four):
    assert list(four.aggregate(TOTALS)) == EXPECTED
    assert [document['total'] for document in four.aggregate(TOTALS)] == [2, 4]


def test_both_of_one_reply(four):
    reply = four.aggregate(TOTALS)
    assert list(reply) == EXPECTED
    assert reply['result'] == EXPECTED


def test_one_document_after_the_other(four):
    reply = four.aggregate(TOTALS)
    assert reply.alive
    assert next(reply) == EXPECTED[0]
    assert reply.next() == EXPECTED[1]
    with pytest.raises(StopIteration):
        next(reply)
    assert not reply.alive


def test_it_can_be_closed_and_used_in_a_with_block(four):
    with four.aggregate(TOTALS) as reply:
        assert list(reply.batch_size(1)) == EXPECTED
    assert reply.close() is None


def test_it_can_be_sent_as_json(four):
    assert json.loads(json.dumps(four.aggregate(TOTALS)['result'])) == EXPECTED


def test_nothing(four, mongo):
    for collection in four, mongo.db.missing:
        reply = collection.aggregate([{'$match': {'a': 9}}])
        assert reply['result'] == []
        assert list(reply) == []


def test_more_than_fits_into_one_batch(things):
    things.insert({'_id': n} for n in range(500))
    reply = things.aggregate([BY_ID])
    assert ids(reply['result']) == list(range(500))
    assert ids(reply) == list(range(500))


@pytest.mark.parametrize('pipeline, expected', [
    ([{'$match': {'a': 1}}, BY_ID], [1, 3]),
    (({'$match': {'a': 1}}, BY_ID), [1, 3]),
    ({'$match': {'_id': 2}}, [2]),
    ([SON([('$match', {'_id': 3})])], [3]),
    ([BY_ID, {'$skip': 1}, {'$limit': 2}], [1, 2]),
], ids=str)
def test_pipelines(four, pipeline, expected):
    assert ids(four.aggregate(pipeline)['result']) == expected


def test_an_empty_pipeline(four):
    assert sorted(ids(four.aggregate([])['result'])) == [0, 1, 2, 3]


def test_the_argument_has_a_keyword(four):
    assert four.aggregate(pipeline=TOTALS)['result'] == EXPECTED


def test_other_keywords_go_to_the_server(four):
    assert four.aggregate(TOTALS, allowDiskUse=True)['result'] == EXPECTED
    assert list(four.aggregate(TOTALS, cursor={})) == EXPECTED


@pytest.mark.parametrize('options', OPTIONS_OF_COMMAND, ids=str)
def test_keywords_of_a_command(four, options):
    """They are no fields of it."""
    assert four.aggregate(TOTALS, **options)['result'] == EXPECTED
    assert list(four.aggregate(TOTALS, cursor={}, **options)) == EXPECTED


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='PyMongo 2 had no such keyword')
def test_the_keyword_of_pymongo_3_that_chose_a_cursor(four):
    assert four.aggregate(TOTALS, useCursor=True)['result'] == EXPECTED


def test_a_class_for_the_documents(four):
    found = four.aggregate(TOTALS, as_class=Document)
    assert set(map(type, found['result'])) == {Document}
    assert set(map(type, four.aggregate(TOTALS)['result'])) == {dict}


def test_into_a_collection(four, mongo):
    reply = four.aggregate(TOTALS + [{'$out': 'totals'}])
    assert reply['result'] == []
    assert list(mongo.db.totals.find(sort=[('_id', 1)])) == EXPECTED


@pytest.mark.parametrize('wrong', [None, 5, 'x'], ids=repr)
def test_no_pipeline(four, wrong):
    with pytest.raises(TypeError):
        four.aggregate(wrong)


@pytest.mark.parametrize('pipeline, code', [([{'$bogus': 1}], 40324), ([{'$match': {'$bogus': 1}}], 2)], ids=str)
def test_what_the_server_refuses(four, pipeline, code):
    with pytest.raises(OperationFailure) as caught:
        four.aggregate(pipeline)
    assert_error(caught.value, code)
