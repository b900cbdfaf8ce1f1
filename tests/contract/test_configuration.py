# -*- coding: utf-8 -*-
"""Every MONGO_* key: what it accepts, its default, and what reaches the client."""
import collections
import datetime
import os
import socket
import threading
import time
import uuid
import warnings

import bson.binary
import pymongo
import pytest
from bson.son import SON
from pymongo.errors import AutoReconnect, ConnectionFailure, OperationFailure

import flask_pymongo
from flask_pymongo import PyMongo
from flask_pymongo.compat import LegacyWarning, versions

from .reference import OF_C_CODE, error_of_first_use, needs_scram, texts_of

try:
    from urllib.parse import quote_plus
except ImportError:
    from urllib import quote_plus

try:
    from pymongo.read_preferences import SecondaryPreferred
except ImportError:
    SecondaryPreferred = None

ReadPreference = pymongo.ReadPreference


def ping(mongo):
    return mongo.cx.admin.command('ping')['ok']


def mode(preference):
    """A read preference as its number: itself, or that of a modern object."""
    return getattr(preference, 'mode', preference)


def client_says(mongo, name):
    """A property of the client; some drivers warn of its coming end."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        return getattr(mongo.cx, name)


def attempt(app):
    """Use the application's database, whatever comes of it."""
    try:
        mongo = PyMongo(app)
    except ConnectionFailure:
        return
    try:
        with app.test_request_context():
            mongo.db.things.find_one()
    except ConnectionFailure:
        pass
    finally:
        mongo.cx.close()


# HOST and PORT

def test_host_and_port_reach_the_client(make_app, bind, mongodb_host, mongodb_port):
    mongo = bind(make_app())
    assert ping(mongo) == 1.0
    assert (client_says(mongo, 'host'), client_says(mongo, 'port')) == (mongodb_host, mongodb_port)


def test_port_as_text(make_app, bind, mongodb_port):
    mongo = bind(make_app(MONGO_PORT=str(mongodb_port)))
    assert ping(mongo) == 1.0
    assert client_says(mongo, 'port') == mongodb_port


def test_port_inside_host(make_app, bind, mongodb_host, mongodb_port):
    mongo = bind(make_app(MONGO_HOST='%s:%d' % (mongodb_host, mongodb_port), MONGO_PORT=None))
    assert ping(mongo) == 1.0
    assert client_says(mongo, 'port') == mongodb_port


@pytest.mark.parametrize('kind', [int, str])
def test_port_inside_host_wins(make_app, bind, mongodb_host, mongodb_port, dead_port, kind):
    mongo = bind(make_app(MONGO_HOST='%s:%d' % (mongodb_host, mongodb_port), MONGO_PORT=kind(dead_port)))
    assert ping(mongo) == 1.0


def test_unicode_host(make_app, bind, mongodb_host):
    assert ping(bind(make_app(MONGO_HOST=u'%s' % mongodb_host))) == 1.0


def test_host_name(make_app, listen):
    listener = listen()
    attempt(make_app(MONGO_HOST='localhost', MONGO_PORT=listener.port, MONGO_SERVER_SELECTION_TIMEOUT_MS=200))
    assert listener.visited.wait(5)


@pytest.mark.parametrize('separator', [',', ', '])
def test_list_of_hosts_with_ports(make_app, listen, separator):
    listeners = [listen(), listen()]
    host = separator.join('127.0.0.1:%d' % listener.port for listener in listeners)
    attempt(make_app(MONGO_HOST=host, MONGO_SERVER_SELECTION_TIMEOUT_MS=500))
    assert [listener.visited.wait(5) for listener in listeners] == [True, True]


def test_list_of_hosts_with_and_without_ports(make_app, listen):
    listeners = [listen(), listen()]
    attempt(make_app(MONGO_HOST='127.0.0.1:%d,127.0.0.1' % listeners[0].port, MONGO_PORT=listeners[1].port,
                     MONGO_SERVER_SELECTION_TIMEOUT_MS=500))
    assert [listener.visited.wait(5) for listener in listeners] == [True, True]


def test_list_that_names_one_server_twice(make_app, bind, mongodb_host, mongodb_port):
    assert ping(bind(make_app(MONGO_HOST='%s:%d,%s' % (mongodb_host, mongodb_port, mongodb_host)))) == 1.0


@pytest.mark.parametrize('kind', [list, tuple])
def test_hosts_as_a_list(make_app, bind, mongodb_host, mongodb_port, kind):
    app = make_app(MONGO_HOST=kind(['%s:%d' % (mongodb_host, mongodb_port), mongodb_host]))
    assert ping(bind(app)) == 1.0
    assert app.config['MONGO_HOST'] == kind(['%s:%d' % (mongodb_host, mongodb_port), mongodb_host])


