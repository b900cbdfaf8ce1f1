# -*- coding: utf-8 -*-
"""Files as a WSGI server sends them to clients that stay, that hang up, and that are many."""
import hashlib
import io
import os
import socket
import struct
import subprocess
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from bson.binary import Binary
from flask import request

from .reference import eventually
from .stored_files import LAST_MODIFIED, stored

pytestmark = pytest.mark.every_triple

try:
    from http.client import HTTPConnection, IncompleteRead
except ImportError:
    from httplib import HTTPConnection, IncompleteRead

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'file_server.py')
MEGABYTE = 1024 * 1024
#: More than server, kernel and client buffer for one connection.
LARGE = 16 * MEGABYTE
TIMEOUT = 60


@pytest.fixture(scope='module')
def serving(server):
    """The port of a running file_server.py."""
    separator = '' if server.uri.count('/') > 2 else '/'
    process = subprocess.Popen([sys.executable, PROGRAM, server.uri + separator], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    line = process.stdout.readline()
    assert line, 'file_server.py did not start'
    yield int(line)
    process.stdin.close()
    process.wait()
    process.stdout.close()


class Client(object):
    """A connection that stays open: answers must end where they say, or the next one is not understood."""

    def __init__(self, port, database):
        self._connection = HTTPConnection('127.0.0.1', port, timeout=TIMEOUT)
        self._folder = '/files/%s/' % database

    def ask(self, name, headers=None, method='GET', body=None):
        self._connection.request(method, self._folder + name, body, headers or {})
        answer = self._connection.getresponse()
        answer.content = answer.read()
        return answer

    def close(self):
        self._connection.close()


@pytest.fixture
def client(serving, database_name):
    client = Client(serving, database_name)
    yield client
    client.close()


def memory(port):
    connection = HTTPConnection('127.0.0.1', port, timeout=TIMEOUT)
    connection.request('GET', '/memory')
    answer = int(connection.getresponse().read())
    connection.close()
    return answer


@pytest.fixture
def large(mongo):
    """A large file whose every MB is another; its SHA-1."""
    data = b''.join(bytes(bytearray([number])) * MEGABYTE for number in range(LARGE // MEGABYTE))
    mongo.save_file('large.bin', io.BytesIO(data))
    return hashlib.sha1(data).hexdigest()


def open_cursors(mongo):
    return mongo.cx.admin.command('serverStatus')['metrics']['cursor']['open']['total']


class Download(object):
    """A client that has asked for the large file, and reads no more than what came first."""

    def __init__(self, port, database):
        self.socket = socket.socket()
        # As little as the kernel allows, so that the server has to wait.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(('127.0.0.1', port))
        request = 'GET /files/%s/large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' % database
        self.socket.sendall(request.encode('ascii'))
        self.received = self.socket.recv(1024)
        assert self.received.startswith(b'HTTP/1.1 200 ')

    def hang_up(self, rudely=False):
        if rudely:
            # Closing sends a reset then, in place of an end.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.socket.close()

    def finish(self):
        """The SHA-1 of the file when all of it has come."""
        while b'\r\n\r\n' not in self.received:
            self.received += self.socket.recv(65536)
        start = self.received.partition(b'\r\n\r\n')[2]
        digest, length = hashlib.sha1(start), len(start)
        data = self.socket.recv(65536)
        while data:
            digest.update(data)
            length += len(data)
            data = self.socket.recv(65536)
        self.socket.close()
        assert length == LARGE
        return digest.hexdigest()


# One connection

def test_every_answer_on_one_connection(mongo, client):
    stored(mongo.db, b'0123456789', md5='tag', contentType='text/plain; charset=utf-8')
    for _ in range(2):
        whole = client.ask('a.txt')
        assert (whole.status, whole.content, whole.getheader('Content-Length')) == (200, b'0123456789', '10')
        assert whole.getheader('Content-Type') == 'text/plain; charset=utf-8'
        unchanged = client.ask('a.txt', {'If-None-Match': '"tag"'})
        assert (unchanged.status, unchanged.content, unchanged.getheader('ETag')) == (304, b'', '"tag"')
        assert unchanged.getheader('Content-Type') is None
        assert unchanged.getheader('Content-Length') in (None, '0')
        part = client.ask('a.txt', {'Range': 'bytes=3-5'})
        assert (part.status, part.content, part.getheader('Content-Range')) == (206, b'345', 'bytes 3-5/10')
        none = client.ask('a.txt', {'Range': 'bytes=10-'})
        assert (none.status, none.content, none.getheader('Content-Range')) == (416, b'', 'bytes */10')
        missing = client.ask('b.txt')
        assert missing.status == 404


def test_head(mongo, client):
    stored(mongo.db, b'0123456789')
    for headers, status in ({}, 200), ({'If-Modified-Since': LAST_MODIFIED}, 304):
        answer = client.ask('a.txt', headers, 'HEAD')
        assert (answer.status, answer.content) == (status, b'')
        if status == 200:
            assert answer.getheader('Content-Length') == '10'
        # Some waitress closes the connection after HEAD without a word.
        client.close()


def test_large_file(client, large):
    answer = client.ask('large.bin')
    assert answer.getheader('Content-Length') == str(LARGE)
    assert answer.getheader('ETag') == '"%s"' % large
    assert hashlib.sha1(answer.content).hexdigest() == large


@pytest.mark.parametrize('size', [0, 1, 600000])
def test_what_is_put_is_got(client, size):
    data = bytes(bytearray(range(256))) * (size // 256 + 1)
    assert client.ask('docs/a.bin', method='PUT', body=data[:size]).status == 200
    answer = client.ask('docs/a.bin')
    assert (answer.content, answer.getheader('Content-Length')) == (data[:size], str(size))


def test_no_header_is_made_of_a_name(mongo, client):
    stored(mongo.db, contentType='text/html\r\nX-Evil: 1')
    answer = client.ask('a.txt?name=b%0D%0AX-Evil%3A%201')
    assert answer.status == 200
    assert answer.getheader('X-Evil') is None
    assert answer.getheader('Content-Disposition').startswith('attachment; filename="b__X-Evil: 1"')
    assert answer.content == b'hello'


@pytest.mark.parametrize('number, status', [(0, 500), (2, 200), (3, 200)])
def test_damaged_file_breaks_off(mongo, client, number, status):
    """Before anything is sent it is an error; later the connection ends before the length that was announced."""
    stored(mongo.db, b'0123456789abcdef')
    mongo.db.fs.chunks.update({'n': number}, {'$set': {'data': Binary(b'')}})
    if status == 500:
        assert client.ask('a.txt').status == 500
    else:
        with pytest.raises(IncompleteRead) as caught:
            client.ask('a.txt')
        assert b'0123456789abcdef'.startswith(caught.value.partial)


# Clients that hang up

@pytest.mark.parametrize('rudely', [False, True], ids=['end', 'reset'])
def test_client_that_hangs_up_leaves_no_cursor(serving, mongo, database_name, large, rudely):
    before = open_cursors(mongo)
    download = Download(serving, database_name)
    eventually(lambda: open_cursors(mongo) > before)
    download.hang_up(rudely)
    eventually(lambda: open_cursors(mongo) <= before)


def test_upload_that_breaks_off_leaves_nothing(app, mongo):
    """From a server that hands the body on as it comes; waitress waits for all of it."""
    failures = []

    @app.route('/upload', methods=['PUT'])
    def upload():
        try:
            return str(mongo.save_file('a.bin', request.stream))
        except BaseException as error:
            failures.append(error)
            raise

    class Silent(WSGIRequestHandler):
        def log_message(self, *args):
            pass

        def get_stderr(self):
            return io.StringIO()

    server = make_server('127.0.0.1', 0, app, handler_class=Silent)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    client = socket.create_connection(server.server_address, TIMEOUT)
    client.sendall(b'PUT /upload HTTP/1.0\r\nContent-Length: %d\r\n\r\n' % LARGE + b'x' * MEGABYTE)
    client.close()
    thread.join(TIMEOUT)
    server.server_close()
    assert len(failures) == 1
    assert list(mongo.db.fs.files.find()) == []
    assert list(mongo.db.fs.chunks.find({}, {'n': 1})) == []


# Many clients

CLIENTS = 50
FINISHING = 8
#: For each download: a batch of chunks as it came and as it is decoded, what waits to be sent, and some air.
BYTES_PER_CLIENT = 6 * MEGABYTE


def test_many_downloads_at_once(serving, mongo, database_name, large):
    """Their memory has a bound, whatever the size of the file; all are served, and those that leave are forgotten."""
    cursors, begin = open_cursors(mongo), memory(serving)
    downloads = [Download(serving, database_name) for _ in range(CLIENTS)]
    eventually(lambda: open_cursors(mongo) >= cursors + CLIENTS)
    digests = []
    threads = [threading.Thread(target=lambda each=each: digests.append(each.finish()))
               for each in downloads[:FINISHING]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for download in downloads[FINISHING:]:
        download.hang_up()
    assert digests == [large] * FINISHING
    eventually(lambda: open_cursors(mongo) <= cursors)
    grown = memory(serving) - begin
    assert grown < CLIENTS * BYTES_PER_CLIENT, 'grown by %d MB' % (grown // MEGABYTE)
