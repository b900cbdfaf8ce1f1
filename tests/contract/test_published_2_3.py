"""What the documentation of Flask-PyMongo 2.0 to 2.3 promises, here with ``MONGO_API = '2.3'``.

All of it but the last class holds for the published 2.3.0 as well (Flask 2.0, PyMongo 3.13). What 3.0 promises, too, is
tested there; here are the applications of 2.x, whose drivers speak both dialects.
"""
import io
import warnings

import pytest
from bson.son import SON
from flask import Flask, redirect, request, url_for
from werkzeug.routing import BaseConverter

import flask_pymongo
from flask_pymongo import ASCENDING, DESCENDING, BSONObjectIdConverter, PyMongo, wrappers
from flask_pymongo.compat import versions

pytestmark = pytest.mark.every_triple

HEX = '4f2b9c1de4b0a1b2c3d4e5f6'


@pytest.fixture
def server_uri(mongodb_host, mongodb_port):
    return 'mongodb://%s:%d/' % (mongodb_host, mongodb_port)


@pytest.fixture
def app(server_uri, database_name):
    app = Flask(__name__)
    app.config.update(TESTING=True, MONGO_URI=server_uri + database_name, MONGO_API='2.3')
    return app


@pytest.fixture
def mongo(app, opened):
    opened.append(PyMongo(app))
    return opened[0]


