"""Clients: construction, attributes, databases, requests, closing."""

import pymongo
from bson.son import SON

from ..program import Program, Raises

legacy = Program('client', 'legacy', '2.9.5', stored=False)
check = legacy.check

for kind in ('MongoClient', 'Connection'):
    check(kind + ': host and port', lambda c: [c.client.host == c.host, c.client.port == c.port], client=kind)
    check(
        kind + ': attributes',
        lambda c: [c.client.tz_aware, c.client.document_class, c.client.nodes is not None],
        client=kind,
    )
    check(
        kind + ': in_request after the first use',
        lambda c: [c.coll.count(), c.client.in_request()],
        client=kind,
        own_client=True,
    )
    check(kind + ': HOST and PORT', lambda c: [type(c.client).HOST, type(c.client).PORT], client=kind)
    check(kind + ': auto_start_request', lambda c: c.client.auto_start_request, client=kind)
    check(kind + ': max_pool_size', lambda c, kind=kind: c.new_client(kind=kind, max_pool_size=7).max_pool_size)
    check(
        kind + ': document_class by keyword',
        lambda c, kind=kind: c.fill(1) and type(c.new_coll(kind=kind, document_class=SON).find_one({})),
    )

check('nodes', lambda c: c.client.nodes == {(c.host, c.port)})
check('nodes of a client that is not used yet', lambda c: c.new_client().nodes == {(c.host, c.port)})
check('nodes, type', lambda c: type(c.client.nodes))
check('max_pool_size', lambda c: c.client.max_pool_size)
check('max_pool_size by position', lambda c: c.new_client(c.host, c.port, 5).max_pool_size)
check('document_class by position', lambda c: c.new_client(c.host, c.port, 5, SON).document_class)
check('tz_aware by position', lambda c: c.new_client(c.host, c.port, 5, dict, True).tz_aware)
check(
    'Connection: network_timeout by position',
    lambda c: c.new_client(c.host, c.port, 5, 20, SON, kind='Connection').document_class,
)
check('Connection: network_timeout', lambda c: c.new_client(kind='Connection', network_timeout=20).alive())
check('host:port', lambda c: c.new_client('%s:%d' % (c.host, c.port)).port == c.port)
check('unicode', lambda c: c.new_client(u'%s' % c.host, c.port).port == c.port)
check('a list', lambda c: c.new_client(['%s:%d' % (c.host, c.port)]).port == c.port)
check('a URI', lambda c: c.new_client(c.uri).port == c.port)
for value in (5, ['x', 5]):
    check('host=%r' % (value,), lambda c, value=value: c.new_client(value))
check('port="a"', lambda c: c.new_client(c.host, 'a'))
check('port=1.5', lambda c: c.new_client(c.host, 1.5))
check('an unknown keyword', lambda c: c.new_client(bogus=1))
check('a bad URI', lambda c: c.new_client('mongodb://'))
check('another scheme', lambda c: c.new_client('mongodb://a:b:c@x/'))
for name, options in (
    ('slave_okay', {'slave_okay': True}),
    ('slaveok', {'slaveok': True}),
    ('tag_sets', {'tag_sets': [{'dc': 'ny'}]}),
    ('use_greenlets', {'use_greenlets': False}),
    ('auto_start_request', {'auto_start_request': True}),
    ('max_pool_size', {'max_pool_size': 5}),
    ('socketTimeoutMS', {'socketTimeoutMS': 5000}),
    ('connectTimeoutMS', {'connectTimeoutMS': 5000}),
    ('tz_aware', {'tz_aware': True}),
    ('w', {'w': 1}),
    ('j', {'j': True}),
    ('wtimeout', {'wtimeout': 100}),
    ('fsync', {'fsync': True}),
    ('safe', {'safe': True}),
    ('secondary_acceptable_latency_ms', {'secondary_acceptable_latency_ms': 20}),
    ('read_preference', {'read_preference': 3}),
    ('ssl', {'ssl': False}),
    ('waitQueueTimeoutMS', {'waitQueueTimeoutMS': 100}),
    ('waitQueueMultiple', {'waitQueueMultiple': 5}),
    ('socketKeepAlive', {'socketKeepAlive': True}),
    ('_connect', {'_connect': True}),
):
    check(
        'works with ' + name,
        lambda c, options=options: [
            c.fill(1) is None,
            c.new_coll(**options).find_one(0),
            c.new_coll(**options).insert({'_id': 7}),
        ],
        journal='j' in options,
    )
