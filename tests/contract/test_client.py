"""The client in the legacy dialect."""
import gc
import threading
import warnings

import pymongo
import pytest
from bson.son import SON
from pymongo.errors import PyMongoError

from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from .reference import ids

pytestmark = pytest.mark.own_client


def test_it_is_the_drivers(mongo):
    assert isinstance(mongo.cx, getattr(pymongo, 'MongoClient', None) or pymongo.Connection)
    assert mongo.cx


def test_where_it_is_connected_to(mongo, mongodb_host, mongodb_port):
    assert mongo.cx.host == mongodb_host
    assert mongo.cx.port == mongodb_port
    assert type(mongo.cx.port) is int


def test_where_it_is_connected_to_after_a_use(mongo, mongodb_host, mongodb_port):
    mongo.db.things.find_one()
    assert (mongo.cx.host, mongo.cx.port) == (mongodb_host, mongodb_port)


def test_the_document_class(mongo):
    assert mongo.cx.document_class is dict
    mongo.db.things.insert({'_id': 1, 'deep': {}})
    assert type(mongo.db.things.find_one()) is dict


def test_the_document_class_of_the_configuration(make_app, bind):
    app = make_app(MONGO_DOCUMENT_CLASS=SON)
    mongo = bind(app)
    with app.test_request_context():
        assert mongo.cx.document_class is SON
        mongo.db.things.insert({'_id': 1, 'deep': {'er': 1}})
        found = mongo.db.things.find_one()
        assert isinstance(found, SON) and isinstance(found['deep'], SON)
        assert isinstance(list(mongo.db.things.find())[0], SON)
        assert type(mongo.db.things.find_one(as_class=dict)) is dict


def test_the_document_class_can_be_changed(mongo):
    mongo.db.things.insert({'_id': 1})
    mongo.cx.document_class = SON
    assert mongo.cx.document_class is SON
    assert isinstance(mongo.cx[mongo.db.name].things.find_one(), SON)


def test_database_names(mongo):
    name = mongo.db.name
    assert name not in mongo.cx.database_names()
    mongo.db.things.insert({})
    names = mongo.cx.database_names()
    assert isinstance(names, list)
    assert name in names and 'admin' in names


@pytest.mark.parametrize('by', ['name', 'database'])
def test_drop_database(mongo, by):
    mongo.db.things.insert({})
    assert mongo.cx.drop_database(mongo.db.name if by == 'name' else mongo.db) is None
    assert mongo.db.name not in mongo.cx.database_names()
    assert mongo.cx.drop_database(mongo.db.name) is None


@pytest.mark.parametrize('wrong', [5, None, []], ids=repr)
def test_drop_database_of_another_type(mongo, wrong):
    with pytest.raises(TypeError):
        mongo.cx.drop_database(wrong)


def test_server_info(mongo):
    assert mongo.cx.server_info()['version'].count('.') == 2


def test_databases_by_attribute_and_item(mongo):
    mongo.db.things.insert({'_id': 1})
    name = mongo.db.name
    for database in mongo.cx[name], getattr(mongo.cx, name):
        assert type(database) is wrappers.Database
        assert database == mongo.db
        assert database.things.find_one_or_404(1) == {'_id': 1}


# after close


def test_it_can_be_used_after_close(mongo, mongodb_host, mongodb_port):
    things = mongo.db.things
    things.insert({'_id': 1})
    for turn in range(2, 5):
        assert mongo.cx.close() is None
        assert things.find_one(1) == {'_id': 1}
        assert mongo.db.things.insert({'_id': turn}) == turn
        assert mongo.cx[mongo.db.name].things.count() == turn
    assert (mongo.cx.host, mongo.cx.port) == (mongodb_host, mongodb_port)


def test_it_can_be_closed_twice_and_before_any_use(mongo):
    mongo.cx.close()
    mongo.cx.close()
    mongo.db.things.insert({'_id': 1})
    assert ids(mongo.db.things.find()) == [1]


@pytest.mark.parametrize('use', [
    lambda db: db.things.insert({}), lambda db: db.things.save({'_id': 1}),
    lambda db: db.things.update({}, {'$set': {'a': 1}}), lambda db: db.things.remove(),
    lambda db: list(db.things.find()), lambda db: db.things.count(), lambda db: db.things.find().count(),
    lambda db: db.things.find_and_modify({}, {'$set': {'a': 1}}),
    lambda db: db.things.create_index('b'), lambda db: db.things.aggregate([]), lambda db: db.collection_names(),
    lambda db: db.command('ping'), lambda db: db.things.distinct('a'), lambda db: db.things.drop(),
    lambda db: db.create_collection('others'), lambda db: db.things.insert({}, w=0),
], ids=['insert', 'save', 'update', 'remove', 'find', 'count', 'Cursor.count', 'find_and_modify', 'create_index',
        'aggregate', 'collection_names', 'command', 'distinct', 'drop', 'create_collection', 'w=0'])
def test_the_first_use_after_close_may_be_any(mongo, use):
    mongo.db.things.insert({})
    mongo.cx.close()
    use(mongo.db)
    assert mongo.db.command('ping')['ok'] == 1.0


def test_several_threads_may_be_the_first_after_close(mongo):
    things, found = mongo.db.things, []
    things.insert({'_id': 1})

    def read():
        for _ in range(20):
            found.append(things.find_one())

    mongo.cx.close()
    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{'_id': 1}] * 160


def test_a_cursor_made_before_close(mongo):
    mongo.db.things.insert({'_id': 1})
    cursor = mongo.db.things.find()
    mongo.cx.close()
    assert ids(cursor) == [1]


def test_what_ensure_index_remembers_survives_close(mongo):
    assert mongo.db.things.ensure_index('a') == 'a_1'
    mongo.cx.close()
    assert mongo.db.things.ensure_index('a') is None
    assert mongo.db.things.ensure_index('b') == 'b_1'


@pytest.mark.skipif(versions.DRIVER_REOPENS_AFTER_CLOSE, reason="close() is the driver's own")
def test_other_threads_while_it_is_closed(mongo):
    """They may meet an error of PyMongo; what is half closed does not show."""
    # Now and then the socket of an operation that connects meanwhile is left to the garbage collector.
    warnings.filterwarnings('ignore', 'unclosed .*socket', ResourceWarning)
    things, failures, is_over = mongo.db.things, [], threading.Event()
    things.insert({'_id': 1})

    def read():
        while not is_over.is_set():
            try:
                assert mongo.cx[things.database.name].things.find_one() == {'_id': 1}
                mongo.cx.close()
            except PyMongoError:
                pass
            except BaseException as error:
                failures.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        mongo.cx.close()
    is_over.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert things.find_one() == {'_id': 1}
    gc.collect()  # here, where such a socket is no failure
