"""`flask_pymongo.GridFS`: files as PyMongo 2.x stored and read them."""
import datetime
import hashlib
import io
import time

import gridfs
import pytest
from bson.objectid import ObjectId
from gridfs.errors import FileExists, GridFSError, NoFile

from flask_pymongo import Connection, GridFS
from flask_pymongo.compat import versions

CONTENT = b'first line\nsecond line\n' + bytes(bytearray(range(256)))

#: 255 kB in newer drivers, 256 in the oldest.
CHUNK_SIZE = gridfs.grid_file.DEFAULT_CHUNK_SIZE
has_names = pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT,
                               reason='files of this driver have a `name` or a `filename` only where it was given')
looks_for_ids = pytest.mark.skipif(not versions.DRIVER_HAS_MONGO_CLIENT,
                                   reason='the GridFS of this driver does not look whether it is its own chunks that '
                                          'are there')
has_pieces = pytest.mark.skipif(not versions.DRIVER_HAS_WRITE_COMMANDS, reason='the driver has no GridOut.readchunk')


@pytest.fixture
def files(mongo):
    return GridFS(mongo.db)


@pytest.fixture
def three(files):
    """Three files, a, b, and a again, of 10, 20 and 30 bytes."""
    for name, size in ('a', 10), ('b', 20), ('a', 30):
        files.put(b'x' * size, filename=name, size=size)
        time.sleep(0.005)  # the date of a file is to the millisecond
    return files


def md5(content):
    return hashlib.md5(content).hexdigest()


def test_it_is_the_drivers(files):
    assert isinstance(files, gridfs.GridFS)
    assert isinstance(files.new_file(), gridfs.GridIn)
    assert isinstance(files.get(files.put(b'x')), gridfs.GridOut)


def test_only_a_database_has_files(mongo):
    for wrong in None, 'fs', mongo.db.things:
        with pytest.raises(TypeError):
            GridFS(wrong)


# md5


@pytest.mark.parametrize('size', [0, 1, 100, 255 * 1024, 600 * 1024])
@pytest.mark.parametrize('source', [lambda content: content, io.BytesIO], ids=['bytes', 'file'])
def test_an_md5_is_stored(mongo, files, size, source):
    content = b'x' * size
    stored = files.put(source(content))
    assert mongo.db.fs.files.find_one(stored)['md5'] == md5(content)
    assert files.get(stored).md5 == md5(content)


def test_an_md5_of_many_pieces(files):
    with files.new_file(chunk_size=7) as new:
        new.write(b'first ')
        new.write(io.BytesIO(b'second and longer '))
        new.writelines([b'third ', b'fourth'])
    content = b'first second and longer third fourth'
    assert new.md5 == md5(content)
    assert files.get(new._id).read() == content


def test_an_md5_of_text(files):
    text = u'Stra\xdfe'
    assert files.get(files.put(text, encoding='utf-8')).md5 == md5(text.encode('utf-8'))


# writing


@has_names
def test_a_new_file(files):
    new = files.new_file(filename='a', content_type='text/plain')
    assert (new.filename, new.name, new.content_type) == ('a', 'a', 'text/plain')
    for name in 'length', 'upload_date':
        with pytest.raises(AttributeError):
            getattr(new, name)
    new.filename = 'b'
    new.content_type = 'text/html'
    new.owner = 'ada'
    new.write(b'x')
    new.close()
    found = files.get(new._id)
    assert (found.filename, found.content_type, found.owner) == ('b', 'text/html', 'ada')


def test_a_closed_file(mongo, files):
    new = files.new_file(filename='a')
    new.write(b'abc')
    assert not new.closed
    new.close()
    assert new.closed
    new.close()
    assert (new.length, new.md5, new.chunk_size) == (3, md5(b'abc'), CHUNK_SIZE)
    now = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=time.time())
    assert abs(new.upload_date - now) < datetime.timedelta(minutes=1)
    for write in lambda: new.write(b'late'), lambda: new.writelines([b'late']):
        with pytest.raises(ValueError):
            write()
    assert mongo.db.fs.files.find().count() == 1


