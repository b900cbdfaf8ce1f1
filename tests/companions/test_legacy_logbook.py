"""The logbook of 2014, with three of these extensions, answers what it answered on the native stack; its tests pass."""
import os
import re

import pytest

from compat.programs import python
from examples import legacy_mode, transcript
from examples.logbook_requests import FOLDER, REQUESTS

RECORDED = legacy_mode.recorded('legacy_logbook')
ALL = ([], {'FLASK_PYMONGO_LEGACY': 'all'})
#: What else is of that time there, and blamed for what it uses.
EXTENSIONS = re.compile(r'[\\/]site-packages[\\/]flask_(login|script|wtf)\b')


@pytest.fixture(scope='module')
def conversation(server):
    return legacy_mode.Conversation('legacy_logbook', ALL, server)


@pytest.mark.parametrize('recorded', RECORDED, ids=[exchange['request'] for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    assert transcript.exact(conversation.exchanges[recorded['request']]) == transcript.exact(recorded)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines(REQUESTS)


def test_legacy_warnings_blame_the_application_and_its_extensions(conversation):
    assert any(path == os.path.join(FOLDER, 'logbook.py') for path, _ in conversation.blamed)
    elsewhere = [(path, text) for path, text in conversation.blamed_outside(FOLDER) if not EXTENSIONS.search(path)]
    # A file that is the body of an answer is iterated by the server, which here is the one that asks.
    assert [os.path.basename(path) for path, _ in elsewhere] == ['transcript.py']
    assert elsewhere[0][1].startswith('a GridOut iterated by chunks')


def test_its_own_tests_pass(server, database_name):
    outcome = python(['-W', 'ignore', 'tests.py'], FOLDER, FLASK_PYMONGO_LEGACY='all',
                     LOGBOOK_TEST_URI='mongodb://%s:%d/%s' % (server.host, server.port, database_name))
    assert outcome.status == 0 and re.search(r'^Ran 10 tests', outcome.err, re.MULTILINE), outcome
