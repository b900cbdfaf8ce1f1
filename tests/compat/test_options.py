# -*- coding: utf-8 -*-
"""Options of the clients: every legacy one by keyword, in its old position and in a URI, and what it does."""
import contextlib
import datetime
import socket
import ssl
import time
import uuid
import warnings

import pytest
from bson.binary import Binary
from bson.son import SON
from pymongo import ReadPreference
from pymongo.errors import AutoReconnect, ConfigurationError, ConnectionFailure, DuplicateKeyError, PyMongoError

from contract.reference import needs_scram
from flask_pymongo import PyMongo, wrappers
from flask_pymongo.compat import LegacyWarning, options, versions
from flask_pymongo.compat import uri as uris
from flask_pymongo.compat.language import quote

translated = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the legacy options are the driver\'s own')
# Drivers deprecate their own legacy names, too.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')

CLIENTS = [wrappers.MongoClient, wrappers.Connection]
NOWHERE = 'mongodb://127.0.0.1:1/'

by_class = pytest.mark.parametrize('kind', CLIENTS, ids=lambda kind: kind.__name__)


@contextlib.contextmanager
def client(kind, *args, **kwargs):
    """A client, closed at the end. Its LegacyWarnings are not asked about here."""
    made = kind(*args, **kwargs)
    try:
        yield made
    finally:
        made.close()


def concern(made):
    return made.write_concern.document


def mode(preference):
    return getattr(preference, 'mode', preference)


def threshold(made):
    return (made.options if hasattr(type(made), 'options') else made).local_threshold_ms


# Every legacy option, by keyword and in a URI

KEYWORDS = [
    ('max_pool_size', 7, lambda made: made.max_pool_size == 7),
    ('_connect', False, lambda made: True),
    ('auto_start_request', True, lambda made: True),
    ('auto_start_request', False, lambda made: True),
    ('use_greenlets', True, lambda made: True),
    ('use_greenlets', False, lambda made: True),
    ('socketKeepAlive', True, lambda made: True),
    ('waitQueueMultiple', 5, lambda made: True),
    ('safe', True, lambda made: made._safe is True),
    ('safe', False, lambda made: made._safe is False),
    ('j', True, lambda made: concern(made) == {'j': True}),
    ('journal', True, lambda made: concern(made) == {'j': True}),
    ('wtimeout', 500, lambda made: concern(made) == {'wtimeout': 500}),
    ('fsync', True, lambda made: concern(made) == {'fsync': True}),
    ('w', 2, lambda made: concern(made) == {'w': 2}),
    ('w', 'majority', lambda made: concern(made) == {'w': 'majority'}),
    ('w', 0, lambda made: not made.write_concern.acknowledged),
    ('slave_okay', True, lambda made: made.read_preference.mode == 1),
    ('slave_okay', False, lambda made: made.read_preference.mode == 0),
    ('slaveok', True, lambda made: made.read_preference.mode == 1),
    ('slaveOk', True, lambda made: made.read_preference.mode == 1),
    ('read_preference', 2, lambda made: made.read_preference.mode == 2),
    ('read_preference', 'SECONDARY_ONLY', lambda made: made.read_preference.mode == 2),
    ('secondary_acceptable_latency_ms', 50, lambda made: threshold(made) == 50),
    ('secondaryAcceptableLatencyMS', 50, lambda made: threshold(made) == 50),
    ('localThresholdMS', 50, lambda made: threshold(made) == 50),
    ('document_class', SON, lambda made: made.document_class is SON),
    ('tz_aware', True, lambda made: made.tz_aware is True),
    ('tz_aware', False, lambda made: made.tz_aware is False),
    ('network_timeout', 2, lambda made: True),
    ('network_timeout', None, lambda made: True),
    ('connectTimeoutMS', 500, lambda made: True),
    ('socketTimeoutMS', 500, lambda made: True),
    ('ssl', False, lambda made: True),
]


def _id(value):
    return getattr(value, '__name__', repr(value)) if not callable(value) or isinstance(value, type) else ''


