"""Documents that answer any attribute with one of their fields, a common recipe, are documents everywhere."""
import pymongo
import pytest

from flask_pymongo.compat import modern, versions

# PyMongo 4.9 on Python 3.13 encodes them, and says on stderr that it ignored what they answered.
pytestmark = pytest.mark.filterwarnings('ignore:Exception ignored in PyObject_HasAttr')


class Record(dict):
    __getattr__ = dict.__getitem__


SHAPES = [Record, lambda **fields: dict(fields, inner=Record(fields)),
          lambda **fields: dict(fields, all=[Record(fields)])]


@pytest.fixture(params=SHAPES, ids=['itself', 'in a field', 'in a list'])
def make(request):
    return request.param


@pytest.mark.parametrize('check_keys', [True, False])
def test_insert(things, make, check_keys):
    document = make(a=1)
    assert things.insert(document, check_keys=check_keys) == document['_id']
    assert list(things.find()) == [document]


@pytest.mark.parametrize('kind', [list, iter])
def test_insert_of_several(things, make, kind):
    documents = [{'a': 0}, make(a=1), make(a=2)]
    assert things.insert(kind(documents)) == [document['_id'] for document in documents]
    assert list(things.find()) == documents


def test_insert_many(things, make):
    documents = [{'a': 0}, make(a=1), make(a=2)]
    assert things.insert_many(documents).inserted_ids == [document['_id'] for document in documents]
    assert list(things.find()) == documents


def test_insert_many_of_an_iterator(things, make):
    documents = [make(a=1), make(a=2)]
    things.insert_many(iter(documents))
    assert list(things.find()) == documents


def test_many_documents(things):
    things.insert(Record(_id=number) for number in range(2500))
    assert things.count() == 2500


def test_save(things, make):
    document = make(a=1)
    things.save(document)
    document['b'] = 2
    things.save(document)
    assert list(things.find()) == [document]


def test_update(things, make):
    things.insert({'_id': 1})
    assert things.update(Record(_id=1), Record({'$set': make(a=1)}))['n'] == 1
    assert things.find_one() == dict(make(a=1), _id=1)
    assert things.update({'_id': Record({'$in': [1]})}, make(a=2))['n'] == 1
    assert things.find_one() == dict(make(a=2), _id=1)


def test_modern_writes(things, make):
    things.insert_one(make(_id=1))
    things.update_one(Record(_id=1), {'$set': make(a=1)})
    things.update_many({'_id': Record({'$in': [1]})}, {'$set': make(b=1)})
    assert things.find_one_and_update(Record(_id=1), {'$set': make(c=1)})['b'] == 1
    assert things.replace_one({'_id': Record({'$in': [1]})}, make(d=1)).matched_count == 1
    assert things.find_one() == dict(make(d=1), _id=1)
    assert things.delete_one(Record(_id=1)).deleted_count == 1


@pytest.mark.parametrize('ordered', [True, False])
def test_bulk_write(things, make, ordered):
    made = make(a=1)
    result = things.bulk_write([
        modern.InsertOne({'_id': 1}), modern.InsertOne(made),
        modern.UpdateOne(Record(_id=1), {'$set': make(b=1)}),
        modern.UpdateMany({'_id': Record({'$in': [1]})}, Record({'$set': Record(c=1)})),
        modern.ReplaceOne(Record(_id=2), make(d=1), upsert=True),
        modern.InsertOne({'_id': 3}), modern.DeleteOne(Record(_id=3)),
    ], ordered=ordered)
    assert (result.inserted_count, result.modified_count, result.upserted_ids) == (3, 2, {4: 2})
    found = dict((document['_id'], document) for document in things.find())
    assert found == {1: dict(make(b=1), _id=1, c=1), made['_id']: made, 2: dict(make(d=1), _id=2)}


def test_bulk_write_that_fails(things):
    with pytest.raises(modern.BulkWriteError) as caught:
        things.bulk_write([modern.InsertOne(Record(_id=1)), modern.InsertOne(Record(_id=1, a=2))])
    assert caught.value.details['writeErrors'][0]['op'] == {'_id': 1, 'a': 2}
    with pytest.raises(TypeError):
        things.bulk_write([{'_id': 2}])
    assert list(things.find()) == [{'_id': 1}]


@pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS, reason='the driver is older than the bulk API')
@pytest.mark.filterwarnings('ignore::DeprecationWarning')
def test_a_fluent_batch(things, make):
    bulk = things.initialize_ordered_bulk_op()
    made = make(a=1)
    bulk.insert(made)
    bulk.insert({'_id': 1})
    bulk.find(Record(_id=1)).update(Record({'$set': make(b=1)}))
    bulk.find({'_id': Record({'$in': [2]})}).upsert().replace_one(make(c=1))
    bulk.find(Record(_id=3)).remove()
    assert bulk.execute()['nInserted'] == 2
    found = list(things.find())
    assert made in found and dict(make(b=1), _id=1) in found and len(found) == 3


LOOKED_FOR = [{'_id': 1, 'a': 1}, {'_id': 2, 'a': 0}]
SPECS = [Record(a=1), {'a': Record({'$gt': 0})}, {'$or': [Record(a=1)]}]


@pytest.mark.parametrize('spec', SPECS, ids=['itself', 'in a field', 'in a list'])
def test_reads(mongo, things, spec):
    things.insert(LOOKED_FOR)
    found = [{'_id': 1, 'a': 1}]
    assert list(things.find(spec)) == found
    assert list(things.find(spec, fields=Record(_id=1))) == [{'_id': 1}]
    assert things.find_one(spec) == found[0]
    assert things.find(spec).count() == things.count_documents(spec) == 1
    assert things.find(spec).distinct('a') == things.distinct('a', spec) == [1]
    assert things.aggregate([{'$match': spec}])['result'] == found
    assert mongo.db.command('count', 'things', query=spec)['n'] == 1
    assert things.find_and_modify(spec, Record({'$set': Record(b=1)}), new=True) == dict(found[0], b=1)
    assert things.remove(spec)['n'] == 1


@pytest.mark.parametrize('spec', SPECS, ids=['itself', 'in a field', 'in a list'])
def test_clone(things, spec):
    if '$or' in spec and pymongo.version_tuple < (2, 5):
        pytest.skip('this driver leaves lists to copy.deepcopy, which asks the document for a method')
    things.insert(LOOKED_FOR)
    assert list(things.find(spec).sort('_id').clone()) == LOOKED_FOR[:1]
    assert 'queryPlanner' in things.find(spec).explain()
