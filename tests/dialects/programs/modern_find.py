"""find and find_one in the modern dialect, and the cursors they give."""
import datetime

from bson.son import SON

from ..names import CodecOptions, CursorType
from ..program import Program

modern = Program('modern find', 'modern', '4.20.0', stored=False)
check = modern.check


def found(c, *args, **kwargs):
    return list(c.fill(kwargs.pop('count', 4)).find(*args, **kwargs))


def pairs(c):
    """Documents that differ in two fields."""
    for number, pair in enumerate([(2, 'a'), (1, 'b'), (2, 'b'), (1, 'a')]):
        c.store({'_id': number, 'a': pair[0], 'b': pair[1]})
    return c.coll


def indexed(c):
    c.fill(4).create_index('n')
    return c.coll


check('everything', lambda c: found(c))
check('filter', lambda c: found(c, filter={'n': {'$gt': 1}}))
check('filter None', lambda c: found(c, filter=None))
check('filter and projection by position', lambda c: found(c, {'n': 1}, {'_id': 0}))
check('skip and limit by position', lambda c: found(c, {}, None, 1, 2))
for title, projection in (
        ('a list', ['n']), ('a tuple', ('n',)), ('an empty list', []), ('None', None),
        ('a dict', {'n': 1, '_id': 0}), ('an exclusion', {'n': 0}), ('True', {'n': True}), ('a SON', SON([('n', 1)])),
        ('text', 'n'), ('a number', 5), ('a list of numbers', [5])):
    check('projection: ' + title, lambda c, projection=projection: found(c, {}, projection=projection, count=1))
for value in (5, 'text', [], [('n', 1)], True):
    check('filter=%r' % (value,), lambda c, value=value: list(c.fill().find(filter=value)))
for title, options in (
        ('skip', {'skip': 2}), ('limit', {'limit': 2}), ('skip and limit', {'skip': 1, 'limit': 2}),
        ('limit 0', {'limit': 0}), ('a negative limit', {'limit': -2}), ('a negative skip', {'skip': -1}),
        ('skip=text', {'skip': 'text'}), ('limit=text', {'limit': 'text'}),
        ('no_cursor_timeout', {'no_cursor_timeout': True}), ('no_cursor_timeout=5', {'no_cursor_timeout': 5}),
        ('cursor_type NON_TAILABLE', {'cursor_type': CursorType.NON_TAILABLE}), ('cursor_type=5', {'cursor_type': 5}),
        ('cursor_type EXHAUST', {'cursor_type': CursorType.EXHAUST}),
        ('sort', {'sort': [('n', -1)]}), ('sort=SON', {'sort': SON([('n', -1)])}), ('sort=None', {'sort': None}),
        ('sort=a list of names', {'sort': ['n']}), ('sort=5', {'sort': 5}), ('sort=text', {'sort': 'n'}),
        ('allow_partial_results', {'allow_partial_results': True}),
        ('allow_partial_results=5', {'allow_partial_results': 5}), ('batch_size', {'batch_size': 2}),
        ('batch_size=text', {'batch_size': 'text'}), ('a negative batch_size', {'batch_size': -2}),
        ('oplog_replay', {'oplog_replay': False}), ('max_time_ms', {'max_time_ms': 5000}),
        ('max_time_ms=text', {'max_time_ms': 'text'}), ('comment', {'comment': 'why'}),
        ('return_key', {'return_key': False}), ('session None', {'session': None}),
        ('collation None', {'collation': None}), ('an unknown keyword', {'bogus': 1}),
        ('allow_disk_use', {'allow_disk_use': True}), ('allow_disk_use=5', {'allow_disk_use': 5}),
        ('let', {'filter': {'$expr': {'$eq': ['$n', '$$x']}}, 'let': {'x': 2}}), ('let=5', {'let': 5})):
    check(title, lambda c, options=options: found(c, **dict(options)))
check('show_record_id', lambda c: sorted(found(c, count=1, show_record_id=True)[0]))
check('return_key of an index', lambda c: list(indexed(c).find({}, hint='n_1', return_key=True)))
for title, hint in (('keys', [('n', 1)]), ('a name', 'n_1'), ('None', None), ('a SON', SON([('n', 1)])),
                    ('names', ['n'])):
    check('hint: ' + title, lambda c, hint=hint: list(indexed(c).find({}, hint=hint)))
check('hint: the other order', lambda c: list(indexed(c).find({}, hint=[('n', -1)])))
check('min and max', lambda c: list(indexed(c).find(hint='n_1', min=SON([('n', 1)]), max=SON([('n', 3)]))))
check('cursor: min and max', lambda c: list(indexed(c).find().hint('n_1').min([('n', 1)]).max([('n', 3)])))
check('a collation', lambda c: [
    c.store({'_id': u'A'}), list(c.coll.find({'_id': 'a'}, collation={
        'locale': 'en', 'strength': 2}))])
check('a sort of two', lambda c: list(pairs(c).find(sort=[('a', 1), ('b', -1)])))
check('a sort as a mapping of two', lambda c: list(pairs(c).find().sort(SON([('a', 1), ('b', -1)]))))
for kind in ('TAILABLE', 'TAILABLE_AWAIT'):
    @check('a cursor that is ' + kind)
    def _(c, kind=kind):
        c.create(capped=True, size=4096)
        cursor = c.fill().find(cursor_type=getattr(CursorType, kind))
        gave = [next(cursor) for _ in range(3)]
        alive = cursor.alive
        cursor.close()
        return [gave, alive]

check('what the server refuses', lambda c: list(c.fill().find({'$bogus': 1})))
check('nothing is asked before it is needed', lambda c: c.fill().find({'$bogus': 1}).limit(1) is not None)
check('an empty collection', lambda c: list(c.coll.find()))
check('of no collection', lambda c: list(c.db.nothing.find()))

