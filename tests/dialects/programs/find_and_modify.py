"""Collection.find_and_modify."""
from bson.son import SON

from ..program import Program

legacy = Program('find_and_modify', 'legacy', '2.9.5')
check = legacy.check


def fam(c, *args, **kwargs):
    return c.fill().find_and_modify(*args, **kwargs)


check('before the change', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}))
check('new=True', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, new=True))
check('no match', lambda c: fam(c, {'n': 9}, {'$set': {'a': 1}}))
check('no match, new=True', lambda c: fam(c, {'n': 9}, {'$set': {'a': 1}}, new=True))
check('upsert', lambda c: fam(c, {'_id': 9}, {'$set': {'a': 1}}, upsert=True))
check('upsert by position', lambda c: fam(c, {'_id': 9}, {'$set': {'a': 1}}, True))
check('upsert, new=True', lambda c: fam(c, {'_id': 9}, {'$set': {'a': 1}}, upsert=True, new=True))
check('remove', lambda c: fam(c, {'n': 1}, remove=True))
check('remove, no match', lambda c: fam(c, {'n': 9}, remove=True))
check('a replacement', lambda c: fam(c, {'n': 1}, {'a': 1}, new=True))
check('full_response', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, full_response=True))
check('full_response, no match', lambda c: fam(c, {'n': 9}, {'$set': {'a': 1}}, full_response=True))
check('full_response, upsert', lambda c: fam(c, {'_id': 9}, {'$set': {'a': 1}}, upsert=True, full_response=True))
check('neither update nor remove', lambda c: fam(c, {'n': 1}))
check('no argument', lambda c: fam(c))
check('an empty update', lambda c: fam(c, {'n': 1}, {}))
check('update and remove', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, remove=True))
check('query None', lambda c: fam(c, None, {'$set': {'a': 1}}))
check('by keyword', lambda c: fam(c, query={'n': 1}, update={'$set': {'a': 1}}))
check('sort, a list', lambda c: fam(c, {}, {'$set': {'a': 1}}, sort=[('n', -1)]))
check('sort, a SON', lambda c: fam(c, {}, {'$set': {'a': 1}}, sort=SON([('n', -1)])))
check('sort, a dict of one', lambda c: fam(c, {}, {'$set': {'a': 1}}, sort={'n': -1}))
check('sort, an empty list', lambda c: fam(c, {}, {'$set': {'a': 1}}, sort=[]))
for value in ('n', {'n': 1, 'm': 1}, (('n', -1),)):
    check('sort=%r' % (type(value).__name__,), lambda c, value=value: fam(c, {}, {'$set': {'a': 1}}, sort=value))
check('fields, a list', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, new=True, fields=['a']))
check('fields, a dict', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, new=True, fields={'_id': 0}))
check('maxTimeMS', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, maxTimeMS=5000))
check('an unknown keyword', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, bogus=1))
check('a bad operator', lambda c: fam(c, {'n': 1}, {'$bogus': {'a': 1}}))
check('a dot in a replacement', lambda c: fam(c, {'n': 1}, {'a.b': 1}, new=True))
check('a counter', lambda c: [c.coll.find_and_modify({'_id': 'seq'}, {'$inc': {'n': 1}}, upsert=True, new=True)['n']
                              for _ in range(3)])
check('type of the answer', lambda c: type(fam(c, {'n': 1}, {'$set': {'a': 1}})).__name__)


@check('a duplicate')
def _(c):
    c.fill().create_index('n', unique=True)
    return c.coll.find_and_modify({'_id': 1}, {'$set': {'n': 2}})


of_3 = Program('find_and_modify of 3.x', 'legacy', '3.13.0')
of_3.check('new=True', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, new=True))
of_3.check('fields', lambda c: fam(c, {'n': 1}, {'$set': {'a': 1}}, fields={'_id': 0}))
