"""Collection.insert."""

from collections import OrderedDict

from bson.objectid import ObjectId
from bson.son import SON

from ..program import Program

legacy = Program('insert', 'legacy', '2.9.5')
check = legacy.check


class Special(dict):
    """A document of the application's own kind."""


@check('one document gains an _id')
def _(c):
    document = {'a': 1}
    gave = c.coll.insert(document)
    return [gave, document, type(gave).__name__]


@check('one document with an _id')
def _(c):
    return c.coll.insert({'_id': 'x', 'a': 1})


@check('an _id of None')
def _(c):
    document = {'_id': None}
    return [c.coll.insert(document), document]


@check('a list gains _ids')
def _(c):
    batch = [{'a': 1}, {'_id': 5}, {'a': 2}]
    return [c.coll.insert(batch), batch]


check('a tuple', lambda c: c.coll.insert(({'_id': 1}, {'_id': 2})))
check('a generator', lambda c: c.coll.insert({'_id': number} for number in range(3)))


@check('a generator that raises')
def _(c):
    def documents():
        yield {'_id': 1}
        raise KeyError('x')

    return c.coll.insert(documents())


check('an empty document', lambda c: c.coll.insert({}))


@check('manipulate=False, no _id')
def _(c):
    document = {'a': 1}
    return [c.coll.insert(document, manipulate=False), document, c.coll.count()]


@check('manipulate=False, a list')
def _(c):
    batch = [{'a': 1}, {'_id': 3}]
    return [c.coll.insert(batch, manipulate=False), batch, c.coll.count()]


check('an empty list', lambda c: c.coll.insert([]))
check('an empty list, w=0', lambda c: c.coll.insert([], w=0))
check('an empty generator', lambda c: c.coll.insert(iter([])))
for value in (None, 5, 'abc', ['ab'], [1, 2], [[]], ObjectId('5' * 24)):
    check('%r' % (value,), lambda c, value=value: c.coll.insert(value))


@check('a list with something else in it')
def _(c):
    batch = [{'a': 1}, 3]
    return [c.tried(c.coll.insert, batch), batch]


@check('a dict subclass')
def _(c):
    document = Special(a=1)
    return [c.coll.insert(document), type(document).__name__, '_id' in document]


@check('a SON keeps its order')
def _(c):
    document = SON([('z', 1), ('a', 2)])
    c.coll.insert(document)
    return [document, list(c.coll.find_one(as_class=SON).keys())]


check(
    'an OrderedDict',
    lambda c: [c.coll.insert(OrderedDict([('z', 1), ('a', 2)])), list(c.coll.find_one(as_class=SON).keys())],
)
for name, document in (
    ('a dot', {'a.b': 1}),
    ('a dollar', {'$a': 1}),
    ('a dot within', {'a': {'b.c': 1}}),
    ('a dollar in a list', {'a': [{'$b': 1}]}),
    ('an empty key', {'': 1}),
    ('a number as key', {1: 1}),
    ('a NUL', {'a\0b': 1}),
    ('a dollar in the _id', {'_id': {'$a': 1}}),
    ('a dollar within a key', {'a$b': 1}),
):
    check('a key: ' + name, lambda c, document=document: c.tried(c.coll.insert, dict(document)))
check('check_keys=False, a dot', lambda c: c.coll.insert({'_id': 1, 'a.b': 1}, check_keys=False))
check('check_keys=False, a list with a dot', lambda c: c.coll.insert([{'_id': 1, 'a': {'b.c': 1}}], check_keys=False))
check('check_keys=False, a dollar within', lambda c: c.coll.insert({'_id': 1, 'a': {'$b': 1}}, check_keys=False))
check('a bad key in a list sends nothing', lambda c: c.coll.insert([{'_id': 1}, {'a.b': 1}]))


@check('a value that cannot be stored: the _id is there')
def _(c):
    document = {'a': object()}
    return [c.tried(c.coll.insert, document), '_id' in document]


@check('a duplicate')
def _(c):
    c.fill(1)
    return c.coll.insert({'_id': 0})


@check('details of a duplicate')
def _(c):
    c.fill(1)
    error = c.tried(c.coll.insert, {'_id': 0})
    return [error, sorted(error.details), error.details['code'], error.details['index']]


@check('a list with a duplicate stops')
def _(c):
    return [c.tried(c.coll.insert, [{'_id': 1}, {'_id': 1}, {'_id': 2}])]


@check('index of a duplicate in a list')
def _(c):
    return c.tried(c.coll.insert, [{'_id': 1}, {'_id': 2}, {'_id': 1}]).details['index']


@check('a list with a duplicate gives all an _id')
def _(c):
    c.fill(1)
    batch = [{'_id': 0}, {'a': 1}]
    return [c.tried(c.coll.insert, batch), batch]


@check('continue_on_error goes on and raises the last')
def _(c):
    error = c.tried(c.coll.insert, [{'_id': 1}, {'_id': 1}, {'_id': 2}, {'_id': 2}, {'_id': 3}], continue_on_error=True)
    return [error, error.details['index']]


check(
    'continue_on_error, w=0',
    lambda c: [c.coll.insert([{'_id': 1}, {'_id': 1}, {'_id': 2}], continue_on_error=True, w=0), c.coll.count()],
)
check('stops at a duplicate, w=0', lambda c: [c.coll.insert([{'_id': 1}, {'_id': 1}, {'_id': 2}], w=0), c.coll.count()])
check(
    'all arguments by position', lambda c: c.coll.insert([{'_id': 1}, {'_id': 1}, {'_id': 2}], True, False, True, True)
)
check('the keyword doc_or_docs', lambda c: c.coll.insert(doc_or_docs={'_id': 1}))
check('w=0 gives the _id', lambda c: [c.coll.insert({'a': 1}, w=0), c.coll.count()])
check(
    'a big list', lambda c: [len(c.coll.insert([{'a': 'x' * 100} for _ in range(3000)])), c.coll.count()], stored=False
)
check('too big a document', lambda c: c.coll.insert({'a': 'x' * (17 << 20)}))
check(
    'a unique index',
    lambda c: [
        c.coll.create_index('a', unique=True),
        c.coll.insert({'_id': 1, 'a': 1}),
        c.tried(c.coll.insert, {'_id': 2, 'a': 1}),
    ],
)
check(
    'a Connection gives the _id of a duplicate', lambda c: [c.fill(1).insert({'_id': 0, 'a': 1})], client='Connection'
)
check(
    'order in the server is _id first',
    lambda c: [c.coll.insert(SON([('b', 1), ('a', 1), ('_id', 1)])), list(c.coll.find_one(as_class=SON).keys())],
)

of_3 = Program('insert of 3.x', 'legacy', '3.13.0')
of_3.check(
    'details of a duplicate in a list', lambda c: sorted(c.tried(c.coll.insert, [{'_id': 1}, {'_id': 1}]).details)
)
of_3.check('one document', lambda c: c.coll.insert({'a': 1}))
of_3.check('an empty list', lambda c: c.coll.insert([]))
