"""gunicorn with mixed traffic in the legacy dialect, on a server that fails in every way: what is acknowledged stays.

``make soak MINUTES=30``. Each request is made once. Afterwards all that was acknowledged is looked up, counters are
compared, files are read.
"""
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import uuid

import pymongo
import pytest

import mongod
import wire
from flask_pymongo import MongoClient
from flask_pymongo.compat import versions

from .proxy import Proxy, free_port

try:
    from http.client import HTTPConnection, HTTPException
except ImportError:
    from httplib import HTTPConnection, HTTPException

HERE = os.path.dirname(os.path.abspath(__file__))
MINUTES = float(os.environ.get('FLASK_PYMONGO_MINUTES') or (0.7 if os.environ.get('FLASK_PYMONGO_SHORT') else 10))
CLIENTS = 6
WORKERS = 2
#: What the documentation of PyMongo says of servers that fail.
DOCUMENTED = ('AutoReconnect', 'ConnectionFailure', 'NotPrimaryError', 'NotMasterError', 'NetworkTimeout',
              'ServerSelectionTimeoutError', 'WriteConcernError', 'OperationFailure', 'BulkWriteError',
              'WriteError', 'CursorNotFound', '_OperationCancelled', 'CorruptGridFile', 'DuplicateKeyError')
#: How much a worker may grow after the first minute: room for caches, none for a leak.
GROWTH_BYTES = 20 * 1024 * 1024


@pytest.fixture(scope='module')
def server(series):
    with mongod.start(series, replica_set='soak') as server:
        yield server


