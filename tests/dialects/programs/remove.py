"""Collection.remove."""
from bson.objectid import ObjectId

from ..program import Program

legacy = Program('remove', 'legacy', '2.9.5')
check = legacy.check

check('without an argument', lambda c: c.fill().remove())
check('None', lambda c: c.fill().remove(None))
check('an empty spec', lambda c: c.fill().remove({}))
check('a spec', lambda c: c.fill().remove({'n': {'$gt': 0}}))
check('nothing matched', lambda c: c.fill().remove({'n': 9}))
check('an _id', lambda c: c.fill().remove(1))
check('an _id of 0', lambda c: c.fill().remove(0))
check('an _id of text', lambda c: c.fill().remove('a'))
check('an _id that is an ObjectId', lambda c: c.fill().remove(ObjectId('5' * 24)))
check('a list is an _id', lambda c: c.fill().remove([]))
check('False is an _id', lambda c: c.fill().remove(False))
check('the keyword spec_or_id', lambda c: c.fill().remove(spec_or_id={'n': 1}))
check('multi=False', lambda c: c.fill().remove({}, multi=False))
check('safe=True', lambda c: c.fill().remove({'n': 1}, safe=True))
check('safe=False', lambda c: [c.fill().remove({'n': 1}, safe=False), c.coll.count()])
check('safe by position', lambda c: [c.fill().remove({'n': 1}, False), c.coll.count()])
check('multi by position', lambda c: c.fill().remove({}, True, False))
check('w=0', lambda c: [c.fill().remove({'n': 1}, w=0), c.coll.count()])
check('w=1', lambda c: c.fill().remove({'n': 1}, w=1))
check('a missing collection', lambda c: c.db.missing.remove({'n': 1}))
check('a bad operator', lambda c: c.fill().remove({'n': {'$bogus': 1}}))
check('a bad operator, w=0', lambda c: c.fill().remove({'n': {'$bogus': 1}}, w=0))
check('an unknown field, justOne', lambda c: c.tried(c.fill().remove, {'n': 1}, justOne=True))
check('a Connection', lambda c: [c.fill().remove({'n': 1}), c.coll.count()], client='Connection')
check('a Connection, safe=True', lambda c: c.fill().remove({'n': 1}, safe=True), client='Connection')
check('the collection stays', lambda c: [c.fill().remove(), sorted(c.db.collection_names())])
check('the indexes stay', lambda c: [c.fill().create_index('n'), c.coll.remove(), sorted(c.coll.index_information())])

of_3 = Program('remove of 3.x', 'legacy', '3.13.0')
of_3.check('multi=False', lambda c: c.fill().remove({}, multi=False))
of_3.check('an _id', lambda c: c.fill().remove(1))
