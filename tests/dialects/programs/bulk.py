"""The bulk API of 2.7 to 3.13."""
from pymongo.errors import BulkWriteError

from ..program import NotHere, Program

legacy = Program('bulk', 'legacy', '2.9.5')
check = legacy.check


def told(details):
    """What a program reads of an answer or of an error's details."""
    details = dict(details)
    details['writeErrors'] = [(error['index'], error['code']) for error in details['writeErrors']]
    return details


def failed(builder):
    try:
        return builder.execute()
    except BulkWriteError as error:
        return [error, told(error.details)]


for order in ('ordered', 'unordered'):
    def start(c, order=order):
        return getattr(c.coll, 'initialize_%s_bulk_op' % order)()

    @check('all operations, ' + order)
    def _(c, start=start):
        c.fill(8)
        bulk = start(c)
        gave = [bulk.insert({'_id': 20}), bulk.find({'n': 0}).update({'$set': {'a': 1}}),
                bulk.find({'n': {'$lt': 3}}).update_one({'$set': {'b': 1}}),
                bulk.find({'n': 3}).replace_one({'c': 1}), bulk.find({'n': 4}).remove_one(),
                bulk.find({'n': {'$gt': 5}}).remove()]
        return [gave, bulk.execute()]

    @check('upserts, ' + order)
    def _(c, start=start):
        bulk = start(c)
        gave = [bulk.find({'_id': 1}).upsert().update({'$set': {'a': 1}}),
                bulk.find({'_id': 2}).upsert().update_one({'$set': {'a': 1}}),
                bulk.find({'_id': 3}).upsert().replace_one({'a': 1})]
        return [gave, bulk.execute()]

    @check('duplicates, ' + order)
    def _(c, start=start):
        bulk = start(c)
        for number in (1, 1, 2, 2, 3):
            bulk.insert({'_id': number})
        return failed(bulk)

    @check('mixed errors, ' + order)
    def _(c, start=start):
        c.fill().create_index('n', unique=True)
        bulk = start(c)
        bulk.find({'_id': 0}).update({'$set': {'n': 1}})
        bulk.insert({'_id': 5, 'n': 5})
        bulk.find({'_id': 9}).upsert().update_one({'$set': {'n': 5}})
        bulk.find({'_id': 2}).remove()
        return failed(bulk)

    check('nothing to do, ' + order, lambda c, start=start: start(c).execute())

    @check('a second execute, ' + order)
    def _(c, start=start):
        bulk = start(c)
        bulk.insert({'_id': 1})
        bulk.execute()
        return bulk.execute()

    @check('w=0, ' + order)
    def _(c, start=start):
        bulk = start(c)
        bulk.insert({'_id': 1})
        bulk.find({'_id': 1}).update({'$set': {'a': 1}})
        return [bulk.execute({'w': 0}), c.coll.count()]

    @check('w=1, ' + order)
    def _(c, start=start):
        bulk = start(c)
        bulk.insert({'_id': 1})
        return bulk.execute(write_concern={'w': 1})


def ordered(c):
    return c.coll.initialize_ordered_bulk_op()


@check('insert adds the _id at once')
def _(c):
    document = {}
    bulk = ordered(c)
    bulk.insert(document)
    return ['_id' in document, c.coll.count(), bulk.execute()]


@check('keys are checked when executed')
def _(c):
    bulk = ordered(c)
    gave = bulk.insert({'a.b': 1})
    return [gave, c.tried(bulk.execute)]


@check('upserted counts the operations of all kinds')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    bulk.find({'_id': 2}).upsert().update({'$set': {'a': 1}})
    bulk.insert({'_id': 3})
    bulk.find({'a': 7}).upsert().replace_one({'a': 7})
    return bulk.execute()


@check('op of a failed insert')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    bulk.insert({'_id': 1, 'a': 1})
    return c.tried(bulk.execute).details['writeErrors'][0]['op']


