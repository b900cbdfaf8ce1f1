"""The configuration of an application as one value, and what is written back."""
import os
import re
import warnings

import pytest
from bson.son import SON
from pymongo.errors import InvalidName, InvalidURI

from flask_pymongo import configuration_keys, settings
from flask_pymongo.compat import LegacyWarning, preferences, versions


class App(object):
    """As much of an application as settings ask for."""

    def __init__(self, name='shop', **config):
        self.name = name
        self.config = config


def read(prefix='MONGO', server_key='HOST', uri=None, client_options=None, name='shop', **config):
    """The settings and what the configuration is then."""
    app = App(name, **config)
    return settings.read(app, prefix, uri, client_options), app.config


def said(config):
    """A configuration without the keys that say nothing."""
    return dict((key, value) for key, value in config.items() if value is not None)


# One value

def test_defaults():
    found, config = read()
    assert found == settings.Settings(
        prefix='MONGO', server_key='HOST', uri=None, hosts=('localhost:27017',), dbname='shop', username=None,
        password=None, auth_source=None, auth_mechanism=None, tls=None, tls_ca_file=None, tls_certificate_key_file=None,
        tls_certificate_key_file_password=None, tls_crl_file=None, tls_allow_invalid_certificates=None,
        tls_allow_invalid_hostnames=None, replica_set=None, read_preference=None,
        auto_start_request=True, max_pool_size=None, socket_timeout_ms=None, connect_timeout_ms=None,
        server_selection_timeout_ms=None, document_class=None, connect=None, json='flask', strict=None, api='0.3',
        client_options={})
    assert said(config) == {'MONGO_HOST': 'localhost', 'MONGO_PORT': 27017, 'MONGO_DBNAME': 'shop',
                            'MONGO_AUTO_START_REQUEST': True}
    assert config['MONGO_USERNAME'] is config['MONGO_MAX_POOL_SIZE'] is config['MONGO_DOCUMENT_CLASS'] is None


@pytest.mark.parametrize('nothing', [None, ''])
@pytest.mark.parametrize('key', configuration_keys.KEYS, ids=lambda key: key.name)
def test_a_key_that_says_nothing_is_left_out(key, nothing):
    assert read(**{'MONGO_' + key.name: nothing})[0] == read()[0]


def test_everything():
    config = dict(MONGO_HOST='a,b:2', MONGO_PORT='28000', MONGO_DBNAME='d', MONGO_USERNAME='u', MONGO_PASSWORD='p',
                  MONGO_AUTH_SOURCE='s', MONGO_AUTH_MECHANISM='SCRAM-SHA-1', MONGO_REPLICA_SET='r',
                  MONGO_READ_PREFERENCE='secondaryPreferred', MONGO_MAX_POOL_SIZE='7', MONGO_SOCKET_TIMEOUT_MS=1,
                  MONGO_CONNECT_TIMEOUT_MS='2', MONGO_SERVER_SELECTION_TIMEOUT_MS=3, MONGO_DOCUMENT_CLASS=SON,
                  MONGO_CONNECT='TRUE', MONGO_STRICT='True', MONGO_TLS_CA_FILE='ca',
                  MONGO_TLS_CERTIFICATE_KEY_FILE='key', MONGO_TLS_CERTIFICATE_KEY_FILE_PASSWORD='w',
                  MONGO_TLS_CRL_FILE='crl', MONGO_TLS_ALLOW_INVALID_CERTIFICATES=False,
                  MONGO_TLS_ALLOW_INVALID_HOSTNAMES='true')
    found, _ = read(client_options={'w': 1}, **config)
    assert found == settings.Settings(
        prefix='MONGO', server_key='HOST', uri=None, hosts=('a:28000', 'b:2'), dbname='d', username='u', password='p',
        auth_source='s', auth_mechanism='SCRAM-SHA-1', tls=True, tls_ca_file='ca', tls_certificate_key_file='key',
        tls_certificate_key_file_password='w', tls_crl_file='crl', tls_allow_invalid_certificates=False,
        tls_allow_invalid_hostnames=True, replica_set='r', read_preference='secondaryPreferred',
        auto_start_request=True, max_pool_size=7, socket_timeout_ms=1, connect_timeout_ms=2,
        server_selection_timeout_ms=3, document_class=SON, connect=True, json='flask', strict=True, api='0.3',
        client_options={'w': 1})


