"""What is asked of examples/both_dialects, for transcript.py, and where the recording is.

It was recorded where one driver speaks both dialects by itself: the published Flask-PyMongo 2.3.0 on PyMongo 3.13.
"""
from __future__ import unicode_literals

import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'both_dialects')
RECORDING = os.path.join(HERE, 'both_dialects.json')


def _tool(name, owner):
    return {'data': {'name': name, 'owner': owner}}


REQUESTS = (
    # Nothing there yet, for either dialect.
    ('GET', '/tools', {}),
    ('GET', '/neighbours', {}),
    ('POST', '/season', {}),
    # Written by the legacy dialect, by the modern one; read by the other.
    ('POST', '/tools', _tool('ladder', 'Ada')),
    ('GET', '/tools/<ObjectId 1>', {}),
    ('POST', '/import', {'data': {'names': 'saw, spade', 'owner': 'Bob'}}),
    ('GET', '/tools', {}),
    ('GET', '/neighbours', {}),
    ('GET', '/neighbours/Ada/tools', {}),
    ('GET', '/neighbours/Bob/tools', {}),
    ('POST', '/tools', _tool('ladder', 'Eve')),
    # Lent by the one, given back by the other.
    ('POST', '/tools/<ObjectId 1>/lend', {'data': {'to': 'Eve'}}),
    ('POST', '/tools/<ObjectId 1>/lend', {'data': {'to': 'Bob'}}),
    ('GET', '/neighbours', {}),
    ('POST', '/tools/<ObjectId 1>/return', {}),
    ('POST', '/tools/<ObjectId 1>/return', {}),
    ('POST', '/tools/<ObjectId 1>/note', {'data': {'note': 'Two rungs are new.'}}),
    ('POST', '/season', {}),
    ('GET', '/tools/<ObjectId 1>', {}),
    # Changed and deleted by both.
    ('POST', '/neighbours/Bob/rename', {'data': {'name': 'Robert'}}),
    ('GET', '/neighbours', {}),
    ('POST', '/tools/<ObjectId 2>/replace', {'data': {'name': 'chain saw'}}),
    ('GET', '/tools/<ObjectId 2>', {}),
    ('POST', '/tools/<ObjectId 2>/delete', {}),
    ('POST', '/tools/<ObjectId 2>/delete', {}),
    ('POST', '/tools/<ObjectId 2>/replace', {'data': {'name': 'chain saw'}}),
    ('GET', '/tools/<ObjectId 2>', {}),
    ('POST', '/neighbours/Robert/leave', {}),
    ('POST', '/neighbours/Robert/leave', {}),
    ('POST', '/notices/read', {}),
    ('GET', '/tools', {}),
    ('GET', '/neighbours', {}),
    ('GET', '/tools/no-object-id', {}),
)


def application(host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    uri = 'mongodb://%s:%d/%s' % (host, port, database)
    return FOLDER, 'toolshed', 'TOOLSHED_SETTINGS', {'MONGO_URI': str(uri)}