for name, options in (
    ('max_pool_size="a"', {'max_pool_size': 'a'}),
    ('max_pool_size=-1', {'max_pool_size': -1}),
    ('tz_aware=5', {'tz_aware': 5}),
    ('socketTimeoutMS="a"', {'socketTimeoutMS': 'a'}),
    ('read_preference=9', {'read_preference': 9}),
    ('w=1.5', {'w': 1.5}),
    ('safe=5', {'safe': 5}),
    ('tag_sets=5', {'tag_sets': 5}),
    ('auto_start_request=5', {'auto_start_request': 5}),
):
    check('a bad option: ' + name, lambda c, options=options: c.new_client(**options))

check('a database', lambda c: [c.client.a.name, c.client['a'].name, c.client.a == c.client['a']])
check('database_names', lambda c: [c.fill() is None, c.db.name in c.client.database_names()])
check(
    'drop_database',
    lambda c: [c.fill() is None, c.client.drop_database(c.db.name), c.db.name in c.client.database_names()],
)
check('drop_database, a database', lambda c: [c.fill() is None, c.client.drop_database(c.db), c.coll.count()])
check('drop_database of a missing one', lambda c: c.client.drop_database(c.db.name + '_none'))
for value in (5, None, []):
    check('drop_database(%r)' % (value,), lambda c, value=value: c.client.drop_database(value))
check('server_info', lambda c: 'version' in c.client.server_info())
check('alive', lambda c: c.client.alive())
check('get_default_database', lambda c: c.new_client(c.uri.rstrip('/') + '/abc').get_default_database().name)
check('get_default_database without one', lambda c: c.new_client(c.uri).get_default_database())
check('comparison', lambda c: [c.client == c.client, c.client == 5])
check('truth', lambda c: bool(c.client))
check('iteration', lambda c: next(c.client))
check('len', lambda c: len(c.client))
check(
    'with', lambda c: (lambda client: [client.__enter__() is client, client.__exit__(None, None, None)])(c.new_client())
)
for name in ('host', 'port', 'tz_aware', 'max_pool_size', 'nodes', 'auto_start_request'):
    check('%s cannot be set' % name, lambda c, name=name: setattr(c.client, name, 5), own_client=True)


@check('document_class set')
def _(c):
    client = c.new_client()
    c.fill(1)
    client.document_class = SON
    return [client.document_class, client[c.db.name].things.find_one()]


for name in ('close', 'disconnect'):

    @check(name + ', then use')
    def _(c, name=name):
        client = c.new_client()
        coll = client[c.db.name].things
        coll.insert({'_id': 1})
        gave = [getattr(client, name)(), getattr(client, name)()]
        return gave + [coll.count(), client[c.db.name].things.find_one()]


@check('start_request as a context manager')
def _(c):
    client = c.new_client()
    before = client.in_request()
    with client.start_request():
        within = client.in_request()
    return [before, within, client.in_request()]


@check('requests nest')
def _(c):
    client = c.new_client()
    client.start_request()
    client.start_request()
    states = [client.in_request()]
    for _ in range(3):
        states += [client.end_request(), client.in_request()]
    return states