@translated
@pytest.mark.parametrize('name, value, holds', KEYWORDS, ids=_id)
def test_by_keyword(name, value, holds):
    more = {'connect': False} if name != '_connect' else {}
    for kind in CLIENTS:
        with client(kind, '127.0.0.1', 1, **dict(more, **{name: value})) as made:
            assert holds(made), kind


IN_URI = [entry for entry in KEYWORDS if entry[0] not in (
    '_connect', 'max_pool_size', 'use_greenlets', 'auto_start_request', 'network_timeout', 'read_preference',
    'document_class', 'tz_aware', 'slave_okay', 'secondary_acceptable_latency_ms', 'ssl')]
IN_URI += [
    ('maxPoolSize', 7, lambda made: made.max_pool_size == 7),
    ('maxpoolsize', 7, lambda made: made.max_pool_size == 7),
    ('SLAVEOK', True, lambda made: made.read_preference.mode == 1),
    ('readPreference', 'secondary', lambda made: made.read_preference.mode == 2),
    ('Safe', True, lambda made: made._safe is True),
    ('safe', False, lambda made: made._safe is False),
]


@translated
@pytest.mark.parametrize('name, value, holds', IN_URI, ids=_id)
def test_in_a_uri(name, value, holds):
    text = value if isinstance(value, str) else str(value).lower()
    for kind in CLIENTS:
        for separator in '&;':
            uri = '%s?serverSelectionTimeoutMS=100%s%s=%s' % (NOWHERE, separator, name, text)
            with client(kind, uri, connect=False) as made:
                assert holds(made), (kind, separator)


@translated
def test_a_keyword_rules_over_the_uri():
    with client(wrappers.MongoClient, NOWHERE + '?safe=false&slaveOk=true', safe=True, slave_okay=False,
                connect=False) as made:
        assert made._safe is True
    with client(wrappers.MongoClient, NOWHERE + '?wtimeout=5', wtimeout=9, connect=False) as made:
        assert concern(made) == {'wtimeout': 9}


@translated
@pytest.mark.parametrize('tags', [[{'dc': 'east'}], [{'dc': 'east', 'rack': '1'}, {}]], ids=str)
@pytest.mark.parametrize('preference, expected', [(2, 2), ('NEAREST', 4), ('SECONDARY_PREFERRED', 3)])
def test_tag_sets(tags, preference, expected):
    with client(wrappers.MongoClient, '127.0.0.1', 1, connect=False, read_preference=preference,
                tag_sets=tags) as made:
        assert (made.read_preference.mode, list(made.read_preference.tag_sets)) == (expected, tags)


@translated
def test_tag_sets_with_slave_okay():
    with client(wrappers.MongoClient, '127.0.0.1', 1, connect=False, slave_okay=True, tag_sets=[{'a': 'b'}]) as made:
        assert (made.read_preference.mode, list(made.read_preference.tag_sets)) == (1, [{'a': 'b'}])


@translated
def test_slave_okay_does_not_weaken_a_read_preference():
    with client(wrappers.MongoClient, '127.0.0.1', 1, connect=False, slave_okay=True, read_preference=2) as made:
        assert made.read_preference.mode == 2


@translated
@pytest.mark.parametrize('name, value', [
    ('max_pool_size', 7), ('j', True), ('wtimeout', 5), ('slave_okay', True), ('safe', True),
    ('auto_start_request', False), ('use_greenlets', False), ('tag_sets', [{}]), ('network_timeout', 1),
    ('secondary_acceptable_latency_ms', 5)])
def test_a_legacy_option_warns_once(name, value):
    more = {'read_preference': ReadPreference.SECONDARY} if name == 'tag_sets' else {}
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        wrappers.MongoClient('127.0.0.1', 1, connect=False, **dict(more, **{name: value})).close()
    found = [warning for warning in found if warning.category is LegacyWarning]
    assert [str(warning.message).partition(' is a')[0] for warning in found] == ['the option ' + name]
    assert found[0].filename.rstrip('c') == __file__.rstrip('c')


