"""Ways to log in whose servers nobody has here: what keys and URIs say arrives in the driver, or there is an error."""
import pytest
from pymongo import common
from pymongo.errors import ConfigurationError

from flask_pymongo import MongoClient
from flask_pymongo.compat import versions

from .reference import MECHANISMS

arrives = pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='this driver logs in when a client is made')
REFUSED = (ConfigurationError, ValueError)
SESAME = 'open-sesame'


def credentials(client):
    """What the driver will log in with: the mechanism, the source, the user, the password, its properties as text."""
    options = vars(client).get('_options') or vars(client).get('_MongoClient__options')
    found = vars(options).get('_ClientOptions__credentials') or options.pool_options._credentials
    return tuple(found[:4]) + (repr(found.mechanism_properties) + str(vars(found.mechanism_properties)
                               if hasattr(found.mechanism_properties, '__dict__') else ''),)


def needs(mechanism):
    return pytest.mark.skipif(mechanism not in MECHANISMS, reason='the driver does not know ' + mechanism)


# PyMongo 4.4 to 4.6 know the mechanism by other properties.
needs_oidc = pytest.mark.skipif('TOKEN_RESOURCE' not in getattr(common, '_MECHANISM_PROPS', ()),
                                reason='the driver does not know MONGODB-OIDC with an environment')


@arrives
@pytest.mark.parametrize('uri, expected', [
    pytest.param('u%40REALM@h/?authMechanism=GSSAPI&authMechanismProperties=SERVICE_NAME:mine',
                 ('GSSAPI', '$external', 'u@REALM', None), marks=needs('GSSAPI')),
    pytest.param('u%40REALM@h/?authMechanism=GSSAPI&gssapiServiceName=mine',
                 ('GSSAPI', '$external', 'u@REALM', None), marks=needs('GSSAPI')),
    pytest.param('AK:%s@h/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:mine' % SESAME,
                 ('MONGODB-AWS', '$external', 'AK', SESAME), marks=needs('MONGODB-AWS')),
    pytest.param('h/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:azure,TOKEN_RESOURCE:mine',
                 ('MONGODB-OIDC', '$external', None, None), marks=needs_oidc),
])
def test_a_uri(uri, expected):
    client = MongoClient('mongodb://' + uri, connect=False)
    found = credentials(client)
    assert found[:4] == expected
    assert 'mine' in found[4]
    assert SESAME not in repr(client)
    client.close()


@arrives
@pytest.mark.parametrize('keys, more, expected', [
    pytest.param(dict(USERNAME='u@REALM', AUTH_MECHANISM='GSSAPI'), {}, ('GSSAPI', '$external', 'u@REALM', None),
                 marks=needs('GSSAPI')),
    pytest.param(dict(AUTH_MECHANISM='MONGODB-AWS'), {}, ('MONGODB-AWS', '$external', None, None),
                 marks=needs('MONGODB-AWS')),
    pytest.param(dict(USERNAME='AK', PASSWORD=SESAME, AUTH_MECHANISM='MONGODB-AWS'),
                 dict(authMechanismProperties='AWS_SESSION_TOKEN:mine'), ('MONGODB-AWS', '$external', 'AK', SESAME),
                 marks=needs('MONGODB-AWS')),
    pytest.param(dict(AUTH_MECHANISM='MONGODB-OIDC'),
                 dict(authMechanismProperties={'ENVIRONMENT': 'azure', 'TOKEN_RESOURCE': 'mine'}),
                 ('MONGODB-OIDC', '$external', None, None), marks=needs_oidc),
])
def test_keys(make_app, bind, keys, more, expected):
    app = make_app(MONGO_CONNECT=False, **dict(('MONGO_' + name, value) for name, value in keys.items()))
    with app.test_request_context():
        found = credentials(bind(app, **more).cx)
    assert found[:4] == expected
    assert not more or 'mine' in found[4]


@pytest.mark.parametrize('query', [
    'authMechanism=HANDSHAKE', 'authMechanism=GSSAPI&authMechanismProperties=HANDSHAKE:secret'])
def test_a_mechanism_or_property_that_the_driver_does_not_know(query):
    """It would connect without a log-in, or with another one."""
    keywords = {'connect': False} if versions.DRIVER_CONNECTS_LAZILY else {}
    for user in ('', 'u:%s@' % SESAME):
        with pytest.raises(REFUSED) as caught:
            MongoClient('mongodb://%s127.0.0.1:1/?%s' % (user, query), **keywords)
        assert SESAME not in str(caught.value)


def test_a_mechanism_by_keys_that_the_driver_does_not_know(make_app, bind):
    app = make_app(MONGO_USERNAME='u', MONGO_PASSWORD=SESAME, MONGO_AUTH_MECHANISM='HANDSHAKE')
    with pytest.raises(Exception) as caught:
        bind(app)
    assert SESAME not in str(caught.value)


@arrives
def test_the_mechanism_that_no_server_has_any_more():
    """MONGODB-CR in a URI: servers know SCRAM in its place, and the newest drivers use that."""
    client = MongoClient('mongodb://u:%s@h/?authMechanism=MONGODB-CR' % SESAME, connect=False)
    assert credentials(client)[2:4] == ('u', SESAME)
    client.close()
