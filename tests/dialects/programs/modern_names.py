"""What there is: names of collections and databases; what a client tells."""
from ..program import COLLECTION, Program

modern = Program('modern names', 'modern', '4.20.0', stored=False, bare=True)
check = modern.check


def two(c):
    """A database with an ordinary and a capped collection."""
    c.fill(1)
    c.raw_db.command('create', 'b', capped=True, size=4096)
    return c.db


def without_uuid(collection):
    return dict((name, value) for name, value in collection.items() if name not in ('info', 'idIndex'))


def told_nothing(reply):
    """What rename gives is None, or the server's answer: nobody reads it."""
    return reply is None or reply['ok'] == 1


for title, options in (
        ('all', {}), ('filter by name', {'filter': {'name': 'b'}}), ('no match', {'filter': {'name': 'x'}}),
        ('filter by options', {'filter': {'options.capped': True}}), ('session None', {'session': None}),
        ('comment', {'comment': 'why'}), ('filter None', {'filter': None})):
    check('list_collection_names: ' + title,
          lambda c, options=options: sorted(two(c).list_collection_names(**dict(options))))
    check('list_collections: ' + title, lambda c, options=options: sorted(
        (without_uuid(collection) for collection in two(c).list_collections(**dict(options))),
        key=lambda collection: collection['name']))
check('list_collection_names: nameOnly', lambda c: sorted(two(c).list_collection_names(nameOnly=True)))
check('list_collection_names: of nothing', lambda c: c.db.list_collection_names())
check('list_collections: of nothing', lambda c: list(c.db.list_collections()))
check('list_collections: info', lambda c: sorted(two(c).list_collections(filter={'name': 'b'}).next()))
check('list_collection_names: many', lambda c: len([
    [c.raw_db.command('create', 'c%d' % number) for number in range(110)], c.db.list_collection_names()][1]))
check('list_collections: many', lambda c: len(list([
    [c.raw_db.command('create', 'c%d' % number) for number in range(110)], c.db.list_collections()][1])))

for title, options in (('all', {}), ('session None', {'session': None}), ('comment', {'comment': 'why'})):
    check('list_database_names: ' + title, lambda c, options=options: [c.fill(1) is None, (
        lambda names: [c.db.name in names, 'admin' in names])(c.client.list_database_names(**dict(options)))])
    check('list_databases: ' + title, lambda c, options=options: [c.fill(1) is None, [
        sorted(database) for database in c.client.list_databases(**dict(options)) if database['name'] == c.db.name]])
check('list_databases: filter', lambda c: [c.fill(1) is None, [
    database['name'] for database in c.client.list_databases(filter={'name': c.db.name})]])
check('list_databases: nameOnly', lambda c: [c.fill(1) is None, [sorted(database) for database in
      c.client.list_databases(nameOnly=True) if database['name'] == c.db.name]])

check('create_collection', lambda c: [c.db.create_collection('x').name, c.db.list_collection_names()])
check('create_collection that is there', lambda c: [c.fill(1) is None, c.db.create_collection(COLLECTION)])
check('create_collection, capped', lambda c: [c.db.create_collection('x', capped=True, size=4096).name,
                                              c.db.x.options()])
check('create_collection, a validator', lambda c: sorted(c.db.create_collection('x', validator={'a': 1}).options()))
check('create_collection, an unknown option', lambda c: c.db.create_collection('x', bogus=1))
check('create_collection, session None', lambda c: c.db.create_collection('x', session=None).name)
check('create_collection(5)', lambda c: c.db.create_collection(5))
check('drop_collection', lambda c: [c.fill(1) is None, c.db.drop_collection(COLLECTION) and None,
                                    c.db.list_collection_names()])
check('drop_collection by the collection', lambda c: [c.db.drop_collection(c.fill(1)) and None,
                                                      c.db.list_collection_names()])
check('drop_collection that is not there', lambda c: c.db.drop_collection('nothing') and None)
check('drop_collection(5)', lambda c: c.db.drop_collection(5))
check('drop_collection, session None', lambda c: [c.fill(1) is None,
                                                  c.db.drop_collection(COLLECTION, session=None) and None])