@by_class
@pytest.mark.parametrize('name', ['no_such_option', 'maxPoolSizes', 'autoStartRequest', 'slave_ok'])
def test_an_unknown_option(kind, name, mongodb_host, mongodb_port):
    with pytest.raises(ConfigurationError):
        kind(mongodb_host, mongodb_port, **{name: 1})


@pytest.mark.parametrize('options', [{'max_pool_size': 'x'}, {'max_pool_size': -1}, {'tz_aware': 'x'},
                                     {'connectTimeoutMS': 'x'}, {'w': []}], ids=str)
def test_a_bad_value(options, mongodb_host, mongodb_port):
    with pytest.raises((PyMongoError, ValueError, TypeError)):
        wrappers.MongoClient(mongodb_host, mongodb_port, **options).admin.command('ping')


# The old positions

def test_positions_of_a_client(mongodb_host, mongodb_port):
    with client(wrappers.MongoClient, mongodb_host, mongodb_port, 7, SON, True) as made:
        assert made.document_class is SON
        assert made.tz_aware is True
        assert made.max_pool_size == 7
        assert made.admin.command('ping')['ok'] == 1


@translated
def test_no_pool_size_in_its_position():
    with client(wrappers.MongoClient, '127.0.0.1', 1, None, SON, True, False) as made:
        assert (made.document_class, made.tz_aware) == (SON, True)


def test_positions_of_a_connection(mongodb_host, mongodb_port, database_name):
    with client(wrappers.Connection, mongodb_host, mongodb_port, 7, 20, SON, True) as made:
        assert made.document_class is SON
        assert made.max_pool_size == 7
        made[database_name].things.insert({'at': datetime.datetime(2012, 1, 2)}, safe=True)
        found = made[database_name].things.find_one()
        assert isinstance(found, SON) and found['at'].tzinfo is not None


@translated
def test_positions_of_a_modern_client(mongodb_host, mongodb_port):
    with client(wrappers.MongoClient, mongodb_host, mongodb_port, SON, True, False) as made:
        assert (made.document_class, made.tz_aware) == (SON, True)


@translated
@pytest.mark.parametrize('kind, args', [(wrappers.MongoClient, (5, SON, True, False, None)),
                                        (wrappers.MongoClient, (SON, True, False, None, 6)),
                                        (wrappers.Connection, (5, 1, SON, True, False, None))])
def test_too_many_positions(kind, args):
    with pytest.raises(TypeError):
        kind('127.0.0.1', 1, *args)


@translated
@pytest.mark.parametrize('args, kwargs', [((5,), {'max_pool_size': 5}), ((None, SON), {'document_class': SON}),
                                          ((SON,), {'document_class': SON})], ids=str)
def test_a_position_and_its_keyword(args, kwargs):
    with pytest.raises(TypeError) as caught:
        wrappers.MongoClient('127.0.0.1', 1, *args, **kwargs)
    assert 'multiple values' in str(caught.value)


@translated
@pytest.mark.parametrize('order, args, expected', [
    (options.LEGACY_POSITIONS, (), {}),
    (options.LEGACY_POSITIONS, (5,), {'max_pool_size': 5}),
    (options.LEGACY_POSITIONS, (None, SON), {'max_pool_size': None, 'document_class': SON}),
    (options.LEGACY_POSITIONS, (SON, True, True), {'document_class': SON, 'tz_aware': True, 'connect': True}),
    (options.CONNECTION_POSITIONS, (5, 2), {'max_pool_size': 5, 'network_timeout': 2}),
], ids=str)
def test_positional(order, args, expected):
    assert options.positional(args, {'w': 1}, order) == dict(expected, w=1)


@pytest.mark.journal
# What they do

