"""`map_reduce` and `inline_map_reduce`, and other calls of a collection that left the driver: 2.x to 3.13."""
import pytest
from bson.code import Code
from bson.son import SON
from pymongo.errors import CollectionInvalid, InvalidName, OperationFailure

from flask_pymongo.compat import versions
from flask_pymongo.wrappers import Collection

from .reference import OPTIONS_OF_COMMAND, Document, assert_error, ids

MAP = 'function() { emit(this.a, this._id); }'
REDUCE = 'function(key, values) { return Array.sum(values); }'
SUMS = {0: 3, 1: 5, 2: 7}


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3} for n in range(6)])
    return things


def values(documents):
    return dict((document['_id'], document['value']) for document in documents)


@pytest.mark.parametrize('kind', [str, Code])
@pytest.mark.parametrize('out', ['out', {'replace': 'out'}, SON([('merge', 'out')]), {'reduce': 'out'}], ids=str)
def test_into_a_collection(mongo, six, kind, out):
    made = six.map_reduce(kind(MAP), kind(REDUCE), out)
    assert type(made) is type(six)
    assert made == mongo.db.out
    assert values(made.find()) == SUMS


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='its own map_reduce sets some of these itself')
@pytest.mark.parametrize('options', OPTIONS_OF_COMMAND, ids=str)
def test_options_of_a_command(mongo, six, options):
    assert values(six.map_reduce(MAP, REDUCE, 'out', **options).find()) == SUMS
    assert values(six.inline_map_reduce(MAP, REDUCE, **options)) == SUMS


def test_a_class_for_the_documents(six):
    found = six.inline_map_reduce(MAP, REDUCE, as_class=Document)
    assert values(found) == SUMS
    assert set(map(type, found)) == {Document}
    assert type(six.map_reduce(MAP, REDUCE, {'inline': 1}, as_class=Document)) is Document


def test_into_another_database(mongo, six):
    other = mongo.db.name + '_other'
    try:
        made = six.map_reduce(MAP, REDUCE, SON([('replace', 'out'), ('db', other)]))
        assert (made.database.name, made.name) == (other, 'out')
        assert values(made.find()) == SUMS
    finally:
        mongo.cx.drop_database(other)


def test_the_whole_answer(six):
    answer = six.map_reduce(MAP, REDUCE, 'out', full_response=True)
    assert (answer['result'], answer['ok']) == ('out', 1.0)
    answer = six.map_reduce(MAP, REDUCE, {'inline': 1})
    assert (values(answer['results']), answer['ok']) == (SUMS, 1.0)


@pytest.mark.parametrize('wrong', [5, None, ['out']], ids=repr)
def test_no_output(six, wrong):
    with pytest.raises(TypeError):
        six.map_reduce(MAP, REDUCE, wrong)


def test_output_is_required(six):
    with pytest.raises(TypeError):
        six.map_reduce(MAP, REDUCE)


@pytest.mark.parametrize('wrong', [5, None], ids=repr)
def test_no_function(six, wrong):
    with pytest.raises(OperationFailure):
        six.map_reduce(wrong, REDUCE, 'out')
    with pytest.raises(OperationFailure):
        six.inline_map_reduce(MAP, wrong)


def test_inline(six):
    found = six.inline_map_reduce(MAP, REDUCE)
    assert isinstance(found, list)
    assert values(found) == SUMS
    answer = six.inline_map_reduce(MAP, REDUCE, full_response=True)
    assert values(answer['results']) == SUMS


def test_options(six):
    assert values(six.inline_map_reduce(MAP, REDUCE, query={'a': {'$ne': 1}})) == {0: 3, 2: 7}
    assert values(six.inline_map_reduce(MAP, REDUCE, query={}, sort=SON([('_id', 1)]), limit=2)) == {0: 0, 1: 1}
    assert values(six.inline_map_reduce(MAP, REDUCE, finalize='function(key, value) { return value + extra; }',
                                        scope={'extra': 100})) == {0: 103, 1: 105, 2: 107}


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the driver sends scopes in a way that servers refuse')
def test_functions_with_a_scope(six):
    found = six.inline_map_reduce(Code('function() { emit(this.a, one); }', {'one': 1}),
                                  Code('function(key, values) { return values.length * ten; }', {'ten': 10}))
    assert values(found) == {0: 20, 1: 20, 2: 20}


def test_a_missing_collection(mongo):
    assert mongo.db.missing.inline_map_reduce(MAP, REDUCE) == []
    assert list(mongo.db.missing.map_reduce(MAP, REDUCE, 'out').find()) == []


