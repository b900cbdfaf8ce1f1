"""The modern dialect's reads: find with its keywords, counting, distinct, aggregate."""
import pytest
from bson.son import SON
from pymongo.errors import OperationFailure

from flask_pymongo.compat import versions
from flask_pymongo.compat.modern import CursorType, ExecutionTimeout

from .reference import Custom, ids

#: An expression that is no constant and takes longer than the commands may.
SLOW = {'$lt': [{'$reduce': {'input': {'$range': [0, 300000]}, 'initialValue': '$_id',
                             'in': {'$add': ['$$value', 1]}}}, 0]}


@pytest.fixture
def six(things):
    things.insert([{'_id': n, 'a': n % 2, 'b': 'x' * n} for n in range(6)])
    return things


@pytest.mark.parametrize('options, expected', [
    ({'filter': {'a': 1}}, [1, 3, 5]),
    ({'filter': None}, [0, 1, 2, 3, 4, 5]),
    ({'filter': {'_id': {'$gt': 3}}, 'projection': {'_id': 1}}, [4, 5]),
    ({'skip': 2, 'limit': 2}, [2, 3]),
    ({'no_cursor_timeout': False}, [0, 1, 2, 3, 4, 5]),
    ({'batch_size': 2}, [0, 1, 2, 3, 4, 5]),
    ({'allow_partial_results': True}, [0, 1, 2, 3, 4, 5]),
    ({'cursor_type': CursorType.NON_TAILABLE, 'limit': 1}, [0]),
    ({'hint': [('_id', 1)]}, [0, 1, 2, 3, 4, 5]),
    ({'hint': '_id_'}, [0, 1, 2, 3, 4, 5]),
    ({'max_time_ms': 60000}, [0, 1, 2, 3, 4, 5]),
    ({'comment': 'who asks', 'filter': {'a': 0}}, [0, 2, 4]),
    ({'hint': [('_id', 1)], 'min': SON([('_id', 2)]), 'max': SON([('_id', 4)])}, [2, 3]),
    ({'session': None}, [0, 1, 2, 3, 4, 5]),
], ids=lambda value: ','.join(sorted(value)) if isinstance(value, dict) else None)
def test_find(six, options, expected):
    assert ids(six.find(**dict(options, sort=[('_id', 1)]))) == expected


def test_a_view(mongo, six):
    mongo.db.create_collection('view', viewOn=six.name, pipeline=[{'$match': {'a': 1}}])
    view = mongo.db.view
    assert sorted(ids(view.aggregate([]))) == sorted(view.distinct('_id')) == [1, 3, 5]
    assert view.count_documents({}) == 3
    if versions.DRIVER_HAS_READ_CONCERN:
        assert sorted(ids(view.find())) == [1, 3, 5]
    else:
        with pytest.raises(OperationFailure):
            list(view.find())


@pytest.mark.parametrize('sort, expected', [
    ([('_id', -1)], [5, 4]), ([('a', -1), ('_id', 1)], [1, 3]), (SON([('a', -1), ('_id', -1)]), [5, 3]),
], ids=str)
def test_find_in_order(six, sort, expected):
    assert ids(six.find(sort=sort, limit=2)) == expected


@pytest.mark.parametrize('projection', [['a'], ('a',), {'a': 1}, {'b': 0}], ids=str)
def test_find_with_a_projection(six, projection):
    assert list(six.find({'_id': 1}, projection=projection)) == [{'_id': 1, 'a': 1}]
    assert six.find_one({'_id': 1}, projection=projection) == {'_id': 1, 'a': 1}


def test_find_one(six):
    assert six.find_one(filter={'a': 1}, sort=[('_id', -1)])['_id'] == 5
    assert six.find_one({'a': 1}, skip=1, sort=[('_id', 1)])['_id'] == 3
    assert six.find_one(3)['_id'] == 3
    assert six.find_one(filter={'a': 9}) is None


@pytest.mark.parametrize('wrong, error', [
    ({'filter': 5}, TypeError), ({'no_cursor_timeout': 5}, TypeError), ({'cursor_type': 5}, ValueError),
    ({'allow_partial_results': 5}, TypeError), ({'batch_size': 'x'}, TypeError), ({'skip': 'x'}, TypeError),
], ids=str)
def test_find_with_arguments_of_another_type(six, wrong, error):
    with pytest.raises(error):
        list(six.find(**wrong))


def test_find_with_two_filters(six):
    with pytest.raises(TypeError):
        six.find({'a': 1}, filter={'a': 0})
    with pytest.raises(TypeError):
        six.find_one({'a': 1}, filter={'a': 0})


def test_a_tailable_cursor(mongo):
    log = mongo.db.create_collection('log', capped=True, size=4096)
    log.insert_one({'_id': 1})
    cursor = log.find(cursor_type=CursorType.TAILABLE)
    assert next(cursor)['_id'] == 1
    log.insert_one({'_id': 2})
    assert next(cursor)['_id'] == 2
    cursor.close()


