"""update_one, update_many and replace_one: filters, options, results and errors."""
from bson.objectid import ObjectId
from bson.son import SON

from ..names import UpdateMany, UpdateOne, WriteConcern
from ..program import Program

modern = Program('modern update', 'modern', '4.20.0')
check = modern.check

SET = {'$set': {'a': 1}}


def told(result):
    return [result.matched_count, result.modified_count, result.upserted_id, result.acknowledged,
            dict((name, value) for name, value in result.raw_result.items())]


def hasty(c):
    return c.fill().with_options(write_concern=WriteConcern(w=0))


for name, change in (('update_one', SET), ('update_many', SET), ('replace_one', {'a': 1})):
    def ask(title, function, name=name, change=change, **options):
        """A check of one of the three; the function is given what writes and a change."""
        check('%s: %s' % (name, title), lambda c: function(c, lambda coll: getattr(coll, name), change), **options)

    ask('one of three', lambda c, of, change: told(of(c.fill())({'_id': 1}, change)))
    ask('all', lambda c, of, change: told(of(c.fill())({}, change)))
    ask('some', lambda c, of, change: told(of(c.fill())({'n': {'$gt': 0}}, change)))
    ask('none', lambda c, of, change: told(of(c.fill())({'_id': 9}, change)))
    ask('in vain', lambda c, of, change: [told(of(c.fill())({'_id': 1}, change)), told(of(c.coll)({'_id': 1}, change))])
    ask('upsert', lambda c, of, change: told(of(c.fill(1))({'_id': 9}, change, upsert=True)))
    ask('upsert by position', lambda c, of, change: told(of(c.fill(1))({'_id': 9}, change, True)))
    ask('upsert of what is there', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, upsert=True)))

    @check(name + ': upsert with an _id by the server')
    def _(c, name=name, change=change):
        found = getattr(c.coll, name)({'b': 2}, change, upsert=True)
        return [isinstance(found.upserted_id, ObjectId), c.raw.find_one()['_id'] == found.upserted_id, told(found)]

    ask('upsert of a null _id', lambda c, of, change: [
        told(of(c.coll)({'_id': None}, change, upsert=True))])
    ask('unacknowledged', lambda c, of, change: of(hasty(c))({'_id': 1}, change).acknowledged)
    for count in ('matched_count', 'modified_count', 'upserted_id'):
        ask('%s, unacknowledged' % count,
            lambda c, of, change, count=count: getattr(of(hasty(c))({'_id': 1}, change), count))
    ask('raw_result, unacknowledged',
        lambda c, of, change: of(hasty(c))({'_id': 1}, change).raw_result)
    ask('session None', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, session=None)))
    ask('comment', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, comment='why')))
    ask('hint by keys', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, hint=[('_id', 1)])))
    ask('hint by name', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, hint='_id_')))
    ask('hint that is not there', lambda c, of, change: told(of(c.fill())({'_id': 1}, change, hint='no_1')))
    ask('let', lambda c, of, change: told(of(c.fill())({'$expr': {'$eq': ['$n', '$$x']}}, change, let={'x': 2})))
    ask('a collation', lambda c, of, change: [
        c.store({'_id': 'a', 't': u'A'}),
        told(of(c.coll)({'t': 'a'}, change, collation={'locale': 'en', 'strength': 2}))])
    ask('by keyword', lambda c, of, change: told(of(c.fill())(
        filter={'_id': 1}, **{'replacement' if '$set' not in change else 'update': change})))
    ask('an unknown keyword', lambda c, of, change: of(c.fill())({}, change, bogus=1))
    for value in (None, 5, 'text', [], [('_id', 1)]):
        ask('filter=%r' % (value,), lambda c, of, change, value=value: of(c.fill())(value, change))
    for value in (None, 5, 'text', 0, 'true'):
        ask('upsert=%r' % (value,), lambda c, of, change, value=value: told(of(c.fill())({'_id': 1}, change, value)))

for name in ('update_one', 'update_many'):
    for value in (None, 5, 'text', (), {}, [], {'a': 1}, SON([('a', 1), ('$set', {})]), {'a': {'$set': 1}}):
        check('%s: update=%r' % (name, value),
              lambda c, name=name, value=value: told(getattr(c.fill(), name)({'_id': 1}, value)))
    check(name + ': what the server refuses', lambda c, name=name: getattr(c.fill(), name)({}, {'$bogus': {'a': 1}}))
    check(name + ': $inc of text',
          lambda c, name=name: [c.fill().insert_one({'_id': 5, 'n': 'x'}) is None,
                                getattr(c.coll, name)({'_id': 5}, {'$inc': {'n': 1}})])
    check(name + ': a pipeline',
          lambda c, name=name: told(getattr(c.fill(), name)({}, [{'$set': {'m': {'$add': ['$n', 10]}}}])))
    check(name + ': array_filters', lambda c, name=name: [
        c.store({'_id': 1, 'a': [1, 5, 7]}),
        told(getattr(c.coll, name)({}, {'$set': {'a.$[x]': 0}}, array_filters=[{'x': {'$gt': 4}}]))])
    check(name + ': array_filters that are none',
          lambda c, name=name: getattr(c.fill(), name)({}, SET, array_filters={'x': 1}))
    check(name + ': a duplicate',
          lambda c, name=name: [c.coll.create_index('n', unique=True), c.fill() is None,
                                getattr(c.coll, name)({'_id': 0}, {'$set': {'n': 1}})])

for value in (None, 5, 'text', [], {'$set': {'a': 1}}, [{'$set': {'a': 1}}], SON([('$set', 1), ('a', 1)])):
    check('replace_one: replacement=%r' % (value,), lambda c, value=value: c.fill().replace_one({'_id': 1}, value))
check('replace_one: by an empty document', lambda c: told(c.fill().replace_one({'_id': 1}, {})))
check('replace_one: by a SON', lambda c: told(c.fill().replace_one({'_id': 1}, SON([('b', 1), ('a', 2)]))))
check('replace_one: another _id', lambda c: c.fill().replace_one({'_id': 1}, {'_id': 5}))
check('replace_one: a dollar further down', lambda c: told(c.fill().replace_one({'_id': 1}, {'a': {'$b': 1}})))


@check('replace_one leaves the replacement as it is')
def _(c):
    replacement = {'a': 1}
    c.coll.replace_one({'_id': 1}, replacement, upsert=True)
    return replacement


check('UpdateOne in a bulk_write answers alike', lambda c: c.fill().bulk_write([UpdateOne({}, SET)]).modified_count)
check('UpdateMany in a bulk_write answers alike', lambda c: c.fill().bulk_write([UpdateMany({}, SET)]).modified_count)
