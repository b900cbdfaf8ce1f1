"""``MONGO_API``: which release's defaults an application gets. Each point of the table, in each of its profiles.

What is expected of '2.3' and '3.0' is what the documentation of these releases says.
"""
import datetime
import io
import json
import threading
import uuid
import warnings

import flask
import pytest
from bson.binary import Binary
from bson.objectid import ObjectId
from flask import Flask

import flask_pymongo
from flask_pymongo import PyMongo, legacy_mode, profiles, wrappers
from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED
from flask_pymongo.compat.versions import DRIVER_STORES_MD5

pytestmark = pytest.mark.every_triple

try:
    from pymongo.command_cursor import CommandCursor
except ImportError:  # drivers before 2.6
    CommandCursor = None

MOMENT = datetime.datetime(2012, 1, 2, 3, 4, 5)
NUMBER = uuid.UUID('00112233-4455-6677-8899-aabbccddeeff')
NAMES = tuple(profile.name for profile in profiles.PROFILES)
LATER = NAMES[1:]

every = pytest.mark.parametrize('api', NAMES)
later = pytest.mark.parametrize('api', LATER)


@pytest.fixture(autouse=True)
def drivers_that_deprecate_the_legacy_dialect():
    """They warn of it themselves, from 3.0 to 3.13."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        yield


@pytest.fixture
def server_uri(mongodb_host, mongodb_port):
    return 'mongodb://%s:%d/' % (mongodb_host, mongodb_port)


@pytest.fixture
def make(server_uri, database_name, opened):
    """`make(api, *arguments, **keywords)`: a PyMongo object of an application with that `MONGO_API`."""
    def make(api, *arguments, **keywords):
        app = Flask('test')
        app.config.update(TESTING=True, MONGO_URI=server_uri + database_name, MONGO_API=api)
        opened.append(PyMongo(app, *arguments, **keywords))
        opened[-1].app = app
        return opened[-1]
    return make


def warnings_of(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        call()
    return [(str(warning.message), warning.filename) for warning in caught
            if warning.category is UserWarning]


# The setting

def test_names():
    assert NAMES == ('0.3', '2.3', '3.0')
    assert profiles.DEFAULT.name == '0.3'


@pytest.mark.parametrize('value', ['2', '0.4', 'v3.0', 3, True, ['2.3'], 2.4], ids=repr)
@pytest.mark.parametrize('has_argument', [False, True], ids=['configuration', 'argument'])
def test_unknown_value(server_uri, database_name, value, has_argument):
    app = Flask('test')
    app.config.update(MONGO_URI=server_uri + database_name, MONGO_API=value)
    with pytest.raises(ValueError) as caught:
        PyMongo(app, *([server_uri + database_name] if has_argument else []))
    for text in NAMES + ('MONGO_API',):
        assert text in str(caught.value)
    assert not getattr(app, 'extensions', {}).get('pymongo')


@pytest.mark.parametrize('value', [None, '', '0.3', 0.3], ids=repr)
def test_default(make, value):
    mongo = make(value)
    mongo.db.things.insert({'_id': 1, 'at': MOMENT})
    assert mongo.db.things.find_one()['at'].utcoffset() == datetime.timedelta(0)


def test_number_as_tools_read_it_from_an_environment(make):
    mongo = make(3.0)
    mongo.db.things.insert({'_id': 1, 'at': MOMENT})
    assert mongo.db.things.find_one()['at'] == MOMENT


def test_environment_is_the_default(make, monkeypatch):
    monkeypatch.setenv('FLASK_PYMONGO_API', '2.3')
    for api, is_aware in ((None, False), ('0.3', True), ('3.0', False)):
        mongo = make(api)
        mongo.db.things.save({'_id': 1, 'at': MOMENT})
        assert (mongo.db.things.find_one()['at'].tzinfo is not None) == is_aware


def test_unknown_value_in_the_environment(monkeypatch):
    monkeypatch.setenv('FLASK_PYMONGO_API', '1.0')
    with pytest.raises(ValueError) as caught:
        PyMongo()
    for text in NAMES + ('FLASK_PYMONGO_API',):
        assert text in str(caught.value)


def test_configuration_counts_beside_a_uri_argument(make, server_uri, database_name):
    assert make('2.3', server_uri + database_name).db.things.insert({'at': MOMENT})
    assert make('2.3', uri=server_uri + database_name).db.things.find_one()['at'] == MOMENT


def test_of_a_prefix(mongodb_host, mongodb_port, server_uri, database_name, opened):
    app = Flask('test')
    app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME=database_name,
                      BLOG_URI=server_uri + database_name, BLOG_API='2.3')
    aware, naive = PyMongo(app), PyMongo(app, 'BLOG')
    opened.extend([aware, naive])
    naive.db.things.insert({'_id': 1, 'at': MOMENT})
    assert naive.db.things.find_one()['at'] == MOMENT
    assert aware.db.things.find_one()['at'].tzinfo is not None


# Configuration

@later
def test_without_a_uri(api):
    app = Flask('test')
    app.config.update(MONGO_API=api, MONGO_HOST='localhost')
    with pytest.raises(ValueError) as caught:
        PyMongo(app)
    assert 'must specify a URI' in str(caught.value) and 'MONGO_URI' in str(caught.value)
    assert not getattr(app, 'extensions', {}).get('pymongo')


@later
def test_uri_without_a_database(server_uri, database_name, opened, api):
    app = Flask('test')
    app.config.update(MONGO_API=api, MONGO_URI=server_uri)
    opened.append(PyMongo(app))
    assert opened[0].db is None
    assert opened[0].cx[database_name].things.find_one() is None
    app.config['MONGO_DBNAME'] = database_name
    opened.append(PyMongo(app))
    assert opened[1].db.name == database_name


@later
def test_configuration_stays_as_it_was(make, api):
    assert sorted(key for key in make(api).app.config if key.startswith('MONGO_')) == ['MONGO_API', 'MONGO_URI']


# Before init_app

@later
def test_nothing_before_init_app(monkeypatch, api):
    monkeypatch.setenv('FLASK_PYMONGO_API', api)
    mongo = PyMongo()
    assert mongo.cx is mongo.db is None
    with Flask('test').test_request_context():
        assert mongo.cx is mongo.db is None
        with pytest.raises(Exception) as caught:
            mongo.send_file('notes.txt')
    assert 'init_app' in str(caught.value)


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_error_before_init_app(name):
    with pytest.raises(Exception) as caught:
        getattr(PyMongo(), name)
    assert 'init_app' in str(caught.value)


# init_app twice

@later
def test_same_client_again(make, api):
    mongo = make(api)
    client = mongo.cx
    mongo.init_app(mongo.app)
    assert mongo.cx is client
    assert PyMongo(mongo.app).cx is client
    assert mongo.app.extensions['pymongo']['MONGO'] == (client, mongo.db)
    assert PyMongo(mongo.app, tz_aware=True).cx is not client


@later
def test_one_object_for_each_request(make, server_uri, database_name, api):
    """A habit of many programs: each request makes its own."""
    app = make(api).app
    found = []

    @app.route('/')
    def view():
        mongo = PyMongo(flask.current_app, server_uri + database_name)
        found.append(mongo.cx)
        return str(mongo.db.things.find().count())
    for _ in range(3):
        assert app.test_client().get('/').data == b'0'
    assert found[0] is found[1] is found[2]


@later
def test_the_last_one_counts_for_everybody(make, server_uri, database_name, api):
    mongo = make(api)
    other = Flask(__name__)
    other.config.update(MONGO_API=api, MONGO_URI=server_uri + database_name + '_two')
    first = mongo.cx
    mongo.init_app(other)
    assert mongo.db.name == database_name + '_two'
    with mongo.app.test_request_context():
        assert mongo.db.name == database_name + '_two'
    assert mongo.app.extensions['pymongo']['MONGO'][1].name == database_name
    assert other.extensions['pymongo']['MONGO'] == (mongo.cx, mongo.db)
    mongo.init_app(mongo.app)
    assert mongo.cx is first


@later
def test_applications_share_a_client(make, api):
    assert make(api).cx is make(api).cx


def test_profiles_do_not_share_a_client(make):
    assert make('2.3').cx is not make('3.0').cx


def test_each_application_its_own(make_app, database_name):
    one, two = make_app('test', MONGO_API='0.3'), make_app('other', MONGO_API='0.3')
    two.config['MONGO_DBNAME'] = database_name + '_two'
    mongo = PyMongo(one)
    mongo.init_app(two)
    with one.test_request_context():
        assert mongo.db.name == database_name
    with two.test_request_context():
        assert mongo.db.name == database_name + '_two'
    with pytest.raises(Exception) as caught:
        PyMongo(one)
    assert 'duplicate config_prefix "MONGO"' in str(caught.value)


@later
def test_several_threads(make, api):
    mongo = make(api)
    found = []

    def bind():
        found.append(PyMongo(mongo.app).cx)
    threads = [threading.Thread(target=bind) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(client is mongo.cx for client in found)


@every
def test_a_stand_in_for_the_client(make, monkeypatch, api):
    class Fake(dict):
        """As tests put it in the place of the client."""

        def __init__(self, *args, **kwargs):
            self.arguments = args, kwargs

        def __missing__(self, name):
            return 'database ' + name

        def close(self):
            pass
    monkeypatch.setattr(flask_pymongo, 'MongoClient', Fake)
    one, two = make(api), make(api)
    assert type(one.cx) is Fake and one.cx is not two.cx
    assert one.db.startswith('database flask_pymongo_test_')


# Documents

@pytest.mark.parametrize('api, is_aware', [('0.3', True), ('2.3', False), ('3.0', False)])
def test_datetimes(make, api, is_aware):
    things = make(api).db.things
    things.insert({'_id': 1, 'at': MOMENT})
    assert (things.find_one()['at'].tzinfo is not None) == is_aware
    assert (list(things.aggregate([{'$match': {}}]))[0]['at'].tzinfo is not None) == is_aware
    assert (make(api, tz_aware=not is_aware).db.things.find_one()['at'].tzinfo is not None) != is_aware


@pytest.mark.parametrize('api', ['0.3', '2.3'])
def test_uuids(make, api):
    things = make(api).db.things
    things.insert([{'_id': 1, 'id': NUMBER}, {'_id': 2, 'id': Binary(NUMBER.bytes, 4)}])
    assert [thing['id'] for thing in things.find().sort('_id')] == [NUMBER, NUMBER]
    assert things.find_one({'id': Binary(NUMBER.bytes, 3)})['_id'] == 1


def test_uuids_as_the_driver_has_them(make, make_plain_client, database_name):
    things = make('3.0').db.things
    plain = make_plain_client()[database_name].things
    try:
        plain.insert_one({'_id': 1, 'id': NUMBER})
    except ValueError:
        with pytest.raises(ValueError):
            things.insert_one({'_id': 1, 'id': NUMBER})
        things.insert_one({'_id': 1, 'id': Binary(NUMBER.bytes, 4)})
    assert things.find_one()['id'] == plain.find_one()['id']
    chosen = make('3.0', uuidRepresentation='pythonLegacy').db.things
    chosen.insert_one({'_id': 2, 'id': NUMBER})
    assert chosen.find_one({'_id': 2})['id'] == NUMBER


@pytest.fixture
def make_plain_client(mongodb_host, mongodb_port):
    """A function that makes a client of the driver's own, which knows `insert_one`."""
    import pymongo
    if not hasattr(pymongo.collection.Collection, 'insert_one'):
        pytest.skip('the clients of this driver speak the legacy dialect')
    made = []

    def make():
        made.append(pymongo.MongoClient(mongodb_host, mongodb_port))
        return made[-1]
    yield make
    for client in made:
        client.close()