@pytest.mark.parametrize('kind, keywords, waits', [
    (wrappers.MongoClient, {}, True),
    (wrappers.Connection, {}, False),
    (wrappers.MongoClient, {'w': 0}, False),
    (wrappers.MongoClient, {'w': 1}, True),
    (wrappers.Connection, {'w': 1}, True),
    (wrappers.Connection, {'safe': True}, True),
    (wrappers.Connection, {'safe': False}, False),
    (wrappers.Connection, {'j': True}, True),
], ids=lambda value: getattr(value, '__name__', str(value)))
@pytest.mark.parametrize('form', ['keyword', 'URI'])
def test_whether_a_legacy_write_waits(mongodb_host, mongodb_port, mongodb_uri, database_name, kind, keywords, waits,
                                      form):
    if form == 'URI':
        query = '&'.join('%s=%s' % (name, str(value).lower()) for name, value in keywords.items())
        made = kind('mongodb://%s:%d/?%s' % (mongodb_host, mongodb_port, query))
    else:
        made = kind(mongodb_host, mongodb_port, **keywords)
    try:
        things = made[database_name].things
        things.insert({'_id': 1}, w=1)
        if waits:
            with pytest.raises(DuplicateKeyError):
                things.insert({'_id': 1})
        else:
            assert things.insert({'_id': 1}) == 1
            assert things.update({'_id': 1}, {'$bogus': 1}) is None
            assert things.remove({'_id': 2}) is None
        with pytest.raises(DuplicateKeyError):
            things.insert({'_id': 1}, safe=True)
        assert things.insert({'_id': 1}, safe=False) == 1
    finally:
        made.close()


def test_the_network_timeout_is_in_seconds(mongodb_host, mongodb_port, database_name):
    with client(wrappers.Connection, mongodb_host, mongodb_port, network_timeout=0.4) as made:
        things = made[database_name].things
        things.insert({}, safe=True)
        started = time.time()
        with pytest.raises(AutoReconnect):
            things.find_one({'$where': 'sleep(4000) || true'})
        assert 0.3 < time.time() - started < 3.5


class Port(object):
    """A port of 127.0.0.1 that hears whether someone connects."""

    def __init__(self):
        self.socket = socket.socket()
        self.socket.bind(('127.0.0.1', 0))
        self.socket.listen(5)
        self.number = self.socket.getsockname()[1]

    def heard(self, seconds):
        self.socket.settimeout(seconds)
        try:
            self.socket.accept()[0].close()
        except socket.timeout:
            return False
        return True


@pytest.fixture
def port():
    port = Port()
    yield port
    port.socket.close()


@translated
@pytest.mark.parametrize('name', ['_connect', 'connect'])
@by_class
def test_connect(port, kind, name):
    made = kind('127.0.0.1', port.number, **{name: False})
    assert not port.heard(0.2)
    made.close()
    made = kind('127.0.0.1', port.number, **{name: True, 'serverSelectionTimeoutMS': 300})
    assert port.heard(5)
    made.close()


@translated
def test_connect_in_its_old_position(port):
    with client(wrappers.MongoClient, '127.0.0.1', port.number, None, dict, False, False):
        assert not port.heard(0.2)


# TLS

@translated
@pytest.mark.parametrize('options_given', [
    {'ssl': False}, {'ssl': True, 'ssl_cert_reqs': ssl.CERT_NONE}, {'ssl': True, 'ssl_match_hostname': True},
], ids=str)
def test_tls_options_have_their_effect(server, options_given):
    """The server speaks no TLS: who asks for it cannot talk to it."""
    with client(wrappers.MongoClient, server.host, server.port, serverSelectionTimeoutMS=300, **options_given) as made:
        if options_given['ssl']:
            with pytest.raises(ConnectionFailure):
                made.admin.command('ping')
        else:
            assert made.admin.command('ping')['ok'] == 1.0


