"""Values stored and read again, and the errors of what cannot be stored."""

import datetime
import re
import uuid

from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.son import SON
from bson.timestamp import Timestamp

from ..program import Program

legacy = Program('types', 'legacy', '2.9.5', stored=False)
check = legacy.check
UUID = uuid.UUID('00112233-4455-6677-8899-aabbccddeeff')


def again(c, value, **options):
    c.coll.insert({'_id': 1, 'v': value})
    return c.coll.find_one(1, **options)['v']


for name, value in (
    ('None', None),
    ('True', True),
    ('an int', 5),
    ('a big int', 1 << 40),
    ('a negative int', -5),
    ('a float', 1.5),
    ('a whole float', 2.0),
    ('infinity', float('inf')),
    ('text', u'text \xe9 \u20ac'),
    ('empty text', u''),
    ('a list', [1, [2, []], {'a': None}]),
    ('a tuple', (1, 2)),
    ('a dict', {'a': {'b': 1}}),
    ('a SON', SON([('z', 1)])),
    ('an empty dict', {}),
    ('an ObjectId', ObjectId('5' * 24)),
    ('a naive datetime', datetime.datetime(2012, 1, 2, 3, 4, 5, 678901)),
    ('an old datetime', datetime.datetime(1950, 1, 2)),
    ('a UUID', UUID),
    ('Binary', Binary(b'ab', 0)),
    ('Binary of subtype 5', Binary(b'ab', 5)),
    ('Binary of subtype 128', Binary(b'ab', 128)),
    ('Code', Code('f()')),
    ('Code with a scope', Code('f()', {'x': 1})),
    ('a DBRef', DBRef('a', 1)),
    ('a DBRef with a database', DBRef('a', 1, 'b')),
    ('a DBRef with more', DBRef('a', 1, x=5)),
    ('Timestamp', Timestamp(5, 6)),
    ('MinKey', MinKey()),
    ('MaxKey', MaxKey()),
    ('zeros within text', u'a\0b'),
):
    check(name, lambda c, value=value: again(c, value))
    check(
        name + ' is found',
        lambda c, value=value: [c.coll.insert({'_id': 1, 'v': value}), c.coll.find({'v': value}).count()],
    )
for name, value in (
    ('a set', set([1])),
    ('an object', object()),
    ('a complex number', 1j),
    ('2 ** 64', 1 << 64),
    ('a date', datetime.date(2012, 1, 2)),
    ('a function', len),
    ('a class', dict),
):
    check(name + ' cannot be stored', lambda c, value=value: again(c, value))
check(
    'a pattern is found',
    lambda c: [c.coll.insert({'_id': 1, 'v': 'Abc'}), c.coll.find_one({'v': re.compile('^ab', re.I)})],
)
check(
    'a datetime with a zone',
    lambda c: again(c, datetime.datetime(2012, 1, 2, tzinfo=__import__('bson.tz_util').tz_util.utc)),
)
check('tz_aware', lambda c: [again(c, datetime.datetime(2012, 1, 2)), c.new_coll(tz_aware=True).find_one()['v']])
check('numbers of JavaScript', lambda c: c.fill(1) and c.coll.find_one({'$where': 'this.n == 0'}))
check('a UUID as _id', lambda c: [c.coll.insert({'_id': UUID}), c.coll.find_one(UUID), c.coll.remove(UUID)])
check('an int as a key', lambda c: c.coll.insert({5: 1}))
check(
    'a document_class within',
    lambda c: [again(c, {'a': {'b': 1}}, as_class=SON), c.new_coll(document_class=SON).find_one()],
)
check(
    'deep documents',
    lambda c: len(str(again(c, __import__('functools').reduce(lambda inner, _: {'d': inner}, range(90), 1)))) > 90,
)

errors = Program('errors', 'legacy', '2.9.5', stored=False)
check = errors.check


def details(c, function):
    error = c.tried(function)
    return [error, error.details.get('code'), type(error.details)]


check('details of a duplicate', lambda c: c.fill() and details(c, lambda: c.coll.insert({'_id': 1})))
check('details of a bad update', lambda c: c.fill() and details(c, lambda: c.coll.update({}, {'$bogus': {'a': 1}})))
check('details of a bad query', lambda c: c.fill() and c.tried(c.coll.find({'$bogus': 1}).next))
check('details of a bad command', lambda c: details(c, lambda: c.db.command('bogus')))
check('text of a duplicate', lambda c: c.fill() and 'E11000' in str(c.tried(c.coll.insert, {'_id': 1})))
check('text of a bad query', lambda c: '$bogus' in str(c.tried(c.coll.find({'$bogus': 1}).next)))
check('a command of a missing collection', lambda c: c.db.command('validate', 'missing'))
check('a time limit', lambda c: c.fill() and list(c.coll.find({'$where': 'sleep(300) || true'}).max_time_ms(50)))
check(
    'a socket timeout',
    lambda c: c.fill() and c.tried(list, c.new_coll(socketTimeoutMS=100).find({'$where': 'sleep(300) || true'})),
)
check(
    'a socket timeout of a Connection, in seconds',
    lambda c: (
        c.fill()
        and c.tried(list, c.new_coll(kind='Connection', network_timeout=0.1).find({'$where': 'sleep(300) || true'}))
    ),
)
check('an unsupported value', lambda c: c.coll.find_one({'a': object()}))
check('a query with a bad key', lambda c: list(c.coll.find({5: 1})))
