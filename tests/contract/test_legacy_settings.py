"""The settings that clients, databases and collections of the legacy dialect have of their own."""
import copy
import uuid

import pymongo
import pytest
from bson.son import SON
from pymongo.errors import ConfigurationError, DuplicateKeyError, OperationFailure

from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from .reference import eventually

# PyMongo 2.9 advises against each of them; the tests of the warnings are elsewhere.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::UserWarning')

needs_write_concern = pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT,
                                         reason='the driver has no write_concern; it came with MongoClient')
needs_tags = pytest.mark.skipif(not versions.DRIVER_HAS_READ_PREFERENCE_MODES,
                                reason='the driver has no tag sets; they came with the modes of read preferences')
needs_uuid_subtype = pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS,
                                        reason='the driver has no uuid_subtype yet')
needs_modern = pytest.mark.skipif(not versions.DRIVER_SPEAKS_MODERN,
                                  reason='the driver has no modern dialect of its own')
needs_a_write_concern_object = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                                  reason='the driver has no WriteConcern with a document')
needs_w_before_safe = pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS,
                                         reason='the driver lets safe decide before w')

EACH = pytest.mark.parametrize('which', [
    lambda cx, name: cx, lambda cx, name: cx[name], lambda cx, name: cx[name].things,
], ids=['client', 'database', 'collection'])


@pytest.fixture
def cx(make_client):
    return make_client()


def is_silent(collection, **options):
    """Whether nothing is said of a duplicate."""
    collection.save({'_id': 1}, safe=True)
    try:
        assert collection.insert({'_id': 1}, **options) == 1
    except DuplicateKeyError:
        return False
    return True


# safe


def test_who_waits(make_client, database_name):
    assert make_client().safe is True
    assert make_client(wrappers.Connection).safe is False
    assert not is_silent(make_client()[database_name].things)
    assert is_silent(make_client(wrappers.Connection)[database_name].things)


@pytest.mark.parametrize('safe', [True, False])
@pytest.mark.parametrize('kind', [wrappers.MongoClient, wrappers.Connection], ids=lambda kind: kind.__name__)
def test_safe_of_the_constructor(make_client, database_name, kind, safe):
    client = make_client(kind, safe=safe)
    assert client.safe is client[database_name].safe is client[database_name].things.safe is safe
    assert is_silent(client[database_name].things) is not safe


@pytest.mark.parametrize('options, safe', [
    ({'safe': False, 'w': 1}, True), ({'w': 1}, True), ({'j': True}, True), ({'wtimeout': 100}, True),
], ids=str)
@needs_write_concern
def test_a_write_concern_makes_it_safe(make_client, options, safe):
    assert make_client(wrappers.Connection, **options).safe is safe


@pytest.mark.parametrize('options', [{'w': 0}, {'safe': True, 'w': 0}], ids=str)
@needs_write_concern
def test_w_0_makes_it_unsafe(make_client, database_name, options):
    client = make_client(**options)
    assert client.safe is False
    assert is_silent(client[database_name].things)


@needs_write_concern
def test_w_0_with_j(make_client, database_name):
    client = make_client(w=0, j=True)
    assert client.write_concern == {'w': 0, 'j': True}
    assert is_silent(client[database_name].things)


@EACH
def test_safe_can_be_set(cx, database_name, which):
    thing = which(cx, database_name)
    thing.safe = False
    assert thing.safe is False
    thing.safe = True
    assert thing.safe is True


@EACH
@pytest.mark.parametrize('value', [1, 0, None], ids=repr)
@pytest.mark.parametrize('name', ['safe', 'slave_okay'])
def test_a_flag_that_is_none(cx, database_name, which, name, value):
    thing = which(cx, database_name)
    before = getattr(thing, name)
    with pytest.raises(TypeError):
        setattr(thing, name, value)
    assert getattr(thing, name) is before


def test_safe_that_is_set_takes_effect(cx, database_name):
    things = cx[database_name].things
    things.safe = False
    assert is_silent(things)
    things.safe = True
    assert not is_silent(things)


