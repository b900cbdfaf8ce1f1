"""An application in both dialects answers here what it answered where one driver spoke both by itself."""
from __future__ import absolute_import

import io
import json
import uuid
import warnings

import pytest

import wire

from . import toolshed_requests as toolshed
from . import transcript

with io.open(toolshed.RECORDING, encoding='ascii') as source:
    RECORDED = json.load(source)['exchanges']


@pytest.fixture(scope='module')
def conversation(server):
    database = 'flask_pymongo_test_' + uuid.uuid4().hex
    try:
        with warnings.catch_warnings():
            # Drivers that speak both dialects deprecate the legacy one.
            warnings.simplefilter('ignore')
            application = transcript.load(*toolshed.application(server.host, server.port, database))
            exchanges = transcript.run(application, toolshed.REQUESTS)
        yield dict((exchange['request'], exchange) for exchange in exchanges)
        application.mongo.cx.close()
    finally:
        wire.command(server.port, [('dropDatabase', 1)], database=database, host=server.host)


@pytest.mark.parametrize('recorded', RECORDED, ids=[str(exchange['request']) for exchange in RECORDED])
def test_answers_as_recorded(conversation, recorded):
    assert transcript.exact(conversation[recorded['request']]) == transcript.exact(recorded)


def test_recording_is_of_the_requests():
    assert [exchange['request'] for exchange in RECORDED] == transcript.request_lines(toolshed.REQUESTS)
