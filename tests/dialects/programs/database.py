"""Databases: collections, commands, errors, profiling, stored JavaScript."""

from bson.code import Code
from bson.dbref import DBRef
from bson.son import SON

from ..program import Program, Raises

legacy = Program('database', 'legacy', '2.9.5', stored=False)
check = legacy.check

check('name', lambda c: [c.db.name, c.db])
check('connection', lambda c: c.db.connection is c.client)
check('collection_names', lambda c: [c.fill() is None, sorted(c.db.collection_names())])
check('collection_names without system collections', lambda c: [c.fill() is None, sorted(c.db.collection_names(False))])
check(
    'collection_names, keyword', lambda c: c.fill() and sorted(c.db.collection_names(include_system_collections=False))
)
check('collection_names of a missing database', lambda c: c.client[c.db.name + '_none'].collection_names())
check('create_collection', lambda c: [c.db.create_collection('made'), sorted(c.db.collection_names())])
check('create_collection that exists', lambda c: [c.fill() is None, c.db.create_collection('things')])
check('create_collection, capped', lambda c: c.db.create_collection('made', capped=True, size=4096).options())
check('create_collection, an unknown option', lambda c: c.db.create_collection('made', bogus=1))
check('create_collection, a bad name', lambda c: c.db.create_collection('a..b'))
check('create_collection(5)', lambda c: c.db.create_collection(5))
check(
    'drop_collection, a name',
    lambda c: [c.fill() is None, c.db.drop_collection('things') and None, sorted(c.db.collection_names())],
)
check(
    'drop_collection, a collection',
    lambda c: [c.fill() is None, c.db.drop_collection(c.coll) and None, sorted(c.db.collection_names())],
)
check('drop_collection of a missing one', lambda c: c.db.drop_collection('missing') and None)
for value in (5, None, []):
    check('drop_collection(%r)' % (value,), lambda c, value=value: c.db.drop_collection(value))

check('command', lambda c: c.db.command('ping'))
check('command with a value', lambda c: c.fill() and c.db.command('count', 'things'))
check('command with keywords', lambda c: c.fill() and c.db.command('count', 'things', query={'n': 1}))
check('command, SON', lambda c: c.fill() and c.db.command(SON([('count', 'things'), ('query', {'n': 1})])))
check('command, a dict', lambda c: c.db.command({'ping': 1}))
check('command, unicode', lambda c: c.db.command(u'ping'))
check('command that fails', lambda c: c.db.command('bogus'))
check(
    'command that fails, check=False',
    lambda c: (lambda reply: [reply['ok'], reply['code']])(c.db.command('bogus', check=False)),
)
check('command, check by position', lambda c: c.db.command('bogus', 1, False)['ok'])
check('allowable_errors', lambda c: c.db.command('drop', 'missing', allowable_errors=['ns not found'])['ok'])
check('as_class', lambda c: c.db.command('ping', as_class=SON))
check('slave_okay', lambda c: c.db.command('ping', slave_okay=True))
check('read_preference', lambda c: c.db.command('ping', read_preference=3))
check('tag_sets', lambda c: c.db.command('ping', tag_sets=[{}], secondary_acceptable_latency_ms=15))
check('uuid_subtype', lambda c: c.db.command('ping', uuid_subtype=3))
check('compile_re', lambda c: c.db.command('ping', compile_re=False))

check('dereference', lambda c: c.fill() and c.db.dereference(DBRef('things', 1)))
check('dereference of a missing one', lambda c: c.db.dereference(DBRef('things', 9)))
check('dereference with the database', lambda c: c.fill() and c.db.dereference(DBRef('things', 1, c.db.name)))
check('dereference of another database', lambda c: c.db.dereference(DBRef('things', 1, 'other')))
check('dereference(5)', lambda c: c.db.dereference(5))

check(
    'validate_collection',
    lambda c: (lambda reply: [reply['valid'], reply['ok']])(c.fill() and c.db.validate_collection('things')),
)
check('validate_collection, a collection', lambda c: c.fill() and c.db.validate_collection(c.coll)['valid'])
check('validate_collection, full', lambda c: c.fill() and c.db.validate_collection('things', full=True)['valid'])
check('validate_collection of a missing one', lambda c: c.db.validate_collection('missing'))
check('validate_collection(5)', lambda c: c.db.validate_collection(5))