@pytest.mark.parametrize('form', ['mongodb://%s:%d', 'mongodb://%s:%d/', 'mongodb://%s:%d/elsewhere?w=1'])
def test_a_uri_in_host(make_app, bind, mongodb_host, mongodb_port, database_name, form):
    app = make_app(MONGO_HOST=form % (mongodb_host, mongodb_port), MONGO_PORT=None)
    mongo = bind(app)
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0
    assert app.config['MONGO_HOST'] == form % (mongodb_host, mongodb_port)


def test_a_uri_in_host_takes_the_port_beside_it(make_app, bind, mongodb_host, mongodb_port, dead_port):
    assert ping(bind(make_app(MONGO_HOST='mongodb://%s/' % mongodb_host))) == 1.0
    app = make_app(MONGO_HOST='mongodb://%s:%d/' % (mongodb_host, mongodb_port), MONGO_PORT=dead_port)
    assert ping(bind(app)) == 1.0


def test_a_uri_in_host_without_a_name(make_app, bind, mongodb_host):
    app = make_app('shopfront', MONGO_HOST='mongodb://%s/elsewhere' % mongodb_host, MONGO_DBNAME=None)
    assert bind(app).db.name == 'shopfront'


def _has_ipv6():
    try:
        probe = socket.socket(socket.AF_INET6)
        try:
            probe.bind(('::1', 0))
        finally:
            probe.close()
    except (OSError, socket.error):
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason='this machine has no IPv6')
@pytest.mark.parametrize('host, port', [('[::1]:%d', False), ('[::1]', True)], ids=['port inside', 'port beside'])
def test_ipv6_address_in_brackets(make_app, listen, host, port):
    listener = listen('::1')
    app = make_app(MONGO_HOST=host if port else host % listener.port, MONGO_PORT=listener.port if port else None,
                   MONGO_SERVER_SELECTION_TIMEOUT_MS=200)
    attempt(app)
    assert listener.visited.wait(5)


@pytest.mark.skipif(not hasattr(flask_pymongo.MongoClient, 'topology_description'),
                    reason='this driver does not show what it is looking for')
class TestDirectness(object):
    @staticmethod
    def looks_for(mongo):
        """What the driver looks for before it has seen any server."""
        return mongo.cx.topology_description.topology_type_name

    def test_single_host_is_a_direct_connection(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port))
        assert self.looks_for(mongo) == 'Single'

    def test_single_host_with_port_is_a_direct_connection(self, make_app, bind, dead_port):
        assert self.looks_for(bind(make_app(MONGO_HOST='127.0.0.1:%d' % dead_port))) == 'Single'

    def test_default_host_is_a_direct_connection(self, make_app, bind, dead_port):
        assert self.looks_for(bind(make_app(MONGO_HOST=None, MONGO_PORT=dead_port))) == 'Single'

    def test_list_is_none(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1:%d,localhost:%d' % (dead_port, dead_port)))
        assert self.looks_for(mongo) == 'Unknown'

    def test_replica_set_is_none(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_REPLICA_SET='rs0'))
        assert self.looks_for(mongo) == 'ReplicaSetNoPrimary'

    @pytest.mark.parametrize('form', ['configuration', 'argument'])
    def test_uri_keeps_the_drivers_default(self, make_app, bind, dead_port, form):
        uri = 'mongodb://127.0.0.1:%d/name' % dead_port
        plain = pymongo.MongoClient(uri, connect=False)
        wanted = plain.topology_description.topology_type_name
        plain.close()
        mongo = bind(make_app(MONGO_URI=uri)) if form == 'configuration' else bind(make_app(), uri)
        assert self.looks_for(mongo) == wanted


@pytest.fixture
def socket_file():
    """The path of a Unix socket that nobody answers at for long, and an event: whether someone came."""
    # In no other place: such a path must be short, and some drivers make all hosts lower case.
    path = '/tmp/flask-pymongo-%s.sock' % uuid.uuid4().hex
    visited, listener = threading.Event(), socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(5)

    def accept():
        try:
            listener.accept()[0].close()
        except (OSError, socket.error):
            return
        visited.set()
    thread = threading.Thread(target=accept)
    thread.start()
    yield path, visited
    try:
        listener.shutdown(socket.SHUT_RDWR)
    except (OSError, socket.error):
        pass
    listener.close()
    thread.join(5)
    os.remove(path)


@pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT, reason='this driver knows no Unix sockets')
@pytest.mark.parametrize('key, form', [
    ('HOST', '%s'), ('URI', 'mongodb://%s'), ('URI', 'mongodb://%s/name'), ('URI', 'mongodb://%s/name?w=1')])
def test_unix_socket(make_app, socket_file, key, form):
    path, visited = socket_file
    attempt(make_app(MONGO_SERVER_SELECTION_TIMEOUT_MS=500, **{'MONGO_' + key: form % path}))
    assert visited.wait(5)


@pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT, reason='this driver knows no Unix sockets')
@pytest.mark.parametrize('form', ['%s', 'mongodb://%s', 'list'])
def test_unix_socket_of_a_client(socket_file, form):
    path, visited = socket_file
    options = {'serverSelectionTimeoutMS': 500} if versions.DRIVER_HAS_MODERN_OPTION_NAMES else {}
    try:
        client = flask_pymongo.MongoClient([path] if form == 'list' else form % path, **options)
        try:
            assert (client.host, client.port) == (path, None)
            client.admin.command('ping')
        finally:
            client.close()
    except ConnectionFailure:
        pass
    assert visited.wait(5)


# DBNAME

def test_database_name(make_app, bind, database_name):
    assert bind(make_app()).db.name == database_name


def test_database_name_defaults_to_the_applications(make_app, bind):
    assert bind(make_app('shopfront', MONGO_DBNAME=None)).db.name == 'shopfront'


# USERNAME, PASSWORD, AUTH_SOURCE, AUTH_MECHANISM

NAME = u'user,name=1@x/y:z'
SECRET = u'p@ss:w/rd%41 #?&=+,é中'


@pytest.fixture
def user(mongo):
    """A user of the test database whose name and password have every awkward character."""
    mongo.db.command('createUser', NAME, pwd=SECRET, roles=['readWrite'])
    yield NAME
    mongo.db.command('dropUser', NAME)


def logged_in(mongo):
    users = mongo.db.command('connectionStatus')['authInfo']['authenticatedUsers']
    return [(user['user'], user['db']) for user in users]


@needs_scram
def test_log_in(make_app, bind, user, database_name):
    mongo = bind(make_app(MONGO_USERNAME=user, MONGO_PASSWORD=SECRET))
    assert logged_in(mongo) == [(user, database_name)]


@needs_scram
def test_log_in_beside_a_uri_in_host(make_app, bind, user, mongodb_host, database_name):
    mongo = bind(make_app(MONGO_HOST='mongodb://%s/?w=1' % mongodb_host, MONGO_USERNAME=user, MONGO_PASSWORD=SECRET))
    assert logged_in(mongo) == [(user, database_name)]


@needs_scram
@pytest.mark.parametrize('form', ['URI', 'argument', 'HOST'])
def test_a_question_mark_in_the_password_of_a_uri(make_app, bind, mongo, mongodb_host, mongodb_port, database_name,
                                                  form):
    uri = 'mongodb://ada:p?w@%s:%d/%s' % (mongodb_host, mongodb_port, database_name)
    mongo.db.command('createUser', 'ada', pwd='p?w', roles=['readWrite'])
    try:
        app = make_app() if form == 'argument' else make_app(**{'MONGO_' + form: uri})
        assert logged_in(bind(app, uri) if form == 'argument' else bind(app)) == [('ada', database_name)]
    finally:
        mongo.db.command('dropUser', 'ada')


@needs_scram
def test_log_in_with_bytes_of_python_2(make_app, bind, mongo, database_name):
    mongo.db.command('createUser', 'ada', pwd='engine', roles=['readWrite'])
    try:
        assert logged_in(bind(make_app(MONGO_USERNAME='ada', MONGO_PASSWORD='engine'))) == [(u'ada', database_name)]
    finally:
        mongo.db.command('dropUser', 'ada')


@needs_scram
def test_log_in_at_another_database(make_app, bind, user, database_name):
    mongo = bind(make_app(MONGO_USERNAME=user, MONGO_PASSWORD=SECRET, MONGO_AUTH_SOURCE=database_name,
                          MONGO_DBNAME=database_name + '_data'))
    assert mongo.db.name == database_name + '_data'
    assert logged_in(mongo) == [(user, database_name)]


@needs_scram
def test_the_source_of_the_user_of_a_uri(make_app, bind, mongo, mongodb_host, mongodb_port, database_name):
    mongo.db.command('createUser', 'ada', pwd='engine', roles=['readWrite'])
    try:
        uri = 'mongodb://ada:engine@%s:%d/%s_data' % (mongodb_host, mongodb_port, database_name)
        found = bind(make_app(MONGO_URI=uri, MONGO_AUTH_SOURCE=database_name))
        assert found.db.name == database_name + '_data'
        assert logged_in(found) == [(u'ada', database_name)]
    finally:
        mongo.db.command('dropUser', 'ada')


@needs_scram
def test_log_in_by_mechanism(make_app, bind, user, database_name):
    mongo = bind(make_app(MONGO_USERNAME=user, MONGO_PASSWORD=SECRET, MONGO_AUTH_MECHANISM='SCRAM-SHA-1'))
    assert logged_in(mongo) == [(user, database_name)]


@needs_scram
@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_log_in_by_uri(make_app, bind, mongo, mongodb_host, mongodb_port, database_name, form):
    name, secret = 'user,name=1@x/y:z', 'p@ss:w/rd%41 #?&=+,'
    uri = 'mongodb://%s:%s@%s:%d/%s' % (quote_plus(name), quote_plus(secret), mongodb_host, mongodb_port, database_name)
    mongo.db.command('createUser', name, pwd=secret, roles=['readWrite'])
    try:
        by_uri = bind(make_app(MONGO_URI=uri)) if form == 'configuration' else bind(make_app(), uri)
        assert logged_in(by_uri) == [(name, database_name)]
    finally:
        mongo.db.command('dropUser', name)


