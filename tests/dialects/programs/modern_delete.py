"""delete_one, delete_many and the find_one_and_ calls."""
from bson.son import SON

from ..names import ReturnDocument, WriteConcern
from ..program import Program

modern = Program('modern delete', 'modern', '4.20.0')
check = modern.check


def told(result):
    return [result.deleted_count, result.acknowledged, dict(result.raw_result)]


def hasty(c):
    return c.fill().with_options(write_concern=WriteConcern(w=0))


for name in ('delete_one', 'delete_many'):
    def ask(title, function, name=name):
        check('%s: %s' % (name, title), lambda c: function(c, lambda coll: getattr(coll, name)))

    ask('one of three', lambda c, of: told(of(c.fill())({'_id': 1})))
    ask('all', lambda c, of: told(of(c.fill())({})))
    ask('some', lambda c, of: told(of(c.fill())({'n': {'$gt': 0}})))
    ask('none', lambda c, of: told(of(c.fill())({'_id': 9})))
    ask('of no collection', lambda c, of: told(of(c.db.nothing)({})))
    ask('by keyword', lambda c, of: told(of(c.fill())(filter=SON([('n', 1)]))))
    ask('unacknowledged', lambda c, of: of(hasty(c))({'_id': 1}).acknowledged)
    ask('deleted_count, unacknowledged', lambda c, of: of(hasty(c))({'_id': 1}).deleted_count)
    ask('session None', lambda c, of: told(of(c.fill())({'_id': 1}, session=None)))
    ask('comment', lambda c, of: told(of(c.fill())({'_id': 1}, comment='why')))
    ask('hint', lambda c, of: told(of(c.fill())({'_id': 1}, hint=[('_id', 1)])))
    ask('hint by name', lambda c, of: told(of(c.fill())({'_id': 1}, hint='_id_')))
    ask('let', lambda c, of: told(of(c.fill())({'$expr': {'$eq': ['$n', '$$x']}}, let={'x': 2})))
    ask('a collation', lambda c, of: [c.store({'_id': u'A'}), told(of(c.coll)(
        {'_id': 'a'}, collation={'locale': 'en', 'strength': 2}))])
    ask('without a filter', lambda c, of: of(c.fill())())
    ask('an unknown keyword', lambda c, of: of(c.fill())({}, bogus=1))
    ask('what the server refuses', lambda c, of: of(c.fill())({'$bogus': 1}))
    for value in (None, 5, 'text', [], [('_id', 1)]):
        ask('filter=%r' % (value,), lambda c, of, value=value: of(c.fill())(value))

one_and = Program('modern find_one_and', 'modern', '4.20.0')

