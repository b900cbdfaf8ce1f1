"""The application of 2012 answers here what it answered on the native stack: same files, recorded answers."""
from __future__ import absolute_import

import io
import json
import os
import sys
import uuid
import warnings

import pytest

import wire
from flask_pymongo.compat import LegacyWarning

from . import transcript

with io.open(transcript.RECORDING, encoding='ascii') as source:
    RECORDED = json.load(source)['exchanges']


class Conversation(object):
    """The exchanges of one run by request, and the legacy warnings it gave."""

    def __init__(self, server, database):
        # Only a first import warns of `flask.ext`; other tests have imported it before.
        sys.modules.pop('flask.ext.pymongo', None)
        with warnings.catch_warnings(record=True) as caught:
            # No error here: drivers of its own time warn of the same names.
            warnings.simplefilter('always')
            self.wiki = transcript.load_wiki(server.host, server.port, database)
            exchanges = transcript.run(self.wiki)
        self.exchanges = dict((exchange['request'], exchange) for exchange in exchanges)
        self.warnings = [warning for warning in caught if issubclass(warning.category, LegacyWarning)]


@pytest.fixture(scope='module')
def conversation(server):
    database = 'flask_pymongo_test_' + uuid.uuid4().hex
    try:
        conversation = Conversation(server, database)
        yield conversation
        conversation.wiki.mongo.cx.close()
    finally:
        wire.command(server.port, [('dropDatabase', 1)], database=database, host=server.host)


@pytest.mark.parametrize('recorded', RECORDED, ids=[str(exchange['request']) for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    expected = transcript.expected(recorded, RECORDED)
    assert transcript.exact(conversation.exchanges[recorded['request']]) == transcript.exact(expected)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines()


def test_deviations_are_of_the_recording():
    recorded = dict((exchange['request'].split(' ', 1)[1], exchange) for exchange in RECORDED)
    for deviation in transcript.DEVIATIONS:
        assert recorded[deviation['request']]['status'] == deviation['recorded']


def test_legacy_warnings_blame_the_application(conversation):
    assert conversation.warnings
    elsewhere = [(warning.filename, str(warning.message)) for warning in conversation.warnings
                 if os.path.dirname(os.path.abspath(warning.filename)) not in (
                     transcript.WIKI, os.path.join(transcript.WIKI, 'templates'))]
    assert elsewhere == []
