"""bulk_write: its requests, what it returns, and the details of its errors."""
import pytest
from bson.objectid import ObjectId
from pymongo.errors import DuplicateKeyError, InvalidOperation, OperationFailure

from flask_pymongo.compat.modern import (
    BulkWriteError,
    DeleteMany,
    DeleteOne,
    InsertOne,
    ReplaceOne,
    UpdateMany,
    UpdateOne,
    WriteConcern,
)

from .reference import eventually, ids


@pytest.fixture
def three(things):
    things.insert([{'_id': n, 'a': n % 2} for n in range(3)])
    return things


def counts(result):
    return (result.inserted_count, result.matched_count, result.modified_count, result.deleted_count,
            result.upserted_count)


@pytest.mark.parametrize('request_, expected', [
    (InsertOne({'_id': 5}), (1, 0, 0, 0, 0)),
    (UpdateOne({'a': 0}, {'$set': {'b': 1}}), (0, 1, 1, 0, 0)),
    (UpdateMany({'a': 0}, {'$set': {'b': 1}}), (0, 2, 2, 0, 0)),
    (UpdateMany({'a': 0}, {'$set': {'a': 0}}), (0, 2, 0, 0, 0)),
    (ReplaceOne({'a': 0}, {'b': 1}), (0, 1, 1, 0, 0)),
    (DeleteOne({'a': 0}), (0, 0, 0, 1, 0)),
    (DeleteMany({'a': 0}), (0, 0, 0, 2, 0)),
    (UpdateOne({'_id': 9}, {'$set': {'b': 1}}, upsert=True), (0, 0, 0, 0, 1)),
    (UpdateMany({'_id': 9}, {'$set': {'b': 1}}, upsert=True), (0, 0, 0, 0, 1)),
    (ReplaceOne({'_id': 9}, {'b': 1}, upsert=True), (0, 0, 0, 0, 1)),
], ids=lambda value: type(value).__name__ if not isinstance(value, tuple) else '%d%d%d%d%d' % value)
@pytest.mark.parametrize('ordered', [True, False], ids=['ordered', 'unordered'])
def test_one_request(three, request_, expected, ordered):
    result = three.bulk_write([request_], ordered=ordered)
    assert counts(result) == expected
    assert result.acknowledged is True


@pytest.mark.parametrize('ordered', [True, False], ids=['ordered', 'unordered'])
def test_all_kinds_together(three, ordered):
    result = three.bulk_write([
        InsertOne({'_id': 10}), InsertOne({'_id': 11}), UpdateOne({'_id': 0}, {'$set': {'b': 1}}),
        DeleteOne({'_id': 1}), UpdateOne({'_id': 20}, {'$set': {'b': 1}}, upsert=True),
        ReplaceOne({'_id': 21}, {'b': 1}, upsert=True), InsertOne({'_id': 12}),
    ], ordered=ordered)
    assert counts(result) == (3, 1, 1, 1, 2)
    assert result.upserted_ids == {4: 20, 5: 21}
    assert sorted(ids(three.find())) == [0, 2, 10, 11, 12, 20, 21]
    assert result.bulk_api_result['nInserted'] == 3


def test_requests_are_done_in_their_order(things):
    things.bulk_write([InsertOne({'_id': 1}), UpdateOne({'_id': 1}, {'$set': {'a': 1}}), DeleteOne({'a': 1}),
                       InsertOne({'_id': 1, 'b': 1})])
    assert list(things.find()) == [{'_id': 1, 'b': 1}]


def test_an_insert_gets_an_id(things):
    document = {}
    things.bulk_write([InsertOne(document)])
    assert type(document['_id']) is ObjectId


def test_more_than_one_batch(things):
    result = things.bulk_write([InsertOne({'_id': n}) for n in range(2100)]
                               + [UpdateOne({'_id': n}, {'$set': {'a': 1}}) for n in range(2100)])
    assert counts(result) == (2100, 2100, 2100, 0, 0)


# errors

def test_an_ordered_one_stops_at_the_first_error(three):
    with pytest.raises(BulkWriteError) as caught:
        three.bulk_write([InsertOne({'_id': 5}), InsertOne({'_id': 1, 'x': 1}), InsertOne({'_id': 6})])
    details = caught.value.details
    assert (details['nInserted'], len(details['writeErrors']), details['writeConcernErrors']) == (1, 1, [])
    error = details['writeErrors'][0]
    assert (error['index'], error['code'], error['op']) == (1, 11000, {'_id': 1, 'x': 1})
    assert 'E11000' in error['errmsg']
    assert sorted(ids(three.find())) == [0, 1, 2, 5]


