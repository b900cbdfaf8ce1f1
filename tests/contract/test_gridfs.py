"""`GridFS(mongo.db)`, made by the application itself."""
import datetime
import hashlib
import io
import time

import gridfs.grid_file
import pytest
from bson.objectid import ObjectId
from gridfs import GridFS
from gridfs.errors import FileExists, NoFile
from pymongo.errors import DuplicateKeyError

from .reference import DRIVER_ANSWERS_LIKE_29

CONTENT = b'first line\nsecond line\n' + bytes(bytearray(range(256)))


@pytest.fixture
def files(mongo):
    return GridFS(mongo.db)


def test_put_and_get(mongo, files):
    stored = files.put(CONTENT, filename='a.txt', contentType='text/plain')
    assert isinstance(stored, ObjectId)
    found = files.get(stored)
    assert found.read() == CONTENT
    assert (found._id, found.filename, found.name) == (stored, 'a.txt', 'a.txt')
    assert found.length == len(CONTENT)
    assert isinstance(found.upload_date, datetime.datetime)
    assert mongo.db.fs.files.find_one(stored)['contentType'] == 'text/plain'


@pytest.mark.parametrize('source', [io.BytesIO, lambda content: content], ids=['file', 'bytes'])
@pytest.mark.parametrize('size', [0, 1, 255 * 1024, 600 * 1024])
def test_any_size(files, source, size):
    content = b'x' * size
    found = files.get(files.put(source(content)))
    assert found.length == size
    assert found.read() == content


def test_other_keywords_are_stored(files):
    stored = files.put(b'x', owner='ada', metadata={'a': 1}, chunk_size=100)
    found = files.get(stored)
    assert (found.owner, found.metadata, found.chunk_size) == ('ada', {'a': 1}, 100)
    assert not hasattr(found, 'missing')


def test_an_id_of_ones_own(files):
    assert files.put(b'x', _id='mine') == 'mine'
    assert files.get('mine').read() == b'x'
    # The chunks come first, and the oldest drivers do not look whether it is theirs that are there.
    with pytest.raises(FileExists if DRIVER_ANSWERS_LIKE_29 else (FileExists, DuplicateKeyError)):
        files.put(b'y', _id='mine')
    assert files.get('mine').read() == b'x'


def test_text_needs_an_encoding(files):
    with pytest.raises(TypeError):
        files.put(u'Stra\xdfe')
    assert files.get(files.put(u'Stra\xdfe', encoding='utf-8')).read() == u'Stra\xdfe'.encode('utf-8')


@pytest.mark.parametrize('wrong', [5, None, []], ids=repr)
def test_what_is_no_content(files, wrong):
    with pytest.raises(TypeError):
        files.put(wrong)


def test_a_file_that_is_not_there(files):
    with pytest.raises(NoFile):
        files.get(ObjectId())
    with pytest.raises(NoFile):
        files.get_last_version('missing')
    with pytest.raises(NoFile):
        files.get_version('missing', 0)


def test_versions(files):
    for content in b'first', b'second', b'third':
        files.put(content, filename='a')
        time.sleep(0.005)  # the date of a file is to the millisecond
    assert files.get_last_version('a').read() == b'third'
    assert files.get_version('a').read() == b'third'
    assert files.get_version('a', 0).read() == b'first'
    assert files.get_version(filename='a', version=-2).read() == b'second'
    with pytest.raises(NoFile):
        files.get_version('a', 3)


def test_exists_and_delete(files):
    stored = files.put(b'x', filename='a')
    assert files.exists(stored) is True
    assert files.exists({'filename': 'a'}) is True
    assert files.exists(filename='a') is True
    assert files.exists(filename='b') is False
    assert files.delete(stored) is None
    assert files.exists(stored) is False
    assert files.delete(stored) is None


def test_list(files):
    assert files.list() == []
    for name in 'b', 'a', 'b':
        files.put(b'x', filename=name)
    assert sorted(files.list()) == ['a', 'b']


def test_new_file(files):
    new = files.new_file(filename='a', content_type='text/plain')
    new.write(b'first ')
    new.writelines([b'second ', b'third'])
    new.close()
    new.close()
    assert files.get(new._id).read() == b'first second third'
    with pytest.raises(ValueError):
        new.write(b'late')


def test_a_with_block(files):
    with files.new_file(filename='a') as new:
        new.write(b'x')
    with files.get(new._id) as found:
        assert found.read() == b'x'


def test_reading_in_pieces(files):
    found = files.get(files.put(CONTENT))
    assert found.read(5) == b'first'
    assert found.readline() == b' line\n'
    assert found.tell() == 11
    found.seek(0)
    assert b''.join(iter(lambda: found.read(7), b'')) == CONTENT
    found.seek(0)
    assert b''.join(found) == CONTENT


def test_another_collection(mongo, files):
    photos = GridFS(mongo.db, 'photos')
    photos.put(b'x', filename='a')
    assert files.list() == []
    assert mongo.db.photos.files.count() == 1
    assert set(['photos.chunks', 'photos.files']) <= set(mongo.db.collection_names())


@pytest.mark.skipif(not hasattr(getattr(gridfs.grid_file, 'GridOutCursor', None), 'count'),
                    reason='the cursors over files of this driver do not count')
@pytest.mark.filterwarnings('ignore:count is deprecated:DeprecationWarning')
def test_count_of_what_is_found(files):
    for name in 'aab':
        files.put(b'x', filename=name)
    assert files.find({'filename': 'a'}).count() == 2


def test_the_indexes(mongo, files):
    files.put(b'x')
    information = mongo.db.fs.chunks.index_information()
    assert [index['key'] for index in information.values() if index.get('unique')] == [[('files_id', 1), ('n', 1)]]


def test_a_file_is_documents(mongo, files):
    stored = files.put(CONTENT, filename='a')
    document = mongo.db.fs.files.find_one(stored)
    assert (document['filename'], document['length']) == ('a', len(CONTENT))
    if 'md5' in document:
        assert document['md5'] == hashlib.md5(CONTENT).hexdigest()
    chunk = mongo.db.fs.chunks.find_one({'files_id': stored})
    assert (chunk['n'], bytes(chunk['data'])) == (0, CONTENT)


def test_only_a_database_has_files(mongo):
    for wrong in None, 'fs', mongo.db.things:
        with pytest.raises(TypeError):
            GridFS(wrong)