# Cursors
check('cursor: chained', lambda c: list(c.fill(9).find().sort('n', -1).skip(2).limit(3).batch_size(2)))
check('cursor: sort by a name', lambda c: list(c.fill().find().sort('n', -1)))
check('cursor: sort by a mapping', lambda c: list(c.fill().find().sort({'n': -1})))
check('cursor: sort by names', lambda c: list(pairs(c).find().sort(['a', ('b', -1)])))
check('cursor: sort twice', lambda c: list(c.fill().find().sort('n', -1).sort('n', 1)))
check('cursor: sort(5)', lambda c: c.coll.find().sort(5))
check('cursor: hint', lambda c: list(indexed(c).find().hint('n_1')))
check('cursor: max_time_ms', lambda c: list(c.fill(1).find().max_time_ms(5000)))
check('cursor: comment', lambda c: list(c.fill(1).find().comment('why')))
check('cursor: where', lambda c: list(c.fill().find().where('this.n > 0')))
check('cursor: distinct', lambda c: c.fill().find({'n': {'$gt': 0}}).distinct('n'))
check('cursor: an index', lambda c: c.fill().find()[1])
check('cursor: an index beyond', lambda c: c.fill().find()[9])
check('cursor: a slice', lambda c: list(c.fill().find()[1:3]))
check('cursor: a bad slice', lambda c: c.fill().find()[3:1:2])
check('cursor: alive', lambda c: [(lambda cursor: [cursor.alive, list(cursor), cursor.alive])(c.fill(1).find())])
check('cursor: next', lambda c: c.fill(1).find().next())
check('cursor: next of none', lambda c: c.coll.find().next())
check('cursor: as a context manager', lambda c: [(lambda cursor: [
    cursor.__enter__() is cursor, list(cursor), cursor.__exit__(None, None, None)])(c.fill(1).find())])
check('cursor: clone and rewind', lambda c: (lambda cursor: [
    list(cursor), list(cursor), list(cursor.clone()), list(cursor.rewind())])(c.fill(1).find()))
check('cursor: collection', lambda c: c.fill(1).find().collection.name)
check('cursor: cursor_id at the end', lambda c: (lambda cursor: [list(cursor), cursor.cursor_id])(c.fill(1).find()))
check('cursor: a limit too late', lambda c: (lambda cursor: [next(cursor), cursor.limit(1)])(c.fill().find()))
check('cursor: batches', lambda c: len(list(c.fill(250).find(batch_size=7))))
check('cursor: close', lambda c: (lambda cursor: [cursor.close(), list(cursor)])(c.fill().find()))
check('cursor: to_list', lambda c: c.fill().find().to_list())
check('cursor: to_list of two', lambda c: (lambda cursor: [cursor.to_list(2), cursor.to_list()])(c.fill().find()))
check('cursor: explain', lambda c: sorted(
    set(c.fill(1).find().explain()) & {'queryPlanner', 'executionStats', 'serverInfo'}))
check('cursor: address before the first use', lambda c: c.coll.find().address)
check('cursor: address', lambda c: (lambda cursor: [next(cursor), cursor.address == (c.host, c.port)])(
    c.fill(1).find()))

# find_one
one = Program('modern find_one', 'modern', '4.20.0', stored=False)
for title, args, options in (
        ('anything', (), {}), ('a filter', ({'n': 1},), {}), ('by its _id', (2,), {}), ('none', ({'n': 9},), {}),
        ('filter by keyword', (), {'filter': {'n': 1}}), ('None', (None,), {}),
        ('a projection', ({'n': 1}, {'_id': 0}), {}), ('projection by keyword', (), {'projection': ['n']}),
        ('sort', (), {'sort': [('n', -1)]}), ('sort as a mapping', (), {'sort': {'n': -1}}), ('skip', (), {'skip': 1}),
        ('no_cursor_timeout', (), {'no_cursor_timeout': True}), ('batch_size', (), {'batch_size': 5}),
        ('hint', (), {'hint': '_id_'}), ('max_time_ms', (), {'max_time_ms': 5000}), ('comment', (), {'comment': 'a'}),
        ('session None', (), {'session': None}), ('an unknown keyword', (), {'bogus': 1}),
        ('what the server refuses', ({'$bogus': 1},), {}), ('text', ('text',), {}), ('a list', ([],), {})):
    one.check(title, lambda c, args=args, options=options: c.fill().find_one(*args, **dict(options)))
one.check('a collation', lambda c: [c.store({'_id': u'A'}), c.coll.find_one(
    {'_id': 'a'}, collation={'locale': 'en', 'strength': 2})])

# What comes back
kinds = Program('modern types', 'modern', '4.20.0', stored=False)
for title, value in (
        ('text', u'\xe9'), ('an int', 5), ('a long', 2 ** 40), ('a float', 1.5), ('a bool', True), ('None', None),
        ('a list', [1, [2]]), ('a document', {'a': {'b': 1}}), ('a tuple', (1, 2)),
        ('a datetime', datetime.datetime(2012, 3, 4, 5, 6, 7, 891000))):
    kinds.check(title, lambda c, value=value: [c.coll.insert_one({'_id': 1, 'v': value}).inserted_id,
                                               c.coll.find_one({})['v']])
kinds.check('a SON', lambda c: [c.coll.insert_one({'_id': 1, 'v': SON([('b', 1), ('a', 2)])}).inserted_id,
                                list(c.coll.with_options(codec_options=CodecOptions(document_class=SON)).find_one()
                                     ['v'].items())])
