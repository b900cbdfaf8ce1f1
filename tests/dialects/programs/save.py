"""Collection.save."""
from bson.son import SON

from ..program import Program

legacy = Program('save', 'legacy', '2.9.5')
check = legacy.check


@check('without an _id')
def _(c):
    document = {'a': 1}
    return [c.coll.save(document), document]


check('an empty document', lambda c: c.coll.save({}))
check('with an _id that is not there', lambda c: c.coll.save({'_id': 7, 'a': 1}))
check('with an _id that is there', lambda c: c.fill().save({'_id': 1, 'a': 1}))
check('with an _id of None', lambda c: [c.coll.save({'_id': None, 'a': 1}), c.coll.save({'_id': None, 'a': 2})])
check('manipulate=False, no _id', lambda c: [c.coll.save({'a': 1}, manipulate=False), c.coll.count()], stored=False)
for value in (None, 5, 'a', [], [{'a': 1}]):
    check('%r' % (value,), lambda c, value=value: c.coll.save(value))
check('check_keys on the insert path', lambda c: c.coll.save({'a.b': 1}))
check('check_keys=False on the insert path', lambda c: [c.coll.save({'a.b': 1}, check_keys=False), c.coll.count()])
check('a dollar on the replace path', lambda c: c.coll.save(SON([('_id', 1), ('$a', 1)])))
check('unacknowledged, with an _id', lambda c: [c.coll.save({'_id': 7}, w=0), c.coll.find_one(7)])
check('safe=False, with an _id', lambda c: [c.coll.save({'_id': 7}, safe=False), c.coll.find_one(7)])
check('on a Connection', lambda c: [c.coll.save({'_id': 7}), c.coll.save({'_id': 7, 'a': 1})], client='Connection')
check('w=1 on a Connection', lambda c: [c.coll.save({'_id': 7}, w=1), c.coll.save({'_id': 7, 'a': 1}, safe=True)],
      client='Connection')
check('all by position', lambda c: c.coll.save({'_id': 7, 'a': 1}, True, True, True))
check('the keyword to_save', lambda c: c.coll.save(to_save={'_id': 7}))


@check('a duplicate on another index')
def _(c):
    c.coll.create_index('a', unique=True)
    c.coll.save({'_id': 1, 'a': 1})
    return [c.tried(c.coll.save, {'_id': 2, 'a': 1}), c.tried(c.coll.save, {'a': 1})]


@check('a duplicate on another index, unacknowledged')
def _(c):
    c.coll.create_index('a', unique=True)
    c.coll.save({'_id': 1, 'a': 1})
    return c.coll.save({'_id': 2, 'a': 1}, w=0)


@check('find, change, save')
def _(c):
    document = c.fill().find_one({'n': 1})
    document['more'] = [1, {'x': None}]
    return [c.coll.save(document), c.coll.find_one({'n': 1})]


check('a dot on the replace path of a Connection', lambda c: c.coll.save({'_id': 1, 'a.b': 1}), client='Connection')
check('a dot on the replace path of a Connection, check_keys=False',
      lambda c: c.coll.save({'_id': 1, 'a.b': 1}, check_keys=False), client='Connection')
check('a dot on the replace path of a Connection, safe=True',
      lambda c: c.coll.save({'_id': 1, 'a.b': 1}, safe=True), client='Connection')
