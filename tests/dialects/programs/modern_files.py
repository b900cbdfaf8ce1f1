"""GridFS and GridFSBucket in the modern dialect."""
import io
import time

import gridfs
from bson.objectid import ObjectId

from ..program import NotHere, Program

modern = Program('modern GridFS', 'modern', '4.20.0', stored=False, bare=True, own_client=True)
check = modern.check

_TOLD = ('filename', 'content_type', 'metadata')


def text(data):
    """Bytes as text: a type of their own on Python 3 only."""
    return data.decode('latin-1')


def later(c):
    """The files, when those that are there are older: the date of a file is to the millisecond."""
    time.sleep(0.005)
    return c.gridfs()


def put(c, data=b'some data', **options):
    files = c.gridfs()
    return files.get(files.put(data, **options))


def told(file):
    return [getattr(file, name, None) for name in _TOLD] + [int(file.length), text(file.read())]


check('put', lambda c: isinstance(c.gridfs().put(b'abc'), ObjectId))
check('put and get', lambda c: told(put(c)))
check('put with attributes', lambda c: told(put(c, filename='a.txt', content_type='text/plain', metadata={'a': 1})))
check('put with a chunk size', lambda c: (lambda file: [file.chunk_size, told(file)])(put(c, b'x' * 10, chunk_size=3)))
check('put with an _id', lambda c: [c.gridfs().put(b'abc', _id=5), told(c.gridfs().get(5))])
check('put with an _id that is there', lambda c: [c.gridfs().put(b'abc', _id=5), c.gridfs().put(b'abc', _id=5)])
check('put of a file', lambda c: told(put(c, io.BytesIO(b'from a file'))))
check('put of text with an encoding', lambda c: told(put(c, u'\xe9', encoding='utf-8')))
check('put of text without', lambda c: c.gridfs().put(u'text'))
check('put of a number', lambda c: c.gridfs().put(5))
check('put of nothing', lambda c: told(put(c, b'')))
check('a large file', lambda c: len(put(c, b'x' * 600000).read()))
check('get what is not there', lambda c: c.gridfs().get(5))
check('new_file', lambda c: (lambda file: [
    file.write(b'abc'), file.write(b'def'), file.close(), told(c.gridfs().get(file._id))])(c.gridfs().new_file(
        filename='a')))
check('get_last_version', lambda c: [c.gridfs().put(b'1', filename='a') is None, later(c).put(
    b'2', filename='a') is None, told(c.gridfs().get_last_version('a'))])
check('get_version', lambda c: [c.gridfs().put(b'1', filename='a') is None, later(c).put(
    b'2', filename='a') is None, told(c.gridfs().get_version('a', 0)), told(c.gridfs().get_version('a', -1))])
check('get_version that is not there', lambda c: c.gridfs().get_version('a', 3))
check('list', lambda c: [c.gridfs().list(), c.gridfs().put(b'1', filename='a') is None, c.gridfs().list()])
check('exists', lambda c: [c.gridfs().put(b'1', _id=1, filename='a'), c.gridfs().exists(1), c.gridfs().exists(2),
                           c.gridfs().exists({'filename': 'a'}), c.gridfs().exists(filename='a')])
check('find_one', lambda c: [c.gridfs().put(b'1', filename='a') is None, told(c.gridfs().find_one({'filename': 'a'})),
                             c.gridfs().find_one({'filename': 'b'})])
check('find', lambda c: [c.gridfs().put(b'1', filename='a') is None, c.gridfs().put(b'2', filename='b') is None,
                         [file.filename for file in c.gridfs().find({}, sort=[('filename', -1)])]])
check('find with no_cursor_timeout', lambda c: [c.gridfs().put(b'1') is None, [
    file.length for file in c.gridfs().find(no_cursor_timeout=True)]])
check('delete', lambda c: [c.gridfs().put(b'1', _id=1), c.gridfs().delete(1), c.gridfs().exists(1),
                           c.raw_db['fs.chunks'].find_one()])
check('delete what is not there', lambda c: c.gridfs().delete(5))
check('another collection', lambda c: [c.gridfs(c.db, 'files').put(b'1', _id=1),
                                       sorted(c.db.list_collection_names())])
check('the index', lambda c: [c.gridfs().put(b'1') is None, sorted(c.db['fs.chunks'].index_information())])
check('seek and tell', lambda c: (lambda file: [
    file.seek(5) and None, file.tell(), text(file.read(3)), file.tell()])(put(c)))
check('readline', lambda c: (lambda file: [text(file.readline()), text(file.readline())])(put(c, b'a\nb\n')))


def bucket(c, **options):
    if not hasattr(gridfs, 'GridFSBucket'):
        raise NotHere('the driver has no GridFSBucket')
    return gridfs.GridFSBucket(c.db, **options)


def named(c, **options):
    """A bucket that takes the `_id` of a file, which came two releases later."""
    made = bucket(c, **options)
    if not hasattr(made, 'upload_from_stream_with_id'):
        raise NotHere('the driver has no upload_from_stream_with_id')
    return made


buckets = Program('modern GridFSBucket', 'modern', '4.20.0', stored=False, bare=True, own_client=True)
ask = buckets.check
ask('upload_from_stream', lambda c: isinstance(bucket(c).upload_from_stream('a', b'abc'), ObjectId))
ask('open_download_stream', lambda c: told(bucket(c).open_download_stream(bucket(c).upload_from_stream('a', b'abc'))))
ask('download_to_stream', lambda c: (lambda target: [
    bucket(c).download_to_stream(bucket(c).upload_from_stream('a', io.BytesIO(b'abc')), target),
    text(target.getvalue())])(io.BytesIO()))
ask('download_to_stream_by_name', lambda c: (lambda target: [
    bucket(c).upload_from_stream('a', b'abc') is None, bucket(c).download_to_stream_by_name('a', target),
    text(target.getvalue())])(io.BytesIO()))
ask('open_upload_stream', lambda c: (lambda file: [
    file.write(b'abc'), file.close(), told(bucket(c).open_download_stream_by_name('a'))])(
        bucket(c).open_upload_stream('a', metadata={'b': 1})))
ask('an _id of its own', lambda c: [named(c).upload_from_stream_with_id(5, 'a', b'abc'),
                                    told(bucket(c).open_download_stream(5))])
ask('find', lambda c: [bucket(c).upload_from_stream('a', b'abc') is None,
                       [file.filename for file in bucket(c).find({'filename': 'a'})]])
ask('rename', lambda c: [named(c).upload_from_stream_with_id(5, 'a', b'abc'), bucket(c).rename(5, 'b'),
                         [file.filename for file in bucket(c).find({})]])
ask('delete', lambda c: [named(c).upload_from_stream_with_id(5, 'a', b'abc'), bucket(c).delete(5),
                         len(list(bucket(c).find({})))])
ask('delete what is not there', lambda c: bucket(c).delete(5))
ask('what is not there', lambda c: bucket(c).open_download_stream(5))
ask('another name', lambda c: [named(c, bucket_name='b').upload_from_stream_with_id(5, 'a', b'abc'),
                               sorted(c.db.list_collection_names())])
