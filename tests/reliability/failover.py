"""A replica set of three members while they are killed, step down and stop: what is acknowledged stays.

``make failover``. Threads write in both dialects all the time and wait for a majority; each attempt is made once, so
what the driver itself sends again must not be done twice. Afterwards all that was acknowledged is looked up.
"""
import os
import signal
import threading
import time
import uuid
import warnings

import pymongo
import pytest
from pymongo.errors import PyMongoError

import mongod
import wire
from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from .proxy import free_port

SHORT = bool(os.environ.get('FLASK_PYMONGO_SHORT'))
PAUSE = 2 if SHORT else 5
STOPPED = 5 if SHORT else 20
#: How long writes may fail after each trouble. Elections take a second here.
RECOVERY_SECONDS = 60
#: What an application must expect while a set has no primary. OperationFailure is the server's own word for it.
DOCUMENTED = ('AutoReconnect', 'ConnectionFailure', 'NotPrimaryError', 'NotMasterError', 'NetworkTimeout',
              'ServerSelectionTimeoutError', 'WriteConcernError', 'OperationFailure', 'BulkWriteError', 'WriteError',
              'ConnectionClosed', '_OperationCancelled', 'TimeoutError')
THREADS = 4
pytestmark = pytest.mark.filterwarnings('ignore')


@pytest.fixture(scope='module')
def replica_set(series):
    with mongod.start(series, replica_set='failover', members=3) as server:
        yield server


def connect(replica_set, hosts=None, **options):
    """A client of the set, of the class that follows its members."""
    hosts = ','.join(hosts or ['127.0.0.1:%d' % port for port in replica_set.ports])
    if versions.DRIVER_HAS_ONE_CLIENT:
        options.setdefault('serverSelectionTimeoutMS', 5000)
    options.setdefault('socketTimeoutMS', 5000)
    kind = wrappers.MongoClient if versions.DRIVER_HAS_ONE_CLIENT else wrappers.MongoReplicaSetClient
    return kind('mongodb://%s/' % hosts, replicaSet='failover', w='majority', **options)


def primary(replica_set):
    """The number of the member that is primary."""
    end = time.time() + RECOVERY_SECONDS
    while time.time() < end:
        for member, port in enumerate(replica_set.ports):
            try:
                if wire.command(port, [('isMaster', 1)], timeout=1.0).get('ismaster'):
                    return member
            except EnvironmentError:
                pass
        time.sleep(0.1)
    raise AssertionError('no primary')


class Traffic(object):
    """Threads that write, and a book of what was acknowledged."""

    def __init__(self, database):
        self.database = database
        self.attempts, self.acknowledged, self.increments = [], [], [0, 0]
        self.errors, self.last_success = {}, time.time()
        self._lock, self._is_over = threading.Lock(), threading.Event()
        database.counters.insert({'_id': 1, 'n': 0})
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def _write(self, number):
        calls = (lambda name: self.database.things.insert({'request': name}),
                 lambda name: self.database.things.insert_one({'request': name}),
                 lambda name: self.database.things.save({'request': name}),
                 self._increase)
        turn = number
        while not self._is_over.is_set():
            turn += 1
            call, name = calls[turn % len(calls)], uuid.uuid4().hex
            try:
                call(name)
            except PyMongoError as error:
                with self._lock:
                    kind = type(error).__name__
                    self.errors[kind] = self.errors.get(kind, 0) + 1
                    self.attempts.append((call, name))
                time.sleep(0.05)
                continue
            with self._lock:
                self.last_success = time.time()
                self.attempts.append((call, name))
                if call == self._increase:
                    self.increments[0] += 1
                else:
                    self.acknowledged.append(name)
            time.sleep(0.002)

    def _increase(self, name):
        with self._lock:
            self.increments[1] += 1
        self.database.counters.update({'_id': 1}, {'$inc': {'n': 1}})

    def goes_on(self):
        """Wait until a write succeeds that began after now."""
        begun = time.time()
        while self.last_success < begun + 0.5:
            assert time.time() < begun + RECOVERY_SECONDS, 'no write succeeds any more: %s' % self.errors
            time.sleep(0.05)
        return time.time() - begun

    def stop(self):
        self._is_over.set()
        for thread in self._threads:
            thread.join()


