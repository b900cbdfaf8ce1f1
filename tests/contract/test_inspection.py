"""What tools that look into any object find: inspect, copy, pickle and help."""
import copy
import inspect
import pickle
import pydoc

import pytest

from flask_pymongo import wrappers

# Reading every attribute reads those that drivers advise against.
pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')

ALL = {
    'client': lambda mongo: mongo.cx,
    'database': lambda mongo: mongo.db,
    'collection': lambda mongo: mongo.db.things,
    'sub-collection': lambda mongo: mongo.db.things.of.old,
    'cursor': lambda mongo: mongo.db.things.find({'a': 1}),
}
HOLDERS = sorted(set(ALL) - set(['cursor']))


@pytest.mark.parametrize('name', sorted(ALL))
def test_members(mongo, name):
    found = dict(inspect.getmembers(ALL[name](mongo)))
    assert found['__class__'] is type(ALL[name](mongo))
    assert len(found) > 40


@pytest.mark.parametrize('name', HOLDERS)
def test_a_copy(mongo, name):
    mongo.db.things.insert({'_id': 1, 'a': 1})
    original = ALL[name](mongo)
    made = copy.copy(original)
    assert type(made) is type(original) and made == original
    assert (made is original) == (name == 'client')
    assert copy.copy(mongo.db).things.find_one() == copy.copy(mongo.db.things).find_one(1) == {'_id': 1, 'a': 1}
    assert copy.copy(mongo.cx)[mongo.db.name].things.find_one(1)['a'] == 1


@pytest.mark.parametrize('twin', [copy.copy, copy.deepcopy], ids=['copy', 'deepcopy'])
def test_a_copy_of_a_cursor(mongo, twin):
    mongo.db.things.insert([{'_id': n, 'a': 1} for n in range(3)])
    cursor = mongo.db.things.find({'a': 1}).sort('_id', -1)
    next(cursor)
    made = twin(cursor)
    assert type(made) is wrappers.Cursor
    assert [found['_id'] for found in made] == [2, 1, 0]
    assert [found['_id'] for found in cursor] == [1, 0]


@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize('name', sorted(ALL))
def test_nothing_of_it_can_be_pickled(mongo, name, protocol):
    with pytest.raises(TypeError) as caught:
        pickle.dumps(ALL[name](mongo), protocol)
    assert 'cannot pickle' in str(caught.value) and 'connections' in str(caught.value)


@pytest.mark.parametrize('name', HOLDERS)
def test_nothing_of_it_can_be_copied_deeply(mongo, name):
    with pytest.raises(TypeError) as caught:
        copy.deepcopy(ALL[name](mongo))
    assert 'connections' in str(caught.value)


@pytest.mark.parametrize('name', sorted(ALL))
def test_help(mongo, name):
    original = ALL[name](mongo)
    text = pydoc.plain(pydoc.render_doc(original))
    assert type(original).__name__ in text
    for method in {'cursor': ['count', 'sort'], 'client': ['close'], 'database': ['command']}.get(
            name, ['find_one_or_404', 'insert_one', 'update']):
        assert method in text


@pytest.mark.parametrize('name', HOLDERS)
def test_names_of_pythons_own(mongo, name):
    assert not hasattr(ALL[name](mongo), '__wrapped__')
    assert not hasattr(ALL[name](mongo), '__deepcopy__')
