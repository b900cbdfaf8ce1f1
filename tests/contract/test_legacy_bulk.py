"""The fluent bulk API: `initialize_ordered_bulk_op` and `initialize_unordered_bulk_op`, 2.7 to 3.13."""
import pymongo.errors
import pytest
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import InvalidDocument, InvalidOperation, OperationFailure

from flask_pymongo.compat import versions

from .reference import eventually, ids

pytestmark = pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS,
                                reason='the driver is older than the bulk API')

BOTH = ('initialize_ordered_bulk_op', 'initialize_unordered_bulk_op')


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3} for n in range(6)])
    return things


@pytest.fixture(params=BOTH, ids=['ordered', 'unordered'])
def bulk(six, request):
    return getattr(six, request.param)()


def answer(**expected):
    """The answer of `execute` to what went well."""
    whole = {'nInserted': 0, 'nMatched': 0, 'nModified': 0, 'nRemoved': 0, 'nUpserted': 0, 'upserted': [],
             'writeErrors': [], 'writeConcernErrors': []}
    whole.update(expected)
    return whole


def everything(things):
    return sorted(things.find(), key=lambda document: str(document['_id']))


def test_insert(six, bulk):
    first, second = {'a': 1}, {'_id': 'mine'}
    assert bulk.insert(first) is None
    assert isinstance(first['_id'], ObjectId)
    bulk.insert(second)
    assert six.count() == 6
    assert bulk.execute() == answer(nInserted=2)
    assert six.find_one(first['_id']) == first
    assert six.find_one('mine') == second


def test_update(six, bulk):
    assert bulk.find({'a': 1}).update({'$set': {'b': 1}}) is None
    assert bulk.execute() == answer(nMatched=2, nModified=2)
    assert sorted(ids(six.find({'b': 1}))) == [1, 4]


def test_update_one(six, bulk):
    assert bulk.find({'a': 1}).update_one({'$set': {'b': 1}}) is None
    assert bulk.execute() == answer(nMatched=1, nModified=1)
    assert six.find({'b': 1}).count() == 1


def test_an_update_that_changes_nothing(bulk):
    bulk.find({'a': 1}).update({'$set': {'a': 1}})
    assert bulk.execute() == answer(nMatched=2)


def test_replace_one(six, bulk):
    assert bulk.find({'_id': 1}).replace_one({'b': 1}) is None
    assert bulk.execute() == answer(nMatched=1, nModified=1)
    assert six.find_one(1) == {'_id': 1, 'b': 1}


def test_replace_by_the_empty_document(six, bulk):
    bulk.find({'_id': 1}).replace_one({})
    assert bulk.execute() == answer(nMatched=1, nModified=1)
    assert six.find_one(1) == {'_id': 1}


def test_remove(six, bulk):
    assert bulk.find({'a': 1}).remove() is None
    assert bulk.execute() == answer(nRemoved=2)
    assert sorted(ids(six.find())) == [0, 2, 3, 5]


def test_remove_one(six, bulk):
    assert bulk.find({'a': 1}).remove_one() is None
    assert bulk.execute() == answer(nRemoved=1)
    assert six.find({'a': 1}).count() == 1


def test_remove_everything(six, bulk):
    bulk.find({}).remove()
    assert bulk.execute() == answer(nRemoved=6)
    assert six.count() == 0


@pytest.mark.parametrize('method, document', [
    ('update', {'$set': {'b': 1}}), ('update_one', {'$set': {'b': 1}}), ('replace_one', {'b': 1}),
])
def test_upsert(six, bulk, method, document):
    assert getattr(bulk.find({'_id': 'new'}).upsert(), method)(document) is None
    assert bulk.execute() == answer(nUpserted=1, upserted=[{'index': 0, '_id': 'new'}])
    assert six.find_one('new') == {'_id': 'new', 'b': 1}


def test_an_upsert_that_finds_something(six, bulk):
    bulk.find({'_id': 1}).upsert().update({'$set': {'b': 1}})
    assert bulk.execute() == answer(nMatched=1, nModified=1)