@has_names
def test_what_is_set_on_a_closed_file_is_stored(mongo, files):
    new = files.new_file(filename='a')
    new.close()
    new.filename = 'b'
    new.content_type = 'text/plain'
    new.owner = 'ada'
    document = mongo.db.fs.files.find_one(new._id)
    assert (document['filename'], document['contentType'], document['owner']) == ('b', 'text/plain', 'ada')
    assert 'content_type' not in document


@pytest.mark.parametrize('name', ['_id', 'length', 'md5', 'upload_date', 'chunk_size'])
def test_what_cannot_be_set(files, name):
    new = files.new_file()
    with pytest.raises(AttributeError):
        setattr(new, name, 1)


def test_a_with_block_that_fails_stores_the_file(files):
    with pytest.raises(KeyError):
        with files.new_file(filename='half') as new:
            new.write(b'so far')
            raise KeyError('half-way')
    found = files.get_last_version('half')
    assert (found.read(), found.md5) == (b'so far', md5(b'so far'))


@pytest.mark.parametrize('wrong', [5, None, [], u'text'], ids=repr)
def test_what_is_no_content(files, wrong):
    with pytest.raises(TypeError):
        files.put(wrong)
    with pytest.raises(TypeError):
        files.new_file().write(wrong)


@looks_for_ids
def test_an_id_that_is_taken(files):
    files.put(b'x', _id='mine')
    with pytest.raises(FileExists):
        files.put(b'y', _id='mine')
    assert files.get('mine').read() == b'x'


def test_a_client_that_does_not_wait(mongo, mongodb_host, mongodb_port):
    client = Connection(mongodb_host, mongodb_port)
    try:
        stored = GridFS(client[mongo.db.name]).put(CONTENT)
        assert GridFS(mongo.db).get(stored).read() == CONTENT
    finally:
        client.close()


# reading


@pytest.mark.parametrize('size', [0, 1, 4, 5, 8, 10])
def test_iteration_gives_chunks(files, size):
    content = (b'01\n3456\n89')[:size]
    found = files.get(files.put(content, chunk_size=4))
    expected = [content[i:i + 4] for i in range(0, size, 4)]
    assert list(found) == expected
    assert list(found) == expected


def test_iteration_does_not_move(files):
    found = files.get(files.put(b'0123456789', chunk_size=4))
    found.seek(3)
    assert list(found) == [b'0123', b'4567', b'89']
    assert found.tell() == 3
    iterator = iter(found)
    assert iterator is not found
    assert (next(iterator), next(iterator)) == (b'0123', b'4567')
    assert found.read() == b'3456789'


def test_lines(files):
    found = files.get(files.put(CONTENT, chunk_size=4))
    assert (found.readline(), found.readline()) == (b'first line\n', b'second line\n')
    assert found.tell() == len(b'first line\nsecond line\n')


@has_pieces
def test_pieces(files):
    found = files.get(files.put(b'0123456789', chunk_size=4))
    assert found.read(2) == b'01'
    assert found.readchunk() == b'23'
    assert found.readchunk() == b'4567'
    assert found.read() == b'89'
    assert found.read() == b''


def test_seek_answers_nothing(files):
    found = files.get(files.put(b'0123456789'))
    assert found.seek(4) is None
    assert found.seek(2, 1) is None
    assert found.tell() == 6
    assert found.seek(-3, 2) is None
    assert found.read() == b'789'


@pytest.mark.parametrize('arguments', [(-1,), (0, 3)], ids=str)
def test_no_position(files, arguments):
    with pytest.raises(IOError):
        files.get(files.put(b'0123456789')).seek(*arguments)


def test_what_is_known_of_a_file(files):
    stored = files.put(b'x', filename='a', content_type='text/plain', aliases=['b'], metadata={'c': 1}, owner='ada')
    found = files.get(stored)
    assert (found._id, found.filename, found.name, found.content_type) == (stored, 'a', 'a', 'text/plain')
    assert (found.aliases, found.metadata, found.owner) == (['b'], {'c': 1}, 'ada')
    assert (found.length, found.chunk_size) == (1, CHUNK_SIZE)
    assert isinstance(found.upload_date, datetime.datetime)
    with pytest.raises(AttributeError):
        getattr(found, 'missing')  # noqa: B009
    with pytest.raises(AttributeError):
        found.length = 5


