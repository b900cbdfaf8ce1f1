"""SON manipulators: objects that change documents on their way into and out of a database."""
import pytest
from bson.objectid import ObjectId

from .reference import Manipulator, eventually, ids


class Tag(Manipulator):
    """Changes documents in place: notes its letter, on the way in and on the way out."""

    def __init__(self, letter):
        self.letter = letter

    def transform_incoming(self, son, collection):
        son['in'] = son.get('in', '') + self.letter
        return son

    def transform_outgoing(self, son, collection):
        son['out'] = son.get('out', '') + self.letter
        return son


class CopyingTag(Tag):
    """The same, on a copy."""

    def will_copy(self):
        return True

    def transform_incoming(self, son, collection):
        return Tag.transform_incoming(self, dict(son), collection)

    def transform_outgoing(self, son, collection):
        return Tag.transform_outgoing(self, dict(son), collection)


class TextIds(Manipulator):
    """What the programs use them for: `_id` as text on the way out."""

    def transform_outgoing(self, son, collection):
        if isinstance(son.get('_id'), ObjectId):
            son['_id'] = str(son['_id'])
        return son


@pytest.fixture
def plain(mongo):
    """The same collection without manipulators."""
    return mongo.cx[mongo.db.name].things


@pytest.fixture
def tagged(mongo):
    """A collection whose database has two that change in place, A and B, and two that copy, C and D."""
    for manipulator in Tag('A'), CopyingTag('C'), Tag('B'), CopyingTag('D'):
        assert mongo.db.add_son_manipulator(manipulator) is None
    return mongo.db.things


def test_text_ids(mongo):
    inserted = mongo.db.things.insert({'a': 1})
    mongo.db.add_son_manipulator(TextIds())
    assert mongo.db.things.find_one() == {'_id': str(inserted), 'a': 1}
    assert ids(mongo.db.things.find()) == [str(inserted)]
    assert mongo.db.things.find_one(inserted)['_id'] == str(inserted)
    assert mongo.db.things.find()[0]['_id'] == str(inserted)


def test_insert_runs_the_last_added_first_and_copies_last(tagged, plain):
    tagged.insert({'_id': 1})
    assert plain.find_one() == {'_id': 1, 'in': 'BADC'}


def test_a_list_is_changed_one_by_one(tagged, plain):
    assert tagged.insert([{'_id': 1}, {'_id': 2}]) == [1, 2]
    assert [document['in'] for document in plain.find()] == ['BADC', 'BADC']


def test_one_makes_documents_of_objects(mongo, plain):
    class Thing(object):
        def __init__(self, value):
            self.value = value

    class ThingTransformer(Manipulator):
        def transform_incoming(self, thing, collection):
            return {'value': thing.value}

        def transform_outgoing(self, son, collection):
            return Thing(son['value'])

    mongo.db.add_son_manipulator(ThingTransformer())
    inserted = mongo.db.things.insert([Thing(1), Thing(2)])
    assert sorted(plain.find(), key=lambda document: document['value']) == [
        {'_id': inserted[0], 'value': 1}, {'_id': inserted[1], 'value': 2}]
    assert sorted(thing.value for thing in mongo.db.things.find()) == [1, 2]


@pytest.mark.parametrize('known', [False, True])
def test_save(tagged, plain, known):
    if known:
        plain.insert({'_id': 1})
    assert tagged.save({'_id': 1, 'a': 2}) == 1
    assert list(plain.find()) == [{'_id': 1, 'a': 2, 'in': 'BADC'}]


def test_save_without_id(tagged, plain):
    document = {'a': 1}
    assert tagged.save(document) == plain.find_one()['_id'] == document['_id']


def test_without_waiting_for_the_server(tagged, plain):
    tagged.insert({'_id': 1}, safe=False)
    eventually(lambda: plain.count() == 1)
    assert plain.find_one()['in'] == 'BADC'


def test_one_that_changes_in_place_changes_the_callers_document(mongo):
    mongo.db.add_son_manipulator(Tag('A'))
    document = {'_id': 1}
    mongo.db.things.insert(document)
    assert document == {'_id': 1, 'in': 'A'}


