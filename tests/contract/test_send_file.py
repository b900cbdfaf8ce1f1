# -*- coding: utf-8 -*-
"""`send_file`: GridFS over HTTP, by version, conditionally, in part."""
import datetime
import io
import random
import re
import time
import uuid

import pytest
from bson.binary import Binary
from bson.objectid import ObjectId
from gridfs.errors import CorruptGridFile
from werkzeug.http import http_date

from .stored_files import DATE, LAST_MODIFIED, stored

try:
    from urllib.parse import quote
except ImportError:
    from urllib import quote

try:
    from time import process_time as cpu_time
except ImportError:
    from time import clock as cpu_time

#: More than one chunk of any driver's default size.
LARGE = b'0123456789' * 60000


class Answer(object):
    def __init__(self, response):
        self.status, self.headers, self.data = response.status_code, response.headers, response.data
        self.mimetype, self.cache_control = response.mimetype, response.cache_control
        response.close()


@pytest.fixture
def serve(app, mongo):
    """A function that asks the application for a file; further keywords are send_file's."""
    options = {}

    @app.route('/file/<path:filename>')
    def file(filename):
        return mongo.send_file(filename, **options)

    def serve(filename, headers=None, method='GET', **given):
        options.clear()
        options.update(given)
        url = '/file/' + quote(filename.encode('utf-8'))
        return Answer(app.test_client().open(url, method=method, headers=headers))
    return serve


# The whole file

def test_whole_file(mongo, serve):
    stored(mongo.db, contentType='text/plain', md5='5d41402abc4b2a76b9719d911017c592')
    answer = serve('a.txt')
    assert answer.status == 200
    assert answer.data == b'hello'
    assert answer.headers['Content-Length'] == '5'
    assert answer.mimetype == 'text/plain'
    assert answer.headers['Last-Modified'] == LAST_MODIFIED
    assert answer.headers['ETag'] == '"5d41402abc4b2a76b9719d911017c592"'
    assert answer.cache_control.public
    assert answer.cache_control.max_age == 31536000
    assert 'Content-Disposition' not in answer.headers


def test_what_save_file_stored(mongo, serve):
    mongo.save_file('photo.png', io.BytesIO(b'\x89PNG'))
    answer = serve('photo.png')
    assert (answer.status, answer.data) == (200, b'\x89PNG')
    assert answer.headers['Content-Type'] == 'image/png'
    assert answer.headers['Content-Length'] == '4'
    uploaded = mongo.db.fs.files.find_one()['uploadDate']
    assert answer.headers['Last-Modified'] == http_date(uploaded)
    assert answer.headers['ETag'].startswith('"')


def test_large(mongo, serve):
    mongo.save_file('large.bin', io.BytesIO(LARGE))
    answer = serve('large.bin')
    assert answer.data == LARGE
    assert answer.headers['Content-Length'] == str(len(LARGE))


def test_large_is_sent_in_pieces(app, mongo):
    """Not one byte, nor one line, nor the whole at a time."""
    mongo.save_file('large.bin', io.BytesIO(b'\n' * len(LARGE)))
    with app.test_request_context():
        response = mongo.send_file('large.bin')
        pieces = [len(piece) for piece in response.iter_encoded()]
        response.close()
    assert sum(pieces) == len(LARGE)
    assert 1 < len(pieces) < 100


def test_binary_with_every_byte(mongo, serve):
    data = bytes(bytearray(range(256))) * 3
    stored(mongo.db, data, 'bytes')
    assert serve('bytes').data == data


def test_empty(mongo, serve):
    stored(mongo.db, b'')
    answer = serve('a.txt')
    assert (answer.status, answer.data) == (200, b'')
    assert answer.headers['Content-Length'] == '0'


def test_unicode_name(mongo, serve):
    stored(mongo.db, filename=u'\u4e2d\u6587 na\xefve.txt')
    assert serve(u'\u4e2d\u6587 na\xefve.txt').data == b'hello'


def test_name_with_slashes(mongo, serve):
    stored(mongo.db, filename='docs/2012/a.txt')
    assert serve('docs/2012/a.txt').data == b'hello'


def test_length_as_other_drivers_store_it(mongo, serve):
    """A float from JavaScript shells, a 64-bit integer from the rest."""
    stored(mongo.db, length=5.0, chunkSize=4.0)
    answer = serve('a.txt')
    assert answer.headers['Content-Length'] == '5'
    assert answer.data == b'hello'


def test_response_class_of_the_application(app, mongo):
    class Response(app.response_class):
        pass
    app.response_class = Response
    stored(mongo.db)
    with app.test_request_context():
        response = mongo.send_file('a.txt')
        assert type(response) is Response
        response.close()


# Content type

@pytest.mark.parametrize('content_type', ['text/plain; charset=latin-1', 'application/x-thing',
                                          'text/html; charset=utf-8'])
def test_content_type_as_stored(mongo, serve, content_type):
    stored(mongo.db, filename='a.bin', contentType=content_type)
    assert serve('a.bin').headers['Content-Type'] == content_type