check('drop', lambda c: [c.fill(1).drop(), c.db.list_collection_names()])
check('drop, session None', lambda c: [c.fill(1).drop(session=None), c.db.list_collection_names()])
check('drop_database', lambda c: [c.fill(1) is None, c.client.drop_database(c.db.name), c.db.list_collection_names()])
check('drop_database, session None', lambda c: [c.fill(1) is None, c.client.drop_database(c.db, session=None)])
check('rename', lambda c: [told_nothing(c.fill(1).rename('other')), c.db.list_collection_names()])
check('rename to what is there', lambda c: [c.db.create_collection('other').name, c.fill(1).rename('other')])
check('rename, dropTarget', lambda c: [c.db.create_collection('other').name, told_nothing(c.fill(1).rename(
    'other', dropTarget=True)), c.db.list_collection_names()])
check('rename(5)', lambda c: c.coll.rename(5))
check('options', lambda c: [two(c).b.options(), c.coll.options(), c.db.nothing.options()])
check('options, session None', lambda c: two(c).b.options(session=None))

check('get_collection', lambda c: [c.db.get_collection('x').full_name, c.db.get_collection('x') == c.db.x])
check('get_collection(5)', lambda c: c.db.get_collection(5))
check('get_collection: a bad name', lambda c: c.db.get_collection('$x'))
check('get_collection: no name', lambda c: c.db.get_collection(''))
check('get_database', lambda c: [c.client.get_database('x').name, c.client.get_database('x') == c.client['x']])
check('get_database(5)', lambda c: c.client.get_database(5))
check('get_database: a bad name', lambda c: c.client.get_database('a b'))
check('get_database: of the URI', lambda c: c.new_client(c.uri.rstrip('/') + '/' + c.db.name).get_database().name)
check('get_database: of a URI without one', lambda c: c.client.get_database())
check('get_default_database', lambda c: c.new_client(c.uri.rstrip('/') + '/' + c.db.name).get_default_database().name)
check('get_default_database, a default',
      lambda c: c.new_client(c.uri.rstrip('/') + '/').get_default_database('other').name)
check('client, database, collection', lambda c: [
    c.db.client is c.client, c.coll.database.name == c.db.name, c.coll.name, c.coll.full_name])
check('a sub-collection', lambda c: [c.coll.sub.name, c.coll['a.b'].name, c.db['a']['b'].full_name])
check('equality', lambda c: [c.db.a == c.db.a, c.db.a == c.db.b, c.db == c.client[c.db.name], c.db != c.client.x])
check('address', lambda c: [c.client.admin.command('ping')['ok'], c.client.address == (c.host, c.port)])
check('nodes', lambda c: [c.client.admin.command('ping')['ok'], c.client.nodes == {(c.host, c.port)}])
check('is_primary', lambda c: c.client.is_primary)
check('is_mongos', lambda c: c.client.is_mongos)
check('primary', lambda c: c.client.primary)
check('secondaries', lambda c: c.client.secondaries)
check('server_info', lambda c: (lambda info: [info['ok'], 'version' in info, 'versionArray' in info])(
    c.client.server_info()))
check('hello', lambda c: (lambda reply: [reply['ok'], reply['isWritablePrimary'], 'maxBsonObjectSize' in reply])(
    c.db.command('hello')))
check('command: a document', lambda c: c.db.command({'ping': 1})['ok'])
check('command: a name and a value', lambda c: c.fill().database.command('count', COLLECTION)['n'])
check('command: options', lambda c: c.fill().database.command('count', COLLECTION, query={'n': 1})['n'])
check('command: an unknown one', lambda c: c.db.command('bogus'))
check('command: check=False', lambda c: c.db.command('bogus', check=False)['code'])
check('command: session None', lambda c: c.db.command('ping', session=None)['ok'])
check('a database is not to be called', lambda c: c.client.no_such_method())
check('a collection is not to be called', lambda c: c.db.no_such_method())
check('a sub-collection is not to be called', lambda c: c.coll.no_such_method())
check('a collection has no truth', lambda c: bool(c.coll))
check('a collection is not iterated', lambda c: next(c.coll))
check('the client as a context manager', lambda c: (lambda client: [
    client.__enter__() is client, client.admin.command('ping')['ok'], client.__exit__(None, None, None)])(
        c.new_client()))
