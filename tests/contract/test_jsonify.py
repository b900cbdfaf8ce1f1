# -*- coding: utf-8 -*-
"""`jsonify` and BSON: what Flask cannot write is written; what it can stays byte for byte the same."""
import collections
import datetime
import decimal
import json
import re
import uuid
import warnings

import flask
import pytest
from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.son import SON
from bson.timestamp import Timestamp
from flask import Flask, jsonify

from flask_pymongo import BSONProvider, JSONEncoder, helpers
from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED

pytestmark = pytest.mark.every_triple

try:
    from bson.decimal128 import Decimal128
except ImportError:
    Decimal128 = None
try:
    from bson.int64 import Int64
except ImportError:
    Int64 = int
try:
    from bson.regex import Regex
except ImportError:
    Regex = None
try:
    from flask.json.provider import DefaultJSONProvider
except ImportError:
    DefaultJSONProvider = None

HEX = '4f2b9c1de4b0a1b2c3d4e5f6'
ID = ObjectId(HEX)
MOMENT = datetime.datetime(2012, 1, 2, 3, 4, 5)
UUID = uuid.UUID('00112233-4455-6677-8899-aabbccddeeff')

HAS_ENCODER = hasattr(Flask, 'json_encoder')

extensible = pytest.mark.skipif(not JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')


def written(app, value):
    """The bytes of jsonify(value=value); one Flask warns of the end of its configuration keys."""
    with app.test_request_context(), warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        return jsonify(value=value).data


def read(app, value):
    return json.loads(written(app, value).decode('utf-8'))['value']


def by_flask_alone(value, **config):
    """What an application without the extension writes; the error if it cannot."""
    app = Flask(__name__)
    app.config.update(TESTING=True, **config)
    try:
        return written(app, value)
    except (TypeError, ValueError, AttributeError) as error:
        return error


class Page(object):
    def __html__(self):
        return u'<p>\xe9</p>'


#: What some Flask can write; the extension's own shape counts only where the installed one cannot.
PLAIN = [
    None, True, 0, 12345678901234567890, -1.5, float('inf'), u'', u'caf\xe9 \u4e2d "<&>\'/', [], {}, [1, [2, [3]]],
    (1, 2), {'b': 1, 'a': {'d': 2, 'c': 3}}, {1: 'a', 2: 'b'}, {None: 1}, {True: 1}, SON([('b', 1), ('a', 2)]),
    collections.OrderedDict([('z', 1), ('a', 2)]), MOMENT, datetime.date(2012, 1, 2), UUID, decimal.Decimal('1.50'),
    Page(), [MOMENT, UUID], {'at': MOMENT, 'id': UUID}, Int64(5), Code('f()'),
]


@pytest.mark.parametrize('config', [
    {}, {'JSON_SORT_KEYS': False}, {'JSON_AS_ASCII': False}, {'JSONIFY_PRETTYPRINT_REGULAR': True},
    {'JSONIFY_PRETTYPRINT_REGULAR': False}, {'DEBUG': True},
], ids=str)
def test_what_flask_writes_stays_the_same(app, mongo, config):
    app.config.update(config)
    wanted = [by_flask_alone(value, **config) for value in PLAIN]
    could = [(value, alone) for value, alone in zip(PLAIN, wanted) if not isinstance(alone, Exception)]
    assert len(could) > 15
    for value, alone in could:
        assert written(app, value) == alone


@extensible
@pytest.mark.parametrize('config', [{}, {'JSONIFY_PRETTYPRINT_REGULAR': True}], ids=str)
def test_the_form_of_the_text_is_flasks_for_bson_too(app, mongo, config):
    app.config.update(config)
    as_plain = by_flask_alone({'b': [{u'$oid': HEX}], 'a': u'caf\xe9'}, **config)
    assert written(app, {'b': [ID], 'a': u'caf\xe9'}) == as_plain


@extensible
def test_plain_values_beside_bson_stay_the_same(app, mongo):
    """One document with an ObjectId: its other fields are written as in one without."""
    wanted = [(value, by_flask_alone(value)) for value in PLAIN]
    could = [(value, alone) for value, alone in wanted if not isinstance(alone, Exception)]
    assert len(could) > 15
    for value, alone in could:
        together = read(app, [ID, value])
        assert together[0] == {'$oid': HEX}
        assert json.dumps(together[1], sort_keys=True) == json.dumps(
            json.loads(alone.decode('utf-8'))['value'], sort_keys=True)


def test_what_nobody_can_write_is_still_an_error(app, mongo):
    with pytest.raises(TypeError):
        written(app, object())


def test_an_application_without_the_extension_stays_as_it_was(mongo):
    assert isinstance(by_flask_alone(ID), Exception)


# BSON types

@extensible
def test_object_id(app, mongo):
    assert read(app, ID) == {'$oid': HEX}


@extensible
def test_document(app, mongo):
    mongo.db.things.insert({'_id': ID, 'name': u'caf\xe9', 'tags': ['a', 'b'], 'inner': {'id': ID}})
    assert read(app, mongo.db.things.find_one()) == {
        '_id': {'$oid': HEX}, 'name': u'caf\xe9', 'tags': ['a', 'b'], 'inner': {'id': {'$oid': HEX}}}


@extensible
def test_document_at_the_top(app, mongo):
    mongo.db.things.insert({'_id': ID, 'name': 'lamp'})
    with app.test_request_context():
        answer = jsonify(mongo.db.things.find_one())
    assert answer.mimetype == 'application/json'
    assert json.loads(answer.data.decode('utf-8')) == {'_id': {'$oid': HEX}, 'name': 'lamp'}


@extensible
def test_cursor(app, mongo):
    for number in (1, 2):
        mongo.db.things.insert({'_id': number, 'owner': ID})
    assert read(app, mongo.db.things.find().sort('_id', 1)) == [
        {'_id': 1, 'owner': {'$oid': HEX}}, {'_id': 2, 'owner': {'$oid': HEX}}]


@extensible
def test_empty_cursor(app, mongo):
    assert read(app, mongo.db.things.find()) == []


@extensible
def test_cursor_of_a_command(app, mongo):
    mongo.db.things.insert({'_id': 1, 'owner': ID})
    cursor = mongo.db.things.aggregate([{'$match': {}}])
    if isinstance(cursor, dict) and 'result' in cursor and not hasattr(type(cursor), 'next'):
        cursor = cursor['result']
    assert read(app, cursor) in ([{'_id': 1, 'owner': {'$oid': HEX}}],
                                 {'result': [{'_id': 1, 'owner': {'$oid': HEX}}], 'ok': 1.0})


@extensible
def test_dbref(app, mongo):
    assert read(app, DBRef('users', ID)) == {'$ref': 'users', '$id': {'$oid': HEX}}
    assert read(app, DBRef('users', 5, 'other')) == {'$ref': 'users', '$id': 5, '$db': 'other'}


@extensible
@pytest.mark.skipif(Decimal128 is None, reason='this bson has no Decimal128')
def test_decimal128(app, mongo):
    assert read(app, Decimal128('1.50')) == {'$numberDecimal': '1.50'}


@extensible
def test_timestamp(app, mongo):
    shown = read(app, Timestamp(1325473445, 7))
    assert shown.get('$timestamp', shown) == {'t': 1325473445, 'i': 7}


@extensible
def test_min_and_max_key(app, mongo):
    assert read(app, [MinKey(), MaxKey()]) == [{'$minKey': 1}, {'$maxKey': 1}]


@extensible
@pytest.mark.skipif(bytes is str, reason='Binary is a str on Python 2, and so for JSON')
def test_binary(app, mongo):
    """Base64 is somewhere in it, in the shape of the day."""
    shown = read(app, Binary(b'\x00\x01\xfe\xff', 128))
    assert 'AAH+/w==' in json.dumps(shown)
    assert '$binary' in shown


@extensible
@pytest.mark.parametrize('value', [re.compile('^a.*b$', re.I)] + ([] if Regex is None else [Regex('^a.*b$', 'i')]),
                         ids=['pattern'] + ([] if Regex is None else ['Regex']))
def test_regular_expression(app, mongo, value):
    shown = read(app, value)
    assert '^a.*b$' in json.dumps(shown)
    assert '$regex' in shown or '$regularExpression' in shown


@extensible
def test_everything_a_document_can_have(app, mongo):
    document = {'_id': ID, 'at': MOMENT, 'uuid': UUID, 'ref': DBRef('users', ID), 'number': 2 ** 40,
                'binary': Binary(b'ab', 5), 'pattern': re.compile('a'), 'code': Code('f()'),
                'timestamp': Timestamp(1, 2), 'low': MinKey(),
                'high': MaxKey(), 'none': None, 'list': [ID, [MOMENT]], 'bytes': Binary(b'ab')}
    mongo.db.things.insert(document)
    shown = read(app, mongo.db.things.find_one())
    assert sorted(shown) == sorted(document)
    assert shown['number'] == 2 ** 40


@extensible
def test_aware_datetimes_of_documents(app, mongo):
    """As Flask writes them, or in one shape of our own where it cannot."""
    mongo.db.things.insert({'_id': 1, 'at': MOMENT})
    found = mongo.db.things.find_one()['at']
    alone = by_flask_alone(found)
    shown = written(app, found)
    assert shown == alone if not isinstance(alone, Exception) else b'2012' in shown


# The rest of the application's JSON

@extensible
def test_dumps_of_the_application(app, mongo):
    with app.test_request_context():
        assert json.loads(flask.json.dumps({'value': ID})) == {'value': {'$oid': HEX}}


@extensible
def test_filter_of_templates(app, mongo):
    with app.test_request_context():
        text = flask.render_template_string('{{ value|tojson|safe }}', value=[ID])
    assert json.loads(text) == [{'$oid': HEX}]


@pytest.mark.skipif(DefaultJSONProvider is None, reason='this Flask has no JSON providers')
def test_documents_returned_by_views(app, mongo):
    @app.route('/')
    def view():
        return {'value': ID}
    assert json.loads(app.test_client().get('/').data.decode('utf-8')) == {'value': {'$oid': HEX}}


def test_what_clients_send_is_read_as_always(app, mongo):
    """Text of a client never becomes an ObjectId by itself."""
    @app.route('/', methods=['POST'])
    def view():
        value = (flask.request.get_json() if hasattr(flask.Request, 'get_json') else flask.request.json)['value']
        return type(value).__name__
    response = app.test_client().post('/', data=json.dumps({'value': {'$oid': HEX}}), content_type='application/json')
    assert response.data == b'dict'


# An application's own

class Point(object):
    pass


@pytest.mark.skipif(not HAS_ENCODER, reason='this Flask has no JSON encoder to replace')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')  # of the one Flask that has both encoders and providers
class TestOwnEncoder(object):
    @pytest.fixture
    def encoder(self):
        class Encoder(flask.json.JSONEncoder):
            def default(self, value):
                if isinstance(value, Point):
                    return 'point'
                return flask.json.JSONEncoder.default(self, value)
        return Encoder

    def test_set_before(self, make_app, bind, encoder):
        app = make_app()
        app.json_encoder = encoder
        bind(app)
        assert app.json_encoder is encoder
        assert read(app, Point()) == 'point'

    @pytest.mark.skipif(DefaultJSONProvider is not None, reason='this Flask has JSON providers')
    def test_of_the_class(self, bind, encoder, mongodb_host, mongodb_port):
        class Application(Flask):
            json_encoder = encoder
        app = Application(__name__)
        app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME='own')
        bind(app)
        assert app.json_encoder is encoder
        assert read(app, Point()) == 'point'

    def test_set_after(self, make_app, bind, encoder):
        app = make_app()
        bind(app)
        app.json_encoder = encoder
        assert read(app, Point()) == 'point'