@pytest.mark.parametrize('fields', [{}, {'contentType': None}], ids=['left out', 'None'])
def test_content_type_is_guessed_if_none_is_stored(mongo, serve, fields):
    stored(mongo.db, filename='photo.png', **fields)
    assert serve('photo.png').headers['Content-Type'] == 'image/png'


def test_content_type_that_cannot_be_guessed(mongo, serve):
    """Not the text/html that Flask would take: nobody said that it is a page."""
    stored(mongo.db, b'<script>', filename='README')
    assert serve('README').headers['Content-Type'] == 'application/octet-stream'


def test_mimetype_goes_before_the_stored_type(mongo, serve):
    stored(mongo.db, contentType='text/html')
    assert serve('a.txt', mimetype='application/x-thing').headers['Content-Type'] == 'application/x-thing'
    assert serve('a.txt', mimetype='text/plain').headers['Content-Type'] == 'text/plain; charset=utf-8'


@pytest.mark.parametrize('content_type', ['text/html\r\nX-Evil: 1', 'text/html\n', u'text/\xe9', '', 5],
                         ids=['lines', 'line feed', 'not ASCII', 'empty', 'a number'])
def test_stored_content_type_that_is_no_header(mongo, serve, content_type):
    """Whoever writes to the database does not write headers."""
    stored(mongo.db, filename='photo.png', contentType=content_type)
    answer = serve('photo.png')
    assert (answer.status, answer.headers['Content-Type']) == (200, 'image/png')
    assert 'X-Evil' not in answer.headers


@pytest.mark.parametrize('mimetype', ['text/html\r\nX-Evil: 1', 'text/html\n', u'text/\xe9'],
                         ids=['lines', 'line feed', 'not ASCII'])
def test_mimetype_that_is_no_header(mongo, serve, mimetype):
    stored(mongo.db)
    with pytest.raises(ValueError) as caught:
        serve('a.txt', mimetype=mimetype)
    assert 'mimetype' in str(caught.value)


@pytest.mark.parametrize('method, headers, status', [
    ('GET', {}, 200), ('HEAD', {}, 200), ('GET', {'Range': 'bytes=0-1'}, 206), ('GET', {'Range': 'bytes=9-'}, 416),
    ('GET', {'If-None-Match': '*'}, 304),
], ids=lambda value: repr(value))
def test_browsers_must_not_guess_the_type(mongo, serve, method, headers, status):
    stored(mongo.db)
    answer = serve('a.txt', headers, method)
    assert (answer.status, answer.headers['X-Content-Type-Options']) == (status, 'nosniff')


# ETag

def test_etag_is_the_stored_sha1(mongo, serve):
    stored(mongo.db, sha1='aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d', md5='5d41402abc4b2a76b9719d911017c592')
    assert serve('a.txt').headers['ETag'] == '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"'


@pytest.mark.parametrize('known', ['"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"', 'W/"5d41402abc4b2a76b9719d911017c592"',
                                   '5d41402abc4b2a76b9719d911017c592', '"other", "5d41402abc4b2a76b9719d911017c592"'])
def test_either_digest_is_known(mongo, serve, known):
    """A browser may have had the file under its md5, from an earlier release."""
    stored(mongo.db, sha1='aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d', md5='5d41402abc4b2a76b9719d911017c592')
    answer = serve('a.txt', {'If-None-Match': known})
    assert answer.status == 304
    assert answer.headers['ETag'] == '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"'
    assert serve('a.txt', {'If-None-Match': '"other"'}).status == 200


def test_etag_is_derived_if_none_is_stored(mongo, serve):
    stored(mongo.db, filename='a.txt')
    stored(mongo.db, filename='b.txt')
    first, again, other = serve('a.txt'), serve('a.txt'), serve('b.txt')
    assert len(first.headers['ETag']) > 2
    assert first.headers['ETag'] == again.headers['ETag']
    assert first.headers['ETag'] != other.headers['ETag']


def test_etag_is_derived_from_id_and_length(mongo, serve):
    """The same file with another length has another, with another content it cannot."""
    tags = []
    for data in (b'hello', b'olleh', b'hello!'):
        stored(mongo.db, data, _id='fixed')
        tags.append(serve('a.txt').headers['ETag'])
        for name in ('files', 'chunks'):
            mongo.db.fs[name].drop()
    assert tags[0] == tags[1] != tags[2]


