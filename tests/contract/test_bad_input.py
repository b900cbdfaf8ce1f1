# -*- coding: utf-8 -*-
"""What cannot work is refused where it is known, by an error that names key and remedy; secrets stay secret."""
import logging
import os
import sys
import traceback
import warnings

import pymongo
import pytest
from flask import Flask
from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidName, InvalidURI, OperationFailure

from flask_pymongo import PyMongo
from flask_pymongo.compat import versions

from .reference import error_of_first_use, texts_of

SECRET = 's3cr3t'


def local_variables(error, trace):
    """The local variables of all frames that an error came through, but for those of the tests, as text."""
    shown = []
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(os.path.dirname(__file__)):
            shown += [repr(value) for value in trace.tb_frame.f_locals.values()]
        trace = trace.tb_next
    for other in (getattr(error, '__cause__', None), getattr(error, '__context__', None)):
        if other is not None:
            shown.append(local_variables(other, other.__traceback__))
    return '\n'.join(shown + [repr(vars(error))])


def refusal(app, *args, **kwargs):
    """What init_app raises, and its text; no secret is in what an error tracker keeps of it."""
    mongo = PyMongo()
    with pytest.raises(Exception) as caught:
        mongo.init_app(app, *args, **kwargs)
    assert SECRET not in local_variables(caught.value, caught.tb)
    assert 'pymongo' not in app.extensions or not app.extensions['pymongo']
    return caught.value, str(caught.value)


# Types

@pytest.mark.parametrize('value', ['x', '27017x', '27017.5', '--5', u'27\xb2', '9' * 5000, [27017], {}, object()],
                         ids=lambda value: repr(value)[:9])
def test_port(make_app, value):
    error, text = refusal(make_app(MONGO_PORT=value))
    assert type(error) is TypeError
    assert text == 'MONGO_PORT must be an integer'


@pytest.mark.parametrize('value', [0, -1, 65536, '70000'])
def test_port_out_of_range(make_app, value):
    error, text = refusal(make_app(MONGO_PORT=value))
    assert 'MONGO_PORT' in text
    assert '65535' in text


@pytest.mark.parametrize('value', ['localhost:x', '127.0.0.1:x', '127.0.0.1:70000', '[::1]:x', 'localhost,127.0.0.1:x'])
def test_port_inside_host(make_app, value):
    error, text = refusal(make_app(MONGO_HOST=value))
    assert 'MONGO_HOST' in text


@pytest.mark.parametrize('value', ['x', 2, 'True', []], ids=repr)
def test_auto_start_request(make_app, value):
    error, text = refusal(make_app(MONGO_AUTO_START_REQUEST=value))
    assert type(error) is TypeError
    assert 'MONGO_AUTO_START_REQUEST' in text


@pytest.mark.parametrize('key', ['MAX_POOL_SIZE', 'SOCKET_TIMEOUT_MS', 'CONNECT_TIMEOUT_MS',
                                 'SERVER_SELECTION_TIMEOUT_MS'])
@pytest.mark.parametrize('value', ['x', [1], {}, object()], ids=repr)
def test_numbers(make_app, key, value):
    error, text = refusal(make_app(**{'MONGO_' + key: value}))
    assert isinstance(error, TypeError)
    assert 'MONGO_' + key in text
    assert 'integer' in text


@pytest.mark.parametrize('key', ['HOST', 'DBNAME', 'REPLICA_SET', 'USERNAME', 'PASSWORD', 'AUTH_SOURCE',
                                 'AUTH_MECHANISM', 'URI'])
@pytest.mark.parametrize('value', [5, {'a': 1}], ids=repr)
def test_texts(make_app, key, value):
    config = {'MONGO_USERNAME': 'ada', 'MONGO_PASSWORD': SECRET}
    config['MONGO_' + key] = value
    error, text = refusal(make_app(**config))
    assert isinstance(error, TypeError)
    assert 'MONGO_' + key in text
    assert SECRET not in text


@pytest.mark.parametrize('value', [5, 'dict', {}], ids=repr)
def test_document_class(make_app, value):
    error, text = refusal(make_app(MONGO_DOCUMENT_CLASS=value))
    assert isinstance(error, TypeError)
    assert 'MONGO_DOCUMENT_CLASS' in text


@pytest.mark.parametrize('value', [int, list, object])
def test_document_class_that_is_no_mapping(make_app, value):
    error, text = refusal(make_app(MONGO_DOCUMENT_CLASS=value))
    assert isinstance(error, TypeError)
    assert 'MONGO_DOCUMENT_CLASS' in text