# JSON

@pytest.mark.skipif(not JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')
@pytest.mark.parametrize('api, moment', [
    ('0.3', 'Mon, 02 Jan 2012 03:04:05 GMT'), ('2.3', 'Mon, 02 Jan 2012 03:04:05 GMT'),
    ('3.0', {'$date': '2012-01-02T03:04:05Z'})])
def test_json(make, api, moment):
    mongo = make(api)
    with mongo.app.test_request_context():
        written = json.loads(flask.json.dumps({'at': MOMENT, 'id': ObjectId('4f2b9c1de4b0a1b2c3d4e5f6')}))
    assert written == {'at': moment, 'id': {'$oid': '4f2b9c1de4b0a1b2c3d4e5f6'}}


@pytest.mark.skipif(not JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')
@pytest.mark.parametrize('tz_aware', [None, False, True], ids=str)
@pytest.mark.parametrize('where', ['keyword', 'URI'])
def test_what_json_reads_is_like_the_documents(make, server_uri, database_name, where, tz_aware):
    uri = server_uri + database_name
    if tz_aware is None:
        mongo = make('3.0', uri)
    elif where == 'keyword':
        mongo = make('3.0', uri, tz_aware=tz_aware)
    else:
        try:
            mongo = make('3.0', '%s?tz_aware=%s' % (uri, str(tz_aware).lower()))
        except flask_pymongo.pymongo.errors.ConfigurationError:
            pytest.skip('this driver knows no tz_aware in a URI')
    mongo.db.things.insert({'_id': 1, 'at': MOMENT})
    document = mongo.db.things.find_one()
    assert (document['at'].tzinfo is not None) == bool(tz_aware)
    with mongo.app.test_request_context():
        assert flask.json.loads(flask.json.dumps(document)) == document


@pytest.mark.skipif(not JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')
def test_the_setting_of_json_overrides(server_uri, database_name, opened):
    app = Flask('test')
    app.config.update(MONGO_API='3.0', MONGO_JSON='flask', MONGO_URI=server_uri + database_name)
    opened.append(PyMongo(app))
    with app.test_request_context():
        assert json.loads(flask.json.dumps([MOMENT])) == ['Mon, 02 Jan 2012 03:04:05 GMT']


# Files

@pytest.mark.parametrize('api, is_attachment', [('0.3', False), ('2.3', False), ('3.0', True)])
def test_files(make, api, is_attachment):
    mongo = make(api)
    mongo.save_file('notes.txt', io.BytesIO(b'hello'), content_type='application/x-notes')
    for keywords, expected in (({}, is_attachment), ({'as_attachment': True}, True), ({'as_attachment': False}, False)):
        with mongo.app.test_request_context():
            response = mongo.send_file('notes.txt', **keywords)
        assert ('Content-Disposition' in response.headers) == expected
        # 3.x asks the name, not what is stored.
        assert response.mimetype == ('text/plain' if api == '3.0' else 'application/x-notes')
        assert response.headers['Cache-Control'].replace('public, ', '') == 'max-age=31536000'
        response.close()


# Calls

@pytest.fixture
def two():
    return [{'_id': 1, 'n': 0}, {'_id': 2, 'n': 0}]


REACHED = [
    lambda mongo: mongo.db.things, lambda mongo: mongo.db['things'], lambda mongo: mongo.cx[mongo.db.name].things,
    lambda mongo: getattr(mongo.cx, mongo.db.name).things, lambda mongo: mongo.cx.get_database(mongo.db.name).things,
    lambda mongo: mongo.db.get_collection('things'), lambda mongo: mongo.db.with_options().things,
    lambda mongo: mongo.db.things.with_options(), lambda mongo: mongo.db.things.find().collection,
    lambda mongo: mongo.db.other.database.things, lambda mongo: mongo.app.extensions['pymongo']['MONGO'][1].things,
]


@later
@pytest.mark.parametrize('reach', REACHED, ids=[str(number) for number in range(len(REACHED))])
def test_remove_one_as_in_3(make, two, api, reach):
    """`remove(spec, False)` deletes one document, and waits."""
    mongo = make(api)
    things = reach(mongo)
    assert type(things) is wrappers.Collection
    things.insert(two)
    assert warnings_of(lambda: things.remove({'n': 0}, False)) == []
    assert things.find().count() == 1
    assert things.remove({'n': 0}, True)['n'] == 1


@later
def test_remove_one_in_a_template(make, api):
    mongo = make(api)
    things = mongo.db.things
    things.insert([{'n': 0}, {'n': 0}])
    with mongo.app.test_request_context():
        flask.render_template_string(u'{{ things.remove({"n": 0}, False) }}', things=things)
    assert things.find().count() == 1


@later
def test_update_as_in_3(make, two, api):
    things = make(api).db.things
    things.insert(two)
    assert things.update({}, {'$inc': {'n': 1}}, False, False, True)['n'] == 2
    assert things.update({}, {'$inc': {'n': 1}}, False, False, False)['n'] == 1
    assert things.update({'_id': 3}, {'$set': {'n': 5}}, True, False, False, True)['upserted'] == 3


@later
def test_insert_and_save_as_in_3(make, two, api):
    things = make(api).db.things
    assert things.insert(two, True, True, True) == [1, 2]
    with pytest.raises(flask_pymongo.pymongo.errors.DuplicateKeyError):  # it waits
        things.insert(two[0], True, False)
    with pytest.raises(flask_pymongo.pymongo.errors.DuplicateKeyError):
        things.insert([two[0], {'_id': 3}], True, True, True)
    assert things.find_one(3) == {'_id': 3}
    assert things.save({'_id': 1, 'n': 7}, True, True) == 1
    assert things.find_one(1) == {'_id': 1, 'n': 7}
    assert things.save({'n': 8}) == things.find_one({'n': 8})['_id']


@later
def test_find_as_in_3(make, two, api):
    things = make(api).db.things
    things.insert(two)
    found = list(things.find({}, {'n': 0}, 0, 0, False, 0, [('_id', -1)]))
    assert found == [{'_id': 2}, {'_id': 1}]
    assert things.find_one({}, None, 0, 0, False, 0, [('_id', -1)])['_id'] == 2


@pytest.mark.parametrize('options', [{'batchSize': 2}, {'cursor': {}, 'batchSize': 2}, {'cursor': {'batchSize': 2}},
                                     {'useCursor': True}, {'read_preference': 0}], ids=str)
def test_options_of_the_cursor_of_aggregate(make, options):
    things = make('3.0').db.things
    things.insert([{'_id': number} for number in range(5)])
    cursor = things.aggregate([{'$sort': {'_id': 1}}], **options)
    assert cursor.next() == {'_id': 0}
    assert [document['_id'] for document in cursor] == [1, 2, 3, 4]


@later
@pytest.mark.parametrize('call', [
    lambda things: things.remove({}, False, True), lambda things: things.remove({}, False, multi=True),
    lambda things: things.save({}, True, True, True), lambda things: things.insert({}, True, True, True, True),
    lambda things: things.update({}, {}, False, False, False, True, True),
    lambda things: things.find({}, None, 0, 0, False, no_cursor_timeout=True),
], ids=['remove', 'multi twice', 'save', 'insert', 'update', 'find'])
def test_more_positions_than_3_has(make, api, call):
    with pytest.raises(TypeError):
        call(make(api).db.things)


@later
def test_safe_is_still_a_keyword(make, two, api):
    things = make(api).db.things
    things.insert(two, safe=True)
    assert things.insert(two[0], safe=False) == 1
    assert things.remove({}, safe=True)['n'] == 2


@later
def test_aggregate_gives_a_cursor(make, two, api):
    things = make(api).db.things
    things.insert(two)
    cursor = things.aggregate([{'$match': {'_id': 1}}])
    assert not isinstance(cursor, dict)
    if CommandCursor is not None and hasattr(flask_pymongo.pymongo.collection.Collection, 'insert_one'):
        assert isinstance(cursor, CommandCursor)
    assert list(cursor) == [two[0]]
    assert things.count_documents({}) == 2


@later
def test_rename_gives_what_the_driver_gives(make, two, api):
    things = make(api).db.things
    things.insert(two)
    answer = things.rename('others')
    assert answer is None or answer['ok'] == 1


def test_calls_as_in_2(make, two):
    things = make('0.3').db.things
    things.insert(two)
    assert things.aggregate([{'$match': {}}])['result'] == two
    assert things.rename('others') is None


# Positional bools that PyMongo 2 and 3 read differently

AMBIGUOUS = {
    'remove': (lambda things: things.remove({'_id': 9}, False), 'safe=False', 'multi=False'),
    'update, False': (lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, False), 'safe=False',
                      'multi=False'),
    'update, True': (lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, True), 'safe=True',
                     'multi=True'),
    'update, two': (lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, True, False),
                    'safe=True, multi=False', 'multi=True, check_keys=False'),
    'insert': (lambda things: things.insert({'_id': 9}, True, False), 'safe=False', 'check_keys=False'),
    'insert, two': (lambda things: things.insert({'_id': 9}, True, True, False), 'safe=True, check_keys=False',
                    'check_keys=True, continue_on_error=False'),
    'save': (lambda things: things.save({'_id': 9}, True, False), 'safe=False', 'check_keys=False'),
    'find': (lambda things: list(things.find({'_id': 9}, None, 0, 0, True)), 'timeout=True', 'no_cursor_timeout=True'),
    'find, two': (lambda things: list(things.find({'_id': 9}, None, 0, 0, False, False)),
                  'timeout=False, snapshot=False', 'no_cursor_timeout=False, cursor_type=False'),
    'find_one': (lambda things: things.find_one({'_id': 9}, None, 0, 0, False), 'timeout=False',
                 'no_cursor_timeout=False'),
}


