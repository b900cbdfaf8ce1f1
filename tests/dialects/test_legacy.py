"""Programs of the legacy dialect answer through the wrappers what they answered on their native driver."""
from __future__ import absolute_import

import pymongo
import pytest

from flask_pymongo.compat import versions

if not versions.DRIVER_SPEAKS_MODERN:
    pytest.skip('the driver is older than the recordings', allow_module_level=True)

from . import program, replay  # noqa: E402
from .deviations import DEVIATIONS  # noqa: E402

REPLAY = replay.Replay('legacy')

# Answers are compared here; which names are deprecated is the driver's own affair.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::UserWarning')


def _why_not(check):
    """Why this driver cannot be asked; None if it can."""
    if not versions.DRIVER_HAS_SAFE_MODE or check.reference == pymongo.version and not check.is_stand_in:
        return None
    return 'the driver speaks the legacy dialect itself'


@pytest.mark.parametrize('check', REPLAY.checks, ids=[check.id for check in REPLAY.checks])
def test_answers_as_recorded(runner, check):
    reason = _why_not(check)
    if reason:
        pytest.skip(reason)
    try:
        found = runner.answer(check)
    except program.NotHere as error:
        pytest.skip(str(error))
    # A legacy driver may answer by itself or in the modern dialect.
    REPLAY.compare(check, found, is_own_driver=bool(versions.DRIVER_HAS_SAFE_MODE))


def test_recordings_are_of_the_checks():
    REPLAY.compare_names()


def test_deviations_are_of_checks():
    known = set(check.id for check in program.all_checks())
    for deviation in DEVIATIONS:
        assert deviation['check'] in known
        assert deviation['reason']
