"""GridFS."""

import datetime
import io
import time

from bson.objectid import ObjectId

from ..program import Program

# Of its own, as a client remembers which indexes it made.
legacy = Program('GridFS', 'legacy', '2.9.5', stored=False, own_client=True)
check = legacy.check


def fs(c, name='fs'):
    return c.gridfs(c.db, name)


def text(data):
    """Bytes as text: a type of their own on Python 3 only."""
    return data.decode('latin-1')


def put(c, data=b'some data', **options):
    files = fs(c)
    return files.get(files.put(data, **options))


check('GridFS(5)', lambda c: c.gridfs(5))
check('GridFS(collection)', lambda c: c.gridfs(c.coll))
check('put', lambda c: isinstance(fs(c).put(b'abc'), ObjectId))
check('put and get', lambda c: text(put(c).read()))
check('an _id', lambda c: [fs(c).put(b'abc', _id=5), text(fs(c).get(5).read())])
check('an _id that is there', lambda c: [fs(c).put(b'abc', _id=5), fs(c).put(b'abc', _id=5)])
check('put of a file', lambda c: text(put(c, io.BytesIO(b'from a file')).read()))
check('put of text', lambda c: fs(c).put(u'text'))
check('put of text with an encoding', lambda c: text(put(c, u'\xe9', encoding='utf-8').read()))
for value in (5, None, []):
    check('put(%r)' % (value,), lambda c, value=value: fs(c).put(value))
check(
    'attributes',
    lambda c: (
        lambda file: [
            file.filename,
            file.name,
            file.content_type,
            int(file.length),
            file.chunk_size,
            file.aliases,
            file.metadata,
        ]
    )(put(c, filename='a.txt', content_type='text/plain', metadata={'a': 1}, aliases=['b'])),
)
check('contentType', lambda c: put(c, contentType='image/png').content_type)
check(
    'defaults', lambda c: (lambda file: [file.filename, file.content_type, int(file.length), file.chunk_size])(put(c))
)
check('upload_date', lambda c: (lambda date: [isinstance(date, datetime.datetime), date.tzinfo])(put(c).upload_date))
check('an extra field', lambda c: put(c, colour='red').colour)
check('a missing field', lambda c: put(c).colour)
check('chunk_size', lambda c: [put(c, chunk_size=3).chunk_size, c.db.fs.chunks.count()])
check('chunkSize', lambda c: put(c, chunkSize=3).chunk_size)
check('what is stored', lambda c: [put(c, _id=1, filename='a') is None, sorted(c.db.fs.files.find_one())])
check('md5', lambda c: put(c).md5)
check('another collection', lambda c: [fs(c, 'pics').put(b'abc', _id=1), c.db.pics.files.count(), fs(c).exists(1)])
check('read(size)', lambda c: (lambda file: [text(file.read(4)), text(file.read()), text(file.read())])(put(c)))
check(
    'seek and tell', lambda c: (lambda file: [file.seek(5), file.tell(), text(file.read(2)), file.tell()])(put(c))[1:]
)
check('seek from the end', lambda c: (lambda file: [file.seek(-4, 2), text(file.read())])(put(c))[1:])
check(
    'seek beyond the end',
    lambda c: (
        lambda file: [file.seek(100), file.tell(), text(file.read()), text(file.readline()), text(file.readchunk())]
    )(put(c)),
)
check('read(None)', lambda c: text(put(c).read(None)))
check('seek below zero', lambda c: put(c).seek(-1))
check(
    'readline',
    lambda c: (lambda file: [text(file.readline()), text(file.readline()), text(file.readline())])(put(c, b'one\ntwo')),
)
check('readchunk', lambda c: (lambda file: [text(file.readchunk()), text(file.readchunk())])(put(c, chunk_size=5)))
check('with', lambda c: text(put(c).__enter__().read()))
check('get of a missing one', lambda c: fs(c).get(9))
check(
    'exists',
    lambda c: [
        fs(c).put(b'a', _id=1, filename='f'),
        fs(c).exists(1),
        fs(c).exists(2),
        fs(c).exists({'filename': 'f'}),
        fs(c).exists(filename='f'),
        fs(c).exists({'filename': 'f'}, length=2),
        fs(c).exists(),
    ],
)
check('exists without files', lambda c: fs(c).exists())
check('delete', lambda c: [fs(c).put(b'a', _id=1), fs(c).delete(1), fs(c).exists(1), c.db.fs.chunks.count()])
check('delete of a missing one', lambda c: fs(c).delete(9))
check('list', lambda c: [fs(c).put(b'a', filename=name) is None for name in ('x', 'y', 'x')] + sorted(fs(c).list()))
check('list without files', lambda c: fs(c).list())


def versions(c):
    files = fs(c)
    for number in range(3):
        files.put(str(number).encode('ascii'), filename='f', number=number)
        time.sleep(0.005)  # the date of a file is to the millisecond
    return files


for number in (-1, -2, -3, 0, 1, 2, 3, -4):
    check('get_version(%d)' % number, lambda c, number=number: versions(c).get_version('f', number).number)
check('get_version', lambda c: versions(c).get_version('f').number)
check('get_last_version', lambda c: versions(c).get_last_version('f').number)
check('get_last_version of a missing one', lambda c: fs(c).get_last_version('f'))
check('get_last_version by a field', lambda c: versions(c).get_last_version(number=1).number)
check('find', lambda c: [file.number for file in versions(c).find({'filename': 'f'}).sort('number', -1)])
check('find, skip and limit', lambda c: [file.number for file in versions(c).find().sort('number').skip(1).limit(1)])
check('find, count', lambda c: versions(c).find().count())
check('find_one', lambda c: text(versions(c).find_one({'number': 1}).read()))
check('find_one of a missing one', lambda c: fs(c).find_one({'number': 1}))


@check('new_file')
def _(c):
    file = fs(c).new_file(_id=1, filename='a', content_type='text/plain')
    file.write(b'one ')
    file.writelines([b'two ', b'three'])
    closed = [file.closed, file.close(), file.close(), file.closed]
    return closed + [file._id, file.filename, int(file.length), text(fs(c).get(1).read())]


@check('attributes of a new file')
def _(c):
    file = fs(c).new_file(_id=1)
    file.colour = 'red'
    file.close()
    file.size = 'big'
    found = fs(c).get(1)
    return [found.colour, found.size]


for name in ('length', 'upload_date', 'md5'):

    @check('%s of a new file cannot be set' % name)
    def _(c, name=name):
        file = fs(c).new_file()
        file.close()
        setattr(file, name, 5)


@check('write after close')
def _(c):
    file = fs(c).new_file()
    file.close()
    file.write(b'x')


@check('a new file in a with block')
def _(c):
    with fs(c).new_file(_id=1) as file:
        file.write(b'abc')
    return text(fs(c).get(1).read())


@check('a new file of text with an encoding')
def _(c):
    with fs(c).new_file(_id=1, encoding='utf-8') as file:
        file.write(u'\xe9')
    return text(fs(c).get(1).read())


check('a big file', lambda c: len(text(put(c, b'x' * 600000).read())))
check('an empty file', lambda c: [text(put(c, b'').read()), c.db.fs.chunks.count()])
check('open', lambda c: isinstance(c.tried(fs(c).get(fs(c).put(b'')).read), bytes))
