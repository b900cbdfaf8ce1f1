"""What the documentation of Flask-PyMongo 3.0 promises to its applications, here with ``MONGO_API = '3.0'``.

All of it but the last classes holds for the published 3.0.1 as well (Flask 3.1, PyMongo 4.9). Those are about the
applications of 0.3, for which its documentation rules, and about the setting of JSON.
"""
import datetime
import io
import json

import flask
import pytest
from bson.objectid import ObjectId
from bson.son import SON
from flask import Flask, jsonify

import flask_pymongo
from flask_pymongo import ASCENDING, DESCENDING, BSONObjectIdConverter, BSONProvider, PyMongo, helpers, wrappers

pytestmark = pytest.mark.every_triple

try:
    from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED, DefaultJSONProvider
except ImportError:  # the published release, whose Flask has providers
    from flask.json.provider import DefaultJSONProvider
    JSON_CAN_BE_EXTENDED = True

HEX = '4f2b9c1de4b0a1b2c3d4e5f6'
MOMENT = datetime.datetime(2012, 1, 2, 3, 4, 5, 678000)

extensible = pytest.mark.skipif(not JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')
has_providers = pytest.mark.skipif(DefaultJSONProvider is None, reason='this Flask has no JSON providers')


@pytest.fixture
def server_uri(mongodb_host, mongodb_port):
    return 'mongodb://%s:%d/' % (mongodb_host, mongodb_port)


@pytest.fixture
def uri(server_uri, database_name):
    return server_uri + database_name


@pytest.fixture
def app():
    """An application of 3.x with the one setting that it needs."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY='tested', MONGO_API='3.0')
    return app


@pytest.fixture
def mongo(app, uri, opened):
    opened.append(PyMongo(app, uri))
    return opened[0]


def body(response):
    return response.data.decode('utf-8')


# The documented ways to make one

def test_uri_of_the_configuration(app, uri, database_name, opened):
    app.config['MONGO_URI'] = uri
    mongo = PyMongo(app)
    opened.append(mongo)
    assert mongo.db.name == database_name
    assert mongo.cx[database_name] == mongo.db


def test_positional_uri(app, uri, database_name, opened):
    mongo = PyMongo(app, uri)
    opened.append(mongo)
    assert mongo.db.name == database_name


def test_keyword_uri(app, uri, database_name, opened):
    mongo = PyMongo(app, uri=uri)
    opened.append(mongo)
    assert mongo.db.name == database_name


@pytest.mark.parametrize('arguments, keywords', [((None,), {}), ((), {'uri': None})], ids=['positional', 'keyword'])
def test_no_uri_is_the_one_of_the_configuration(app, uri, database_name, opened, arguments, keywords):
    app.config['MONGO_URI'] = uri
    mongo = PyMongo(app, *arguments, **keywords)
    opened.append(mongo)
    assert mongo.db.name == database_name


@pytest.mark.parametrize('arguments, keywords', [(1, {}), (0, {'uri': True})], ids=['positional', 'keyword'])
def test_init_app_with_uri(app, uri, database_name, opened, arguments, keywords):
    mongo = PyMongo()
    mongo.init_app(app, *([uri] * arguments), **dict((name, uri) for name in keywords))
    opened.append(mongo)
    assert mongo.db.name == database_name


def test_one_object_for_each_database(app, uri, database_name, opened):
    """`mongo1 = PyMongo(app, uri=...); mongo2 = PyMongo(app, uri=...)`, of the documentation."""
    one, two = PyMongo(app, uri=uri), PyMongo(app, uri=uri + '_two')
    opened.extend([one, two])
    assert (one.db.name, two.db.name) == (database_name, database_name + '_two')
    with app.test_request_context():
        assert (one.db.name, two.db.name) == (database_name, database_name + '_two')


def test_uri_without_database(app, server_uri, database_name, opened):
    mongo = PyMongo(app, server_uri)
    opened.append(mongo)
    assert mongo.db is None
    assert mongo.cx[database_name].things.find_one() is None


def test_application_that_nobody_else_keeps(uri, database_name, opened):
    """A script or a shell: `mongo = PyMongo(create_app())`."""
    mongo = PyMongo(Flask(__name__), uri)
    opened.append(mongo)
    assert mongo.db.name == database_name


# Arguments for the client

@pytest.mark.parametrize('arguments', [
    {'tz_aware': False}, {'tz_aware': True}, {'connect': False}, {'connect': True}, {'document_class': SON},
    {'serverSelectionTimeoutMS': 5000}, {'socketTimeoutMS': 5000}, {'connectTimeoutMS': 5000}, {'maxPoolSize': 3},
    {'w': 1}, {'readPreference': 'primary'},
], ids=lambda arguments: '%s=%s' % list(arguments.items())[0])
@pytest.mark.parametrize('where', ['constructor', 'init_app'])
def test_keyword_for_the_client(app, uri, opened, where, arguments):
    if where == 'constructor':
        mongo = PyMongo(app, uri, **arguments)
    else:
        mongo = PyMongo()
        mongo.init_app(app, uri, **arguments)
    opened.append(mongo)
    mongo.db.things.insert_one({'_id': 1, 'at': MOMENT})
    assert mongo.db.things.find_one()['_id'] == 1


def test_keyword_for_the_client_beside_the_configuration(app, uri, opened):
    app.config['MONGO_URI'] = uri
    mongo = PyMongo(app, document_class=SON)
    opened.append(mongo)
    mongo.db.things.insert_one({'_id': 1})
    assert type(mongo.db.things.find_one()) is SON


def test_time_zone_of_documents(app, uri, opened):
    aware, naive = PyMongo(app, uri, tz_aware=True), PyMongo(app, uri, tz_aware=False)
    opened.extend([aware, naive])
    aware.db.things.insert_one({'_id': 1, 'at': MOMENT})
    assert naive.db.things.find_one()['at'] == MOMENT
    assert aware.db.things.find_one()['at'].utcoffset() == datetime.timedelta(0)


def test_document_class(app, uri, opened):
    mongo = PyMongo(app, uri, document_class=SON)
    opened.append(mongo)
    mongo.db.things.insert_one({'_id': 1, 'inner': {}})
    assert type(mongo.db.things.find_one()) is SON


def test_positional_arguments_for_the_client(app, server_uri, mongodb_port, database_name, opened):
    mongo = PyMongo(app, server_uri + database_name, mongodb_port, SON)
    opened.append(mongo)
    mongo.db.things.insert_one({'_id': 1})
    assert type(mongo.db.things.find_one()) is SON


@pytest.mark.parametrize('where', ['constructor', 'init_app', 'later'])
def test_positional_port(app, server_uri, mongodb_port, database_name, opened, where):
    uri = server_uri.replace(':%d' % mongodb_port, '') + database_name
    if where == 'constructor':
        mongo = PyMongo(app, uri, mongodb_port)
    elif where == 'init_app':
        mongo = PyMongo()
        mongo.init_app(app, uri, mongodb_port)
    else:
        mongo = PyMongo(None, uri, mongodb_port)
        mongo.init_app(app)
    opened.append(mongo)
    mongo.db.things.insert_one({'_id': 1})
    assert mongo.cx.address[1] == mongodb_port


def test_port_twice(app, uri, mongodb_port):
    with pytest.raises(TypeError):
        PyMongo(app, uri, mongodb_port, port=mongodb_port)


# Names

def test_names():
    assert (ASCENDING, DESCENDING) == (1, -1)
    assert helpers.BSONProvider is BSONProvider is flask_pymongo.BSONProvider
    assert helpers.BSONObjectIdConverter is BSONObjectIdConverter
    assert flask_pymongo.helpers is helpers and flask_pymongo.wrappers is wrappers


def test_classes_of_what_one_gets(mongo):
    assert type(mongo.cx) is wrappers.MongoClient
    assert type(mongo.db) is wrappers.Database
    assert type(mongo.db.things) is type(mongo.db['things']) is wrappers.Collection


# Helpers

def test_find_one_or_404(app, mongo):
    mongo.db.users.insert_one({'_id': 'ada', 'name': 'Ada'})

    @app.route('/user/<username>')
    def user_profile(username):
        return mongo.db.users.find_one_or_404({'_id': username})['name']
    assert body(app.test_client().get('/user/ada')) == 'Ada'
    assert app.test_client().get('/user/bob').status_code == 404


def test_converter(app, mongo):
    mongo.db.tasks.insert_one({'_id': ObjectId(HEX), 'name': 'dig'})

    @app.route('/<ObjectId:task_id>')
    def show_task(task_id):
        return mongo.db.tasks.find_one_or_404(task_id)['name']
    assert body(app.test_client().get('/' + HEX)) == 'dig'
    assert app.test_client().get('/no-object-id').status_code == 404


@pytest.mark.parametrize('elsewhere', [False, True], ids=['own database', 'another'])
def test_files(app, mongo, database_name, elsewhere):
    db = {'db': database_name} if elsewhere else {}
    if elsewhere:
        mongo.db.client.drop_database(database_name)
    answer = mongo.save_file('notes.txt', io.BytesIO(b'hello'), owner='ada', **db)
    assert isinstance(answer, ObjectId)
    kept = mongo.cx[database_name]['fs.files'].find_one()
    assert (kept['_id'], kept['owner'], kept['contentType']) == (answer, 'ada', 'text/plain')
    @app.route('/uploads/<path:filename>')
    def get_upload(filename):
        return mongo.send_file(filename, **db)
    response = app.test_client().get('/uploads/notes.txt')
    assert response.data == b'hello'
    assert response.mimetype == 'text/plain'
    assert response.headers['Content-Disposition'].startswith('attachment; filename=')
    # The sha1 of it, or the md5 where the driver stores one.
    assert response.headers['ETag'] in ('"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"',
                                        '"5d41402abc4b2a76b9719d911017c592"')
    response.close()
    assert app.test_client().get('/uploads/missing').status_code == 404


# JSON

SHAPES = [
    (ObjectId(HEX), {'$oid': HEX}),
    (MOMENT, {'$date': '2012-01-02T03:04:05.678Z'}),
    (MOMENT.replace(microsecond=0), {'$date': '2012-01-02T03:04:05Z'}),
    (datetime.datetime(1960, 1, 1), {'$date': {'$numberLong': '-315619200000'}}),
    (float('inf'), {'$numberDouble': 'Infinity'}),
    (1.5, 1.5), (5, 5), (2 ** 40, 2 ** 40), (u'caf\xe9', u'caf\xe9'), (True, True), (None, None), ((1, 2), [1, 2]),
    ({'inner': [{'id': ObjectId(HEX)}]}, {'inner': [{'id': {'$oid': HEX}}]}),
]


@extensible
@pytest.mark.parametrize('value, shape', SHAPES)
def test_jsonify_in_extended_json(app, mongo, value, shape):
    with app.test_request_context():
        assert json.loads(body(jsonify(value=value))) == {'value': shape}


@extensible
def test_jsonify_of_a_cursor(app, mongo):
    """`results = mongo.db.carts.find({'_id': cart_id}); return jsonify(results)`, of the documentation."""
    mongo.db.carts.insert_one({'_id': ObjectId(HEX), 'at': MOMENT})
    expected = [{'_id': {'$oid': HEX}, 'at': {'$date': '2012-01-02T03:04:05.678Z'}}]
    with app.test_request_context():
        for value in (mongo.db.carts.find(), list(mongo.db.carts.find()), mongo.db.carts.aggregate([{'$match': {}}])):
            assert json.loads(flask.json.dumps(value)) == expected


@has_providers
def test_text_is_that_of_the_driver(app, mongo):
    with app.test_request_context():
        assert body(jsonify(z=1, a=ObjectId(HEX))) == '{"z": 1, "a": {"$oid": "%s"}}' % HEX


@extensible
def test_what_clients_send_is_read(app, mongo):
    @app.route('/', methods=['POST'])
    def view():
        sent = flask.request.get_json()
        mongo.db.things.insert_one(sent)
        return ''
    client = app.test_client()
    client.post('/', data='{"_id": {"$oid": "%s"}, "at": {"$date": "2012-01-02T03:04:05.678Z"}}' % HEX,
                content_type='application/json')
    assert mongo.db.things.find_one() == {'_id': ObjectId(HEX), 'at': MOMENT}


@extensible
def test_documents_come_back_as_they_were(app, mongo):
    mongo.db.things.insert_one({'_id': ObjectId(HEX), 'at': MOMENT, 'inner': [{'number': 2 ** 40}, 1.5]})
    document = mongo.db.things.find_one()
    with app.test_request_context():
        assert flask.json.loads(flask.json.dumps(document)) == document


@has_providers
def test_provider_of_the_application(app, mongo):
    assert isinstance(app.json, BSONProvider)


@has_providers
@pytest.mark.parametrize('first', [True, False], ids=['before', 'after'])
def test_provider_that_the_application_sets(app, uri, opened, first):
    class Provider(BSONProvider):
        pass

    steps = [lambda: setattr(app, 'json', Provider(app)), lambda: opened.append(PyMongo(app, uri))]
    for step in steps if first else reversed(steps):
        step()
    document = {'_id': ObjectId(HEX), 'at': MOMENT}
    for provider in (app.json, Provider(app)):
        text = provider.dumps(document)
        assert json.loads(text) == {'_id': {'$oid': HEX}, 'at': {'$date': '2012-01-02T03:04:05.678Z'}}
        assert provider.loads(text) == document
        with app.test_request_context():
            assert json.loads(body(provider.response(document))) == json.loads(text)


@extensible
def test_sessions_hold_bson(app, mongo):
    @app.route('/set')
    def set_session():
        flask.session['id'] = ObjectId(HEX)
        return ''

    @app.route('/get')
    def get_session():
        return '%s %s' % (type(flask.session['id']).__name__, flask.session['id'])
    client = app.test_client()
    client.get('/set')
    assert body(client.get('/get')) == 'ObjectId ' + HEX


class TestWhereTheOlderDocumentationRules(object):
    """Without the setting: deviations from the published 3.0.1."""

    @pytest.fixture
    def app(self):
        app = Flask(__name__)
        app.config['TESTING'] = True
        return app

    def test_no_uri_is_the_server_of_this_machine(self, mongodb_host, mongodb_port, database_name, opened):
        app = Flask(__name__)
        app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME=database_name)
        opened.append(PyMongo(app))
        assert opened[0].db.name == database_name

    def test_configured_uri_without_database(self, app, server_uri, database_name, opened):
        app.config.update(MONGO_URI=server_uri, MONGO_DBNAME=database_name)
        opened.append(PyMongo(app))
        assert opened[0].db.name == database_name

    def test_time_zone_by_default(self, app, uri, opened):
        opened.append(PyMongo(app, uri))
        opened[0].db.things.insert_one({'_id': 1, 'at': MOMENT})
        assert opened[0].db.things.find_one()['at'].utcoffset() == datetime.timedelta(0)

    def test_no_attachment_by_default(self, app, mongo):
        mongo.save_file('notes.txt', io.BytesIO(b'hello'))
        with app.test_request_context():
            response = mongo.send_file('notes.txt')
        assert 'Content-Disposition' not in response.headers
        response.close()

    @pytest.mark.parametrize('call', ['send_file', 'save_file'])
    def test_no_database_to_keep_files_in(self, app, server_uri, opened, call):
        opened.append(PyMongo(app, server_uri))
        with app.test_request_context(), pytest.raises(Exception) as caught:
            getattr(opened[0], call)('notes.txt', *([io.BytesIO(b'hello')] if call == 'save_file' else []))
        assert 'db=' in str(caught.value)

    def test_not_initialised_is_an_error(self):
        with pytest.raises(Exception) as caught:
            PyMongo().db  # noqa: B018 - reading it is what is tested
        assert 'init_app' in str(caught.value)


class TestTheSettingOfJSON(object):
    """`MONGO_JSON`, new in 4.0."""

    def plain(self, **config):
        app = Flask(__name__)
        app.config.update(TESTING=True, **config)
        return app

    @extensible
    @pytest.mark.parametrize('config', [{}, {'MONGO_JSON': 'flask'}, {'MONGO_JSON': ''}, {'MONGO_JSON': None}],
                             ids=str)
    def test_default_is_flasks(self, uri, opened, config):
        app = self.plain(**config)
        opened.append(PyMongo(app, uri))
        with app.test_request_context():
            shown = json.loads(flask.json.dumps([MOMENT, ObjectId(HEX)]))
            assert flask.json.loads('{"$oid": "%s"}' % HEX) == {'$oid': HEX}
        assert shown == ['Mon, 02 Jan 2012 03:04:05 GMT', {'$oid': HEX}]

    @pytest.mark.parametrize('value', ['bson', 'Extended', 1, True, ['extended']], ids=repr)
    @pytest.mark.parametrize('where', ['argument', 'configuration'])
    def test_unknown_value(self, uri, where, value):
        app = self.plain(MONGO_JSON=value)
        if where == 'configuration':
            app.config['MONGO_URI'] = uri
        with pytest.raises(ValueError) as caught:
            PyMongo(app, *([uri] if where == 'argument' else []))
        assert 'MONGO_JSON' in str(caught.value) and 'extended' in str(caught.value)
        assert not getattr(app, 'extensions', {}).get('pymongo')

    @pytest.mark.skipif(JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask can be extended')
    def test_a_flask_that_cannot_says_so(self, uri):
        with pytest.raises(ValueError) as caught:
            PyMongo(self.plain(MONGO_JSON='extended'), uri)
        assert 'MONGO_JSON' in str(caught.value)

    @extensible
    def test_of_a_prefix(self, mongodb_host, mongodb_port, database_name, opened):
        app = self.plain(BLOG_HOST=mongodb_host, BLOG_PORT=mongodb_port, BLOG_DBNAME=database_name,
                         BLOG_JSON='extended', MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port,
                         MONGO_DBNAME=database_name)
        for prefix in ('MONGO', 'BLOG'):
            mongo = PyMongo()
            mongo.init_app(app, prefix)
            with app.test_request_context():
                mongo.cx.close()
        with app.test_request_context():
            assert json.loads(flask.json.dumps([MOMENT])) == [{'$date': '2012-01-02T03:04:05.678Z'}]

    @extensible
    @pytest.mark.parametrize('keywords', [{}, {'tz_aware': True}, {'tz_aware': False}], ids=str)
    def test_what_is_read_is_like_the_documents(self, uri, opened, keywords):
        app = self.plain(MONGO_JSON='extended')
        mongo = PyMongo(app, uri, **keywords)
        opened.append(mongo)
        mongo.db.things.insert_one({'_id': 1, 'at': MOMENT})
        document = mongo.db.things.find_one()
        with app.test_request_context():
            back = flask.json.loads(flask.json.dumps(document))
        assert back == document
        assert back['at'].utcoffset() == document['at'].utcoffset()

    @extensible
    def test_what_is_no_bson_type_is_written_as_flask_writes_it(self, app, mongo):
        class Page(object):
            def __html__(self):
                return '<p>'
        with app.test_request_context():
            assert json.loads(flask.json.dumps({'page': Page(), 'id': ObjectId(HEX)})) == {
                'page': '<p>', 'id': {'$oid': HEX}}
            with pytest.raises(TypeError):
                flask.json.dumps(object())

    @extensible
    @pytest.mark.parametrize('sent', ['{"$oid": "xx"}', '{"$oid": 5}', '{"$date": {}}', '{"$binary": "x"}',
                                      '{"$date": 99999999999999999999}', '{"$date": "2012-13-01T00:00:00Z"}',
                                      '{"$timestamp": 5}', '{"$ref": 5, "$id": 1}', '{"$uuid": "x"}',
                                      '{"$numberLong": "9223372036854775808"}'])
    def test_malformed_json_is_a_bad_request(self, app, mongo, sent):
        @app.route('/', methods=['POST'])
        def view():
            return str(flask.request.get_json())
        app.config.update(TESTING=False, DEBUG=False)
        response = app.test_client().post('/', data='{"a": %s}' % sent, content_type='application/json')
        assert response.status_code == 400

    @extensible
    def test_form_that_a_caller_asks_for(self, app, mongo):
        with app.test_request_context():
            assert flask.json.dumps({'b': ObjectId(HEX), 'a': 1}, sort_keys=True, separators=(',', ':')) == \
                '{"a":1,"b":{"$oid":"%s"}}' % HEX
