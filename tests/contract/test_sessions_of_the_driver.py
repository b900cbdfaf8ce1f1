"""Calls that are given a session of the driver take part in it: each command that they send carries it."""
import pytest

from flask_pymongo import MongoClient
from flask_pymongo.compat import versions

if not versions.DRIVER_HAS_SESSIONS:
    pytest.skip('this driver has no sessions', allow_module_level=True)

from .session_calls import CALLS, Commands, assert_carried, fill  # noqa: E402


@pytest.fixture
def commands():
    return Commands()


@pytest.fixture
def things(server, database_name, commands):
    client = MongoClient(server.host, server.port, event_listeners=[commands])
    collection = client[database_name].things
    fill(collection)
    yield collection
    client.close()


@pytest.mark.parametrize('name', sorted(CALLS))
def test_each_command_carries_it(things, commands, name):
    assert_carried(name, things, commands)
