"""The `_id`s that insert gives to the documents of a list are those that the driver would have made."""
import pytest
from bson.objectid import ObjectId
from pymongo.errors import DuplicateKeyError

from flask_pymongo.compat import versions


def _number(object_id):
    return int(str(object_id), 16)


def test_the_ids_of_a_list_follow_each_other_and_those_of_the_driver(mongo):
    before = ObjectId()
    documents = [{'n': n} for n in range(100)]
    ids = mongo.db.things.insert(documents)
    after = ObjectId()
    assert [document['_id'] for document in documents] == ids == [
        found['_id'] for found in mongo.db.things.find().sort('n', 1)]
    assert all(type(one) is ObjectId for one in ids)
    in_order = [before] + ids + [after]
    # Of one process: the bytes in the middle. The counter comes round after 2 ** 24.
    assert len(set(str(one)[8:18] for one in in_order)) == 1
    assert all(0 < (second - first) % 2 ** 24 < 2 ** 16 for first, second in zip(
        map(_number, in_order), map(_number, in_order[1:])))


def test_a_document_keeps_its_id_and_one_that_is_there_twice_has_one(mongo):
    own, twice = {'_id': 'mine'}, {}
    assert mongo.db.things.insert([own, {}])[0] == 'mine' == own['_id']
    with pytest.raises(DuplicateKeyError):
        mongo.db.things.insert([twice, twice])
    assert mongo.db.things.find({'_id': twice['_id']}).count() == 1


@pytest.mark.skipif(not versions.DRIVER_NEEDS_UUID_REPRESENTATION, reason='older drivers need no help')
def test_the_driver_has_the_names_that_make_many_at_once():
    from flask_pymongo.compat.legacy import object_ids
    assert object_ids._quickest() is object_ids._taken
