# -*- coding: utf-8 -*-
"""What `send_file` asks the database for, as the server's own profiler tells it, and files that are damaged."""
import io
import logging

import pytest
from bson.binary import Binary
from bson.objectid import ObjectId
from gridfs.errors import CorruptGridFile

from flask_pymongo import files

from .stored_files import LAST_MODIFIED, stored

DATA = b'0123456789abcdef'
#: Chunks of no driver's default size, so that a file has many.
SMALL = {'chunk_size': 4}


@pytest.fixture
def client(app, mongo):
    @app.route('/<path:filename>')
    def file(filename):
        return mongo.send_file(filename)
    return app.test_client()


@pytest.fixture
def profile(mongo):
    """A function that calls another, and gives the operations of the server on GridFS meanwhile: (name, details)."""
    def profile(function, *args, **kwargs):
        mongo.db.command('profile', 2)
        try:
            answer = function(*args, **kwargs)
            answer.get_data()
            answer.close()
        finally:
            mongo.db.command('profile', 0)
        entries = list(mongo.db.system.profile.find().sort('$natural', 1))
        mongo.db.system.profile.drop()
        prefix = mongo.db.name + '.fs.'
        return [(entry['ns'][len(prefix):], entry) for entry in entries if entry['ns'].startswith(prefix)]
    yield profile
    mongo.db.command('profile', 0)


def save(mongo, data, filename='a.bin', **fields):
    return mongo.save_file(filename, io.BytesIO(data), **fields)


def examined(operations, name='chunks'):
    """How many documents the server looked at, whether it sent them or not."""
    return sum(entry.get('docsExamined', 0) for collection, entry in operations if collection == name)


@pytest.mark.parametrize('size', [0, 5, 500])
@pytest.mark.parametrize('method, header, value, status', [
    ('GET', 'If-None-Match', '*', 304), ('GET', 'If-Modified-Since', 'Fri, 01 Jan 2100 00:00:00 GMT', 304),
    ('HEAD', 'If-None-Match', '*', 304), ('HEAD', 'Range', 'bytes=1-2', 200), ('HEAD', 'Accept', '*/*', 200),
    ('GET', 'Range', 'bytes=5000-', 416),
])
def test_no_content_no_chunks(mongo, client, profile, size, method, header, value, status):
    """One query, of the files, that looks at one document, however large that file is and however many there are."""
    for number in range(5):
        save(mongo, b'', 'other%d' % number)
    save(mongo, b'x' * size, **SMALL)
    answers = []

    def ask():
        answers.append(client.open('/a.bin', method=method, headers={header: value}))
        return answers[0]
    [(name, entry)] = profile(ask)
    assert answers[0].status_code == status
    assert name == 'files'
    assert (entry['op'], entry['nreturned'], entry['docsExamined']) == ('query', 1, 1)


def test_missing_file_is_one_query(mongo, client, profile):
    save(mongo, DATA, **SMALL)
    [(name, entry)] = profile(client.get, '/b.bin')
    assert (name, entry['nreturned'], entry['docsExamined']) == ('files', 0, 0)


def test_whole_file_reads_each_chunk_once(mongo, client, profile):
    save(mongo, DATA * 10, **SMALL)
    operations = profile(client.get, '/a.bin')
    assert [name for name, _ in operations] == ['files', 'chunks']
    assert examined(operations) == 40


@pytest.mark.parametrize('asked, chunks', [
    ('0-0', 1), ('3-4', 2), ('4-7', 1), ('5-14', 3), ('0-15', 40), ('156-', 1), ('-1', 1), ('-5', 2), ('150-155', 2),
], ids=str)
def test_range_reads_its_chunks_only(mongo, client, profile, asked, chunks):
    save(mongo, DATA * 10, **SMALL)
    operations = profile(client.get, '/a.bin', headers={'Range': 'bytes=' + asked})
    assert examined(operations) == (4 if asked == '0-15' else chunks)


def sizes_of_batches(operations):
    """(documents, bytes) of each answer with chunks."""
    return [(entry['nreturned'], entry['responseLength']) for name, entry in operations if name == 'chunks']


def test_batches_are_bounded(mongo, client, profile):
    """However large the file: the default of drivers is up to 16 MB."""
    save(mongo, b'x' * 7 * files.BATCH)
    batches = sizes_of_batches(profile(client.get, '/a.bin'))
    assert 7 <= len(batches) <= 9
    assert max(size for _, size in batches) <= files.BATCH * 1.1


def test_batches_of_tiny_chunks_are_bounded(mongo, client, profile):
    """It is their number then that takes the memory."""
    count = 6000
    made = ObjectId()
    for start in range(0, count, 1000):
        mongo.db.fs.chunks.insert([{'files_id': made, 'n': number, 'data': Binary(b'x')}
                                   for number in range(start, start + 1000)])
    stored(mongo.db, b'', 'tiny', _id=made, length=count, chunkSize=1)
    mongo.db.fs.chunks.ensure_index([('files_id', 1), ('n', 1)])
    batches = sizes_of_batches(profile(client.get, '/tiny'))
    assert sum(number for number, _ in batches) == count
    assert max(number for number, _ in batches) <= files.BATCH // files.CHUNK_OVERHEAD


# Over 2 GB: the documents say so, and the chunks that are asked for are there

HUGE = 5 * 2 ** 30 + 3
CHUNK = 255 * 1024