@pytest.fixture
def proxy(server):
    proxy = Proxy(server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def gunicorn(proxy, tmpdir):
    """A site of the application, through the proxy; `port`, `workers` (their process ids)."""
    pytest.importorskip('gunicorn', reason='gunicorn is not installed: make soak has it')
    uri = 'mongodb://127.0.0.1:%d/soak?w=majority' % proxy.port
    if versions.DRIVER_DISCOVERS_FROM_ONE_SEED:
        uri += '&directConnection=true'
    if versions.DRIVER_CONNECTS_LAZILY:
        uri += '&serverSelectionTimeoutMS=3000'
    port = free_port()
    with open(str(tmpdir.join('log')), 'wb') as log:
        process = subprocess.Popen(
            [sys.executable, '-m', 'gunicorn.app.wsgiapp', '-w', str(WORKERS), '--threads', '4', '-k', 'gthread', '-b',
             '127.0.0.1:%d' % port, '--timeout', '120', 'soak_app:app'],
            cwd=HERE, stdout=log, stderr=subprocess.STDOUT, env=dict(os.environ, SOAK_URI=uri))
    try:
        yield Site(process, port, tmpdir.join('log'))
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


class Site(object):
    """What is asked of the application."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log
        end = time.time() + 60
        while self.ask('GET', '/read/x')[0] != 200:
            assert time.time() < end and process.poll() is None, log.read()
            time.sleep(0.2)

    def ask(self, method, path):
        """Status and body; (0, the class) if there is no answer."""
        connection = HTTPConnection('127.0.0.1', self.port, timeout=60)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (EnvironmentError, HTTPException) as error:
            return 0, type(error).__name__.encode('ascii')
        finally:
            connection.close()

    def memory(self):
        """Bytes in use by each worker, by its process id; an empty dict where the system does not say so."""
        found = {}
        for pid in re.findall(r'Booting worker with pid: (\d+)', self.log.read()):
            try:
                with open('/proc/%s/statm' % pid) as statm:
                    found[pid] = int(statm.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
            except EnvironmentError:
                pass
        return found


class Clients(object):
    """Threads that ask, and a book of what was acknowledged."""

    KINDS = ('insert', 'save', 'bulk', 'increase', 'modify', 'file', 'read')

    def __init__(self, site):
        self.site, self.requests, self.errors = site, 0, {}
        self.acknowledged = dict((kind, []) for kind in self.KINDS)
        self.attempts = dict.fromkeys(self.KINDS, 0)
        self._lock, self._is_over = threading.Lock(), threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _ask(self):
        while not self._is_over.is_set():
            kind, name = random.choice(self.KINDS), uuid.uuid4().hex
            with self._lock:
                self.attempts[kind] += 1
            status, body = self.site.ask('GET' if kind == 'read' else 'POST', '/%s/%s' % (kind, name))
            with self._lock:
                self.requests += 1
                if status == 200:
                    self.acknowledged[kind].append(name)
                else:
                    error = body.decode('utf-8', 'replace') if status in (0, 503) else 'status %d' % status
                    self.errors[error[:60]] = self.errors.get(error[:60], 0) + 1

    def stop(self):
        self._is_over.set()
        for thread in self._threads:
            thread.join()


# The troubles

def sockets(server, proxy):
    proxy.drop_all()


def sessions(server, proxy):
    wire.command(server.port, [('killAllSessions', [])])


def restart(server, proxy):
    server.restart()
    primary(server)


def kill(server, proxy):
    os.kill(server.pid, signal.SIGKILL)
    server.restart()
    primary(server)


def pause(server, proxy):
    os.kill(server.pid, signal.SIGSTOP)
    time.sleep(5)
    os.kill(server.pid, signal.SIGCONT)


TROUBLES = (sockets, sessions, restart, kill, pause)


def primary(server):
    end = time.time() + 60
    while not wire.command(server.port, [('isMaster', 1)]).get('ismaster'):
        assert time.time() < end
        time.sleep(0.1)


def test_an_application_on_a_server_that_fails(server, proxy, gunicorn, figure):
    clients, begun, warm, troubles = Clients(gunicorn), time.time(), None, 0
    try:
        while time.time() < begun + MINUTES * 60:
            time.sleep(4)
            if warm is None and time.time() > begun + min(60, MINUTES * 20):
                warm = gunicorn.memory()
            TROUBLES[troubles % len(TROUBLES)](server, proxy)
            troubles += 1
        time.sleep(5)
        memory = gunicorn.memory()
    finally:
        clients.stop()
    lost, doubled = compare(server, gunicorn, clients)
    growth = [memory[pid] - warm[pid] for pid in memory if pid in warm]
    figure('soak, PyMongo %s, MongoDB %s' % (pymongo.version, server.version),
           ('minutes', round((time.time() - begun) / 60, 1)), ('troubles', troubles), ('requests', clients.requests),
           ('acknowledged', sum(len(names) for names in clients.acknowledged.values())), ('lost', lost),
           ('doubled', doubled), ('MB of memory a worker', ' and '.join(str(size >> 20) for size in memory.values())),
           ('MB more than when warm', ' and '.join(str(size >> 20) for size in growth)),
           ('errors', sum(clients.errors.values())), **clients.errors)
    assert troubles >= len(TROUBLES)
    assert all(clients.acknowledged.values())
    assert (lost, doubled) == (0, 0)
    assert sorted(set(clients.errors) - set(DOCUMENTED)) == []
    # Workers that were there when it was warm are there at the end.
    assert len(growth) == len(memory) and max(growth or [0]) < GROWTH_BYTES


def compare(server, site, clients):
    """How many acknowledged requests are lost, and how many requests were done twice."""
    client = MongoClient('127.0.0.1', server.port)
    database, found = client.soak, {}
    for document in database.things.find():
        found[document['request']] = found.get(document['request'], 0) + 1
    total = (database.counters.find_one({'_id': 1}) or {'n': 0})['n']
    client.close()
    names = [name for kind in ('insert', 'save', 'bulk') for name in clients.acknowledged[kind]]
    lost = len([name for name in names if name not in found])
    doubled = len([name for name, count in found.items() if count > 1])
    for name in clients.acknowledged['file']:
        if site.ask('GET', '/file/' + name) != (200, name.encode('ascii') * 1000):
            lost += 1
    increased = sum(len(clients.acknowledged[kind]) for kind in ('increase', 'modify'))
    attempted = sum(clients.attempts[kind] for kind in ('increase', 'modify'))
    return lost + max(0, increased - total), doubled + max(0, total - attempted)
