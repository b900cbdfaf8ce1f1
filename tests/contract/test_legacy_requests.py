"""Requests of the legacy dialect: a thread sees the effects of its own writes."""
import threading

import pytest
from bson.objectid import ObjectId
from pymongo.errors import DuplicateKeyError

from flask_pymongo import wrappers
from flask_pymongo.compat import versions

# PyMongo 2.9 advises against requests.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')

needs_nesting = pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT,
                                   reason='requests of this driver do not nest yet')


@pytest.fixture
def cx(make_client):
    return make_client(auto_start_request=False)


def test_start_and_end(cx):
    assert cx.in_request() is False
    cx.start_request()
    assert cx.in_request() is True
    assert cx.end_request() is None
    assert cx.in_request() is False
    assert cx.end_request() is None
    assert cx.in_request() is False


@needs_nesting
def test_requests_nest(cx):
    cx.start_request()
    cx.start_request()
    cx.end_request()
    assert cx.in_request() is True
    cx.end_request()
    assert cx.in_request() is False


@needs_nesting
def test_a_request_is_a_context_manager(cx, database_name):
    with cx.start_request():
        assert cx.in_request() is True
        with cx.start_request():
            cx[database_name].things.insert({'_id': 1}, w=0)
            assert cx[database_name].things.find_one() == {'_id': 1}
        assert cx.in_request() is True
    assert cx.in_request() is False


def test_a_request_ends_with_an_exception(cx):
    with pytest.raises(ZeroDivisionError):
        with cx.start_request():
            raise ZeroDivisionError
    assert cx.in_request() is False


def test_a_request_can_be_ended_by_itself(cx):
    request = cx.start_request()
    request.end()
    assert cx.in_request() is False
    cx.end_request()
    assert cx.in_request() is False


def test_a_request_is_of_one_thread(cx):
    seen = []
    with cx.start_request():
        thread = threading.Thread(target=lambda: seen.append(cx.in_request()))
        thread.start()
        thread.join()
    assert seen == [False]


def test_own_writes_are_seen(cx, database_name):
    things = cx[database_name].things
    with cx.start_request():
        for turn in range(1, 51):
            assert things.insert({'_id': turn}, w=0) == turn
            assert things.update({'_id': turn}, {'$set': {'a': turn}}, w=0) is None
            assert things.find_one(turn) == {'_id': turn, 'a': turn}
            assert things.save({'_id': turn, 'b': 1}, w=0) == turn
            assert things.find_one(turn) == {'_id': turn, 'b': 1}
            assert things.remove({'_id': turn}, w=0) is None
            assert things.count() == 0


def test_errors_of_writes_that_nobody_waits_for_are_hidden(cx, database_name):
    things = cx[database_name].things
    things.create_index('a', unique=True)
    things.insert([{'_id': 1, 'a': 1}, {'_id': 2, 'a': 2}])
    with cx.start_request():
        assert things.insert({'_id': 1}, w=0) == 1
        assert things.insert([{'_id': 1}, {'_id': 3, 'a': 3}], continue_on_error=True, w=0) == [1, 3]
        assert isinstance(things.insert({'a': 1}, w=0), ObjectId)
        assert things.update({'_id': 1}, {'$set': {'a': 2}}, w=0) is None
        assert things.update({}, {'b': 1}, multi=True, w=0) is None
        assert things.save({'_id': 1, 'a': 2}, w=0) == 1
        assert things.count() == 3
        with pytest.raises(DuplicateKeyError):
            things.insert({'_id': 1}, w=1)


def test_who_is_in_a_request_from_the_start(make_client):
    assert make_client(wrappers.Connection).auto_start_request is True
    assert make_client(wrappers.MongoClient, auto_start_request=False).auto_start_request is False
    assert make_client(wrappers.MongoClient, auto_start_request=True).auto_start_request is True


@needs_nesting
def test_a_request_that_is_always_there(make_client, database_name):
    client = make_client(wrappers.Connection)
    things = client[database_name].things
    for turn in range(50):
        things.insert({'_id': turn})
        assert things.find_one(turn) == {'_id': turn}
    assert client.in_request() is True
    client.end_request()
    assert client.in_request() is False
    things.remove()
    assert client.in_request() is True
    client.end_request()
    things.find_one()
    assert client.in_request() is True
    client.start_request()
    client.end_request()
    assert client.in_request() is True


@pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT, reason='the driver has no use_greenlets yet')
def test_use_greenlets(make_client):
    assert make_client().use_greenlets is False
