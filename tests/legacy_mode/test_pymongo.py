"""The rows of the table for pymongo, bson and gridfs: one test each, on whatever driver is here."""
import datetime
import importlib
import pickle
import pkgutil
import uuid
import warnings

import bson
import gridfs
import pymongo
import pytest
from pymongo.errors import ConfigurationError

from flask_pymongo import legacy_mode, wrappers
from flask_pymongo.compat import LegacyWarning, versions
from flask_pymongo.legacy_mode import table
from flask_pymongo.legacy_mode.additions import resolve

PARTS = ('pymongo', 'bson', 'gridfs')
ROWS = [row for row in table.rows() if row.part in PARTS]
PATHS = [row.module for row in ROWS if row.how == 'module']
NATIVE = 'the driver has it'
YOUNGER = 'the name and what it stands for are both younger than this driver, or of another Python'


def _count(name):
    return sum(entry['uses'] for entry in legacy_mode.describe() if entry['name'] == name)


def _has(row):
    """Whether the driver has it without us; also tells what to look at."""
    try:
        module = importlib.import_module(row.real_module)
    except ImportError:
        return False
    if row.how == 'module':
        return True
    owner = getattr(module, row.class_name) if row.class_name else module
    return row.attribute in dir(owner)


def _target_is_here(row):
    try:
        if row.real_module not in PATHS:
            owner = importlib.import_module(row.real_module)
        if row.target == row.legacy_name:
            # A submodule, which is not to be imported here.
            return row.attribute in [name for _, name, _ in pkgutil.iter_modules(owner.__path__)]
        if row.target:
            resolve(row.target)
    except (AttributeError, ImportError):
        return False
    return True


@pytest.mark.parametrize('row', [row for row in ROWS if row.how in ('same', 'shim')], ids=lambda row: row.legacy_name)
def test_name(row, install_parts):
    if _has(row):
        pytest.skip(NATIVE)
    install_parts(*PARTS)
    if not _target_is_here(row):
        pytest.skip(YOUNGER)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        owner = importlib.import_module(row.real_module)
        if row.class_name:
            owner = getattr(owner, row.class_name)
        found = getattr(owner, row.attribute)
    assert found is not None
    assert _count(row.legacy_name) == 1 or _eager(owner)
    told = [str(one.message) for one in caught if one.category is LegacyWarning and row.legacy_name in str(one.message)]
    assert _eager(owner) or told and row.modern in told[-1]
    legacy_mode.uninstall()
    # A real submodule, which nothing imports any more by itself, stays imported.
    assert not _has(row) or row.target == row.legacy_name


def _eager(owner):
    """Python 2: what was imported before legacy mode has plain attributes."""
    return str is bytes and type(owner) is type(pytest)


@pytest.mark.parametrize('row', [row for row in ROWS if row.how == 'module'], ids=lambda row: row.legacy_name)
def test_import_path(row, install_parts):
    if _has(row):
        pytest.skip(NATIVE)
    if not _target_is_here(row):
        pytest.skip(YOUNGER)
    install_parts(*PARTS)
    with pytest.warns(LegacyWarning) as caught:
        module = importlib.import_module(row.module)
    assert row.legacy_name in str(caught[0].message) and row.modern in str(caught[0].message)
    assert _count(row.legacy_name) == 1
    parent, _, child = row.module.rpartition('.')
    assert getattr(importlib.import_module(parent), child) is module
    if row.target:
        assert module is importlib.import_module(row.target)
        assert module.__name__ == module.__spec__.name == row.target if hasattr(module, '__spec__') else True
    legacy_mode.uninstall()
    assert not _has(row)
    assert child not in vars(importlib.import_module(parent))


@pytest.mark.parametrize('row', [row for row in ROWS if row.how == 'gone'], ids=lambda row: row.legacy_name)
def test_what_cannot_be_kept_says_so(row, install_parts):
    if _has(row):
        pytest.skip(NATIVE)
    install_parts(*PARTS)
    module = importlib.import_module(row.module)
    assert not hasattr(module, row.attribute)
    with pytest.raises(AttributeError) as caught:
        getattr(module, row.attribute)
    assert row.modern in str(caught.value)


