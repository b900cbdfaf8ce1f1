"""bulk_write: requests, counts, the details of errors."""
from bson.objectid import ObjectId
from bson.son import SON

from ..names import (
    BulkWriteError,
    DeleteMany,
    DeleteOne,
    InsertOne,
    ReplaceOne,
    UpdateMany,
    UpdateOne,
    WriteConcern,
)
from ..program import Program

modern = Program('modern bulk_write', 'modern', '4.20.0')
check = modern.check

SET = {'$set': {'a': 1}}
_COUNTS = ('inserted_count', 'matched_count', 'modified_count', 'deleted_count', 'upserted_count', 'upserted_ids')


def told(result):
    return [[getattr(result, name) for name in _COUNTS], result.acknowledged, dict(result.bulk_api_result)]


def operation(op):
    """What a program reads of the operation that failed; of some, drivers tell more or less."""
    return dict((name, value) for name, value in op.items() if value and name not in ('collation', 'hint'))


def write(c, *requests, **options):
    """What a program reads of the result, or of the error."""
    coll = options.pop('on', c.coll)
    try:
        return told(coll.bulk_write(list(requests), **options))
    except BulkWriteError as error:
        details = dict(error.details)
        details['writeErrors'] = [[entry['index'], entry['code'], operation(entry['op'])]
                                  for entry in details['writeErrors']]
        return [error, details]


REQUESTS = (
    ('InsertOne', lambda: InsertOne({'_id': 5})),
    ('InsertOne of a SON', lambda: InsertOne(SON([('_id', 5), ('b', 1)]))),
    ('UpdateOne', lambda: UpdateOne({'_id': 1}, SET)),
    ('UpdateOne of all', lambda: UpdateOne({}, SET)),
    ('UpdateOne of none', lambda: UpdateOne({'_id': 9}, SET)),
    ('UpdateOne in vain', lambda: UpdateOne({'_id': 1}, {'$set': {'n': 1}})),
    ('UpdateOne, upsert', lambda: UpdateOne({'_id': 9}, SET, upsert=True)),
    ('UpdateOne, a pipeline', lambda: UpdateOne({'_id': 1}, [{'$set': {'a': '$n'}}])),
    ('UpdateMany', lambda: UpdateMany({'n': {'$gt': 0}}, SET)),
    ('UpdateMany, upsert', lambda: UpdateMany({'_id': 9}, SET, upsert=True)),
    ('UpdateMany, a pipeline', lambda: UpdateMany({}, [{'$set': {'a': '$n'}}])),
    ('ReplaceOne', lambda: ReplaceOne({'_id': 1}, {'a': 1})),
    ('ReplaceOne by nothing', lambda: ReplaceOne({'_id': 1}, {})),
    ('ReplaceOne, upsert', lambda: ReplaceOne({'_id': 9}, {'a': 1}, upsert=True)),
    ('DeleteOne', lambda: DeleteOne({})),
    ('DeleteOne of none', lambda: DeleteOne({'_id': 9})),
    ('DeleteMany', lambda: DeleteMany({'n': {'$gt': 0}})),
    ('DeleteMany of all', lambda: DeleteMany({})),
)
for order in (True, False):
    suffix = ', ordered' if order else ', unordered'
    for name, make in REQUESTS:
        check(name + suffix, lambda c, make=make, order=order: write(c, make(), on=c.fill(), ordered=order))
    check('all together' + suffix, lambda c, order=order: write(
        c, *[InsertOne({'_id': 10}), InsertOne({'_id': 11}), UpdateOne({'_id': 0}, SET), DeleteOne({'_id': 1}),
             UpdateMany({'_id': {'$gt': 9}}, SET), ReplaceOne({'_id': 21}, {'b': 1}, upsert=True),
             UpdateOne({'_id': 20}, SET, upsert=True), InsertOne({'_id': 12}), DeleteMany({'n': 2})],
        on=c.fill(), ordered=order))
    check('duplicates' + suffix, lambda c, order=order: write(
        c, *[InsertOne({'_id': n}) for n in (5, 5, 6, 1, 7)], on=c.fill(), ordered=order))
    check('errors of each kind' + suffix, lambda c, order=order: [c.coll.create_index('n', unique=True), write(
        c, UpdateOne({'_id': 0}, {'$set': {'n': 1}}), InsertOne({'_id': 1}), DeleteOne({'$bogus': 1}),
        ReplaceOne({'_id': 2}, {'n': 0}), UpdateMany({}, {'$bogus': {'a': 1}}), InsertOne({'_id': 8, 'n': 8}),
        on=c.fill(), ordered=order)])
    check('upserts and errors' + suffix, lambda c, order=order: write(
        c, UpdateOne({'_id': 7}, SET, upsert=True), InsertOne({'_id': 7}), UpdateOne({'_id': 8}, SET, upsert=True),
        on=c.fill(), ordered=order))
    check('unacknowledged' + suffix, lambda c, order=order: c.fill().with_options(
        write_concern=WriteConcern(w=0)).bulk_write(
            [InsertOne({'_id': 5}), UpdateOne({'_id': 1}, SET), DeleteOne({'_id': 2})], ordered=order).acknowledged)
    check('errors, unacknowledged' + suffix, lambda c, order=order: c.fill().with_options(
        write_concern=WriteConcern(w=0)).bulk_write(
            [InsertOne({'_id': 1}), InsertOne({'_id': 5})], ordered=order).acknowledged)

