"""What the replays of both dialects share."""
import pytest

from . import replay


@pytest.fixture(scope='module')
def runner(server):
    runner = replay.make_runner(server)
    yield runner
    runner.close()