# What the names are good for

def test_connection_is_a_client_of_both_dialects(install_parts, mongodb_host, mongodb_port, database_name):
    install_parts()
    from pymongo import Connection
    client = Connection(mongodb_host, mongodb_port)
    database = client[database_name]
    database.things.insert({'_id': 1, 'n': 1}, safe=True)
    database.things.update({'_id': 1}, {'$inc': {'n': 1}}, safe=True)
    assert database.things.find_one(1) == {'_id': 1, 'n': 2}
    assert list(database.things.find({}, fields=['n'])) == [{'_id': 1, 'n': 2}]
    client.close()


def test_objectid_of_2010_is_todays(install_parts):
    install_parts()
    from pymongo.objectid import InvalidId, ObjectId
    assert ObjectId is bson.objectid.ObjectId and InvalidId is bson.errors.InvalidId
    assert pickle.loads(pickle.dumps(ObjectId('4e5d2b3f1d41c80f7c000001'))) == ObjectId('4e5d2b3f1d41c80f7c000001')


def test_errors_are_caught_by_their_old_names(install_parts):
    install_parts()
    from pymongo.errors import InvalidId, TimeoutError, UnsupportedOption
    with pytest.raises(InvalidId):
        bson.objectid.ObjectId('no')
    assert issubclass(TimeoutError, pymongo.errors.OperationFailure)
    assert issubclass(UnsupportedOption, pymongo.errors.PyMongoError)


def test_secondary_only(install_parts):
    install_parts()
    assert pymongo.ReadPreference.SECONDARY_ONLY in (pymongo.ReadPreference.SECONDARY, 2)


def test_profiling_levels(install_parts):
    install_parts()
    assert (pymongo.OFF, pymongo.SLOW_ONLY, pymongo.ALL) == (0, 1, 2)


def test_uuid_legacy(install_parts, mongodb_host, mongodb_port, database_name):
    install_parts()
    from bson.binary import OLD_UUID_SUBTYPE, UUIDLegacy
    value = uuid.UUID('01234567-89ab-cdef-0123-456789abcdef')
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)  # the last drivers that have it announce its end
        legacy, same = UUIDLegacy(value), UUIDLegacy(value)
        with pytest.raises(TypeError):
            UUIDLegacy('01234567-89ab-cdef-0123-456789abcdef')
    assert legacy.uuid == value and legacy.subtype == OLD_UUID_SUBTYPE and legacy == same
    assert repr(legacy) == "UUIDLegacy('01234567-89ab-cdef-0123-456789abcdef')"
    client = wrappers.MongoClient(mongodb_host, mongodb_port)
    client[database_name].things.insert({'_id': 1, 'u': legacy})
    assert client[database_name].things.find_one({'u': legacy})['u'] == value
    client.close()


def test_decode_all_with_the_arguments_of_2012(install_parts):
    install_parts()
    data = bson.BSON.encode({'a': 1}) * 2
    assert [type(one) for one in bson.decode_all(data, bson.SON, False)] == [bson.SON] * 2
    if hasattr(bson.decode_all, '__wrapped__'):
        assert [type(one) for one in bson.decode_all(data, as_class=bson.SON)] == [bson.SON] * 2
    assert bson.decode_all(data) == [{'a': 1}] * 2
    legacy_mode.uninstall()
    assert not hasattr(bson.decode_all, '__wrapped__')


def test_bson_decode_with_the_arguments_of_2012(install_parts):
    data = bson.BSON(bson.BSON.encode({'a': datetime.datetime(2012, 1, 2)}))
    native = hasattr(bson.BSON.decode, '__wrapped__')
    install_parts()
    for found in data.decode(bson.SON), data.decode(as_class=bson.SON), data.decode(bson.SON, False):
        assert type(found) is bson.SON and found['a'].tzinfo is None
    assert data.decode(tz_aware=True)['a'].tzinfo is not None
    assert data.decode() == {'a': datetime.datetime(2012, 1, 2)}
    legacy_mode.uninstall()
    assert hasattr(bson.BSON.decode, '__wrapped__') == native


