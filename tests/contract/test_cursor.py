"""Cursors as the legacy dialect uses them."""
import copy

import pymongo.cursor
import pytest
from bson.code import Code
from bson.son import SON
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import InvalidOperation, OperationFailure

from .reference import ids


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3} for n in range(6)])
    return things


@pytest.fixture
def cursor(six):
    """All six, in order."""
    return six.find(sort=[('_id', 1)])


def test_it_is_the_drivers(cursor):
    assert isinstance(cursor, pymongo.cursor.Cursor)


# indexes and slices


def test_an_index(cursor):
    assert cursor[0]['_id'] == 0
    assert cursor[5]['_id'] == 5
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


def test_an_index_counts_from_skip(cursor):
    assert cursor.skip(2)[1]['_id'] == 3


@pytest.mark.parametrize('index', [6, 100, -1])
def test_no_such_index(cursor, index):
    with pytest.raises(IndexError):
        cursor[index]


def test_the_first_of_nothing(six):
    with pytest.raises(IndexError):
        six.find({'a': 9})[0]


@pytest.mark.parametrize('part, expected', [
    (slice(1, 3), [1, 2]), (slice(None, 2), [0, 1]), (slice(4, None), [4, 5]), (slice(2, 2), []),
    (slice(0, 100), [0, 1, 2, 3, 4, 5]), (slice(None, None), [0, 1, 2, 3, 4, 5]),
], ids=str)
def test_a_slice(cursor, part, expected):
    assert cursor[part] is cursor
    assert ids(cursor) == expected


def test_a_slice_replaces_an_earlier_one(cursor):
    cursor[0:2]
    assert ids(cursor[3:5]) == [3, 4]


@pytest.mark.parametrize('part', [slice(0, 4, 2), slice(3, 1), slice(-1, None)], ids=str)
def test_no_slice(cursor, part):
    with pytest.raises(IndexError):
        cursor[part]


def test_an_index_of_another_type(cursor):
    with pytest.raises(TypeError):
        cursor['a']


# what can be set


@pytest.mark.parametrize('arguments, expected', [
    (('_id',), [0, 1, 2, 3, 4, 5]),
    (('_id', DESCENDING), [5, 4, 3, 2, 1, 0]),
    (('_id', ASCENDING), [0, 1, 2, 3, 4, 5]),
    (([('_id', -1)],), [5, 4, 3, 2, 1, 0]),
    (([('a', -1), ('_id', 1)],), [2, 5, 1, 4, 0, 3]),
    (([['a', 1], ['_id', -1]],), [3, 0, 4, 1, 5, 2]),
], ids=str)
def test_sort(six, arguments, expected):
    cursor = six.find()
    assert cursor.sort(*arguments) is cursor
    assert ids(cursor) == expected


