"""Collections as objects: names, comparison, options, drop, rename, distinct."""

from pymongo.collection import Collection

from ..program import Program

legacy = Program('collection', 'legacy', '2.9.5', stored=False)
check = legacy.check

check('names', lambda c: [c.coll.name, c.coll.full_name, c.db.a.b.name, c.db['a.b'].full_name])
check('database', lambda c: [c.coll.database is c.db, c.coll.database == c.db])
check('comparison', lambda c: [c.db.a == c.db.a, c.db.a == c.db.b, c.db.a != c.db.a, c.db.a is c.db.a, c.db.a == 'a'])
check('comparison of databases', lambda c: [c.client.a == c.client.a, c.client.a == c.client.b])
check('truth', lambda c: [bool(c.db), bool(c.coll), not c.coll, c.db.missing or 'else'])
check('if not collection', lambda c: 'missing' if not c.coll else 'there')
check('an unknown method', lambda c: c.coll.no_such_method())
check('an unknown method of a database', lambda c: c.db.no_such_method())
check('an unknown method of a client', lambda c: c.client.no_such_method())
check('the text of an unknown method', lambda c: 'no such method exists' in str(c.tried(c.coll.no_such_method)))
check('iteration', lambda c: list(c.coll))
check('next', lambda c: next(c.coll))
check('next of a database', lambda c: next(c.db))
check('in', lambda c: 'x' in c.db)
check('a sub-collection', lambda c: [c.coll.sub, c.coll['sub'], c.coll.sub.sub])
check('repr', lambda c: repr(c.coll).split('(')[0])

for name in ('', 'a..b', '.a', 'a.', 'a$b', '$cmd', 'a\0b', 5, None):
    check('a collection called %r' % (name,), lambda c, name=name: c.db[name])
check('a collection whose name is not ASCII', lambda c: c.db[u'\xe9'].name)
for name in ('', 'a b', 'a.b', '$a', 'a/b', 5, None):
    check('a database called %r' % (name,), lambda c, name=name: c.client[name].name)

check('options', lambda c: [c.fill().options(), c.db.missing.options()])
check(
    'options of a capped one',
    lambda c: [c.db.create_collection('capped', capped=True, size=4096), c.db.capped.options()],
)
check('drop', lambda c: [c.fill().drop(), sorted(c.db.collection_names())])
check('drop of a missing one', lambda c: c.db.missing.drop())
check('rename', lambda c: [c.fill().rename('other') and None, c.db.other.count(), sorted(c.db.collection_names())])
check('rename over another', lambda c: [c.fill() is None, c.db.other.insert({'_id': 1}), c.coll.rename('other')])
check(
    'rename, dropTarget',
    lambda c: [c.db.other.insert({'_id': 7}), c.fill().rename('other', dropTarget=True) and None, c.db.other.count()],
)
check('rename of a missing one', lambda c: c.db.missing.rename('other'))
for name in ('', 'a..b', '.a', 'a$b', 5, None):
    check('rename(%r)' % (name,), lambda c, name=name: c.fill().rename(name))
check('distinct', lambda c: sorted(c.fill().distinct('n')))
check('distinct of a list', lambda c: [c.coll.insert({'l': [1, 2, 1]}) is None, sorted(c.coll.distinct('l'))])
check('distinct of a missing one', lambda c: c.db.missing.distinct('n'))
check('distinct(5)', lambda c: c.coll.distinct(5))
check('Collection(db, name)', lambda c: type(c.coll)(c.db, 'other').full_name)
check(
    'Collection(db, name, create=True)',
    lambda c: [type(c.coll)(c.db, 'other', create=True).name, sorted(c.db.collection_names())],
)
check('Collection(db, name, capped=True)', lambda c: type(c.coll)(c.db, 'other', capped=True, size=4096).options())
check('isinstance', lambda c: isinstance(c.coll, Collection))
check('attributes that start with an underscore, by item', lambda c: c.coll['_x'].name)

of_3 = Program('collection of 3.x', 'legacy', '3.13.0', stored=False)
of_3.check('_x as an attribute', lambda c: c.coll._x)
of_3.check('_x of a database', lambda c: c.db._x)