for name in _COUNTS:
    check('%s, unacknowledged' % name, lambda c, name=name: getattr(c.fill().with_options(
        write_concern=WriteConcern(w=0)).bulk_write([InsertOne({'_id': 5})]), name))


@check('InsertOne gives an _id')
def _(c):
    document = {'a': 1}
    c.coll.bulk_write([InsertOne(document)])
    return [isinstance(document['_id'], ObjectId), c.raw.find_one() == document]


check('an upsert with an _id by the server', lambda c: write(c, UpdateOne({'b': 1}, SET, upsert=True)))
check('more than one batch', lambda c: write(
    c, *([InsertOne({'_id': n}) for n in range(1500)] + [DeleteOne({'_id': n}) for n in range(1500)])))
check('an error in a later batch', lambda c: write(
    c, *[InsertOne({'_id': n}) for n in list(range(1500)) + [7]])[1]['writeErrors'])
check('hint', lambda c: write(c, UpdateOne({'_id': 1}, SET, hint='_id_'), DeleteOne({'_id': 2}, hint=[('_id', 1)]),
                              on=c.fill()))
check('array_filters', lambda c: [c.store({'_id': 1, 'a': [1, 5]}), write(c, UpdateOne(
    {}, {'$set': {'a.$[x]': 0}}, array_filters=[{'x': 5}]))])
check('a collation', lambda c: write(c, DeleteOne({'_id': 'a'}, collation={'locale': 'en'}), on=c.fill()))
check('session None', lambda c: write(c, InsertOne({'_id': 1}), session=None))
check('comment', lambda c: write(c, InsertOne({'_id': 1}), comment='why'))
check('let', lambda c: write(c, UpdateOne({'$expr': {'$eq': ['$n', '$$x']}}, SET), on=c.fill(), let={'x': 1}))
check('past a validator', lambda c: [
    c.create(validator={'a': {'$exists': True}}) is None,
    write(c, InsertOne({'_id': 1}), bypass_document_validation=True)])
check('that a validator refuses', lambda c: [
    c.create(validator={'a': {'$exists': True}}) is None,
    write(c, InsertOne({'_id': 1}))])
for value in (None, 5, 'text', {}, [], [5], [{'_id': 1}], [InsertOne({'_id': 1}), None]):
    title = [type(item).__name__ for item in value] if isinstance(value, list) and value else value
    check('requests: %r' % (title,), lambda c, value=value: c.coll.bulk_write(value))
for kind in (UpdateOne, UpdateMany, ReplaceOne):
    change = {'a': 1} if kind is ReplaceOne else SET
    for value in (None, 5, [], 'text'):
        check('%s, filter=%r' % (kind.__name__, value),
              lambda c, kind=kind, change=change, value=value: c.coll.bulk_write([kind(value, change)]))
    for value in (None, 5, {}, SET if kind is ReplaceOne else {'a': 1}):
        check('%s by %r' % (kind.__name__, value),
              lambda c, kind=kind, value=value: write(c, kind({'_id': 1}, value), on=c.fill()))
    check('%s, upsert=5' % kind.__name__, lambda c, kind=kind, change=change: write(c, kind({}, change, upsert=5)))
for value in (None, 5, [], 'text'):
    check('DeleteOne(%r)' % (value,), lambda c, value=value: c.coll.bulk_write([DeleteOne(value)]))
    check('InsertOne(%r)' % (value,), lambda c, value=value: c.coll.bulk_write([InsertOne(value)]))
check('requests are values', lambda c: [
    InsertOne({'a': 1}) == InsertOne({'a': 1}), InsertOne({'a': 1}) == InsertOne({'a': 2}),
    UpdateOne({}, SET) == UpdateOne({}, SET), UpdateOne({}, SET) == UpdateMany({}, SET),
    DeleteOne({}) != DeleteMany({})])