@check('op of a failed update')
def _(c):
    c.fill().create_index('n', unique=True)
    bulk = ordered(c)
    bulk.find({'_id': 0}).update_one({'$set': {'n': 1}})
    return c.tried(bulk.execute).details['writeErrors'][0]['op']


@check('op of a failed multi update')
def _(c):
    bulk = c.fill() and ordered(c)
    bulk.find({'_id': 0}).update({'$bogus': {'n': 1}})
    return c.tried(bulk.execute).details['writeErrors'][0]['op']


@check('op of a failed remove')
def _(c):
    bulk = c.fill() and ordered(c)
    bulk.find({'n': {'$bogus': 1}}).remove_one()
    return c.tried(bulk.execute).details['writeErrors'][0]['op']


@check('op of a failed replacement')
def _(c):
    c.fill().create_index('n', unique=True)
    bulk = ordered(c)
    bulk.find({'_id': 0}).upsert().replace_one({'n': 1})
    return c.tried(bulk.execute).details['writeErrors'][0]['op']


for value in (None, 5, 'a', [], [{'a': 1}]):
    check('insert(%r)' % (value,), lambda c, value=value: ordered(c).insert(value))
    check('find(%r)' % (value,), lambda c, value=value: ordered(c).find(value))
check('find()', lambda c: ordered(c).find())
for name in ('update', 'update_one'):
    for change in ({}, {'a': 1}, [], None):
        check('%s(%r)' % (name, change),
              lambda c, name=name, change=change: getattr(ordered(c).find({}), name)(change))
        check('upsert().%s(%r)' % (name, change),
              lambda c, name=name, change=change: getattr(ordered(c).find({}).upsert(), name)(change))
check('replace_one with an operator', lambda c: ordered(c).find({}).replace_one({'$set': {'a': 1}}))
check('replace_one with nothing', lambda c: ordered(c).find({}).replace_one({}))
check('replace_one with a list', lambda c: ordered(c).find({}).replace_one([]))
check('execute(5)', lambda c: ordered(c).execute(5))


@check('execute with a write concern that is no dict')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    return bulk.execute('majority')


@check('execute with a w that the server cannot give')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    return bulk.execute({'w': 3})


@check('remove of everything')
def _(c):
    bulk = c.fill() and ordered(c)
    bulk.find({}).remove()
    return bulk.execute()


@check('update of many, some unchanged')
def _(c):
    bulk = c.fill() and ordered(c)
    bulk.find({}).update({'$set': {'n': 1}})
    return bulk.execute()


@check('many operations')
def _(c):
    bulk = c.coll.initialize_unordered_bulk_op()
    for number in range(1500):
        bulk.insert({'_id': number})
    return bulk.execute()['nInserted']


@check('on a Connection', client='Connection')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    return [bulk.execute(), c.coll.count()]


@check('on a Connection, a write concern', client='Connection')
def _(c):
    bulk = ordered(c)
    bulk.insert({'_id': 1})
    return bulk.execute({'w': 1})


of_3 = Program('bulk of 3.x', 'legacy', '3.13.0')


def collation():
    try:
        from pymongo.collation import Collation
    except ImportError:
        raise NotHere('the driver knows no collations and no document validation')
    return Collation('en', strength=2)


@of_3.check('bypass_document_validation')
def _(c):
    collation()
    c.db.create_collection('strict', validator={'a': {'$exists': True}})
    answers = []
    for bypass in (True, False):
        bulk = c.db.strict.initialize_ordered_bulk_op(bypass_document_validation=bypass)
        bulk.insert({'_id': 1 + bypass})
        answers.append(c.tried(bulk.execute))
    return answers


@of_3.check('a collation')
def _(c):
    c.coll.insert_one({'_id': 1, 'a': 'X'})
    bulk = c.coll.initialize_unordered_bulk_op()
    bulk.find({'a': 'x'}, collation=collation()).update_one({'$set': {'b': 1}})
    return bulk.execute()