def test_it_cannot_be_changed():
    found, _ = read()
    with pytest.raises(AttributeError):
        found.dbname = 'other'
    with pytest.raises(AttributeError):
        found.more = 1
    with pytest.raises(TypeError):
        found[0] = 'other'


def test_later_changes_do_not_reach_it():
    app, options = App(MONGO_DBNAME='d'), {'w': 1}
    found = settings.read(app, 'MONGO', None, options)
    app.config['MONGO_DBNAME'] = 'other'
    options['w'] = 2
    assert (found.dbname, found.client_options) == ('d', {'w': 1})


SHOW = [repr, str, lambda found: '%s' % (found,), lambda found: repr([found]), '{0}'.format]


@pytest.mark.parametrize('show', SHOW, ids=['repr', 'str', 'percent', 'in a list', 'format'])
@pytest.mark.parametrize('arguments', [
    dict(MONGO_USERNAME='u', MONGO_PASSWORD='SECRET'),
    dict(MONGO_URI='mongodb://u:SECRET@h/d'),
    dict(uri='mongodb://u:SECRET@h/d'),
    dict(client_options={'password': 'SECRET', 'username': 'u'}),
], ids=['keys', 'URI', 'argument', 'client options'])
def test_no_password_is_shown(show, arguments):
    found, _ = read(**arguments)
    assert 'SECRET' not in show(found)
    assert 'MONGO' in show(found)


# What is written back

NO_URI = {'PORT': 27017, 'AUTO_START_REQUEST': True}
BY_URI = {'PORT': 27017, 'AUTO_START_REQUEST': False}
OPTIONS = 'mongodb://h/d?replicaSet=r&maxpoolsize=7&authSource=s&readPreference=secondary'


@pytest.mark.parametrize('given, written', [
    ({}, dict(NO_URI, HOST='localhost', DBNAME='shop')),
    ({'HOST': '', 'PORT': None, 'DBNAME': ''}, dict(NO_URI, HOST='localhost', DBNAME='shop')),
    ({'PORT': '27018'}, dict(NO_URI, HOST='localhost', PORT=27018, DBNAME='shop')),
    ({'HOST': 'h:1'}, dict(NO_URI, HOST='h:1', DBNAME='shop')),
    ({'HOST': ['a', 'b:1']}, dict(NO_URI, HOST=['a', 'b:1'], DBNAME='shop')),
    ({'HOST': 'mongodb://h:1/x'}, dict(NO_URI, HOST='mongodb://h:1/x', DBNAME='shop')),
    ({'HOST': 'mongodb://h:1/x', 'DBNAME': 'd'}, dict(NO_URI, HOST='mongodb://h:1/x', DBNAME='d')),
    ({'AUTO_START_REQUEST': False}, dict(NO_URI, HOST='localhost', DBNAME='shop', AUTO_START_REQUEST=False)),
    ({'READ_PREFERENCE': 'secondary'}, dict(NO_URI, HOST='localhost', DBNAME='shop',
                                            READ_PREFERENCE=preferences.for_driver('secondary'))),
    ({'URI': 'mongodb://h:1/d'}, dict(BY_URI, URI='mongodb://h:1/d', HOST='h:1', DBNAME='d')),
    ({'URI': 'mongodb://h/d', 'PORT': 5}, dict(BY_URI, URI='mongodb://h/d', HOST='h', PORT=5, DBNAME='d')),
    ({'URI': 'mongodb://h/d.c'}, dict(BY_URI, URI='mongodb://h/d.c', HOST='h', DBNAME='d')),
    ({'URI': 'mongodb://u:p%40@a,b:2/d', 'HOST': 'x', 'DBNAME': 'd', 'USERNAME': 'z'},
     dict(BY_URI, URI='mongodb://u:p%40@a,b:2/d', HOST='a,b:2', DBNAME='d', USERNAME='u', PASSWORD='p@')),
    ({'URI': 'mongodb://h/', 'DBNAME': 'kept', 'USERNAME': 'u', 'PASSWORD': 'p'},
     dict(BY_URI, URI='mongodb://h/', HOST='h', DBNAME='kept')),
    ({'URI': OPTIONS, 'MAX_POOL_SIZE': 5},
     dict(BY_URI, URI=OPTIONS, HOST='h', DBNAME='d', REPLICA_SET='r', MAX_POOL_SIZE=7, AUTH_SOURCE='s',
          READ_PREFERENCE=preferences.for_driver('secondary'))),
    ({'URI': 'mongodb://h/d?replicaSet=&maxPoolSize=', 'MAX_POOL_SIZE': 5},
     dict(BY_URI, URI='mongodb://h/d?replicaSet=&maxPoolSize=', HOST='h', DBNAME='d', MAX_POOL_SIZE=5)),
], ids=str)
@pytest.mark.parametrize('prefix', ['MONGO', 'OTHER_1'])
def test_what_is_written_into_the_configuration(prefix, given, written):
    _, config = read(prefix, **dict(('%s_%s' % (prefix, name), value) for name, value in given.items()))
    assert said(config) == dict(('%s_%s' % (prefix, name), value) for name, value in written.items())