@pytest.mark.parametrize('value', ['x', 'yes', 5, []], ids=repr)
def test_connect(make_app, value):
    error, text = refusal(make_app(MONGO_CONNECT=value))
    assert isinstance(error, (TypeError, ValueError))
    assert 'MONGO_CONNECT' in text
    assert 'true' in text.lower()


@pytest.mark.parametrize('value', ['x', 'SECONDARY_LAST', 7, -1, 1.5, [], object()], ids=repr)
def test_read_preference(make_app, value):
    error, text = refusal(make_app(MONGO_READ_PREFERENCE=value))
    assert type(error) is ValueError
    assert 'MONGO_READ_PREFERENCE' in text
    plain = text.replace('_', '').upper()
    for name in ('PRIMARY', 'SECONDARY'):
        assert name in plain


@pytest.mark.skipif(not versions.DRIVER_HAS_READ_PREFERENCE_MODES, reason='this driver has fewer read preferences')
def test_read_preference_lists_every_name(make_app):
    _, text = refusal(make_app(MONGO_READ_PREFERENCE='x'))
    plain = text.replace('_', '').upper()
    for name in ('PRIMARY', 'PRIMARYPREFERRED', 'SECONDARY', 'SECONDARYPREFERRED', 'NEAREST'):
        assert name in plain


def test_the_key_is_named_with_its_prefix(make_app):
    _, text = refusal(make_app(BLOG_PORT='x'), 'BLOG')
    assert text == 'BLOG_PORT must be an integer'


# Credentials

@pytest.mark.parametrize('given, missing', [('USERNAME', 'PASSWORD'), ('PASSWORD', 'USERNAME')])
@pytest.mark.parametrize('empty', ['left out', None, ''])
def test_half_a_credential(make_app, given, missing, empty):
    app = make_app(**{'MONGO_' + given: SECRET})
    if empty != 'left out':
        app.config['MONGO_' + missing] = empty
    _, text = refusal(app)
    assert 'MONGO_' + given in text
    assert 'MONGO_' + missing in text
    assert SECRET not in text


# Database names

@pytest.mark.parametrize('name', ['my.app', 'my app', 'my/app', 'my\\app', 'my$app', 'my"app', 'my\x00app', 'a' * 64,
                                  u'\u4e2d' * 30], ids=repr)
def test_database_name(make_app, name):
    error, text = refusal(make_app(MONGO_DBNAME=name))
    assert isinstance(error, InvalidName)
    assert 'MONGO_DBNAME' in text


def test_application_name_with_a_dot(make_app):
    error, text = refusal(make_app('my.app', MONGO_DBNAME=None))
    assert isinstance(error, InvalidName)
    assert 'my.app' in text
    assert 'MONGO_DBNAME' in text


def test_application_name_with_a_dot_and_another_prefix(make_app, mongodb_host, mongodb_port):
    _, text = refusal(make_app('my.app', BLOG_HOST=mongodb_host, BLOG_PORT=mongodb_port), 'BLOG')
    assert 'BLOG_DBNAME' in text


def test_application_name_with_a_dot_and_a_uri_without_a_database(make_app, mongodb_host, mongodb_port):
    """Programs that use `mongo.cx` only, or never get there, need no name."""
    app = make_app('my.app', MONGO_URI='mongodb://%s:%d' % (mongodb_host, mongodb_port), MONGO_DBNAME=None)
    mongo = PyMongo(app)
    with app.test_request_context():
        assert mongo.cx['test'].command('ping')['ok'] == 1.0
        with pytest.raises(InvalidName) as caught:
            mongo.db.things.find_one()
    assert 'my.app' in str(caught.value) and 'MONGO_DBNAME' in str(caught.value)
    assert app.config['MONGO_DBNAME'] is None


@pytest.mark.parametrize('uri', ['mongodb://ada:S3@127.0.0.1/name', 'mongodb://ada:S3%40127.0.0.1/name',
                                 'mongodb://127.0.0.1/name?tlsCertificateKeyFilePassword=S3'])
def test_a_uri_as_the_name_of_a_database_is_not_shown(make_app, uri):
    error, text = refusal(make_app(MONGO_DBNAME=uri.replace('S3', SECRET)))
    assert isinstance(error, InvalidName)
    assert 'MONGO_DBNAME' in text and SECRET not in text


