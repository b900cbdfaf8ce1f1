"""A program of each release, as its documentation taught it, answers here what it answered with that release.

They are the programs that were recorded. For two of them ``FLASK_PYMONGO_API`` in the environment names the release.
"""
from __future__ import absolute_import

import io
import json
import sys
import uuid
import warnings

import pytest
from pymongo.collection import Collection

import wire
from flask_pymongo.compat.flask import DefaultJSONProvider

from . import release_requests as releases
from . import transcript

RELEASES = sorted(releases.REQUESTS)


def recorded(release):
    with io.open(releases.recording(release), encoding='ascii') as source:
        return json.load(source)['exchanges']


#: Where Flask-PyMongo 4 answers otherwise on purpose: a file's name is in quotes, or a name with a blank would be cut.
DEVIATIONS = {('release_3_0', 'Content-Disposition', 'attachment; filename=notes.txt'):
              'attachment; filename="notes.txt"'}


@pytest.fixture(params=RELEASES)
def conversation(request, server, monkeypatch, all_clients_closed):
    release = request.param
    if release == 'release_3_0' and DefaultJSONProvider is None:
        pytest.skip('this Flask has no JSON providers')
    if release == 'release_2_3' and not hasattr(Collection, 'codec_options'):
        pytest.skip("the driver has no cursor of a command that decodes as the collection's options say")
    database = 'flask_pymongo_test_' + uuid.uuid4().hex
    if release in releases.APIS:
        monkeypatch.setenv('FLASK_PYMONGO_API', str(releases.APIS[release]))
    try:
        with warnings.catch_warnings():
            # Drivers from 3.0 to 3.13 deprecate the legacy dialect themselves.
            warnings.simplefilter('ignore')
            application = transcript.load(*releases.application(release, server.host, server.port, database))
            exchanges = transcript.run(application, releases.REQUESTS[release])
        yield release, exchanges
    finally:
        sys.modules.pop(release, None)
        for name in transcript.databases(database):
            wire.command(server.port, [('dropDatabase', 1)], database=name, host=server.host)


def test_answers_as_recorded(conversation):
    release, exchanges = conversation
    # Through JSON, as the recording went: a tuple is a list there.
    for expected, found in zip(recorded(release), json.loads(json.dumps(exchanges))):
        # A published release may leave a header to the server.
        for name, value in expected['headers'].items():
            expected['headers'][name] = DEVIATIONS.get((release, name, value), value)
        found['headers'] = dict((name, value) for name, value in found['headers'].items()
                                if name in expected['headers'])
        assert found == expected


@pytest.mark.parametrize('release', RELEASES)
def test_recording_is_of_the_requests(release):
    assert [exchange['request'] for exchange in recorded(release)] == transcript.request_lines(
        releases.REQUESTS[release])