#: What Flask-PyMongo 0.3.1 has in app.config afterwards; None everywhere else. Its MONGO_HOST is gone beside a URI, and
#: its AUTO_START_REQUEST is True there, against its documentation.
OF_0_3_1 = [
    ({'HOST': 'h', 'PORT': 5}, {'HOST': 'h', 'PORT': 5, 'DBNAME': 'shop', 'AUTO_START_REQUEST': True}),
    ({'HOST': 'mongodb://h:5/zz', 'DBNAME': 'q'},
     {'HOST': 'mongodb://h:5/zz', 'PORT': 27017, 'DBNAME': 'q', 'AUTO_START_REQUEST': True}),
    ({'HOST': ['h'], 'PORT': 5}, {'HOST': ['h'], 'PORT': 5, 'DBNAME': 'shop', 'AUTO_START_REQUEST': True}),
    ({'HOST': 'h', 'AUTO_START_REQUEST': False},
     {'HOST': 'h', 'PORT': 27017, 'DBNAME': 'shop', 'AUTO_START_REQUEST': False}),
    ({'URI': 'mongodb://h:5/d'}, {'URI': 'mongodb://h:5/d', 'PORT': 27017, 'DBNAME': 'd'}),
    ({'URI': 'mongodb://h:5/d', 'HOST': 'x', 'PORT': 6}, {'URI': 'mongodb://h:5/d', 'PORT': 6, 'DBNAME': 'd'}),
    ({'URI': 'mongodb://u:p@h:5/d'},
     {'URI': 'mongodb://u:p@h:5/d', 'PORT': 27017, 'DBNAME': 'd', 'USERNAME': 'u', 'PASSWORD': 'p'}),
]
KEYS_OF_0_3_1 = ('HOST', 'PORT', 'DBNAME', 'USERNAME', 'PASSWORD', 'REPLICA_SET', 'READ_PREFERENCE',
                 'AUTO_START_REQUEST', 'MAX_POOL_SIZE', 'SOCKET_TIMEOUT_MS', 'CONNECT_TIMEOUT_MS', 'DOCUMENT_CLASS')


