"""Cursors: indexes, slices, sorting, counting, copies."""

import copy

from bson.code import Code
from bson.son import SON

from ..program import Program

legacy = Program('cursor', 'legacy', '2.9.5', stored=False)
check = legacy.check


def numbers(cursor):
    return [document['n'] for document in cursor]


def many(c):
    return c.fill(10).find().sort('n')


for index in (0, 3, 9):
    check('[%d]' % index, lambda c, index=index: many(c)[index])
for index in (10, -1, 'a', None):
    check('[%r]' % (index,), lambda c, index=index: many(c)[index])
check('[2] after skip', lambda c: many(c).skip(3)[2])
check(
    'an index leaves the position alone',
    lambda c: (lambda cursor: [cursor[5], next(cursor), cursor[0], next(cursor)])(many(c)),
)
for name, part in (
    ('[2:5]', slice(2, 5)),
    ('[:3]', slice(None, 3)),
    ('[7:]', slice(7, None)),
    ('[4:4]', slice(4, 4)),
    ('[8:20]', slice(8, 20)),
    ('[5:2]', slice(5, 2)),
    ('[1:8:2]', slice(1, 8, 2)),
    ('[-3:]', slice(-3, None)),
    ('[:]', slice(None, None)),
    ('[:-1]', slice(None, -1)),
):
    check(name, lambda c, part=part: numbers(many(c)[part]))
check('a slice is the cursor', lambda c: (lambda cursor: cursor[1:3] is cursor)(many(c)))
check('a later slice replaces', lambda c: numbers(many(c)[1:3][4:6]))
check('a slice replaces skip and limit', lambda c: numbers(many(c).skip(1).limit(1)[4:6]))


def started(c):
    cursor = many(c)
    next(cursor)
    return cursor


for name, change in (
    ('a slice', lambda cursor: cursor[1:2]),
    ('limit', lambda cursor: cursor.limit(1)),
    ('skip', lambda cursor: cursor.skip(1)),
    ('sort', lambda cursor: cursor.sort('n')),
    ('hint', lambda cursor: cursor.hint([('_id', 1)])),
    ('batch_size', lambda cursor: cursor.batch_size(2)),
    ('where', lambda cursor: cursor.where('true')),
    ('max_scan', lambda cursor: cursor.max_scan(1)),
    ('add_option', lambda cursor: cursor.add_option(4)),
):
    check(name + ' after the first fetch', lambda c, change=change: change(started(c)))
    check(name + ' after rewind', lambda c, change=change: change(started(c).rewind()) is not None)

for value in ('n', 'm'):
    check('sort(%r)' % value, lambda c, value=value: numbers(c.fill().find().sort(value)))
check('sort(n, -1)', lambda c: numbers(c.fill().find().sort('n', -1)))
for value in ([('n', -1)], [['n', -1]], (('n', -1),), [], SON([('n', -1)]), {'n': -1}, ['n'], 5, None):
    check('sort(%r)' % (value,), lambda c, value=value: numbers(c.fill().find().sort(value)))
check('sort with a float', lambda c: c.coll.find().sort('n', 1.5))
check('the last sort wins', lambda c: numbers(c.fill().find().sort('n', -1).sort('n')))
check('sort gives the cursor', lambda c: (lambda cursor: cursor.sort('n') is cursor)(c.coll.find()))

check('limit(2)', lambda c: numbers(many(c).limit(2)))
check('limit(0)', lambda c: len(numbers(many(c).limit(0))))
check('skip(8)', lambda c: numbers(many(c).skip(8)))
check('skip(-1)', lambda c: numbers(many(c).skip(-1)))
check('limit("a")', lambda c: many(c).limit('a'))
check('skip("a")', lambda c: many(c).skip('a'))
for value in (0, 1, 2, 5, -1, 'a'):
    check('batch_size(%r)' % (value,), lambda c, value=value: numbers(many(c).batch_size(value)))
check('max_scan', lambda c: numbers(many(c).max_scan(100)))
check('hint', lambda c: numbers(many(c).hint([('_id', 1)])))
check('hint by name', lambda c: numbers(many(c).hint('_id_')))
check('hint(None)', lambda c: numbers(many(c).hint([('x', 1)]).hint(None)))
check('hint that is no index', lambda c: numbers(many(c).hint([('x', 1)])))
check('where', lambda c: numbers(many(c).where('this.n > 7')))
check('where with Code', lambda c: numbers(many(c).where(Code('this.n > 7'))))
check('where with a number', lambda c: many(c).where(5))
check('distinct', lambda c: sorted(c.fill().find({'n': {'$gt': 0}}).distinct('n')))
check('distinct ignores limit', lambda c: sorted(c.fill().find().limit(1).distinct('n')))
check('distinct(5)', lambda c: c.coll.find().distinct(5))
check('explain', lambda c: 'queryPlanner' in c.fill().find({'n': 1}).explain())
check('comment', lambda c: numbers(many(c).comment('x')[:1]))
check('max_time_ms', lambda c: numbers(many(c).max_time_ms(5000)[:1]))
check('add_option and remove_option', lambda c: numbers(many(c).add_option(16).remove_option(16)[:1]))
check('add_option("a")', lambda c: many(c).add_option('a'))
check('rewind', lambda c: numbers(started(c).rewind()))
check('clone', lambda c: numbers(started(c).clone()[:2]))
check('copy.copy', lambda c: numbers(copy.copy(started(c))[:2]))
check('copy.deepcopy', lambda c: numbers(copy.deepcopy(started(c))[:2]))
check('alive', lambda c: (lambda cursor: [cursor.alive, numbers(cursor), cursor.alive])(c.fill().find()))
check('cursor_id', lambda c: (lambda cursor: [numbers(cursor), cursor.cursor_id])(c.fill().find()))
check('retrieved', lambda c: (lambda cursor: [cursor.retrieved, numbers(cursor), cursor.retrieved])(c.fill().find()))
check('collection', lambda c: c.coll.find().collection)
check('truth', lambda c: [bool(c.coll.find()), not c.fill(0).find({'x': 1})])
check('len', lambda c: len(c.coll.find()))
check('iterating twice', lambda c: (lambda cursor: [numbers(cursor), numbers(cursor)])(c.fill().find()))
check('next at the end', lambda c: next(c.coll.find()))
check('.next()', lambda c: c.fill().find().next())


