"""The part pymongo-methods: the legacy dialect on PyMongo's own clients, databases, collections and cursors."""
import gc
import warnings

import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
import pytest
from bson.binary import OLD_UUID_SUBTYPE
from bson.son import SON
from pymongo import ReadPreference

from flask_pymongo import legacy_mode, wrappers
from flask_pymongo.compat import LegacyWarning, versions
from flask_pymongo.compat.signatures import takes
from flask_pymongo.legacy_mode import table

ROWS = [row for row in table.rows() if row.part == table.METHODS]
OWNERS = {'MongoClient': getattr(pymongo, 'MongoClient', None), 'Database': pymongo.database.Database,
          'Collection': pymongo.collection.Collection, 'Cursor': pymongo.cursor.Cursor}


#: Methods that a driver may have, but not with all keywords.
WITH_KEYWORDS = set(row.attribute for row in ROWS if row.parameter)


def _has(kind, name):
    return any(name in vars(base) for base in kind.__mro__)


@pytest.fixture
def client(mongodb_host, mongodb_port, install_parts):
    """A plain client of the driver, in legacy mode with methods."""
    if OWNERS['MongoClient'] is None:
        pytest.skip('this driver has no MongoClient')
    install_parts('pymongo-methods')
    made = pymongo.MongoClient(mongodb_host, mongodb_port)
    yield made
    made.close()


@pytest.fixture
def database(client, database_name):
    return client[database_name]


@pytest.mark.parametrize('row', [row for row in ROWS if not row.parameter], ids=lambda row: row.legacy_name)
def test_method(row, install_parts):
    kind = OWNERS[row.class_name]
    if kind is None:
        pytest.skip('this driver has no MongoClient')
    native = _has(kind, row.attribute)
    before = vars(kind).get(row.attribute)
    install_parts('pymongo-methods')
    if native:
        made = vars(kind).get(row.attribute)
        assert made is before or row.attribute in WITH_KEYWORDS and made.__wrapped__ is before
    else:
        assert _has(kind, row.attribute) is (row.how != 'gone')
        if row.how != 'gone':
            assert row.how == 'same' or getattr(kind, row.attribute).__doc__
    legacy_mode.uninstall()
    assert _has(kind, row.attribute) is native and vars(kind).get(row.attribute) is before


@pytest.mark.parametrize('name', ['find', 'find_one'])
def test_wrapped_methods_come_back(name, install_parts):
    kind = OWNERS['Collection']
    before = vars(kind)[name]
    install_parts('pymongo-methods')
    made = vars(kind)[name]
    assert made is before or made.__wrapped__ is before
    legacy_mode.uninstall()
    assert vars(kind)[name] is before


def test_not_without_being_asked_for(install_parts):
    native = [_has(OWNERS['Collection'], row.attribute) for row in ROWS if row.class_name == 'Collection']
    install_parts()
    assert [_has(OWNERS['Collection'], row.attribute) for row in ROWS if row.class_name == 'Collection'] == native


@pytest.mark.skipif(not versions.DRIVER_CREATES_INDEXES_BY_COMMAND,
                    reason='the plain driver makes indexes as no server does any more')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_writes_and_reads(client, database):
    things = database.things
    assert type(things) is pymongo.collection.Collection
    assert things.insert({'_id': 1, 'n': 1}) == 1
    assert things.save({'_id': 2}) == 2
    assert things.update({'_id': 1}, {'$inc': {'n': 1}})['n'] == 1
    assert things.find_one({'_id': 1}) == {'_id': 1, 'n': 2}
    assert things.find_and_modify({'_id': 1}, {'$inc': {'n': 1}}, new=True) == {'_id': 1, 'n': 3}
    assert things.count() == 2
    assert things.remove({'_id': 2})['n'] == 1
    assert things.ensure_index('n') == 'n_1'
    assert 'things' in database.collection_names() and database.name in client.database_names()


@pytest.mark.skipif(not versions.DRIVER_CREATES_INDEXES_BY_COMMAND,
                    reason='the plain driver makes indexes as no server does any more')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_an_index_that_was_dropped_is_ensured_again(client, database):
    def ensured():
        database.things.ensure_index('n', unique=True)
        return 'n_1' in database.things.index_information()
    things = database.things
    assert ensured() and ensured()
    for drop in (lambda: things.drop_index('n_1'), things.drop_indexes, things.drop,
                 lambda: database.drop_collection('things'), lambda: client.drop_database(database.name)):
        drop()
        assert ensured()


