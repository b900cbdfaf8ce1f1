"""What is installed, and capabilities that agree with what the driver's own types show."""
import inspect
import sys
import types

import bson.errors
import flask
import packaging.version
import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
import pymongo.errors
import pymongo.message
import pymongo.uri_parser
import pytest
import werkzeug

from contract.reference import Custom
from flask_pymongo import compat
from flask_pymongo.compat import versions

try:
    from importlib.metadata import version as from_metadata
except ImportError:
    # Python before 3.8: pytest itself brings the backport.
    from importlib_metadata import version as from_metadata

DISTRIBUTIONS = [('PyMongo', 'pymongo'), ('Flask', 'flask'), ('Werkzeug', 'werkzeug'), ('pytest', 'pytest')]


@pytest.fixture
def module(monkeypatch):
    """A module that is there, of no distribution; give it a version."""
    made = types.ModuleType('module_of_no_distribution')
    monkeypatch.setitem(sys.modules, made.__name__, made)
    return made


@pytest.mark.parametrize('distribution, module_name', DISTRIBUTIONS)
def test_installed_is_what_the_metadata_say(distribution, module_name):
    found = versions.installed(distribution, module_name)
    assert isinstance(found, packaging.version.Version)
    assert found == packaging.version.Version(from_metadata(distribution))


def test_metadata_come_before_the_module(module):
    module.__version__ = '99.0'
    assert str(versions.installed('PyMongo', module.__name__)) == from_metadata('PyMongo')


def test_the_case_of_a_distribution_does_not_count():
    assert versions.installed('pymongo', 'pymongo') == versions.installed('PyMongo', 'pymongo')


def test_without_metadata_the_module_is_asked(module):
    module.__version__ = '1.2.3'
    assert str(versions.installed('no-such-distribution', module.__name__)) == '1.2.3'


def test_without_both(module):
    assert versions.installed('no-such-distribution', module.__name__) is None


@pytest.mark.parametrize('odd', ['unknown', '', '1.x-custom build', None, (1, 2), 3, b'\xff'], ids=repr)
def test_a_version_that_is_none(module, odd):
    module.__version__ = odd
    assert versions.installed('no-such-distribution', module.__name__) is None


@pytest.mark.parametrize('text', ['1.0.dev20120303', '2.2.1+', '0.9-rc1', '4.8.0.post1'])
def test_unusual_versions_are_read_or_none(module, text):
    module.__version__ = text
    found = versions.installed('no-such-distribution', module.__name__)
    assert found is None or found == packaging.version.Version(text)


def test_a_module_that_computes_its_version_is_not_made_to(module):
    """`flask.__version__` warns in some releases."""
    def compute(name):
        raise AssertionError(name)

    module.__getattr__ = compute
    assert versions.installed('no-such-distribution', module.__name__) is None


def test_a_module_that_is_not_there():
    with pytest.raises(ImportError):
        versions.installed('no-such-distribution', 'no_such_module')


def test_describe():
    expected = dict((name, from_metadata(name)) for name in ('PyMongo', 'Flask', 'Werkzeug'))
    assert compat.describe() == dict(expected, names=[])


def test_describe_where_versions_cannot_be_told(monkeypatch):
    monkeypatch.setattr(versions, '_from_metadata', lambda distribution: None)
    for module in (flask, werkzeug):
        monkeypatch.setitem(vars(module), '__version__', 'odd')
    assert compat.describe() == {'PyMongo': pymongo.version, 'Flask': None, 'Werkzeug': None, 'names': []}


def test_the_driver_is_asked_itself():
    assert versions.PYMONGO == pymongo.version


# Capabilities, against the driver's types

Client = getattr(pymongo, 'MongoClient', None) or pymongo.Connection
Collection = pymongo.collection.Collection
Database = pymongo.database.Database