def test_application_name_with_a_dot_does_not_matter_beside_a_name(make_app, bind, database_name):
    assert bind(make_app('my.app')).db.name == database_name


def test_the_longest_name(make_app, bind):
    assert bind(make_app(MONGO_DBNAME='a' * 63)).db.name == 'a' * 63


# URIs

def _told(make_app, uri, form):
    """Everything the application is told about a URI: the error's text and whole traceback, the warnings' texts."""
    app, mongo = make_app(), PyMongo()
    text = whole = ''
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter('always')
        try:
            if form == 'configuration':
                app.config['MONGO_URI'] = uri
                mongo.init_app(app)
            else:
                mongo.init_app(app, uri=uri)
        except Exception as error:
            # The lines of the program in it are no secret, the rest is what an error page or a log shows.
            whole = '\n'.join(line for line in traceback.format_exc().splitlines() if not line.startswith('    '))
            whole += local_variables(error, sys.exc_info()[2])
            text = str(error) or repr(error)
        else:
            with app.test_request_context():
                mongo.cx.close()
    return text, '\n'.join([text, whole] + [str(warning.message) for warning in warned])


@pytest.mark.parametrize('uri', [
    'mongo://ada:S3@127.0.0.1/name', 'http://ada:S3@127.0.0.1/name', 'ada:S3@127.0.0.1/name',
    'mongodb:/ada:S3@127.0.0.1/name', 'mongodb://ada:S3@127.0.0.1:port/name',
    'mongodb://ada:S3@/name', 'mongodb://', 'mongodb:///name', 'mongodb://ada:S3/t00@127.0.0.1/name',
    'mongodb://ada:t00@S3@127.0.0.1/name', 'mongodb://ada:t00:S3@127.0.0.1/name', 'mongodb://ada:27/S3@127.0.0.1/name',
    'mongodb://:S3@127.0.0.1/name', 'mongodb://ada:S3@[::1/name', 'mongodb://ada:S3%40@127.0.0.1:port/name',
    'mongodb://ada:S3@127.0.0.1/na me', 'mongodb://ada:S3@127.0.0.1/na$me',
])
@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_uri(make_app, uri, form):
    text, told = _told(make_app, uri.replace('S3', SECRET), form)
    assert text
    if form == 'configuration':
        assert 'MONGO_' in text
    assert SECRET not in told
    assert 't00' not in told


@pytest.mark.parametrize('uri', [
    'mongodb://ada:S3@:DEAD/name', 'mongodb://ada:S3@127.0.0.1:99999/name',
    'mongodb://ada:S3@127.0.0.1:DEAD/name?maxPoolSize=x',
    'mongodb://ada:S3@127.0.0.1:DEAD/name?readPreference=x', 'mongodb://ada:S3@127.0.0.1:DEAD/name?x',
    'mongodb://ada:S3@127.0.0.1:DEAD/name?noSuchOption=1', 'mongodb://ada:S3@127.0.0.1:DEAD/name?safe=true&w=1',
])
@pytest.mark.parametrize('form', ['configuration', 'argument'])
def test_uri_that_drivers_judge_differently(make_app, dead_port, uri, form):
    """Some raise, some warn, some connect: none may tell."""
    uri = uri.replace('S3', SECRET).replace('DEAD', str(dead_port))
    assert SECRET not in _told(make_app, uri, form)[1]


def test_scheme_names_the_remedy(make_app):
    _, text = refusal(make_app(MONGO_URI='mongo://127.0.0.1/name'))
    assert 'MONGO_URI' in text
    assert 'mongodb://' in text


def test_unescaped_password_names_the_remedy(make_app):
    _, text = refusal(make_app(MONGO_URI='mongodb://ada:p@ss/word@127.0.0.1/name'))
    assert 'percent' in text or 'escape' in text or 'quote' in text


# A server that is not there