@pytest.mark.skipif(not versions.DRIVER_LACKS_SSL_OPTIONS, reason='the ssl options are the driver\'s own')
@pytest.mark.parametrize('given, expected', [
    ({'ssl_cert_reqs': ssl.CERT_NONE}, {'tlsAllowInvalidCertificates': True}),
    ({'ssl_cert_reqs': ssl.CERT_REQUIRED}, {'tlsAllowInvalidCertificates': False}),
    ({'ssl_cert_reqs': 'CERT_NONE'}, {'tlsAllowInvalidCertificates': True}),
    ({'ssl_match_hostname': False}, {'tlsAllowInvalidHostnames': True}),
    ({'ssl_match_hostname': True}, {'tlsAllowInvalidHostnames': False}),
    ({'ssl_ca_certs': 'a'}, {'tlsCAFile': 'a'}),
    ({'ssl_certfile': 'a'}, {'tlsCertificateKeyFile': 'a'}),
    ({'ssl_crlfile': 'a'}, {'tlsCRLFile': 'a'}),
    ({'ssl_pem_passphrase': 'a'}, {'tlsCertificateKeyFilePassword': 'a'}),
], ids=str)
def test_tls_options_by_their_modern_names(given, expected):
    assert options.modernise(given) == (expected, None)


@pytest.mark.skipif(not versions.DRIVER_LACKS_SSL_OPTIONS, reason='the ssl options are the driver\'s own')
def test_a_key_file_of_its_own_is_refused_with_advice():
    with pytest.raises(ConfigurationError) as caught:
        wrappers.MongoClient('127.0.0.1', 1, ssl_keyfile='key.pem')
    assert 'ssl_keyfile' in str(caught.value) and 'tlsCertificateKeyFile' in str(caught.value)


# From the configuration

@pytest.mark.parametrize('form', ['argument', 'configuration'])
def test_legacy_options_in_the_uri_of_an_application(make_app, mongodb_host, mongodb_port, database_name, form):
    uri = 'mongodb://%s:%d/%s?slaveOk=true;safe=false' % (mongodb_host, mongodb_port, database_name)
    app = make_app() if form == 'argument' else make_app(MONGO_URI=uri)
    mongo = PyMongo(app, uri) if form == 'argument' else PyMongo(app)
    with app.test_request_context():
        mongo.db.things.insert({'_id': 1}, w=1)
        assert mongo.db.things.insert({'_id': 1}) == 1
        assert mongo.db.things.find_one() == {'_id': 1}
        mongo.cx.close()


@needs_scram
@pytest.mark.parametrize('password', [u'p\xe4ss', u'\u5bc6\u7801', u'a@b:c/d?e#f%g&h=i', u'+ +'], ids=repr)
def test_a_log_in_with_any_password(mongo, mongodb_host, mongodb_port, database_name, password):
    mongo.db.add_user('someone', password)
    uri = 'mongodb://someone:%s@%s:%d/%s' % (quote(password, safe=''), mongodb_host, mongodb_port, database_name)
    try:
        for kind in (wrappers.MongoClient, wrappers.Connection):
            with client(kind, uri) as made:
                status = made[database_name].command('connectionStatus')
                assert [user['user'] for user in status['authInfo']['authenticatedUsers']] == ['someone']
    finally:
        mongo.db.remove_user('someone')


@pytest.mark.parametrize('kind', CLIENTS + [wrappers.MongoReplicaSetClient], ids=lambda kind: kind.__name__)
def test_no_password_is_shown(kind):
    keywords = {'serverSelectionTimeoutMS': 50} if versions.DRIVER_HAS_MODERN_OPTION_NAMES else {}
    uri = 'mongodb://someone:SECRET@127.0.0.1:1/d?replicaSet=x'
    shown = []
    try:
        made = kind(uri, **keywords)
    except PyMongoError as error:
        shown.append(str(error))
    else:
        shown += [repr(made), repr(made.d), repr(made.d.things)]
        try:
            made.d.things.find_one()
        except PyMongoError as error:
            shown.append(str(error))
        made.close()
    assert shown and not any('SECRET' in text for text in shown)


# Replica sets

@pytest.mark.parametrize('kind', [wrappers.MongoReplicaSetClient, wrappers.ReplicaSetConnection],
                         ids=lambda kind: kind.__name__)
