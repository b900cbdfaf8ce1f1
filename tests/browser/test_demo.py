"""`make demo` as a program: what it says, and what is left when it ends."""
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from .conftest import DEMO


def listening(address):
    host, port = address.rsplit(':', 1)
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def test_says_what_runs_on_what(demo):
    for name in ('Python', 'Flask', 'Werkzeug', 'PyMongo', 'Flask-PyMongo', 'MongoDB'):
        assert re.search(r'^ +%s +\d+(\.\d+)+' % name, demo.output, re.MULTILINE), demo.output
    with urllib.request.urlopen(demo.url + '/about') as answer:
        assert 'Flask-PyMongo' in answer.read().decode('utf-8')


@pytest.mark.parametrize('app, shown', [('blog', 'Letters from the Harbour'), ('rest', 'Sencha'),
                                        ('admin', 'Databases')])
def test_the_other_examples(start_demo, app, shown):
    demo = start_demo(app=app)
    assert 'in legacy mode' in demo.output and 'what you wrote is gone then' in demo.output
    with urllib.request.urlopen(demo.url + '/') as answer:
        assert shown in answer.read().decode('utf-8')


def test_an_example_that_is_none_is_said_so():
    environment = dict(os.environ, APP='forum')
    ended = subprocess.run([sys.executable, DEMO], env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (1, "APP must be one of admin, blog, rest, wiki, not 'forum'\n")


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_leaves_nothing_behind(start_demo, number):
    demo = start_demo()
    address = demo.url.rsplit('/', 1)[1]
    assert listening(address) and listening(demo.mongodb)
    assert demo.stop(number) == 0
    assert demo.output.endswith('Stopped.\n') and 'Traceback' not in demo.output
    assert not listening(address)
    assert not listening(demo.mongodb)


def test_stops_when_another_thread_takes_the_signal(start_demo):
    demo = start_demo()
    pid = demo.process.pid
    # The oldest thread beside the main one is the driver's; the system may give it any signal of the process.
    os.kill(min({int(thread) for thread in os.listdir('/proc/%d/task' % pid)} - {pid}), signal.SIGINT)
    assert demo.process.wait(timeout=30) == 0


def test_taken_port_is_said_so():
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = dict(os.environ, PORT=str(port))
        ended = subprocess.run([sys.executable, DEMO], env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith('Port %d of 127.0.0.1 cannot be used' % port)
    assert 'PORT=0 make demo' in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_port_that_is_none_is_said_so():
    environment = dict(os.environ, PORT='http')
    ended = subprocess.run([sys.executable, DEMO], env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (1, "PORT must be a number up to 65535, not 'http'\n")
