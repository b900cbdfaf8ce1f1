# -*- coding: utf-8 -*-
"""`save_file`: into GridFS, whole or not at all."""
import datetime
import hashlib
import io
import socket
import threading
import time
import warnings

import pytest
from bson.objectid import ObjectId
from flask import request
from gridfs import GridFS
from gridfs.errors import FileExists
from pymongo.errors import PyMongoError

from flask_pymongo.compat import LegacyWarning

EPOCH = datetime.datetime(1970, 1, 1)
#: More than one chunk of any driver's default size.
LARGE = b'0123456789' * 60000


def source(data):
    return io.BytesIO(data)


def files(mongo, base='fs'):
    return list(mongo.db[base].files.find())


def content(mongo, file_id, base='fs'):
    chunks = mongo.db[base].chunks.find({'files_id': file_id}).sort('n', 1)
    return b''.join(bytes(chunk['data']) for chunk in chunks)


@pytest.fixture
def inside(app, mongo):
    with app.test_request_context():
        yield


pytestmark = [pytest.mark.every_triple, pytest.mark.usefixtures('inside')]


def test_stores_and_returns_the_id(mongo):
    made = mongo.save_file('a.txt', source(b'hello'))
    assert isinstance(made, ObjectId)
    [document] = files(mongo)
    assert document['_id'] == made
    assert document['filename'] == 'a.txt'
    assert document['length'] == 5
    assert content(mongo, made) == b'hello'


def test_upload_date_is_now(mongo):
    mongo.save_file('a.txt', source(b'hello'))
    uploaded = files(mongo)[0]['uploadDate']
    assert abs(time.time() - (uploaded.replace(tzinfo=None) - EPOCH).total_seconds()) < 60


@pytest.mark.parametrize('name, wanted', [
    ('a.txt', 'text/plain'), ('photo.JPG', 'image/jpeg'), ('a.html', 'text/html'), (u'\u4e2d\u6587.png', 'image/png'),
    ('docs/a.pdf', 'application/pdf'),
])
def test_content_type_is_guessed_from_the_name(mongo, name, wanted):
    mongo.save_file(name, source(b'x'))
    assert files(mongo)[0]['contentType'] == wanted


def test_content_type_that_cannot_be_guessed(mongo):
    mongo.save_file('README', source(b'x'))
    assert files(mongo)[0].get('contentType') is None


def test_content_type_as_given(mongo):
    mongo.save_file('a.txt', source(b'x'), content_type='application/x-thing')
    assert files(mongo)[0]['contentType'] == 'application/x-thing'


def test_content_type_by_position(mongo):
    mongo.save_file('a.txt', source(b'x'), 'images', 'application/x-thing')
    assert files(mongo, 'images')[0]['contentType'] == 'application/x-thing'


@pytest.mark.parametrize('base', ['images', u'images', 'my.images'])
def test_base(mongo, base):
    made = mongo.save_file('a.txt', source(b'hello'), base=base)
    assert [document['_id'] for document in files(mongo, base)] == [made]
    assert content(mongo, made, base) == b'hello'
    assert files(mongo) == []


def test_other_database(mongo, database_name):
    name = database_name + '_x'
    try:
        made = mongo.save_file('a.txt', source(b'hello'), db=name)
        assert [document['_id'] for document in mongo.cx[name].fs.files.find()] == [made]
        assert files(mongo) == []
    finally:
        mongo.cx.drop_database(name)


def test_without_a_database_of_its_own(make_app, bind, mongodb_host, mongodb_port, database_name):
    """A URI argument that names no database leaves `db` None; the call may name one."""
    app = make_app()
    nameless = bind(app, 'mongodb://%s:%d' % (mongodb_host, mongodb_port))
    with app.test_request_context():
        made = nameless.save_file('a.txt', source(b'hello'), db=database_name)
        assert nameless.cx[database_name].fs.files.find_one()['_id'] == made


def test_further_keywords_are_stored(mongo):
    mongo.save_file('a.txt', source(b'x'), metadata={'by': 'ada'}, rating=5)
    [document] = files(mongo)
    assert document['metadata'] == {'by': 'ada'}
    assert document['rating'] == 5


def test_own_id(mongo):
    assert mongo.save_file('a.txt', source(b'x'), _id='first') == 'first'
    assert [document['_id'] for document in files(mongo)] == ['first']