@pytest.mark.parametrize('function', ['syntax error(', 'function() { nowhere(); }'])
def test_what_the_server_refuses(six, function):
    with pytest.raises(OperationFailure):
        six.map_reduce(function, REDUCE, 'out')
    with pytest.raises(OperationFailure):
        six.inline_map_reduce(function, REDUCE)


# other calls

needs_parallel_scan = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                         reason='the driver sends a command of its own, which no server has any more')


@needs_parallel_scan
@pytest.mark.parametrize('number', [1, 4])
def test_parallel_scan(six, number):
    cursors = six.parallel_scan(number)
    assert isinstance(cursors, list)
    assert 1 <= len(cursors) <= number
    assert sorted(document['_id'] for cursor in cursors for document in cursor) == [0, 1, 2, 3, 4, 5]


@needs_parallel_scan
def test_parallel_scan_gives_command_cursors(six):
    cursor, = six.parallel_scan(1)
    assert cursor.alive
    assert cursor.next() == {'_id': 0, 'a': 0}
    assert cursor.batch_size(2) is cursor
    with cursor as entered:
        assert entered is cursor
        assert ids(cursor) == [1, 2, 3, 4, 5]
    assert not cursor.alive


@needs_parallel_scan
@pytest.mark.parametrize('options', OPTIONS_OF_COMMAND, ids=str)
def test_parallel_scan_with_options_of_a_command(six, options):
    cursor, = six.parallel_scan(1, **options)
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


@needs_parallel_scan
def test_parallel_scan_of_no_number(six):
    with pytest.raises(OperationFailure):
        six.parallel_scan(0)
    with pytest.raises(TypeError):
        six.parallel_scan('4')


def test_reindex(six):
    six.create_index('a')
    answer = six.reindex()
    assert (answer['nIndexesWas'], answer['nIndexes'], answer['ok']) == (2, 2, 1.0)
    assert len(answer['indexes']) == 2


def test_reindex_of_a_missing_collection(mongo):
    with pytest.raises(OperationFailure) as caught:
        mongo.db.missing.reindex()
    assert_error(caught.value, 26)


def test_options_of_a_collection(mongo, six):
    assert six.options() == {}
    assert mongo.db.missing.options() == {}
    mongo.db.create_collection('capped', capped=True, size=4096)
    options = mongo.db.capped.options()
    assert (options['capped'], options['size']) == (True, 4096)


@pytest.mark.parametrize('options', [{'create': True}, {'capped': True, 'size': 4096}], ids=str)
def test_a_collection_that_is_created(mongo, options):
    made = Collection(mongo.db, 'made', **options)
    assert type(made) is type(mongo.db.made)
    assert 'made' in mongo.db.collection_names()
    assert mongo.db.made.options().get('capped', False) == options.get('capped', False)


def test_a_collection_that_is_not_created(mongo):
    assert Collection(mongo.db, 'made') == Collection(mongo.db, 'made', False) == mongo.db.made
    assert 'made' not in mongo.db.collection_names()


def test_a_collection_that_is_there_already(mongo, six):
    with pytest.raises((OperationFailure, CollectionInvalid)):
        Collection(mongo.db, 'things', capped=True, size=4096)


def test_rename(mongo, six):
    assert six.rename('renamed') is None
    assert sorted(ids(mongo.db.renamed.find())) == [0, 1, 2, 3, 4, 5]
    assert six.count() == 0


def test_rename_onto_another(mongo, six):
    mongo.db.target.insert({'_id': 'old'})
    with pytest.raises(OperationFailure) as caught:
        six.rename('target')
    assert_error(caught.value, 48)
    six.rename('target', dropTarget=True)
    assert mongo.db.target.count() == 6


@pytest.mark.parametrize('wrong, error', [
    ('', InvalidName), ('a..b', InvalidName), ('.a', InvalidName), ('a.', InvalidName), ('$a', InvalidName),
    (5, TypeError), (None, TypeError),
], ids=repr)
def test_no_name(six, wrong, error):
    with pytest.raises(error):
        six.rename(wrong)


def test_drop(mongo, six):
    assert six.drop() is None
    assert six.drop() is None
    assert 'things' not in mongo.db.collection_names()


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the driver itself raises, or does not, by its version')
def test_drop_the_indexes_of_a_missing_collection(mongo):
    assert mongo.db.missing.drop_indexes() is None