@pytest.mark.parametrize('file_id, tag', [
    (ObjectId('4f0000000000000000000001'), '9d79cab9197500e65516087531bf0fbed90f79d6'),
    (u'caf\xe9', '69eb67251d7830c1774bf5784516380fc3fe68d3'),
    (7, '8082dc404dadf4f0398e8ab73f1beefe8aaa4729'),
    (2 ** 40, '76a3a401d69f88a681292d5914085b5a96a5e226'),
    (0.1, '5e9b0dc0f816ef440131db3443874492da03e72a'),
    (1e22, 'e77d4baf752b2fff44419312d366cdfbfbc2bd3f'),
    (Binary(b'\x00\xff'), '1cc42d63d3a04d771bb9b4875e580350c9a3fa1b'),
    (uuid.UUID(int=7), '83779d91868ea0e19a38263e99c3778e4ff99192'),
    (datetime.datetime(2012, 5, 6, 7, 8, 9), '25dc8b1ecdbd2eb1b198ac05703ba1ca8a511a54'),
    ({'b': 1, 'a': u'\u4e2d', 'c': {'d': Binary(b'x')}}, '50820196f5a63a748308bf5122b01595ef7f8dc0'),
], ids=lambda value: type(value).__name__)
def test_derived_etag_is_the_same_everywhere(mongo, serve, file_id, tag):
    """On every Python, driver and start of a program: these were computed once."""
    stored(mongo.db, _id=file_id)
    assert serve('a.txt').headers['ETag'] == '"%s"' % tag


def test_derived_etag_knows_the_upload_date(mongo, serve):
    stored(mongo.db, _id='fixed')
    first = serve('a.txt').headers['ETag']
    mongo.db.fs.files.update({'_id': 'fixed'}, {'$set': {'uploadDate': DATE + datetime.timedelta(milliseconds=1)}})
    assert serve('a.txt').headers['ETag'] != first


def test_etag_is_the_md5_if_the_sha1_is_none(mongo, serve):
    stored(mongo.db, sha1=5, md5='tag')
    assert serve('a.txt').headers['ETag'] == '"tag"'


@pytest.mark.parametrize('md5', [None, ''])
def test_etag_if_the_stored_one_is_empty(mongo, serve, md5):
    stored(mongo.db, md5=md5)
    assert len(serve('a.txt').headers['ETag']) > 2


def test_nothing_of_the_content_is_read_for_the_headers(mongo, serve):
    stored(mongo.db, LARGE[:400])
    mongo.db.fs.chunks.drop()
    answer = serve('a.txt', method='HEAD')
    assert answer.status == 200
    assert answer.headers['Content-Length'] == '400'
    assert serve('a.txt', {'If-None-Match': answer.headers['ETag']}).status == 304


# Versions

@pytest.fixture
def three_versions(mongo):
    for number in (1, 0, 2):
        stored(mongo.db, ('version %d' % number).encode('ascii'),
               uploadDate=DATE + datetime.timedelta(days=number))


@pytest.mark.parametrize('version, wanted', [(0, 0), (1, 1), (2, 2), (-1, 2), (-2, 1), (-3, 0)])
def test_version(serve, three_versions, version, wanted):
    answer = serve('a.txt', version=version)
    assert answer.data == ('version %d' % wanted).encode('ascii')
    assert answer.headers['Last-Modified'] == http_date(DATE + datetime.timedelta(days=wanted))


def test_version_default_is_the_newest(serve, three_versions):
    assert serve('a.txt').data == b'version 2'


@pytest.mark.parametrize('version', [3, -4, 100, -100, 2 ** 31 - 1, 2 ** 31, -2 ** 31 - 1, 2 ** 63,
                                     10 ** 30, -10 ** 30])
def test_version_that_is_missing(serve, three_versions, version):
    assert serve('a.txt', version=version).status == 404


def test_versions_have_different_etags(mongo, serve):
    for number in range(2):
        mongo.save_file('a.txt', io.BytesIO(('version %d' % number).encode('ascii')))
        time.sleep(0.01)
    assert serve('a.txt', version=0).headers['ETag'] != serve('a.txt', version=1).headers['ETag']


def test_missing(serve):
    assert serve('nothing.txt').status == 404


def test_missing_by_head(serve):
    assert serve('nothing.txt', method='HEAD').status == 404


# Base and database

@pytest.mark.parametrize('base', ['images', u'images', 'my.images'])
def test_base(mongo, serve, base):
    stored(mongo.db, b'image', base=base)
    stored(mongo.db, b'file')
    assert serve('a.txt', base=base).data == b'image'
    assert serve('a.txt').data == b'file'


def test_base_by_position(app, mongo):
    stored(mongo.db, b'image', base='images')

    @app.route('/')
    def image():
        return mongo.send_file('a.txt', 'images', 0, 60)
    response = app.test_client().get('/')
    assert response.data == b'image'
    assert response.cache_control.max_age == 60
    response.close()


def test_missing_base(serve):
    assert serve('a.txt', base='nowhere').status == 404


def test_other_database(mongo, serve, database_name):
    name = database_name + '_x'
    try:
        stored(mongo.cx[name], b'there')
        stored(mongo.db, b'here')
        assert serve('a.txt', db=name).data == b'there'
    finally:
        mongo.cx.drop_database(name)


# What is refused

@pytest.mark.parametrize('option, value', [
    ('base', 5), ('base', None), ('base', ['fs']),
    ('version', '1'), ('version', None), ('version', 1.5), ('version', [1]),
    ('cache_for', '60'), ('cache_for', None), ('cache_for', 1.5), ('cache_for', [60]),
    ('mimetype', 5), ('download_name', 5),
], ids=repr)
def test_wrong_type(mongo, serve, option, value):
    stored(mongo.db)
    with pytest.raises(TypeError) as caught:
        serve('a.txt', **{option: value})
    assert option in str(caught.value)