def test_the_index_counts_all_operations(six, bulk):
    bulk.insert({'_id': 'a'})
    bulk.find({'_id': 'b'}).upsert().replace_one({'b': 1})
    bulk.find({'_id': 0}).remove()
    bulk.find({'_id': 'c'}).upsert().update_one({'$set': {'c': 1}})
    result = bulk.execute()
    assert sorted(result.pop('upserted'), key=lambda entry: entry['index']) == [
        {'index': 1, '_id': 'b'}, {'index': 3, '_id': 'c'}]
    result['upserted'] = []
    assert result == answer(nInserted=1, nRemoved=1, nUpserted=2)
    assert six.count() == 8


def test_an_order_that_counts(things):
    bulk = things.initialize_ordered_bulk_op()
    bulk.insert({'_id': 1})
    bulk.find({'_id': 1}).update({'$set': {'a': 1}})
    bulk.find({'a': 1}).remove()
    bulk.insert({'_id': 1, 'a': 2})
    assert bulk.execute() == answer(nInserted=2, nMatched=1, nModified=1, nRemoved=1)
    assert everything(things) == [{'_id': 1, 'a': 2}]


@pytest.mark.parametrize('wrong', [[{'_id': 1}], None, 5, 'a'], ids=repr)
def test_no_document(bulk, wrong):
    with pytest.raises(TypeError):
        bulk.insert(wrong)
    with pytest.raises(TypeError):
        bulk.find(wrong)
    for method in 'update', 'update_one', 'replace_one':
        with pytest.raises(TypeError):
            getattr(bulk.find({}), method)(wrong)
        with pytest.raises(TypeError):
            getattr(bulk.find({}).upsert(), method)(wrong)


@pytest.mark.parametrize('method', ['update', 'update_one'])
@pytest.mark.parametrize('document', [{}, {'a': 1}, SON([('a', 1), ('$set', {'b': 1})])], ids=str)
def test_an_update_needs_operators(bulk, method, document):
    with pytest.raises(ValueError):
        getattr(bulk.find({}), method)(document)
    with pytest.raises(ValueError):
        getattr(bulk.find({}).upsert(), method)(document)


def test_a_replacement_has_none(bulk):
    with pytest.raises(ValueError):
        bulk.find({}).replace_one({'$set': {'a': 1}})


def test_nothing_to_do(bulk):
    with pytest.raises(InvalidOperation):
        bulk.execute()


def test_once_only(bulk):
    bulk.insert({})
    bulk.execute()
    with pytest.raises(InvalidOperation):
        bulk.execute()


@pytest.mark.parametrize('wrong', ['majority', 5, ['w']], ids=repr)
def test_no_write_concern(bulk, wrong):
    bulk.insert({})
    with pytest.raises(TypeError):
        bulk.execute(wrong)


@pytest.mark.journal
@pytest.mark.parametrize('concern', [None, {}, {'w': 1}, {'w': 1, 'j': True}, {'w': 'majority', 'wtimeout': 1000}],
                         ids=str)
def test_a_write_concern(bulk, concern):
    bulk.insert({})
    assert bulk.execute(concern) == answer(nInserted=1)


def test_without_waiting_for_the_server(six, bulk):
    bulk.insert({'_id': 'a'})
    bulk.find({'_id': 1}).update({'$set': {'b': 1}})
    bulk.find({'_id': 2}).remove()
    assert bulk.execute({'w': 0}) is None
    eventually(lambda: six.find_one('a') and six.find_one(2) is None and six.find_one(1).get('b') == 1)


def test_failures_without_waiting_for_the_server(six):
    bulk = six.initialize_unordered_bulk_op()
    bulk.insert({'_id': 1})
    bulk.insert({'_id': 'a'})
    assert bulk.execute({'w': 0}) is None
    eventually(lambda: six.find_one('a'))


def test_keys_are_checked_when_it_is_executed(six, bulk):
    for name in 'a.b', '$a':
        bulk.insert({name: 1})
    with pytest.raises(InvalidDocument):
        bulk.execute()
    assert six.count() == 6


# errors