@needs_scram
@pytest.mark.parametrize('options', ['', '?safe=true'])
@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_a_plus_sign_in_a_uri_is_a_blank(make_app, bind, mongo, mongodb_host, mongodb_port, database_name, form,
                                         options):
    """As `quote_plus` writes it and every driver reads it, whether or not the URI has to be written anew."""
    uri = 'mongodb://ada+l:a+b%%2Bc@%s:%d/%s%s' % (mongodb_host, mongodb_port, database_name, options)
    mongo.db.command('createUser', 'ada l', pwd='a b+c', roles=['readWrite'])
    try:
        app = make_app(MONGO_URI=uri) if form == 'configuration' else make_app()
        by_uri = bind(app) if form == 'configuration' else bind(app, uri)
        assert logged_in(by_uri) == [('ada l', database_name)]
        if form == 'configuration':
            assert (app.config['MONGO_USERNAME'], app.config['MONGO_PASSWORD']) == ('ada l', 'a b+c')
    finally:
        mongo.db.command('dropUser', 'ada l')


@needs_scram
def test_wrong_password(make_app, user):
    # Some drivers look for the server once more when they are closed.
    app = make_app(MONGO_USERNAME=user, MONGO_PASSWORD='wrong', MONGO_SERVER_SELECTION_TIMEOUT_MS=2000)
    error_of_first_use(OperationFailure, app)


@pytest.mark.parametrize('username', ['', None])
@pytest.mark.parametrize('password', ['', None])
def test_empty_credentials_are_none(make_app, bind, username, password):
    app = make_app()
    app.config.update(MONGO_USERNAME=username, MONGO_PASSWORD=password)
    assert logged_in(bind(app)) == []


# READ_PREFERENCE

#: Every spelling of a name, and the driver's constant for it.
SPELLINGS = {'PRIMARY': 'PRIMARY', 'primary': 'PRIMARY', 'Primary': 'PRIMARY', 'SECONDARY': 'SECONDARY',
             u'secondary': 'SECONDARY'}
if versions.DRIVER_HAS_READ_PREFERENCE_MODES:
    SPELLINGS.update({
        'SECONDARY_ONLY': 'SECONDARY', 'secondaryOnly': 'SECONDARY',
        'PRIMARY_PREFERRED': 'PRIMARY_PREFERRED', 'primaryPreferred': 'PRIMARY_PREFERRED',
        'SECONDARY_PREFERRED': 'SECONDARY_PREFERRED', 'secondary_preferred': 'SECONDARY_PREFERRED',
        'secondaryPreferred': 'SECONDARY_PREFERRED', 'SecondaryPreferred': 'SECONDARY_PREFERRED',
        'secondarypreferred': 'SECONDARY_PREFERRED', 'NEAREST': 'NEAREST', 'nearest': 'NEAREST',
    })
else:
    SPELLINGS.update({'SECONDARY_ONLY': 'SECONDARY_ONLY', 'secondaryOnly': 'SECONDARY_ONLY'})


@pytest.mark.parametrize('name', sorted(SPELLINGS))
def test_read_preference_by_name(make_app, bind, name):
    mongo = bind(make_app(MONGO_READ_PREFERENCE=name))
    wanted = mode(getattr(ReadPreference, SPELLINGS[name]))
    assert mode(mongo.cx.read_preference) == wanted
    assert mode(mongo.db.read_preference) == wanted
    assert mode(mongo.db.things.read_preference) == wanted


@pytest.mark.parametrize('name', sorted(set(SPELLINGS.values())))
def test_read_preference_by_constant(make_app, bind, name):
    constant = getattr(ReadPreference, name)
    assert mode(bind(make_app(MONGO_READ_PREFERENCE=constant)).cx.read_preference) == mode(constant)


@pytest.mark.parametrize('name', sorted(set(SPELLINGS.values())))
def test_read_preference_by_number(make_app, bind, name):
    number = mode(getattr(ReadPreference, name))
    app = make_app()
    app.config['MONGO_READ_PREFERENCE'] = number
    assert mode(bind(app).cx.read_preference) == number


@pytest.mark.parametrize('name', ['PRIMARY', 'SECONDARY', 'SECONDARY_ONLY'])
def test_read_preference_by_constant_of_the_extension(make_app, bind, name):
    app = make_app()
    app.config['MONGO_READ_PREFERENCE'] = getattr(flask_pymongo, name)
    wanted = getattr(ReadPreference, name, ReadPreference.SECONDARY)
    assert mode(bind(app).cx.read_preference) == mode(wanted)