@pytest.mark.parametrize('filename', [None, 5, {'$gt': ''}, ['a.txt']], ids=repr)
def test_name_that_is_no_text(app, mongo, filename):
    """A name from JSON may be a query: that would find any file."""
    stored(mongo.db)
    with app.test_request_context():
        with pytest.raises(TypeError) as caught:
            mongo.send_file(filename)
    assert 'filename' in str(caught.value)


# Caching and disposition

@pytest.mark.parametrize('seconds', [60, 31536000])
def test_cache_for(mongo, serve, seconds):
    stored(mongo.db)
    assert serve('a.txt', cache_for=seconds).headers['Cache-Control'] == 'public, max-age=%d' % seconds


@pytest.mark.parametrize('days, header', [(1, 'public, max-age=86400'), (0, 'no-cache'), (-1, 'no-store')])
def test_cache_for_a_timedelta(mongo, serve, days, header):
    stored(mongo.db)
    assert serve('a.txt', cache_for=datetime.timedelta(days)).headers['Cache-Control'] == header


@pytest.mark.parametrize('seconds, header', [(0, 'no-cache'), (-1, 'no-store')])
def test_no_caching(mongo, serve, seconds, header):
    stored(mongo.db)
    assert serve('a.txt', cache_for=seconds).headers['Cache-Control'] == header


def test_version_as_a_bool(mongo, serve):
    """0.3 documents `version` as one."""
    stored(mongo.db, b'older')
    stored(mongo.db, b'newer')
    assert serve('a.txt', version=False).data == b'older'


@pytest.mark.parametrize('md5', ['"quoted"', 'two words', 'line\n', u'\xe9', 5], ids=repr)
def test_stored_digest_that_is_no_tag(mongo, serve, md5):
    stored(mongo.db, md5=md5)
    answer = serve('a.txt')
    assert len(answer.headers['ETag']) == 42
    assert answer.headers['ETag'].count('"') == 2


def test_as_attachment(mongo, serve):
    stored(mongo.db)
    answer = serve('a.txt', as_attachment=True)
    assert answer.headers['Content-Disposition'].startswith('attachment')
    assert 'a.txt' in answer.headers['Content-Disposition']
    assert answer.data == b'hello'


def test_as_attachment_with_a_unicode_name(mongo, serve):
    stored(mongo.db, filename=u'\u4e2d\u6587.txt')
    disposition = serve(u'\u4e2d\u6587.txt', as_attachment=True).headers['Content-Disposition']
    assert "filename*=UTF-8''%E4%B8%AD%E6%96%87.txt" in disposition


def test_as_attachment_with_quotes_in_the_name(mongo, serve):
    stored(mongo.db, filename='a"; filename="b.exe')
    disposition = serve('a"; filename="b.exe', as_attachment=True).headers['Content-Disposition']
    assert '; filename="b.exe' not in disposition.replace('\\"', '')


@pytest.mark.parametrize('name, header', [
    ('b.txt', 'attachment; filename="b.txt"'),
    ('two words.txt', 'attachment; filename="two words.txt"'),
    (u'na\xefve.txt', "attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt"),
    (u'\u0444\u0430\u0439\u043b', "attachment; filename=\"____\"; filename*=UTF-8''%D1%84%D0%B0%D0%B9%D0%BB"),
    (u'\U0001f331.txt', None),
    ('docs/2012/b.txt', 'attachment; filename="b.txt"'),
    ('C:\\docs\\b.txt', 'attachment; filename="b.txt"'),
    ('docs/', 'attachment'),
    ('b\r\nX-Evil: 1', "attachment; filename=\"b__X-Evil: 1\"; filename*=UTF-8''b%0D%0AX-Evil%3A%201"),
    ('b\x00.txt', "attachment; filename=\"b_.txt\"; filename*=UTF-8''b%00.txt"),
    ("b';.txt", 'attachment; filename="b\';.txt"'),
], ids=repr)
def test_download_name(mongo, serve, name, header):
    stored(mongo.db)
    answer = serve('a.txt', as_attachment=True, download_name=name)
    disposition = answer.headers['Content-Disposition']
    if header is None:
        # One or two characters, as the Python was built.
        assert disposition.endswith(".txt\"; filename*=UTF-8''%F0%9F%8C%B1.txt")
    else:
        assert disposition == header
    assert 'X-Evil' not in answer.headers
    assert answer.data == b'hello'


def test_download_name_alone_makes_no_attachment(mongo, serve):
    stored(mongo.db)
    assert 'Content-Disposition' not in serve('a.txt', download_name='b.txt').headers


# Conditional requests

