"""TLS in every dialect of options: it is there, it is checked, or there is an error. Real servers and certificates."""
import os
import ssl
import subprocess

import pymongo
import pytest
from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidURI

import matrix
import mongod
import wire
from flask_pymongo import MongoClient
from flask_pymongo.compat import versions

from .reference import error_of_first_use, needs_scram

CHECKS_CERTIFICATES = versions.DRIVER_LACKS_SSL_OPTIONS or 'ssl_ca_certs' in pymongo.common.VALIDATORS
certificates = pytest.mark.skipif(not CHECKS_CERTIFICATES, reason='this driver checks no certificates')
# Drivers deprecate their own legacy names, too.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')
#: PyMongo 2.9 lets the error of Python through.
REFUSED = (ConnectionFailure, ConfigurationError, ssl.CertificateError)
#: Milliseconds that a driver has to find the server.
SHORT, LONG = 200, 1500

OF_CA = """
[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 30
"""


class Files(object):
    """Certificates in a folder: of two authorities, a server called localhost, and a client."""

    def __init__(self, folder):
        self._folder = folder
        for authority in ('ca', 'other'):
            self._openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', authority + '.key', '-out',
                          authority + '.pem', '-days', '30', '-subj', '/O=test/CN=' + authority)
        self._issue('server', 'subjectAltName=DNS:localhost\n')
        self._issue('client', 'extendedKeyUsage=clientAuth\n')
        self._openssl('rsa', '-aes128', '-in', 'client.key', '-passout', 'pass:sesame', '-out', 'locked.key')
        self._write('locked.pem', self._text('client.crt') + self._text('locked.key'))
        self._write('ca.conf', OF_CA)
        self._write('index.txt', '')
        self._write('crlnumber', '01')
        authority = ['-config', 'ca.conf', '-keyfile', 'ca.key', '-cert', 'ca.pem']
        self._openssl('ca', '-revoke', 'server.crt', *authority)
        self._openssl('ca', '-gencrl', '-out', 'revoked.pem', *authority)

    def __getattr__(self, name):
        return os.path.join(self._folder, name + '.pem')

    def _text(self, name):
        with open(os.path.join(self._folder, name)) as stream:
            return stream.read()

    def _write(self, name, text):
        with open(os.path.join(self._folder, name), 'w') as stream:
            stream.write(text)

    def _issue(self, name, extensions):
        self._write(name + '.ext', extensions)
        self._openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', name + '.key', '-out', name + '.csr', '-subj',
                      '/O=test/CN=localhost/OU=' + name)
        self._openssl('x509', '-req', '-in', name + '.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial',
                      '-out', name + '.crt', '-days', '30', '-sha256', '-extfile', name + '.ext')
        self._write(name + '.pem', self._text(name + '.crt') + self._text(name + '.key'))

    def _openssl(self, *arguments):
        process = subprocess.Popen(('openssl',) + arguments, cwd=self._folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
        output = process.communicate()[0]
        assert process.returncode == 0, output.decode('utf-8', 'replace')


@pytest.fixture(scope='module')
def files(tmpdir_factory):
    try:
        subprocess.Popen(['openssl', 'version'], stdout=subprocess.PIPE).communicate()
    except OSError:
        pytest.skip('this machine has no openssl to make certificates with')
    return Files(str(tmpdir_factory.mktemp('certificates')))


def _serve(files, *arguments):
    row = os.environ.get('FLASK_PYMONGO_ROW')
    server = mongod.start(matrix.row(row)['server'] if row else matrix.DEFAULT_SERVER, arguments=(
        '--tlsMode', 'preferTLS', '--tlsCertificateKeyFile', files.server, '--tlsCAFile', files.ca) + arguments)
    # The tools of the tests ask in plain text whether it is up; from here on nobody else may.
    assert wire.command(server.port, [('setParameter', 1), ('tlsMode', 'requireTLS')])['ok'] == 1
    return server


@pytest.fixture(scope='module')
def port(files):
    """The port of a server that talks TLS only."""
    with _serve(files, '--tlsAllowConnectionsWithoutCertificates') as server:
        yield server.port


@pytest.fixture(scope='module')
def strict_port(files):
    """The port of one that wants to see a certificate of the client, too."""
    with _serve(files) as server:
        yield server.port


def connect(options, form, port, host='localhost', milliseconds=LONG):
    """Connect with some options in one of the `FORMS`, and ask the server something; a lazy driver tries so long."""
    keywords, query = {}, ''
    if versions.DRIVER_CONNECTS_LAZILY:
        keywords['serverSelectionTimeoutMS'] = milliseconds
    if form == 'keywords':
        keywords.update(options)
    else:
        query = '?' + '&'.join('%s=%s' % (name, _in_uri(name, value)) for name, value in options.items())
    client = MongoClient('mongodb://%s:%d/%s' % (host, port, query), **keywords)
    assert 'sesame' not in repr(client.test.things)
    try:
        return client.admin.command('ping')['ok']
    finally:
        client.close()


def _in_uri(name, value):
    if name == 'ssl_cert_reqs':
        return {ssl.CERT_NONE: 'CERT_NONE', ssl.CERT_REQUIRED: 'CERT_REQUIRED'}[value]
    return str(value).lower() if isinstance(value, bool) else value


def refusal(error_within):
    """The error of a server that is there and gives no connection: what `error_within(milliseconds)` returns.

    A driver tries again until its time is up, so it gets little; more if that was not enough for the first answer.
    """
    for milliseconds in (SHORT, LONG):
        error = error_within(milliseconds)
        if 'No servers found yet' not in str(error):
            return error
    pytest.fail(str(error))


def assert_refused(connect, *args, **kwargs):
    """`connect(..., milliseconds=)` gets no connection from a server that is there."""
    def error_within(milliseconds):
        with pytest.raises(REFUSED) as caught:
            connect(*args, milliseconds=milliseconds, **kwargs)
        return caught.value

    refusal(error_within)


FORMS = pytest.mark.parametrize('form', ['keywords', 'URI'])
#: The same in each dialect: what says that a certificate of an authority must be shown.
CHECKED = pytest.mark.parametrize('checked', [
    lambda ca: {'ssl': True, 'ssl_ca_certs': ca, 'ssl_cert_reqs': ssl.CERT_REQUIRED},
    lambda ca: {'ssl_ca_certs': ca, 'ssl_cert_reqs': ssl.CERT_REQUIRED},
    lambda ca: {'tls': True, 'tlsCAFile': ca},
    lambda ca: {'tlsCAFile': ca},
    lambda ca: {'tls': True, 'tlsCAFile': ca, 'tlsAllowInvalidCertificates': False},
    lambda ca: {'ssl': True, 'tlsCAFile': ca},
], ids=['ssl', 'ssl implied', 'tls', 'tls implied', 'tls strict', 'mixed'])


def test_the_server_takes_no_plain_text(port):
    def error_within(milliseconds):
        with pytest.raises(ConnectionFailure) as caught:
            connect({}, 'keywords', port, milliseconds=milliseconds)
        return caught.value

    refusal(error_within)


@certificates
@FORMS
@CHECKED
def test_a_certificate_of_the_right_authority(files, port, form, checked):
    assert connect(checked(files.ca), form, port) == 1.0


@FORMS
@CHECKED
def test_a_certificate_of_another_authority_is_refused(files, port, form, checked):
    assert_refused(connect, checked(files.other), form, port)


@certificates
@FORMS
@pytest.mark.parametrize('more', [
    {'ssl': True, 'ssl_cert_reqs': ssl.CERT_NONE}, {'tls': True, 'tlsAllowInvalidCertificates': True},
    {'tls': True, 'tlsInsecure': True},
], ids=str)
def test_any_certificate_if_that_is_asked_for(port, form, more):
    if 'tlsInsecure' in more and not versions.DRIVER_SPEAKS_MODERN:
        pytest.skip('this driver cannot leave out the check of the name')
    assert connect(more, form, port) == 1.0


@pytest.mark.skipif(not versions.DRIVER_SPEAKS_MODERN, reason='this driver cannot be told about names')
@FORMS
@pytest.mark.parametrize('strict, lax', [('ssl_match_hostname', False), ('tlsAllowInvalidHostnames', True)])
def test_the_name_in_the_certificate(files, port, form, strict, lax):
    known = {'ssl': True, 'ssl_ca_certs': files.ca, 'ssl_cert_reqs': ssl.CERT_REQUIRED}
    if strict.startswith('tls'):
        known = {'tls': True, 'tlsCAFile': files.ca}
    for options in (known, dict(known, **{strict: not lax})):
        assert_refused(connect, options, form, port, host='127.0.0.1')
    assert connect(dict(known, **{strict: lax}), form, port, host='127.0.0.1') == 1.0


@certificates
@FORMS
@pytest.mark.parametrize('dialect', ['ssl', 'tls'])
def test_a_certificate_of_the_client(files, strict_port, form, dialect):
    names = {'ssl': ('ssl_ca_certs', 'ssl_certfile'), 'tls': ('tlsCAFile', 'tlsCertificateKeyFile')}[dialect]
    options = {dialect: True, names[0]: files.ca}
    assert_refused(connect, options, form, strict_port)
    assert connect(dict(options, **{names[1]: files.client}), form, strict_port) == 1.0


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='this driver asks for the passphrase of a key itself')
@FORMS
@pytest.mark.parametrize('dialect', ['ssl', 'tls'])
def test_a_locked_key_of_the_client(files, strict_port, form, dialect):
    names = {'ssl': ('ssl_ca_certs', 'ssl_certfile', 'ssl_pem_passphrase'),
             'tls': ('tlsCAFile', 'tlsCertificateKeyFile', 'tlsCertificateKeyFilePassword')}[dialect]
    options = {dialect: True, names[0]: files.ca, names[1]: files.locked, names[2]: 'sesame'}
    if 'ssl_pem_passphrase' not in pymongo.common.VALIDATORS and not versions.DRIVER_LACKS_SSL_OPTIONS:
        with pytest.raises(ConfigurationError):
            connect(options, form, strict_port)
        return
    assert connect(options, form, strict_port) == 1.0


