"""The examples after `scan --fix` answer what they answered before, in strict mode.

Declared are the places that the scan still names, and what no source says: any other legacy use raises, and changes an
answer.
"""
import io
import json
import os
import shutil
import uuid

import pytest

import wire
from compat.programs import python
from examples import legacy_mode, transcript
from examples import release_requests as releases
from flask_pymongo import scan
from flask_pymongo.scan.program import Program

EXAMPLES = os.path.dirname(transcript.WIKI)
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'converse.py')
#: The examples by the folder of their sources.
FOLDERS = dict([(name, name) for name in ('legacy_wiki', 'legacy_blog', 'legacy_rest', 'legacy_admin', 'both_dialects')]
               + [(name, 'releases') for name in releases.REQUESTS])
#: How many uses of each are left to do by hand. Fewer is better; more needs a reason.
LEFT = {'legacy_wiki': 8, 'legacy_blog': 13, 'legacy_rest': 11, 'legacy_admin': 20, 'both_dialects': 1, 'releases': 13}
#: Begins of messages, and modules: templates; imports that are tried and may fail; settings where they have an effect;
#: what was stored or sent.
OTHERS = {
    'legacy_wiki': [('Cursor.count ', '<unknown>')],
    'legacy_blog': [('flask.Flask.config.json_encoder', ''), ('werkzeug.security.check_password_hash.sha1', 'desk')],
    'legacy_rest': [('pymongo.objectid ', 'service'), ('pymongo.son ', 'service'),
                    ('flask.Flask.config.JSON_', 'service'), ('flask.Request.json.other', 'service')],
    'legacy_admin': [('pymongo.objectid ', 'documents')],
}


@pytest.fixture(scope='module')
def changed(tmp_path_factory):
    """A copy of all examples after `scan --fix`, with what is left in each folder."""
    folder = str(tmp_path_factory.mktemp('changed') / 'examples')
    shutil.copytree(EXAMPLES, folder)
    left = {}
    for name in sorted(set(FOLDERS.values())):
        path = os.path.join(folder, name)
        assert scan.report([path], fix=True) == 1
        left[name] = [finding for finding, _ in Program([path]).findings()]
        assert [finding for finding in left[name] if finding.mechanical] == []
    return folder, left


def recorded(example):
    if example in releases.REQUESTS:
        path = releases.recording(example)
    else:
        path = os.path.join(transcript.HERE, example + '.json')
    with io.open(path, encoding='ascii') as source:
        return json.load(source)['exchanges']


def expected(example):
    exchanges = recorded(example)
    if example == 'release_3_0':
        from examples.test_releases import DEVIATIONS
        for exchange in exchanges:
            for name, said in exchange['headers'].items():
                exchange['headers'][name] = DEVIATIONS.get((example, name, said), said)
    if example == 'legacy_wiki':
        return [transcript.expected(exchange, exchanges) for exchange in exchanges]
    if example == 'legacy_admin':
        from examples.test_legacy_admin import expected as of_admin
        return [of_admin(exchange) for exchange in exchanges]
    return exchanges


@pytest.mark.parametrize('example', sorted(FOLDERS))
def test_answers_as_before(changed, server, example):
    folder, left = changed
    path = os.path.join(folder, FOLDERS[example])
    declared = [('', os.path.splitext(os.path.basename(finding.file))[0] + '$', finding.line)
                for finding in left[FOLDERS[example]]]
    declared += [(message, module, 0) for message, module in OTHERS.get(example, [])]
    database = 'flask_pymongo_test_' + uuid.uuid4().hex
    # The admin tool starts its tool.py, which has legacy mode from the environment.
    door = legacy_mode.VARIABLE if example == 'legacy_admin' else legacy_mode.RUN
    arguments, variables = door if example.startswith('legacy_') else ([], {})
    if example in releases.APIS:
        variables = dict(variables, FLASK_PYMONGO_API=releases.APIS[example])
    try:
        outcome = python(list(arguments) + [SCRIPT, example, path, str(server.host), str(server.port), database,
                                            json.dumps(declared)],
                         transcript.HERE, FLASK_PYMONGO_STRICT='1', **variables)
    finally:
        for name in transcript.databases(database):
            wire.command(server.port, [('dropDatabase', 1)], database=name, host=server.host)
    assert outcome.status == 0, outcome
    answers = json.loads(outcome.out.splitlines()[-1])
    for answer, before in zip(answers, expected(example)):
        assert transcript.exact(answer) == transcript.exact(before), outcome.err


def test_what_is_left_to_do_by_hand(changed):
    assert dict((name, len(found)) for name, found in changed[1].items()) == LEFT