@pytest.mark.parametrize('header, value', [
    ('If-None-Match', '"tag"'), ('If-None-Match', 'W/"tag"'), ('If-None-Match', '"other", "tag"'),
    ('If-None-Match', '*'), ('If-None-Match', '"other",W/"tag","third"'),
    ('If-Modified-Since', LAST_MODIFIED), ('If-Modified-Since', 'Tue, 03 Jan 2012 03:04:05 GMT'),
    ('If-Modified-Since', 'Mon, 02 Jan 2012 05:04:05 +0200'),
])
def test_not_modified(mongo, serve, header, value):
    stored(mongo.db, md5='tag')
    answer = serve('a.txt', {header: value})
    assert answer.status == 304
    assert answer.data == b''
    assert answer.headers['ETag'] == '"tag"'


@pytest.mark.parametrize('headers', [
    {'If-None-Match': '"other"'}, {'If-Modified-Since': 'Mon, 02 Jan 2012 03:04:04 GMT'},
    {'If-None-Match': '"other"', 'If-Modified-Since': LAST_MODIFIED}, {'If-Modified-Since': 'nonsense'},
    {'If-None-Match': '"other", W/"tags"'}, {'If-None-Match': ''},
    {'If-Modified-Since': 'Mon, 02 Jan 2012 03:04:05 +0200'},
])
def test_modified(mongo, serve, headers):
    stored(mongo.db, md5='tag')
    answer = serve('a.txt', headers)
    assert (answer.status, answer.data) == (200, b'hello')


def test_not_modified_by_what_was_sent(mongo, serve):
    mongo.save_file('a.txt', io.BytesIO(b'hello'))
    first = serve('a.txt')
    assert serve('a.txt', {'If-None-Match': first.headers['ETag']}).status == 304
    assert serve('a.txt', {'If-Modified-Since': first.headers['Last-Modified']}).status == 304


@pytest.mark.parametrize('headers', [{'If-None-Match': '"tag"'}, {'If-Modified-Since': LAST_MODIFIED}], ids=repr)
def test_head_of_what_was_not_modified(mongo, serve, headers):
    stored(mongo.db, md5='tag')
    assert serve('a.txt', headers, 'HEAD').status == 304


def test_not_modified_keeps_what_caches_go_by(mongo, serve):
    stored(mongo.db, md5='tag')
    answer = serve('a.txt', {'If-None-Match': '"tag"'}, cache_for=60)
    assert answer.headers['Cache-Control'] == 'public, max-age=60'
    assert answer.headers['ETag'] == '"tag"'


def test_conditions_are_for_reading(app, mongo):
    """The answer to a POST is new to the client, whatever it has."""
    stored(mongo.db, md5='tag')

    @app.route('/', methods=['POST'])
    def made():
        return mongo.send_file('a.txt')
    response = app.test_client().post('/', headers={'If-None-Match': '*', 'Range': 'bytes=0-1'})
    assert (response.status_code, response.data) == (200, b'hello')
    response.close()


@pytest.mark.parametrize('date', [
    'Fri, 31 Dec 9999 23:59:59 -0100', 'Sat, 01 Jan 0001 00:00:00 +0100',
    'Mon, 02 Jan 99999999999999999999 03:04:05 GMT', 'Mon, 02 Jan 0000 03:04:05 GMT',
    'Mon, 02 Jan 2012 03:04:05 +99999999999', 'Mon, 99 Foo 2012 25:61:61 GMT', '0'])
def test_dates_that_make_no_sense(mongo, serve, date):
    stored(mongo.db)
    assert serve('a.txt', {'If-Modified-Since': date}).status == 200
    assert serve('a.txt', {'If-Range': date, 'Range': 'bytes=0-1'}).status == 200


@pytest.mark.parametrize('date', [None, 'yesterday'])
def test_without_an_upload_date(mongo, serve, date):
    """The specification of GridFS asks for one, other programs forget it."""
    file_id = stored(mongo.db, uploadDate=date)
    if date is None:
        mongo.db.fs.files.update({'_id': file_id}, {'$unset': {'uploadDate': 1}})
    answer = serve('a.txt')
    assert (answer.status, answer.data) == (200, b'hello')
    assert 'Last-Modified' not in answer.headers
    assert serve('a.txt', {'If-None-Match': answer.headers['ETag']}).status == 304
    assert serve('a.txt', {'If-Modified-Since': LAST_MODIFIED}).status == 200
    assert serve('a.txt', {'If-Range': LAST_MODIFIED, 'Range': 'bytes=0-1'}).status == 200
    assert serve('a.txt', {'Range': 'bytes=0-1'}).data == b'he'


def test_a_new_version_is_modified(mongo, serve):
    stored(mongo.db)
    tag = serve('a.txt').headers['ETag']
    stored(mongo.db, b'newer', uploadDate=DATE + datetime.timedelta(days=1))
    answer = serve('a.txt', {'If-None-Match': tag})
    assert (answer.status, answer.data) == (200, b'newer')


def test_head(mongo, serve):
    stored(mongo.db, contentType='text/plain')
    whole, head = serve('a.txt'), serve('a.txt', method='HEAD')
    assert (head.status, head.data) == (200, b'')
    for name in ('Content-Length', 'Content-Type', 'ETag', 'Last-Modified', 'Cache-Control'):
        assert head.headers[name] == whole.headers[name]