@pytest.mark.skipif(SecondaryPreferred is None, reason='the read preferences of this driver are numbers')
def test_read_preference_keeps_its_tags(make_app, bind):
    cx = bind(make_app(MONGO_READ_PREFERENCE=SecondaryPreferred(tag_sets=[{'dc': 'east'}]))).cx
    # Of the preference, or beside it where that still is a number.
    shown = cx.read_preference if hasattr(cx.read_preference, 'tag_sets') else cx
    assert shown.tag_sets == [{'dc': 'east'}]


@pytest.mark.parametrize('value', ['left out', None])
def test_read_preference_default(make_app, bind, value):
    app = make_app()
    if value is None:
        app.config['MONGO_READ_PREFERENCE'] = None
    assert mode(bind(app).cx.read_preference) == mode(ReadPreference.PRIMARY)


# AUTO_START_REQUEST

@pytest.mark.skipif(not versions.DRIVER_HAS_REQUESTS, reason='this driver has no requests')
@pytest.mark.parametrize('value, wanted', [(None, True), (True, True), (False, False)])
def test_auto_start_request(make_app, bind, value, wanted):
    mongo = bind(make_app(MONGO_AUTO_START_REQUEST=value))
    assert client_says(mongo, 'auto_start_request') is wanted


@pytest.mark.skipif(not versions.DRIVER_HAS_REQUESTS, reason='this driver has no requests')
@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_auto_start_request_is_off_with_a_uri(make_app, bind, mongodb_uri, form):
    mongo = bind(make_app(MONGO_URI=mongodb_uri)) if form == 'configuration' else bind(make_app(), mongodb_uri)
    assert client_says(mongo, 'auto_start_request') is False


@pytest.mark.skipif(versions.DRIVER_HAS_REQUESTS, reason='this driver has requests')
@pytest.mark.parametrize('value', [True, False])
def test_auto_start_request_has_no_effect_and_says_so(make_app, bind, value):
    app = make_app(MONGO_AUTO_START_REQUEST=value)
    with pytest.warns(LegacyWarning) as caught:
        mongo = bind(app)
    assert ['MONGO_AUTO_START_REQUEST' in str(warning.message) for warning in caught] == [True]
    assert ping(mongo) == 1.0


# Pool, timeouts, document class, time zones, UUIDs

def test_max_pool_size(make_app, bind):
    assert client_says(bind(make_app(MONGO_MAX_POOL_SIZE=7)), 'max_pool_size') == 7


def test_max_pool_size_default(mongo):
    # Those before 2.6 keep ten, and open as many as are asked for.
    assert client_says(mongo, 'max_pool_size') == (100 if versions.DRIVER_HAS_DEFAULT_DATABASE else 10)


def test_socket_timeout(make_app, bind, mongo):
    mongo.db.things.insert({'_id': 1})
    slow = {'$where': 'sleep(3000) || true'}
    impatient = bind(make_app(MONGO_SOCKET_TIMEOUT_MS=200))
    started = time.time()
    with pytest.raises(AutoReconnect):
        impatient.db.things.find_one(slow)
    assert time.time() - started < 2.5


@pytest.fixture
def deaf_port():
    """A port of 127.0.0.1 that does not take another visitor: who connects waits."""
    listener = socket.socket()
    listener.bind(('127.0.0.1', 0))
    listener.listen(0)
    visitors = []
    for _ in range(16):
        visitor = socket.socket()
        visitor.setblocking(False)
        visitor.connect_ex(listener.getsockname())
        visitors.append(visitor)
    yield listener.getsockname()[1]
    for opened in visitors + [listener]:
        opened.close()


def test_connect_timeout(make_app, deaf_port):
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=deaf_port, MONGO_CONNECT_TIMEOUT_MS=200,
                   MONGO_SERVER_SELECTION_TIMEOUT_MS=1500)
    started = time.time()
    assert 'timed out' in str(error_of_first_use(ConnectionFailure, app))
    assert time.time() - started < 5


def test_server_selection_timeout(make_app, dead_port):
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_SERVER_SELECTION_TIMEOUT_MS=200)
    started = time.time()
    error_of_first_use(ConnectionFailure, app)
    assert time.time() - started < 5


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='this driver selects a server by connecting')
def test_server_selection_timeout_default(mongo):
    assert client_says(mongo, 'server_selection_timeout') == 30


def test_server_selection_timeout_on_a_server_that_is_there(make_app, bind):
    assert ping(bind(make_app(MONGO_SERVER_SELECTION_TIMEOUT_MS=5000))) == 1.0


class Document(dict):
    pass


@pytest.mark.parametrize('document_class', [SON, collections.OrderedDict, Document])
def test_document_class(make_app, bind, document_class):
    mongo = bind(make_app(MONGO_DOCUMENT_CLASS=document_class))
    mongo.db.things.insert({'_id': 1, 'inner': {'a': 1}})
    found = mongo.db.things.find_one()
    assert type(found) is document_class
    assert type(found['inner']) is document_class


