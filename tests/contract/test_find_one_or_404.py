"""`find_one_or_404`: the document, or 404; on a collection however it was reached."""
import sys

import pytest
from bson.objectid import ObjectId
from pymongo.errors import OperationFailure
from werkzeug.exceptions import NotFound

from flask_pymongo import wrappers

pytestmark = pytest.mark.every_triple

#: Ways to a collection.
WAYS = {
    'db.x': lambda mongo: mongo.db.things,
    "db['x']": lambda mongo: mongo.db['things'],
    'db.x.y': lambda mongo: mongo.db.things.old,
    "db.x['y']": lambda mongo: mongo.db.things['old'],
    "db['x.y']": lambda mongo: mongo.db['things.old'],
    "db['x'].y.z": lambda mongo: mongo.db['things'].old.er,
    'cx.d.x': lambda mongo: getattr(mongo.cx, mongo.db.name).things,
    "cx['d']['x']": lambda mongo: mongo.cx[mongo.db.name]['things'],
    "cx['d'].x.y": lambda mongo: mongo.cx[mongo.db.name].things.old,
    'x.database.y': lambda mongo: mongo.db.things.database.other,
    'Database(cx, d).x': lambda mongo: wrappers.Database(mongo.cx, mongo.db.name).things,
    'Collection(db, x)': lambda mongo: wrappers.Collection(mongo.db, 'things'),
    'db.create_collection': lambda mongo: mongo.db.create_collection('things'),
    'find().collection': lambda mongo: mongo.db.things.find().collection,
    'db.get_collection': lambda mongo: mongo.db.get_collection('things'),
    'db.get_collection.y': lambda mongo: mongo.db.get_collection('things').old,
    'x.with_options': lambda mongo: mongo.db.things.with_options(),
    'x.with_options.y': lambda mongo: mongo.db.things.with_options().old,
    'db.with_options.x': lambda mongo: mongo.db.with_options().things,
    'cx.get_database.x': lambda mongo: mongo.cx.get_database(mongo.db.name).things,
    'cx.get_database.get_collection':
        lambda mongo: mongo.cx.get_database(mongo.db.name).get_collection('things'),
}


@pytest.fixture(params=sorted(WAYS))
def collection(request, mongo):
    return WAYS[request.param](mongo)


def test_every_way_gives_the_wrapper(collection):
    assert isinstance(collection, wrappers.Collection)


def test_finds_and_aborts_by_every_way(collection):
    collection.insert({'_id': 1, 'name': 'lamp'})
    assert collection.find_one_or_404({'name': 'lamp'}) == {'_id': 1, 'name': 'lamp'}
    with pytest.raises(NotFound):
        collection.find_one_or_404({'name': 'chair'})


@pytest.mark.parametrize('call', [lambda mongo: mongo.db.things.find_one_or_404(5), lambda mongo: mongo.send_file('x')],
                         ids=['find_one_or_404', 'send_file'])
def test_404_of_the_application(app, mongo, call, monkeypatch):
    class Missing(NotFound):
        description = 'ours'

    # Flask has one for each application since 2.2.
    module = sys.modules['werkzeug.exceptions']
    aborter = getattr(app, 'aborter', None) or getattr(module, '_aborter', module.abort)
    monkeypatch.setitem(aborter.mapping, 404, Missing)
    with app.test_request_context(), pytest.raises(Missing):
        call(mongo)


def test_bare_object_id(mongo):
    made = mongo.db.things.insert({'name': 'lamp'})
    assert mongo.db.things.find_one_or_404(made)['name'] == 'lamp'
    with pytest.raises(NotFound):
        mongo.db.things.find_one_or_404(ObjectId())


def test_bare_value_is_an_id(mongo):
    mongo.db.things.insert({'_id': 'lamp'})
    assert mongo.db.things.find_one_or_404('lamp') == {'_id': 'lamp'}
    with pytest.raises(NotFound):
        mongo.db.things.find_one_or_404('chair')


def test_no_argument_is_the_first_document(mongo):
    with pytest.raises(NotFound):
        mongo.db.things.find_one_or_404()
    mongo.db.things.insert({'_id': 1})
    assert mongo.db.things.find_one_or_404() == {'_id': 1}


def test_projection_as_second_positional(mongo):
    mongo.db.things.insert({'_id': 1, 'name': 'lamp', 'price': 5})
    assert mongo.db.things.find_one_or_404({'_id': 1}, {'name': 1}) == {'_id': 1, 'name': 'lamp'}
    assert mongo.db.things.find_one_or_404({'_id': 1}, ['price']) == {'_id': 1, 'price': 5}


def test_sort(mongo):
    for number in (1, 2, 3):
        mongo.db.things.insert({'_id': number})
    assert mongo.db.things.find_one_or_404({}, sort=[('_id', -1)]) == {'_id': 3}


def test_skip_past_the_end_is_404(mongo):
    mongo.db.things.insert({'_id': 1})
    with pytest.raises(NotFound):
        mongo.db.things.find_one_or_404({}, skip=1)


def test_document_class_is_kept(make_app, bind):
    class Document(dict):
        pass
    app = make_app(MONGO_DOCUMENT_CLASS=Document)
    mongo = bind(app)
    with app.test_request_context():
        mongo.db.things.insert({'_id': 1})
        assert type(mongo.db.things.find_one_or_404(1)) is Document


def test_an_empty_document_is_a_document(mongo):
    mongo.db.things.insert({'_id': 1})
    assert mongo.db.things.find_one_or_404({'_id': 1}, {'_id': 0}) == {}


def test_a_bad_query_is_no_404(mongo):
    mongo.db.things.insert({'_id': 1})
    with pytest.raises(OperationFailure):
        mongo.db.things.find_one_or_404({'_id': {'$nonsense': 1}})


def test_client_sees_404(app, mongo):
    @app.route('/user/<name>')
    def profile(name):
        return mongo.db.users.find_one_or_404({'_id': name})['city']

    mongo.db.users.insert({'_id': 'ada', 'city': 'London'})
    client = app.test_client()
    assert client.get('/user/ada').data == b'London'
    assert client.get('/user/bob').status_code == 404
