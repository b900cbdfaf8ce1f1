"""What the replays of both dialects share."""
import pytest

from . import replay


@pytest.fixture(scope='module')
def plain_runner(server):
    runner = replay.make_runner(server)
    yield runner
    runner.close()


@pytest.fixture(scope='module')
def journaled_runner(journaled_server):
    runner = replay.make_runner(journaled_server)
    yield runner
    runner.close()


@pytest.fixture
def runner(request, check):
    """What runs a check: most need no journal, and the engine that has none takes less time."""
    return request.getfixturevalue('journaled_runner' if check.journal else 'plain_runner')
