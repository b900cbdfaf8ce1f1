"""Collection.update."""

from bson.objectid import ObjectId
from bson.son import SON

from ..program import Program

legacy = Program('update', 'legacy', '2.9.5')
check = legacy.check

check('matched', lambda c: c.fill().update({'n': 1}, {'$set': {'a': 1}}))
check('matched without a change', lambda c: c.fill().update({'n': 1}, {'$set': {'n': 1}}))
check('nothing matched', lambda c: c.fill().update({'n': 9}, {'$set': {'a': 1}}))
check('one of many', lambda c: c.fill().update({}, {'$set': {'a': 1}}))
check('multi', lambda c: c.fill().update({}, {'$set': {'a': 1}}, multi=True))
check('multi, nothing matched', lambda c: c.fill().update({'n': 9}, {'$set': {'a': 1}}, multi=True))
check('a replacement', lambda c: c.fill().update({'n': 1}, {'a': 1}))
check('a replacement, nothing matched', lambda c: c.fill().update({'n': 9}, {'a': 1}))
check('an empty replacement', lambda c: c.fill().update({'n': 1}, {}))
check('an empty replacement, upsert', lambda c: [sorted(c.coll.update({}, {}, upsert=True)), c.coll.count()])
check('upsert of operators', lambda c: c.coll.update({'_id': 5}, {'$set': {'a': 1}}, upsert=True))
check('upsert of operators without an _id', lambda c: c.coll.update({'n': 5}, {'$set': {'a': 1}}, upsert=True))
check('upsert of a replacement', lambda c: c.coll.update({'_id': 5}, {'a': 1}, upsert=True))
check('upsert of a replacement without an _id', lambda c: c.coll.update({'n': 5}, {'a': 1}, upsert=True))
check('upsert by position', lambda c: c.coll.update({'_id': 5}, {'$set': {'a': 1}}, True))
check('upsert that matches', lambda c: c.fill().update({'_id': 1}, {'$set': {'a': 1}}, True))
check('multi and upsert', lambda c: c.coll.update({'_id': 5}, {'$inc': {'a': 1}}, upsert=True, multi=True))
check('all by position', lambda c: c.fill().update({}, {'$set': {'a': 1}}, False, False, True, True))
check(
    'all by position, check_keys too', lambda c: c.fill().update({}, {'$set': {'a': 1}}, False, False, None, True, True)
)
check('the keywords spec and document', lambda c: c.fill().update(spec={'n': 1}, document={'$set': {'a': 1}}))
check('multi with a replacement', lambda c: c.fill().update({}, {'a': 1}, multi=True))
check('multi with a replacement, w=0', lambda c: c.fill().update({}, {'a': 1}, multi=True, w=0))
check('operators first, then fields', lambda c: c.fill().update({}, SON([('$set', {'a': 1}), ('b', 1)])))
check('fields first, then operators', lambda c: c.fill().update({}, SON([('b', 1), ('$set', {'a': 1})])))
check('w=0', lambda c: [c.fill().update({'n': 1}, {'$set': {'a': 1}}, w=0), c.coll.find_one({'n': 1})])
check('safe=False', lambda c: [c.fill().update({'n': 1}, {'$set': {'a': 1}}, safe=False), c.coll.find_one({'n': 1})])
check(
    'a Connection',
    lambda c: [c.fill().update({'n': 1}, {'$set': {'a': 1}}), c.coll.find_one({'n': 1})],
    client='Connection',
)
check(
    'a Connection, safe=True', lambda c: c.fill().update({'n': 1}, {'$set': {'a': 1}}, safe=True), client='Connection'
)
check('a Connection, w=1', lambda c: c.fill().update({'n': 9}, {'$set': {'a': 1}}, w=1), client='Connection')
check(
    'a Connection, an error is silent', lambda c: c.fill().update({'n': 1}, {'$bogus': {'a': 1}}), client='Connection'
)


@check('the document is not changed')
def _(c):
    document = {'a': 1}
    c.coll.update({'n': 1}, document, upsert=True)
    return document


@check('manipulate=True does not add an _id')
def _(c):
    document = {'a': 1}
    return [c.fill().update({'n': 1}, document, manipulate=True), document]


for value in ([], None, ObjectId('5' * 24), 'a', 5):
    check('a spec that is %r' % (value,), lambda c, value=value: c.coll.update(value, {'$set': {'a': 1}}))
    check('a document that is %r' % (value,), lambda c, value=value: c.coll.update({}, value))
check('a pipeline', lambda c: c.fill().update({}, [{'$set': {'a': 1}}]))
check('upsert=1', lambda c: c.coll.update({}, {'$set': {'a': 1}}, upsert=1))
check('multi=1', lambda c: c.fill().update({}, {'$set': {'a': 1}}, multi=1))
check('an unknown operator', lambda c: c.fill().update({}, {'$bogus': {'a': 1}}))
check('an unknown operator, w=0', lambda c: c.fill().update({}, {'$bogus': {'a': 1}}, w=0))
check('an update of the _id', lambda c: c.fill().update({'_id': 1}, {'$set': {'_id': 2}}))
check('a replacement with another _id', lambda c: c.fill().update({'_id': 1}, {'_id': 2}))
check('a dot in a replacement', lambda c: c.fill().update({'_id': 1}, {'a.b': 2}))
check('w=3', lambda c: c.fill().update({'_id': 1}, {'$set': {'a': 1}}, w=3))


@check('a duplicate')
def _(c):
    c.fill().create_index('n', unique=True)
    error = c.tried(c.coll.update, {'_id': 1}, {'$set': {'n': 2}})
    return [error, error.details['code'], error.details['index']]


for name, change in (
    ('$inc', {'n': 2}),
    ('$unset', {'n': 1}),
    ('$push', {'l': 1}),
    ('$addToSet', {'l': {'$each': [1, 2]}}),
    ('$rename', {'n': 'm'}),
    ('$max', {'n': 10}),
    ('$setOnInsert', {'n': 10}),
):
    check(name, lambda c, name=name, change=change: c.fill().update({'_id': 1}, {name: change}))

# Keys of a replacement are checked by the driver only where nobody is told what the server says of them.
check('a dot in a replacement, w=0', lambda c: c.coll.update({'_id': 1}, {'a.b': 1}, upsert=True, w=0))
check('a dot in a replacement, safe=False', lambda c: c.coll.update({'_id': 1}, {'a.b': 1}, upsert=True, safe=False))
check('a dot in a replacement, check_keys=False',
      lambda c: c.coll.update({'_id': 1}, {'a.b': 1}, upsert=True, w=0, check_keys=False))
check('a dot in operators, w=0', lambda c: c.fill(1).update({'_id': 0}, {'$set': {'a.b': 1}}, w=0))
check('a dot in a replacement on a Connection',
      lambda c: c.coll.update({'_id': 1}, {'a': {'b.c': 1}}, upsert=True), client='Connection')

of_3 = Program('update of 3.x', 'legacy', '3.13.0')
of_3.check('by keyword', lambda c: c.fill().update({}, {'$set': {'a': 1}}, multi=True, check_keys=False))
of_3.check('nothing matched', lambda c: c.coll.update({'n': 1}, {'$set': {'a': 1}}))
of_3.check('w=0', lambda c: c.fill().update({}, {'$set': {'a': 1}}, w=0))
