"""What the replays of both dialects share."""
import pytest

from . import replay


@pytest.fixture
def runner(request, check, kept_open):
    """What runs a check: most need no journal, and the engine that has none takes less time."""
    server = request.getfixturevalue('journaled_server' if check.journal else 'server')
    key = 'runner', server.port
    if key not in kept_open:
        kept_open[key] = replay.make_runner(server)
    return kept_open[key]
