"""Flask-Script: commands, options, a shell, a server."""
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
MANAGE = os.path.join(HERE, 'programs', 'manage.py')


@pytest.fixture
def manage(mongodb_host, mongodb_port, database_name, tmp_path):
    """Starts manage.py with these arguments; gives the process."""
    started = []
    environment = dict(os.environ, TEA_HOST=str(mongodb_host), TEA_PORT=str(mongodb_port), TEA_DATABASE=database_name,
                       PYTHONWARNINGS='ignore')

    def start(*arguments):
        started.append(subprocess.Popen(
            [sys.executable, MANAGE] + list(arguments), cwd=str(tmp_path), env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _ended(process, text=''):
    """What a process wrote, given `text`: its status, standard output and standard error."""
    out, error = process.communicate(text, timeout=60)
    return process.returncode, out, error


def test_commands(manage):
    status, out, error = _ended(manage('seed', '--kind', 'white', '-v'))
    assert (status, out) == (0, 'stored 2\n'), error
    assert _ended(manage('add', 'black', '-n', 'Keemun'))[:2] == (0, 'added\n')
    assert _ended(manage('teas', 'count'))[:2] == (0, '3 in manage\n')
    assert _ended(manage('fail'))[0] == 3
    assert _ended(manage('drop', '-k', 'black'), 'y\n')[1].endswith('2 dropped\n')
    assert re.search(r'^/ +index', _ended(manage('urls'))[1], re.MULTILINE)


def test_help_and_wrong_arguments(manage):
    status, out, error = _ended(manage('--help'))
    assert status == 0 and 'Stores two teas.' in out, error
    status, _, error = _ended(manage('add', 'blue'))
    assert status == 2 and "invalid choice: 'blue'" in error


def test_shell(manage):
    manage('seed').wait(60)
    status, out, error = _ended(manage('shell'), 'print(db.teas.find_one({"kind": kind})["name"])\n')
    assert status == 0 and 'Assam' in out, error


def test_runserver(manage):
    manage('seed').wait(60)
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    server = manage('runserver', '-p', str(port))
    ends = time.time() + 30
    while True:
        try:
            with urllib.request.urlopen('http://127.0.0.1:%d/' % port) as answer:
                assert answer.read() == b'Assam, Sencha'
            return
        except OSError:
            assert server.poll() is None and time.time() < ends
            time.sleep(0.05)
