# -*- coding: utf-8 -*-
"""`save_file`: into GridFS, whole or not at all."""
import datetime
import io
import time

import pytest
from bson.objectid import ObjectId
from flask import request
from gridfs.errors import FileExists

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


pytestmark = pytest.mark.usefixtures('inside')


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


@pytest.mark.parametrize('fileobj', [b'hello', u'hello', None, 5], ids=repr)
def test_source_that_cannot_be_read(mongo, fileobj):
    with pytest.raises(TypeError) as caught:
        mongo.save_file('a.txt', fileobj)
    assert 'fileobj' in str(caught.value)
    assert files(mongo) == []


# A source that fails leaves nothing

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


def test_source_of_text_leaves_nothing(mongo):
    with pytest.raises(TypeError):
        mongo.save_file('a.txt', io.StringIO(u'text'))
    assert files(mongo) == []
    assert list(mongo.db.fs.chunks.find()) == []


def test_id_that_is_taken_leaves_the_first(mongo):
    mongo.save_file('a.txt', source(b'first'), _id='one')
    with pytest.raises(FileExists):
        mongo.save_file('a.txt', source(b'second' * 100000), _id='one')
    assert [document['length'] for document in files(mongo)] == [5]
    assert content(mongo, 'one') == b'first'