def test_an_unordered_one_goes_on(three):
    with pytest.raises(BulkWriteError) as caught:
        three.bulk_write([InsertOne({'_id': 1}), DeleteOne({'_id': 0}), InsertOne({'_id': 5}), InsertOne({'_id': 2})],
                         ordered=False)
    details = caught.value.details
    assert [error['index'] for error in details['writeErrors']] == [0, 3]
    assert (details['nInserted'], details['nRemoved']) == (1, 1)


def test_the_statement_of_an_update_that_failed(three):
    with pytest.raises(BulkWriteError) as caught:
        three.bulk_write([DeleteOne({'_id': 0}), UpdateMany({'a': 1}, {'$bogus': 1})])
    error, = caught.value.details['writeErrors']
    assert (error['index'], error['code']) == (1, 9)
    assert (error['op']['q'], error['op']['u'], error['op']['multi']) == ({'a': 1}, {'$bogus': 1}, True)


def test_the_error_itself(three):
    with pytest.raises(OperationFailure) as caught:
        three.bulk_write([InsertOne({'_id': 1})])
    assert type(caught.value) is BulkWriteError
    assert not isinstance(caught.value, DuplicateKeyError)
    assert caught.value.code == 65
    assert str(caught.value).startswith('batch op errors occurred')


def test_insert_many_with_duplicates(three):
    with pytest.raises(BulkWriteError) as caught:
        three.insert_many([{'_id': 5}, {'_id': 1}, {'_id': 6}, {'_id': 2}], ordered=False)
    details = caught.value.details
    assert details['nInserted'] == 2
    assert [(error['index'], error['op']) for error in details['writeErrors']] == [(1, {'_id': 1}), (3, {'_id': 2})]


def test_no_requests(things):
    with pytest.raises(InvalidOperation):
        things.bulk_write([])


@pytest.mark.parametrize('requests', [5, [5], [{'_id': 1}], [InsertOne], (InsertOne({}),)], ids=lambda value: None)
def test_what_is_no_request(things, requests):
    with pytest.raises(TypeError):
        things.bulk_write(requests)


@pytest.mark.parametrize('make', [
    lambda: UpdateOne(5, {'$set': {'a': 1}}), lambda: DeleteOne(5), lambda: DeleteMany('x'), lambda: ReplaceOne([], {}),
    lambda: UpdateMany({}, {'$set': {}}, upsert=5),
], ids=lambda value: None)
def test_requests_with_arguments_of_another_type(make):
    with pytest.raises(TypeError):
        make()


@pytest.mark.parametrize('request_', [
    UpdateOne({}, {'a': 1}), UpdateMany({}, {'a': 1}), ReplaceOne({}, {'$set': {'a': 1}}),
], ids=['UpdateOne', 'UpdateMany', 'ReplaceOne'])
def test_operators_in_their_place(three, request_):
    with pytest.raises(ValueError):
        three.bulk_write([InsertOne({'_id': 9}), request_])
    assert three.count_documents({}) == 3


@pytest.mark.parametrize('ordered', [True, False], ids=['ordered', 'unordered'])
def test_without_waiting(things, ordered):
    result = things.with_options(write_concern=WriteConcern(w=0)).bulk_write(
        [InsertOne({'_id': 1}), InsertOne({'_id': 2})], ordered=ordered)
    assert result.acknowledged is False
    with pytest.raises(InvalidOperation):
        assert result.inserted_count
    eventually(lambda: things.count_documents({}) == 2)


def test_an_ordered_one_stops_at_the_first_error_without_waiting(three):
    three.with_options(write_concern=WriteConcern(w=0)).bulk_write(
        [InsertOne({'_id': 1}), UpdateOne({'_id': 0}, {'$set': {'b': 1}}), InsertOne({'_id': 9})])
    three.bulk_write([UpdateOne({'_id': 2}, {'$set': {'b': 1}})])
    assert list(three.find({'b': 1})) == [{'_id': 2, 'a': 0, 'b': 1}]
    assert three.find_one(9) is None


@pytest.mark.parametrize('make', [
    lambda **options: UpdateOne({}, {'$set': {'a': 1}}, **options),
    lambda **options: UpdateMany({}, {'$set': {'a': 1}}, **options),
], ids=['UpdateOne', 'UpdateMany'])
def test_requests_are_equal_with_equal_arguments(make):
    assert make(hint='_id_') == make(hint='_id_')
    assert make(hint='_id_') != make() != make(upsert=True)
    assert '_id_' in repr(make(hint='_id_'))
