"""`Cursor.count` and `Collection.count` of the legacy dialect."""
import re

import pytest
from pymongo.errors import ConfigurationError, OperationFailure

from flask_pymongo.compat import versions

from .reference import assert_error, ids, like_29


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3."""
    things.insert([{'_id': n, 'a': n % 3, 'name': 'n%d' % n} for n in range(6)])
    return things


@pytest.mark.parametrize('spec, expected', [
    (None, 6), ({}, 6), ({'a': 1}, 2), ({'a': 9}, 0), ({'_id': {'$gt': 3}}, 2), ({'name': re.compile('^n[12]')}, 2),
    ({'$where': 'this.a == 1'}, 2), ({'$or': [{'_id': 1}, {'a': 2}]}, 3),
], ids=str)
def test_what_matches(six, spec, expected):
    count = six.find(spec).count()
    assert count == expected
    assert type(count) is int


def test_skip_and_limit_do_not_count(six):
    cursor = six.find().skip(2).limit(2)
    assert cursor.count() == 6
    assert cursor.count(False) == 6
    assert cursor.count(with_limit_and_skip=False) == 6


@pytest.mark.parametrize('change, expected', [
    (lambda cursor: cursor.skip(2), 4),
    (lambda cursor: cursor.limit(2), 2),
    (lambda cursor: cursor.skip(5).limit(2), 1),
    (lambda cursor: cursor.limit(0), 6),
    (lambda cursor: cursor.limit(-2), 2),
    (lambda cursor: cursor.skip(99), 0),
    (lambda cursor: cursor[1:4], 3),
    (lambda cursor: cursor[4:], 2),
    (lambda cursor: cursor[1:4][2:], 4),
    (lambda cursor: cursor.skip(1).skip(0), 6),
], ids=['skip', 'limit', 'both', 'no limit', 'negative limit', 'beyond', 'slice', 'open slice', 'two slices',
        'skip again'])
def test_skip_and_limit_count_if_so_wished(six, change, expected):
    cursor = change(six.find())
    assert cursor.count(True) == expected
    assert cursor.count(with_limit_and_skip=True) == expected


def test_skip_and_limit_as_arguments_of_find(six):
    assert six.find({}, None, 1, 3).count(True) == 3
    assert six.find(skip=4, limit=9).count(True) == 2
    assert six.find(skip=4, limit=9).count() == 6


def test_with_everything_else_that_can_be_set(six):
    cursor = six.find({'a': 1}, ['name'], sort=[('name', -1)]).batch_size(2)
    assert cursor.count() == 2
    assert ids(cursor) == [4, 1]


def test_where(six):
    assert six.find().where('this.a == 1').count() == 2
    assert six.find({'_id': {'$lt': 3}}).where('this.a == 1').count() == 1


def test_hint(six):
    assert six.find({'a': 1}).hint([('_id', 1)]).count() == 2


@pytest.mark.skipif(not versions.DRIVER_LISTS_BY_COMMAND, reason='the driver counts without the hint')
def test_hint_of_no_index(six):
    with pytest.raises(OperationFailure):
        six.find().hint([('missing', 1)]).count()


def test_before_during_and_after_reading(six):
    cursor = six.find({'a': 1}, sort=[('_id', 1)])
    assert cursor.count() == 2
    next(cursor)
    assert cursor.count() == 2
    assert ids(cursor) == [4]
    assert cursor.count() == 2


def test_it_is_counted_anew_each_time(six):
    cursor = six.find({'a': 1})
    assert cursor.count() == 2
    six.insert({'_id': 9, 'a': 1})
    assert cursor.count() == 3


def test_a_missing_collection(mongo):
    assert mongo.db.missing.find().count() == 0
    assert mongo.db.missing.count() == 0


@pytest.mark.parametrize('spec', [{'$bogus': 1}, {'a': {'$bogus': 1}}], ids=str)
def test_what_the_server_refuses(six, spec):
    with pytest.raises(OperationFailure) as caught:
        six.find(spec).count()
    assert_error(caught.value, 2)


@like_29
@pytest.mark.parametrize('wrong', [1, 0, None, 'yes'], ids=repr)
def test_the_argument_must_be_a_bool(six, wrong):
    with pytest.raises(TypeError):
        six.find().count(wrong)


def test_a_collection(six):
    count = six.count()
    assert count == 6
    assert type(count) is int
    six.remove({'a': 1})
    assert six.count() == 4


def test_a_collection_with_a_filter(six, mongo):
    """What programs for PyMongo 3 call."""
    assert six.count({'a': 1}) == 2
    assert six.count(filter={'a': 1}) == six.count(query={'a': 1}) == 2
    assert six.count({'a': 1}, limit=1) == six.count({'a': 1}, skip=1) == 1
    assert six.count({}, hint=[('_id', 1)]) == 6
    assert mongo.db.missing.count({'a': 1}) == 0
    with pytest.raises(ConfigurationError):
        six.count({}, query={})
