"""What is asked of examples/releases, one program for each release of Flask-PyMongo, for transcript.py.

Each was recorded with the published release, on a stack of its time.
"""
from __future__ import unicode_literals

import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'releases')
_HEX = '4f2b9c1de4b0a1b2c3d4e5f6'


def _file(content, **fields):
    return {'data': dict(fields, file=(content, 'sent.bin'))}


def _json(text):
    return {'data': text, 'content_type': 'application/json'}


#: By release.
REQUESTS = {
    'release_0_1': (
        ('GET', '/', {}),
        ('GET', '/user/ada', {}),
        ('POST', '/user/ada', {'data': {'name': 'Ada', 'online': 'yes'}}),
        ('POST', '/user/bob', {'data': {'name': 'Bob'}}),
        ('POST', '/user/eve', {'data': {'name': 'Eve', 'online': 'yes'}}),
        ('GET', '/', {}),
        ('POST', '/note', {'data': {'by': 'ada', 'text': 'Good morning'}}),
        ('GET', '/note/<ObjectId 1>', {}),
        ('GET', '/user/ada', {}),
        ('POST', '/note/<ObjectId 1>/delete', {}),
        ('POST', '/note/<ObjectId 1>/delete', {}),
        ('GET', '/note/<ObjectId 1>', {}),
        ('POST', '/user/ada', {'data': {'name': 'Ada L.'}}),
        ('GET', '/', {}),
    ),
    'release_0_2': (
        ('GET', '/', {}),
        ('POST', '/', {'data': {'text': 'dig'}}),
        ('POST', '/', {'data': {'text': 'sow'}}),
        ('GET', '/', {}),
        ('POST', '/<ObjectId 2>/urgent', {}),
        ('GET', '/<ObjectId 2>', {}),
        ('GET', '/', {}),
        ('GET', '/log', {}),
        ('POST', '/done', {}),
        ('POST', '/<ObjectId 2>/urgent', {}),
        ('GET', '/<ObjectId 2>', {}),
        ('GET', '/', {}),
    ),
    'release_0_3': (
        ('GET', '/items', {}),
        ('POST', '/items', {'data': {'names': 'pear apple plum fig'}}),
        ('GET', '/items', {}),
        ('GET', '/items/pear', {}),
        ('GET', '/items/nothing', {}),
        ('POST', '/items/pear/sell', {}),
        ('POST', '/items/pear/sell', {}),
        ('POST', '/items/nothing/sell', {}),
        ('POST', '/sale', {}),
        ('GET', '/items/fig', {}),
        ('GET', '/turnover', {}),
        ('GET', '/zone', {}),
        ('POST', '/pictures/a.drawing', _file(b'old', type='image/x-drawing')),
        ('POST', '/pictures/a.drawing', _file(b'newer', type='image/x-drawing')),
        ('GET', '/pictures/a.drawing', {}),
        ('GET', '/pictures/a.drawing?version=0', {}),
        ('GET', '/pictures/a.drawing?version=2', {}),
    ),
    'release_0_5': (
        ('GET', '/', {}),
        ('POST', '/', {'data': {'day': '2017-05-01', 'text': 'rain'}}),
        ('POST', '/', {'data': {'day': '2017-05-02', 'text': 'sun'}}),
        ('POST', '/', {'data': {'day': '2017-05-01', 'text': 'hail'}}),
        ('GET', '/', {}),
        ('GET', '/?limit=1', {}),
        ('GET', '/settings', {}),
        ('POST', '/both', {}),
    ),
    'release_2_3': (
        ('GET', '/', {}),
        ('POST', '/parts', {'data': {'kind': 'bolt', 'number': '3'}}),
        ('POST', '/parts', {'data': {'kind': 'nut', 'number': '2'}}),
        ('POST', '/parts/bolt/take', {}),
        ('GET', '/kinds', {}),
        ('POST', '/parts/bolt/check', {}),
        ('POST', '/parts/nothing/check', {}),
        ('GET', '/parts', {}),
        ('POST', '/uploads/bolt.txt', _file(b'M8')),
        ('GET', '/uploaded/<ObjectId 1>', {}),
        ('GET', '/uploads/bolt.txt', {}),
        ('GET', '/uploads/bolt.txt', {'headers': {'If-None-Match': '<ETag 1>'}}),
        ('GET', '/uploads/nothing.txt', {}),
    ),
    'release_3_0': (
        ('GET', '/', {}),
        ('POST', '/', _json('{"_id": {"$oid": "%s"}, "at": {"$date": "2023-05-01T10:00:00Z"}, "n": 1}' % _HEX)),
        ('POST', '/', _json('{"_id": 2, "at": {"$date": "2024-05-01T10:00:00.500Z"}, "big": 1099511627776}')),
        ('GET', '/', {}),
        ('GET', '/before/2024', {}),
        ('GET', '/event/' + _HEX, {}),
        ('GET', '/event/' + _HEX[::-1], {}),
        ('GET', '/provider', {}),
        ('POST', '/uploads/notes.txt', _file(b'hello')),
        ('GET', '/uploads/notes.txt', {}),
        ('GET', '/uploads/notes.txt', {'headers': {'If-None-Match': '<ETag 1>'}}),
        ('GET', '/uploads/nothing.txt', {}),
    ),
}
#: What the environment says of the programs for which the default is not right; the programs stay as they are.
APIS = {'release_2_3': '2.3', 'release_3_0': '3.0'}


def recording(release):
    """The file with the answers of the published release."""
    return os.path.join(HERE, release + '.json')


def application(release, host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    if release in APIS:
        settings = {'MONGO_URI': str('mongodb://%s:%d/%s' % (host, port, database))}
    else:
        prefix = 'DIARY' if release == 'release_0_5' else 'MONGO'
        settings = {prefix + '_HOST': str(host), prefix + '_PORT': port, prefix + '_DBNAME': str(database)}
        if release == 'release_0_2':
            # The second database that record.py drops, too.
            settings.update(LOG_HOST=str(host), LOG_PORT=port, LOG_DBNAME=str(database + '_books'))
    return FOLDER, release, 'PROGRAM_SETTINGS', settings