@pytest.mark.parametrize('host', ['127.0.0.1:1', 'mongodb://127.0.0.1:1/'])
def test_the_client_of_a_set_wants_its_name(kind, host):
    with pytest.raises(ConfigurationError):
        kind(host)


@pytest.fixture(params=[wrappers.MongoReplicaSetClient, wrappers.ReplicaSetConnection, wrappers.MongoClient,
                        wrappers.Connection], ids=lambda kind: kind.__name__)
def of_set(request, replica_set_server):
    hosts = ','.join('%s:%d' % (replica_set_server.host, port) for port in replica_set_server.ports)
    made = []

    def make(**keywords):
        made.append(request.param(hosts, replicaSet=replica_set_server.replica_set, **keywords))
        return made[-1]

    if request.param not in (wrappers.MongoReplicaSetClient, wrappers.ReplicaSetConnection) \
            and not versions.DRIVER_HAS_ONE_CLIENT:
        pytest.skip('this driver has another client for replica sets')
    yield make
    for client in made:
        client.drop_database('of_set')
        client.close()


def test_a_client_of_a_set_writes_and_reads(of_set):
    things = of_set().of_set.things
    things.insert({'_id': 1}, w=1)
    assert things.find_one() == {'_id': 1}
    assert things.update({'_id': 1}, {'$set': {'a': 2}}, w=1)['n'] == 1
    assert things.find({'a': 2}).count() == 1
    assert things.remove(1, w=1)['n'] == 1


def test_the_acknowledgement_of_a_client_of_a_set(of_set):
    made = of_set()
    things = made.of_set.things
    things.insert({'_id': 1}, w=1)
    if isinstance(made, (wrappers.Connection, wrappers.ReplicaSetConnection)):
        assert things.insert({'_id': 1}) == 1
    else:
        with pytest.raises(DuplicateKeyError):
            things.insert({'_id': 1})


@pytest.fixture(params=['keys', 'configuration', 'argument'])
def replica_app(request, make_app, replica_set_server):
    """An application of the replica set, and its PyMongo object."""
    name = 'flask_pymongo_test_' + uuid.uuid4().hex
    hosts = ','.join('%s:%d' % (replica_set_server.host, port) for port in replica_set_server.ports)
    uri = 'mongodb://%s/%s?replicaSet=%s' % (hosts, name, replica_set_server.replica_set)
    keys = {'MONGO_HOST': hosts, 'MONGO_REPLICA_SET': replica_set_server.replica_set, 'MONGO_DBNAME': name,
            'MONGO_PORT': None}
    app = make_app(**{'keys': keys, 'configuration': {'MONGO_URI': uri}, 'argument': {}}[request.param])
    mongo = PyMongo(app, uri) if request.param == 'argument' else PyMongo(app)
    with app.test_request_context():
        yield app, mongo
        mongo.cx.drop_database(name)
        mongo.cx.close()


def test_the_legacy_dialect_on_a_replica_set(replica_app):
    things = replica_app[1].db.things
    assert things.insert([{'_id': 1}, {'_id': 2}]) == [1, 2]
    assert things.save({'_id': 1, 'a': 1}) == 1
    assert things.update({}, {'$set': {'b': 1}}, multi=True)['n'] == 2
    assert things.find_and_modify({'_id': 2}, {'$set': {'a': 2}}, new=True) == {'_id': 2, 'a': 2, 'b': 1}
    assert things.find(fields=['a']).count() == things.count() == 2
    assert things.find_one_or_404({'a': 2})['_id'] == 2
    assert things.remove({'a': 1}, w=1)['n'] == 1
    assert 'things' in replica_app[1].db.collection_names()
    with pytest.raises(DuplicateKeyError):
        things.insert({'_id': 2})
    assert things.insert({'_id': 3}, w='majority', wtimeout=5000) == 3


