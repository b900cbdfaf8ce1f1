"""Programs of the modern dialect answer through the wrappers what they answered on the newest native driver."""
from __future__ import absolute_import

import pytest

from . import program, replay

REPLAY = replay.Replay('modern')

# Answers are compared here; which names are deprecated is the driver's own affair.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::UserWarning')


@pytest.mark.parametrize('check', REPLAY.checks, ids=[check.id for check in REPLAY.checks])
def test_answers_as_recorded(runner, check):
    try:
        found = runner.answer(check)
    except program.NotHere as error:
        pytest.skip(str(error))
    REPLAY.compare(check, found)


def test_recordings_are_of_the_checks():
    REPLAY.compare_names()
