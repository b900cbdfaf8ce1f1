"""What cursors of 2.x had that newer drivers have lost or changed."""
import copy
import time

import pymongo
import pytest
from bson.son import SON
from pymongo.errors import AutoReconnect, InvalidOperation, OperationFailure

from flask_pymongo.compat import versions

from .reference import assert_error, ids

since_27 = pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS, reason='the driver is older than these')
finds_the_index = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                     reason='the driver leaves it to the server, and none finds the index any more')


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3} for n in range(6)])
    things.create_index([('a', 1), ('_id', 1)])
    return things


@since_27
def test_min_and_max(six):
    by = [('a', 1), ('_id', 1)]
    cursor = six.find()
    assert cursor.min([('a', 1), ('_id', 4)]).max([('a', 2), ('_id', 5)]).hint(by) is cursor
    assert ids(cursor) == [4, 2]
    assert ids(cursor.clone()) == [4, 2]


@finds_the_index
def test_min_and_max_without_a_hint(six):
    cursor = six.find().min([('a', 1), ('_id', 4)])
    assert ids(cursor) == [4, 2, 5]
    assert ids(cursor.clone()) == [4, 2, 5]
    assert ids(cursor.rewind()) == [4, 2, 5]
    assert ids(six.find().max([('_id', 2)])) == [0, 1]
    assert six.find().min([('_id', 2)])[1] == {'_id': 3, 'a': 0}


@finds_the_index
@pytest.mark.filterwarnings("ignore:the 'modifiers' parameter")
@pytest.mark.parametrize('of', [list, SON], ids=['pairs', 'a document'])
def test_min_and_max_by_keyword_without_a_hint(six, of):
    cursor = six.find({}, min=of([('a', 1), ('_id', 4)]))
    assert ids(cursor) == [4, 2, 5]
    assert ids(cursor.clone()) == [4, 2, 5]
    assert ids(six.find({}, max=of([('_id', 2)]))) == [0, 1]
    assert ids(six.find(min=of([('_id', 1)]), max=of([('_id', 3)]))) == [1, 2]
    assert six.find_one({}, min=of([('_id', 2)]))['_id'] == 2
    assert ids(six.find(modifiers={'$max': dict(of([('_id', 2)]))})) == [0, 1]
    with pytest.raises(OperationFailure) as caught:
        next(six.find(min=of([('b', 1)])))
    assert_error(caught.value, 51173)


def test_min_and_max_by_keyword(six):
    assert ids(six.find({}, min=[('_id', 1)], max=[('_id', 3)], hint=[('_id', 1)])) == [1, 2]


@since_27
def test_min_without_an_index(six):
    cursor = six.find().min([('b', 1)])
    with pytest.raises(OperationFailure) as caught:
        next(cursor)
    assert_error(caught.value, 51173)


@since_27
def test_no_bounds(six):
    with pytest.raises(TypeError):
        six.find().min(5)
    cursor = six.find()
    next(cursor)
    with pytest.raises(InvalidOperation):
        cursor.max([('a', 1)])


@since_27
def test_a_plan_has_no_ok(six):
    plan = six.find({'a': 1}).explain()
    assert 'queryPlanner' in plan
    assert 'ok' not in plan


@since_27
@pytest.mark.parametrize('twin', [lambda cursor: cursor.clone(), copy.copy, copy.deepcopy],
                         ids=['clone', 'copy', 'deepcopy'])
def test_twins_are_unread(six, twin):
    cursor = six.find({'a': 1}).sort('_id').limit(1)
    assert ids(cursor) == [1]
    other = twin(cursor)
    assert type(other) is type(cursor)
    assert other.count() == 2
    assert ids(other) == [1]


@since_27
def test_retrieved(six):
    cursor = six.find().batch_size(2)
    assert cursor.retrieved == 0
    next(cursor)
    assert cursor.retrieved == 2
    list(cursor)
    assert cursor.retrieved == 6
    assert cursor.rewind().retrieved == 0


@since_27
def test_where_it_is(six):
    assert six.find().conn_id is None


@since_27
def test_a_comment(six):
    cursor = six.find()
    assert cursor.comment('why') is cursor
    assert len(ids(cursor)) == 6


@pytest.mark.parametrize('options', [{}, {'as_class': dict}, {'sort': [('_id', 1)]}], ids=str)
def test_a_network_timeout(six, options):
    cursor = six.find(network_timeout=20, **options)
    assert sorted(ids(cursor)) == [0, 1, 2, 3, 4, 5]
    assert cursor.clone().count() == 6
    assert sorted(ids(cursor.clone())) == [0, 1, 2, 3, 4, 5]


@pytest.mark.skipif(not (versions.DRIVER_HAS_SAFE_MODE or hasattr(pymongo, 'timeout')),
                    reason='the driver has no timeout for one cursor')
def test_a_network_timeout_that_runs_out(things):
    things.insert({'_id': 1})
    start = time.time()
    with pytest.raises(AutoReconnect):
        next(things.find({'$where': 'sleep(10000) || true'}, network_timeout=0.5))
    assert time.time() - start < 8
    assert things.find_one(1, network_timeout=20) == {'_id': 1}


def test_a_time_limit_together_with_a_comment(mongo, six):
    with pytest.raises(OperationFailure):
        list(six.find({'$where': 'sleep(300) || true'}, max_time_ms=50, comment='why'))
    mongo.db.command('profile', 2)
    assert ids(six.find({'_id': 1}, max_time_ms=60000, comment='why')) == [1]
    mongo.db.command('profile', 0)
    noted, = mongo.db['system.profile'].find({'command.filter': {'_id': 1}})
    assert (noted['command']['comment'], noted['command']['maxTimeMS']) == ('why', 60000)