@pytest.mark.skipif(DefaultJSONProvider is None, reason='this Flask has no JSON providers')
class TestOwnProvider(object):
    @pytest.fixture
    def provider(self):
        class Provider(DefaultJSONProvider):
            @staticmethod
            def default(value):
                if isinstance(value, Point):
                    return 'point'
                return DefaultJSONProvider.default(value)
        return Provider

    def test_set_before(self, make_app, bind, provider):
        app = make_app()
        mine = app.json = provider(app)
        bind(app)
        assert app.json is mine
        assert read(app, Point()) == 'point'

    def test_of_the_class(self, bind, provider, mongodb_host, mongodb_port):
        class Application(Flask):
            json_provider_class = provider
        app = Application(__name__)
        app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME='own')
        bind(app)
        assert type(app.json) is provider
        assert read(app, Point()) == 'point'

    def test_set_after(self, make_app, bind, provider):
        app = make_app()
        bind(app)
        app.json = provider(app)
        assert read(app, Point()) == 'point'

    @pytest.mark.parametrize('when', ['before', 'after'])
    @pytest.mark.parametrize('name, value', [('sort_keys', False), ('ensure_ascii', False), ('compact', True),
                                             ('compact', False), ('mimetype', 'application/x-json')])
    def test_its_settings_are_kept(self, make_app, bind, when, name, value):
        app, plain = make_app(), Flask(__name__)
        setattr(plain.json, name, value)
        if when == 'before':
            setattr(app.json, name, value)
        bind(app)
        if when == 'after':
            setattr(app.json, name, value)
        sent = {'b': u'caf\xe9', 'a': [1, {'z': 1, 'y': 2}]}
        with app.test_request_context():
            ours = jsonify(sent)
        with plain.test_request_context():
            theirs = jsonify(sent)
        assert (ours.data, ours.mimetype) == (theirs.data, theirs.mimetype)

    def test_default_of_the_plain_provider_is_kept(self, make_app, bind):
        app = make_app()
        app.json.default = lambda value: 'point'
        bind(app)
        assert read(app, Point()) == 'point'


