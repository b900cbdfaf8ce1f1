"""What is asked of examples/legacy_admin, for transcript.py."""
from __future__ import unicode_literals

import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'legacy_admin')
JSON_AS_TEXT = False

# One pixel.
LABEL = (b'GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,'
         b'\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;')

BAROLO = '{"_id": {"$oid": "51a0c0de51a0c0de51a0c0de"}, "name": "Barolo", "year": 2008, "bottles": 6}'
VOUVRAY = '{"_id": 7, "name": "Vouvray", "year": 2010, "bought": {"$date": 1363000000500}, "notes": ["quince", null]}'
RIOJA = '{"_id": "rioja", "name": "Rioja & <b>", "bottles": 2.5, "house": {"$ref": "houses", "$id": 1}}'
LINES = '{"_id": 1, "name": "Muga"}\n{"_id": 2, "name": "Vietti", "since": {"$date": 0}}\n'


def _insert(document, collection='wines'):
    return 'POST', '/<database>/%s/insert' % collection, {'data': {'document': document}}


def _look(collection='wines', query=''):
    return 'GET', '/<database>/%s/%s' % (collection, query), {}


def _index(**form):
    return 'POST', '/<database>/wines/index', {'data': form}


REQUESTS = (
    ('GET', '/', {}),
    ('GET', '/<database>/', {}),
    ('GET', '/elsewhere/', {}),
    _look(),
    ('RUN', 'stats --server <server> <database>', {}),
    ('RUN', 'load --server <server> <database> houses', {'data': LINES}),
    ('RUN', 'load --server <server> <database> houses', {'data': LINES + '{"_id": 3, "name": "Huet"}\n'}),
    ('RUN', 'load --server <server> <database> houses', {'data': 'no json\n'}),
    # Inserting, and what is refused.
    _insert(BAROLO),
    _look(),
    _insert(VOUVRAY),
    _look(),
    _insert(RIOJA),
    _look(),
    _insert('{"name": "Nameless", "n": {"$numberLong": "5"}}'),
    _look(query='?query={"name":"Nameless"}'),
    _insert(BAROLO),
    _insert('{"a": '),
    _insert('[1, 2]'),
    _insert('{}', 'wi..nes'),
    # Finding.
    _look(query='?page=2'),
    _look(query='?page=9'),
    _look(query='?down=on'),
    _look(query='?query={"name":{"$regex":"^v","$options":"i"}}'),
    _look(query='?query={"_id":{"$oid":"51a0c0de51a0c0de51a0c0de"}}'),
    _look(query='?query={"bought":{"$gt":{"$date":1300000000000}}}'),
    _look(query='?query={"$nonsense":1}'),
    _look(query='?query={'),
    ('GET', '/<database>/wines/fields', {}),
    ('GET', '/<database>/nothing/fields', {}),
    ('GET', '/', {}),
    ('GET', '/<database>/', {}),
    # Editing.
    ('GET', '/<database>/wines/51a0c0de51a0c0de51a0c0de', {}),
    ('GET', '/<database>/wines/7', {}),
    ('GET', '/<database>/wines/rioja', {}),
    ('GET', '/<database>/wines/chianti', {}),
    ('POST', '/<database>/wines/7', {'data': {'document': VOUVRAY.replace('2010', '2011')}}),
    ('GET', '/<database>/wines/7', {}),
    ('POST', '/<database>/wines/7', {'data': {'document': '{"year"}'}}),
    ('POST', '/<database>/wines/update', {'data': {'query': '{"year": {"$gt": 2000}}',
                                                   'change': '{"$set": {"tasted": false}, "$inc": {"year": 1}}'}}),
    _look(query='?query={"tasted":false}'),
    ('POST', '/<database>/wines/update', {'data': {'query': '{"year": 1900}', 'change': '{"$set": {"year": 1}}'}}),
    _look(query='?query={"year":1}'),
    ('POST', '/<database>/wines/update', {'data': {'query': '{}', 'change': '{"$nonsense": {"year": 1}}'}}),
    ('POST', '/<database>/wines/rioja', {'data': {'remove': '1'}}),
    ('POST', '/<database>/wines/rioja', {'data': {'remove': '1'}}),
    _look(),
    # Indexes.
    _index(keys='name -year'),
    _look(),
    _index(keys='name', unique='on'),
    _look(),
    _insert('{"name": "Barolo"}'),
    _index(drop='name_1_year_-1'),
    _look(),
    _index(drop='name_1_year_-1'),
    _index(keys='tasted', unique='on'),
    # Collections, files.
    ('POST', '/<database>/create', {'data': {'name': 'log', 'capped': 'on'}}),
    ('GET', '/<database>/', {}),
    ('POST', '/<database>/create', {'data': {'name': 'log'}}),
    ('GET', '/<database>/', {}),
    _look('log'),
    ('POST', '/<database>/files', {'data': {'file': (LABEL, 'la bel.gif')}}),
    ('POST', '/<database>/files', {'data': {'file': (b'Drink within ten years.', 'advice.txt')}}),
    ('GET', '/<database>/', {}),
    ('GET', '/<database>/files/la_bel.gif', {}),
    ('GET', '/<database>/files/advice.txt', {}),
    ('GET', '/<database>/files/missing.txt', {}),
    # Without a browser.
    ('RUN', 'stats --server <server> <database>', {}),
    ('RUN', 'dump --server <server> <database> wines', {}),
    ('RUN', 'dump --server <server> <database> houses', {}),
    ('RUN', 'dump --server <server> <database> nothing', {}),
    ('RUN', 'drop --server <server> <database>', {}),
    ('HEAD', '/assets/admin.css', {}),
    ('GET', '/static/admin.css', {}),
)


def application(host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    return FOLDER, 'admin', 'ADMIN_SETTINGS', {
        'MONGODB_HOST': str(host), 'MONGODB_PORT': port, 'DATABASES': [str(database)], 'PAGE_SIZE': 3}
