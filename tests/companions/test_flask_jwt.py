"""Flask-JWT and PyJWT: a token for a name and a password, and what a token opens."""
import datetime
import json

import flask
import jwt
import pytest
from flask.ext.jwt import JWT, current_identity, jwt_required
from flask.ext.pymongo import ObjectId, PyMongo
from werkzeug.security import safe_str_cmp


class User(object):
    def __init__(self, document):
        self.id, self.document = str(document['_id']), document


@pytest.fixture
def app(make_app):
    app = make_app(SECRET_KEY='of the test')
    mongo = PyMongo(app)
    mongo.db.users.insert({'name': 'ada', 'password': 'lovelace'})

    def authenticate(name, password):
        found = mongo.db.users.find_one({'name': name})
        if found and safe_str_cmp(found['password'].encode('utf-8'), password.encode('utf-8')):
            return User(found)

    def identity(payload):
        return mongo.db.users.find_one({'_id': ObjectId(payload['identity'])})

    JWT(app, authenticate, identity)

    @app.route('/private')
    @jwt_required()
    def private():
        return flask.jsonify(name=current_identity['name'])

    return app


def _log_in(app, **data):
    return app.test_client().post('/auth', data=json.dumps(data), content_type='application/json')


def _private(app, token, kind='JWT'):
    answer = app.test_client().get('/private', headers={'Authorization': '%s %s' % (kind, token)})
    return answer.status_code, json.loads(answer.data)


def test_a_token_opens_what_is_private(app):
    answer = _log_in(app, username='ada', password='lovelace')
    assert answer.status_code == 200 and answer.content_type == 'application/json'
    token = json.loads(answer.data)['access_token']
    assert _private(app, token) == (200, {'name': 'ada'})
    payload = jwt.decode(token, 'of the test', algorithms=['HS256'])
    assert sorted(payload) == ['exp', 'iat', 'identity', 'nbf']


def test_a_wrong_password_gets_none(app):
    answer = _log_in(app, username='ada', password='byron')
    assert answer.status_code == 401
    assert json.loads(answer.data) == {
        'description': 'Invalid credentials', 'error': 'Bad Request', 'status_code': 401}


def test_what_is_no_token_opens_nothing(app):
    answer = app.test_client().get('/private')
    assert (answer.status_code, answer.headers['WWW-Authenticate']) == (401, 'JWT realm="Login Required"')
    with app.app_context():
        past = datetime.datetime.utcnow() - datetime.timedelta(hours=1)
        old = jwt.encode({'exp': past, 'iat': past, 'nbf': past, 'identity': 'x'}, 'of the test').decode()
    assert _private(app, old) == (401, {
        'description': 'Signature has expired', 'error': 'Invalid token', 'status_code': 401})
    forged = jwt.encode({'identity': 'x'}, 'another key').decode()
    assert _private(app, forged)[1]['description'] == 'Signature verification failed'
    assert _private(app, forged, 'Bearer')[1]['description'] == 'Unsupported authorization type'