def failed(things, fill, ordered=True):
    bulk = things.initialize_ordered_bulk_op() if ordered else things.initialize_unordered_bulk_op()
    fill(bulk)
    with pytest.raises(pymongo.errors.BulkWriteError) as caught:
        bulk.execute()
    assert isinstance(caught.value, OperationFailure)
    assert caught.value.code == 65
    return caught.value.details


def duplicates(bulk):
    bulk.insert({'_id': 'a'})
    bulk.insert({'_id': 1})
    bulk.insert({'_id': 'b'})
    bulk.insert({'_id': 2})


def test_the_first_error_ends_an_ordered_batch(six):
    details = failed(six, duplicates)
    error, = details.pop('writeErrors')
    details['writeErrors'] = []
    assert details == answer(nInserted=1)
    assert (error['index'], error['code'], error['op']) == (1, 11000, {'_id': 1})
    assert 'duplicate key' in error['errmsg']
    assert (error['keyPattern'], error['keyValue']) == ({'_id': 1}, {'_id': 1})
    assert six.find_one('a') and six.find_one('b') is None


def test_an_unordered_batch_reports_all_errors(six):
    details = failed(six, duplicates, ordered=False)
    errors = details.pop('writeErrors')
    details['writeErrors'] = []
    assert details == answer(nInserted=2)
    assert [(error['index'], error['code'], error['op']) for error in errors] == [
        (1, 11000, {'_id': 1}), (3, 11000, {'_id': 2})]
    assert six.find_one('a') and six.find_one('b')


@pytest.mark.parametrize('ordered', [True, False])
@pytest.mark.parametrize('fill, operation', [
    (lambda found: found.update({'$bogus': {'a': 1}}),
     {'q': {'a': 1}, 'u': {'$bogus': {'a': 1}}, 'multi': True, 'upsert': False}),
    (lambda found: found.update_one({'$bogus': {'a': 1}}),
     {'q': {'a': 1}, 'u': {'$bogus': {'a': 1}}, 'multi': False, 'upsert': False}),
    (lambda found: found.replace_one({'_id': 'other'}),
     {'q': {'a': 1}, 'u': {'_id': 'other'}, 'multi': False, 'upsert': False}),
    (lambda found: found.upsert().update({'$bogus': {'a': 1}}),
     {'q': {'a': 1}, 'u': {'$bogus': {'a': 1}}, 'multi': True, 'upsert': True}),
], ids=['update', 'update_one', 'replace_one', 'upsert'])
def test_the_operation_that_failed(six, ordered, fill, operation):
    def all_of_it(bulk):
        bulk.insert({'_id': 'a'})
        fill(bulk.find({'a': 1}))
    error, = failed(six, all_of_it, ordered)['writeErrors']
    assert error['index'] == 1
    assert error['op'] == operation


def test_a_removal_that_failed(six):
    error, = failed(six, lambda bulk: bulk.find({'$bogus': 1}).remove_one())['writeErrors']
    assert error['op'] == {'q': {'$bogus': 1}, 'limit': 1}
    error, = failed(six, lambda bulk: bulk.find({'$bogus': 1}).remove())['writeErrors']
    assert error['op'] == {'q': {'$bogus': 1}, 'limit': 0}


def test_what_was_upserted_before_the_error(six):
    def fill(bulk):
        bulk.find({'_id': 'new'}).upsert().update({'$set': {'a': 1}})
        bulk.insert({'_id': 1})
    details = failed(six, fill)
    assert details['upserted'] == [{'index': 0, '_id': 'new'}]
    assert details['nUpserted'] == 1


def test_a_write_concern_that_cannot_be_satisfied(bulk):
    bulk.insert({})
    with pytest.raises(OperationFailure):
        bulk.execute({'w': 5, 'wtimeout': 1})


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the batches are the driver\'s own')
def test_operators_that_servers_no_longer_have(bulk, six):
    bulk.find({'_id': 1, '$atomic': True}).update({'$pushAll': {'list': [1, 2]}})
    bulk.find({'_id': 2}).upsert().update_one({'$pushAll': {'list': [3]}})
    assert bulk.execute()['nModified'] == 2
    assert [document['list'] for document in six.find({'list': {'$exists': True}}).sort('_id')] == [[1, 2], [3]]
