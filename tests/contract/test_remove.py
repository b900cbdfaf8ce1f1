"""`Collection.remove` of the legacy dialect."""
import pytest
from bson.objectid import ObjectId
from bson.son import SON
from pymongo.errors import ConfigurationError, OperationFailure

from .reference import assert_error, assert_reply, eventually, ids


@pytest.fixture
def three(things):
    """Three documents, 0, 1 and 2, of which the last two have `a` of 1."""
    things.insert([{'_id': 0, 'a': 0}, {'_id': 1, 'a': 1}, {'_id': 2, 'a': 1}])
    return things


def left(things):
    return sorted(ids(things.find()))


def test_what_matches_is_removed(three):
    assert_reply(three.remove({'a': 1}), n=2)
    assert left(three) == [0]


def test_nothing_matches(three):
    assert_reply(three.remove({'a': 9}), n=0)
    assert left(three) == [0, 1, 2]


@pytest.mark.parametrize('arguments', [(), (None,), ({},), (SON(),)], ids=repr)
def test_without_a_spec_everything_is_removed(mongo, three, arguments):
    three.create_index('a')
    assert_reply(three.remove(*arguments), n=3)
    assert left(three) == []
    assert 'a_1' in three.index_information()
    assert mongo.db.collection_names(False) == ['things']


@pytest.mark.parametrize('one', [0, 's', '', ObjectId('4f0c8d9ab2a3f40001000000'), 1.5, False], ids=repr)
def test_anything_else_is_an_id(things, one):
    things.insert([{'_id': one}, {'_id': 'other'}])
    assert_reply(things.remove(one), n=1)
    assert left(things) == ['other']


def test_a_whole_document_is_a_spec(three):
    assert_reply(three.remove(three.find_one(1)), n=1)
    assert left(three) == [0, 2]


def test_the_argument_has_a_keyword(three):
    assert_reply(three.remove(spec_or_id=2), n=1)
    assert_reply(three.remove(spec_or_id={'_id': 1}, safe=True), n=1)
    assert left(three) == [0]


@pytest.mark.parametrize('call', [lambda things: things.remove({'a': 1}, multi=False),
                                  lambda things: things.remove({'a': 1}, True, False),
                                  lambda things: things.remove({'a': 1}, multi=False, w=1)],
                         ids=['keyword', 'third positional', 'with w'])
def test_one_of_many(three, call):
    assert_reply(call(three), n=1)
    assert len(left(three)) == 2


def test_all_of_many(three):
    assert_reply(three.remove({'a': 1}, multi=True), n=2)


def test_one_of_many_without_waiting(three):
    assert three.remove({'a': 1}, multi=False, w=0) is None
    eventually(lambda: len(left(three)) == 2)


@pytest.mark.journal
@pytest.mark.parametrize('options', [{}, {'safe': True}, {'w': 1}, {'j': True}, {'fsync': True}, {'wtimeout': 1000},
                                     {'safe': False, 'w': 1}, {'safe': None}], ids=str)
def test_these_wait_for_the_server(three, options):
    assert_reply(three.remove({'a': 1}, **options), n=2)
    with pytest.raises(OperationFailure):
        three.remove({'$bogus': 1}, **options)


@pytest.mark.parametrize('options', [{'safe': False}, {'w': 0}, {'safe': True, 'w': 0}], ids=str)
def test_these_do_not_wait_for_the_server(three, options):
    assert three.remove({'$bogus': 1}, **options) is None
    assert three.remove({'a': 1}, **options) is None
    eventually(lambda: left(three) == [0])


@pytest.mark.filterwarnings('ignore:.*as in PyMongo 2:UserWarning')
def test_safe_is_the_second_positional(three):
    assert three.remove({'a': 0}, False) is None
    assert_reply(three.remove({'a': 1}, True), n=2)


def test_a_missing_collection(mongo):
    assert_reply(mongo.db.missing.remove(), n=0)


def test_safe_must_be_a_bool(three):
    for wrong in 0, 1:
        with pytest.raises(TypeError):
            three.remove({'a': 1}, safe=wrong)
    with pytest.raises(ConfigurationError):
        three.remove({'a': 1}, safe='yes')


@pytest.mark.parametrize('options', [{'w': 3, 'wtimeout': 10}, {'justOne': True}], ids=str)
def test_a_write_concern_that_cannot_be_met(three, options):
    with pytest.raises(OperationFailure):
        three.remove({'a': 1}, **options)


def test_what_the_server_refuses(three):
    with pytest.raises(OperationFailure) as caught:
        three.remove({'a': {'$bogus': 1}})
    assert_error(caught.value, 2)
    assert left(three) == [0, 1, 2]
