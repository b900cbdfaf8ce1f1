"""insert_one and insert_many: documents, options, results and errors."""
from bson.binary import Binary
from bson.objectid import ObjectId
from bson.son import SON

from ..names import BulkWriteError, WriteConcern
from ..program import Program

modern = Program('modern insert', 'modern', '4.20.0')
check = modern.check

NEITHER = (None, 5, 'text', True, [('a', 1)], ())


def told(error):
    """What a program reads of a BulkWriteError."""
    details = dict(error.details)
    details['writeErrors'] = [dict((name, entry[name]) for name in ('index', 'code', 'op'))
                              for entry in details['writeErrors']]
    return [error, details]


def failed(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except BulkWriteError as error:
        return told(error)


def one(result):
    return [result.inserted_id, result.acknowledged]


def many(result):
    return [result.inserted_ids, result.acknowledged]


def hasty(c):
    return c.coll.with_options(write_concern=WriteConcern(w=0))


check('insert_one', lambda c: one(c.coll.insert_one({'_id': 1, 'a': 1})))
check('insert_one gives an _id', lambda c: one(c.coll.insert_one({'a': 1})))


@check('insert_one writes the _id into the document')
def _(c):
    document = {'a': 1}
    found = c.coll.insert_one(document).inserted_id
    return [found == document['_id'], isinstance(found, ObjectId), sorted(document)]


check('insert_one of a SON', lambda c: one(c.coll.insert_one(SON([('_id', 1), ('b', 1), ('a', 2)]))))
check('insert_one of nothing but an _id', lambda c: one(c.coll.insert_one({'_id': 0})))
check('insert_one of an empty document', lambda c: isinstance(c.coll.insert_one({}).inserted_id, ObjectId))
check('insert_one with _id None', lambda c: one(c.coll.insert_one({'_id': None})))
check('insert_one with a document as _id', lambda c: one(c.coll.insert_one({'_id': {'a': 1}})))
check('insert_one with text as _id', lambda c: one(c.coll.insert_one({'_id': u'\xe9'})))
check('insert_one of binary data', lambda c: one(c.coll.insert_one({'_id': 1, 'b': Binary(b'\x00\xff', 5)})))
check('insert_one of what is nested', lambda c: one(c.coll.insert_one({'_id': 1, 'a': [{'b': [1, 2.5, None]}, True]})))
check('insert_one of a duplicate', lambda c: c.fill(1).insert_one({'_id': 0}))
check('insert_one of a set', lambda c: c.coll.insert_one({'a': {1, 2}}))
check('insert_one with a number as key', lambda c: c.coll.insert_one({1: 2}))
check('insert_one with a null character in a key', lambda c: c.coll.insert_one({'a\x00b': 2}))
check('insert_one with an array as _id', lambda c: c.coll.insert_one({'_id': [1]}))
check('insert_one with a dotted key', lambda c: one(c.coll.insert_one({'_id': 1, 'a.b': 2})))
check('insert_one with a key with a dollar', lambda c: one(c.coll.insert_one({'_id': 1, 'a': {'$b': 2}})))
check('insert_one with too large an int', lambda c: c.coll.insert_one({'_id': 1, 'a': 2 ** 64}))
check('insert_one, unacknowledged', lambda c: one(hasty(c).insert_one({'_id': 1})))
check('insert_one of a duplicate, unacknowledged', lambda c: [c.fill(1) is None, one(hasty(c).insert_one({'_id': 0}))])
check('insert_one, session None', lambda c: one(c.coll.insert_one({'_id': 1}, session=None)))
check('insert_one, comment', lambda c: one(c.coll.insert_one({'_id': 1}, comment='why')))
check('insert_one by keyword', lambda c: one(c.coll.insert_one(document={'_id': 1})))
check('insert_one, an unknown keyword', lambda c: c.coll.insert_one({'_id': 1}, bogus=1))
check('insert_one without a document', lambda c: c.coll.insert_one())
for value in NEITHER:
    check('insert_one(%r)' % (value,), lambda c, value=value: c.coll.insert_one(value))


def validated(c):
    return c.create(validator={'a': {'$exists': True}})


check('insert_one that a validator refuses', lambda c: validated(c).insert_one({'_id': 1}))
check('insert_one past a validator',
      lambda c: one(validated(c).insert_one({'_id': 1}, bypass_document_validation=True)))
check('insert_many past a validator',
      lambda c: many(validated(c).insert_many([{'_id': 1}], bypass_document_validation=True)))
check('insert_many that a validator refuses',
      lambda c: failed(validated(c).insert_many, [{'_id': 1, 'a': 1}, {'_id': 2}])[0])

check('insert_many', lambda c: many(c.coll.insert_many([{'_id': n} for n in range(3)])))
check('insert_many gives _ids', lambda c: many(c.coll.insert_many([{'a': 1}, {'a': 2}])))
check('insert_many of a tuple', lambda c: many(c.coll.insert_many(({'_id': 1}, {'_id': 2}))))
check('insert_many of a generator', lambda c: many(c.coll.insert_many({'_id': n} for n in range(3))))
check('insert_many of an iterator', lambda c: many(c.coll.insert_many(iter([{'_id': 1}]))))
check('insert_many of an empty generator', lambda c: c.coll.insert_many({'_id': n} for n in ()))
check('insert_many of more than one batch',
      lambda c: len(c.coll.insert_many([{'_id': n} for n in range(2500)]).inserted_ids), stored=False)
check('insert_many, unordered', lambda c: many(c.coll.insert_many([{'_id': 1}, {'_id': 2}], ordered=False)))
check('insert_many, unacknowledged', lambda c: many(hasty(c).insert_many([{'_id': 1}, {'_id': 2}])))
check('insert_many, session None', lambda c: many(c.coll.insert_many([{'_id': 1}], session=None)))
check('insert_many, comment', lambda c: many(c.coll.insert_many([{'_id': 1}], comment='why')))
check('insert_many by keyword', lambda c: many(c.coll.insert_many(documents=[{'_id': 1}], ordered=True)))
for value in (None, 5, 'text', {}, [], {'a': 1}, [5], ['a'], [{'_id': 1}, 5]):
    check('insert_many(%r)' % (value,), lambda c, value=value: c.coll.insert_many(value))
for ordered in (True, False):
    suffix = ', ordered' if ordered else ', unordered'
    check('insert_many of duplicates' + suffix,
          lambda c, ordered=ordered: failed(c.coll.insert_many, [{'_id': n} for n in (1, 1, 2, 1, 3)], ordered=ordered))
    check('insert_many of what is there' + suffix,
          lambda c, ordered=ordered: failed(c.fill().insert_many, [{'_id': n} for n in (5, 1, 6)], ordered=ordered))
    check('insert_many of duplicates, unacknowledged' + suffix,
          lambda c, ordered=ordered: many(hasty(c).insert_many([{'_id': n} for n in (1, 1, 2)], ordered=ordered)))


@check('insert_many writes the _ids into the documents')
def _(c):
    documents = [{'a': 1}, {'a': 2}]
    result = c.coll.insert_many(documents)
    return result.inserted_ids == [document['_id'] for document in documents]


@check('a duplicate in another index')
def _(c):
    c.coll.create_index('a', unique=True)
    c.coll.insert_one({'_id': 1, 'a': 1})
    return c.coll.insert_one({'_id': 2, 'a': 1})


@check('details of a duplicate')
def _(c):
    try:
        c.fill(1).insert_one({'_id': 0})
    except Exception as error:
        details = error.details
        return [details['index'], details['code'], details['keyPattern'], details['keyValue'],
                error.code == details['code'], 'duplicate key' in str(error)]


@check('a text of a BulkWriteError')
def _(c):
    try:
        c.fill(1).insert_many([{'_id': 0}])
    except BulkWriteError as error:
        return [str(error).startswith('batch op errors occurred'), error.code]