def test_one_that_copies_does_not(mongo, plain):
    mongo.db.add_son_manipulator(CopyingTag('C'))
    document = {'a': 1}
    inserted = mongo.db.things.insert(document)
    assert document == {'_id': inserted, 'a': 1}
    assert plain.find_one() == {'_id': inserted, 'a': 1, 'in': 'C'}


@pytest.mark.parametrize('write', [
    lambda things: things.insert({'_id': 1}, manipulate=False),
    lambda things: things.save({'_id': 1}, manipulate=False),
    lambda things: things.update({'_id': 1}, {'_id': 1}, upsert=True),
], ids=['insert', 'save', 'update'])
def test_without_manipulate_nothing_is_changed_on_the_way_in(tagged, plain, write):
    write(tagged)
    assert list(plain.find()) == [{'_id': 1}]


def test_update_with_manipulate(tagged, plain):
    plain.insert({'_id': 1, 'a': 1})
    tagged.update({'_id': 1}, {'_id': 1, 'a': 2}, manipulate=True)
    assert list(plain.find()) == [{'_id': 1, 'a': 2, 'in': 'BADC'}]


def test_find_runs_the_first_added_first_and_copies_last(tagged, plain):
    plain.insert([{'_id': 1}, {'_id': 2}])
    assert list(tagged.find(sort=[('_id', 1)])) == [{'_id': 1, 'out': 'ABCD'}, {'_id': 2, 'out': 'ABCD'}]
    assert tagged.find_one(1) == {'_id': 1, 'out': 'ABCD'}
    assert tagged.find({'_id': 1}).next() == {'_id': 1, 'out': 'ABCD'}
    assert tagged.find().sort('_id').clone()[1]['out'] == 'ABCD'
    assert tagged.find_one_or_404({'_id': 1})['out'] == 'ABCD'
    assert tagged.find().limit(1).count() == 2


def test_without_manipulate_nothing_is_changed_on_the_way_out(tagged, plain):
    plain.insert({'_id': 1})
    assert list(tagged.find(manipulate=False)) == [{'_id': 1}]
    assert tagged.find_one(manipulate=False) == {'_id': 1}


def test_what_is_not_changed_on_the_way_out(tagged, plain):
    plain.insert({'_id': 1})
    assert tagged.distinct('_id') == [1]
    assert tagged.find_and_modify({'_id': 1}, {'$set': {'a': 1}}, new=True) == {'_id': 1, 'a': 1}
    assert tagged.aggregate([{'$match': {}}])['result'] == [{'_id': 1, 'a': 1}]
    assert tagged.count() == 1


def test_they_belong_to_the_database_object(mongo, tagged, plain):
    mongo.db['things'].insert({'_id': 1})
    mongo.db.things.old.insert({'_id': 1})
    plain.insert({'_id': 2})
    assert plain.find_one(1)['in'] == 'BADC'
    assert mongo.cx[mongo.db.name].things.old.find_one()['in'] == 'BADC'
    assert plain.find_one(2) == {'_id': 2}


def test_the_collection_is_told(mongo):
    seen = []

    class Listener(Tag):
        def transform_incoming(self, son, collection):
            seen.append(collection)
            return son

        def transform_outgoing(self, son, collection):
            seen.append(collection)
            return son

    mongo.db.add_son_manipulator(Listener('L'))
    mongo.db.things.insert({})
    mongo.db.things.find_one()
    assert [collection.full_name for collection in seen] == [mongo.db.name + '.things'] * 2


def test_one_that_raises(mongo, plain):
    class Broken(Tag):
        def transform_incoming(self, son, collection):
            raise KeyError('broken')

    mongo.db.add_son_manipulator(Broken('B'))
    with pytest.raises(KeyError):
        mongo.db.things.insert({})
    assert plain.count() == 0


def test_something_else_is_no_manipulator(mongo):
    with pytest.raises(AttributeError):
        mongo.db.add_son_manipulator(object())