def last_outcome(c, name, *keys):
    with c.client.start_request():
        told = getattr(c.db, name)()
    return told if told is None else [told.get(key) for key in keys]


@check('error: None')
def _(c):
    with c.client.start_request():
        c.coll.insert({'_id': 1})
        return c.db.error()


@check('error after a duplicate')
def _(c):
    with c.client.start_request():
        c.coll.insert({'_id': 1})
        c.coll.insert({'_id': 1}, w=0)
        error = c.db.error()
    return [error['code'], 'E11000' in error['err']]


@check('error after a good write', client='Connection', own_client=True)
def _(c):
    with c.client.start_request():
        c.coll.insert({'_id': 1})
        c.coll.insert({'_id': 1})
        c.coll.insert({'_id': 2})
        return c.db.error()


@check('last_status of an update', client='Connection', own_client=True)
def _(c):
    c.fill()
    with c.client.start_request():
        c.coll.update({}, {'$set': {'a': 1}}, multi=True)
        status = c.db.last_status()
    return [status['n'], status['err'], status['updatedExisting'], status['ok']]


@check('last_status of a failed insert', client='Connection', own_client=True)
def _(c):
    with c.client.start_request():
        c.coll.insert({'_id': 1})
        c.coll.insert({'_id': 1})
        status = c.db.last_status()
    return [status['code'], status['ok'], 'E11000' in status['err']]


check('profiling_level', lambda c: c.db.profiling_level())
check('profiling_info', lambda c: c.db.profiling_info())
for value in (3, -1, 'a'):
    check('set_profiling_level(%r)' % (value,), lambda c, value=value: c.db.set_profiling_level(value))


@check('set_profiling_level')
def _(c):
    try:
        return [
            c.db.set_profiling_level(1, 50),
            c.db.profiling_level(),
            c.db.set_profiling_level(2),
            c.db.profiling_level(),
        ]
    finally:
        c.db.set_profiling_level(0)
        c.db.drop_collection('system.profile')


check('current_op', lambda c: sorted(c.db.current_op())[:1], observed=['inprog'])
check('current_op(True)', lambda c: isinstance(c.db.current_op(True)['inprog'], list), observed=True)
check('current_op, include_all=True', lambda c: len(c.db.current_op(include_all=True)['inprog']) > 0, observed=True)

script = Program('system_js', 'legacy', '2.9.5', stored=False)
check = script.check
check(
    'set and list',
    lambda c: [setattr(c.db.system_js, 'add', 'function(x, y) { return x + y; }'), c.db.system_js.list()],
)
check(
    'what is stored',
    lambda c: [setattr(c.db.system_js, 'add', 'function(x, y) { return x + y; }'), list(c.db.system.js.find())],
)
check('an item', lambda c: [c.db.system_js.__setitem__('one', 'function() { return 1; }'), c.db.system_js.list()])
check(
    'del',
    lambda c: [
        setattr(c.db.system_js, 'one', 'function() { return 1; }'),
        delattr(c.db.system_js, 'one'),
        c.db.system_js.list(),
    ],
)
check(
    'del of an item',
    lambda c: [
        setattr(c.db.system_js, 'one', 'function() { return 1; }'),
        c.db.system_js.__delitem__('one'),
        c.db.system_js.list(),
    ],
)
check(
    'set again',
    lambda c: [
        setattr(c.db.system_js, 'one', 'function() { return 1; }'),
        setattr(c.db.system_js, 'one', 'function() { return 2; }'),
        c.db.system_js.list(),
    ],
)
check('a value that is no text', lambda c: setattr(c.db.system_js, 'one', 1))
check('Code', lambda c: [setattr(c.db.system_js, 'one', Code('function() { return 1; }')), c.db.system_js.list()])
check('an empty list', lambda c: c.db.system_js.list())
check('is callable', lambda c: callable(c.db.system_js.add))
check(
    'a call',
    lambda c: [setattr(c.db.system_js, 'add', 'function(x, y) { return x + y; }'), c.db.system_js.add(1, 5)],
    observed=[None, 6.0],
)
check('eval', lambda c: c.db.eval('function(x, y) { return x * y; }', 3, 4), observed=12.0)
check('eval of Code', lambda c: c.db.eval(Code('function() { return "text"; }')), observed='text')
check('eval of an expression', lambda c: c.db.eval('1 + 1'), observed=2.0)
check('eval(5)', lambda c: c.db.eval(5))
check(
    'eval with db',
    lambda c: c.db.eval('function() { return db.things.count(); }'),
    observed=Raises('OperationFailure', 'PyMongoError', code=59),
)