@pytest.mark.skipif(not versions.DRIVER_SPEAKS_MODERN, reason='the driver has no modern dialect of its own')
def test_the_modern_dialect_on_a_replica_set(replica_app):
    things = replica_app[1].db.things
    assert things.insert_one({'_id': 1}).inserted_id == 1
    assert things.update_one({'_id': 1}, {'$set': {'a': 1}}).matched_count == 1
    assert things.find_one_and_update({'_id': 1}, {'$set': {'a': 2}}) == {'_id': 1, 'a': 1}
    assert things.delete_many({}).deleted_count == 1


def test_reading_from_secondaries_of_a_set_without_any(replica_app):
    things = replica_app[1].db.things
    things.insert({'_id': 1})
    assert things.find_one({'_id': 1}, slave_okay=True) == {'_id': 1}


def ping_a_set(*args, **keywords):
    # Drivers that connect at once fail in the constructor.
    made = wrappers.MongoReplicaSetClient(*args, **keywords)
    try:
        return made.admin.command('ping')
    finally:
        made.close()


def test_a_set_of_another_name(replica_set_server):
    keywords = {'serverSelectionTimeoutMS': 300} if versions.DRIVER_HAS_MODERN_OPTION_NAMES else {}
    with pytest.raises((ConfigurationError, ConnectionFailure)):
        ping_a_set('%s:%d' % (replica_set_server.host, replica_set_server.port), replicaSet='another', **keywords)


# UUIDs

UNIQUE = uuid.UUID('12345678-1234-5678-1234-567812345678')


def connected(kind, form, host, port):
    return kind('mongodb://%s:%d/' % (host, port)) if form == 'URI' else kind(host, port)


@by_class
@pytest.mark.parametrize('form', ['URI', 'host'])
def test_uuids_of_a_plain_client(kind, form, mongodb_host, mongodb_port, database_name):
    made = connected(kind, form, mongodb_host, mongodb_port)
    try:
        things = made[database_name].things
        things.insert({'_id': 3, 'value': UNIQUE}, w=1)
        things.insert({'_id': 4, 'value': Binary(UNIQUE.bytes, 4)}, w=1)
        things.insert({'_id': 5, 'value': Binary(b'1' * 16, 5)}, w=1)
        things.insert({'_id': 6, 'value': [{'deep': Binary(UNIQUE.bytes, 4)}, UNIQUE]}, w=1)
        assert [found['_id'] for found in things.find({'value': {'$type': 5}}).sort('_id', 1)] == [3, 4, 5, 6]
        assert things.find({'value': Binary(UNIQUE.bytes, 3)}).count() == 2
        assert things.find_one(3)['value'] == things.find_one(4)['value'] == UNIQUE
        assert isinstance(things.find_one(5)['value'], Binary)
        assert things.find_one(6)['value'] == [{'deep': UNIQUE}, UNIQUE]
    finally:
        made.close()


@pytest.mark.skipif(not versions.DRIVER_NEEDS_UUID_REPRESENTATION, reason='the driver chooses a representation itself')
@pytest.mark.parametrize('form', ['keyword', 'URI'])
@pytest.mark.parametrize('name, subtype', [('standard', 4), ('pythonLegacy', 3)])
def test_a_representation_that_the_application_chose(mongodb_host, mongodb_port, database_name, form, name, subtype):
    where = 'mongodb://%s:%d/' % (mongodb_host, mongodb_port)
    made = wrappers.MongoClient(where + '?uuidrepresentation=' + name) if form == 'URI' \
        else wrappers.MongoClient(where, uuidRepresentation=name)
    things = made[database_name].things
    things.insert_one({'_id': 1, 'value': UNIQUE})
    assert things.find_one({'value': Binary(UNIQUE.bytes, subtype)})['value'] == UNIQUE
    made.close()


def test_what_the_uri_becomes_is_read_by_us():
    uri, keywords, safe = options.modern_uri('mongodb://u:p%40@a,b:2/d?safe=true;slaveOk=false&w=1')
    assert uris.split(uri)[1:] == ('u', 'p@', ('a', 'b:2'), 'd', (('w', '1'),))
    assert (keywords, safe) == ({}, True)
