"""Legacy calls of PyMongo's own objects, and its GridFS, take sessions of the plain client."""
import pymongo
import pytest

from flask_pymongo.compat import versions

if not versions.DRIVER_HAS_SESSIONS:
    pytest.skip('this driver has no sessions', allow_module_level=True)

from gridfs import GridFSBucket  # noqa: E402

from contract.session_calls import CALLS, Commands, assert_carried, fill  # noqa: E402

# PyMongo 3 deprecates its own.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')

#: PyMongo 3 has these, and they stay: two send commands that no server has any more, one sends the session as a field.
NATIVE = [name for name in ('group', 'parallel_scan', 'find_and_modify') if name in vars(pymongo.collection.Collection)]
#: The wrappers alone have it.
OURS = ['find_one_or_404']


@pytest.fixture
def commands():
    return Commands()


@pytest.fixture
def things(install_parts, server, database_name, commands):
    install_parts('all')
    client = pymongo.MongoClient(server.host, server.port, event_listeners=[commands])
    collection = client[database_name].things
    fill(collection)
    yield collection
    client.close()


@pytest.mark.parametrize('name', sorted(set(CALLS).difference(NATIVE, OURS)))
def test_each_command_carries_it(things, commands, name):
    assert_carried(name, things, commands)


def test_a_bucket(things, commands):
    bucket = GridFSBucket(things.database)
    with things.database.client.start_session() as session:
        own = session.session_id
        del commands.sent[:]
        file_id = bucket.upload_from_stream('y', b'y', session=session)
        assert bucket.open_download_stream(file_id, session=session).read() == b'y'
        assert bucket.open_download_stream_by_name('y', session=session).read() == b'y'
        assert [found.filename for found in bucket.find({}, session=session)] == ['x', 'y']
        bucket.delete(file_id, session=session)
        assert {event.command_name for event in commands.sent if event.command.get('lsid') == own} > {'find', 'insert'}
        assert [event.command_name for event in commands.sent if event.command.get('lsid') != own] == []


def test_by_position(things):
    with things.database.client.start_session() as session:
        assert things.count({}, session) == 1
        assert list(things.aggregate([], session)) == [{'_id': 1, 'a': 1}]
        assert things.aggregate([])['result'] == [{'_id': 1, 'a': 1}]  # a session ends nothing of legacy mode


def test_the_session_of_the_program_learns_what_the_call_did(install_parts, replica_set_server):
    install_parts('all')
    client = pymongo.MongoClient(replica_set_server.uri, replicaSet=replica_set_server.replica_set)
    things = client.flask_pymongo_test.things
    with client.start_session() as session:
        assert session.operation_time is None
        things.count({}, session=session)
        assert session.operation_time is not None
        assert session.client is client
    with pytest.raises(pymongo.errors.InvalidOperation):
        things.count({}, session=session)
    client.close()


def test_of_another_client(things, server):
    other = pymongo.MongoClient(server.host, server.port)
    with other.start_session() as session:
        with pytest.raises(pymongo.errors.InvalidOperation):
            things.count({}, session=session)
    other.close()
