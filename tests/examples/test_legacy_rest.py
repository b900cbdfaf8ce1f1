"""The service of 2013 answers in legacy mode what it answered on the native stack: same files, recorded answers."""
from __future__ import absolute_import

import re

import pytest

from . import legacy_mode, transcript
from .rest_requests import FOLDER, REQUESTS

try:
    import flask.json  # noqa: F401
    HAS_JSON_SETTINGS = True
except ImportError:
    HAS_JSON_SETTINGS = False

RECORDED = legacy_mode.recorded('legacy_rest')


@pytest.fixture(scope='module')
def conversation(server):
    return legacy_mode.Conversation('legacy_rest', legacy_mode.RUN, server)


def _in_ascii(line):
    return re.sub(u'[^\x00-\x7f]', lambda letter: u'\\u%04x' % ord(letter.group()), line)


@pytest.mark.parametrize('recorded', RECORDED, ids=[str(exchange['request']) for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    if not HAS_JSON_SETTINGS and recorded['headers'].get('Content-Type') == 'application/json':
        # JSON_AS_ASCII = False has no effect there yet.
        recorded = dict(recorded, body=[_in_ascii(line) for line in recorded['body']])
    assert transcript.exact(conversation.exchanges[recorded['request']]) == transcript.exact(recorded)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines(REQUESTS)


def test_legacy_warnings_blame_the_application(conversation):
    assert conversation.blamed
    assert conversation.blamed_outside(FOLDER) == []