@extensible
def test_two_objects_on_one_application(make_app, bind, mongodb_host, mongodb_port):
    app = make_app(BLOG_HOST=mongodb_host, BLOG_PORT=mongodb_port, BLOG_DBNAME='x')
    bind(app)
    bind(app, 'BLOG')
    assert read(app, [ID, 1]) == [{'$oid': HEX}, 1]


# The names of 2.x and 3.x

@pytest.mark.skipif(DefaultJSONProvider is None, reason='this Flask has no JSON providers')
def test_provider_of_3(app):
    app.json = BSONProvider(app)
    assert helpers.BSONProvider is BSONProvider
    assert read(app, {'id': ID, 'n': 1}) == {'id': {'$oid': HEX}, 'n': 1}


@pytest.mark.skipif(not HAS_ENCODER, reason='this Flask has no JSON encoder to replace')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_encoder_of_2(app):
    app.json_encoder = JSONEncoder
    assert read(app, {'id': ID, 'n': 1}) == {'id': {'$oid': HEX}, 'n': 1}


def test_encoder_of_2_by_hand(app, mongo):
    with app.test_request_context():
        assert json.loads(json.dumps({'id': ID, 'n': 1}, cls=JSONEncoder)) == {'id': {'$oid': HEX}, 'n': 1}


def test_json_util_still_works(mongo):
    from bson import json_util
    assert json.loads(json.dumps(ID, default=json_util.default)) == {'$oid': HEX}