@pytest.mark.skipif(versions.DRIVER_CONNECTS_LAZILY, reason='this driver connects when it is used')
class TestServerThatIsNotThereAtOnce(object):
    def test_keys(self, make_app, dead_port):
        error, text = refusal(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port))
        assert isinstance(error, ConnectionFailure)
        assert 'MONGO_HOST' in text

    def test_uri(self, make_app, dead_port):
        error, text = refusal(make_app(MONGO_URI='mongodb://127.0.0.1:%d/name' % dead_port))
        assert isinstance(error, ConnectionFailure)
        assert 'MONGO_URI' in text

    def test_may_be_tried_again(self, make_app, close_later, dead_port, mongodb_port):
        app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port)
        refusal(app)
        app.config['MONGO_PORT'] = mongodb_port
        mongo = PyMongo()
        mongo.init_app(app)
        close_later(app, mongo)
        assert mongo.cx.admin.command('ping')['ok'] == 1.0


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver connects')
class TestServerThatIsNotThereWhenUsed(object):
    def test_init_app_is_fine_and_use_raises(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_SERVER_SELECTION_TIMEOUT_MS=100))
        with pytest.raises(ConnectionFailure) as caught:
            mongo.db.things.find_one()
        assert '127.0.0.1:%d' % dead_port in str(caught.value)

    def test_two_that_are_not_there_are_both_named(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1:%d,localhost:%d' % (dead_port, dead_port),
                              MONGO_SERVER_SELECTION_TIMEOUT_MS=100))
        with pytest.raises(ConnectionFailure) as caught:
            mongo.db.things.find_one()
        assert '127.0.0.1:%d' % dead_port in str(caught.value)
        assert 'localhost:%d' % dead_port in str(caught.value)

    def test_find_one_or_404_does_not_make_it_404(self, make_app, bind, dead_port):
        mongo = bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_SERVER_SELECTION_TIMEOUT_MS=100))
        with pytest.raises(ConnectionFailure):
            mongo.db.things.find_one_or_404()


# Secrets

@pytest.fixture
def logged():
    """Everything that is logged, at any level, as text."""
    records = []

    class Keeper(logging.Handler):
        def emit(self, record):
            records.append(self.format(record) + repr(record.args))
    keeper, root = Keeper(), logging.getLogger()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield records
    root.removeHandler(keeper)
    root.setLevel(level)


def _forms(database_name, host, port):
    return {
        'keys': (dict(MONGO_USERNAME='ada', MONGO_PASSWORD=SECRET), ()),
        'URI': (dict(MONGO_URI='mongodb://ada:%s@%s:%d/%s' % (SECRET, host, port, database_name)), ()),
        'argument': ({}, ('mongodb://ada:%s@%s:%d/%s' % (SECRET, host, port, database_name),)),
    }


@pytest.mark.parametrize('form', ['keys', 'URI', 'argument'])
def test_password_is_in_no_error_log_or_repr_of_a_failed_log_in(make_app, logged, database_name, mongodb_host,
                                                                mongodb_port, form):
    config, args = _forms(database_name, mongodb_host, mongodb_port)[form]
    # Some drivers look for the server once more when they are closed.
    app = make_app(MONGO_SERVER_SELECTION_TIMEOUT_MS=2000, **config)
    more = {'serverSelectionTimeoutMS': 2000} if args and versions.DRIVER_HAS_MODERN_OPTION_NAMES else {}
    mongo = PyMongo()
    shown = []
    with pytest.raises((OperationFailure, ConfigurationError)):
        try:
            mongo.init_app(app, *args, **more)
            with app.test_request_context():
                shown += [repr(mongo), repr(mongo.cx), repr(mongo.db), repr(mongo.db.things), str(mongo.cx),
                          repr(app.extensions)]
                try:
                    mongo.db.things.find_one()
                finally:
                    shown += [repr(mongo.cx)]
                    mongo.cx.close()
        except (OperationFailure, ConfigurationError):
            shown += [line for line in traceback.format_exc().splitlines() if not line.startswith('    ')]
            raise
    assert SECRET not in '\n'.join(shown + logged)


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver logs in')
@pytest.mark.parametrize('form', ['keys', 'URI', 'argument'])
def test_password_is_not_in_the_error_of_a_server_that_is_not_there(make_app, bind, logged, database_name, dead_port,
                                                                    form):
    config, args = _forms(database_name, '127.0.0.1', dead_port)[form]
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_SERVER_SELECTION_TIMEOUT_MS=100)
    app.config.update(config)
    mongo = bind(app, *args, **({'serverSelectionTimeoutMS': 100} if args else {}))
    with app.test_request_context():
        with pytest.raises(ConnectionFailure) as caught:
            mongo.db.things.find_one()
        shown = [str(caught.value), repr(caught.value), repr(mongo), repr(mongo.cx)]
    assert SECRET not in '\n'.join(shown + logged)


