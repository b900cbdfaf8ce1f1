"""Quick ways give what long ways give: keys of documents, plain finds, cursors without a timeout."""
import datetime
import threading
import warnings

import pytest
from bson import BSON
from bson.dbref import DBRef
from bson.errors import InvalidDocument
from bson.objectid import ObjectId
from bson.son import SON

from flask_pymongo import wrappers
from flask_pymongo.compat import LegacyWarning, versions

translated = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the legacy dialect is the driver\'s own')

WRONG = {u'a.b': 1}, {u'$a': 1}, {u'a\0b': 1}
PLACES = [
    lambda inner: inner,
    lambda inner: {u'a': inner},
    lambda inner: {u'a': [inner]},
    lambda inner: {u'a': [1, [u'text', [inner]]]},
    lambda inner: {u'a': (1, inner)},
    lambda inner: {u'a': SON([(u'b', inner)])},
    lambda inner: {u'a': SON([(u'b', [{u'c': SON(inner)}])])},
    lambda inner: SON([(u'a', 1), (u'b', inner)]),
    lambda inner: dict(inner, a=1, b=datetime.datetime(2012, 1, 1), c=ObjectId(), d=None, e=1.5, f=b'bytes', g=u'a.$'),
]
RIGHT = [{u'a': 1}, {u'a$b': 1}, {u'a': u'$b.c'}, {u'a': DBRef(u'b', 1)}, {u'': {u'': [{}]}}, {u'a': [[], {}, ()]}]


def is_refused(document):
    """Whether the driver's own check refuses a document."""
    try:
        BSON.encode(document, check_keys=True)
    except InvalidDocument:
        return True
    return False


@translated
@pytest.mark.parametrize('place', PLACES, ids=[str(number) for number in range(len(PLACES))])
def test_keys_are_checked_wherever_they_are(mongo, place):
    for inner in list(WRONG) + RIGHT:
        document = place(inner)
        if is_refused(document):
            for documents in (document, [{u'good': 1}, document]):
                with pytest.raises(InvalidDocument):
                    mongo.db.things.insert(documents)
            assert mongo.db.things.find_one() is None
        else:
            mongo.db.things.insert(document)
            mongo.db.things.remove()


def test_the_documents_above_are_of_both_kinds():
    refused = [is_refused(place(inner)) for place in PLACES for inner in WRONG]
    assert all(refused)
    assert not any(is_refused(place(inner)) for place in PLACES for inner in RIGHT)


@translated
@pytest.mark.parametrize('document', [{1: 1}, {u'a': {1: 2}}, {u'a': object()}], ids=repr)
def test_what_cannot_be_encoded_is_refused_as_ever(mongo, document):
    with pytest.raises(InvalidDocument):
        mongo.db.things.insert([{u'good': 1}, document])
    assert mongo.db.things.find_one() is None


def test_the_find_of_a_subclass_is_used_by_find_one(mongo):
    class Living(wrappers.Collection):
        def find(self, spec=None, *args, **kwargs):
            return super(Living, self).find(dict(spec or {}, alive=True), *args, **kwargs)

    mongo.db.things.insert([{'_id': 1, 'alive': False}, {'_id': 2, 'alive': True}])
    things = Living(mongo.db, 'things')
    assert things.find_one()['_id'] == 2
    assert things.find_one(1) is None
    assert things.find_one_or_404({}, {'alive': 1}) == {'_id': 2, 'alive': True}


def test_plain_arguments_of_find(mongo):
    mongo.db.things.insert([{'_id': number, 'a': number, 'b': 0} for number in range(3)])
    things = mongo.db.things
    for spec in (None, {}, SON()):
        assert [document['_id'] for document in things.find(spec).sort('_id', 1)] == [0, 1, 2]
    for fields, keys in (({'a': 1}, ['_id', 'a']), (['a'], ['_id', 'a']), ({}, ['_id']), ([], ['_id']),
                         (None, ['_id', 'a', 'b']), (SON([('a', 0)]), ['_id', 'b'])):
        assert sorted(things.find({'_id': 1}, fields).next()) == keys
        assert sorted(things.find_one({'_id': 1}, fields)) == keys
        assert sorted(things.find_one(1, fields)) == keys
    assert things.find({'a': {'$gt': 0}}).count() == 2
    for wrong in ('text', 5, ['a']):
        with pytest.raises(TypeError):
            things.find(wrong)


def test_a_cursor_without_a_timeout_leaves_the_filters_alone(mongo):
    """Swapped filters are those of all threads, and stay swapped if two threads swap them at once."""
    mongo.db.things.insert({'_id': 1})
    answers = []

    def read():
        for _ in range(50):
            answers.append(list(mongo.db.things.find({}, timeout=False)))

    with warnings.catch_warnings():
        warnings.simplefilter('error')
        warnings.simplefilter('ignore', LegacyWarning)
        filters, before = warnings.filters, list(warnings.filters)
        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [[{'_id': 1}]] * 400
        assert warnings.filters is filters and filters == before