@FORMS
@pytest.mark.parametrize('dialect', ['ssl', 'tls'])
def test_a_revoked_certificate_is_refused(files, port, form, dialect):
    """By the check, or by the driver that cannot make it."""
    names = {'ssl': ('ssl_ca_certs', 'ssl_crlfile'), 'tls': ('tlsCAFile', 'tlsCRLFile')}[dialect]
    assert_refused(connect, {dialect: True, names[0]: files.ca, names[1]: files.revoked}, form, port)


@certificates
@pytest.mark.parametrize('form', ['URI', 'argument', 'HOST'])
@pytest.mark.parametrize('query', ['ssl=true&ssl_ca_certs=%s&ssl_cert_reqs=CERT_REQUIRED', 'tls=true&tlsCAFile=%s'])
def test_an_application(make_app, bind, files, port, form, query):
    def application(authority, milliseconds):
        uri = 'mongodb://localhost:%d/?%s' % (port, query % authority)
        app = make_app(MONGO_SERVER_SELECTION_TIMEOUT_MS=milliseconds,
                       **({} if form == 'argument' else {'MONGO_' + form: uri}))
        is_said = form == 'argument' and versions.DRIVER_CONNECTS_LAZILY
        more = {'serverSelectionTimeoutMS': milliseconds} if is_said else {}
        return (app,) + ((uri,) if form == 'argument' else ()), more

    def error_within(milliseconds):
        given, more = application(files.other, milliseconds)
        # PyMongo 2.9 on Python 3.7 and later lets Python's own error through.
        return error_of_first_use((ConnectionFailure, ssl.SSLError), *given, **more)

    given, more = application(files.ca, LONG)
    assert bind(*given, **more).cx.admin.command('ping')['ok'] == 1.0
    refusal(error_within)


