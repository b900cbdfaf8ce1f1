# coding: utf-8
"""What objects show of themselves: enough to know them by, and no secret."""
import pytest

from flask_pymongo import PyMongo
from flask_pymongo.compat import versions


def test_of_an_application(make_app, bind, database_name, mongodb_host, mongodb_port):
    mongo = bind(make_app(LOG_HOST=mongodb_host, LOG_PORT=mongodb_port, LOG_DBNAME=database_name), config_prefix='LOG')
    assert repr(mongo) == '<PyMongo LOG: %s at %s:%d>' % (database_name, mongodb_host, mongodb_port)


def test_without_an_application():
    assert repr(PyMongo()) == '<PyMongo without an application>'


def test_of_several_applications(make_app, bind):
    mongo, apps = PyMongo(), [make_app('first', MONGO_DBNAME='alpha'), make_app('second', MONGO_DBNAME=u'b\xeata')]
    for app in apps:
        mongo.init_app(app)
    assert 'MONGO: alpha at ' in repr(mongo) and '; MONGO: b' in repr(mongo)
    with apps[0].test_request_context():
        assert repr(mongo).startswith('<PyMongo MONGO: alpha at ') and ';' not in repr(mongo)


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver logs in')
@pytest.mark.parametrize('in_code', [False, True])
def test_no_user_and_no_password(make_app, close_later, database_name, mongodb_host, mongodb_port, in_code):
    uri = 'mongodb://ada:sesame@%s:%d/%s' % (mongodb_host, mongodb_port, database_name)
    app = make_app(**({} if in_code else {'MONGO_URI': uri}))
    mongo = close_later(app, PyMongo(app, uri) if in_code else PyMongo(app))
    assert repr(mongo) == '<PyMongo MONGO: %s at %s:%d>' % (database_name, mongodb_host, mongodb_port)


def test_clients_databases_and_collections_are_short(mongo):
    for thing in (mongo.cx, mongo.db, mongo.db.things):
        assert 'TypeRegistry' not in repr(thing)
        assert repr(mongo.cx) in repr(thing)
