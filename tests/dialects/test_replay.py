"""The comparison with recorded answers can fail, also where Python calls two values equal and a program does not."""
from __future__ import absolute_import

import pytest

from . import program, replay

DIFFERENT = (
    (1, 1.0), (0, 0.0), (1, True), (0, False), (0, None), (u'', None), (1, u'1'),
    ([0], [False]), ([1, 2], [1.0, 2]), ([1], [1, 2]), ([], None), ([1], {'$tuple': [1]}),
    ({'n': 1}, {'n': 1.0}), ({'n': {'m': [True]}}, {'n': {'m': [1]}}), ({'n': 1}, {'n': 1, 'm': None}),
    ({'gives': None}, {'raises': ['KeyError']}),
    ({'raises': ['DuplicateKeyError', 'PyMongoError']}, {'raises': ['PyMongoError']}),
    ({'raises': ['PyMongoError'], 'code': 1}, {'raises': ['PyMongoError']}),
    ({'raises': ['PyMongoError'], 'code': 1}, {'raises': ['PyMongoError'], 'code': 1.0}),
    ({'raises': ['PyMongoError'], 'stored': [0]}, {'raises': ['PyMongoError'], 'stored': [False]}),
)
SAME = (
    (1, 1), (1.0, 1.0), (True, True), (None, None), (u'lamp', u'lamp'),
    ({'n': [1, {'m': False}]}, {'n': [1, {'m': False}]}),
    ({'raises': ['PyMongoError'], 'code': 1}, {'raises': ['BulkWriteError', 'PyMongoError'], 'code': 1}),
)


@pytest.mark.parametrize('recorded, found', DIFFERENT, ids=repr)
def test_different_answers_fail(recorded, found):
    with pytest.raises(AssertionError):
        replay.check_same(recorded, found)


@pytest.mark.parametrize('recorded, found', SAME, ids=repr)
def test_same_answers_pass(recorded, found):
    replay.check_same(recorded, found)


def test_the_message_shows_what_differs():
    with pytest.raises(AssertionError) as caught:
        replay.check_same({'gives': 1}, {'gives': True})
    assert '{"gives": 1}' in str(caught.value) and '{"gives": true}' in str(caught.value)


@pytest.mark.parametrize('is_own_driver', [False, True])
def test_a_replay_fails_where_only_the_type_differs(is_own_driver):
    check = program.Check(program.Program('replay', 'modern', None), 'a number', None, None, observed=1)
    compare = replay.Replay('modern').compare
    compare(check, {'gives': 1}, is_own_driver)
    for found in 1.0, True:
        with pytest.raises(AssertionError):
            compare(check, {'gives': found}, is_own_driver)
