"""The blog of 2013 answers in legacy mode what it answered on the native stack: same files, recorded answers."""
from __future__ import absolute_import

import pytest

from . import legacy_mode, transcript
from .blog_requests import FOLDER, REQUESTS

try:
    import flask.json  # noqa: F401
except ImportError:
    pytest.skip('this Flask is older than flask.json and its settings', allow_module_level=True)

RECORDED = legacy_mode.recorded('legacy_blog')


@pytest.fixture(scope='module')
def conversation(server):
    return legacy_mode.Conversation('legacy_blog', legacy_mode.RUN, server)


@pytest.mark.parametrize('recorded', RECORDED, ids=[str(exchange['request']) for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    legacy_mode.skip_without_etag(recorded)
    assert transcript.exact(conversation.exchanges[recorded['request']]) == transcript.exact(recorded)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines(REQUESTS)


def test_legacy_warnings_blame_the_application(conversation):
    assert conversation.blamed
    assert conversation.blamed_outside(FOLDER) == []
