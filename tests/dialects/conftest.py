"""What the replays of both dialects share."""
import pytest

from . import replay


@pytest.fixture(scope='module')
def runner(journaled_server):
    runner = replay.make_runner(journaled_server)
    yield runner
    runner.close()