def test_safe_goes_from_parent_to_child(cx, database_name):
    before = cx[database_name]
    earlier = before.things
    cx.safe = False
    assert before.safe is True and before.things.safe is True
    database = cx[database_name]
    assert database.safe is False and is_silent(database.things)
    database.safe = True
    assert database.things.safe is True and not is_silent(database.things)
    assert cx[database_name].safe is False
    assert earlier.safe is True


def test_safe_of_one_object_is_not_that_of_its_like(cx, database_name):
    one, other = cx[database_name], cx[database_name]
    assert one.things.safe is other.things.safe is True
    one.safe = False
    assert one.things.safe is False and other.things.safe is True
    assert cx[database_name].things.safe is True
    things = other.things
    things.safe = False
    assert other.things.safe is True


def test_a_sub_collection_has_the_settings_of_the_database(cx, database_name):
    database = cx[database_name]
    things = database.things
    things.safe = False
    assert things.old.safe is True and things['older'].safe is True
    database.safe = False
    assert things.old.safe is False


@needs_modern
def test_safe_counts_for_modern_writes(cx, database_name):
    things = cx[database_name].things
    things.insert_one({'_id': 1})
    things.safe = False
    assert things.insert_one({'_id': 1}).acknowledged is False
    assert things.update_one({'_id': 1}, {'$set': {'a': 1}}).acknowledged is False
    assert things.delete_many({'_id': 2}).acknowledged is False
    things.safe = True
    with pytest.raises(DuplicateKeyError):
        things.insert_one({'_id': 1})


@needs_modern
def test_modern_writes_of_a_connection_do_not_wait(make_client, database_name):
    things = make_client(wrappers.Connection)[database_name].things
    assert things.insert_one({'_id': 1}).acknowledged is False
    eventually(lambda: things.find_one(1))


def test_what_is_no_write_waits_all_the_same(make_client, database_name):
    database = make_client(wrappers.Connection)[database_name]
    assert database.create_collection('things').name == 'things'
    if versions.DRIVER_CREATES_INDEXES_BY_COMMAND:
        assert database.things.create_index('a') == 'a_1'
    database.things.insert({'_id': 1}, safe=True)
    assert database.things.find_and_modify({'_id': 1}, {'$set': {'a': 1}}, new=True) == {'_id': 1, 'a': 1}


# write_concern


