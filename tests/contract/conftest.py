"""What the tests of the contract share beyond the fixtures of all tests."""
import socket
import sys
import threading
import types

import pytest

from flask_pymongo import PyMongo, wrappers


@pytest.fixture
def make_app(make_app, monkeypatch):
    """`make_app` of all tests, for any name: the oldest Flask imports the module an application is named after."""
    def make(name='test', **config):
        parts = name.split('.')
        for length in range(1, len(parts) + 1):
            module = types.ModuleType('.'.join(parts[:length]))
            module.__file__ = __file__
            if module.__name__ not in sys.modules:
                monkeypatch.setitem(sys.modules, module.__name__, module)
        return make_app(name, **config)
    return make


@pytest.fixture
def close_later():
    """A function that has the client of a PyMongo object closed after the test; it returns the object."""
    opened = []

    def close_later(app, mongo):
        opened.append((app, mongo))
        return mongo
    yield close_later
    for app, mongo in opened:
        with app.test_request_context():
            mongo.cx.close()


@pytest.fixture
def opened():
    """A list for the objects whose clients are to be closed after the test."""
    opened = []
    yield opened
    for mongo in opened:
        mongo.cx.close()


@pytest.fixture
def make_client(mongodb_host, mongodb_port):
    """A client of a class of the wrappers, closed after the test."""
    made = []

    def make(kind=wrappers.MongoClient, *args, **kwargs):
        made.append(kind(mongodb_host, mongodb_port, *args, **kwargs))
        return made[-1]
    yield make
    for client in made:
        client.close()


@pytest.fixture
def bind(close_later):
    """`PyMongo(app, ...)`, closed after the test."""
    def bind(app, *args, **kwargs):
        return close_later(app, PyMongo(app, *args, **kwargs))
    return bind


@pytest.fixture
def dead_port():
    """A port of 127.0.0.1 that nobody listens on."""
    holder = socket.socket()
    holder.bind(('127.0.0.1', 0))
    port = holder.getsockname()[1]
    holder.close()
    return port


@pytest.fixture
def things(mongo):
    """An empty collection."""
    return mongo.db.things


class Listener(object):
    """A port that notes that someone came, and hangs up."""

    def __init__(self, address):
        self.visited = threading.Event()
        self._socket = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET)
        self._socket.bind((address, 0))
        self._socket.listen(5)
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._accept)
        self._thread.daemon = True
        self._thread.start()

    def _accept(self):
        while True:
            try:
                visitor = self._socket.accept()[0]
            except (OSError, socket.error):
                return
            self.visited.set()
            visitor.close()

    def close(self):
        # Closing alone does not wake accept().
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except (OSError, socket.error):
            pass
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def listen():
    """A function that listens on an address and a free port: `.port`, and `.visited`, an event."""
    listeners = []

    def listen(address='127.0.0.1'):
        listeners.append(Listener(address))
        return listeners[-1]
    yield listen
    for listener in listeners:
        listener.close()