for name, change in (('find_one_and_update', [{'$set': {'a': 1}}]), ('find_one_and_replace', [{'a': 1}]),
                     ('find_one_and_delete', [])):
    def ask(title, function, name=name, change=change):
        """The function is given what takes a filter, and options."""
        def call(c):
            return lambda filter, **options: getattr(options.pop('on', c.coll), name)(
                filter, *change, **options)
        one_and.check('%s: %s' % (name, title), lambda c: function([c, c.fill()][0], call(c)))

    ask('one of three', lambda c, call: call({'_id': 1}))
    ask('none', lambda c, call: call({'_id': 9}))
    ask('of no collection', lambda c, call: call({}, on=c.db.nothing))
    ask('the first in an order', lambda c, call: call({}, sort=[('n', -1)]))
    ask('sort as a mapping', lambda c, call: call({}, sort={'n': -1}))
    ask('sort of two', lambda c, call: call({}, sort=[('m', 1), ('n', -1)]))
    ask('sort that is none', lambda c, call: call({}, sort=5))
    ask('a projection', lambda c, call: call({'_id': 1}, projection={'n': 1, '_id': 0}))
    ask('a projection as a list', lambda c, call: call({'_id': 1}, projection=['n']))
    ask('an empty projection', lambda c, call: call({'_id': 1}, projection=[]))
    ask('an exclusion', lambda c, call: call({'_id': 1}, projection={'n': False}))
    ask('a projection that is none', lambda c, call: call({'_id': 1}, projection=5))
    ask('a SON as filter', lambda c, call: call(SON([('n', 1), ('_id', 1)])))
    ask('maxTimeMS', lambda c, call: call({'_id': 1}, maxTimeMS=5000))
    ask('session None', lambda c, call: call({'_id': 1}, session=None))
    ask('comment', lambda c, call: call({'_id': 1}, comment='why'))
    ask('hint', lambda c, call: call({'_id': 1}, hint=[('_id', 1)]))
    ask('hint by name', lambda c, call: call({'_id': 1}, hint='_id_'))
    ask('let', lambda c, call: call({'$expr': {'$eq': ['$n', '$$x']}}, let={'x': 2}))
    ask('a collation', lambda c, call: [c.store({'_id': u'A'}), call(
        {'_id': 'a'}, collation={'locale': 'en', 'strength': 2})])
    ask('a write concern', lambda c, call: call({'_id': 1}, on=c.coll.with_options(write_concern=WriteConcern(w=1))))
    ask('what the server refuses', lambda c, call: call({'$bogus': 1}))
    ask('a keyword the server refuses', lambda c, call: call({'_id': 1}, bogus=1))
    for value in (None, 5, 'text', []):
        ask('filter=%r' % (value,), lambda c, call, value=value: call(value))
    if change:
        for title, when in (('before', ReturnDocument.BEFORE), ('after', ReturnDocument.AFTER)):
            ask('return_document: ' + title, lambda c, call, when=when: call({'_id': 1}, return_document=when))
            ask('upsert, ' + title, lambda c, call, when=when: call({'_id': 9}, upsert=True, return_document=when))
            ask('a projection, ' + title,
                lambda c, call, when=when: call({'_id': 1}, projection={'_id': 0}, return_document=when))
        for value in (None, 5, 'after'):
            ask('return_document=%r' % (value,), lambda c, call, value=value: call({'_id': 1}, return_document=value))
        for value in (None, 5):
            ask('upsert=%r' % (value,), lambda c, call, value=value: call({'_id': 9}, upsert=value))
        ask('a duplicate', lambda c, call: [c.coll.create_index('a', unique=True), c.store(
            {'_id': 5, 'a': 1}), call({'_id': 1})])

for value in (None, 5, {}, [], {'a': 1}):
    one_and.check('find_one_and_update: update=%r' % (value,),
                  lambda c, value=value: c.fill().find_one_and_update({}, value))
for value in (None, 5, [], {'$set': {'a': 1}}):
    one_and.check('find_one_and_replace: replacement=%r' % (value,),
                  lambda c, value=value: c.fill().find_one_and_replace({}, value))
one_and.check('find_one_and_replace: by nothing', lambda c: c.fill().find_one_and_replace({'_id': 1}, {}))
one_and.check('find_one_and_update: a pipeline',
              lambda c: c.fill().find_one_and_update({'_id': 1}, [{'$set': {'a': {'$add': ['$n', 1]}}}],
                                                     return_document=ReturnDocument.AFTER))
one_and.check('find_one_and_update: array_filters', lambda c: [
    c.store({'_id': 1, 'a': [1, 5, 7]}),
    c.coll.find_one_and_update({}, {'$set': {'a.$[x]': 0}}, array_filters=[{'x': {'$gt': 4}}],
                               return_document=ReturnDocument.AFTER)])
one_and.check('find_one_and_update: array_filters that are none',
              lambda c: c.fill().find_one_and_update({}, {'$set': {'a': 1}}, array_filters={'x': 1}))
one_and.check('ReturnDocument', lambda c: [ReturnDocument.BEFORE, ReturnDocument.AFTER])