@needs_write_concern
@EACH
def test_write_concern_is_a_dict(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.write_concern == {}
    assert isinstance(thing.write_concern, dict)
    assert thing.write_concern is thing.write_concern
    assert not thing.write_concern
    thing.write_concern = {'w': 1, 'wtimeout': 100}
    assert thing.write_concern == {'w': 1, 'wtimeout': 100}
    assert thing.write_concern['w'] == 1 and thing.write_concern.get('j') is None
    assert sorted(thing.write_concern) == ['w', 'wtimeout'] and 'j' not in thing.write_concern
    assert dict(thing.write_concern) == {'w': 1, 'wtimeout': 100}
    assert copy.copy(thing.write_concern) == copy.deepcopy(thing.write_concern) == {'w': 1, 'wtimeout': 100}
    assert repr(SON(thing.write_concern)).startswith('SON(')


@needs_write_concern
def test_write_concern_that_is_set_takes_effect(cx, database_name):
    things = cx[database_name].things
    things.write_concern = {'w': 0}
    assert things.safe is True
    assert is_silent(things)
    things.write_concern = {'w': 1}
    assert not is_silent(things)


@needs_write_concern
def test_write_concern_that_the_server_cannot_fulfil(cx, database_name):
    things = cx[database_name].things
    things.write_concern = {'w': 3, 'wtimeout': 1}
    with pytest.raises(OperationFailure):
        things.insert({})


@needs_write_concern
def test_a_change_of_the_write_concern_takes_effect(cx, database_name):
    things = cx[database_name].things
    things.write_concern['w'] = 0
    assert things.write_concern == {'w': 0}
    assert is_silent(things)
    del things.write_concern['w']
    assert not is_silent(things)
    things.write_concern.update(w=0)
    assert is_silent(things)
    things.write_concern.clear()
    assert not is_silent(things)
    assert things.write_concern.setdefault('w', 0) == 0
    assert is_silent(things)
    assert things.write_concern.pop('w') == 0
    assert not is_silent(things)


@needs_write_concern
def test_the_write_concern_goes_from_parent_to_child(cx, database_name):
    earlier = cx[database_name]
    assert earlier.things.write_concern == {}
    cx.write_concern['w'] = 0
    assert earlier.write_concern == earlier.things.write_concern == {}
    database = cx[database_name]
    assert database.things.write_concern == {'w': 0}
    assert is_silent(database.things)
    database.write_concern['w'] = 1
    assert not is_silent(database.things)
    assert database.things.write_concern == {'w': 1}
    assert cx.write_concern == cx[database_name].write_concern == {'w': 0}
    assert database.write_concern is not database.things.write_concern


@needs_write_concern
@pytest.mark.parametrize('wrong', [5, None, 'w', {'bogus': 1}], ids=repr)
@EACH
def test_a_bad_write_concern(cx, database_name, which, wrong):
    with pytest.raises(ConfigurationError):
        which(cx, database_name).write_concern = wrong


@needs_write_concern
def test_a_change_to_a_bad_write_concern(cx, database_name):
    with pytest.raises(ConfigurationError):
        cx[database_name].write_concern['bogus'] = 1
    with pytest.raises(TypeError):
        cx[database_name].write_concern = {'j': 1}


@pytest.mark.journal
@needs_write_concern
@needs_w_before_safe
def test_w_wins_over_safe(cx, database_name):
    things = cx[database_name].things
    things.safe = False
    things.write_concern = {'j': True}
    assert is_silent(things)
    things.write_concern = {'w': 1}
    assert not is_silent(things)
    assert is_silent(things, safe=False)
    assert is_silent(things, w=0)


@needs_write_concern
def test_the_call_wins_over_the_write_concern(cx, database_name):
    things = cx[database_name].things
    things.write_concern = {'w': 0}
    assert not is_silent(things, w=1)
    assert not is_silent(things, safe=True)
    assert not is_silent(things, safe=False, w=1)


@EACH
def test_lasterror_options(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.get_lasterror_options() == {}
    assert thing.set_lasterror_options(w=1, wtimeout=100) is None
    assert thing.set_lasterror_options(wtimeout=200) is None
    options = thing.get_lasterror_options()
    assert options == {'w': 1, 'wtimeout': 200} and type(options) is dict
    options.clear()
    assert thing.unset_lasterror_options('wtimeout', 'fsync') is None
    assert thing.get_lasterror_options() == {'w': 1}
    assert thing.unset_lasterror_options() is None
    assert thing.get_lasterror_options() == {}
    assert thing.safe is True


@needs_write_concern
@EACH
def test_lasterror_options_make_it_safe(cx, database_name, which):
    thing = which(cx, database_name)
    thing.safe = False
    thing.set_lasterror_options(w=0)
    assert thing.safe is False
    thing.set_lasterror_options(w=1)
    assert thing.safe is True
    thing.set_lasterror_options(w=0)
    assert thing.safe is True


@needs_write_concern
def test_a_lasterror_option_that_there_is_not(cx):
    with pytest.raises(ConfigurationError):
        cx.set_lasterror_options(bogus=1)


@needs_a_write_concern_object
def test_the_write_concern_is_a_modern_one_too(cx, database_name):
    from pymongo.write_concern import WriteConcern
    things = cx[database_name].things
    assert isinstance(things.write_concern, WriteConcern)
    assert things.write_concern.document == {} and things.write_concern.acknowledged is True
    assert things.write_concern == WriteConcern()
    things.write_concern = WriteConcern(w=1)
    assert things.write_concern.document == {'w': 1}
    assert things.write_concern == WriteConcern(w=1) and WriteConcern(w=1) == things.write_concern
    assert things.write_concern != WriteConcern(w=2) and WriteConcern(w=2) != things.write_concern
    assert cx[database_name].others.with_options(write_concern=things.write_concern).write_concern == {'w': 1}
    assert pymongo.collection.Collection(
        cx[database_name], 'others', write_concern=things.write_concern).write_concern.document == {'w': 1}
    things.write_concern['w'] = 0
    assert things.write_concern.acknowledged is False
    assert things.write_concern == WriteConcern(w=0)
    assert things.insert_one({}).acknowledged is False
    assert things.bulk_write([pymongo.InsertOne({})]).acknowledged is False


@needs_modern
def test_with_options_wins_over_safe(make_client, database_name):
    from pymongo.write_concern import WriteConcern
    things = make_client(wrappers.Connection)[database_name].things
    assert not is_silent(things.with_options(write_concern=WriteConcern(w=1)))
    assert is_silent(make_client()[database_name].things.with_options(write_concern=WriteConcern(w=0)))
    assert is_silent(things.with_options())


@needs_a_write_concern_object
def test_with_options_keeps_what_is_not_given(cx, database_name):
    things = cx[database_name].things
    things.write_concern = {'w': 1, 'wtimeout': 5}
    things.slave_okay = True
    twin = things.with_options(codec_options=things.codec_options)
    assert twin.write_concern == {'w': 1, 'wtimeout': 5} and twin.slave_okay is True
    twin.write_concern['w'] = 0
    assert things.write_concern['w'] == 1
    database = cx[database_name]
    database.safe = False
    assert database.with_options().safe is False and database.get_collection('things').safe is False


# Reading


@EACH
def test_slave_okay(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.slave_okay is False
    thing.slave_okay = True
    assert thing.slave_okay is True
    thing.slave_okay = False
    assert thing.slave_okay is False


def test_slave_okay_of_the_constructor(make_client, database_name):
    client = make_client(slave_okay=True)
    assert client.slave_okay is client[database_name].slave_okay is client[database_name].things.slave_okay is True
    assert client[database_name].things.find_one() is None


def test_slave_okay_goes_from_parent_to_child(cx, database_name):
    earlier = cx[database_name]
    cx.slave_okay = True
    assert earlier.slave_okay is False and cx[database_name].things.slave_okay is True
    cx[database_name].things.insert({'_id': 1})
    assert cx[database_name].things.find_one() == {'_id': 1}


@needs_a_write_concern_object
def test_slave_okay_is_heard_by_the_driver(cx, database_name):
    things = cx[database_name].things
    things.slave_okay = True
    assert things.read_preference == pymongo.ReadPreference.PRIMARY_PREFERRED
    things.slave_okay = False
    assert things.read_preference == pymongo.ReadPreference.PRIMARY


@EACH
def test_read_preference(cx, database_name, which):
    thing = which(cx, database_name)
    before = thing.read_preference
    thing.read_preference = pymongo.ReadPreference.SECONDARY
    assert thing.read_preference == pymongo.ReadPreference.SECONDARY
    thing.read_preference = before
    assert thing.read_preference == pymongo.ReadPreference.PRIMARY


def test_read_preference_goes_from_parent_to_child(cx, database_name):
    earlier = cx[database_name]
    cx.read_preference = pymongo.ReadPreference.SECONDARY
    assert earlier.things.read_preference == pymongo.ReadPreference.PRIMARY
    assert cx[database_name].things.read_preference == pymongo.ReadPreference.SECONDARY
    earlier.read_preference = pymongo.ReadPreference.SECONDARY
    assert earlier.things.old.read_preference == pymongo.ReadPreference.SECONDARY


@needs_tags
@EACH
def test_read_preference_as_an_int(cx, database_name, which):
    thing = which(cx, database_name)
    thing.read_preference = 4
    assert thing.read_preference == pymongo.ReadPreference.NEAREST
    for wrong in 99, 'bogus', None:
        with pytest.raises(ConfigurationError):
            thing.read_preference = wrong


@needs_tags
@EACH
def test_tag_sets(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.tag_sets == [{}]
    thing.tag_sets = [{'dc': 'ny'}, {}]
    assert thing.tag_sets == [{'dc': 'ny'}, {}]
    thing.read_preference = pymongo.ReadPreference.SECONDARY
    assert thing.tag_sets == [{'dc': 'ny'}, {}]
    thing.tag_sets = None
    assert thing.tag_sets == [{}]
    for wrong in 5, {}, [], ['a']:
        with pytest.raises(ConfigurationError):
            thing.tag_sets = wrong


@needs_tags
@EACH
def test_secondary_acceptable_latency(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.secondary_acceptable_latency_ms == 15
    thing.secondary_acceptable_latency_ms = 50
    assert thing.secondary_acceptable_latency_ms == 50
    for wrong in 'a', None, -1:
        with pytest.raises(ConfigurationError):
            thing.secondary_acceptable_latency_ms = wrong


@needs_tags
def test_settings_of_reading_go_from_parent_to_child(cx, database_name):
    cx.read_preference = pymongo.ReadPreference.NEAREST
    cx.tag_sets = [{'dc': 'ny'}]
    cx.secondary_acceptable_latency_ms = 50
    things = cx[database_name].things
    assert things.tag_sets == [{'dc': 'ny'}] and things.secondary_acceptable_latency_ms == 50
    assert things.read_preference == cx.read_preference


# Encoding


@needs_uuid_subtype
@EACH
def test_uuid_subtype(cx, database_name, which):
    thing = which(cx, database_name)
    assert thing.uuid_subtype == 3
    thing.uuid_subtype = 4
    assert thing.uuid_subtype == 4
    for wrong in 99, 'a', None:
        with pytest.raises(ConfigurationError):
            thing.uuid_subtype = wrong


@needs_uuid_subtype
def test_uuid_subtype_takes_effect(cx, database_name):
    plain, value = cx[database_name].things, uuid.uuid4()
    plain.insert({'_id': 1, 'id': value})
    things = cx[database_name].things
    things.uuid_subtype = 4
    things.insert({'_id': 2, 'id': value})
    assert plain.find({'id': value}).count() == 1
    assert things.find({'id': value}).distinct('_id') == [2]
    assert [found['id'] for found in things.find()] == [value, value]
    assert [found['id'] for found in plain.find()] == [value, value]


def test_the_document_class_goes_from_client_to_database(cx, database_name):
    assert cx.get_document_class() is dict
    cx[database_name].things.insert({'_id': 1})
    assert cx.set_document_class(SON) is None
    assert cx.document_class is cx.get_document_class() is SON
    assert type(cx[database_name].things.find_one()) is SON


# What cannot be set


@pytest.mark.parametrize('name', ['tz_aware', 'max_pool_size', 'auto_start_request', 'host', 'port', 'nodes'])
def test_what_cannot_be_set(cx, name):
    with pytest.raises(AttributeError):
        setattr(cx, name, getattr(cx, name))


# Constructors


def test_the_positions_of_a_client(make_client):
    client = make_client(wrappers.MongoClient, 5, SON, True)
    assert (client.max_pool_size, client.document_class, client.tz_aware) == (5, SON, True)


def test_the_positions_of_a_connection(make_client):
    client = make_client(wrappers.Connection, 5, 10, SON, True)
    assert (client.max_pool_size, client.document_class, client.tz_aware) == (5, SON, True)


@pytest.mark.parametrize('options', [{'max_pool_size': 'a'}, {'max_pool_size': -1}, {'socketTimeoutMS': 'a'}], ids=str)
@needs_w_before_safe
def test_a_bad_option(make_client, options):
    with pytest.raises(ConfigurationError):
        make_client(**options)


@pytest.mark.parametrize('name', ['safe', 'auto_start_request', 'slave_okay'])
@needs_w_before_safe
def test_an_option_that_is_no_flag(make_client, name):
    with pytest.raises(TypeError):
        make_client(**{name: 5})


def test_the_client_of_a_set_wants_its_name(mongodb_host):
    for kind in wrappers.ReplicaSetConnection, wrappers.MongoReplicaSetClient:
        with pytest.raises(ConfigurationError):
            kind(mongodb_host)


@pytest.mark.parametrize('kind, safe', [(wrappers.ReplicaSetConnection, False), (wrappers.MongoReplicaSetClient, True)],
                         ids=['ReplicaSetConnection', 'MongoReplicaSetClient'])
def test_the_client_of_a_set(replica_set_server, database_name, kind, safe):
    client = kind('%s:%d' % (replica_set_server.host, replica_set_server.port), 5, SON, True,
                  replicaSet=replica_set_server.replica_set)
    try:
        assert client.safe is safe
        assert (client.max_pool_size, client.document_class, client.tz_aware) == (5, SON, True)
        client[database_name].things.insert({'_id': 1}, w=1)
        assert client[database_name].things.find_one() == {'_id': 1}
        client.drop_database(database_name)
    finally:
        client.close()


@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the names of the driver itself, which has not all')
@pytest.mark.parametrize('name', ['host', 'port', 'is_primary', 'nodes'])
@pytest.mark.parametrize('kind', [wrappers.MongoClient, wrappers.Connection, wrappers.ReplicaSetConnection,
                                  wrappers.MongoReplicaSetClient], ids=lambda kind: kind.__name__)
def test_a_client_of_a_set_is_connected_when_it_is_asked(replica_set_server, kind, name):
    host, port = replica_set_server.host, replica_set_server.port
    client = kind('%s:%d' % (host, port), replicaSet=replica_set_server.replica_set)
    try:
        wanted = {'host': host, 'port': port, 'is_primary': True, 'nodes': set([(host, port)])}
        assert getattr(client, name) == wanted[name]
    finally:
        client.close()


@pytest.mark.parametrize('name', ['primary', 'hosts', 'secondaries', 'arbiters'])
@pytest.mark.parametrize('kind', [wrappers.ReplicaSetConnection, wrappers.MongoReplicaSetClient],
                         ids=['ReplicaSetConnection', 'MongoReplicaSetClient'])
def test_the_members_of_a_set_are_known_at_once(replica_set_server, kind, name):
    member = replica_set_server.host, replica_set_server.port
    client = kind('%s:%d' % member, replicaSet=replica_set_server.replica_set)
    try:
        wanted = {'primary': member, 'hosts': set([member])}.get(name, set())
        assert getattr(client, name) == wanted
    finally:
        client.close()


@needs_write_concern
def test_tags_of_a_set(replica_set_server, database_name):
    client = wrappers.MongoReplicaSetClient('%s:%d' % (replica_set_server.host, replica_set_server.port),
                                            replicaSet=replica_set_server.replica_set)
    try:
        things = client[database_name].things
        things.insert({'_id': 1})
        # Nobody has these tags, so it depends on the mode whether the primary will do.
        things.tag_sets = [{'dc': 'nowhere'}]
        things.read_preference = 3
        assert things.find_one() == {'_id': 1}
        assert things.find_one(read_preference=1) == {'_id': 1}
        things.tag_sets = [{'dc': 'nowhere'}, {}]
        assert things.find_one(read_preference=4) == {'_id': 1}
        client.drop_database(database_name)
    finally:
        client.close()


@pytest.mark.skipif(not hasattr(wrappers.MongoClient, 'topology_description'),
                    reason='this driver does not show what it is looking for')
class TestTheOneServerThatIsNamed(object):
    @pytest.fixture
    def looks_for(self, mongodb_host, mongodb_port):
        """A function that tells what a client of a class looks for before it has seen any server."""
        made = []

        def looks_for(kind, form='%s:%d', **options):
            host = form % (mongodb_host, mongodb_port)
            made.append(kind([host] if options.pop('in_a_list', False) else host, connect=False, **options))
            return made[-1].topology_description.topology_type_name
        yield looks_for
        for client in made:
            client.close()

    @pytest.mark.parametrize('in_a_list', [False, True])
    @pytest.mark.parametrize('kind', [wrappers.MongoClient, wrappers.Connection], ids=['MongoClient', 'Connection'])
    def test_is_the_one_that_is_asked(self, looks_for, kind, in_a_list):
        assert looks_for(kind, in_a_list=in_a_list) == 'Single'

    def test_also_by_a_uri_of_a_connection(self, looks_for):
        assert looks_for(wrappers.Connection, 'mongodb://%s:%d/') == 'Single'

    def test_may_be_one_of_a_set_that_is_named(self, looks_for):
        assert looks_for(wrappers.Connection, replicaSet='rs0') == 'ReplicaSetNoPrimary'
        assert looks_for(wrappers.Connection, 'mongodb://%s:%d/?replicaSet=rs0') == 'ReplicaSetNoPrimary'

    def test_may_be_one_of_many(self, looks_for):
        assert looks_for(wrappers.Connection, '%s:%d,localhost:1') == 'Unknown'

    def test_is_not_when_the_application_says_so(self, looks_for):
        assert looks_for(wrappers.MongoClient, directConnection=False) == 'Unknown'
