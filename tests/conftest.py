"""Fixtures of all tests: a real server, a database of one's own, an application. Python 2.7 and 3.6+, pytest 4.6+.

Folders of tests are packages (they have an __init__.py), this one is not: so the root of the repository never gets on
sys.path, and what is tested is the installed package.
"""

from __future__ import print_function

import gc
import io
import os
import platform
import re
import sys
import uuid

import pytest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'matrix'))

import flask  # noqa: E402

import flask_pymongo  # noqa: E402
import matrix  # noqa: E402
import mongod  # noqa: E402
import wire  # noqa: E402
from flask_pymongo.compat import versions  # noqa: E402
from summary import pytest_terminal_summary  # noqa: E402, F401

try:
    from importlib.metadata import version as installed_version
except ImportError:
    # Python before 3.8: pytest itself brings the backport.
    from importlib_metadata import version as installed_version

ROW_VARIABLE = 'FLASK_PYMONGO_ROW'


def _row():
    name = os.environ.get(ROW_VARIABLE)
    return matrix.row(name) if name else None


def _check_row(row):
    """What is tested must be what the row says, installed: else its result would be worth nothing."""
    expected = {'Flask': row['flask'], 'PyMongo': row['pymongo']}
    installed = dict((name, installed_version(name)) for name in expected)
    wrong = ['%s %s' % item for item in installed.items() if item[1] != expected[item[0]]]
    if '%d.%d' % sys.version_info[:2] != row['python']:
        wrong.append('Python ' + platform.python_version())
    if not os.path.realpath(flask_pymongo.__file__).startswith(os.path.realpath(sys.prefix) + os.sep):
        wrong.append('flask_pymongo of ' + os.path.dirname(flask_pymongo.__file__))
    if wrong:
        raise pytest.UsageError('row %s runs with %s' % (row['name'], ', '.join(wrong)))


def pytest_configure(config):
    row = _row()
    if row:
        _check_row(row)
        # Python names no culprit for what is left open, so all of it counts.
        if sys.version_info[0] > 2:
            config.addinivalue_line('filterwarnings', 'error::ResourceWarning')
    # PyMongo 2.2 and 2.3 forget the socket of a write that fails outside of a request. When a client is closed while
    # its monitor connects, PyMongo 3.8 and before leave that socket to the garbage collector, and it falls on whatever
    # test runs then: of hundreds of triples between the rows some meet it.
    leaves_sockets = not (versions.DRIVER_HAS_MONGO_CLIENT if row else versions.DRIVER_RETRIES_READS)
    if sys.version_info[0] > 2 and leaves_sockets:
        config.addinivalue_line('filterwarnings', 'ignore:unclosed .*socket:ResourceWarning')
    # The suite is about what legacy calls do; the tests of the warning itself ask for it.
    config.addinivalue_line('filterwarnings', 'ignore::flask_pymongo.compat.LegacyWarning')


def _is_left_out(path, config):
    """Whether all tests of a file have a mark that this run leaves out: to collect them to drop them took time."""
    if not path.endswith('.py') or not re.match(r'not \w+( and not \w+)*$', config.option.markexpr or ''):
        return False
    with io.open(path, encoding='utf-8') as source:
        of_all = ''.join(re.findall(r'^pytestmark = .*$', source.read(), re.MULTILINE))
    marks = re.findall(r'pytest\.mark\.(\w+)', of_all)
    return bool(set(marks) & set(re.findall(r'not (\w+)', config.option.markexpr)))


if int(installed_version('pytest').partition('.')[0]) < 7:
    def pytest_ignore_collect(path, config):
        return _is_left_out(str(path), config) or None
else:
    def pytest_ignore_collect(collection_path, config):
        return _is_left_out(str(collection_path), config) or None


class _NoStacks(object):
    """In place of `traceback` where a driver keeps the stack of whoever made a client, for tests of its own.

    The stacks of pytest are deep: to format them took a sixth of the time of contract tests.
    """

    @staticmethod
    def format_stack():
        return []


for _settings in ('pymongo.settings', 'pymongo.settings_shared', 'pymongo.synchronous.settings'):
    if hasattr(sys.modules.get(_settings), 'traceback'):
        sys.modules[_settings].traceback = _NoStacks

_servers = {}


def _series():
    row = _row()
    return row['server'] if row else matrix.DEFAULT_SERVER


def _server(kind, **options):
    """The server of this kind, started when it is first asked for."""
    if kind not in _servers:
        _servers[kind] = mongod.start(_series(), **options)
    return _servers[kind]


def _plain_server():
    """Without a row, and on the oldest and the newest one, with the engine of production."""
    if 'plain' not in _servers:
        row = _row()
        _servers['plain'] = mongod.obtain(_series(), journal=not row or bool(row.get('machinery')))
    return _servers['plain']


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    if session.config.option.collectonly:
        return
    try:
        _plain_server()
    except mongod.Unavailable as error:
        # No server is a failure, never a reason to skip.
        raise pytest.UsageError('no MongoDB server: %s' % error)


def pytest_collection_finish(session):
    # What was collected stays until the end: not to look through it again and again saves a thirtieth of the time.
    if hasattr(gc, 'freeze'):
        gc.freeze()


def pytest_unconfigure(config):
    while _servers:
        _servers.popitem()[1].stop()