@has_names
def test_what_is_not_known_of_a_file(files):
    found = files.get(files.put(b'x'))
    assert (found.filename, found.content_type, found.aliases, found.metadata) == (None, None, None, None)


def test_a_file_that_is_not_there(files):
    with pytest.raises(NoFile):
        files.get(ObjectId())
    with pytest.raises(NoFile):
        files.get_version('missing', 0)
    with pytest.raises(NoFile):
        files.get_last_version('missing')


# finding


def test_versions(three):
    assert three.get_version('a').length == 30
    assert three.get_version('a', 0).length == 10
    assert three.get_version('a', 1).length == 30
    assert three.get_version(filename='a', version=-2).length == 10
    assert three.get_last_version('a').length == 30
    for version in 2, -3:
        with pytest.raises(NoFile):
            three.get_version('a', version)


def test_versions_by_other_fields(three):
    assert three.get_version(size=20).filename == 'b'
    assert three.get_last_version(size=10).filename == 'a'
    assert three.get_version('a', -1, size=10).length == 10
    with pytest.raises(NoFile):
        three.get_last_version('b', size=10)


def test_list(three):
    three.put(b'without a name')
    assert sorted(three.list()) == ['a', 'b']


def test_exists(three):
    assert three.exists() is True
    assert three.exists({'filename': 'a'}) is True
    assert three.exists(filename='b', size=20) is True
    assert three.exists(filename='b', size=10) is False
    assert three.exists(ObjectId()) is False
    assert three.exists(three.get_last_version('a')._id) is True


def test_delete(mongo, three):
    for name in 'a', 'a', 'b':
        assert three.delete(three.get_last_version(name)._id) is None
    assert three.exists() is False
    assert mongo.db.fs.chunks.find().count() == 0
    assert three.delete(ObjectId()) is None


def test_find(three):
    found = three.find({'filename': 'a'}).sort('size', -1)
    assert [file.length for file in found] == [30, 10]
    assert all(type(file) is type(three.get(file._id)) for file in found.rewind())
    assert [list(file) for file in found.rewind().limit(1)] == [[b'x' * 30]]


def test_find_takes_the_old_arguments(three):
    assert [file.size for file in three.find({}, 1, 1, False, [('size', 1)])] == [20]
    assert [file.size for file in three.find(spec={'filename': 'b'}, timeout=False)] == [20]
    assert [file.size for file in three.find(sort=[('size', -1)], skip=1, limit=1, max_scan=100)] == [20]
    assert three.find({'filename': 'c'}).count() == 0


# PyMongo 2.9's own cursor says on stderr that it was never made; only a later pytest than those of its rows hears it.
@pytest.mark.filterwarnings('ignore:Exception ignored in')
def test_find_refuses(three):
    for wrong in ({'timeout': 1}, {'fields': ['a']}, {'limit': '1'}):
        with pytest.raises(TypeError):
            three.find({}, **wrong)
    with pytest.raises(TypeError):
        three.find(5)
    for option in 'add_option', 'remove_option':
        with pytest.raises(NotImplementedError):
            getattr(three.find(), option)(16)


def test_a_cursor_of_files(three):
    cursor = three.find().sort('size')
    assert cursor.count() == 3
    assert cursor[1].length == 20
    clone = cursor.clone()
    assert type(clone) is type(cursor)
    assert next(clone).read() == b'x' * 10
    assert [file.size for file in clone] == [20, 30]
    assert [file.size for file in cursor[1:2]] == [20]
    assert sorted(three.find().distinct('filename')) == ['a', 'b']


def test_find_one(three):
    stored = three.get_last_version('a')._id
    assert three.find_one(stored)._id == stored
    assert three.find_one({'filename': 'b'}).read() == b'x' * 20
    assert three.find_one({'filename': 'c'}) is None
    assert three.find_one({}, 1, sort=[('size', 1)]).size == 20
    assert three.find_one().read()


@pytest.mark.parametrize('method', ['open', 'remove'])
def test_what_has_not_been_supported_for_long(files, method):
    with pytest.raises(GridFSError) as caught:
        getattr(files, method)('a')
    assert type(caught.value).__name__ == 'UnsupportedAPI'