@pytest.mark.skipif(versions.DRIVER_CONNECTS_LAZILY, reason='this driver connects when it is used')
@pytest.mark.parametrize('form', ['keys', 'URI', 'argument'])
def test_password_is_not_in_the_error_of_the_constructor(make_app, logged, database_name, dead_port, form):
    config, args = _forms(database_name, '127.0.0.1', dead_port)[form]
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port)
    app.config.update(config)
    error, text = refusal(app, *args)
    assert isinstance(error, pymongo.errors.ConnectionFailure)
    assert SECRET not in '\n'.join([text, repr(error)] + logged)


@pytest.mark.parametrize('form', ['keys', 'URI', 'argument'])
@pytest.mark.parametrize('password', ['admin', 'at', 'e'])
def test_failed_log_in_keeps_its_class_whatever_the_password(make_app, database_name, mongodb_host, mongodb_port, form,
                                                             password):
    """One that is part of the text of any error, too: a name, a word, a letter."""
    config, args = _forms(database_name, mongodb_host, mongodb_port)[form]
    config = dict((key, value.replace(SECRET, password)) for key, value in config.items())
    app = make_app(MONGO_SERVER_SELECTION_TIMEOUT_MS=2000, **config)
    error = error_of_first_use((OperationFailure, ConfigurationError), app,
                               *[arg.replace(SECRET, password) for arg in args])
    assert not isinstance(error, InvalidURI)
    assert form != 'keys' or 'URI' not in str(error)


def test_password_is_in_no_warning(make_app, bind):
    app = make_app(MONGO_PASSWD=SECRET, MONGO_PASS=SECRET, MONGO_URL='mongodb://ada:%s@localhost/name' % SECRET)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        bind(app)
    texts = texts_of(caught)
    assert len(texts) == 3
    assert SECRET not in '\n'.join(texts)


@pytest.mark.parametrize('key, value', [('PORT', 'x'), ('READ_PREFERENCE', 'x'), ('DBNAME', 'a.b'),
                                        ('MAX_POOL_SIZE', 'x'), ('HOST', 5), ('CONNECT', 'x'), ('DOCUMENT_CLASS', 5)])
def test_password_is_not_in_the_error_of_another_key(make_app, key, value):
    app = make_app(MONGO_USERNAME='ada', MONGO_PASSWORD=SECRET, **{'MONGO_' + key: value})
    error, text = refusal(app)
    assert 'MONGO_' + key in text
    assert SECRET not in text + repr(error)


def test_an_unknown_keyword_beside_a_password(make_app, mongodb_host, mongodb_port):
    uri = 'mongodb://ada:%s@%s:%d/name' % (SECRET, mongodb_host, mongodb_port)
    error, text = refusal(make_app(), uri, no_such_option_of_any_client=1)
    assert 'no_such_option_of_any_client' in text
    assert SECRET not in text + repr(error)


def test_an_argument_of_the_constructor_is_not_in_its_local_variables(make_app):
    with pytest.raises(InvalidURI) as caught:
        PyMongo(make_app(), 'mongodb://ada:%s@127.0.0.1:port/name' % SECRET)
    assert SECRET not in local_variables(caught.value, caught.tb)


@pytest.mark.skipif(sys.version_info[0] > 2, reason='bytes are text on Python 2 only')
@pytest.mark.parametrize('config', [
    dict(MONGO_USERNAME='ada', MONGO_PASSWORD=b'\xc3\xa9' + SECRET.encode()),
    dict(MONGO_URI=b'mongodb://ada:\xc3\xa9' + SECRET.encode() + b'@127.0.0.1:port/name')], ids=repr)
def test_a_password_of_bytes_is_not_in_the_error(make_app, config):
    mongo = PyMongo()
    try:
        mongo.init_app(make_app(**config))
    except Exception as error:
        assert SECRET not in str(error) + repr(error) + local_variables(error, sys.exc_info()[2])
        assert not isinstance(error, UnicodeError)


def test_no_application():
    with pytest.raises((TypeError, AttributeError)):
        PyMongo().init_app(None)


@pytest.mark.parametrize('prefix', [5, False, ['MONGO']], ids=repr)
def test_prefix_that_is_no_text(make_app, prefix):
    error, text = refusal(make_app(), prefix)
    assert type(error) is TypeError
    assert 'config_prefix' in text


def test_a_flask_class_is_no_application():
    with pytest.raises((TypeError, AttributeError)):
        PyMongo(Flask)
