# -*- coding: utf-8 -*-
"""What a request puts into `flask.session`, the next one finds as it was; or it is refused when it is put there."""
import copy
import datetime
import re
import uuid

import flask
import itsdangerous
import pytest
from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.timestamp import Timestamp
from flask import session

from flask_pymongo import PyMongo

pytestmark = pytest.mark.every_triple

try:
    from bson.decimal128 import Decimal128
except ImportError:
    Decimal128 = None
try:
    from bson.regex import Regex
except ImportError:
    Regex = None
try:
    from flask.sessions import TaggedJSONSerializer
except ImportError:
    TaggedJSONSerializer = None

ID = ObjectId('4f2b9c1de4b0a1b2c3d4e5f6')

VALUES = [
    ID, [ID], (ID, 1), {'_id': ID}, {'a': {'b': [{'c': (ID,)}]}}, DBRef('users', ID), DBRef('users', ID, 'shop', x=1),
    Timestamp(1325473445, 7), MinKey(), MaxKey(), Code('function () {}'), Code('function () { return a }', {'a': 1}),
    Binary(b'\x00\xff', 128), Binary(uuid.UUID(int=5).bytes, 4), Binary(b'abc', 5),
    # What Flask keeps by itself
    None, True, 1, 1.5, u'\xe4', [1, 2], (1, 2), {'a': {}}, uuid.UUID(int=7), {'$oid': '4f2b9c1de4b0a1b2c3d4e5f6'},
    {'$gt': 1},
    # What looks like our own form
    {' bson': 1}, {' bson': '{"$oid": "4f2b9c1de4b0a1b2c3d4e5f6"}'}, {' bson_': ID}, {' bson': ID, 'a': 1},
    {' bson__': {' bson': ID}},
]
if Decimal128 is not None:
    VALUES += [Decimal128('1.10'), Decimal128('-Infinity')]
if Regex is not None:
    VALUES += [Regex(u'^a.*\xe4', 'im')]

#: A cursor and its like are written into a response, but nothing can make them again.
REFUSED = [('a cursor', lambda mongo: mongo.db.users.find()), ('a pattern', lambda mongo: re.compile('^a'))]


@pytest.fixture
def application(make_app):
    app = make_app()
    app.secret_key = 'of the test'
    return app


def kept(app, value):
    """What the next request finds."""
    found = []

    def put():
        session['value'] = value
        return 'put'

    def get():
        found.append(session['value'])
        return 'got'

    app.add_url_rule('/put', 'put', put)
    app.add_url_rule('/get', 'get', get)
    client = app.test_client()
    assert client.get('/put').status_code == client.get('/get').status_code == 200
    return found[0]