@pytest.mark.parametrize('name', sorted(AMBIGUOUS))
def test_ambiguous_bool_warns(make, name):
    call, in_2, in_3 = AMBIGUOUS[name]
    things = make('0.3').db.things
    (message, filename), = warnings_of(lambda: call(things))
    assert in_2 + ', as in PyMongo 2' in message and 'PyMongo 3 read it as %s.' % in_3 in message
    assert 'MONGO_API' in message
    assert filename.rpartition('.')[0] == __file__.rpartition('.')[0]


@later
@pytest.mark.parametrize('name', sorted(name for name in AMBIGUOUS))
def test_nothing_is_ambiguous_in_3(make, api, name):
    things = make(api).db.things
    assert warnings_of(lambda: AMBIGUOUS[name][0](things)) == []


@pytest.mark.parametrize('call', [
    lambda things: things.remove({'_id': 9}, True), lambda things: things.remove({'_id': 9}, False, True),
    lambda things: things.remove({'_id': 9}, safe=False), lambda things: things.remove({'_id': 9}, None),
    lambda things: things.remove(), lambda things: things.insert({'_id': 9}, True, True),
    lambda things: things.insert({'_id': 9}, False), lambda things: things.insert({'_id': 9}, True, None),
    lambda things: things.save({'_id': 9}, True, True), lambda things: things.save({'_id': 9}, True, False, True),
    lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, safe=False, multi=True),
    lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, True, multi=True),
    lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, True, True),
    lambda things: things.update({'_id': 9}, {'$set': {'n': 1}}, False, False, None),
    lambda things: list(things.find({'_id': 9}, None, 0, 0, timeout=False)),
    lambda things: list(things.find({'_id': 9}, None, 0, 0, True, False, False)),
])
def test_no_warning_where_both_read_the_same_or_only_one_takes_it(make, call):
    things = make('0.3').db.things
    assert warnings_of(lambda: call(things)) == []


def test_meaning_of_2_stays(make, two):
    things = make('0.3').db.things
    things.insert(two)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', UserWarning)
        assert things.update({}, {'$inc': {'n': 1}}, False, False, True)['n'] == 1
        assert things.save(dict(two[0], n=5), True, False) == 1
        assert things.find_one({'n': 5})['_id'] == 1
        things.remove({}, False)
    assert things.find().count() == 0


@every
def test_md5_of_saved_files(make, api):
    mongo = make(api)
    is_stored = DRIVER_STORES_MD5 or api != '3.0'
    with mongo.app.test_request_context():
        document = mongo.db.fs.files.find_one({'_id': mongo.save_file('a.txt', io.BytesIO(b'hello'))})
        assert document['sha1'] == 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'
        assert document.get('md5') == ('5d41402abc4b2a76b9719d911017c592' if is_stored else None)
        legacy_mode.install('python')
        try:
            document = mongo.db.fs.files.find_one({'_id': mongo.save_file('a.txt', io.BytesIO(b'hello'))})
        finally:
            legacy_mode.uninstall()
        assert document['md5'] == '5d41402abc4b2a76b9719d911017c592'
