"""The admin tool of 2013 answers in legacy mode what it answered on the native stack: same files, recorded answers."""
from __future__ import absolute_import

import datetime
import re

import pytest
from bson import json_util

from flask_pymongo.compat import versions

from . import legacy_mode, transcript
from .admin_requests import FOLDER, REQUESTS

if not versions.DRIVER_LISTS_BY_COMMAND:
    pytest.skip('the plain driver cannot list collections or make indexes on a current server', allow_module_level=True)

RECORDED = legacy_mode.recorded('legacy_admin')

# The one deviation: the forms of json_util are the driver's. PyMongo 4 writes a time as text, which was a number of
# milliseconds; it reads both.
TIMES_ARE_TEXT = hasattr(json_util.default(datetime.datetime(2013, 3, 11))['$date'], 'upper')


def expected(recorded):
    if not TIMES_ARE_TEXT or not isinstance(recorded['body'], list):
        return recorded
    # The quotes of JSON are entities in a page.
    return dict(recorded, body=[re.sub(r'(("|&#34;)\$date\2: )\d+', r'\1\2<moment>\2', line)
                                for line in recorded['body']])


@pytest.fixture(scope='module')
def conversation(server):
    return legacy_mode.Conversation('legacy_admin', legacy_mode.VARIABLE, server)


@pytest.mark.parametrize('recorded', RECORDED, ids=[str(exchange['request']) for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    legacy_mode.skip_without_etag(recorded)
    assert transcript.exact(conversation.exchanges[recorded['request']]) == transcript.exact(expected(recorded))


def test_deviation_is_of_the_recording():
    lines = [line for exchange in RECORDED for line in exchange['body'] or ()]
    assert any('$date' in line and '1363000000500' in line for line in lines)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines(REQUESTS)


def test_legacy_warnings_blame_the_application(conversation):
    assert conversation.blamed
    assert conversation.blamed_outside(FOLDER) == []