def test_large(mongo):
    made = mongo.save_file('large.bin', source(LARGE))
    [document] = files(mongo)
    assert document['length'] == len(LARGE)
    assert len(list(mongo.db.fs.chunks.find({}, {'n': 1}))) == -(-len(LARGE) // document['chunkSize']) > 1
    assert content(mongo, made) == LARGE


def test_empty(mongo):
    made = mongo.save_file('empty.txt', source(b''))
    assert files(mongo)[0]['length'] == 0
    assert content(mongo, made) == b''


def test_unicode_name(mongo):
    mongo.save_file(u'\u4e2d\u6587 na\xefve.txt', source(b'x'))
    assert files(mongo)[0]['filename'] == u'\u4e2d\u6587 na\xefve.txt'


def test_the_same_name_twice_is_two_files(mongo):
    assert mongo.save_file('a.txt', source(b'1')) != mongo.save_file('a.txt', source(b'2'))
    assert len(files(mongo)) == 2


def test_source_in_small_pieces(mongo):
    """A socket's read() gives less than was asked for."""
    class Dripping(object):
        def __init__(self, data):
            self.data = data

        def read(self, size=-1):
            piece, self.data = self.data[:7], self.data[7:]
            return piece
    made = mongo.save_file('a.txt', Dripping(b'hello, world of files'))
    assert content(mongo, made) == b'hello, world of files'
    assert files(mongo)[0]['length'] == 21


def test_open_file(mongo, tmpdir):
    tmpdir.join('a.txt').write('hello')
    with open(str(tmpdir.join('a.txt')), 'rb') as opened:
        made = mongo.save_file('a.txt', opened)
    assert content(mongo, made) == b'hello'


@pytest.mark.parametrize('data', [b'', b'hello', LARGE], ids=['nothing', 'less than a chunk', 'chunks'])
def test_sha1_is_stored(mongo, data):
    mongo.save_file('a.txt', source(data))
    assert files(mongo)[0]['sha1'] == hashlib.sha1(data).hexdigest()


def test_sha1_of_a_source_in_small_pieces(mongo):
    class Dripping(io.BytesIO):
        def read(self, size=-1):
            return io.BytesIO.read(self, 1000)
    mongo.save_file('a.txt', Dripping(LARGE))
    assert files(mongo)[0]['sha1'] == hashlib.sha1(LARGE).hexdigest()


def test_md5_besides_the_sha1(mongo):
    """Drivers used to store one, and no longer do; programs read it."""
    made = mongo.save_file('a.txt', source(LARGE))
    document = mongo.db.fs.files.find_one(made)
    assert (document['md5'], document['sha1']) == (
        hashlib.md5(LARGE).hexdigest(), hashlib.sha1(LARGE).hexdigest())
    assert GridFS(mongo.db).get(made).read() == LARGE


def test_source_is_read_a_chunk_at_a_time(mongo):
    """Never all of it: it may be larger than the memory."""
    asked = []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            asked.append(size)
            return io.BytesIO.read(self, size)
    mongo.save_file('a.txt', Watched(LARGE))
    assert set(asked) == set([files(mongo)[0]['chunkSize']])
    assert len(asked) == -(-len(LARGE) // asked[0]) + 1


def test_an_upload_is_stored_as_it_comes(mongo):
    """Some drivers collect 48 MB, which takes three times as much memory for each upload."""
    read, waiting = [0], []

    class Watched(io.BytesIO):
        def read(self, size=-1):
            stored = mongo.db.fs.chunks.find({}, {'_id': 1}).count() * 255 * 1024
            waiting.append(read[0] - stored)
            piece = io.BytesIO.read(self, size)
            read[0] += len(piece)
            return piece

    made = mongo.save_file('a.txt', Watched(LARGE * 16), chunk_size=255 * 1024)
    assert read[0] == len(LARGE) * 16 > 8e6
    assert max(waiting) < 3e6
    assert content(mongo, made) == LARGE * 16


def test_source_of_bytearrays(mongo):
    class Buffers(io.BytesIO):
        def read(self, size=-1):
            return bytearray(io.BytesIO.read(self, size))
    made = mongo.save_file('a.txt', Buffers(LARGE))
    assert content(mongo, made) == LARGE


@pytest.mark.parametrize('name', ['docs/2012/a.txt', '/a.txt', '../a.txt', u'\u4e2d/\u6587.txt', 'a b%20c.txt', 'a\\b',
                                  ''])
def test_name_is_stored_as_it_is(mongo, name):
    """GridFS has no folders; what looks like a path is a name."""
    made = mongo.save_file(name, source(b'x'))
    assert mongo.db.fs.files.find_one({'filename': name})['_id'] == made


def test_files_are_found_by_an_index(mongo):
    mongo.save_file('a.txt', source(b'x'))
    indexes = [index['key'] for index in mongo.db.fs.files.index_information().values()]
    assert [('filename', 1), ('uploadDate', 1)] in indexes


def test_two_uploads_of_one_name_at_once(app, mongo):
    """Both are in the middle of it at the same time: two versions, neither mixed with the other."""
    started = [threading.Event(), threading.Event()]

    class Waiting(io.BytesIO):
        def __init__(self, number, data):
            io.BytesIO.__init__(self, data)
            self.number = number

        def read(self, size=-1):
            if self.tell():
                started[self.number].set()
                assert started[1 - self.number].wait(10)
            return io.BytesIO.read(self, size)

    contents = [b'a' * 600000, b'b' * 700000]
    made = [None, None]

    def upload(number):
        with app.test_request_context():
            made[number] = mongo.save_file('a.txt', Waiting(number, contents[number]))
    threads = [threading.Thread(target=upload, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [content(mongo, file_id) for file_id in made] == contents
    got = []
    for version in (0, 1):
        response = mongo.send_file('a.txt', version=version)
        got.append(b''.join(response.iter_encoded()))
        response.close()
    assert sorted(got) == contents


def test_waits_for_the_server_whatever_the_client_does(make_app, bind, mongodb_host, mongodb_port, database_name):
    """`w=0` is for documents that may get lost; a file without one of its chunks is none."""
    app = make_app(MONGO_URI='mongodb://%s:%d/%s?w=0' % (mongodb_host, mongodb_port, database_name))
    hasty = bind(app)
    with app.test_request_context():
        made = hasty.save_file('a.txt', source(LARGE))
        assert content(hasty, made) == LARGE
        with pytest.raises(FileExists):
            hasty.save_file('a.txt', source(b'x'), _id=made)


def test_nothing_is_blamed_on_the_application(mongo):
    """What is legacy in between is ours."""
    with warnings.catch_warnings():
        warnings.simplefilter('error', LegacyWarning)
        mongo.save_file('a.txt', source(b'hello'))
        with pytest.raises(IOError):
            mongo.save_file('a.txt', Broken(LARGE, IOError('gone')))
        response = mongo.send_file('a.txt')
        assert b''.join(response.iter_encoded()) == b'hello'
        response.close()


@pytest.mark.parametrize('data', [b'', b'hello', LARGE], ids=['nothing', 'less than a chunk', 'chunks'])
def test_body_of_a_request(app, mongo, data):
    @app.route('/upload', methods=['PUT'])
    def upload():
        return str(mongo.save_file('a.bin', request.stream))
    response = app.test_client().put('/upload', data=data, content_type='application/octet-stream')
    assert response.status_code == 200
    [document] = files(mongo)
    assert document['length'] == len(data)
    assert content(mongo, document['_id']) == data


def test_upload_of_a_form(app, mongo):
    @app.route('/upload', methods=['POST'])
    def upload():
        return str(mongo.save_file(request.files['file'].filename, request.files['file']))
    response = app.test_client().post('/upload', data={'file': (source(LARGE[:400000]), 'photo.png')})
    assert response.status_code == 200
    [document] = files(mongo)
    assert str(document['_id']).encode('ascii') == response.data
    assert document['contentType'] == 'image/png'
    assert content(mongo, document['_id']) == LARGE[:400000]


# What is refused

@pytest.mark.parametrize('base', [5, None, b'fs' if bytes is not str else 1.5, ['fs']], ids=repr)
def test_base_that_is_no_text(mongo, base):
    with pytest.raises(TypeError) as caught:
        mongo.save_file('a.txt', source(b'x'), base=base)
    assert 'base' in str(caught.value)


@pytest.mark.parametrize('filename', [None, 5, {'a': 1}], ids=repr)
def test_name_that_is_no_text(mongo, filename):
    with pytest.raises(TypeError) as caught:
        mongo.save_file(filename, source(b'x'), content_type='text/plain')
    assert 'filename' in str(caught.value)
    assert files(mongo) == []


@pytest.mark.parametrize('fileobj', [b'hello', u'hello', None, 5], ids=repr)
def test_source_that_cannot_be_read(mongo, fileobj):
    with pytest.raises(TypeError) as caught:
        mongo.save_file('a.txt', fileobj)
    assert 'fileobj' in str(caught.value)
    assert files(mongo) == []


# A source that fails leaves nothing

@pytest.mark.parametrize('name', ['chunk_size', 'chunkSize'])
@pytest.mark.parametrize('size, error', [(0, ValueError), (-4, ValueError), (2.5, TypeError), ('4', TypeError)])
def test_chunk_size_that_is_none(mongo, name, size, error):
    with pytest.raises(error) as caught:
        mongo.save_file('a.txt', io.BytesIO(b'hello'), **{name: size})
    assert 'chunk_size' in str(caught.value)
    assert files(mongo) == []
    assert list(mongo.db.fs.chunks.find({}, {'n': 1})) == []


class Broken(object):
    """A source that gives some, then fails."""

    def __init__(self, good, error):
        self.good, self.error = good, error

    def read(self, size=-1):
        if not self.good:
            raise self.error
        size = len(self.good) if size is None or size < 0 else size
        piece, self.good = self.good[:size], self.good[size:]
        return piece


class Interrupted(BaseException):
    """What a worker is stopped with is no Exception."""


@pytest.mark.parametrize('good', [b'', b'some', LARGE], ids=['nothing', 'less than a chunk', 'chunks'])
@pytest.mark.parametrize('error', [IOError('gone'), ValueError('bad'), Interrupted()],
                         ids=['IOError', 'ValueError', 'BaseException'])
def test_source_that_fails_leaves_nothing(mongo, good, error):
    with pytest.raises(type(error)) as caught:
        mongo.save_file('a.txt', Broken(good, error))
    assert caught.value is error
    assert files(mongo) == []
    assert list(mongo.db.fs.chunks.find({}, {'n': 1})) == []


def test_source_that_fails_leaves_the_others(mongo):
    made = mongo.save_file('a.txt', source(LARGE))
    with pytest.raises(IOError):
        mongo.save_file('a.txt', Broken(LARGE, IOError('gone')))
    assert [document['_id'] for document in files(mongo)] == [made]
    assert content(mongo, made) == LARGE


def assert_nothing(mongo):
    assert files(mongo) == []
    assert list(mongo.db.fs.chunks.find({}, {'n': 1})) == []


@pytest.mark.parametrize('text', [u'text', u''], ids=repr)
def test_source_of_text_leaves_nothing(mongo, text):
    with pytest.raises(TypeError) as caught:
        mongo.save_file('a.txt', io.StringIO(text))
    assert 'binary mode' in str(caught.value)
    assert_nothing(mongo)


def test_open_file_of_text(mongo, tmpdir):
    tmpdir.join('a.txt').write('hello')
    with io.open(str(tmpdir.join('a.txt'))) as opened:
        with pytest.raises(TypeError) as caught:
            mongo.save_file('a.txt', opened)
    assert 'binary mode' in str(caught.value)
    assert_nothing(mongo)


@pytest.mark.parametrize('wrong', [None, 5, ['hello']], ids=repr)
def test_source_of_something_else_leaves_nothing(mongo, wrong):
    """None is what a socket gives that has nothing yet: not the end."""
    class Wrong(object):
        def read(self, size=-1):
            return wrong
    with pytest.raises(TypeError) as caught:
        mongo.save_file('a.txt', Wrong())
    assert 'fileobj' in str(caught.value)
    assert_nothing(mongo)


# A server that refuses or is gone leaves nothing

class Proxy(object):
    """A port in front of a server. Once, after so many bytes to the server, the connection breaks: in the middle of
    that message, or when the answer to it comes.
    """

    def __init__(self, target, limit, moment):
        self._target, self._left, self._moment = target, limit, moment
        self.has_cut = False
        self._lock = threading.Lock()
        self._sockets = set()
        self._listener = socket.socket()
        self._listener.bind(('127.0.0.1', 0))
        self._listener.listen(20)
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)

    def _start(self, function, *args):
        thread = threading.Thread(target=function, args=args)
        thread.daemon = True
        thread.start()

    def _accept(self):
        while True:
            try:
                client = self._listener.accept()[0]
            except (OSError, socket.error):
                return
            server = socket.create_connection(self._target)
            self._sockets.update((client, server))
            self._start(self._forward, client, server, True)
            self._start(self._forward, server, client, False)

    def _must_cut(self, size, is_to_server):
        with self._lock:
            if is_to_server:
                self._left -= size
            due = self._left < 0 and not self.has_cut and is_to_server == (self._moment == 'request')
            self.has_cut = self.has_cut or due
        return due

    def _forward(self, source, target, is_to_server):
        try:
            data = source.recv(65536)
            while data and not self._must_cut(len(data), is_to_server):
                target.sendall(data)
                data = source.recv(65536)
        except (OSError, socket.error):
            pass
        for end in (source, target):
            self._hang_up(end)

    def _hang_up(self, end):
        # Closing alone does not wake the threads that wait for it.
        try:
            end.shutdown(socket.SHUT_RDWR)
        except (OSError, socket.error):
            pass
        end.close()

    def close(self):
        self._hang_up(self._listener)
        for end in list(self._sockets):
            self._hang_up(end)


@pytest.fixture
def cut_after(mongodb_host, mongodb_port):
    """`cut_after(limit, moment)`: a proxy to the server, `.port`, that breaks off once: moment 'request' or 'reply'."""
    proxies = []

    def cut_after(limit, moment):
        proxies.append(Proxy((mongodb_host, mongodb_port), limit, moment))
        return proxies[-1]
    yield cut_after
    for proxy in proxies:
        proxy.close()

@pytest.mark.parametrize('collection, allowed', [('chunks', {'n': {'$lt': 2}}), ('files', {'length': {'$lt': 5}})],
                         ids=['third chunk', 'end'])
def test_server_that_takes_no_more_leaves_nothing(mongo, collection, allowed):
    """A full disk looks like this to a client: some writes are done, the next is refused."""
    mongo.db.command('create', 'fs.' + collection, validator=allowed)
    with pytest.raises(PyMongoError):
        mongo.save_file('a.txt', source(LARGE))
    assert_nothing(mongo)
    if collection == 'chunks':
        made = mongo.save_file('a.txt', source(b'small enough'))
        assert content(mongo, made) == b'small enough'


@pytest.mark.parametrize('moment', ['request', 'reply'])
def test_dropped_connection_leaves_nothing(cut_after, make_app, bind, mongo, moment):
    """In the middle of what is sent, or when the server has done it and nobody hears of it."""
    proxy = cut_after(len(LARGE) // 2, moment)
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=proxy.port)
    behind = bind(app)
    with app.test_request_context():
        with pytest.raises(PyMongoError):
            behind.save_file('a.txt', source(LARGE))
        assert proxy.has_cut
        assert_nothing(mongo)
        made = behind.save_file('a.txt', source(LARGE))
    assert content(mongo, made) == LARGE


def test_server_that_is_gone_is_what_is_raised(cut_after, make_app, bind, caplog):
    """What is left then cannot be removed; the log says so, the caller hears of the reason."""
    proxy = cut_after(len(LARGE) // 2, 'request')
    app = make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=proxy.port, MONGO_SERVER_SELECTION_TIMEOUT_MS=200)
    behind = bind(app)

    class Fatal(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                proxy.close()
                raise ValueError('the source')
            return io.BytesIO.read(self, size)
    with app.test_request_context():
        with pytest.raises(ValueError) as caught:
            behind.save_file('a.txt', Fatal(LARGE))
    assert str(caught.value) == 'the source'
    assert 'could not be removed' in caplog.text


def test_id_that_is_taken_leaves_the_first(mongo):
    mongo.save_file('a.txt', source(b'first'), _id='one')
    with pytest.raises(FileExists):
        mongo.save_file('a.txt', source(b'second' * 100000), _id='one')
    assert [document['length'] for document in files(mongo)] == [5]
    assert content(mongo, 'one') == b'first'
