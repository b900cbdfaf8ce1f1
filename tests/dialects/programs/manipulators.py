"""SON manipulators."""

from bson.dbref import DBRef
from bson.son import SON

from ..program import Program

legacy = Program('SON manipulators', 'legacy', '2.9.5')
check = legacy.check


def tag(c, letter, copies=False, ways=('incoming', 'outgoing')):
    """A manipulator that notes its letter on the way in and on the way out."""
    base = c.manipulators.SONManipulator

    def note(name):
        def transform(self, son, collection):
            son = SON(son) if copies else son
            son[name] = son.get(name, '') + letter
            return son

        return transform

    methods = dict(('transform_' + way, note(way[:-5])) for way in ways)
    methods['will_copy'] = lambda self: copies
    return type(letter, (base,), methods)()


def tagged(c, *tags):
    for each in tags:
        c.db.add_son_manipulator(each)
    return c.db.things


def four(c):
    return tagged(c, tag(c, 'A'), tag(c, 'B'), tag(c, 'C', True), tag(c, 'D', True))


check('add_son_manipulator', lambda c: c.db.add_son_manipulator(tag(c, 'A')))
check('add_son_manipulator of something else', lambda c: c.db.add_son_manipulator(object()))
check('order on the way in', lambda c: four(c).insert({'_id': 1}))
check('order on the way out', lambda c: [c.fill(1) is None, four(c).find_one()['out']])
check(
    'names',
    lambda c: [
        four(c) is None,
        c.db.incoming_manipulators,
        c.db.incoming_copying_manipulators,
        c.db.outgoing_manipulators,
        c.db.outgoing_copying_manipulators,
    ],
)
check('another object of the database', lambda c: [four(c).insert({'_id': 1}), c.client[c.db.name].things.find_one()])


@check("the caller's document, in place")
def _(c):
    document = {'_id': 1}
    tagged(c, tag(c, 'A')).insert(document)
    return document


@check("the caller's document, copying")
def _(c):
    document = {'_id': 1}
    tagged(c, tag(c, 'C', True)).insert(document)
    return document


check('insert of a list', lambda c: tagged(c, tag(c, 'A')).insert([{'_id': 1}, {'_id': 2}]))
check('insert, manipulate=False', lambda c: tagged(c, tag(c, 'A')).insert({'_id': 1}, manipulate=False))
check('save', lambda c: tagged(c, tag(c, 'A')).save({'_id': 1}))
check('save, manipulate=False', lambda c: tagged(c, tag(c, 'A')).save({'_id': 1}, manipulate=False))
check('update', lambda c: [c.fill(1) is None, tagged(c, tag(c, 'A')).update({'_id': 0}, {'a': 1})])
check(
    'update, manipulate=True',
    lambda c: [c.fill(1) is None, tagged(c, tag(c, 'A')).update({'_id': 0}, {'a': 1}, manipulate=True)],
)
check('find', lambda c: [c.fill() is None, list(tagged(c, tag(c, 'A')).find({}, manipulate=True))])
check('find, manipulate=False', lambda c: [c.fill() is None, list(tagged(c, tag(c, 'A')).find(manipulate=False))])
check('find_one', lambda c: [c.fill() is None, tagged(c, tag(c, 'A')).find_one(1)])
check('an item of a cursor', lambda c: [c.fill() is None, tagged(c, tag(c, 'A')).find().sort('_id')[1]])
check('find_and_modify', lambda c: [c.fill(1) is None, tagged(c, tag(c, 'A')).find_and_modify({}, {'$set': {'a': 1}})])
check(
    'find_and_modify, manipulate=True',
    lambda c: [c.fill(1) is None, tagged(c, tag(c, 'A')).find_and_modify({}, {'$set': {'a': 1}}, manipulate=True)],
)
check('distinct', lambda c: [c.fill() is None, sorted(tagged(c, tag(c, 'A')).distinct('n'))])
check(
    'the bulk API',
    lambda c: (lambda bulk: [bulk.insert({'_id': 1}), bulk.execute()['nInserted']])(
        tagged(c, tag(c, 'A')).initialize_ordered_bulk_op()
    ),
)
check(
    'the collection is told',
    lambda c: (
        lambda seen: [
            tagged(
                c,
                type(
                    'Spy',
                    (c.manipulators.SONManipulator,),
                    {'transform_incoming': lambda self, son, collection: seen.append(collection.name) or son},
                )(),
            ).insert({'_id': 1}),
            seen,
        ]
    )([]),
)
check(
    'ObjectIdInjector',
    lambda c: (lambda document: [tagged(c, c.manipulators.ObjectIdInjector()).insert(document), '_id' in document])(
        {'a': 1}
    ),
)
check(
    'ObjectIdShuffler',
    lambda c: [
        tagged(c, c.manipulators.ObjectIdShuffler()).insert(SON([('a', 1), ('_id', 1)])),
        list(c.coll.find_one(as_class=SON)),
    ],
)
check(
    'ObjectIdShuffler itself',
    lambda c: c.manipulators.ObjectIdShuffler().transform_incoming(SON([('a', 1), ('_id', 1)]), c.coll),
)
check('NamespaceInjector', lambda c: tagged(c, c.manipulators.NamespaceInjector()).insert({'_id': 1}))


def referring(c):
    c.db.add_son_manipulator(c.manipulators.NamespaceInjector())
    c.db.add_son_manipulator(c.manipulators.AutoReference(c.db))
    return c.db.things


@check('AutoReference stores references')
def _(c):
    inner = {'_id': 1, 'a': 1}
    coll = referring(c)
    return [coll.insert(inner), coll.insert({'_id': 2, 'inner': inner, 'all': [inner]})]


@check('AutoReference follows references')
def _(c):
    inner = {'_id': 1, 'a': 1}
    coll = referring(c)
    coll.insert(inner)
    coll.insert({'_id': 2, 'inner': inner, 'all': [inner], 'deep': {'x': inner}})
    found = coll.find_one(2)
    return [found['inner'].to_dict(), found['all'][0].to_dict(), found['deep'].to_dict()]


check(
    'AutoReference of a missing one',
    lambda c: [c.raw.insert_one({'_id': 1, 'r': DBRef('things', 9)}) is None, dict(referring(c).find_one(1))],
)
check(
    'SONManipulator',
    lambda c: (
        lambda base, document: [
            base.will_copy(),
            base.transform_incoming(document, c.coll) is document,
            base.transform_outgoing(document, c.coll) == document,
        ]
    )(c.manipulators.SONManipulator(), {'a': 1}),
)
check(
    'only incoming',
    lambda c: [
        tagged(c, tag(c, 'A', ways=['incoming'])).insert({'_id': 1}),
        c.db.outgoing_manipulators,
        c.db.things.find_one(),
    ],
)