def types(value):
    """The types in a value, all the way down."""
    if isinstance(value, dict):
        return type(value), dict((key, types(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return type(value), [types(item) for item in value]
    return type(value)


@pytest.mark.parametrize('value', VALUES, ids=repr)
@pytest.mark.parametrize('more', [{}, {'MONGO_JSON': 'extended'}], ids=['flask', 'extended'])
def test_what_is_put_into_a_session(application, value, more):
    application.config.update(more)
    if more and not hasattr(flask.Flask, 'json_encoder') and not hasattr(application, 'json'):
        pytest.skip('the JSON of this Flask cannot be extended')
    if more and TaggedJSONSerializer is not None and isinstance(value, dict) and set(value) == set(['$oid']):
        pytest.skip('that setting reads extended JSON wherever it is')
    PyMongo(application)
    found = kept(application, value)
    assert found == value and types(found) == types(value)


def test_a_session_answers_a_query(application):
    mongo = PyMongo(application)
    document = {'name': u'Ada'}
    with application.app_context() if hasattr(application, 'app_context') else application.test_request_context():
        mongo.db.users.insert(document)
        user, whole = kept(application, [document['_id'], document])
        assert mongo.db.users.find_one(user) == mongo.db.users.find_one({'_id': whole['_id']}) == document


@pytest.mark.parametrize('make', [make for _, make in REFUSED], ids=[name for name, _ in REFUSED])
@pytest.mark.skipif(TaggedJSONSerializer is None, reason='sessions of this Flask are pickled')
def test_what_cannot_come_back_is_refused(application, make):
    mongo = PyMongo(application)
    with application.test_request_context():
        value = make(mongo)
    with pytest.raises(TypeError) as caught:
        kept(application, value)
    assert 'session' in str(caught.value)


def test_flash_messages(application):
    PyMongo(application)
    found = []

    def put():
        flask.flash(ID)
        return 'put'

    def get():
        found.extend(flask.get_flashed_messages())
        return 'got'

    application.add_url_rule('/put', 'put', put)
    application.add_url_rule('/get', 'get', get)
    client = application.test_client()
    client.get('/put')
    client.get('/get')
    assert found == [ID]


def test_a_signed_token_takes_none(application):
    """itsdangerous has a JSON of its own: it refuses what it could not read back."""
    PyMongo(application)
    signer = itsdangerous.URLSafeTimedSerializer(application.secret_key)
    with application.test_request_context(), pytest.raises(TypeError):
        signer.dumps({'user': ID})


@pytest.mark.skipif(not hasattr(TaggedJSONSerializer, 'register'), reason='this Flask has tags that are its own only')
@pytest.mark.parametrize('first', [True, False], ids=['before', 'after'])
def test_a_tag_of_the_application(application, first):
    from flask.json.tag import JSONTag

    class Set(JSONTag):
        key = ' set'

        def check(self, value):
            return isinstance(value, set)

        def to_json(self, value):
            return self.serializer.tag(sorted(value))

        def to_python(self, value):
            return set(value)

    interface = application.session_interface = type(application.session_interface)()
    interface.serializer = TaggedJSONSerializer()
    steps = [lambda: application.session_interface.serializer.register(Set), lambda: PyMongo(application)]
    for step in steps if first else reversed(steps):
        step()
    assert kept(application, {'some': set([1, 2]), '_id': ID}) == {'some': set([1, 2]), '_id': ID}
    assert copy.deepcopy(application.session_interface).serializer.loads('{"a":1}') == {'a': 1}


def test_a_session_of_before_is_still_read(application):
    """A cookie written by the same application without this package, or by an earlier release of it."""
    found = []
    application.add_url_rule('/put', 'put', lambda: session.update(a=(1, u'x'), b={'c': [True]}) or 'put')
    application.add_url_rule('/get', 'get', lambda: found.append(dict(session)) or 'got')
    before = application.test_client()
    before.get('/put')
    PyMongo(application)
    before.get('/get')
    assert found == [{'a': (1, u'x'), 'b': {'c': [True]}}]


def test_other_applications_are_left_alone(application):
    other = flask.Flask(application.import_name)
    before = other.session_interface
    PyMongo(application)
    assert other.session_interface is before is flask.Flask(application.import_name).session_interface
    if TaggedJSONSerializer is not None:
        assert type(before.serializer) is TaggedJSONSerializer


@pytest.mark.skipif(TaggedJSONSerializer is None, reason='sessions of this Flask are pickled')
def test_a_serializer_of_the_application_stays(application):
    class Own(TaggedJSONSerializer):
        """Not Flask's."""

    interface = flask.sessions.SecureCookieSessionInterface()
    interface.serializer = Own()
    application.session_interface = interface
    PyMongo(application)
    assert application.session_interface is interface and type(interface.serializer) is Own


def test_several_objects_on_one_application(application):
    PyMongo(application)
    application.config.update(OTHER_HOST=application.config['MONGO_HOST'], OTHER_PORT=application.config['MONGO_PORT'])
    PyMongo(application, 'OTHER')
    assert kept(application, [ID]) == [ID]


def test_dates_stay_as_flask_has_them(application):
    moment = datetime.datetime(2012, 1, 2, 3, 4, 5)
    plain = flask.Flask(application.import_name)
    plain.secret_key = application.secret_key
    expected = kept(plain, moment)
    PyMongo(application)
    assert kept(application, moment) == expected