@pytest.mark.parametrize('given, written', OF_0_3_1, ids=str)
def test_every_key_of_0_3_1_has_its_value(given, written):
    _, config = read(**dict(('MONGO_' + name, value) for name, value in given.items()))
    for name in KEYS_OF_0_3_1:
        assert 'MONGO_' + name in config
        if 'URI' not in given or name not in ('HOST', 'AUTO_START_REQUEST'):
            assert config['MONGO_' + name] == written.get(name), name


def test_a_uri_in_code_leaves_the_configuration_alone():
    found, config = read(uri='mongodb://u:p@h:1/d?replicaSet=r', MONGO_HOST='x', MONGO_BOGUS='y', MONGO_PORT='bad')
    assert config == {'MONGO_HOST': 'x', 'MONGO_BOGUS': 'y', 'MONGO_PORT': 'bad'}
    assert (found.hosts, found.dbname, found.username, found.replica_set) == (('h:1',), 'd', 'u', 'r')


def test_reading_twice_gives_the_same():
    for config in ({}, {'MONGO_HOST': 'a,b'}, {'MONGO_URI': 'mongodb://u:p@a, b/d?maxPoolSize=7'}):
        app = App(**config)
        assert settings.read(app, 'MONGO') == settings.read(app, 'MONGO')


def test_nothing_is_written_when_it_fails():
    app = App(MONGO_URI='mongodb://h:bad/d')
    with pytest.raises(InvalidURI):
        settings.read(app, 'MONGO')
    assert app.config == {'MONGO_URI': 'mongodb://h:bad/d'}


# Prefixes

def test_two_prefixes_where_one_begins_with_the_other():
    config = dict(MONGO_HOST='a', MONGO_DBNAME='one', MONGO_STATS_HOST='b', MONGO_STATS_DBNAME='two',
                  MONGO_STATS_MAX_POOL_SIZE=3, MONGO_STATS_URI=None)
    app = App(**config)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        first, second = settings.read(app, 'MONGO'), settings.read(app, 'MONGO_STATS')
    assert (first.hosts, first.dbname, first.max_pool_size) == (('a:27017',), 'one', None)
    assert (second.hosts, second.dbname, second.max_pool_size) == (('b:27017',), 'two', 3)
    assert app.config['MONGO_PORT'] == app.config['MONGO_STATS_PORT'] == 27017


@pytest.mark.parametrize('prefix', ['', 'm', 'Mongo', 'MONGO2', 'A_B_C', u'MONGO'])
def test_any_prefix(prefix):
    found, config = read(prefix, **{str(prefix + '_DBNAME'): 'd'})
    assert (found.prefix, found.dbname) == (prefix, 'd')
    assert config[prefix + '_HOST'] == 'localhost'


# Keys that are none

@pytest.mark.parametrize('key, nearest', [
    ('MONGO_URL', 'MONGO_URI'), ('MONGO_HOSTS', 'MONGO_HOST'), ('MONGO_DATABASE', None), ('MONGO_DB', 'MONGO_DBNAME'),
    ('MONGO_POOL_SIZE', 'MONGO_MAX_POOL_SIZE'), ('MONGO_USER', 'MONGO_USERNAME'), ('MONGO_uri', None),
    ('MONGO_', None), ('MONGO_REPLICASET', 'MONGO_REPLICA_SET')])
def test_an_unknown_key_warns_once(key, nearest):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        read(**{key: 'SECRET'})
    assert [warning.category for warning in found] == [UserWarning]
    text = str(found[0].message)
    assert text.startswith('unknown configuration key %s: it has no effect; did you mean MONGO_' % key)
    assert nearest is None or nearest in text
    assert 'SECRET' not in text


@pytest.mark.parametrize('key', ['MONGODB_URL', 'XMONGO_URL', 'MONGO', 'mongo_url', 'URL', 'MONGO_STATS_URI',
                                 'MONGO_X_Y_MAX_POOL_SIZE', 5, None])