@pytest.mark.parametrize('value', ['left out', None])
def test_document_class_default(make_app, bind, value):
    app = make_app()
    if value is None:
        app.config['MONGO_DOCUMENT_CLASS'] = None
    mongo = bind(app)
    mongo.db.things.insert({'_id': 1})
    assert type(mongo.db.things.find_one()) is dict


@pytest.fixture(params=['keys', 'URI', 'argument'])
def configured(request, make_app, bind, mongodb_host, mongodb_port, database_name):
    """A PyMongo object, configured in each of the ways."""
    uri = 'mongodb://%s:%d/%s' % (mongodb_host, mongodb_port, database_name)
    if request.param == 'argument':
        return bind(make_app(), uri)
    return bind(make_app(MONGO_URI=uri) if request.param == 'URI' else make_app())


def test_datetimes_are_aware(configured):
    configured.db.things.insert({'_id': 1, 'at': datetime.datetime(2012, 1, 2, 3, 4, 5)})
    found = configured.db.things.find_one()['at']
    assert found.utcoffset() == datetime.timedelta(0)
    assert found.replace(tzinfo=None) == datetime.datetime(2012, 1, 2, 3, 4, 5)


def test_uuids_keep_their_representation(configured):
    value = uuid.UUID('00112233-4455-6677-8899-aabbccddeeff')
    configured.db.things.insert({'_id': 1, 'value': value})
    assert configured.db.things.find_one({'value': bson.binary.Binary(value.bytes, 3)})['value'] == value
    assert configured.db.things.find_one({'value': bson.binary.Binary(value.bytes, 4)}) is None
    configured.db.things.insert({'_id': 2, 'value': bson.binary.Binary(value.bytes, 4)})
    assert configured.db.things.find_one(2)['value'] == value


# CONNECT

@pytest.mark.parametrize('value', [True, False, 'true', 'True', 'FALSE', 'false'])
def test_connect(make_app, bind, value):
    """What it does is in test_extension."""
    assert ping(bind(make_app(MONGO_CONNECT=value))) == 1.0


# What programs read back

@pytest.mark.parametrize('form', ['keys', 'URI'])
def test_every_key_of_0_3_can_be_read_back(make_app, bind, mongodb_host, mongodb_port, database_name, form):
    app = make_app()
    if form == 'URI':
        app = make_app(MONGO_URI='mongodb://%s:%d/%s' % (mongodb_host, mongodb_port, database_name), MONGO_HOST=None,
                       MONGO_PORT=None, MONGO_DBNAME=None)
    bind(app)
    for name in ('USERNAME', 'PASSWORD', 'REPLICA_SET', 'READ_PREFERENCE', 'MAX_POOL_SIZE', 'SOCKET_TIMEOUT_MS',
                 'CONNECT_TIMEOUT_MS', 'DOCUMENT_CLASS'):
        assert app.config['MONGO_' + name] is None
    assert app.config['MONGO_AUTO_START_REQUEST'] is (form == 'keys')
    assert app.config['MONGO_PORT'] == (mongodb_port if form == 'keys' else 27017)
    assert app.config['MONGO_DBNAME'] == database_name


# URI

@pytest.fixture
def uri(mongodb_host, mongodb_port):
    """A function that gives the URI of a database on the test server."""
    def uri(rest=''):
        return 'mongodb://%s:%d/%s' % (mongodb_host, mongodb_port, rest)
    return uri


@pytest.mark.parametrize('value', [None, ''])
def test_uri_not_given(make_app, bind, database_name, value):
    app = make_app()
    app.config['MONGO_URI'] = value
    mongo = bind(app)
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_uri_with_a_database(make_app, bind, uri, database_name):
    mongo = bind(make_app(MONGO_URI=uri(database_name), MONGO_HOST=None, MONGO_PORT=None, MONGO_DBNAME=None))
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_uri_without_a_database_takes_the_key(make_app, bind, uri, database_name):
    mongo = bind(make_app(MONGO_URI=uri()))
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_uri_without_a_database_and_key_takes_the_applications_name(make_app, bind, uri):
    assert bind(make_app('shopfront', MONGO_URI=uri(), MONGO_DBNAME=None)).db.name == 'shopfront'


def test_uri_without_a_slash(make_app, bind, uri, database_name):
    mongo = bind(make_app(MONGO_URI=uri().rstrip('/')))
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_uri_with_options_and_no_database(make_app, bind, uri, database_name):
    mongo = bind(make_app(MONGO_URI=uri('?socketTimeoutMS=5000')))
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_uri_as_unicode(make_app, bind, uri, database_name):
    assert ping(bind(make_app(MONGO_URI=u'' + uri(database_name)))) == 1.0


def test_spaces_after_commas(make_app, bind, mongodb_host, mongodb_port, database_name):
    uri = 'mongodb://%s:%d, %s:%d/%s' % (mongodb_host, mongodb_port, mongodb_host, mongodb_port, database_name + '_x')
    mongo = bind(make_app(MONGO_URI=uri))
    assert mongo.db.name == database_name + '_x'
    assert ping(mongo) == 1.0