# Ranges

DATA = b'0123456789abcdef'


@pytest.mark.parametrize('asked, first, last', [
    ('0-0', 0, 0), ('0-3', 0, 3), ('2-5', 2, 5), ('4-7', 4, 7), ('3-12', 3, 12), ('10-', 10, 15), ('-3', 13, 15),
    ('0-', 0, 15), ('5-1000', 5, 15), ('-1000', 0, 15), ('15-15', 15, 15), ('1-' + '9' * 18, 1, 15),
    ('1-' + '9' * 9000, 1, 15), ('-' + '9' * 9000, 0, 15), ('0' * 9000 + '1-' + '0' * 9000 + '2', 1, 2),
    (',, 1-2\t,', 1, 2), (' ,1-2', 1, 2), ('1-2 ', 1, 2),
], ids=lambda value: str(value)[:20])
def test_range(mongo, serve, asked, first, last):
    stored(mongo.db, DATA)
    answer = serve('a.txt', {'Range': 'bytes=' + asked})
    assert answer.status == 206
    assert answer.data == DATA[first:last + 1]
    assert answer.headers['Content-Range'] == 'bytes %d-%d/16' % (first, last)
    assert answer.headers['Content-Length'] == str(last - first + 1)


def test_range_keeps_the_other_headers(mongo, serve):
    stored(mongo.db, DATA, contentType='text/plain', md5='tag')
    answer = serve('a.txt', {'Range': 'bytes=0-3'})
    assert answer.headers['ETag'] == '"tag"'
    assert answer.headers['Last-Modified'] == LAST_MODIFIED
    assert answer.cache_control.max_age == 31536000
    assert answer.mimetype == 'text/plain'


def test_range_of_a_large_file(mongo, serve):
    mongo.save_file('large.bin', io.BytesIO(LARGE))
    answer = serve('large.bin', {'Range': 'bytes=300000-300009'})
    assert (answer.status, answer.data) == (206, LARGE[300000:300010])
    answer = serve('large.bin', {'Range': 'bytes=250000-570001'})
    assert (answer.status, answer.data) == (206, LARGE[250000:570002])


@pytest.mark.parametrize('asked', ['16-', '100-200', '16-16', '-0', '9' * 18 + '-', '9' * 9000 + '-',
                                   '9' * 9000 + '-' + '9' * 9001], ids=lambda value: value[:20])
def test_range_that_cannot_be_satisfied(mongo, serve, asked):
    stored(mongo.db, DATA)
    answer = serve('a.txt', {'Range': 'bytes=' + asked})
    assert answer.status == 416
    assert answer.headers['Content-Range'] == 'bytes */16'
    assert DATA not in answer.data
    assert not set(['Cache-Control', 'ETag', 'Last-Modified']) & set(answer.headers.keys())


def test_range_of_an_empty_file(mongo, serve):
    stored(mongo.db, b'')
    answer = serve('a.txt', {'Range': 'bytes=0-'})
    assert (answer.status, answer.headers['Content-Range']) == (416, 'bytes */0')


@pytest.mark.parametrize('asked', [
    'lines=0-3', 'nonsense', '', '=', 'bytes', 'bytes=x-y', 'bytes=5-2', 'bytes=-', 'bytes=', 'bytes=,', 'bytes=0-3;',
    'bytes=--1', 'bytes=+1-2', 'bytes=0x1-2', 'bytes=1--', 'bytes=1-2-3', 'bytes=1', 'bytes=1_0-', u'bytes=\xb2-',
    'bytes =1-2', 'bytes= 1-2', 'bytes=1 -2', 'bytes=1- 2', 'bytes=\x0b1-2', 'bytes=1-2\x0b', 'bytes=1-2,x',
    'bytes=' + '9' * 9001 + '-' + '9' * 9000], ids=lambda value: repr(value[:20]))
def test_range_that_makes_no_sense(mongo, serve, asked):
    """It counts for nothing, RFC 9110 says."""
    stored(mongo.db, DATA)
    answer = serve('a.txt', {'Range': asked})
    assert (answer.status, answer.data) == (200, DATA)


@pytest.mark.parametrize('unit', ['bytes', 'Bytes', 'BYTES', ' bytes'])
def test_range_unit_in_any_case(mongo, serve, unit):
    stored(mongo.db, DATA)
    assert serve('a.txt', {'Range': unit + '=1-2'}).status == 206


def test_last_bytes_of_an_empty_file(mongo, serve):
    """RFC 9110 calls the range satisfiable, and it has no way to write it."""
    stored(mongo.db, b'')
    assert serve('a.txt', {'Range': 'bytes=-5'}).status == 200


# Generated ranges against the grammar, RFC 9110, 5.6.1.2 and 14.1.2

ELEMENT = '(?:[0-9]+-[0-9]*|-[0-9]+)'
RANGES = re.compile('[Bb][Yy][Tt][Ee][Ss]=(%s?(?:[ \\t]*,[ \\t]*%s?)*)\\Z' % (ELEMENT, ELEMENT))
PIECES = ['bytes', 'Bytes', 'byte', '=', '=', '-', '-', '-', ',', ' ', '\t', '0', '1', '4', '9', '15', '16', '17',
          '007', '99999999999999999999', 'x', '+', '_', '\x0b', u'\xb2']
