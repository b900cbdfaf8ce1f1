"""Examples that need legacy mode, run in processes of their own that have it, and compared with their recordings."""
from __future__ import absolute_import

import io
import json
import os
import uuid

import flask
import pytest

import wire
from compat.programs import python

from . import transcript

SCRIPT = os.path.join(transcript.HERE, 'converse.py')

#: The doors into legacy mode: arguments of Python before the script, and variables of the environment.
RUN = (['-m', 'flask_pymongo', 'run'], {})
VARIABLE = ([], {'FLASK_PYMONGO_LEGACY': '1'})


def recorded(example):
    with io.open(os.path.join(transcript.HERE, example + '.json'), encoding='ascii') as source:
        return json.load(source)['exchanges']


def skip_without_etag(exchange):
    """Skip the test of an exchange whose ETag a Flask does not send: 2.0 forgets it for what comes from a folder."""
    if 'ETag' not in exchange['headers']:
        return
    app = flask.Flask('folders', static_folder=transcript.HERE, static_url_path='/static')
    response = app.test_client().get('/static/record.py')
    response.close()
    if 'ETag' not in response.headers:
        pytest.skip('this Flask forgets the ETag of what it sends from a folder')


class Conversation(object):
    """The exchanges of one run by request, and `blamed`: (file, text) of each legacy warning it gave."""

    def __init__(self, example, door, server):
        arguments, variables = door
        database = 'flask_pymongo_test_' + uuid.uuid4().hex
        try:
            # -m looks in the current folder first: the package that is tested is the installed one.
            outcome = python(arguments + [SCRIPT, example, str(server.host), str(server.port), database],
                             transcript.HERE, **variables)
        finally:
            for name in transcript.databases(database):
                wire.command(server.port, [('dropDatabase', 1)], database=name, host=server.host)
        assert outcome.status == 0, outcome
        answer = json.loads(outcome.out.splitlines()[-1])
        self.exchanges = dict((exchange['request'], exchange) for exchange in answer['exchanges'])
        self.blamed = answer['blamed']

    def blamed_outside(self, folder):
        """The legacy warnings that blame files outside of the example's folder."""
        folder = os.path.realpath(folder) + os.sep
        return [(path, text) for path, text in self.blamed if not os.path.realpath(path).startswith(folder)]
