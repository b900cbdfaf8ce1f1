"""create_index, create_indexes, IndexModel, list_indexes, index_information, drop_index, drop_indexes."""
from bson.son import SON
from pymongo import ASCENDING, DESCENDING

from ..names import IndexModel
from ..program import Program

modern = Program('modern indexes', 'modern', '4.20.0', stored=False)
check = modern.check


def made(c, *args, **options):
    """The name, and what a program reads of the index."""
    name = c.coll.create_index(*args, **options)
    return [name, plain(c.coll.index_information())]


def plain(information):
    return dict((name, dict((field, value) for field, value in index.items() if field not in ('v', 'ns')))
                for name, index in information.items())


def listed(c, coll=None):
    return [[index['name'], list(index['key'].items()), index.get('unique')]
            for index in (c.coll if coll is None else coll).list_indexes()]


for title, keys in (
        ('a name', 'a'), ('pairs', [('a', DESCENDING)]), ('two pairs', [('b', ASCENDING), ('a', DESCENDING)]),
        ('names', ['a', 'b']), ('names and pairs', ['a', ('b', -1)]), ('a dict', {'a': -1}),
        ('a SON', SON([('b', 1), ('a', -1)])), ('2dsphere', [('a', '2dsphere')]), ('hashed', [('a', 'hashed')]),
        ('text', [('a', 'text')]), ('nested', 'a.b'), ('a tuple', (('a', 1), ('b', 1))), ('a number', 5),
        ('None', None), ('nothing', []), ('an empty name', ''), ('a pair of numbers', [(5, 1)]),
        ('an order that is none', [('a', 'bogus')]), ('a list of numbers', [5])):
    check('create_index: ' + title, lambda c, keys=keys: c.coll.create_index(keys))
for title, options in (
        ('name', {'name': 'mine'}), ('unique', {'unique': True}), ('sparse', {'sparse': True}),
        ('expireAfterSeconds', {'expireAfterSeconds': 60}),
        ('partialFilterExpression', {'partialFilterExpression': {'a': {'$gt': 5}}}),
        ('hidden', {'hidden': True}), ('background', {'background': True}), ('session None', {'session': None}),
        ('comment', {'comment': 'why'}), ('name=5', {'name': 5}), ('an unknown option', {'bogus': 1}),
        ('maxTimeMS', {'maxTimeMS': 5000})):
    check('create_index, ' + title, lambda c, options=options: made(c, 'a', **dict(options)))
check('create_index, a collation', lambda c: c.coll.create_index('a', collation={'locale': 'en'}))
check('create_index, keys by keyword', lambda c: c.coll.create_index(keys='a'))
check('create_index twice', lambda c: [c.coll.create_index('a'), c.coll.create_index('a')])
check('create_index, another of the same name',
      lambda c: [c.coll.create_index('a', name='x'), c.coll.create_index('b', name='x')])
check('create_index, the same with other options',
      lambda c: [c.coll.create_index('a'), c.coll.create_index('a', unique=True)])
check('create_index, unique where there are duplicates', lambda c: [
    c.store({'_id': 1, 'a': 1}), c.store({'_id': 2, 'a': 1}),
    c.coll.create_index('a', unique=True)])

check('create_indexes', lambda c: [c.coll.create_indexes([
    IndexModel('a'), IndexModel([('b', -1)], name='mine', unique=True), IndexModel(['c', ('d', -1)])]),
    plain(c.coll.index_information())])
check('create_indexes of a dict', lambda c: c.coll.create_indexes([IndexModel({'a': 1})]))
check('create_indexes, session None', lambda c: c.coll.create_indexes([IndexModel('a')], session=None))
check('create_indexes, comment', lambda c: c.coll.create_indexes([IndexModel('a')], comment='why'))
check('create_indexes, maxTimeMS', lambda c: c.coll.create_indexes([IndexModel('a')], maxTimeMS=5000))
check('create_indexes that the server refuses', lambda c: c.coll.create_indexes([IndexModel([('a', 'bogus')])]))
for title, value in (('None', None), ('a number', 5), ('numbers', [5]), ('names', ['a']), ('none', [])):
    check('create_indexes: ' + title, lambda c, value=value: c.coll.create_indexes(value))
for title, keys, options in (
        ('a name', 'a', {}), ('pairs', [('a', 1), ('b', -1)], {}), ('options', 'a', {'unique': True, 'name': 'x'}),
        ('a dict', {'a': -1}, {}), ('names', ['a', 'b'], {}), ('a number', 5, {}), ('nothing', [], {}),
        ('name=5', 'a', {'name': 5})):
    check('IndexModel: ' + title, lambda c, keys=keys, options=options: (lambda document: [
        sorted(document), list(document['key'].items()), document['name']])(IndexModel(keys, **options).document))
check('IndexModel, a collation', lambda c: sorted(IndexModel('a', collation={'locale': 'en'}).document))

check('list_indexes', lambda c: [c.coll.create_index([('a', 1), ('b', -1)], unique=True), listed(c)])
check('list_indexes, session None', lambda c: [c.fill(1) is None, len(list(c.coll.list_indexes(session=None)))])
check('list_indexes, comment', lambda c: [c.fill(1) is None, len(list(c.coll.list_indexes(comment='why')))])
check('list_indexes of no collection', lambda c: listed(c, c.db.nothing))
check('list_indexes: next', lambda c: c.fill(1).list_indexes().next()['name'])
check('index_information', lambda c: [c.coll.create_index([('b', 1), ('a', -1)]), plain(c.coll.index_information())])
check('index_information, session None', lambda c: sorted(c.fill(1).index_information(session=None)))
check('index_information of no collection', lambda c: c.db.nothing.index_information())

for title, index in (('a name', 'a_1'), ('pairs', [('a', 1)]), ('keys', 'a')):
    check('drop_index: ' + title, lambda c, index=index: [
        c.coll.create_index('a'), c.coll.drop_index(index), sorted(c.coll.index_information())])
check('drop_index: one that is not there', lambda c: c.fill(1).drop_index('x_1'))
check('drop_index: the one of _id', lambda c: c.fill(1).drop_index('_id_'))
check('drop_index of no collection', lambda c: c.db.nothing.drop_index('x_1'))
check('drop_index(5)', lambda c: c.fill(1).drop_index(5))
check('drop_index, session None', lambda c: [c.coll.create_index('a'), c.coll.drop_index('a_1', session=None)])
check('drop_index, comment', lambda c: [c.coll.create_index('a'), c.coll.drop_index('a_1', comment='why')])
check('drop_indexes', lambda c: [c.coll.create_index('a'), c.coll.create_index('b'), c.coll.drop_indexes(),
                                 sorted(c.coll.index_information())])
check('drop_indexes, session None', lambda c: [c.fill(1) is None, c.coll.drop_indexes(session=None)])
check('drop_indexes of no collection', lambda c: c.db.nothing.drop_indexes())