@pytest.fixture(autouse=True)
def drivers_that_deprecate_the_legacy_dialect():
    """They warn of it themselves, from 3.0 to 3.13."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        yield


def body(response):
    return response.data.decode('utf-8')


def test_application_of_the_documentation(app, mongo):
    """Its quickstart, with a template in place."""
    @app.route('/')
    def home_page():
        online_users = mongo.db.users.find({'online': True})
        return ','.join(sorted(user['_id'] for user in online_users))
    mongo.db.users.insert([{'_id': 'ada', 'online': True}, {'_id': 'bob', 'online': False},
                           {'_id': 'eve', 'online': True}])
    assert body(app.test_client().get('/')) == 'ada,eve'


def test_factory_of_the_documentation(app, opened, database_name):
    mongo = PyMongo()
    mongo.init_app(app)
    opened.append(mongo)
    assert mongo.db.name == database_name


def test_uri_goes_before_the_configuration(app, server_uri, database_name, opened):
    opened.append(PyMongo(app, uri=server_uri + database_name + '_two'))
    assert opened[0].db.name == database_name + '_two'


def test_init_app_with_everything(app, server_uri, mongodb_port, database_name, opened):
    mongo = PyMongo()
    mongo.init_app(app, server_uri + database_name, mongodb_port, tz_aware=False, document_class=SON)
    opened.append(mongo)
    mongo.db.things.insert({'_id': 1})
    assert type(mongo.db.things.find_one()) is SON


def test_outside_of_a_context_and_inside(app, mongo):
    client, database = mongo.cx, mongo.db
    with app.test_request_context():
        assert (mongo.cx, mongo.db) == (client, database)


def test_uri_without_database(app, server_uri, opened):
    opened.append(PyMongo(app, server_uri))
    assert opened[0].db is None
    assert type(opened[0].cx.other) is wrappers.Database


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver connects')
def test_connects_when_it_is_used(mongo):
    """Applications ask the client for its nodes to see whether it has connected."""
    assert mongo.cx.nodes == frozenset()
    mongo.db.things.find_one()
    assert len(mongo.cx.nodes) == 1


def test_both_dialects(mongo):
    things = mongo.db.things
    assert things.insert({'_id': 1, 'tags': ['a']}) == 1
    assert things.insert_one({'_id': 2, 'tags': ['b']}).inserted_id == 2
    things.update({'_id': 1}, {'$push': {'tags': 'c'}})
    things.update_one({'_id': 2}, {'$push': {'tags': 'c'}})
    assert [thing['tags'] for thing in things.find({'tags': 'c'}).sort('_id', ASCENDING)] == [['a', 'c'], ['b', 'c']]
    assert [thing['_id'] for thing in things.find(projection={'_id': 1}).sort('_id', DESCENDING)] == [2, 1]
    assert things.count_documents({'tags': 'c'}) == things.find({'tags': 'c'}).count() == 2
    things.remove({'_id': 1})
    assert things.delete_one({'_id': 2}).deleted_count == 1
    assert things.find_one() is None


@pytest.mark.parametrize('reach', [
    lambda mongo, name: mongo.db.things, lambda mongo, name: mongo.db['things'],
    lambda mongo, name: getattr(mongo.cx, name).things, lambda mongo, name: mongo.cx[name]['things'],
    lambda mongo, name: mongo.db.things.parts, lambda mongo, name: mongo.db['things.parts'],
], ids=['attribute', 'item', 'client attribute', 'client item', 'child', 'dotted item'])
def test_find_one_or_404_on_every_collection(app, mongo, database_name, reach):
    things = reach(mongo, database_name)
    things.insert({'_id': 'lamp'})

    @app.route('/<name>')
    def show(name):
        return things.find_one_or_404({'_id': name})['_id']
    assert body(app.test_client().get('/lamp')) == 'lamp'
    assert app.test_client().get('/bed').status_code == 404


def test_find_one_or_404_takes_the_arguments_of_find_one(mongo):
    mongo.db.things.insert({'_id': 1, 'a': 1, 'b': 2})
    assert mongo.db.things.find_one_or_404(1, {'a': 1}) == {'_id': 1, 'a': 1}


def test_converter(app, mongo):
    @app.route('/<ObjectId:task_id>')
    def show_task(task_id):
        return '%s %s' % (type(task_id).__name__, url_for('show_task', task_id=task_id))
    assert app.url_map.converters['ObjectId'] is BSONObjectIdConverter
    assert body(app.test_client().get('/' + HEX)) == 'ObjectId /' + HEX
    assert app.test_client().get('/no-object-id').status_code == 404


def test_files_of_the_documentation(app, mongo):
    """Its pair of views."""
    @app.route('/uploads/<path:filename>')
    def get_upload(filename):
        return mongo.send_file(filename)

    @app.route('/uploads/<path:filename>', methods=['POST'])
    def save_upload(filename):
        mongo.save_file(filename, request.files['file'])
        return redirect(url_for('get_upload', filename=filename))

    client = app.test_client()
    sent = {'file': (io.BytesIO(b'hello'), 'whatever.bin')}
    assert client.post('/uploads/notes.txt', data=sent).headers['Location'].endswith('/uploads/notes.txt')
    response = client.get('/uploads/notes.txt')
    assert (response.data, response.mimetype) == (b'hello', 'text/plain')
    # Its md5 then, its sha1 now.
    assert response.headers['ETag'] in ('"5d41402abc4b2a76b9719d911017c592"',
                                        '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"')
    assert (response.cache_control.max_age, response.cache_control.public) == (31536000, True)
    response.close()
    again = client.get('/uploads/notes.txt', headers=[('If-None-Match', response.headers['ETag'])])
    assert again.status_code == 304
    again.close()
    assert client.get('/uploads/missing').status_code == 404


def test_save_file_gives_the_id(mongo):
    assert mongo.save_file('notes.txt', io.BytesIO(b'hello')) == mongo.db['fs.files'].find_one()['_id']


def test_versions_of_a_file(app, mongo):
    for content in (b'one', b'two'):
        mongo.save_file('notes.txt', io.BytesIO(content))

    @app.route('/<int:number>')
    def show(number):
        return mongo.send_file('notes.txt', version=number - 10)
    client = app.test_client()
    for number, content in ((9, b'two'), (8, b'one'), (10, b'one'), (11, b'two')):
        response = client.get('/%d' % number)
        assert response.data == content
        response.close()
    assert client.get('/12').status_code == 404


def test_fields_of_a_file(mongo, database_name):
    mongo.save_file('notes.txt', io.BytesIO(b'hello'), base='texts', content_type='text/x-notes', owner='ada')
    kept = mongo.db['texts.files'].find_one()
    assert (kept['filename'], kept['contentType'], kept['owner'], kept['length']) == (
        'notes.txt', 'text/x-notes', 'ada', 5)


@pytest.mark.parametrize('call', [
    lambda mongo: mongo.send_file('a', base=1), lambda mongo: mongo.send_file('a', version='1'),
    lambda mongo: mongo.send_file('a', cache_for='1'), lambda mongo: mongo.save_file('a', io.BytesIO(), base=1),
    lambda mongo: mongo.save_file('a', b'no file'),
], ids=['base', 'version', 'cache_for', 'base to save', 'fileobj'])
def test_wrong_types(app, mongo, call):
    with app.test_request_context(), pytest.raises(TypeError):
        call(mongo)


def test_names():
    assert (flask_pymongo.ASCENDING, flask_pymongo.DESCENDING) == (1, -1)
    assert flask_pymongo.PyMongo is PyMongo
    assert issubclass(BSONObjectIdConverter, BaseConverter)
    for name in ('MongoClient', 'Database', 'Collection'):
        assert isinstance(getattr(wrappers, name), type)


class TestWhereTheOlderDocumentationRules(object):
    """Without the setting."""

    def test_one_prefix_once(self, app):
        """2.x made a second client; a `uri=` argument still does."""
        del app.config['MONGO_API']
        PyMongo(app).cx.close()
        with pytest.raises(Exception) as caught:
            PyMongo(app)
        assert 'duplicate' in str(caught.value)
