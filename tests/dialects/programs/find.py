"""Collection.find and find_one: every option of 2.x."""

import re

from bson.objectid import ObjectId
from bson.son import SON

from ..program import Program

legacy = Program('find', 'legacy', '2.9.5', stored=False)
check = legacy.check


def found(cursor):
    return list(cursor)


check('everything', lambda c: found(c.fill().find()))
check('None', lambda c: found(c.fill().find(None)))
check('an empty spec', lambda c: found(c.fill().find({})))
check('a spec', lambda c: found(c.fill().find({'n': {'$gt': 0}})))
check('what find gives', lambda c: c.coll.find())
check('the keywords spec and fields', lambda c: found(c.fill().find(spec={'n': 1}, fields=['n'])))
check('by position: spec, fields, skip, limit', lambda c: found(c.fill(9).find({'n': {'$gt': 1}}, {'n': 1}, 2, 3)))
check('by position: timeout, snapshot', lambda c: found(c.fill().find({}, None, 0, 0, True, False)))
check('by position: tailable', lambda c: found(c.fill().find({}, None, 0, 0, True, False, False)))
check('by position: sort', lambda c: found(c.fill().find({}, None, 0, 0, True, False, False, [('n', -1)])))
check(
    'by position: max_scan, as_class',
    lambda c: found(c.fill(1).find({}, None, 0, 0, True, False, False, None, None, SON)),
)
check('spec given twice', lambda c: c.coll.find({}, spec={}))

for name, fields in (
    ('a list', ['n']),
    ('a tuple', ('n',)),
    ('an empty list', []),
    ('an empty dict', {}),
    ('a dict', {'n': 1, '_id': 0}),
    ('an exclusion', {'n': 0}),
    ('a string', 'n'),
    ('None', None),
    ('a list of numbers', [1]),
    ('a number', 1),
    ('a slice', {'l': {'$slice': 1}}),
    ('the empty tuple', ()),
):
    check('fields: ' + name, lambda c, fields=fields: found(c.fill(1).find({}, fields)))

for value in (5, 'a', [], ObjectId('5' * 24), True):
    check('a spec that is %r' % (value,), lambda c, value=value: found(c.coll.find(value)))
for name in ('skip', 'limit'):
    for value in ('1', 1.5, None):
        check('%s=%r' % (name, value), lambda c, name=name, value=value: found(c.fill().find(**{name: value})))
check('a negative limit', lambda c: found(c.fill().find(limit=-2)))
check('skip and limit', lambda c: found(c.fill(9).find(skip=2, limit=3)))
check('sort', lambda c: found(c.fill().find(sort=[('n', -1)])))
check('sort: two keys', lambda c: found(c.fill().find(sort=[('m', 1), ('n', -1)])))
for value in ('n', {'n': 1}, 5, [], ['n']):
    check('sort=%r' % (value,), lambda c, value=value: found(c.fill().find(sort=value)))
for name in ('timeout', 'snapshot', 'tailable', 'await_data', 'partial', 'exhaust'):
    check('%s=1 is no bool' % name, lambda c, name=name: c.coll.find(**{name: 1}))
for name, options in (
    ('timeout=False', {'timeout': False}),
    ('snapshot=True', {'snapshot': True}),
    ('max_scan=1', {'max_scan': 10}),
    ('slave_okay=True', {'slave_okay': True}),
    ('partial=True', {'partial': True}),
    ('exhaust=True', {'exhaust': True}),
    ('read_preference=3', {'read_preference': 3}),
    ('tag_sets', {'tag_sets': [{}]}),
    ('secondary_acceptable_latency_ms', {'secondary_acceptable_latency_ms': 20}),
    ('network_timeout', {'network_timeout': 5}),
    ('manipulate=False', {'manipulate': False}),
    ('await_data=False', {'await_data': False}),
    ('_must_use_master', {'_must_use_master': True}),
    ('compile_re=True', {'compile_re': True}),
):
    check(name, lambda c, options=options: found(c.fill().find({'n': {'$gt': 0}}, **options)))
for name in ('hint', 'bogus'):
    check('an unknown keyword is ignored: ' + name, lambda c, name=name: found(c.fill(1).find({}, **{name: 5})))