@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_cursors_count(database):
    database.things.insert([{'_id': n, 'even': n % 2 == 0} for n in range(5)])
    assert database.things.find().count() == 5
    assert database.things.find({'even': True}).count() == 3
    cursor = database.things.find({'even': True}).skip(1).limit(1)
    assert (cursor.count(), cursor.count(True), len(list(cursor))) == (3, 1, 1)
    assert isinstance(cursor, pymongo.cursor.Cursor)


@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_cursors_of_a_program_count(database):
    things = database.things
    things.insert([{'_id': n, 'even': n % 2 == 0} for n in range(5)])
    assert Cursor(things).count() == 5
    assert Cursor(things, {'even': True}).count() == Cursor(things, {'even': True}).clone().count() == 3
    cursor = Cursor(things, {'even': True}, limit=1).skip(1).hint([('_id', 1)])
    assert (cursor.count(), cursor.count(True), cursor.clone().count(True), len(list(cursor))) == (3, 1, 1, 1)
    assert cursor.count() == 3
    if not versions.DRIVER_HAS_SAFE_MODE:  # which sends no hint, and takes any value
        with pytest.raises(pymongo.errors.OperationFailure):
            Cursor(things).hint([('bogus', 1)]).count()
        with pytest.raises(TypeError):
            Cursor(things).count(1)


@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_collections_of_a_program_obey_their_connection(mongodb_host, mongodb_port, database_name, install_parts):
    install_parts('pymongo', 'pymongo-methods')

    class Collection(pymongo.collection.Collection):
        pass

    client = pymongo.Connection(mongodb_host, mongodb_port)
    things = Collection(client[database_name], 'things')
    things.insert({'_id': 1, 'n': 1})
    for quiet in (lambda: things.insert({'_id': 1}), lambda: things.update({'_id': 1}, {'$set': {'_id': 2}}),
                  lambda: things.save({'_id': 2, 'n': 2}), lambda: things.remove({'$bogus': 1})):
        quiet()
    with pytest.raises(pymongo.errors.DuplicateKeyError):
        things.insert({'_id': 1}, safe=True)
    assert things.find().count() == 2
    client.close()


@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_keywords_of_find(database):
    database.things.insert({'_id': 1, 'a': 1, 'b': 2})
    assert list(database.things.find({}, fields=['a'])) == [{'_id': 1, 'a': 1}]
    assert list(database.things.find(spec={'a': 2})) == []
    assert database.things.find_one({'a': 1}, fields=['b']) == {'_id': 1, 'b': 2}


_FIND = {
    'as_class': SON, 'await_data': False, 'compile_re': True, 'exhaust': False, 'fields': ['a'], 'manipulate': True,
    'max_scan': 5, 'modifiers': {'$comment': 'a'}, 'network_timeout': 5, 'partial': False,
    'read_preference': ReadPreference.PRIMARY, 'secondary_acceptable_latency_ms': 15, 'slave_okay': True,
    'snapshot': False, 'spec': {'a': 1}, 'spec_or_id': {'a': 1}, 'tag_sets': [{}], 'tailable': False, 'timeout': False,
}
_COMMAND = {'as_class': SON, 'compile_re': True, 'secondary_acceptable_latency_ms': 15, 'slave_okay': True,
            'tag_sets': [{}], 'uuid_subtype': OLD_UUID_SUBTYPE}
_CALLS = {
    'find': ((), _FIND), 'find_one': ((), _FIND), '__init__': ((), _FIND), 'command': (('count', 'things'), _COMMAND),
    'insert': (({'_id': 2},), {'safe': True}), 'save': (({'_id': 1},), {'safe': True}),
    'update': (({'_id': 1}, {'$set': {'a': 2}}), {'safe': True}), 'remove': (({'_id': 1},), {'safe': True}),
    'create_index': (('a',), {'cache_for': 300, 'drop_dups': False, 'key_or_list': 'a', 'ttl': 300}),
}


_FINDING = ('find', 'find_one', '__init__')


class Cursor(pymongo.cursor.Cursor):
    """A cursor of a program."""