def test_keys_of_others_do_not_warn(key):
    app = App()
    app.config[key] = 'x'
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        settings.read(app, 'MONGO')
    assert caught == []


# What is refused, by its key

@pytest.mark.parametrize('config, error, text', [
    ({'PORT': 'x'}, TypeError, 'PORT must be an integer'),
    ({'PORT': True}, TypeError, 'PORT must be an integer'),
    ({'PORT': 27017.0}, TypeError, 'PORT must be an integer'),
    ({'PORT': 0}, ValueError, 'PORT must be from 1 to 65535'),
    ({'PORT': 65536}, ValueError, 'PORT must be from 1 to 65535'),
    ({'PORT': '-1'}, ValueError, 'PORT must be from 1 to 65535'),
    ({'HOST': 5}, TypeError, 'HOST must be text'),
    ({'HOST': 'h:x'}, ValueError, 'HOST has a port'),
    ({'HOST': 'h:'}, ValueError, 'HOST has a port'),
    ({'HOST': 'h:70000'}, ValueError, 'HOST has a port'),
    ({'HOST': '::1'}, ValueError, 'HOST has an IPv6 address without brackets'),
    ({'HOST': 'http://h/'}, ValueError, 'HOST must be a list of hosts or begin with mongodb://'),
    ({'HOST': 'u@h'}, ValueError, 'HOST must be a list of hosts or begin with mongodb://'),
    ({'HOST': ['h', 5]}, TypeError, 'HOST must be text'),
    ({'HOST': 'mongodb://u:SECRET@h:x/'}, InvalidURI, 'HOST: '),
    ({'HOST': 'mongodb://h/', 'DBNAME': 'a b'}, InvalidName, 'DBNAME cannot be the name of a database'),
    ({'DBNAME': 'mongodb://u:SECRET@h/d'}, InvalidName, 'DBNAME cannot be the name of a database'),
    ({'DBNAME': 5}, TypeError, 'DBNAME must be text'),
    ({'DBNAME': 'a b'}, InvalidName, 'DBNAME cannot be the name of a database'),
    ({'DBNAME': 'a.b'}, InvalidName, 'DBNAME cannot be the name of a database'),
    ({'DBNAME': 'x' * 64}, InvalidName, 'DBNAME cannot be the name of a database'),
    ({'USERNAME': 'u'}, Exception, 'PASSWORD is missing'),
    ({'PASSWORD': 'SECRET'}, Exception, 'USERNAME is missing'),
    ({'USERNAME': 5, 'PASSWORD': 'SECRET'}, TypeError, 'USERNAME must be text'),
    ({'USERNAME': 'u', 'PASSWORD': 5}, TypeError, 'PASSWORD must be text'),
    ({'REPLICA_SET': 5}, TypeError, 'REPLICA_SET must be text'),
    ({'READ_PREFERENCE': 'x'}, ValueError, 'READ_PREFERENCE: '),
    ({'AUTO_START_REQUEST': 1}, TypeError, 'AUTO_START_REQUEST must be True or False'),
    ({'AUTO_START_REQUEST': 'true'}, TypeError, 'AUTO_START_REQUEST must be True or False'),
    ({'MAX_POOL_SIZE': 'x'}, TypeError, 'MAX_POOL_SIZE must be an integer'),
    ({'MAX_POOL_SIZE': -1}, ValueError, 'MAX_POOL_SIZE must be 0 or more'),
    ({'SOCKET_TIMEOUT_MS': 1.5}, TypeError, 'SOCKET_TIMEOUT_MS must be an integer'),
    ({'CONNECT_TIMEOUT_MS': -5}, ValueError, 'CONNECT_TIMEOUT_MS must be 0 or more'),
    ({'SERVER_SELECTION_TIMEOUT_MS': []}, TypeError, 'SERVER_SELECTION_TIMEOUT_MS must be an integer'),
    ({'DOCUMENT_CLASS': list}, TypeError, 'DOCUMENT_CLASS must be a mapping class'),
    ({'DOCUMENT_CLASS': {}}, TypeError, 'DOCUMENT_CLASS must be a mapping class'),
    ({'CONNECT': 'yes'}, TypeError, 'CONNECT must be True or False'),
    ({'CONNECT': 1}, TypeError, 'CONNECT must be True or False'),
    ({'URI': 5}, TypeError, 'URI must be text'),
    ({'URI': 'http://u:SECRET@h'}, InvalidURI, 'URI: '),
    ({'URI': 'mongodb://u:SECRET@h:x/'}, InvalidURI, 'URI: '),
    ({'URI': 'mongodb://u:SECRET@h/a%20b'}, InvalidName, 'DBNAME cannot be'),
], ids=str)
def test_what_is_refused(config, error, text):
    with pytest.raises(error) as caught:
        read('PRE', **dict(('PRE_' + name, value) for name, value in config.items()))
    assert 'PRE_' + text in str(caught.value)
    assert 'SECRET' not in str(caught.value)


