# -*- coding: utf-8 -*-
"""What is asked of examples/legacy_logbook, for transcript.py."""
from __future__ import unicode_literals

import base64
import hashlib
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'legacy_logbook')
JSON_AS_TEXT = False
# The redirects are compared with their host: this application's tests want that.
ABSOLUTE_LOCATION = True
PROGRAM = 'manage.py'

SUN = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q'
                       'DwADhgGAWjR9awAAAABJRU5ErkJggg==')
# More than one GridFS chunk.
LARGER_SUN = SUN + b'\0' * 300000
# Not the bytes of a photo: send_file's ETag is the sha1 of today, not the md5. It takes either.
RIVER = SUN + b'\n'

MANAGE = '-u mongodb://<server>/<database> '
FIREFOX = {'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:29.0) Gecko/20100101 Firefox/29.0'}
CHROME = {'User-Agent': 'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) '
                        'Chrome/34.0.1847.137 Safari/537.36'}
AJAX = {'X-Requested-With': 'XMLHttpRequest'}
# Of {"name": "ada"}, signed with SECRET_KEY: the same wherever it is made.
KEY = {'X-Key': 'eyJhbGciOiJIUzI1NiJ9.eyJuYW1lIjoiYWRhIn0.Sdi6oarzpX5GWNFPKobTq0NF3frATCi6hYVCsLv09Do'}


def _known(content):
    """The md5 that GridFS stores is an ETag of the file."""
    return {'If-None-Match': '"%s"' % hashlib.md5(content).hexdigest()}


def _log_in(password='eight oars', query='', headers=FIREFOX, **fields):
    return 'POST', '/login' + query, {'headers': headers, 'data': dict(
        fields, name='ada', password=password, csrf_token='<csrf>')}


def _outing(**fields):
    return 'POST', '/outings/new', {'data': dict(fields, csrf_token='<csrf>')}


def _photo(content, name, **fields):
    return 'POST', '/outings/<ObjectId 1>', {'data': dict(fields, photo=(content, name))}


def _get(path, headers=None):
    return 'GET', path, {'headers': headers} if headers else {}


REQUESTS = (
    # An empty logbook.
    ('RUN', MANAGE + 'export', {}),
    ('RUN', MANAGE + 'seed', {}),
    ('RUN', MANAGE + 'member grace "seven seas"', {}),
    _get('/'),
    _get('/outings/new'),
    _get('/login?next=%2Foutings%2Fnew'),
    # What the form refuses: a wrong password, no name, no token.
    _log_in('two oars'),
    ('POST', '/login', {'data': {'csrf_token': '<csrf>', 'password': 'eight oars'}}),
    ('POST', '/login', {'data': {'name': 'ada', 'password': 'eight oars'}}),
    _log_in(query='?next=%2Foutings%2Fnew'),
    _get('/outings/new'),
    _outing(boat='Möwe', date='2014-05-09', km='21', crew='ada, bob,,Çağlar', text='Rain & <b>wind</b>.\n\nThen sun.'),
    _get('/outings/<ObjectId 1>'),
    _outing(boat='Ark', date='9 May', km='0', crew=''),
    _outing(boat='Grebe', date='2014-02-30', km='many', crew='x' * 201),
    ('POST', '/outings/new', {'data': {'boat': 'Grebe'}}),
    _outing(boat='Grebe', date='2014-05-11', km='8', crew='ada'),
    _get('/'),
    _get('/', AJAX),
    _get('/?page=2'),
    _get('/?page=two'),
    # Photos, by a form; then what the files answer.
    _get('/outings/<ObjectId 1>'),
    _photo(SUN, 'sun.png', csrf_token='<csrf>'),
    _get('/outings/<ObjectId 1>'),
    _photo(LARGER_SUN, '../a sun.png', csrf_token='<csrf>'),
    _photo(b'MZ', 'sun.exe', csrf_token='<csrf>'),
    _photo(SUN, 'sun.png'),
    ('POST', '/outings/<ObjectId 1>', {'data': {'csrf_token': '<csrf>'}}),
    _get('/outings/<ObjectId 1>'),
    _get('/photos/<ObjectId 3>'),
    _get('/photos/<ObjectId 3>', _known(SUN)),
    _get('/photos/<ObjectId 3>', {'If-None-Match': '"another"'}),
    _get('/photos/<ObjectId 4>'),
    ('HEAD', '/photos/<ObjectId 4>', {}),
    _get('/photos/0123456789abcdef01234567'),
    _get('/chart'),
    ('POST', '/chart', {'data': {'chart': (RIVER, 'river.png')}}),
    ('POST', '/chart', {'data': {}}),
    _get('/chart'),
    _get('/chart', _known(RIVER)),
    _get('/chart', {'If-None-Match': '"another"'}),
    ('RUN', MANAGE + 'digests', {}),
    ('RUN', MANAGE + 'digests --verbose', {}),
    # What the session remembers: what was looked at, and when its owner was here before.
    _get('/outings/<ObjectId 2>'),
    _get('/outings/<ObjectId 1>'),
    _get('/logout'),
    _get('/'),
    _get('/logout'),
    ('POST', '/outings/<ObjectId 1>', {'data': {}}),
    ('POST', '/chart', {'data': {}}),
    _get('/login'),
    _log_in(headers=CHROME, remember='y'),
    _get('/', CHROME),
    # Another browser with the same cookies.
    _get('/outings/new'),
    _get('/logout'),
    _get('/outings/new'),
    # The API.
    _get('/api/outings'),
    _get('/api/outings', {'X-Key': 'forged'}),
    _get('/api/boats', KEY),
    _get('/api/outings', KEY),
    _get('/api/photos', KEY),
    _get('/api/outings?spec={"date":{"$gt":{"$date":1399680000000}}}', KEY),
    _get('/api/outings?spec={"boat":{"$regex":"^g","$options":"i"}}', KEY),
    _get('/api/outings?spec={"_id":{"$oid":"<ObjectId 1>"}}', KEY),
    ('POST', '/api/outings', {'headers': KEY, 'data': '{"boat": "Grebe", "date": {"$date": 1401580800000}, "km": 3.5, '
                                                      '"crew": ["ada"], "sticker": {"$uuid": '
                                                      '"c0ffee0000004000800000000000b0a7"}}'}),
    _get('/api/outings?spec={"km":3.5}', KEY),
    _get('/'),
    _get('/api/nothing', KEY),
    ('DELETE', '/api/boats', {'headers': KEY}),
    # Without a browser.
    ('RUN', MANAGE + 'export', {}),
    ('RUN', MANAGE + 'export --boat Grebe', {}),
    ('RUN', MANAGE + 'export --ship Grebe', {}),
    _get('/outings/0123456789abcdef01234567'),
    ('HEAD', '/static/logbook.css', {}),
)


def application(host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    return FOLDER, 'wsgi', 'LOGBOOK_SETTINGS', {
        'MONGO_HOST': str(host), 'MONGO_PORT': port, 'MONGO_DBNAME': str(database), 'OUTINGS_PER_PAGE': 5}
