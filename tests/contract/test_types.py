"""Values on their way to the server and back."""
import datetime
import re
import uuid

import pytest
from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.errors import InvalidDocument, InvalidId
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.son import SON
from bson.timestamp import Timestamp

ID = ObjectId('4f0c8d9ab2a3f40001000000')
UNIQUE = uuid.UUID('12345678-1234-5678-1234-567812345678')


def back(things, value):
    """What comes back for a value."""
    return things.find_one(things.insert({'value': value}))['value']


@pytest.mark.parametrize('value', [
    None, True, False, 0, -1, 2 ** 31 - 1, -2 ** 31, 2 ** 31, 2 ** 63 - 1, -2 ** 63, 1.5, float('inf'), u'', u'text',
    u'Stra\xdfe \u4e2d\u6587', [], [1, [2, {'a': 3}], None], {}, {'a': {'b': {'c': 1}}}, {u'\xe4': 1}, ID, [ID],
    {'id': ID}, DBRef('people', ID), DBRef('people', 1, 'another'), Code('function() {}'), Code('f', {'a': 1}),
    Binary(b'\0\1\xff', 5), Timestamp(1, 2), MinKey(), MaxKey(), UNIQUE, [UNIQUE], {'deep': UNIQUE},
], ids=repr)
def test_what_comes_back_equals_what_was_stored(things, value):
    found = back(things, value)
    assert found == value
    assert things.find({'value': value}).count() == 1


@pytest.mark.parametrize('value, kind', [
    (True, bool), (1, int), (1.0, float), (u'a', type(u'')), ('a', type(u'')), (ID, ObjectId), ([], list), ({}, dict),
    (SON([('a', 1)]), dict), ((1, 2), list),
], ids=repr)
def test_its_type(things, value, kind):
    assert type(back(things, value)) is kind


def test_a_large_integer_is_an_integer(things):
    found = back(things, 2 ** 40)
    assert found + 1 == 2 ** 40 + 1
    assert str(found) == str(2 ** 40)


def test_the_order_of_a_son_is_kept(things):
    things.insert({'_id': 1, 'value': SON([('z', 1), ('a', 2), ('m', 3)])})
    assert list(things.find_one(1, as_class=SON)['value'].items()) == [('z', 1), ('a', 2), ('m', 3)]


# datetimes


def test_a_naive_datetime_is_utc_and_comes_back_aware(things):
    found = back(things, datetime.datetime(2012, 1, 2, 3, 4, 5, 678901))
    assert found.utcoffset() == datetime.timedelta(0)
    assert found.replace(tzinfo=None) == datetime.datetime(2012, 1, 2, 3, 4, 5, 678000)


def test_an_aware_datetime_is_converted(things):
    class East(datetime.tzinfo):
        def utcoffset(self, when):
            return datetime.timedelta(hours=2)

        def dst(self, when):
            return datetime.timedelta(0)

    when = datetime.datetime(2012, 1, 2, 3, 4, 5, tzinfo=East())
    found = back(things, when)
    assert found == when
    assert found.replace(tzinfo=None) == datetime.datetime(2012, 1, 2, 1, 4, 5)


def test_the_time_in_an_object_id(things):
    assert things.insert({}).generation_time.utcoffset() == datetime.timedelta(0)


# regular expressions


@pytest.mark.parametrize('value', [re.compile('^a.c$', re.IGNORECASE), re.compile(u'\xe4+')], ids=['ascii', 'text'])
def test_a_regular_expression_keeps_its_pattern(things, value):
    found = back(things, value)
    assert found.pattern == value.pattern
    assert found.flags & re.IGNORECASE == value.flags & re.IGNORECASE


# binary


def test_binary_data(things):
    assert bytes(back(things, Binary(b'\0\1\xff'))) == b'\0\1\xff'


def test_a_uuid_is_stored_as_it_always_was(things):
    """Subtype 3, in the order of Python: what is already in the database must be found."""
    things.insert({'_id': 1, 'value': UNIQUE})
    assert things.find({'value': Binary(UNIQUE.bytes, 3)}).count() == 1
    assert things.find_one({'value': UNIQUE})['_id'] == 1


@pytest.mark.parametrize('subtype', [3, 4])
def test_a_uuid_of_either_subtype_comes_back_as_one(things, subtype):
    found = back(things, Binary(UNIQUE.bytes, subtype))
    assert found == UNIQUE
    assert isinstance(found, uuid.UUID)


def test_a_uuid_as_id(things):
    assert things.insert({'_id': UNIQUE}) == UNIQUE
    assert things.find_one(UNIQUE) == {'_id': UNIQUE}
    assert things.save({'_id': UNIQUE, 'a': 1}) == UNIQUE
    assert things.remove(UNIQUE)['n'] == 1


# however it is read

WAYS = {
    'find': lambda things: list(things.find())[0]['value'],
    'find_one': lambda things: things.find_one()['value'],
    'index': lambda things: things.find()[0]['value'],
    'distinct': lambda things: things.distinct('value')[0],
    'cursor distinct': lambda things: things.find().distinct('value')[0],
    'aggregate': lambda things: things.aggregate([{'$match': {}}])['result'][0]['value'],
    'find_and_modify': lambda things: things.find_and_modify({}, {'$set': {'a': 1}})['value'],
    'full_response': lambda things: things.find_and_modify({}, {'$set': {'a': 1}},
                                                           full_response=True)['value']['value'],
}


@pytest.mark.parametrize('way', sorted(WAYS))
def test_values_are_the_same_however_they_are_read(things, way):
    when = datetime.datetime(2012, 1, 2, 3, 4, 5, 678000)
    things.insert({'value': when})
    found = WAYS[way](things)
    assert found.utcoffset() == datetime.timedelta(0)
    assert found.replace(tzinfo=None) == when
    things.remove()
    things.insert({'value': UNIQUE})
    assert WAYS[way](things) == UNIQUE


# what is no value


@pytest.mark.parametrize('value', [object(), set([1]), 1j, datetime.date(2012, 1, 2)],
                         ids=['object', 'set', 'complex', 'date'])
@pytest.mark.parametrize('write', [
    lambda things, value: things.insert({'a': value}),
    lambda things, value: things.save({'_id': 1, 'a': value}),
    lambda things, value: things.update({}, {'$set': {'a': value}}),
    lambda things, value: things.find_one({'a': value}),
], ids=['insert', 'save', 'update', 'find_one'])
def test_what_cannot_be_stored(things, value, write):
    with pytest.raises(InvalidDocument):
        write(things, value)


@pytest.mark.parametrize('text', ['', 'x', '4f0c8d9ab2a3f4000100000', 'zf0c8d9ab2a3f40001000000'], ids=repr)
def test_text_that_is_no_object_id(text):
    with pytest.raises(InvalidId):
        ObjectId(text)
