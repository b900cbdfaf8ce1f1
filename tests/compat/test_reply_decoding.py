"""Replies are decoded once, with the UUIDs of both subtypes; and as ever where that does not work."""
import uuid

import bson
import pytest
from bson import binary
from bson.binary import Binary

from flask_pymongo.compat import reply_decoding, versions

from .profiled import profiled
from .programs import succeed

UNIQUE = uuid.UUID('12345678-1234-5678-1234-567812345678')

needs_registry = pytest.mark.skipif(not versions.DRIVER_NEEDS_UUID_REPRESENTATION,
                                    reason='the driver itself reads both subtypes')


@pytest.fixture
def things(mongo):
    mongo.db.things.insert([{'_id': subtype, 'at': {'depth': [Binary(UNIQUE.bytes, subtype)]}} for subtype in (3, 4)])
    return mongo.db.things


def functions_called_by(call):
    """The functions of Python that a call runs, as (file, name)."""
    found = set()

    def note(frame, event, argument):
        if event == 'call':
            found.add((frame.f_code.co_filename.replace('\\', '/').rpartition('/')[2], frame.f_code.co_name))

    profiled(call, note)
    return found


READS = [
    lambda things: list(things.find().sort('_id', 1)),
    lambda things: list(things.find().sort('_id', 1).batch_size(1)),
    lambda things: list(things.aggregate([{'$sort': {'_id': 1}}])),
    lambda things: [things.find_one(3), things.find_one(4)],
    lambda things: [things.find_and_modify({'_id': id}, {'$set': {'seen': True}}) for id in (3, 4)],
    lambda things: things.database.command('find', things.name, sort={'_id': 1})['cursor']['firstBatch'],
]
IDS = ['find', 'find in batches', 'aggregate', 'find_one', 'find_and_modify', 'command']
each_read = pytest.mark.parametrize('read', READS, ids=IDS)


@each_read
def test_both_subtypes_are_read_at_any_depth(things, read):
    assert [document['at']['depth'] for document in read(things)] == [[UNIQUE], [UNIQUE]]


@needs_registry
@each_read
def test_replies_are_decoded_once(things, read):
    """The driver makes raw documents of a reply that it decodes a second time."""
    assert bson.has_c() and isinstance(reply_decoding.UUID_REGISTRY._decoder_map, reply_decoding.HiddenDecoders)
    called = functions_called_by(lambda: read(things))
    assert ('__init__.py', '_decode_all_selective') in called
    assert [function for function in called if function[0] == 'raw_bson.py'] == []
    assert ('__init__.py', '_decode_selective') not in called


def registries_of_cursors(call):
    """The type registries that replies are decoded with."""
    found = []

    def note(frame, event, argument):
        if event == 'call' and frame.f_code.co_name == '_decode_all_selective':
            found.append(frame.f_locals['codec_options'].type_registry)

    profiled(call, note)
    return found


@needs_registry
@pytest.mark.parametrize('find', [lambda things: things.find_one(), lambda things: list(things.find())],
                         ids=['find_one', 'find'])
def test_cursors_use_the_registry_where_there_is_something_to_do(mongo, find):
    mongo.db.others.insert({'_id': 1, 'uuid': UNIQUE, 'number': 4})
    assert reply_decoding.UUID_REGISTRY not in registries_of_cursors(lambda: find(mongo.db.others))
    mongo.db.others.update({}, {'$set': {'number': Binary(UNIQUE.bytes, 4)}})
    assert reply_decoding.UUID_REGISTRY in registries_of_cursors(lambda: find(mongo.db.others))


@needs_registry
@pytest.mark.parametrize('name', ['STANDARD', 'PYTHON_LEGACY', 'JAVA_LEGACY', 'UNSPECIFIED'])
def test_another_representation_reads_both_subtypes(mongo, things, name):
    representation = getattr(binary.UuidRepresentation, name)
    codec = things.codec_options.with_options(uuid_representation=representation)
    for id in (3, 4):
        found = things.with_options(codec_options=codec).find({'_id': id}).next()['at']['depth'][0]
        assert isinstance(found, uuid.UUID)
        assert name == 'JAVA_LEGACY' or found == UNIQUE


@needs_registry
def test_options_of_many_kinds_are_not_all_kept(mongo, things):
    for number in range(3 * reply_decoding._REMEMBERED):
        codec = things.codec_options.with_options(tz_aware=bool(number % 2))
        assert things.with_options(codec_options=codec).find_one({'_id': 4})['at']['depth'] == [UNIQUE]
        assert things.with_options(codec_options=codec).find_one({'_id': 3})['at']['depth'] == [UNIQUE]
    assert len(reply_decoding._without) <= reply_decoding._REMEMBERED


@needs_registry
def test_what_is_no_uuid_stays_as_it_is(mongo):
    values = [Binary(UNIQUE.bytes, 5), Binary(UNIQUE.bytes, 128), b'bytes']
    mongo.db.things.insert({'values': values})
    assert mongo.db.things.find_one()['values'] == values


@needs_registry
def test_without_the_c_extension(tmpdir):
    """Its decoder in Python asks the same question as the driver, so the registry hides nothing."""
    succeed("""
        import sys, uuid
        sys.modules['bson._cbson'] = sys.modules['pymongo._cmessage'] = None
        import bson
        from bson.binary import Binary
        from flask_pymongo.wrappers import MongoClient
        assert not bson.has_c()
        unique = uuid.UUID('12345678-1234-5678-1234-567812345678')
        codec = MongoClient(connect=False).codec_options
        data = bson.encode({'3': Binary(unique.bytes, 3), '4': Binary(unique.bytes, 4)})
        assert bson.decode(data, codec) == {'3': unique, '4': unique}
        assert codec.type_registry._decoder_map
    """, str(tmpdir))
