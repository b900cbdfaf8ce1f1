"""`Collection.insert` of the legacy dialect."""
import pytest
from bson.errors import InvalidDocument
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import ConfigurationError, DuplicateKeyError, InvalidOperation, OperationFailure

from .reference import DRIVER_ANSWERS_LIKE_29, assert_error, eventually, ids, like_29


def test_one_document_gives_its_new_id_and_gains_it(things):
    document = {'a': 1}
    inserted = things.insert(document)
    assert isinstance(inserted, ObjectId)
    assert document == {'_id': inserted, 'a': 1}
    assert things.find_one() == document


@pytest.mark.parametrize('given', [7, 'seven', ObjectId('4f0c8d9ab2a3f40001000000'), SON([('x', 1), ('y', 2)]), 1.5])
def test_a_given_id_is_kept(things, given):
    assert things.insert({'_id': given}) == given
    assert things.find_one({'_id': given}) == {'_id': given}


def test_an_empty_document_gains_an_id(things):
    document = {}
    assert things.insert(document) == document['_id']
    assert list(things.find()) == [document]


def test_an_id_of_none_counts_as_given(things):
    inserted = things.insert({'_id': None, 'a': 1})
    assert inserted is None if DRIVER_ANSWERS_LIKE_29 else inserted in (None, [None])
    assert things.find_one({'a': 1}) == {'_id': None, 'a': 1}


@pytest.mark.parametrize('kind', [list, tuple, iter], ids=['list', 'tuple', 'iterator'])
def test_several_documents_give_a_list_of_ids_in_order(things, kind):
    documents = [{'n': 0}, {'_id': 'given', 'n': 1}, {'n': 2}]
    inserted = things.insert(kind(documents))
    assert isinstance(inserted, list)
    assert inserted == ids(documents)
    assert list(things.find(sort=[('n', 1)])) == documents


def test_a_generator(things):
    inserted = things.insert({'n': n} for n in range(3))
    assert [things.find_one(one)['n'] for one in inserted] == [0, 1, 2]


def test_a_list_of_one_gives_a_list(things):
    assert things.insert([{'_id': 1}]) == [1]


def test_a_generator_that_raises_stores_nothing(things):
    def documents():
        yield {'n': 0}
        raise KeyError('broken')

    with pytest.raises(KeyError):
        things.insert(documents())
    assert things.count() == 0


def test_more_documents_than_fit_into_one_message(things):
    assert len(things.insert({'n': n} for n in range(2500))) == 2500
    assert things.count() == 2500


def test_the_order_of_a_son_is_kept_and_its_id_goes_to_the_end(things):
    document = SON([('z', 1), ('b', 2), ('m', 3)])
    inserted = things.insert(document)
    assert list(document.items()) == [('z', 1), ('b', 2), ('m', 3), ('_id', inserted)]
    assert [key for key in things.find_one(as_class=SON) if key != '_id'] == ['z', 'b', 'm']


def test_the_argument_has_a_keyword(things):
    assert things.insert(doc_or_docs={'_id': 1}) == 1


def test_into_a_collection_below_another(mongo):
    mongo.db.things.old.insert({'_id': 1})
    assert mongo.db['things.old'].find_one() == {'_id': 1}
    assert mongo.db.things.count() == 0


# manipulate


def test_without_manipulate_the_document_is_left_alone(things):
    document = {'a': 1}
    inserted = things.insert(document, manipulate=False)
    assert inserted is None if DRIVER_ANSWERS_LIKE_29 else inserted in (None, [None])
    assert document == {'a': 1}
    assert isinstance(things.find_one({'a': 1})['_id'], ObjectId)


def test_without_manipulate_a_given_id_is_answered(things):
    assert things.insert({'_id': 1}, manipulate=False) in (1, [1])


def test_without_manipulate_a_list_has_none_for_ids_nobody_knows(things):
    documents = [{'a': 1}, {'_id': 5}]
    assert things.insert(documents, False) == [None, 5]
    assert documents == [{'a': 1}, {'_id': 5}]
    assert things.count() == 2


# safe and the write concern


