"""Whether a write waits for the server: client, database, collection and call."""
from pymongo.errors import DuplicateKeyError, OperationFailure

from ..program import Program

legacy = Program('acknowledgement', 'legacy', '2.9.5')
check = legacy.check


def duplicate(coll, **options):
    """'error' or 'silent', for the second insert of one _id."""
    coll.insert({'_id': 1}, w=1)
    try:
        coll.insert({'_id': 1, 'second': True}, **options)
    except DuplicateKeyError:
        return 'error'
    return 'silent'


def state(holder):
    return [holder.safe, holder.write_concern]


for kind in ('MongoClient', 'Connection'):
    check('a duplicate on a %s' % kind, lambda c: duplicate(c.coll), client=kind)
    check('safe and write_concern of a %s' % kind, lambda c: state(c.client), client=kind)
    check('a duplicate on a %s, safe=True' % kind, lambda c: duplicate(c.coll, safe=True), client=kind)
    check('a duplicate on a %s, safe=False' % kind, lambda c: duplicate(c.coll, safe=False), client=kind)
    check('a duplicate on a %s, w=1' % kind, lambda c: duplicate(c.coll, w=1), client=kind)
    check('a duplicate on a %s, w=0' % kind, lambda c: duplicate(c.coll, w=0), client=kind)
    check('a duplicate on a %s, safe=False and w=1' % kind, lambda c: duplicate(c.coll, safe=False, w=1), client=kind)
    check('a duplicate on a %s, safe=True and w=0' % kind, lambda c: duplicate(c.coll, safe=True, w=0), client=kind)
    check('a duplicate on a %s, j=True' % kind, lambda c: duplicate(c.coll, j=True), client=kind, journal=True)

for name, options in (
        ('safe=True', {'safe': True}), ('safe=False', {'safe': False}), ('w=0', {'w': 0}), ('w=1', {'w': 1}),
        ('w=majority', {'w': 'majority'}), ('j=True', {'j': True}), ('fsync=True', {'fsync': True}),
        ('wtimeout=100', {'wtimeout': 100}), ('safe=False, w=1', {'safe': False, 'w': 1}),
        ('safe=True, w=0', {'safe': True, 'w': 0}), ('w=1, wtimeout=100', {'w': 1, 'wtimeout': 100})):
    check('a client with ' + name, lambda c, options=options: state(c.new_client(**options)))
    check('a duplicate through a client with ' + name,
          lambda c, options=options: duplicate(c.new_coll(**options)), journal='j' in options)
    check('a Connection with ' + name,
          lambda c, options=options: state(c.new_client(kind='Connection', **options)))

for name in ('safe=true', 'safe=false', 'w=0', 'w=2;wtimeoutMS=100', 'journal=true', 'fsync=true'):
    check('a URI with ' + name,
          lambda c, name=name: state(c.new_client('mongodb://%s:%d/?%s' % (c.host, c.port, name))))


@check('a database copies the settings of its client when it is made', own_client=True)
def _(c):
    before = c.client[c.db.name]
    c.client.safe = False
    after = c.client[c.db.name]
    return [before.safe, after.safe, before.things.safe, after.things.safe]


@check('a collection copies the settings of its database when it is made')
def _(c):
    before = c.db.things
    c.db.write_concern = {'w': 0}
    after = c.db.things
    return [before.write_concern, after.write_concern, after.sub.write_concern]


@check("a sub-collection copies its database's settings, not its parent's")
def _(c):
    c.coll.safe = False
    return [c.coll.safe, c.coll.sub.safe]


@check('safe set on a collection counts')
def _(c):
    c.coll.safe = False
    return duplicate(c.coll)


@check('safe set on a database counts for its collections')
def _(c):
    c.db.safe = False
    return duplicate(c.db.things)


@check('write_concern set to w=0 is silent whatever safe says')
def _(c):
    c.coll.write_concern = {'w': 0}
    return [c.coll.safe, duplicate(c.coll)]


@check('write_concern is the live dict')
def _(c):
    c.coll.write_concern['w'] = 0
    return [c.coll.write_concern, duplicate(c.coll)]


@check('write_concern set replaces and leaves safe alone')
def _(c):
    c.coll.write_concern = {'w': 1, 'wtimeout': 100}
    c.coll.write_concern = {'j': True}
    return state(c.coll)


@check('set_lasterror_options merges and sets safe')
def _(c):
    c.coll.safe = False
    gave = [c.coll.set_lasterror_options(w=1), c.coll.set_lasterror_options(wtimeout=100)]
    return gave + [state(c.coll), c.coll.get_lasterror_options()]


@check('get_lasterror_options is a copy')
def _(c):
    c.coll.set_lasterror_options(w=1)
    c.coll.get_lasterror_options()['w'] = 0
    return c.coll.get_lasterror_options()