@check('with')
def _(c):
    with c.fill().find() as cursor:
        return numbers(cursor)


@check('close, then the rest that was fetched')
def _(c):
    cursor = c.fill().find()
    first = cursor.next()
    return [first, cursor.close(), numbers(cursor)]


@check('a tailable cursor that ran dry')
def _(c):
    c.db.create_collection('capped', capped=True, size=10000)
    c.db.capped.insert([{'_id': 1}, {'_id': 2}])
    cursor = c.db.capped.find(tailable=True)
    answers = [cursor.next(), cursor.next(), c.tried(cursor.next), cursor.alive]
    c.db.capped.insert({'_id': 3})
    return answers + [cursor.next(), cursor.close()]


@check('many batches')
def _(c):
    c.coll.insert([{'_id': number, 'n': number, 'x': 'x' * 100} for number in range(500)])
    return sum(numbers(c.coll.find().batch_size(50)))


@check('documents while the collection is written')
def _(c):
    c.fill(5)
    for document in c.coll.find():
        c.coll.update({'_id': document['_id']}, {'$set': {'seen': True}})
    return c.coll.find({'seen': True}).count()


counting = Program('counting', 'legacy', '2.9.5', stored=False)
check = counting.check
check('Collection.count', lambda c: c.fill().count())
check('Collection.count, type', lambda c: type(c.fill().count()).__name__)
check('a missing collection', lambda c: [c.db.missing.count(), c.db.missing.find().count()])
check('Cursor.count', lambda c: c.fill().find({'n': {'$gt': 0}}).count())
check('ignores skip and limit', lambda c: c.fill().find().skip(1).limit(1).count())
check('with_limit_and_skip', lambda c: c.fill(9).find().skip(7).limit(5).count(with_limit_and_skip=True))
check('with_limit_and_skip by position', lambda c: c.fill(9).find().skip(1).limit(5).count(True))
check('with_limit_and_skip, no limit', lambda c: c.fill(9).find().skip(1).count(True))
check('with_limit_and_skip, limit 0', lambda c: c.fill(9).find().limit(0).count(True))
check('with_limit_and_skip, a negative limit', lambda c: c.fill(9).find().limit(-3).count(True))
check('of a slice', lambda c: [c.fill(9).find()[2:5].count(), c.coll.find()[2:5].count(True)])
check('count(1)', lambda c: c.coll.find().count(1))
check('count("yes")', lambda c: c.coll.find().count('yes'))
check('with $where', lambda c: c.fill().find({'$where': 'this.n > 0'}).count())
check('with where', lambda c: c.fill().find().where('this.n > 0').count())
check('with hint', lambda c: c.fill().find({'_id': 1}).hint([('_id', 1)]).count())
check('with hint by name', lambda c: c.fill().find({'_id': 1}).hint('_id_').count())
check('after iteration began', lambda c: started(c).count())
check('does not start the cursor', lambda c: (lambda cursor: [cursor.count(), numbers(cursor.limit(2))])(many(c)))
check('with sort and fields', lambda c: c.fill().find({}, ['n'], sort=[('n', 1)]).count())
check('a bad operator', lambda c: c.coll.find({'$bogus': 1}).count())
check('is an int', lambda c: type(c.fill().find().count()).__name__)
check('with max_time_ms', lambda c: c.fill().find().max_time_ms(5000).count())

of_3 = Program('counting of 3.x', 'legacy', '3.13.0', stored=False)
check = of_3.check
check('count(filter)', lambda c: c.fill().count({'n': {'$gt': 0}}))
check('count(filter=)', lambda c: c.fill().count(filter={'n': 1}))
check('count(query=)', lambda c: c.fill().count(query={'n': 1}))
check('count(skip=, limit=)', lambda c: c.fill(9).count({}, skip=2, limit=3))
check('count(hint=)', lambda c: c.fill().count({'_id': 1}, hint=[('_id', 1)]))
check('count(filter, query)', lambda c: c.tried(c.fill().count, {'n': 1}, query={'n': 1}))
check('Cursor.count', lambda c: c.fill().find({'n': 1}).count())
