"""`Collection.save` of the legacy dialect."""
import pytest
from bson.errors import InvalidDocument
from bson.objectid import ObjectId
from pymongo.errors import ConfigurationError, DuplicateKeyError, OperationFailure

from .reference import DRIVER_ANSWERS_LIKE_29, eventually, like_29


def test_a_document_without_id_is_inserted(things):
    document = {'a': 1}
    saved = things.save(document)
    assert isinstance(saved, ObjectId)
    assert document == {'_id': saved, 'a': 1}
    assert list(things.find()) == [document]


def test_an_empty_document_is_inserted(things):
    document = {}
    assert things.save(document) == document['_id']
    assert things.count() == 1


def test_a_document_with_an_unknown_id_is_inserted(things):
    document = {'_id': 'x', 'a': 1}
    assert things.save(document) == 'x'
    assert document == {'_id': 'x', 'a': 1}
    assert list(things.find()) == [document]


def test_a_document_with_a_known_id_is_replaced(things):
    things.insert({'_id': 'x', 'a': 1, 'gone': True})
    assert things.save({'_id': 'x', 'a': 2}) == 'x'
    assert list(things.find()) == [{'_id': 'x', 'a': 2}]


def test_a_document_that_was_found_is_replaced(things):
    things.insert([{'n': 1}, {'n': 2}])
    found = things.find_one({'n': 2})
    found['n'] = 3
    assert things.save(found) == found['_id']
    assert sorted(document['n'] for document in things.find()) == [1, 3]


def test_an_id_of_none_counts_as_given(things):
    assert things.save({'_id': None, 'a': 1}) is None
    assert things.save({'_id': None, 'a': 2}) is None
    assert list(things.find()) == [{'_id': None, 'a': 2}]


def test_the_argument_has_a_keyword(things):
    assert things.save(to_save={'_id': 1}) == 1


def test_without_manipulate_a_new_document_is_left_alone(things):
    document = {'a': 1}
    saved = things.save(document, manipulate=False)
    assert saved is None if DRIVER_ANSWERS_LIKE_29 else saved in (None, [None])
    assert document == {'a': 1}
    assert isinstance(things.find_one()['_id'], ObjectId)


def test_a_second_argument_is_manipulate_whatever_it_is(things):
    """One program calls `save(spec, document)`, by mistake: the spec is what was saved."""
    assert things.save({'_id': 'x'}, {'_id': 'x', 'a': 1}) == 'x'
    assert list(things.find()) == [{'_id': 'x'}]


@pytest.mark.journal
@pytest.mark.parametrize('options', [{'safe': True}, {'w': 1}, {'j': True}, {'fsync': True}, {'wtimeout': 1000}, {}],
                         ids=str)
def test_these_wait_for_the_server(things, options):
    things.create_index('name', unique=True)
    assert things.save({'_id': 1, 'name': 'a'}, **options) == 1
    with pytest.raises(DuplicateKeyError):
        things.save({'_id': 2, 'name': 'a'}, **options)
    with pytest.raises(DuplicateKeyError):
        things.save({'name': 'a'}, **options)


@pytest.mark.parametrize('options', [{'safe': False}, {'w': 0}], ids=str)
def test_these_do_not_wait_for_the_server(things, options):
    things.create_index('name', unique=True)
    assert things.save({'_id': 1, 'name': 'a'}, **options) == 1
    eventually(lambda: things.count() == 1)
    assert things.save({'_id': 2, 'name': 'a'}, **options) == 2
    document = {'name': 'a'}
    assert things.save(document, **options) == document['_id']
    assert things.count() == 1


@pytest.mark.filterwarnings('ignore:.*as in PyMongo 2:UserWarning')
def test_safe_is_the_third_positional(things):
    things.create_index('name', unique=True)
    things.save({'_id': 1, 'name': 'a'}, True, True)
    assert things.save({'_id': 2, 'name': 'a'}, True, False) == 2


def test_check_keys_is_the_fourth_positional(things):
    things.save({'a.b': 1}, True, True, False)
    assert things.find_one()['a.b'] == 1


def test_safe_must_be_a_bool(things):
    with pytest.raises(TypeError):
        things.save({'_id': 1}, safe=1)
    with pytest.raises(ConfigurationError):
        things.save({'_id': 1}, safe='yes')


@pytest.mark.parametrize('wrong', [None, 5, 'x', [], [{'_id': 1}], ObjectId()], ids=repr)
def test_no_document(things, wrong):
    with pytest.raises(TypeError):
        things.save(wrong)
    assert things.count() == 0


@pytest.mark.parametrize('bad', [{'a.b': 1}, {'$a': 1}, {'a': [{'b.c': 1}]}, {1: 'a'}], ids=repr)
def test_bad_keys_of_a_new_document(things, bad):
    with pytest.raises(InvalidDocument):
        things.save(bad)
    assert things.count() == 0


@like_29
def test_dots_are_not_looked_for_in_a_replacement(things):
    assert things.save({'_id': 1, 'a.b': 1}) == 1
    assert things.find_one() == {'_id': 1, 'a.b': 1}


def test_dollars_are_refused_in_a_replacement(things):
    things.insert({'_id': 1, 'a': 1})
    with pytest.raises((OperationFailure, InvalidDocument)):
        things.save({'_id': 1, '$a': 1})
    assert things.find_one() == {'_id': 1, 'a': 1}