@check('unset_lasterror_options drops names')
def _(c):
    c.coll.set_lasterror_options(w=1, wtimeout=100)
    gave = [c.coll.unset_lasterror_options('wtimeout'), c.coll.get_lasterror_options()]
    return gave + [c.coll.unset_lasterror_options(), c.coll.get_lasterror_options(), c.coll.safe]


@check('set_lasterror_options of a client reaches databases made later', own_client=True)
def _(c):
    c.client.set_lasterror_options(w=0)
    return [c.client[c.db.name].write_concern, duplicate(c.client[c.db.name].things)]


for name, value in (('wTimeoutMS', 100), ('wtimeoutms', 100), ('journal', True)):
    for kind in ('MongoClient', 'Connection'):
        check('a %s with %s=%r' % (kind, name, value),
              lambda c, kind=kind, name=name, value=value: state(c.new_client(kind=kind, **{name: value})))
check('safe set to 1', lambda c: setattr(c.coll, 'safe', 1))
check('safe set to a string', lambda c: setattr(c.coll, 'safe', 'yes'))
check('slave_okay set to a string', lambda c: setattr(c.db, 'slave_okay', 'yes'))
check('write_concern set to a number', lambda c: setattr(c.coll, 'write_concern', 5))
check('write_concern set with an unknown field', lambda c: setattr(c.coll, 'write_concern', {'x': 1}))
check('write_concern field set to an unknown name', lambda c: c.coll.write_concern.__setitem__('x', 1))
check('tag_sets set to a dict', lambda c: setattr(c.coll, 'tag_sets', {'dc': 'ny'}))
check('safe=1 on a call', lambda c: c.coll.insert({'_id': 1}, safe=1))
check('safe=0 on a call', lambda c: c.coll.update({}, {'a': 1}, safe=0))
check('safe="yes" on a call', lambda c: c.coll.remove(safe='yes'))
check('an unknown write concern field on a call', lambda c: c.coll.insert({'_id': 1}, x=1))
check('w=3 on a server alone', lambda c: c.coll.insert({'_id': 1}, w=3))

for name, value in (('j', 1), ('fsync', 0), ('w', 1.5), ('w', []), ('wtimeout', 'a'), ('j', 'yes')):
    check('%s=%r on a call' % (name, value),
          lambda c, name=name, value=value: c.coll.update({'_id': 1}, {'a': 1}, upsert=True, **{name: value}),
          journal=name == 'j')
for name, value in (('j', 'true'), ('fsync', 'false'), ('wtimeout', 'a'), ('wtimeout', '5'), ('j', None), ('w', None)):
    check('write_concern set to %s=%r' % (name, value),
          lambda c, name=name, value=value: [setattr(c.coll, 'write_concern', {name: value}), c.coll.write_concern])
    check('set_lasterror_options with %s=%r' % (name, value),
          lambda c, name=name, value=value: [c.coll.set_lasterror_options(**{name: value}), c.coll.write_concern])
check('set_lasterror_options of a Connection without options',
      lambda c: [c.coll.set_lasterror_options(), c.coll.safe], client='Connection')
for name in ('safe', 'slave_okay', 'auto_start_request'):
    check('a client with %s=None' % name, lambda c, name=name: c.new_client(**{name: None}))


def details(call):
    """What a program reads of the details of an error."""
    try:
        return call()
    except OperationFailure as error:
        return [error.code, error.details['code'], bool(error.details['errmsg'])]


check('details of an unknown write concern field', lambda c: details(lambda: c.coll.insert({'_id': 1}, x=1)))
check('details of a write concern that cannot be', lambda c: details(lambda: c.coll.insert({'_id': 1}, w=[])))
check('details of multi with a replacement', lambda c: details(lambda: c.coll.update({}, {'a': 1}, multi=True)))

for name in ('slave_okay', 'read_preference', 'tag_sets', 'uuid_subtype'):
    check(name + ' of client, database and collection',
          lambda c, name=name: [getattr(holder, name) for holder in (c.client, c.db, c.coll)])


@check('slave_okay is settable')
def _(c):
    c.db.slave_okay = True
    return [c.db.slave_okay, c.db.things.slave_okay, c.coll.slave_okay]


@check('read_preference is settable')
def _(c):
    c.db.read_preference = 3
    return [c.db.read_preference, c.db.things.read_preference, c.coll.read_preference]


@check('tag_sets is settable')
def _(c):
    c.coll.tag_sets = [{'dc': 'ny'}, {}]
    return [c.coll.tag_sets, c.db.tag_sets]


@check('secondary_acceptable_latency_ms is settable')
def _(c):
    c.coll.secondary_acceptable_latency_ms = 20
    return [float(holder.secondary_acceptable_latency_ms) for holder in (c.coll, c.db, c.client)]


@check('reading with settings that were set')
def _(c):
    c.fill()
    c.coll.slave_okay = True
    c.coll.read_preference = 4
    return [c.coll.find_one(1), c.coll.count(), c.coll.find().distinct('n')]


check('the write concern with which a client was made is the collection\'s',
      lambda c: c.new_coll(w=1, wtimeout=500).write_concern)