@pytest.mark.parametrize('options', [{'comment': 'who asks'}, {'max_time_ms': 60000}], ids=sorted)
def test_a_cursor_goes_on_with_what_find_was_given(six, options):
    def found():
        return six.find({'a': 1}, **options)
    assert ids(found().where('this._id > 1').sort('_id', 1)) == [3, 5]
    assert ids(found().where('this._id > 1').clone().sort('_id', 1)) == [3, 5]
    assert sorted(found().distinct('_id')) == [1, 3, 5]
    assert found().where('this._id > 1').distinct('a') == [1]
    assert found().count() == 3
    assert ids(found().sort('_id', -1)) == [5, 3, 1]


def test_mappings_that_are_no_dicts(six):
    assert list(six.find(Custom({'_id': 1}), Custom({'b': 0}))) == [{'_id': 1, 'a': 1}]
    assert list(six.find(filter=Custom({'_id': 1}), projection=Custom({'_id': 0, 'b': 0}))) == [{'a': 1}]
    assert six.find_one(Custom({'_id': 3}), projection=Custom({'a': 1})) == {'_id': 3, 'a': 1}
    assert six.count_documents(Custom({'a': 1})) == 3
    assert six.distinct('a', Custom({'_id': Custom({'$gt': 4})})) == [1]
    assert ids(six.aggregate([Custom({'$match': Custom({'_id': 4})})])) == [4]


@pytest.mark.parametrize('length', [0, -1])
@pytest.mark.parametrize('ask', [lambda things: things.find(), lambda things: things.aggregate([])],
                         ids=['find', 'aggregate'])
def test_a_list_of_no_length(six, ask, length):
    with pytest.raises(ValueError):
        ask(six).to_list(length)
    assert len(ask(six).to_list(2)) == 2


@pytest.mark.parametrize('ask', [
    lambda things: things.count_documents({'$expr': SLOW}, maxTimeMS=20),
    lambda things: things.distinct('a', {'$expr': SLOW}, maxTimeMS=20),
    lambda things: list(things.aggregate([{'$match': {'$expr': SLOW}}], maxTimeMS=20)),
    lambda things: things.find_one_and_delete({'$expr': SLOW}, maxTimeMS=20),
    lambda things: list(things.find({'$expr': SLOW}, max_time_ms=20)),
], ids=['count_documents', 'distinct', 'aggregate', 'find_one_and_delete', 'find'])
def test_what_takes_too_long(six, ask):
    with pytest.raises(ExecutionTimeout):
        ask(six)


# counting

@pytest.mark.parametrize('filter, options, expected', [
    ({}, {}, 6), ({'a': 1}, {}, 3), ({'a': 9}, {}, 0), ({}, {'skip': 4}, 2), ({}, {'limit': 4}, 4),
    ({'a': 1}, {'skip': 1, 'limit': 1}, 1), ({'_id': {'$lt': 3}}, {'hint': '_id_'}, 3),
    ({'_id': {'$lt': 3}}, {'hint': [('_id', 1)]}, 3), ({}, {'maxTimeMS': 60000}, 6),
], ids=str)
def test_count_documents(six, filter, options, expected):
    count = six.count_documents(filter, **options)
    assert count == expected
    assert type(count) is int


def test_count_documents_wants_a_filter(six):
    with pytest.raises(TypeError):
        six.count_documents()


def test_count_documents_of_a_filter_that_the_server_refuses(six):
    with pytest.raises(OperationFailure):
        six.count_documents({'$bogus': 1})


def test_estimated_document_count(six, mongo):
    assert six.estimated_document_count() == 6
    assert mongo.db.nothing.estimated_document_count() == 0
    assert mongo.db.nothing.count_documents({}) == 0


# distinct

def test_distinct(six):
    assert sorted(six.distinct('_id')) == [0, 1, 2, 3, 4, 5]
    assert sorted(six.distinct('_id', {'a': 1})) == [1, 3, 5]
    assert six.distinct('a', filter={'_id': 3}) == [1]
    assert six.distinct('no such field') == []


@pytest.mark.parametrize('key', [5, None, ['a']], ids=repr)
def test_distinct_of_what_is_no_name(six, key):
    with pytest.raises(TypeError):
        six.distinct(key)


# aggregate

def test_aggregate_iterates(six):
    pipeline = [{'$match': {'a': 1}}, {'$sort': {'_id': 1}}]
    assert ids(six.aggregate(pipeline)) == [1, 3, 5]
    with six.aggregate(pipeline) as cursor:
        assert next(cursor)['_id'] == 1
        assert ids(cursor) == [3, 5]


def test_aggregate_with_options(six):
    assert ids(six.aggregate([{'$match': {'_id': 4}}], allowDiskUse=True, session=None)) == [4]
    assert ids(six.aggregate([{'$match': {'_id': 4}}], None)) == [4]