def pytest_report_header(config):
    server = _servers.get('plain')
    return [
        'row: %s' % (os.environ.get(ROW_VARIABLE) or 'none'),
        'flask_pymongo: %s' % os.path.dirname(flask_pymongo.__file__),
        'with: Python %s, Flask %s, Werkzeug %s, PyMongo %s, MongoDB %s' % (
            platform.python_version(), installed_version('Flask'), installed_version('Werkzeug'),
            installed_version('PyMongo'), server.version if server else 'not started'),
    ]


@pytest.fixture(scope='session')
def server():
    """The server of the run: `.uri`, `.host`, `.port`, `.version` (None if the environment named a running one)."""
    return _plain_server()


@pytest.fixture(scope='session')
def journaled_server(server):
    """As `server`, but always one that takes writes with `j=True`."""
    return server if server.journal else _server('journaled')


@pytest.fixture
def server_of_test(request):
    """`server`; `journaled_server` for a test with the mark `journal`."""
    return request.getfixturevalue('journaled_server' if request.node.get_closest_marker('journal') else 'server')


@pytest.fixture(scope='session')
def auth_server():
    """A server that wants a log-in, with one user, root of `admin`: `.username`, `.password`; `.uri` has both."""
    return _server('auth', auth=True)


@pytest.fixture(scope='session')
def replica_set_server():
    """A replica set of one member, `.replica_set` is its name; `.uri` names it."""
    # Fail points are test commands.
    return _server('replica set', replica_set='rs0', arguments=('--setParameter', 'enableTestCommands=1'))


@pytest.fixture
def mongodb_uri(server_of_test):
    return server_of_test.uri


@pytest.fixture
def mongodb_host(server_of_test):
    return server_of_test.host


@pytest.fixture
def mongodb_port(server_of_test):
    return server_of_test.port


@pytest.fixture(scope='session')
def kept_open():
    """What tests share, by a key of whoever made it: to make it takes longer than most tests. Closed at the end."""
    kept = {}
    yield kept
    for each in kept.values():
        each.close()


@pytest.fixture
def database_name(server_of_test, kept_open):
    """A name no other test has; what is in it is dropped afterwards."""
    name = 'flask_pymongo_test_' + uuid.uuid4().hex
    yield name
    host, port = server_of_test.host, server_of_test.port
    if ('cleaner', port) not in kept_open:
        kept_open['cleaner', port] = wire.Connection(port, host=host)
    kept_open['cleaner', port].command([('dropDatabase', 1)], database=name)


@pytest.fixture
def make_app(mongodb_host, mongodb_port, database_name, kept_open):
    """`make_app(name='test', **config)`: an application whose MONGO_* keys point to the test database.

    `config` goes before them; None takes a key away. It serves static files if it is told their folder. The clients
    that the application got are closed after the test.
    """
    apps = []

    def make(name='test', static_folder=None, **config):
        # To compile the route of static files takes most of an application's time.
        app = flask.Flask(name, static_folder=static_folder)
        app.config.update(TESTING=True, MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME=database_name)
        if re.match('mongodb://.+/[^/?]+([?]|$)', str(config.get('MONGO_URI'))):
            del app.config['MONGO_DBNAME']  # that of the URI counts, and another beside it warns
        for key, value in config.items():
            app.config[key] = value
            if value is None:
                del app.config[key]
        apps.append(app)
        return app

    yield make
    for app in apps:
        for client, _ in getattr(app, 'extensions', {}).get('pymongo', {}).values():
            if not any(client is kept for kept in kept_open.values()):
                client.close()


@pytest.fixture
def app(make_app):
    """An application configured for the test database."""
    return make_app()


def _changeable(client):
    """What a program can change on a client, read by names that warn of nothing."""
    names = ('document_class', 'safe', 'slave_okay', 'write_concern', 'read_preference', 'tag_sets',
             'secondary_acceptable_latency_ms', 'uuid_subtype') if versions.DRIVER_HAS_SAFE_MODE else (
                 'codec_options', 'write_concern', 'read_preference')
    was_closed = not versions.DRIVER_HAS_SAFE_MODE and client._legacy_state.was_closed
    return [was_closed] + [repr(getattr(client, name, None)) for name in names]


@pytest.fixture
def mongo(app, request, monkeypatch, kept_open):
    """A PyMongo object initialised with `app`. Tests without the mark `own_client` share its client."""
    if request.node.get_closest_marker('own_client'):
        yield flask_pymongo.PyMongo(app)
        return
    client_class = flask_pymongo.MongoClient

    class SharedClient(client_class):
        def __new__(cls, host, **options):
            key = 'client', repr((host, sorted(options.items())))
            if key not in kept_open:
                kept_open[key] = client_class(host, **options)
            return kept_open[key]

    with monkeypatch.context() as patch:
        patch.setattr(flask_pymongo, 'MongoClient', SharedClient)
        mongo = flask_pymongo.PyMongo(app)
    client = mongo.cx
    before = _changeable(client)
    yield mongo
    if _changeable(client) != before:
        for key in [key for key, kept in kept_open.items() if kept is client]:
            kept_open.pop(key).close()
        pytest.fail('a test that changes or closes its client needs the mark own_client')


@pytest.fixture
def all_clients_closed(monkeypatch):
    """Closes all clients that PyMongo objects make, after the test."""
    made = []

    class Client(flask_pymongo.MongoClient):
        """A client that is closed after the test."""

        def __init__(self, *args, **kwargs):
            made.append(self)
            super(Client, self).__init__(*args, **kwargs)
    monkeypatch.setattr(flask_pymongo, 'MongoClient', Client)
    yield
    for client in made:
        client.close()