@pytest.mark.parametrize('first, last', [
    (2 ** 31 - 2, 2 ** 31 + 1), (2 ** 32 - 1, 2 ** 32), (HUGE - 5, HUGE - 1), (CHUNK * 20000 - 1, CHUNK * 20000),
])
def test_range_of_a_huge_file(mongo, client, profile, first, last):
    made = stored(mongo.db, b'', 'huge', length=HUGE, chunkSize=CHUNK)
    for number in range(first // CHUNK, last // CHUNK + 1):
        begin = number * CHUNK
        data = bytearray(min(CHUNK, HUGE - begin))
        for at in range(max(first, begin), min(last, begin + len(data) - 1) + 1):
            data[at - begin] = 1 + at - first
        mongo.db.fs.chunks.insert({'files_id': made, 'n': number, 'data': Binary(bytes(data))})
    answer = client.get('/huge', headers={'Range': 'bytes=%d-%d' % (first, last)})
    assert (answer.status_code, answer.data) == (206, bytes(bytearray(range(1, last - first + 2))))
    assert answer.headers['Content-Range'] == 'bytes %d-%d/%d' % (first, last, HUGE)


def test_length_of_a_huge_file(mongo, client):
    stored(mongo.db, b'', 'huge', length=HUGE, chunkSize=CHUNK)
    assert client.head('/huge').headers['Content-Length'] == str(HUGE)
    assert client.get('/huge', headers={'If-Modified-Since': LAST_MODIFIED}).status_code == 304
    assert client.get('/huge', headers={'Range': 'bytes=%d-' % HUGE}).headers['Content-Range'] == 'bytes */%d' % HUGE


# Damaged files

def remove(number):
    return lambda chunks: chunks.remove({'n': number})


def replace(number, data):
    return lambda chunks: chunks.update({'n': number}, {'$set': {'data': Binary(data)}})


def add(number, data=b'more'):
    return lambda chunks: chunks.insert(dict(chunks.find_one({}, {'_id': 0}), n=number, data=Binary(data)))


DAMAGES = [
    (remove(0), 0), (remove(2), 2), (remove(3), 3), (replace(0, b'shor'[:3]), 0), (replace(2, b''), 2),
    (replace(3, b'sho'), 3), (replace(1, b'longer'), 1), (replace(3, b'longer'), 3), (add(4), 4), (add(7), 4),
    (add(1), 2), (lambda chunks: chunks.remove({}), 0),
    (lambda chunks: chunks.update({'n': 2}, {'$unset': {'data': 1}}), 2),
    (lambda chunks: chunks.update({'n': 1}, {'$set': {'data': u'text'}}), 1),
]
NAMES = ['first missing', 'third missing', 'last missing', 'first short', 'third empty', 'last short', 'second long',
         'last long', 'one more', 'one far off', 'second twice', 'none there',
         'third without data', 'second is text']


@pytest.mark.parametrize('damage, chunk', DAMAGES, ids=NAMES)
def test_damaged_file_is_never_a_short_success(app, mongo, caplog, damage, chunk):
    made = stored(mongo.db, DATA)
    damage(mongo.db.fs.chunks)
    got = b''
    with app.test_request_context():
        response = mongo.send_file('a.txt')
        with caplog.at_level(logging.ERROR, 'flask_pymongo'):
            with pytest.raises(CorruptGridFile) as caught:
                for piece in response.iter_encoded():
                    got += piece
        response.close()
    assert response.headers['Content-Length'] == '16'
    assert DATA.startswith(got) and len(got) < 16
    assert len(got) <= 4 * chunk
    assert 'chunk %d ' % chunk in str(caught.value)
    [record] = caplog.records
    assert record.levelname == 'ERROR'
    assert str(made) in record.getMessage() and 'a.txt' in record.getMessage()
    assert record.getMessage().endswith('chunk %d' % chunk)


@pytest.mark.parametrize('asked, is_harmed', [('0-7', False), ('8-8', True), ('12-', False), ('4-12', True)])
def test_range_of_a_damaged_file(mongo, client, asked, is_harmed):
    """What lies outside of the damage is as good as ever."""
    stored(mongo.db, DATA)
    mongo.db.fs.chunks.remove({'n': 2})
    headers = {'Range': 'bytes=' + asked}
    if is_harmed:
        with pytest.raises(CorruptGridFile):
            client.get('/a.txt', headers=headers).get_data()
    else:
        first, _, last = asked.partition('-')
        assert client.get('/a.txt', headers=headers).data == DATA[int(first):int(last or 15) + 1]


@pytest.mark.parametrize('number', [4, 5])
def test_empty_chunk_at_the_end(mongo, client, number):
    """The specification of GridFS has it ignored: some drivers have left one."""
    stored(mongo.db, DATA)
    add(number, b'')(mongo.db.fs.chunks)
    assert client.get('/a.txt').data == DATA


def test_empty_file_with_an_empty_chunk(mongo, client):
    made = stored(mongo.db, b'')
    mongo.db.fs.chunks.insert({'files_id': made, 'n': 0, 'data': Binary(b'')})
    answer = client.get('/a.txt')
    assert (answer.status_code, answer.data) == (200, b'')


def test_empty_file_with_content(mongo, client):
    made = stored(mongo.db, b'')
    mongo.db.fs.chunks.insert({'files_id': made, 'n': 0, 'data': Binary(b'lost')})
    with pytest.raises(CorruptGridFile):
        client.get('/a.txt').get_data()


@pytest.mark.parametrize('size', [0, -4, None])
def test_chunk_size_that_is_none(mongo, client, size):
    stored(mongo.db, DATA, chunkSize=size)
    with pytest.raises(CorruptGridFile):
        client.get('/a.txt').get_data()
