"""with_options, get_collection, get_database: how a collection decodes, reads and writes."""
import datetime
import threading
import warnings

import pytest
from bson.son import SON
from pymongo import ReadPreference
from pymongo.errors import InvalidOperation

from flask_pymongo import wrappers
from flask_pymongo.compat import versions
from flask_pymongo.compat.modern import CodecOptions, WriteConcern

from .reference import Manipulator

WHEN = datetime.datetime(2012, 3, 4, 5, 6, 7)

#: Ways to a collection `things` with options.
WAYS = {
    'with_options': lambda mongo, **options: mongo.db.things.with_options(**options),
    'get_collection': lambda mongo, **options: mongo.db.get_collection('things', **options),
    'database with_options': lambda mongo, **options: mongo.db.with_options(**options).things,
    'get_database': lambda mongo, **options: mongo.cx.get_database(mongo.db.name, **options).things,
    'twice': lambda mongo, **options: mongo.db.things.with_options(**options).with_options(),
}


@pytest.fixture(params=sorted(WAYS))
def reach(request, mongo):
    """A function that gives the collection, with options."""
    return lambda **options: WAYS[request.param](mongo, **options)


def test_it_is_the_wrapper(reach, mongo):
    found = reach()
    assert type(found) is wrappers.Collection
    assert found == mongo.db.things


def test_a_document_class(reach, things):
    things.insert_one({'_id': 1, 'a': {'b': 1}})
    found = reach(codec_options=CodecOptions(document_class=SON))
    assert type(found.find_one()) is SON
    assert type(found.find_one()['a']) is SON
    assert [type(document) for document in found.find()] == [SON]
    assert type(next(found.aggregate([]))) is SON
    assert type(found.find_one_and_update({}, {'$set': {'b': 1}})) is SON
    assert found.codec_options.document_class is SON
    assert type(things.find_one()) is dict


@pytest.mark.parametrize('aware', [True, False], ids=['aware', 'naive'])
def test_datetimes(reach, mongo, things, aware):
    things.insert_one({'_id': 1, 'when': WHEN, 'all': [{'when': WHEN}]})
    found = reach(codec_options=CodecOptions(tz_aware=aware))
    documents = [found.find_one(), next(found.find()), found.find()[0], next(found.aggregate([])),
                 found.find_one_and_update({}, {'$set': {'b': 1}})]
    for when in [document['when'] for document in documents] + [documents[0]['all'][0]['when'],
                                                                found.distinct('when')[0],
                                                                found.find().distinct('when')[0]]:
        assert (when.tzinfo is not None) is aware
        assert when.replace(tzinfo=None) == WHEN
    assert found.codec_options.tz_aware is aware
    # The extension's own client is aware, as it was in 2012.
    assert things.find_one()['when'].tzinfo is not None


@pytest.mark.journal
def test_a_write_concern(reach, things):
    assert reach(write_concern=WriteConcern(w=0)).insert_one({'_id': 1}).acknowledged is False
    assert reach(write_concern=WriteConcern(w=1)).insert_one({'_id': 2}).acknowledged is True
    assert reach(write_concern=WriteConcern(w=1, j=True)).insert_one({'_id': 3}).acknowledged is True
    assert things.insert_one({'_id': 4}).acknowledged is True


def test_it_waits_again(mongo):
    hasty = mongo.db.with_options(write_concern=WriteConcern(w=0))
    assert hasty.things.insert_one({}).acknowledged is False
    assert hasty.with_options(write_concern=WriteConcern(w=1)).things.insert_one({}).acknowledged is True
    assert hasty.things.with_options(write_concern=WriteConcern(w='majority')).insert_one({}).acknowledged is True
    with pytest.raises(InvalidOperation):
        assert hasty.things.delete_many({}).deleted_count


def test_a_read_preference(reach, things):
    things.insert_one({'_id': 1})
    found = reach(read_preference=ReadPreference.SECONDARY)
    assert found.read_preference == ReadPreference.SECONDARY
    assert things.read_preference == ReadPreference.PRIMARY
    assert found.find_one() == {'_id': 1}  # a single server is asked whatever it is
    assert found.count_documents({}) == 1


def test_legacy_writes_go_by_them_too(mongo, things):
    hasty = things.with_options(write_concern=WriteConcern(w=0))
    assert hasty.update({}, {'$set': {'a': 1}}) is None
    assert things.update({}, {'$set': {'a': 1}})['n'] == 0


class Stamp(Manipulator):

    def transform_outgoing(self, son, collection):
        son['stamped'] = True
        return son


def test_manipulators_stay(mongo):
    mongo.db.things.insert_one({'_id': 1})
    mongo.db.add_son_manipulator(Stamp())
    assert mongo.db.with_options(codec_options=CodecOptions()).things.find_one() == {'_id': 1, 'stamped': True}


@pytest.mark.parametrize('wrong', [{'codec_options': 5}, {'write_concern': 5}, {'codec_options': dict}], ids=str)
def test_what_are_no_options(things, wrong):
    with pytest.raises(TypeError):
        things.with_options(**wrong)


def test_codec_options_are_values():
    options = CodecOptions(document_class=SON)
    assert (options.document_class, options.tz_aware) == (SON, False)
    assert options == CodecOptions(document_class=SON)
    assert options != CodecOptions()
    with pytest.raises(TypeError):
        CodecOptions(tz_aware=5)


@pytest.mark.skipif(versions.DRIVER_HAS_CODEC_OPTIONS, reason="the driver's own class refuses them")
@pytest.mark.parametrize('name, since', [('tzinfo', '3.1'), ('type_registry', '3.8'), ('datetime_conversion', '4.3')])
def test_a_codec_option_of_a_newer_driver(name, since):
    with pytest.raises(NotImplementedError) as caught:
        CodecOptions(**{name: 1})
    assert 'needs PyMongo %s or later' % since in str(caught.value)


def test_threads_leave_the_filters_of_warnings_alone(mongo):
    """All threads share them."""
    before, things = list(warnings.filters), mongo.db.things

    def copy():
        for _ in range(200):
            things.with_options(write_concern=WriteConcern(w=1))

    threads = [threading.Thread(target=copy) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert warnings.filters == before