NUMBERS = ['', '0', '1', '00', '5', '14', '15', '16', '17', '015', '1000', '9' * 40]


def parts_by_grammar(header, length):
    """What a header asks for: None for the whole file, else (first, last), where last < first is nothing at all."""
    found = RANGES.match(header.strip(' \t'))
    elements = re.findall(ELEMENT, found.group(1)) if found else []
    if len(elements) != 1:
        return None
    first, last = elements[0].split('-')
    if first == '':
        if int(last) == 0:
            return 0, -1
        # The last bytes of nothing are there, and no answer can name them.
        return (max(0, length - int(last)), length - 1) if length else None
    if last != '' and int(last) < int(first):
        return None
    return (0, -1) if int(first) >= length else (int(first), min(int(last or length), length - 1))


def generated_ranges(count):
    chosen = random.Random(9110)
    for number in range(count):
        kind = number % 3
        if kind == 0:
            yield u''.join(chosen.choice(PIECES) for _ in range(chosen.randrange(9)))
        elif kind == 1:
            yield u'bytes=' + u''.join(chosen.choice(PIECES) for _ in range(chosen.randrange(7)))
        else:
            yield chosen.choice(['bytes=', 'Bytes=', 'bytes=', ' bytes=,']) + chosen.choice(NUMBERS) + '-' + \
                chosen.choice(NUMBERS) + chosen.choice(['', '', ' ', ',', '\t, ,', ' ,1-2', ' x'])


@pytest.mark.once_a_flask
@pytest.mark.parametrize('length, count', [(0, 500), (1, 500), (16, 2000)])
def test_generated_ranges(app, mongo, length, count):
    stored(mongo.db, DATA[:length])
    wrong, seen = [], set()
    for header in generated_ranges(count):
        with app.test_request_context(headers={'Range': header}):
            response = mongo.send_file('a.txt')
            answer = response.status_code, response.headers.get('Content-Range')
            response.close()
        wanted = parts_by_grammar(header, length)
        if wanted is None:
            expected = 200, None
        elif wanted[0] <= wanted[1]:
            expected = 206, 'bytes %d-%d/%d' % (wanted + (length,))
        else:
            expected = 416, 'bytes */%d' % length
        seen.add(expected[0])
        if answer != expected:
            wrong.append((header, answer, expected))
    assert wrong == []
    assert seen == (set([200, 206, 416]) if length else set([200, 416]))


# Headers that were made to keep a worker busy

#: The last is more than servers take for one header; a fault shows before a run gets long.
LENGTHS = [2 ** 9, 2 ** 13, 2 ** 15, 2 ** 17]
#: Of CPU time. What is linear takes a hundredth of it; what is quadratic, a multiple.
MOST_SECONDS = 2