def _is_too_new(row):
    """Whether this driver is from before a keyword of `find`."""
    return (versions.DRIVER_HAS_SAFE_MODE and row.attribute in _FINDING and row.parameter != 'spec_or_id'
            and not takes(pymongo.cursor.Cursor.__init__, row.parameter))


@pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::UserWarning')
@pytest.mark.skipif(not versions.DRIVER_CREATES_INDEXES_BY_COMMAND,
                    reason='the plain driver makes indexes as no server does any more')
@pytest.mark.parametrize('row', [row for row in ROWS if row.parameter], ids=lambda row: row.legacy_name)
def test_keyword(row, database):
    if _is_too_new(row):
        pytest.skip('the driver is from before this keyword')
    database.things.insert({'_id': 1, 'a': 1})
    args, values = _CALLS[row.attribute]
    if row.parameter == 'key_or_list':
        args = ()
    keywords = {row.parameter: values[row.parameter]}
    owner = database if row.class_name == 'Database' else database.things
    if row.class_name == 'Cursor':
        answer = Cursor(owner, **keywords)
    else:
        answer = getattr(owner, row.attribute)(*args, **keywords)
    if isinstance(answer, pymongo.cursor.Cursor):
        assert answer.count() == 1
        answer = list(answer)[0]
    if row.attribute in _FINDING:
        assert answer['a'] == 1 and type(answer) is (SON if row.parameter == 'as_class' else dict)
    elif row.attribute == 'command':
        assert answer['n'] == 1
    elif row.attribute == 'create_index':
        assert 'a_1' in database.things.index_information()
    elif row.attribute == 'update':
        assert database.things.find_one({'_id': 1})['a'] == 2
    else:
        assert database.things.find().count() == {'insert': 2, 'save': 1, 'remove': 0}[row.attribute]


@pytest.mark.skipif(not _has(OWNERS['Collection'], 'group'), reason='the driver has no group')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_a_native_method_whose_command_servers_lost(database):
    with pytest.raises(pymongo.errors.OperationFailure):
        database.things.group(None, {}, {}, 'function() {}')


def test_what_is_modern_stays_as_it_is(database):
    if not hasattr(pymongo.collection.Collection, 'insert_one'):
        pytest.skip('this driver has no modern dialect')
    things = database.things
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        things.insert_many([{'_id': 1, 'n': 1}, {'_id': 2, 'n': 2}])
        things.update_one({'_id': 1}, {'$set': {'n': 3}})
        assert list(things.find({'n': 3}, {'n': 1}, limit=1)) == [{'_id': 1, 'n': 3}]
        assert things.find_one({'_id': 2}, {'_id': 0}) == {'n': 2}
        assert [type(one) for one in (things, database, database.client)] == [
            pymongo.collection.Collection, pymongo.database.Database, pymongo.MongoClient]
    assert [one for one in caught if one.category is LegacyWarning] == []


def test_warns_once_for_a_call_and_counts_it(database):
    if _has(OWNERS['Collection'], 'ensure_index') and not _added('pymongo.collection.Collection.insert'):
        pytest.skip('the driver speaks the legacy dialect')
    with pytest.warns(LegacyWarning) as caught:
        database.things.insert({'_id': 1})
    assert len(caught) == 1 and 'insert_one' in str(caught[0].message) and caught[0].filename == __file__
    assert _added('pymongo.collection.Collection.insert') == [1]


def _added(name):
    return [entry['uses'] for entry in legacy_mode.describe() if entry['name'] == name]


def test_the_wrappers_are_untouched(install_parts, mongodb_host, mongodb_port, database_name):
    install_parts('pymongo-methods')
    client = wrappers.MongoClient(mongodb_host, mongodb_port)
    things = client[database_name].things
    things.insert({'_id': 1, 'a': 1}, safe=True)
    assert things.find({}, fields=['a']).count() == 1
    assert _added('pymongo.collection.Collection.insert') in ([], [0])
    client.close()


def test_a_twin_dies_in_silence(mongodb_host, mongodb_port, install_parts):
    if OWNERS['MongoClient'] is None:
        pytest.skip('this driver has no MongoClient')
    install_parts('pymongo-methods')
    client = pymongo.MongoClient(mongodb_host, mongodb_port)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        client.database_names()
        client.close()
        del client
        gc.collect()
    assert [one for one in caught if one.category.__name__ == 'ResourceWarning'] == []
