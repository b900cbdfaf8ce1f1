"""The same writes said in the legacy and in the modern dialect leave the same documents."""
import pytest

try:
    import hypothesis
    from hypothesis import strategies
except ImportError:
    pytest.skip('hypothesis is not installed: it is on the newest row only', allow_module_level=True)

FIELDS = ('a', 'b', 'c')
IDS = strategies.integers(0, 4)
VALUES = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers(-2 ** 31, 2 ** 31) | strategies.text(max_size=3),
    lambda values: strategies.lists(values, max_size=2) | strategies.dictionaries(strategies.sampled_from(FIELDS),
                                                                                  values, max_size=2), max_leaves=4)
BODIES = strategies.dictionaries(strategies.sampled_from(FIELDS), VALUES, max_size=3)
DOCUMENTS = strategies.builds(lambda _id, body: dict(body, _id=_id), IDS, BODIES)
SPECS = strategies.one_of(
    strategies.just({}), IDS.map(lambda n: {'_id': n}), IDS.map(lambda n: {'_id': {'$gte': n}}),
    strategies.sampled_from(FIELDS).map(lambda name: {name: {'$exists': True}}))
CHANGES = strategies.one_of(
    BODIES.filter(bool).map(lambda body: {'$set': body}),
    strategies.sampled_from(FIELDS).map(lambda name: {'$unset': {name: 1}}),
    strategies.integers(-5, 5).map(lambda n: {'$set': {'c': n}, '$unset': {'b': 1}}))

OPERATIONS = strategies.one_of(
    strategies.tuples(strategies.just('insert'), DOCUMENTS),
    strategies.tuples(strategies.just('insert many'), strategies.lists(DOCUMENTS, min_size=1, max_size=4),
                      strategies.booleans()),
    strategies.tuples(strategies.just('save'), DOCUMENTS),
    strategies.tuples(strategies.just('update'), IDS.map(lambda n: {'_id': n}), CHANGES, strategies.booleans(),
                      strategies.just(False)),
    strategies.tuples(strategies.just('update'), SPECS, CHANGES, strategies.just(False), strategies.just(True)),
    strategies.tuples(strategies.just('replace'), IDS, BODIES, strategies.booleans()),
    strategies.tuples(strategies.just('remove'), SPECS),
    strategies.tuples(strategies.just('bulk'), strategies.lists(DOCUMENTS, min_size=1, max_size=3), CHANGES,
                      strategies.booleans()))


def legacy(things, kind, *arguments):
    if kind == 'insert':
        things.insert(dict(arguments[0]))
    elif kind == 'insert many':
        things.insert([dict(document) for document in arguments[0]], continue_on_error=arguments[1])
    elif kind == 'save':
        things.save(dict(arguments[0]))
    elif kind == 'update':
        spec, change, upsert, multi = arguments
        things.update(spec, change, upsert=upsert, multi=multi)
    elif kind == 'replace':
        one, body, upsert = arguments
        things.update({'_id': one}, body, upsert)
    elif kind == 'remove':
        things.remove(arguments[0])
    else:
        documents, change, ordered = arguments
        bulk = things.initialize_ordered_bulk_op() if ordered else things.initialize_unordered_bulk_op()
        for document in documents:
            bulk.insert(dict(document))
        bulk.find({'_id': {'$gte': 2}}).update(change)
        bulk.find({'_id': 0}).upsert().replace_one({'a': 'replaced'})
        bulk.find({'_id': 4}).remove_one()
        bulk.execute()


def modern(things, kind, *arguments):
    if kind == 'insert':
        things.insert_one(dict(arguments[0]))
    elif kind == 'insert many':
        things.insert_many([dict(document) for document in arguments[0]], ordered=not arguments[1])
    elif kind == 'save':
        things.replace_one({'_id': arguments[0]['_id']}, arguments[0], upsert=True)
    elif kind == 'update':
        spec, change, upsert, multi = arguments
        (things.update_many if multi else things.update_one)(spec, change, upsert=upsert)
    elif kind == 'replace':
        one, body, upsert = arguments
        things.replace_one({'_id': one}, body, upsert=upsert)
    elif kind == 'remove':
        things.delete_many(arguments[0])
    else:
        from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateMany
        documents, change, ordered = arguments
        things.bulk_write([InsertOne(dict(document)) for document in documents]
                          + [UpdateMany({'_id': {'$gte': 2}}, change),
                             ReplaceOne({'_id': 0}, {'a': 'replaced'}, upsert=True), DeleteOne({'_id': 4})],
                          ordered=ordered)


def outcome(write, things, operation):
    """Whether a write failed; of which kind the error is, the dialects do not agree."""
    from pymongo.errors import PyMongoError
    try:
        write(things, *operation)
    except PyMongoError:
        return 'failed'
    return 'done'


@hypothesis.settings(max_examples=60, deadline=None, derandomize=True, database=None,
                     suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
@hypothesis.given(strategies.lists(OPERATIONS, min_size=1, max_size=8))
def test_both_dialects_leave_the_same_documents(mongo, operations):
    old, new = mongo.db.legacy_writes, mongo.db.modern_writes
    old.delete_many({})
    new.delete_many({})
    for operation in operations:
        assert outcome(legacy, old, operation) == outcome(modern, new, operation), operation
        assert list(old.find(sort=[('_id', 1)])) == list(new.find(sort=[('_id', 1)])), operation
    for spec in {}, {'_id': {'$gte': 2}}, {'a': {'$exists': True}}:
        assert old.find(spec).count() == new.count_documents(spec)