users = Program('users', 'legacy', '3.13.0', stored=False, own_client=True)
check = users.check


def user(c, function):
    """What a function gives; the users of the database are gone afterwards."""
    try:
        return function()
    finally:
        c.raw_db.command('dropAllUsersFromDatabase')


def told(c):
    reply = c.raw_db.command('usersInfo', 1)
    return [
        [one['user'], sorted(role['role'] for role in one['roles']), one.get('customData')] for one in reply['users']
    ]


check('add_user', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret'), told(c)]))
check('add_user, read_only', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret', read_only=True), told(c)]))
check('add_user, read_only by position', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret', True), told(c)]))
check(
    'add_user, roles', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret', roles=['read', 'dbAdmin']), told(c)])
)
check('add_user, customData', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret', customData={'a': 1}), told(c)]))
check(
    'add_user again',
    lambda c: user(
        c, lambda: [c.db.add_user('ann', 'one'), c.db.add_user('ann', 'two'), c.db.authenticate('ann', 'two')]
    ),
)
check('add_user, an empty password', lambda c: user(c, lambda: c.db.add_user('ann', '')))
check('add_user, no password', lambda c: user(c, lambda: c.db.add_user('ann')))
for value in (5, None):
    check('add_user(%r)' % (value,), lambda c, value=value: user(c, lambda: c.db.add_user(value, 'secret')))
check('add_user, a password that is a number', lambda c: user(c, lambda: c.db.add_user('ann', 5)))
check('remove_user', lambda c: user(c, lambda: [c.db.add_user('ann', 'secret'), c.db.remove_user('ann'), told(c)]))
check('remove_user of a missing one', lambda c: user(c, lambda: c.db.remove_user('nobody')))
check(
    'authenticate',
    lambda c: user(
        c,
        lambda: [
            c.db.add_user('ann', 'secret'),
            c.db.authenticate('ann', 'secret'),
            c.fill() is None,
            c.coll.count(),
            c.db.logout(),
        ],
    ),
)
check(
    'authenticate, a wrong password',
    lambda c: user(c, lambda: [c.db.add_user('ann', 'secret'), c.db.authenticate('ann', 'wrong')]),
)
check('authenticate, nobody', lambda c: user(c, lambda: c.db.authenticate('nobody', 'secret')))
check('authenticate, no password', lambda c: user(c, lambda: c.db.authenticate('ann')))
check('authenticate(5)', lambda c: user(c, lambda: c.db.authenticate(5, 'secret')))
check(
    'authenticate a second user',
    lambda c: user(
        c,
        lambda: [
            c.db.add_user('ann', 'secret'),
            c.db.add_user('bob', 'secret'),
            c.db.authenticate('ann', 'secret'),
            c.tried(c.db.authenticate, 'bob', 'secret'),
            c.db.logout(),
            c.db.authenticate('bob', 'secret'),
        ],
    ),
)
check(
    'authenticate with source',
    lambda c: user(
        c, lambda: [c.db.add_user('ann', 'secret'), c.client.other.authenticate('ann', 'secret', source=c.db.name)]
    ),
)
check(
    'authenticate with a mechanism',
    lambda c: user(
        c, lambda: [c.db.add_user('ann', 'secret'), c.db.authenticate('ann', 'secret', mechanism='SCRAM-SHA-1')]
    ),
)
check('logout without a log-in', lambda c: c.db.logout())

of_3 = Program('database of 3.x', 'legacy', '3.13.0', stored=False)
of_3.check('current_op', lambda c: sorted(c.db.current_op()))
of_3.check('command, check=False', lambda c: c.db.command('bogus', check=False)['code'])
of_3.check('collection_names', lambda c: c.fill() and sorted(c.db.collection_names(include_system_collections=False)))