# What has no effect is an error

@pytest.mark.parametrize('query', [
    'tls=', 'ssl=', 'tlsCAFile=', 'ssl_ca_certs=', 'tls', 'tls=maybe', 'ssl=true&tls=false', 'tls=true&tls_ca_file=x',
    'tls=true&sslCAFile=x', 'ssl=true&ssl_ca_cert=x', 'ssl=true&ssl_cert_reqs=CERT_NOEN',
    'ssl=true&ssl_match_hostname=maybe', 'tls=true&tlsInsecure=maybe', 'tls=false&tlsCAFile=/nowhere',
])
def test_an_option_without_effect(query):
    keywords = {'connect': False} if versions.DRIVER_CONNECTS_LAZILY else {}
    with pytest.raises((ConfigurationError, InvalidURI, ValueError, IOError)):
        MongoClient('mongodb://127.0.0.1:1/?' + query, **keywords)


@pytest.mark.skipif(not versions.DRIVER_LACKS_SSL_OPTIONS, reason='this driver has ssl_keyfile')
@FORMS
def test_a_key_file_of_its_own(form):
    with pytest.raises(ConfigurationError) as caught:
        connect({'ssl': True, 'ssl_certfile': 'a.pem', 'ssl_keyfile': 'b.pem'}, form, 1)
    assert 'tlsCertificateKeyFile' in str(caught.value)


@pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='to this driver the URI counts')
def test_a_keyword_rules_over_the_uri(files, port):
    names = [('tlscafile', 'tlsCAFile'), ('ssl_ca_certs', 'ssl_ca_certs'), ('SSL_CA_CERTS', 'ssl_ca_certs')]
    for in_uri, name in names:
        client = MongoClient('mongodb://localhost:%d/?ssl=true&%s=%s' % (port, in_uri, files.other),
                             serverSelectionTimeoutMS=LONG, **{name: files.ca})
        assert client.admin.command('ping')['ok'] == 1.0
        client.close()


# By keys of the configuration

def _keys(files, port, milliseconds=LONG, **more):
    return dict(dict(MONGO_HOST='localhost', MONGO_PORT=port, MONGO_SERVER_SELECTION_TIMEOUT_MS=milliseconds), **more)


@certificates
def test_keys(files, strict_port, make_app, bind):
    def ask(**keys):
        app = make_app(**_keys(files, strict_port, **keys))
        with app.test_request_context():
            return bind(app).db.command('ping')['ok']

    trusted = dict(MONGO_TLS_CA_FILE=files.ca, MONGO_TLS_CERTIFICATE_KEY_FILE=files.client)
    assert ask(**trusted) == 1.0
    assert_refused(ask, **dict(trusted, MONGO_TLS_CA_FILE=files.other))
    assert_refused(ask, MONGO_TLS_CA_FILE=files.ca)


@certificates
def test_keys_that_allow_more(files, port, make_app, bind):
    app = make_app(**_keys(files, port, MONGO_TLS='true', MONGO_TLS_ALLOW_INVALID_CERTIFICATES=True))
    with app.test_request_context():
        assert bind(app).db.command('ping')['ok'] == 1.0


@pytest.fixture
def subject(files, strict_port):
    """The subject of the certificate of the client, who is a user of the server."""
    name = 'OU=client,CN=localhost,O=test'
    client = MongoClient('mongodb://localhost:%d' % strict_port, tlsCAFile=files.ca, tlsCertificateKeyFile=files.client)
    client['$external'].command('createUser', name, roles=[{'role': 'readWriteAnyDatabase', 'db': 'admin'}])
    yield name
    client['$external'].command('dropUser', name)
    client.close()


@certificates
@needs_scram
@pytest.mark.parametrize('is_named', [True, False], ids=['named', 'unnamed'])
def test_log_in_by_certificate(files, strict_port, subject, make_app, bind, is_named):
    app = make_app(**_keys(files, strict_port, MONGO_TLS_CA_FILE=files.ca, MONGO_TLS_CERTIFICATE_KEY_FILE=files.client,
                           MONGO_AUTH_MECHANISM='MONGODB-X509', MONGO_USERNAME=subject if is_named else None))
    if not is_named and not versions.DRIVER_TAKES_CREDENTIALS:
        with pytest.raises(ConfigurationError) as caught:
            bind(app)
        assert 'MONGO_USERNAME' in str(caught.value)
        return
    with app.test_request_context():
        status = bind(app).db.command('connectionStatus')['authInfo']
    assert status['authenticatedUsers'] == [{'user': subject, 'db': '$external'}]
