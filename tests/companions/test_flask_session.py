"""Flask-Session: sessions in a collection, by a plain client of PyMongo, and in files."""
import datetime

import flask
import pymongo
import pytest
from bson.objectid import ObjectId
from flask.ext.pymongo import PyMongo
from flask.ext.session import Session


@pytest.fixture
def client_of_pymongo(mongodb_host, mongodb_port):
    client = pymongo.MongoClient(mongodb_host, mongodb_port)
    yield client
    client.close()


@pytest.fixture(params=['mongodb', 'signed', 'filesystem'])
def app(request, make_app, client_of_pymongo, database_name, tmp_path):
    app = make_app(SECRET_KEY='of the test', SESSION_TYPE=request.param.replace('signed', 'mongodb'),
                   SESSION_MONGODB=client_of_pymongo, SESSION_MONGODB_DB=database_name,
                   SESSION_MONGODB_COLLECT='sessions', SESSION_FILE_DIR=str(tmp_path),
                   SESSION_USE_SIGNER=request.param == 'signed')
    PyMongo(app)
    Session(app)
    app.stored = client_of_pymongo[database_name].sessions

    @app.route('/add/<ObjectId:tea>')
    def add(tea):
        flask.session.setdefault('teas', []).append(tea)
        flask.session['last'] = {'tea': tea, 'at': datetime.datetime(2013, 5, 1)}
        flask.flash('added')
        return 'added'

    @app.route('/teas')
    def teas():
        last = flask.session.get('last', {'at': None})
        return '%s %s %s' % (' '.join(str(tea) for tea in flask.session.get('teas', ())), last['at'],
                             flask.get_flashed_messages())

    @app.route('/clear')
    def clear():
        flask.session.clear()
        return 'cleared'

    return app


def test_sessions_are_kept_and_cleared(app):
    client, other = app.test_client(), app.test_client()
    tea = ObjectId()
    assert client.get('/add/%s' % tea).data == b'added'
    assert client.get('/teas').data.decode() == "%s 2013-05-01 00:00:00 ['added']" % tea
    assert client.get('/teas').data.decode() == '%s 2013-05-01 00:00:00 []' % tea
    assert other.get('/teas').data == b' None []'
    kept = app.stored.find().count()
    assert client.get('/clear').data == b'cleared'
    if app.config['SESSION_TYPE'] == 'mongodb':
        assert (kept, app.stored.find().count()) == (2, 1)
    assert client.get('/teas').data == b' None []'


def test_sessions_end(app):
    client = app.test_client()
    client.get('/add/%s' % ObjectId())
    if app.config['SESSION_TYPE'] == 'mongodb':
        app.stored.update({}, {'$set': {'expiration': datetime.datetime(2013, 5, 1)}})
        assert client.get('/teas').data == b' None []'
        assert app.stored.find({'expiration': {'$lt': datetime.datetime.utcnow()}}).count() == 0
    if app.config['SESSION_USE_SIGNER']:
        sid = client.get_cookie('session').value
        client.set_cookie('session', sid[:-1] + 'x')
        assert client.get('/teas').data == b' None []'