def test_a_duplicate_is_an_error_by_default(things):
    things.insert({'_id': 1, 'a': 'first'})
    with pytest.raises(DuplicateKeyError) as caught:
        things.insert({'_id': 1, 'a': 'second'})
    assert isinstance(caught.value, OperationFailure)
    assert 'E11000' in str(caught.value)
    assert_error(caught.value, 11000)
    assert things.find_one() == {'_id': 1, 'a': 'first'}


@like_29
def test_the_details_of_a_duplicate(things):
    things.insert({'_id': 1})
    with pytest.raises(DuplicateKeyError) as caught:
        things.insert({'_id': 1})
    details = caught.value.details
    assert (details['code'], details['index'], details['keyValue']) == (11000, 0, {'_id': 1})
    assert details['errmsg'] in str(caught.value)


@pytest.mark.journal
@pytest.mark.parametrize('options', [{'safe': True}, {'w': 1}, {'w': 'majority'}, {'j': True}, {'fsync': True},
                                     {'wtimeout': 1000}, {'w': 1, 'j': True, 'wtimeout': 1000}, {'safe': False, 'w': 1},
                                     {'safe': None}],
                         ids=str)
def test_these_wait_for_the_server(things, options):
    assert things.insert({'_id': 1}, **options) == 1
    with pytest.raises(DuplicateKeyError):
        things.insert({'_id': 1}, **options)


@pytest.mark.parametrize('options', [{'safe': False}, {'w': 0}, {'safe': True, 'w': 0}], ids=str)
def test_these_do_not_wait_for_the_server(things, options):
    document = {'a': 1}
    assert things.insert(document, **options) == document['_id']
    eventually(lambda: things.find_one(document['_id']) == document)
    assert things.insert({'_id': document['_id'], 'a': 2}, **options) == document['_id']
    assert things.insert([{'_id': 5}, {'_id': 6}], **options) == [5, 6]
    eventually(lambda: things.find_one(6) is not None)
    assert things.find_one(document['_id']) == document


@pytest.mark.filterwarnings('ignore:.*as in PyMongo 2:UserWarning')
def test_safe_is_the_third_positional(things):
    things.insert({'_id': 1})
    assert things.insert({'_id': 1}, True, False) == 1
    with pytest.raises(DuplicateKeyError):
        things.insert({'_id': 1}, True, True)


def test_check_keys_is_the_fourth_positional(things):
    things.insert({'_id': 1, 'a.b': 1}, True, None, False)
    assert things.find_one(1) == {'_id': 1, 'a.b': 1}


def test_continue_on_error_is_the_fifth_positional(things):
    with pytest.raises(DuplicateKeyError):
        things.insert([{'_id': 1}, {'_id': 1}, {'_id': 2}], True, True, True, True)
    assert things.count() == 2


@pytest.mark.parametrize('safe', [0, 1, [], 2.0], ids=repr)
def test_safe_must_be_a_bool(things, safe):
    with pytest.raises(TypeError):
        things.insert({'_id': 1}, safe=safe)


def test_safe_must_not_be_a_word(things):
    with pytest.raises(ConfigurationError):
        things.insert({'_id': 1}, safe='yes')


@pytest.mark.parametrize('options, code', [
    ({'w': 3, 'wtimeout': 10}, 2), ({'bogus': 1}, None), ({'j': True, 'fsync': True}, 9),
], ids=['w of a set', 'unknown', 'j and fsync'])
def test_a_write_concern_that_cannot_be_met(things, options, code):
    with pytest.raises(OperationFailure) as caught:
        things.insert({'_id': 1}, **options)
    if code is not None:
        assert_error(caught.value, code)


# continue_on_error


def test_a_list_stops_at_the_first_error(things):
    documents = [{'_id': 1}, {'_id': 2}, {'_id': 1, 'again': True}, {'n': 3}]
    with pytest.raises(DuplicateKeyError):
        things.insert(documents)
    assert ids(things.find(sort=[('_id', 1)])) == [1, 2]
    assert isinstance(documents[3]['_id'], ObjectId)