def test_the_last_sort_counts(six):
    assert ids(six.find().sort('a').sort('_id', -1)) == [5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize('wrong, error', [([], ValueError), (5, TypeError), (None, TypeError)], ids=repr)
def test_no_sort(six, wrong, error):
    with pytest.raises(error):
        six.find().sort(wrong)


def test_skip_and_limit(cursor):
    assert cursor.skip(1).limit(3) is cursor
    assert ids(cursor) == [1, 2, 3]


def test_a_limit_of_none_of_all_and_below(six):
    assert len(list(six.find().limit(0))) == 6
    assert len(list(six.find().limit(-2))) == 2


@pytest.mark.parametrize('method, wrong', [
    ('limit', 'x'), ('limit', None), ('skip', 'x'), ('batch_size', 'x'), ('where', 5), ('distinct', 5),
    ('add_option', 'x'),
])
def test_values_of_another_type(cursor, method, wrong):
    with pytest.raises(TypeError):
        getattr(cursor, method)(wrong)


@pytest.mark.parametrize('size', [1, 2, 3])
def test_batch_size(cursor, size):
    assert cursor.batch_size(size) is cursor
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


def test_no_batch_size(cursor):
    with pytest.raises(ValueError):
        cursor.batch_size(-1)


@pytest.mark.parametrize('index', [[('_id', 1)], None], ids=repr)
def test_hint(cursor, index):
    assert cursor.hint(index) is cursor
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


def test_hint_by_name(six):
    six.create_index('a', name='by_a')
    assert ids(six.find({'a': 1}).sort('_id').hint('by_a')) == [1, 4]
    six.insert({'_id': 9})
    six.create_index('rare', name='by_rare', sparse=True)
    assert ids(six.find({}).hint('by_rare')) == []


@pytest.mark.parametrize('index', [[('missing', 1)], 'missing_1'], ids=repr)
def test_hint_of_no_index(cursor, index):
    with pytest.raises(OperationFailure):
        list(cursor.hint(index))


def test_max_scan_does_nothing(cursor):
    assert cursor.max_scan(2) is cursor
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize('code', ['this.a == 1', Code('this.a == 1'), 'function() { return this.a == 1; }'], ids=str)
def test_where(cursor, code):
    assert cursor.where(code) is cursor
    assert ids(cursor) == [1, 4]


def test_options(cursor):
    assert cursor.add_option(16) is cursor
    assert cursor.remove_option(16) is cursor
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize('change', [
    lambda cursor: cursor.limit(1), lambda cursor: cursor.skip(1), lambda cursor: cursor.sort('a'),
    lambda cursor: cursor.hint([('_id', 1)]), lambda cursor: cursor.batch_size(2), lambda cursor: cursor.where('true'),
    lambda cursor: cursor.add_option(16), lambda cursor: cursor[0:1], lambda cursor: cursor[3],
], ids=['limit', 'skip', 'sort', 'hint', 'batch_size', 'where', 'add_option', 'slice', 'index'])
def test_nothing_can_be_set_once_it_is_read(cursor, change):
    next(cursor)
    with pytest.raises(InvalidOperation):
        change(cursor)
    cursor.rewind()
    change(cursor)


# reading


def test_next_is_a_method(cursor):
    assert cursor.next()['_id'] == 0
    assert next(cursor)['_id'] == 1


def test_the_end(six):
    cursor = six.find({'a': 9})
    for _ in range(2):
        with pytest.raises(StopIteration):
            cursor.next()


def test_rewind(cursor):
    assert ids(cursor) == [0, 1, 2, 3, 4, 5]
    assert ids(cursor) == []
    assert cursor.rewind() is cursor
    assert ids(cursor.limit(2)) == [0, 1]


def test_a_clone_is_unread_and_independent(cursor):
    next(cursor)
    clone = cursor.clone()
    assert type(clone) is type(cursor)
    assert ids(clone.limit(2)) == [0, 1]
    assert ids(cursor) == [1, 2, 3, 4, 5]
    assert clone.count() == 6


def test_a_copy_is_a_cursor(cursor):
    copied = copy.copy(cursor)
    assert type(copied) is type(cursor)
    assert ids(copied) == [0, 1, 2, 3, 4, 5]
    assert copied.count() == 6


def test_distinct(six):
    assert sorted(six.find({'_id': {'$lt': 2}}).distinct('a')) == [0, 1]
    assert sorted(six.find().limit(1).distinct('a')) == [0, 1, 2]
    assert sorted(six.distinct('a')) == [0, 1, 2]


def test_explain(cursor):
    plan = cursor.explain()
    assert isinstance(plan, dict)
    assert 'queryPlanner' in plan


def test_alive_until_it_is_exhausted(cursor):
    assert cursor.alive
    next(cursor)
    assert cursor.alive
    list(cursor)
    assert not cursor.alive
    assert cursor.cursor_id == 0


def test_a_cursor_is_true_and_has_no_length(cursor):
    assert cursor
    with pytest.raises(TypeError):
        len(cursor)


def test_a_with_block(cursor):
    with cursor as entered:
        assert entered is cursor
        assert ids(cursor) == [0, 1, 2, 3, 4, 5]


def test_close(things):
    things.insert([{'_id': n} for n in range(10)])
    cursor = things.find().batch_size(2)
    next(cursor)
    assert cursor.close() is None
    assert len(list(cursor)) < 9


def test_a_cursor_knows_its_collection(things, cursor):
    assert cursor.collection == things
    assert type(cursor.collection) is type(things)


def test_documents_in_the_class_asked_for(six):
    assert all(isinstance(document, SON) for document in six.find(as_class=SON))
    assert isinstance(six.find(as_class=SON)[3], SON)
