"""Indexes, and the cache of ensure_index."""

from bson.son import SON

from ..program import Program

legacy = Program('indexes', 'legacy', '2.9.5', stored=False)
check = legacy.check


def made(c, *args, **kwargs):
    return [c.coll.create_index(*args, **kwargs), c.coll.index_information()]


check('a key', lambda c: made(c, 'a'))
check('a list of one', lambda c: made(c, [('a', -1)]))
check('a list of two', lambda c: made(c, [('a', 1), ('b', -1)]))
check('a tuple', lambda c: made(c, (('a', 1),)))
check('a name', lambda c: made(c, 'a', name='mine'))
check('unique', lambda c: made(c, 'a', unique=True))
check('sparse, background', lambda c: made(c, 'a', sparse=True, background=True))
check('expireAfterSeconds', lambda c: made(c, 'a', expireAfterSeconds=60))
check('drop_dups', lambda c: made(c, 'a', unique=True, drop_dups=True)[0])
check('ttl and cache_for', lambda c: [made(c, 'a', ttl=60), made(c, 'b', cache_for=60)])
check('cache_for by position', lambda c: made(c, 'a', 60))
check('2d', lambda c: made(c, [('loc', '2d')], min=-100, max=100))
check('2dsphere', lambda c: c.coll.create_index([('loc', '2dsphere')]))
check('text', lambda c: made(c, [('t', 'text')]))
check('hashed', lambda c: made(c, [('h', 'hashed')]))
check('a dot', lambda c: made(c, 'a.b'))
for value in (None, 5, [], {'a': 1}, SON([('a', 1)]), [5], ()):
    check('create_index(%r)' % (value,), lambda c, value=value: c.coll.create_index(value))
check('twice', lambda c: [c.coll.create_index('a'), c.coll.create_index('a')])
check('the same keys by another name', lambda c: [c.coll.create_index('a'), c.coll.create_index('a', name='b')])
check('an unknown option', lambda c: c.coll.create_index('a', bogus=1))
check(
    'unique over duplicates',
    lambda c: [c.coll.insert([{'a': 1}, {'a': 1}]) is None, c.coll.create_index('a', unique=True)],
)
check(
    'drop_index by name',
    lambda c: [c.coll.create_index('a'), c.coll.drop_index('a_1'), sorted(c.coll.index_information())],
)
check(
    'drop_index by keys',
    lambda c: [c.coll.create_index('a'), c.coll.drop_index([('a', 1)]), sorted(c.coll.index_information())],
)
check('drop_index by key is by name', lambda c: [c.coll.create_index('a'), c.coll.drop_index('a')])
check('drop_index(5)', lambda c: c.coll.drop_index(5))
check('drop_index that is missing', lambda c: [c.coll.create_index('a'), c.coll.drop_index('b_1')])
check('drop_indexes', lambda c: [c.coll.create_index('a'), c.coll.drop_indexes(), sorted(c.coll.index_information())])
check('index_information', lambda c: [c.coll.insert({'a': 1}) is None, c.coll.index_information()])
check('reindex', lambda c: [c.coll.create_index('a'), c.coll.reindex()['nIndexes']])
check('reindex that is missing', lambda c: c.db.missing.reindex())

cache = Program('ensure_index', 'legacy', '2.9.5', stored=False, own_client=True)
check = cache.check
check(
    'first, then None',
    lambda c: [c.coll.ensure_index('a'), c.coll.ensure_index('a'), sorted(c.coll.index_information())],
)
check('create_index fills the cache', lambda c: [c.coll.create_index('a'), c.coll.ensure_index('a')])
check('the name counts, not the options', lambda c: [c.coll.ensure_index('a'), c.coll.ensure_index('a', unique=True)])
check('another direction', lambda c: [c.coll.ensure_index('a'), c.coll.ensure_index([('a', -1)])])
check('through another object', lambda c: [c.coll.ensure_index('a'), c.client[c.db.name].things.ensure_index('a')])
check('through another client', lambda c: [c.coll.ensure_index('a'), c.new_coll().ensure_index('a')])
check('after drop_index', lambda c: [c.coll.ensure_index('a'), c.coll.drop_index('a_1'), c.coll.ensure_index('a')])
check('after drop_indexes', lambda c: [c.coll.ensure_index('a'), c.coll.drop_indexes(), c.coll.ensure_index('a')])
check('after drop', lambda c: [c.coll.ensure_index('a'), c.coll.drop(), c.coll.ensure_index('a')])
check(
    'after drop_collection',
    lambda c: [c.coll.ensure_index('a'), c.db.drop_collection('things') and None, c.coll.ensure_index('a')],
)
check(
    'after drop_database',
    lambda c: [c.coll.ensure_index('a'), c.client.drop_database(c.db.name), c.coll.ensure_index('a')],
)
check('cache_for=0', lambda c: [c.coll.ensure_index('a', cache_for=0), c.coll.ensure_index('a', cache_for=0)])
check('ttl=0', lambda c: [c.coll.ensure_index('a', ttl=0), c.coll.ensure_index('a', ttl=0)])
check('cache_for by position', lambda c: [c.coll.ensure_index('a', 60), c.coll.ensure_index('a', 60)])
check('a name', lambda c: [c.coll.ensure_index('a', name='mine'), c.coll.ensure_index('a', name='mine')])
check(
    'unique, drop_dups', lambda c: [c.coll.ensure_index('a', unique=True, drop_dups=True), c.coll.index_information()]
)
check('ensure_index(5)', lambda c: c.coll.ensure_index(5))
check('an unknown option', lambda c: c.coll.ensure_index('a', bogus=1))
check(
    'is used',
    lambda c: [
        c.coll.ensure_index('a', unique=True),
        c.coll.insert({'_id': 1, 'a': 1}),
        c.tried(c.coll.insert, {'_id': 2, 'a': 1}),
    ],
)

of_3 = Program('indexes of 3.x', 'legacy', '3.13.0', stored=False)
of_3.check('drop_indexes of a missing collection', lambda c: c.db.missing.drop_indexes())
of_3.check('index_information of a missing collection', lambda c: c.db.missing.index_information())
of_3.check('ensure_index twice', lambda c: [c.coll.ensure_index('a'), c.coll.ensure_index('a')], own_client=True)