def test_writes_while_members_fail(replica_set, figure):
    client = connect(replica_set)
    traffic, longest = Traffic(client.failover), 0
    try:
        for trouble in (killed, steps_down, steps_down, stopped):
            time.sleep(PAUSE)
            end = trouble(replica_set)
            longest = max(longest, traffic.goes_on())
            end()
        time.sleep(PAUSE)
        traffic.goes_on()
    finally:
        traffic.stop()
    found = {}
    for document in client.failover.things.find({}, ['request']):
        found[document['request']] = found.get(document['request'], 0) + 1
    lost = [name for name in traffic.acknowledged if name not in found]
    doubled = [name for name, count in found.items() if count > 1]
    total = client.failover.counters.find_one({'_id': 1})['n']
    client.close()
    figure('failover, PyMongo %s, MongoDB %s' % (pymongo.version, replica_set.version),
           ('requests', len(traffic.attempts)), ('acknowledged', len(traffic.acknowledged) + traffic.increments[0]),
           ('lost', len(lost) + max(0, traffic.increments[0] - total)),
           ('doubled', len(doubled) + max(0, total - traffic.increments[1])),
           ('s at most without a write', round(longest, 1)),
           ('errors', sum(traffic.errors.values())), **traffic.errors)
    assert (lost, doubled) == ([], [])
    assert traffic.increments[0] <= total <= traffic.increments[1]
    assert sorted(set(traffic.errors) - set(DOCUMENTED)) == []


# The troubles: each gives a function that ends it

def killed(replica_set):
    member = primary(replica_set)
    os.kill(replica_set.pids[member], signal.SIGKILL)
    return lambda: replica_set.restart(member)


def steps_down(replica_set):
    member = primary(replica_set)
    try:
        wire.command(replica_set.ports[member], [('replSetStepDown', 5), ('secondaryCatchUpPeriodSecs', 3)])
    except EnvironmentError:
        pass  # old servers close the connection
    return lambda: None


def stopped(replica_set):
    member = primary(replica_set)
    pid = replica_set.pids[member]
    os.kill(pid, signal.SIGSTOP)
    timer = threading.Timer(STOPPED, os.kill, (pid, signal.SIGCONT))
    timer.start()
    return timer.join


# Seeds and read preferences

def test_dead_seeds(replica_set):
    primary(replica_set)
    hosts = ['127.0.0.1:%d' % port for port in (free_port(), free_port(), replica_set.ports[1])]
    client = connect(replica_set, hosts)
    client.failover.seeds.insert({'_id': 1})
    assert client.failover.seeds.find_one()['_id'] == 1
    client.close()


def queries(replica_set):
    """How many queries each member has answered."""
    return [wire.command(port, [('serverStatus', 1)])['opcounters']['query'] for port in replica_set.ports]


READS = 60


def readers(replica_set, things):
    """The parts of the reads of a collection that each member answered, the primary first."""
    before = queries(replica_set)
    for _ in range(READS):
        things.find_one()
    counts = [now - then for now, then in zip(queries(replica_set), before)]
    at = primary(replica_set)
    return [counts[at]] + counts[:at] + counts[at + 1:]


def constant(name):
    return getattr(pymongo.ReadPreference, name)


#: How an application says it, and whether the primary answers all of it, a part, or nothing.
PREFERENCES = [
    ('nothing', {}, lambda things: things, 'all'),
    ('read_preference=PRIMARY', {'read_preference': 'PRIMARY'}, lambda things: things, 'all'),
    ('read_preference=SECONDARY', {'read_preference': 'SECONDARY'}, lambda things: things, 'nothing'),
    ('read_preference=SECONDARY_PREFERRED', {'read_preference': 'SECONDARY_PREFERRED'}, lambda things: things,
     'nothing'),
    ('read_preference=PRIMARY_PREFERRED', {'read_preference': 'PRIMARY_PREFERRED'}, lambda things: things, 'all'),
    ('with_options', {}, lambda things: things.with_options(
        read_preference=pymongo.read_preferences.Secondary()), 'nothing'),
    ('set on the collection', {}, lambda things: setting(things), 'nothing'),
]


def setting(things):
    things.read_preference = constant('SECONDARY')
    return things


@pytest.mark.parametrize('name, options, prepare, part', PREFERENCES, ids=[each[0] for each in PREFERENCES])
def test_who_answers(replica_set, figure, name, options, prepare, part):
    if name == 'with_options' and not versions.DRIVER_HAS_READ_PREFERENCE_OBJECTS:
        pytest.skip('this driver has no objects for read preferences')
    options = dict((key, constant(value)) for key, value in options.items())
    with warnings.catch_warnings():
        client = connect(replica_set, **options)
        client.failover.read.save({'_id': 1})
        counts = readers(replica_set, prepare(client.failover.read))
        client.close()
    figure('reads, %s' % name, ('by the primary', counts[0]), ('by secondaries', sum(counts[1:])))
    # Members ask each other now and then.
    if part == 'all':
        assert counts[0] >= READS
        assert sum(counts[1:]) < READS / 2
    else:
        assert counts[0] < READS / 2
        assert sum(counts[1:]) >= READS
