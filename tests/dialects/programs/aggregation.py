"""aggregate, group, map_reduce, parallel_scan: where no server of today has the command, with the answers observed."""

from bson.code import Code
from bson.son import SON

from ..program import Program

legacy = Program('aggregate', 'legacy', '2.9.5', stored=False)
check = legacy.check

MATCH, SORT = {'$match': {'n': {'$gt': 0}}}, {'$sort': {'n': 1}}
FOUND = [{'_id': 1, 'n': 1}, {'_id': 2, 'n': 2}]


def plain(reply):
    return {'result': reply['result'], 'ok': reply['ok']}


check('a list', lambda c: plain(c.fill().aggregate([MATCH, SORT])), observed={'result': FOUND, 'ok': 1.0})
check('a tuple', lambda c: plain(c.fill().aggregate((MATCH, SORT))), observed={'result': FOUND, 'ok': 1.0})
check(
    'one stage',
    lambda c: plain(c.fill().aggregate({'$match': {'n': 1}})),
    observed={'result': [{'_id': 1, 'n': 1}], 'ok': 1.0},
)
check('is a dict', lambda c: isinstance(c.coll.aggregate([MATCH]), dict), observed=True)
check('keys', lambda c: sorted(c.coll.aggregate([MATCH]).keys()), observed=['ok', 'result'])
check(
    "['result'] of $group",
    lambda c: c.fill().aggregate([{'$group': {'_id': None, 'sum': {'$sum': '$n'}}}])['result'],
    observed=[{'_id': None, 'sum': 3}],
)
check('nothing found', lambda c: plain(c.coll.aggregate([MATCH])), observed={'result': [], 'ok': 1.0})
check("get('result')", lambda c: c.fill().aggregate([MATCH, SORT]).get('result'), observed=FOUND)
check(
    'cursor={}',
    lambda c: [c.fill().aggregate([MATCH, SORT], cursor={}), list(c.coll.aggregate([MATCH, SORT], cursor={}))],
)
check('cursor={batchSize}', lambda c: list(c.fill().aggregate([SORT], cursor={'batchSize': 1})))
check('an unknown stage', lambda c: c.coll.aggregate([{'$bogus': 1}], cursor={}))
for value in (5, None, 'a'):
    check('aggregate(%r)' % (value,), lambda c, value=value: c.coll.aggregate(value))

of_3 = Program('aggregate of 3.x', 'legacy', '3.13.0', stored=False)
of_3.check('iteration', lambda c: [document for document in c.fill().aggregate([MATCH, SORT])])
of_3.check('list', lambda c: list(c.fill().aggregate([MATCH, SORT], allowDiskUse=True)))
of_3.check('next', lambda c: c.fill().aggregate([MATCH, SORT]).next())
of_3.check('batchSize', lambda c: list(c.fill().aggregate([SORT], batchSize=2)))
of_3.check('an unknown stage', lambda c: c.coll.aggregate([{'$bogus': 1}]))
of_3.check('alive', lambda c: c.fill().aggregate([SORT], batchSize=1).alive)

group = Program('group', 'legacy', '2.9.5', stored=False)
check = group.check
REDUCE = 'function(doc, out) { out.sum += doc.n; out.count += 1; }'
FINALIZE = 'function(out) { out.mean = out.sum / out.count; }'
REPLACE = 'function(out) { return {mean: out.sum / out.count}; }'


def kinds(c):
    c.coll.insert([{'n': 1, 'k': 'a'}, {'n': 2, 'k': 'b'}, {'n': 4, 'k': 'a'}, {'n': 8}])
    return c.coll


def grouped(c, key, condition=None, initial=None, reduce=REDUCE, **options):
    groups = kinds(c).group(key, condition, {'sum': 0, 'count': 0} if initial is None else initial, reduce, **options)
    return sorted(groups, key=lambda one: str(one.get('k')))