def _importable(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def _has(module, name):
    return _importable(module) and hasattr(sys.modules[module], name)


def _parameters(function):
    code = getattr(function, '__func__', function).__code__
    return code.co_varnames[:code.co_argcount + getattr(code, 'co_kwonlyargcount', 0)]


def _takes(name):
    """Whether the driver's client knows an option; asked without a connection."""
    from pymongo import common
    return name.lower() in [known.lower() for known in common.VALIDATORS]


def _common():
    from pymongo import common
    return common


PROBES = {
    'DRIVER_HAS_SAFE_MODE': lambda: 'safe' in _arguments_of('insert', Collection),
    'DRIVER_HAS_REQUESTS': lambda: _has_method(Client, 'start_request'),
    'DRIVER_HAS_CODEC_OPTIONS': lambda: _importable('bson.codec_options'),
    'DRIVER_HAS_MODERN_OPTION_NAMES': lambda: _takes('serverSelectionTimeoutMS'),
    'DRIVER_HAS_ONE_CLIENT': lambda: _has_method(Client, 'secondaries'),
    'DRIVER_HAS_READ_PREFERENCE_OBJECTS': lambda: hasattr(pymongo.ReadPreference.PRIMARY, 'mode'),
    'DRIVER_ENCODES_MAPPINGS': lambda: _encodes(Custom({'a': 1})),
    'DRIVER_HAS_INDEX_MODEL': lambda: hasattr(pymongo, 'IndexModel'),
    'DRIVER_INSERTS_ITERABLES': lambda: _importable('pymongo.client_options') and _inserts_iterables(),
    'DRIVER_HAS_SESSIONS': lambda: _importable('pymongo.client_session'),
    'DRIVER_HAS_TRANSACTIONS': lambda: _importable('pymongo.client_session')
    and hasattr(sys.modules['pymongo.client_session'].ClientSession, 'start_transaction'),
    'DRIVER_LIMITS_INDEX_TIME': lambda: 'maxTimeMS' in Collection.create_index.__code__.co_consts,
    'DRIVER_SPEAKS_MODERN': lambda: hasattr(Collection, 'insert_one') and hasattr(Collection, 'with_options'),
    'DRIVER_CONNECTS_LAZILY': lambda: hasattr(pymongo.errors, 'ServerSelectionTimeoutError'),
    'DRIVER_HAS_MONGO_CLIENT': lambda: hasattr(pymongo, 'MongoClient'),
    'DRIVER_HAS_READ_PREFERENCE_MODES': lambda: hasattr(pymongo.ReadPreference, 'NEAREST'),
    'DRIVER_HAS_FIND_KEYWORDS': lambda: 'max_time_ms' in pymongo.cursor.Cursor.__init__.__code__.co_varnames,
    'DRIVER_HAS_MODIFIERS': lambda: (versions.DRIVER_HAS_SAFE_MODE
                                     or 'modifiers' in pymongo.cursor.Cursor.__init__.__code__.co_varnames),
    'DRIVER_STORES_MD5': lambda: not hasattr(pymongo, 'GEOSPHERE') or hasattr(Database, 'add_user'),
    'DRIVER_HAS_COLLATIONS': lambda: _importable('pymongo.collation'),
    'DRIVER_COMMENTS_DISTINCT': lambda: 'comment' in pymongo.cursor.Cursor.distinct.__code__.co_consts,
    'DRIVER_TAKES_PIPELINES': lambda: _takes_pipelines(),
    'DRIVER_ENDS_REFUSED_CURSORS': lambda: _ends_refused_cursors(),
    'DRIVER_HINTS_WRITES': lambda: 'hint' in _arguments_of('delete_one', Collection),
    'DRIVER_RETRIES_WRITES': lambda: _takes('retrywrites'),
    'DRIVER_RETRIES_READS': lambda: _takes('retryreads'),
    'DRIVER_ESTIMATES_BY_COUNT': lambda: ('comment' in _arguments_of('estimated_document_count', Collection)
                                          and not _mentions(Collection, '$collStats')),
    'DRIVER_TAKES_COMMENTS': lambda: 'comment' in _arguments_of('insert_one', Collection),
    'DRIVER_TAKES_MAPPED_KEYS': lambda: _takes_mapped_keys(),
    'DRIVER_LISTS_BY_COMMAND': lambda: _mentions(Database, 'listCollections'),
    'DRIVER_HAS_AUTH_SOURCE': lambda: not hasattr(Database, 'authenticate')
    or 'mechanism' in _parameters(Database.authenticate),
    'DRIVER_HAS_DEFAULT_DATABASE': lambda: hasattr(Client, 'get_default_database'),
    'DRIVER_TAKES_CREDENTIALS': lambda: _takes('password'),
    'DRIVER_QUOTES_SOCKETS': lambda: _refuses_uri('mongodb:///tmp/mongodb-27017.sock'),
    'DRIVER_HAS_READ_CONCERN': lambda: _importable('pymongo.read_concern'),
    'DRIVER_HAS_TYPE_REGISTRY': lambda: _has('bson.codec_options', 'TypeRegistry'),
    'DRIVER_SPEAKS_TO_EVERY_SERVER': lambda: hasattr(pymongo.message, '_op_msg'),
    'DRIVER_SPEAKS_TO_OLD_SERVERS': lambda: getattr(_common(), 'MIN_SUPPORTED_WIRE_VERSION', 0) < 9,
    'DRIVER_DISCOVERS_FROM_ONE_SEED': lambda: not hasattr(Collection, 'save'),
    'DRIVER_REOPENS_AFTER_CLOSE': lambda: hasattr(Collection, 'save'),
    'DRIVER_HEEDS_WTIMEOUTMS': lambda: _importable('pymongo.client_options') and _heeds_wtimeoutms(),
    'DRIVER_LACKS_TLS_OPTIONS': lambda: not _takes('tlscafile'),
    'DRIVER_LACKS_SSL_OPTIONS': lambda: _takes('tlscafile') and not _takes('ssl_certfile'),
    'DRIVER_NEEDS_UUID_REPRESENTATION': lambda: not hasattr(Collection, 'save'),
    'DRIVER_HAS_SAFE_PER_CALL': lambda: not hasattr(Collection, 'update')
    or 'check_keys' in _parameters(Collection.update),
    'DRIVER_HAS_WRITE_COMMANDS': lambda: hasattr(pymongo.errors, 'BulkWriteError'),
    'DRIVER_CREATES_INDEXES_BY_COMMAND': lambda: _mentions(Collection, 'createIndexes'),
}


def _arguments_of(name, kind):
    if not hasattr(kind, name):
        return ()
    method = getattr(kind, name)
    return inspect.signature(method).parameters if hasattr(inspect, 'signature') else _parameters(method)


def _has_method(kind, name):
    # Not hasattr: a child of the name may answer.
    return any(name in vars(base) for base in kind.__mro__)


def _encodes(document):
    try:
        return bson.BSON.encode({'a': document}) == bson.BSON.encode({'a': dict(document)})
    except bson.errors.InvalidDocument:
        return False


def _inserts_iterables():
    things = Client('127.0.0.1', 1, connect=False).database.things
    try:
        things.insert_many(number for number in [1])  # refuses the number, when it has got as far as that
    except TypeError as error:
        return 'documents' not in str(error)


class _Refused(pymongo.cursor.Cursor):
    def __init__(self):
        raise ValueError()

    def __del__(self):
        pass  # the test calls the driver's


def _ends_refused_cursors():
    try:
        pymongo.cursor.Cursor.__del__(_Refused.__new__(_Refused))
    except AttributeError:
        return False
    return True


def _takes_pipelines():
    try:
        from pymongo.common import validate_ok_for_update
        validate_ok_for_update([{'$set': {}}])
    except (ImportError, TypeError):
        return False
    return True


def _takes_mapped_keys():
    try:
        from pymongo.operations import IndexModel
        IndexModel({'a': 1})
    except (ImportError, TypeError, ValueError):
        return False
    return True


def _mentions(kind, text):
    return text in inspect.getsource(inspect.getmodule(kind))


def _refuses_uri(uri):
    # Those without Unix sockets refuse it, too, with another error.
    try:
        pymongo.uri_parser.parse_uri(uri)
    except pymongo.errors.InvalidURI:
        return True
    except pymongo.errors.ConfigurationError:
        pass
    return False


def _heeds_wtimeoutms():
    client = Client('127.0.0.1', 1, wTimeoutMS=5, connect=False)
    client.close()
    return client.write_concern.document == {'wtimeout': 5}


@pytest.mark.parametrize('name', sorted(PROBES))
def test_a_capability_is_what_the_driver_shows(name):
    assert bool(getattr(versions, name)) is bool(PROBES[name]())


@pytest.fixture
def native(mongodb_uri, database_name):
    """A database of the driver's own."""
    client = Client(mongodb_uri)
    yield client[database_name]
    client.close()


def _insert(database):
    getattr(database.things, 'insert_one' if versions.DRIVER_SPEAKS_MODERN else 'insert')({'a.b': 1})


def _raises(call, *args):
    try:
        call(*args)
    except (bson.errors.InvalidDocument, pymongo.errors.OperationFailure) as error:
        return error
    return None


def test_whether_the_drivers_own_insert_checks_keys(native):
    assert bool(versions.DRIVER_INSERT_CHECKS_KEYS) is (_raises(_insert, native) is not None)


def test_whether_indexes_of_an_absent_collection_are_listed(native):
    lists = hasattr(Collection, 'list_indexes') and not _raises(lambda: list(native.absent.list_indexes()))
    assert bool(versions.DRIVER_LISTS_NO_INDEXES) is lists


PROBED_BY_A_SERVER = set(['DRIVER_INSERT_CHECKS_KEYS', 'DRIVER_LISTS_NO_INDEXES'])
CAPABILITIES = sorted(name for name in vars(versions) if name.startswith('DRIVER_'))


def test_every_capability_is_probed():
    assert set(CAPABILITIES) == set(PROBES) | PROBED_BY_A_SERVER


@pytest.mark.parametrize('name', CAPABILITIES)
def test_a_capability_knows_its_version(name):
    capability = getattr(versions, name)
    assert [capability.since, capability.until].count(None) == 1
    first = packaging.version.Version(capability.since or capability.until)
    installed = packaging.version.Version(versions.PYMONGO)
    assert bool(capability) is ((installed >= first) == (capability.since is not None))
    assert repr(capability) == '<%r: since %s, until %s>' % (bool(capability), capability.since, capability.until)