@check('the request that starts by itself, and one more', own_client=True, client='Connection')
def _(c):
    states = []
    for _ in range(2):
        c.client.start_request()
        c.coll.find_one()
        states.append(c.client.in_request())
        for _ in range(2):
            c.client.end_request()
            states.append(c.client.in_request())
    c.coll.find_one()
    return states + [c.client.in_request(), c.client.end_request(), c.client.in_request()]


@check('requests are per thread')
def _(c):
    import threading

    client, seen = c.new_client(), []
    client.start_request()
    thread = threading.Thread(target=lambda: seen.append(client.in_request()))
    thread.start()
    thread.join()
    return seen + [client.in_request()]


@check('end() of a request')
def _(c):
    client = c.new_client()
    request = client.start_request()
    return [client.in_request(), request.end(), client.in_request()]


@check('an unacknowledged write in a request is seen at once', client='Connection')
def _(c):
    with c.client.start_request():
        return [[c.coll.insert({'_id': number}), c.coll.find_one(number)] for number in range(3)]


check('is_locked', lambda c: c.client.is_locked, observed=False)
check('fsync', lambda c: c.client.fsync())
check('fsync with a positional', lambda c: c.client.fsync(True))
check('unlock without a lock', lambda c: c.client.unlock())
check('set_cursor_manager(5)', lambda c: c.client.set_cursor_manager(5))
check('kill_cursors', lambda c: c.client.kill_cursors([123]))
check('kill_cursors(5)', lambda c: c.client.kill_cursors(5))
check('close_cursor', lambda c: c.client.close_cursor(123))
check('close_cursor("a")', lambda c: c.client.close_cursor('a'))


def copied(c):
    target = c.db.name + '_copy'
    c.fill()
    c.coll.ensure_index('n', unique=True)
    try:
        gave = c.client.copy_database(c.db.name, target)
        return [
            gave,
            sorted(c.client[target].collection_names()),
            c.client[target].things.count(),
            sorted(c.client[target].things.index_information()),
        ]
    finally:
        c.client.drop_database(target)


check('copy_database', copied, observed=[None, ['things'], 3, ['_id_', 'n_1']], own_client=True)
check('copy_database(5, "a")', lambda c: c.client.copy_database(5, 'a'))
check('copy_database("a", 5)', lambda c: c.client.copy_database('a', 5))
check('copy_database to a bad name', lambda c: c.client.copy_database('a', 'b c'))
check(
    'no server',
    lambda c: c.new_client('127.0.0.1', 1, connectTimeoutMS=200, serverSelectionTimeoutMS=200).db.c.find_one(),
    observed=Raises('ConnectionFailure', 'PyMongoError'),
)

names = Program('read preferences', 'legacy', '2.9.5', stored=False)
check = names.check
for name in ('PRIMARY', 'PRIMARY_PREFERRED', 'SECONDARY', 'SECONDARY_PREFERRED', 'NEAREST'):
    check(
        name + ' can be given to find',
        lambda c, name=name: c.fill(1).find_one(0, read_preference=getattr(pymongo.ReadPreference, name)),
    )
    check(
        name + ' can be given to a client',
        lambda c, name=name: (
            c.fill(1) and c.new_coll(read_preference=getattr(pymongo.ReadPreference, name)).find_one(0)
        ),
    )
    check(
        name + ' can be set',
        lambda c, name=name: [
            setattr(c.coll, 'read_preference', getattr(pymongo.ReadPreference, name)),
            c.fill(1).find_one(0),
        ],
    )

of_3 = Program('client of 3.x', 'legacy', '3.13.0', stored=False)
check = of_3.check
check('document_class by position', lambda c: c.new_client(c.host, c.port, SON).codec_options.document_class)
check('codec_options', lambda c: [c.client.codec_options.tz_aware, c.client.codec_options.document_class])
check('address', lambda c: c.client.address == (c.host, c.port))
check('get_database', lambda c: c.client.get_database('abc').name)
check('database_names', lambda c: [c.fill() is None, c.db.name in c.client.database_names()])
