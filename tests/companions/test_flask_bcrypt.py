"""Flask-Bcrypt: passwords are kept as hashes and checked."""
import flask
import pytest
from flask.ext.bcrypt import Bcrypt, check_password_hash, generate_password_hash
from flask.ext.pymongo import PyMongo


@pytest.fixture
def app(make_app):
    app = make_app(BCRYPT_LOG_ROUNDS=4)
    mongo = PyMongo(app)
    bcrypt = Bcrypt(app)

    @app.route('/register', methods=['POST'])
    def register():
        mongo.db.users.save({'name': flask.request.form['name'],
                             'password': bcrypt.generate_password_hash(flask.request.form['password'])})
        return 'welcome'

    @app.route('/login', methods=['POST'])
    def login():
        user = mongo.db.users.find_one_or_404({'name': flask.request.form['name']})
        return str(bcrypt.check_password_hash(user['password'], flask.request.form['password']))

    return app


def test_passwords_are_checked(app):
    client = app.test_client()
    assert client.post('/register', data={'name': 'ada', 'password': u'lovelacé'}).data == b'welcome'
    assert client.post('/login', data={'name': 'ada', 'password': u'lovelacé'}).data == b'True'
    assert client.post('/login', data={'name': 'ada', 'password': 'byron'}).data == b'False'
    assert client.post('/login', data={'name': 'bob', 'password': 'x'}).status_code == 404


def test_hashes_without_an_application():
    made = generate_password_hash('tea', 4)
    assert made[:7] in (b'$2a$04$', b'$2b$04$')
    assert check_password_hash(made, 'tea') and not check_password_hash(made, 'tee')