A, B, NONE = (
    {'k': 'a', 'sum': 5.0, 'count': 2.0},
    {'k': 'b', 'sum': 2.0, 'count': 1.0},
    {'k': None, 'sum': 8.0, 'count': 1.0},
)
check('a list of keys', lambda c: grouped(c, ['k']), observed=[NONE, A, B])
check('a dict of keys', lambda c: grouped(c, {'k': 1}), observed=[NONE, A, B])
check('a condition', lambda c: grouped(c, ['k'], {'n': {'$lt': 3}}), observed=[{'k': 'a', 'sum': 1.0, 'count': 1.0}, B])
check('no keys', lambda c: grouped(c, []), observed=[{'sum': 15.0, 'count': 4.0}])
check('None as key', lambda c: grouped(c, None), observed=[{'sum': 15.0, 'count': 4.0}])
check('Code as reduce', lambda c: grouped(c, ['k'], {}, reduce=Code(REDUCE)), observed=[NONE, A, B])
check('finalize changes', lambda c: grouped(c, ['k'], {'k': 'a'}, finalize=FINALIZE), observed=[dict(A, mean=2.5)])
check('finalize replaces', lambda c: grouped(c, ['k'], {'k': 'a'}, finalize=REPLACE), observed=[{'mean': 2.5}])
check(
    'a key function',
    lambda c: grouped(c, 'function(doc) { return {k: doc.k == "a" ? "yes" : "no"}; }'),
    observed=[{'k': 'no', 'sum': 10.0, 'count': 2.0}, {'k': 'yes', 'sum': 5.0, 'count': 2.0}],
)
check('nothing matches', lambda c: grouped(c, ['k'], {'n': 99}), observed=[])
check('a missing collection', lambda c: c.db.missing.group(['k'], {}, {'n': 0}, REDUCE), observed=[])
check(
    'Code with a scope',
    lambda c: kinds(c).group([], {}, {'n': 0}, Code('function(doc, out) { out.n += doc.n * factor; }', {'factor': 2})),
    observed=[{'n': 30.0}],
)
check(
    'initial with a list',
    lambda c: [
        sorted(map(float, one['all']))
        for one in kinds(c).group(['k'], {'k': 'a'}, {'all': []}, 'function(doc, out) { out.all.push(doc.n); }')
    ],
    observed=[[1.0, 4.0]],
)
check(
    'initial is not changed',
    lambda c: (lambda initial: [grouped(c, [], None, initial) is None, initial])({'sum': 0, 'count': 0}),
    observed=[False, {'sum': 0, 'count': 0}],
)
check('reduce that is no text', lambda c: c.coll.group(['k'], {}, {}, 5))
check('without a condition', lambda c: c.coll.group(['k']))

reduction = Program('map_reduce', 'legacy', '2.9.5', stored=False)
check = reduction.check
MAP, SUM = 'function() { emit(this.k, this.n); }', 'function(key, values) { return Array.sum(values); }'


def by_id(documents):
    return sorted(documents, key=lambda document: str(document['_id']))


def mapped(c, *args, **options):
    return kinds(c).map_reduce(MAP, SUM, *args, **options)


def rows(collection):
    return by_id(collection.find())


check('into a collection', lambda c: (lambda out: [out, rows(out)])(mapped(c, 'out')))
check('Code', lambda c: rows(kinds(c).map_reduce(Code(MAP), Code(SUM), 'out')))
check('inline', lambda c: (lambda reply: [by_id(reply['results']), reply['ok']])(mapped(c, {'inline': 1})))
check('full_response', lambda c: (lambda reply: [reply['result'], reply['ok']])(mapped(c, 'out', full_response=True)))
check('out=SON', lambda c: rows(mapped(c, SON([('replace', 'out')]))))
check(
    'merge',
    lambda c: [
        c.db.out.insert({'_id': 'z', 'value': 1}),
        rows(mapped(c, {'merge': 'out'}, query={'k': {'$exists': True}})),
    ],
)
check(
    'reduce',
    lambda c: [
        c.db.out.insert({'_id': 'a', 'value': 1}),
        rows(mapped(c, {'reduce': 'out'}, query={'k': {'$exists': True}})),
    ],
)
check('query', lambda c: rows(mapped(c, 'out', query={'n': {'$lt': 3}})))
check('limit and sort', lambda c: rows(mapped(c, 'out', limit=1, sort={'_id': 1})))
check('finalize', lambda c: rows(mapped(c, 'out', finalize='function(key, value) { return value * 2; }')))
check(
    'scope', lambda c: rows(kinds(c).map_reduce('function() { emit(this.k, this.n * f); }', SUM, 'out', scope={'f': 3}))
)
check('a missing collection', lambda c: rows(c.db.missing.map_reduce(MAP, SUM, 'out')))
check('without out', lambda c: c.coll.map_reduce(MAP, SUM))
check('out=5', lambda c: c.coll.map_reduce(MAP, SUM, 5))
check('bad JavaScript', lambda c: isinstance(c.tried(kinds(c).map_reduce, 'function(', SUM, 'out'), Exception))
check('inline_map_reduce', lambda c: by_id(kinds(c).inline_map_reduce(MAP, SUM)))
check(
    'inline_map_reduce, full_response',
    lambda c: by_id(kinds(c).inline_map_reduce(MAP, SUM, full_response=True)['results']),
)
check('inline_map_reduce, query', lambda c: by_id(kinds(c).inline_map_reduce(MAP, SUM, query={'k': 'a'})))

scan = Program('parallel_scan', 'legacy', '2.9.5', stored=False)
check = scan.check
check(
    'all documents, once',
    lambda c: sorted(document['n'] for cursor in c.fill().parallel_scan(3) for document in cursor),
    observed=[0, 1, 2],
)
check('a list of at most n', lambda c: 0 < len(c.fill().parallel_scan(2)) <= 2, observed=True)
check('an empty collection', lambda c: [list(cursor) for cursor in c.coll.parallel_scan(1)][:1], observed=[[]])