def test_spaces_after_commas_of_an_argument(make_app, bind, mongodb_host, mongodb_port, database_name):
    uri = 'mongodb://%s:%d, %s:%d/%s' % (mongodb_host, mongodb_port, mongodb_host, mongodb_port, database_name + '_x')
    mongo = bind(make_app(), uri)
    assert mongo.db.name == database_name + '_x'
    assert ping(mongo) == 1.0


def test_uri_rules_over_host_and_port(make_app, bind, uri, database_name, dead_port):
    app = make_app(MONGO_URI=uri(database_name), MONGO_HOST='127.0.0.1:%d' % dead_port, MONGO_PORT=dead_port)
    assert ping(bind(app)) == 1.0


def test_uri_rules_over_database_name(make_app, bind, uri, database_name):
    app = make_app(MONGO_URI=uri(database_name + '_uri'), MONGO_DBNAME=database_name)
    with pytest.warns(UserWarning) as caught:
        mongo = bind(app)
    assert texts_of(caught) == [
        "MONGO_URI names the database '%s_uri'; MONGO_DBNAME, which names another, has no effect" % database_name]
    assert caught[0].filename.rstrip('c').endswith('conftest.py')  # the line of PyMongo(app)
    assert mongo.db.name == database_name + '_uri'
    assert app.config['MONGO_DBNAME'] == database_name + '_uri'


def test_uri_with_a_collection(make_app, bind, uri, database_name):
    mongo = bind(make_app(MONGO_URI=uri(database_name + '.things')))
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_an_empty_option_of_a_uri_is_not_given(make_app, bind, uri, database_name, form):
    text = uri(database_name + '?replicaSet=&maxPoolSize=')
    mongo = bind(make_app(MONGO_URI=text)) if form == 'configuration' else bind(make_app(), text)
    assert ping(mongo) == 1.0


def test_uri_rules_over_credentials(make_app, bind, uri, database_name):
    """Its having none is a value, too."""
    app = make_app(MONGO_URI=uri(database_name), MONGO_USERNAME='nobody', MONGO_PASSWORD='wrong')
    assert logged_in(bind(app)) == []
    assert not app.config['MONGO_USERNAME']
    assert not app.config['MONGO_PASSWORD']


def test_uri_rules_over_half_a_credential(make_app, bind, uri, database_name):
    assert ping(bind(make_app(MONGO_URI=uri(database_name), MONGO_USERNAME='nobody'))) == 1.0


def test_uri_rules_over_the_timeouts(make_app, bind, mongo, uri, database_name):
    mongo.db.things.insert({'_id': 1})
    app = make_app(MONGO_URI=uri(database_name + '?socketTimeoutMS=200'), MONGO_SOCKET_TIMEOUT_MS=60000)
    impatient = bind(app)
    assert app.config['MONGO_SOCKET_TIMEOUT_MS'] == 200
    with pytest.raises(AutoReconnect):
        impatient.db.things.find_one({'$where': 'sleep(3000) || true'})


@pytest.mark.skipif(not versions.DRIVER_SPEAKS_MODERN, reason='no URI of this driver has a pool size')
def test_uri_rules_over_the_pool_size(make_app, bind, uri, database_name):
    app = make_app(MONGO_URI=uri(database_name + '?maxPoolSize=7'), MONGO_MAX_POOL_SIZE=3)
    assert client_says(bind(app), 'max_pool_size') == 7
    assert app.config['MONGO_MAX_POOL_SIZE'] == 7


@pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT, reason='no URI of this driver has a read preference')
def test_uri_rules_over_the_read_preference(make_app, bind, uri, database_name):
    app = make_app(MONGO_URI=uri(database_name + '?readPreference=nearest'), MONGO_READ_PREFERENCE='SECONDARY')
    assert mode(bind(app).cx.read_preference) == mode(ReadPreference.NEAREST)
    assert mode(app.config['MONGO_READ_PREFERENCE']) == mode(ReadPreference.NEAREST)


@pytest.mark.skipif(not versions.DRIVER_SPEAKS_MODERN, reason='not every URI of this driver has tags')
def test_read_preference_of_a_uri_keeps_its_tags(make_app, bind, uri, database_name):
    options = '?readPreference=nearest&readPreferenceTags=dc:east&readPreferenceTags='
    cx = bind(make_app(MONGO_URI=uri(database_name + options))).cx
    shown = cx.read_preference if hasattr(cx.read_preference, 'tag_sets') else cx
    assert (mode(cx.read_preference), shown.tag_sets) == (mode(ReadPreference.NEAREST), [{'dc': 'east'}, {}])


@pytest.mark.parametrize('port', ['x', 0, '70000'])
def test_uri_rules_over_a_port_that_is_none(make_app, bind, uri, database_name, port):
    assert ping(bind(make_app(MONGO_URI=uri(database_name), MONGO_HOST=None, MONGO_PORT=port))) == 1.0