def test_options_of_a_plain_client(install_parts, mongodb_host, mongodb_port):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    before = pymongo.MongoClient.__init__
    install_parts()
    client = pymongo.MongoClient(mongodb_host, mongodb_port, max_pool_size=7, auto_start_request=False, safe=True)
    assert type(client) is pymongo.MongoClient
    assert client.admin.command('ping')['ok'] == 1
    client.close()
    legacy_mode.uninstall()
    assert pymongo.MongoClient.__init__ == before


@pytest.mark.skipif(not versions.DRIVER_LACKS_SSL_OPTIONS, reason='the driver has these options')
@pytest.mark.parametrize('by_name', [False, True])
def test_tls_in_the_uri_of_a_plain_client(install_parts, by_name):
    """The driver ignores what it does not know in a URI; the connection would be less safe than what was asked for."""
    install_parts()

    def make(option):
        uri = 'mongodb://127.0.0.1:1/?ssl=true&' + option
        if by_name:
            return pymongo.MongoClient(host=uri, connect=False)
        return pymongo.MongoClient(uri, connect=False)
    client = make('ssl_cert_reqs=CERT_NONE')
    assert 'tlsallowinvalidcertificates=True' in repr(client)
    client.close()
    with pytest.raises(ConfigurationError):
        make('ssl_keyfile=key')
    assert _count('pymongo.MongoClient.__init__(ssl_cert_reqs=)') == 1


@pytest.mark.parametrize('preference', [False, 0, 4])
def test_read_preference_of_a_plain_client_as_a_number(install_parts, mongodb_host, mongodb_port, preference):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    install_parts()
    client = pymongo.MongoClient(mongodb_host, mongodb_port, read_preference=preference)
    assert getattr(client.read_preference, 'mode', client.read_preference) == preference
    assert client.admin.command('ping')['ok'] == 1
    client.close()


@pytest.mark.skipif(not versions.DRIVER_CREATES_INDEXES_BY_COMMAND,
                    reason='the plain driver makes indexes as no server does any more')
def test_gridfs_takes_disable_md5(install_parts, mongodb_host, mongodb_port, database_name):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    install_parts()
    client = pymongo.MongoClient(mongodb_host, mongodb_port)
    try:
        fs = gridfs.GridFS(client[database_name], collection='files_of_old', disable_md5=True)
    except TypeError:
        pytest.skip('a driver from before this parameter')
    assert fs.get(fs.put(b'content')).read() == b'content'
    client.close()


@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_master_and_slaves(install_parts, mongodb_host, mongodb_port, database_name):
    install_parts()
    from pymongo import Connection
    from pymongo.master_slave_connection import MasterSlaveConnection
    master, slave = Connection(mongodb_host, mongodb_port), Connection(mongodb_host, mongodb_port)
    both = MasterSlaveConnection(master, slaves=[slave])
    both[database_name].things.insert({'_id': 1}, safe=True)
    assert both.master is master and both.slaves == [slave]
    assert getattr(both, database_name).things.find_one(1) == {'_id': 1}
    with pytest.raises(TypeError):
        MasterSlaveConnection('localhost')
    both.disconnect()


def test_son_manipulators(install_parts, mongodb_host, mongodb_port, database_name):
    install_parts()
    from pymongo.son_manipulator import NamespaceInjector, SONManipulator
    assert issubclass(NamespaceInjector, SONManipulator)
    client = pymongo.Connection(mongodb_host, mongodb_port)
    database = client[database_name]
    database.add_son_manipulator(NamespaceInjector())
    database.things.insert({'_id': 1}, safe=True)
    assert database.things.find_one(1) == {'_id': 1, '_ns': 'things'}
    client.close()