def test_the_name_of_the_application_as_a_database():
    with pytest.raises(InvalidName) as caught:
        read(name='my.shop')
    assert 'MONGO_DBNAME' in str(caught.value) and 'name of the application' in str(caught.value)
    assert read(name='my.shop', MONGO_URI='mongodb://h')[0].dbname is None


@pytest.mark.parametrize('host, port, uri, hosts', [
    ('mongodb://h', None, 'mongodb://h', ('h:27017',)),
    ('mongodb://h', 5, 'mongodb://h:5/', ('h:5',)),
    ('mongodb://u:p@a:1, b/d?w=1', '5', 'mongodb://u:p@a:1,b:5/d?w=1', ('a:1', 'b:5')),
    (['mongodb://a:1', 'b:2'], None, 'mongodb://a:1,b:2', ('a:1', 'b:2')),
])
def test_a_uri_in_host(host, port, uri, hosts):
    found, _ = read(MONGO_HOST=host, MONGO_PORT=port)
    assert (found.uri, found.hosts, found.server_key, found.dbname) == (uri, hosts, 'HOST', 'shop')
    assert found.username is None


@pytest.mark.parametrize('uri, replica_set', [('mongodb://h/?replicaSet=r', 'r'), ('mongodb://h/?replicaSet=', None)])
def test_the_set_of_a_uri_in_host(uri, replica_set):
    assert read(MONGO_HOST=uri)[0].replica_set == replica_set
    assert read(uri=uri)[0].replica_set == replica_set


@pytest.mark.parametrize('name', ['other', u'mongodb://u:SECRET@h/other'])
def test_a_uri_beside_another_database_name(name):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        assert read(MONGO_URI='mongodb://h/d', MONGO_DBNAME=name)[0].dbname == 'd'
    assert [str(warning.message) for warning in found] == [
        "MONGO_URI names the database 'd'; MONGO_DBNAME, which names another, has no effect"]


def test_a_uri_with_a_name_that_is_not_ascii_beside_another():
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        assert read(MONGO_URI='mongodb://h/%E4%B8%AD', MONGO_DBNAME='other')[0].dbname == u'\u4e2d'
    assert len(found) == 1


@pytest.mark.parametrize('uri, name', [('mongodb://h/d', 'd'), ('mongodb://h/d', None), ('mongodb://h', 'd'),
                                       ('mongodb://h/d.c', 'd')])
def test_a_uri_beside_the_same_database_name_or_none(uri, name):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert read(MONGO_URI=uri, MONGO_DBNAME=name)[0].dbname == 'd'


@pytest.mark.parametrize('host, hosts', [
    ('h', ('h:5',)), ('h:1', ('h:1',)), ('a, b:2 ,c', ('a:5', 'b:2', 'c:5')), ('a,,b,', ('a:5', 'b:5')),
    ('[::1]', ('[::1]:5',)), ('[::1]:1,h', ('[::1]:1', 'h:5')), ('127.0.0.1', ('127.0.0.1:5',)),
    (['a', 'b:2'], ('a:5', 'b:2')), (('a, b:2', u'c'), ('a:5', 'b:2', 'c:5')), ([], ('localhost:5',))])