def test_document_class_beside_a_uri(make_app, bind, uri, database_name):
    """No URI can say it, so the key stays in force."""
    mongo = bind(make_app(MONGO_URI=uri(database_name), MONGO_DOCUMENT_CLASS=SON))
    mongo.db.things.insert({'_id': 1})
    assert type(mongo.db.things.find_one()) is SON


def test_uri_of_another_prefix(make_app, bind, uri, database_name):
    app = make_app(BLOG_URI=uri(database_name + '_blog'))
    assert bind(app, 'BLOG').db.name == database_name + '_blog'
    assert bind(app).db.name == database_name


def test_every_key_of_another_prefix(make_app, bind, mongodb_host, mongodb_port, database_name):
    app = make_app(MONGO_HOST=None, MONGO_PORT=None, MONGO_DBNAME=None)
    app.config.update(
        BLOG_HOST=mongodb_host, BLOG_PORT=str(mongodb_port), BLOG_DBNAME=database_name, BLOG_USERNAME='',
        BLOG_PASSWORD='', BLOG_READ_PREFERENCE='SECONDARY', BLOG_MAX_POOL_SIZE=7, BLOG_SOCKET_TIMEOUT_MS=5000,
        BLOG_CONNECT_TIMEOUT_MS=5000, BLOG_SERVER_SELECTION_TIMEOUT_MS=5000, BLOG_DOCUMENT_CLASS=SON,
        BLOG_CONNECT=False, BLOG_URI=None, BLOG_REPLICA_SET=None, BLOG_AUTH_SOURCE=None, BLOG_AUTH_MECHANISM=None)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        warnings.filterwarnings('ignore', OF_C_CODE)
        mongo = bind(app, config_prefix='BLOG')
    assert mongo.db.name == database_name
    assert client_says(mongo, 'max_pool_size') == 7
    assert mode(mongo.cx.read_preference) == mode(ReadPreference.SECONDARY)


# Unknown keys

@pytest.mark.parametrize('unknown, nearest', [
    ('MONGO_URL', 'MONGO_URI'), ('MONGO_DB_NAME', 'MONGO_DBNAME'), ('MONGO_USER', 'MONGO_USERNAME'),
    ('MONGO_PASSWD', 'MONGO_PASSWORD'), ('MONGO_REPLICASET', 'MONGO_REPLICA_SET'),
    ('MONGO_POOL_SIZE', 'MONGO_MAX_POOL_SIZE'),
    ('MONGO_HOTS', 'MONGO_HOST'),
])
def test_unknown_key_warns_and_names_the_nearest(make_app, bind, unknown, nearest):
    app = make_app(**{unknown: 'hunter2'})
    with pytest.warns(UserWarning) as caught:
        mongo = bind(app)
    texts = texts_of(caught)
    assert len(texts) == 1
    assert unknown in texts[0]
    assert nearest in texts[0].replace(unknown, '', 1)
    assert 'hunter2' not in texts[0]
    assert ping(mongo) == 1.0


def test_unknown_key_with_nothing_near_warns(make_app, bind):
    app = make_app(MONGO_ZZZZZZ=1)
    with pytest.warns(UserWarning) as caught:
        bind(app)
    assert ['MONGO_ZZZZZZ' in text for text in texts_of(caught)] == [True]


def test_unknown_key_is_blamed_on_the_application(make_app):
    app = make_app(MONGO_URL='x')
    with pytest.warns(UserWarning) as caught:
        mongo = PyMongo(app)
    mongo.cx.close()
    assert caught[0].filename.rstrip('c') == __file__.rstrip('c')


def test_keys_of_others_do_not_warn(make_app, bind):
    app = make_app(MONGO_LOGS_HOST='x', MONGO2_URL='x', MONGODB_SETTINGS={}, MONGOALCHEMY_DATABASE='x', MONGOURL='x',
                   BLOG_URL='x')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        bind(app)
    assert texts_of(caught) == []


# Keywords

NONE_IS_NOT_GIVEN = ('ssl_keyfile', 'ssl_certfile', 'ssl_ca_certs', 'ssl_cert_reqs', 'tlsCAFile', 'replicaSet', 'w',
                     'j', 'wtimeout', 'safe', 'slave_okay', 'tz_aware', 'document_class', 'connect', 'read_preference',
                     'auto_start_request', 'use_greenlets', 'tag_sets', 'network_timeout', 'ssl', 'uuidRepresentation')


@pytest.mark.parametrize('name', NONE_IS_NOT_GIVEN)
@pytest.mark.parametrize('form', ['prefix', 'URI', 'client'])
def test_none_as_a_keyword_is_not_given(make_app, bind, make_client, uri, database_name, form, name):
    if form == 'client':
        assert make_client(**{name: None}).admin.command('ping')['ok'] == 1.0
        return
    mongo = bind(make_app(), 'MONGO' if form == 'prefix' else uri(database_name), **{name: None})
    assert ping(mongo) == 1.0