def test_continue_on_error_stores_the_rest_and_raises_the_last(things):
    documents = [{'_id': 'a'}, {'_id': 'a'}, {'_id': 'b'}, {'_id': 'b'}, {'_id': 'c'}]
    with pytest.raises(DuplicateKeyError) as caught:
        things.insert(documents, continue_on_error=True)
    assert ids(things.find(sort=[('_id', 1)])) == ['a', 'b', 'c']
    assert '"b"' in str(caught.value)
    if DRIVER_ANSWERS_LIKE_29:
        assert (caught.value.code, caught.value.details['index']) == (11000, 3)


def test_continue_on_error_without_waiting(things):
    assert things.insert([{'_id': 1}, {'_id': 1}, {'_id': 2}], continue_on_error=True, w=0) == [1, 1, 2]
    eventually(lambda: things.count() == 2)


# what cannot be inserted


@pytest.mark.parametrize('options', [{}, {'w': 0}, {'safe': False}, {'continue_on_error': True}], ids=str)
@pytest.mark.parametrize('kind', [list, tuple, iter], ids=['list', 'tuple', 'iterator'])
def test_nothing_at_all(things, kind, options):
    with pytest.raises(InvalidOperation):
        things.insert(kind([]), **options)


@pytest.mark.parametrize('wrong', [None, 5, 'abc', ['ab'], [1, 2], [{'_id': 1}, 3], [None], ObjectId()], ids=repr)
def test_no_document(things, wrong):
    with pytest.raises(TypeError):
        things.insert(wrong)
    assert things.count() == 0


BAD_KEYS = [{'a.b': 1}, {'$a': 1}, {'a': {'b.c': 1}}, {'a': [{'$b': 1}]}, {'a\0b': 1}, {1: 'a'}]


@pytest.mark.parametrize('bad', BAD_KEYS, ids=repr)
def test_bad_keys(things, bad):
    with pytest.raises(InvalidDocument):
        things.insert(bad)
    assert things.count() == 0


@pytest.mark.parametrize('bad', BAD_KEYS, ids=repr)
def test_bad_keys_in_a_list(things, bad):
    with pytest.raises(InvalidDocument):
        things.insert([{'_id': 1}, bad], w=1)
    assert things.count() == 0


def test_bad_keys_are_found_without_waiting_for_the_server(things):
    with pytest.raises(InvalidDocument):
        things.insert({'a.b': 1}, w=0)


@pytest.mark.parametrize('document', [{'_id': 1, 'a.b': 1}, {'_id': 1, 'a': {'b.c': 1}}, {'_id': 1, 'a': {'$b': 1}}],
                         ids=repr)
def test_keys_are_not_checked_if_so_wished(things, document):
    assert things.insert(document, check_keys=False) == 1
    assert things.find_one() == document


def test_a_list_whose_keys_are_not_checked(things):
    assert things.insert([{'_id': n, 'a.b': n} for n in range(1500)], check_keys=False) == list(range(1500))
    assert things.find_one(1499) == {'_id': 1499, 'a.b': 1499}
    with pytest.raises(DuplicateKeyError):
        things.insert([{'_id': 1}, {'_id': 'x', 'a.b': 1}], check_keys=False)
    assert things.count() == 1500
    with pytest.raises(DuplicateKeyError):
        things.insert([{'_id': 1}, {'_id': 'x', 'a.b': 1}], check_keys=False, continue_on_error=True)
    assert things.count() == 1501
    document = {'a.b': 1}
    assert things.insert(document, check_keys=False, w=0) == document['_id']
    eventually(lambda: things.find_one(document['_id']) == document)


def test_an_empty_key_is_a_key(things):
    things.insert({'_id': 1, '': 2})
    assert things.find_one() == {'_id': 1, '': 2}


def test_a_value_that_is_no_bson(things):
    document = {'a': object()}
    with pytest.raises(InvalidDocument):
        things.insert(document)
    assert isinstance(document['_id'], ObjectId)


def test_an_integer_over_eight_bytes(things):
    with pytest.raises(OverflowError):
        things.insert({'a': 2 ** 64})


def test_a_document_that_is_too_big(things):
    with pytest.raises(InvalidDocument):
        things.insert({'a': 'x' * (17 * 1024 * 1024)})