def test_hosts(host, hosts):
    assert read(MONGO_HOST=host, MONGO_PORT=5)[0].hosts == hosts


@pytest.mark.parametrize('value', [True, False])
def test_auto_start_request(value):
    # Python 2 never shows again what another test's filters hid at the same line.
    globals().pop('__warningregistry__', None)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        assert read(MONGO_AUTO_START_REQUEST=value)[0].auto_start_request is value
    assert [warning.category for warning in found] == ([] if versions.DRIVER_HAS_REQUESTS else [LegacyWarning])


@pytest.mark.parametrize('config', [
    dict(MONGO_TLS=False, MONGO_TLS_CA_FILE='ca'), dict(MONGO_TLS='false', MONGO_TLS_ALLOW_INVALID_HOSTNAMES=False)],
    ids=str)
def test_tls_that_is_off_and_has_options(config):
    with pytest.raises(ValueError) as caught:
        read(**config)
    assert 'MONGO_TLS is False' in str(caught.value)
    assert read(MONGO_TLS=False)[0].tls is False


@pytest.mark.parametrize('mechanism', ['SCRAM-SHA-1', 'GSSAPI', 'PLAIN'])
def test_a_mechanism_without_the_user_that_it_needs(mechanism):
    with pytest.raises(Exception) as caught:
        read(MONGO_AUTH_MECHANISM=mechanism)
    assert 'MONGO_USERNAME' in str(caught.value) and mechanism in str(caught.value)
    assert read(MONGO_URI='mongodb://u:p@h/d', MONGO_AUTH_MECHANISM=mechanism)[0].auth_mechanism == mechanism


@pytest.mark.parametrize('mechanism', ['MONGODB-X509', 'GSSAPI'])
def test_mechanisms_without_a_password(mechanism):
    found, _ = read(MONGO_USERNAME='u', MONGO_AUTH_MECHANISM=mechanism)
    assert (found.username, found.password, found.auth_mechanism) == ('u', None, mechanism)


# The table of keys

def test_each_row_of_the_table_is_complete():
    names = [key.name for key in configuration_keys.KEYS]
    assert len(set(names)) == len(names)
    for key in configuration_keys.KEYS:
        assert key.kind in configuration_keys.KINDS, key.name
        assert key.text.endswith('.') and key.since, key.name
        assert key.field is None or key.field in settings.Settings._fields, key.name
    assert set(key.kind for key in configuration_keys.KEYS) == set(configuration_keys.KINDS)


@pytest.mark.parametrize('key', [key for key in configuration_keys.KEYS if key.uri_option], ids=lambda key: key.name)
def test_each_option_of_a_uri_overwrites_its_key(key):
    value = {'amount': '7', 'read_preference': 'secondary'}.get(key.kind, 'text')
    found, config = read(MONGO_URI='mongodb://u:p@h/d?%s=%s' % (key.uri_option.upper(), value))
    assert str(getattr(found, key.field)) == value
    wanted = preferences.for_driver(value) if key.kind == 'read_preference' else getattr(found, key.field)
    assert config['MONGO_' + key.name] == wanted


def test_each_key_that_is_written_back():
    _, config = read()
    assert set(config) == set('MONGO_' + key.name for key in configuration_keys.KEYS if key.written_back)


def test_the_stub_has_the_fields():
    stub = os.path.splitext(settings.__file__)[0] + '.pyi'
    with open(stub) as stream:
        body = stream.read().partition('class Settings')[2].partition('\ndef ')[0]
    assert tuple(re.findall(r'^    (\w+):', body, re.MULTILINE)) == settings.Settings._fields