@pytest.mark.once_a_flask
@pytest.mark.parametrize('name', ['Range', 'If-None-Match', 'If-Modified-Since', 'If-Range'])
@pytest.mark.parametrize('start, repeated, end', [
    ('bytes=', ' ', 'x'), ('bytes=', ' ', '-{0}x'), ('bytes=1-', ' ', 'x'), ('bytes=', '1', 'x'), ('bytes=', '-', 'x'),
    ('bytes=', ',', 'x'), ('bytes=', ' ,', 'x'), ('', ' ', 'x'), ('', ' ', '={0}x'), ('"', ' ', 'x'), ('x', ' ', 'x'),
    ('', '"', 'x'), ('', '"a, ', 'x'), ('', 'W/', 'x'), ('', '\\"', ''), ('', 'Mon, ', ''), ('', '1 ', 'x'),
    ('', '(', ''), ('', ':', ''), ('', '1', ''), ('', '1-', ''),
], ids=repr)
def test_a_long_header_is_read_in_linear_time(app, mongo, name, start, repeated, end):
    stored(mongo.db, DATA)
    for length in LENGTHS:
        many = repeated * (length // len(repeated))
        headers = {name: start + many + end.format(many)}
        if name == 'If-Range':
            headers['Range'] = 'bytes=1-2'
        with app.test_request_context(headers=headers):
            begun = cpu_time()
            response = mongo.send_file('a.txt')
            spent = cpu_time() - begun
            assert response.status_code in (200, 206, 304, 416)
            response.close()
        assert spent < MOST_SECONDS, 'a header of %d characters took %.1f s' % (length, spent)


def test_several_ranges(mongo, serve):
    """A server may send the whole; a single part would be wrong."""
    stored(mongo.db, DATA)
    answer = serve('a.txt', {'Range': 'bytes=0-1,4-5'})
    if answer.status == 206:
        assert answer.mimetype == 'multipart/byteranges'
    else:
        assert (answer.status, answer.data) == (200, DATA)


@pytest.mark.parametrize('if_range, status', [
    ('"tag"', 206), ('"other"', 200), ('W/"tag"', 200), (LAST_MODIFIED, 206), ('Mon, 02 Jan 2012 03:04:04 GMT', 200),
    ('Mon, 02 Jan 2012 03:04:06 GMT', 200), ('tag', 200), ('', 200),
])
def test_if_range(mongo, serve, if_range, status):
    stored(mongo.db, DATA, md5='tag')
    answer = serve('a.txt', {'Range': 'bytes=0-3', 'If-Range': if_range})
    assert answer.status == status
    assert answer.data == (DATA[:4] if status == 206 else DATA)


def test_range_of_what_was_not_modified(mongo, serve):
    stored(mongo.db, DATA, md5='tag')
    assert serve('a.txt', {'Range': 'bytes=0-3', 'If-None-Match': '"tag"'}).status == 304


def test_range_of_a_version(serve, three_versions):
    assert serve('a.txt', {'Range': 'bytes=-1'}, version=0).data == b'0'


def test_range_is_offered(mongo, serve):
    stored(mongo.db, DATA)
    assert serve('a.txt').headers['Accept-Ranges'] == 'bytes'


def test_head_with_a_range(mongo, serve):
    stored(mongo.db, DATA)
    answer = serve('a.txt', {'Range': 'bytes=0-3'}, method='HEAD')
    # Range means something for GET only.
    assert answer.status in (200, 206)
    assert answer.data == b''


def test_outside_a_request(app, mongo):
    """Flask's own complaint, not ours."""
    stored(mongo.db)
    with pytest.raises(RuntimeError):
        mongo.send_file('a.txt')


@pytest.mark.parametrize('headers, status', [
    ({'If-Match': '"d1"'}, 200),
    ({'If-Match': '"x", "d1"'}, 200),
    ({'If-Match': '*'}, 200),
    ({'If-Match': '"x"'}, 412),
    ({'If-Match': 'W/"d1"'}, 412),
    ({'If-Match': '"x", W/"d1"'}, 412),
    ({'If-Match': '"x"', 'If-None-Match': '"d1"'}, 412),
    ({'If-Match': '"x"', 'Range': 'bytes=0-1'}, 412),
    ({'If-Match': '"d1"', 'If-None-Match': '"d1"'}, 304),
    ({'If-Match': '"d1"', 'If-Unmodified-Since': 'Sun, 01 Jan 2012 03:04:05 GMT'}, 200),
    ({'If-Unmodified-Since': LAST_MODIFIED}, 200),
    ({'If-Unmodified-Since': 'Sun, 01 Jan 2012 03:04:05 GMT'}, 412),
    ({'If-Unmodified-Since': 'yesterday'}, 200),
], ids=str)
def test_a_condition_that_must_hold(mongo, serve, headers, status):
    stored(mongo.db, sha1='d1')
    answer = serve('a.txt', headers=headers)
    assert answer.status == status
    if status == 412:
        assert answer.data == b''
        assert 'Cache-Control' not in answer.headers


@pytest.mark.parametrize('length', [float('nan'), float('inf'), -1, 2.5, 'five', None, True, {}], ids=str)
def test_a_stored_length_that_is_none(mongo, serve, caplog, length):
    stored(mongo.db, length=length)
    assert serve('a.txt').status == 500
    assert serve('a.txt', method='HEAD').status == 500
    assert "'a.txt'" in caplog.text and 'has no length' in caplog.text


@pytest.mark.parametrize('size', [float('nan'), 'four', -4, None], ids=str)
def test_a_stored_chunk_size_that_is_none(app, mongo, size):
    stored(mongo.db, chunkSize=size)
    with app.test_request_context():
        with pytest.raises(CorruptGridFile):
            list(mongo.send_file('a.txt').response)


@pytest.mark.parametrize('name, content_type', [
    ('data:text/html,x.png', 'image/png'),
    ('data:text/html\n,x.png', 'image/png'),
    ('data:text/html,x', 'application/octet-stream'),
    ('http://a/b.png', 'image/png'),
], ids=repr)
def test_a_name_that_looks_like_a_uri(app, mongo, name, content_type):
    stored(mongo.db, filename=name)
    file_id = mongo.save_file(name, io.BytesIO(b'x'), base='uploads')
    with app.test_request_context():
        assert mongo.send_file(name).headers['Content-Type'] == content_type
        assert mongo.send_file(name, 'uploads').headers['Content-Type'] == content_type
    saved = mongo.db.uploads.files.find_one(file_id).get('contentType')
    assert saved == (None if content_type == 'application/octet-stream' else content_type)


@pytest.mark.parametrize('name, header', [
    ('a.html', 'sandbox'), ('a.svg', 'sandbox'), ('a.xml', 'sandbox'), ('a.png', None), ('a.txt', None)])
def test_sandbox(app, mongo, name, header):
    stored(mongo.db, filename=name)
    with app.test_request_context():
        assert mongo.send_file(name, sandbox=True).headers.get('Content-Security-Policy') == header
        assert 'Content-Security-Policy' not in mongo.send_file(name).headers