check('exhaust with limit', lambda c: c.coll.find(exhaust=True, limit=1))
check('as_class=SON', lambda c: [c.coll.insert({'_id': 1, 'd': {'x': 1}}), found(c.coll.find(as_class=SON))])
check(
    'a regular expression comes back compiled',
    lambda c: [c.coll.insert({'_id': 1, 'r': re.compile('^a', re.I)}), c.coll.find_one()],
)
for document in ({'_id': 1, 'r': re.compile('^a', re.I)}, {'_id': 1, 'd': {'l': [re.compile('x', re.M), 2]}}):
    check(
        'compile_re=True, %s' % ' '.join(sorted(document)),
        lambda c, document=document: [c.coll.insert(document), c.coll.find_one(compile_re=True),
                                      found(c.coll.find(compile_re=True).limit(5)),
                                      found(c.coll.find(compile_re=True).clone())],
    )
check(
    'compile_re=False',
    lambda c: [c.coll.insert({'_id': 1, 'r': re.compile('^a', re.I)}), c.coll.find_one(compile_re=False)],
)
check('nothing is sent before the first document', lambda c: [c.coll.find({'$bogus': 1}) is None])
check('a bad operator', lambda c: found(c.coll.find({'$bogus': 1})))
check('tailable on a normal collection', lambda c: found(c.fill().find(tailable=True)))
check('modern names: filter, projection', lambda c: found(c.fill().find(filter={'n': 1}, projection=['n'])))


@check('tag_sets with the preference PRIMARY')
def _(c):
    c.fill(1)
    tags = [{'dc': 'ny'}]
    gave = [c.coll.find_one(0, tag_sets=tags), c.coll.find_one(0, tag_sets=tags, read_preference=0)]
    c.coll.tag_sets = tags
    return gave + [c.coll.find_one(0), c.coll.find_one(0, read_preference=3), c.coll.count()]


check('tag_sets, an empty list', lambda c: c.fill().find_one(1, read_preference=3, tag_sets=[]))
check('fields: a generator', lambda c: found(c.fill().find({}, (name for name in ['n']))))
check('fields: a set', lambda c: found(c.fill().find({}, set(['n']))))
check('fields: keys of a dict', lambda c: found(c.fill().find({}, {'n': 1}.keys())))

one = Program('find_one', 'legacy', '2.9.5', stored=False)
check = one.check
check('without an argument', lambda c: c.fill().find_one())
check('None', lambda c: c.fill().find_one(None))
check('a spec', lambda c: c.fill().find_one({'n': 2}))
check('no match', lambda c: c.fill().find_one({'n': 9}))
check('an empty collection', lambda c: c.coll.find_one())
for value in (0, 1, 9, 'a', ObjectId('5' * 24), (1, 2), 1.0):
    check('%r is an _id' % (value,), lambda c, value=value: c.fill().find_one(value))
check('an ObjectId', lambda c: c.coll.find_one(c.coll.insert({'a': 1})))
check('sort', lambda c: c.fill().find_one(sort=[('n', -1)]))
check('skip', lambda c: c.fill().find_one(skip=1))
check('limit is overridden', lambda c: c.fill().find_one(limit=5))
check('fields', lambda c: c.fill().find_one({'n': 1}, ['n']))
check('fields by keyword', lambda c: c.fill().find_one(1, fields={'_id': 0}))
check('as_class', lambda c: c.fill().find_one(1, as_class=SON))
check('slave_okay', lambda c: c.fill().find_one(1, slave_okay=True))
check('timeout=False', lambda c: c.fill().find_one(1, timeout=False))
check('snapshot=True', lambda c: c.fill().find_one(1, snapshot=True))
check('the keyword spec_or_id', lambda c: c.fill().find_one(spec_or_id={'n': 1}))
check('the keyword spec', lambda c: c.fill().find_one(spec={'n': 1}))
check('read_preference', lambda c: c.fill().find_one(1, read_preference=4))
check('by position: spec, fields, skip, limit', lambda c: c.fill().find_one({}, None, 1, 7))

of_3 = Program('find of 3.x', 'legacy', '3.13.0', stored=False)
check = of_3.check
check('filter and projection', lambda c: found(c.fill().find(filter={'n': 1}, projection={'_id': 0})))
check('no_cursor_timeout', lambda c: found(c.fill().find(no_cursor_timeout=True)))
check('allow_partial_results', lambda c: found(c.fill().find(allow_partial_results=True)))
check('batch_size', lambda c: found(c.fill().find(batch_size=2)))
check('find_one with filter', lambda c: c.fill().find_one(filter={'n': 1}))
check('find_one by _id', lambda c: c.fill().find_one(1))
check('find_one with a projection', lambda c: c.fill().find_one({'n': 1}, {'_id': 0}))
check('sort', lambda c: found(c.fill().find(sort=[('n', -1)], skip=1, limit=1)))
check('modifiers', lambda c: found(c.fill().find(modifiers={'$comment': 'x'})))
check('an unknown keyword', lambda c: c.tried(c.coll.find, no_such_name=1) is not None)
