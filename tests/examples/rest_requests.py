# -*- coding: utf-8 -*-
"""What is asked of examples/legacy_rest, for transcript.py."""
from __future__ import unicode_literals

import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'legacy_rest')
# Its layout, the order of its fields and its letters are what the settings are about.
JSON_AS_TEXT = True

AJAX = {'X-Requested-With': 'XMLHttpRequest'}


def _json(data, content_type='application/json'):
    return {'data': data if hasattr(data, 'upper') else json.dumps(data), 'content_type': content_type}


REQUESTS = (
    ('GET', '/', {}),
    ('GET', '/api/teas', {}),
    ('GET', '/api/teas?page=2', {}),
    ('GET', '/api/teas?page=two', {}),
    ('GET', '/api/teas?kind=green', {'headers': AJAX}),
    ('GET', '/api/teas?origin=Peru', {}),
    ('GET', '/api/teas/<ObjectId 1>', {}),
    ('GET', '/api/teas/<ObjectId 1>', {'headers': AJAX}),
    ('GET', '/api/teas/0123456789abcdef01234567', {}),
    ('GET', '/api/teas/no-object-id', {}),
    # JSON, a form, and what is neither.
    ('POST', '/api/teas', _json({'name': 'Oolong 烏龍', 'kind': 'blue', 'price': 990, 'stock': '7'})),
    ('POST', '/api/teas', {'data': {'name': 'Rooibos', 'kind': 'herb', 'price': '320'}}),
    ('POST', '/api/teas', _json({'name': 'Keemun', 'price': 500}, 'application/json; charset=utf-8')),
    ('POST', '/api/teas', _json({'name': 'Keemun', 'price': 500})),
    ('POST', '/api/teas', _json({'name': 'Yunnan', 'price': 500}, 'text/plain')),
    ('POST', '/api/teas', _json('{"name": "Yunnan", ')),
    ('POST', '/api/teas', _json(['Yunnan'])),
    ('POST', '/api/teas', _json('')),
    ('POST', '/api/teas', _json({'name': ' ', 'price': 500})),
    ('POST', '/api/teas', _json({'name': 'Yunnan', 'price': 'dear'})),
    ('POST', '/api/teas', _json({'name': 'Yunnan', 'price': -1})),
    ('GET', '/api/teas?kind=herb', {}),
    # Changing.
    ('PUT', '/api/teas/<ObjectId 1>', _json({'price': 475, 'stock': 3, 'origin': 'Assam, इंडिया'})),
    ('PUT', '/api/teas/<ObjectId 1>', _json({'name': 'Sencha'})),
    ('PUT', '/api/teas/<ObjectId 1>', {'data': {'stock': '5'}}),
    ('PUT', '/api/teas/0123456789abcdef01234567', _json({'price': 1})),
    ('DELETE', '/api/teas/<ObjectId 2>', {}),
    ('DELETE', '/api/teas/<ObjectId 2>', {}),
    ('PATCH', '/api/teas/<ObjectId 1>', _json({})),
    ('POST', '/api/prices', _json({'percent': 10})),
    ('POST', '/api/prices', {}),
    ('GET', '/api/teas?kind=black', {}),
    # Orders, in the other database.
    ('GET', '/api/report', {}),
    ('POST', '/api/orders', _json({'tea': 'Assam', 'amount': 2})),
    ('POST', '/api/orders', {'data': {'tea': 'Assam'}}),
    ('POST', '/api/orders', {'data': {'tea': 'Assam', 'amount': '9'}}),
    ('POST', '/api/orders', _json({'tea': 'Long Jing', 'amount': 2})),
    ('POST', '/api/orders', _json({'tea': 'Nonsense'})),
    ('GET', '/api/orders/1', {}),
    ('GET', '/api/orders/99', {}),
    ('POST', '/api/orders/1/paid', {}),
    ('POST', '/api/orders/1/paid', {}),
    ('POST', '/api/orders/99/paid', {}),
    ('POST', '/api/orders/1/eaten', {}),
    ('GET', '/api/report', {}),
    ('GET', '/api/report?state=paid', {'headers': AJAX}),
    # Any query.
    ('GET', '/api/find?spec={"price":{"$lt":800}}', {}),
    ('GET', '/api/find?spec={"name":{"$regex":"^O"}}', {}),
    ('GET', '/api/find?spec={"$nonsense":1}', {}),
    ('GET', '/api/find?spec={', {}),
    ('GET', '/api/find?spec=[]', {}),
    ('GET', '/api/nowhere', {}),
    ('DELETE', '/api/report', {}),
    ('GET', '/', {}),
)


def application(host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    return FOLDER, 'service', 'SHOP_SETTINGS', {
        'MONGO_HOST': str(host), 'MONGO_PORT': port, 'MONGO_DBNAME': str(database), 'PAGE_SIZE': 4,
        # A name begins with the other one: both are dropped.
        'BOOKS_HOST': str(host), 'BOOKS_PORT': port, 'BOOKS_DBNAME': str(database) + '_books'}
