"""``check-files``: chunks that belong to no file."""
import calendar
import io
import time
import uuid

import pytest
from bson.binary import Binary
from bson.objectid import ObjectId
from bson.son import SON

from flask_pymongo.__main__ import main

LONG_AGO = calendar.timegm((2012, 1, 2, 3, 4, 5))


@pytest.fixture
def ask(mongodb_uri, database_name, capsys):
    """A function that runs the command and gives its status and what it says."""
    host, _, query = mongodb_uri.partition('?')
    uri = '%s/%s%s' % (host.rstrip('/'), database_name, '?' + query if query else '')

    def ask(*arguments):
        status = main(['check-files', uri] + list(arguments))
        said = capsys.readouterr()
        assert not said.err
        return status, said.out
    return ask


def _chunk(mongo, files_id, n=0, base='fs', when=LONG_AGO):
    chunk_id = ObjectId('%08x%s' % (int(when), uuid.uuid4().hex[:16]))
    mongo.db[base].chunks.insert({'_id': chunk_id, 'files_id': files_id, 'n': n,
                                  'data': Binary(b'x')})


def _left(mongo, base='fs'):
    return sorted(str(chunk['files_id']) for chunk in mongo.db[base].chunks.find())


def test_nothing(mongo, ask):
    mongo.save_file('a.txt', io.BytesIO(b'hello'))
    assert ask('--fix', '--hours', '-1') == (0, 'chunks without a file: 0, removed: 0\n')
    assert mongo.db.fs.chunks.count() == 1


def test_orphans(mongo, ask):
    mongo.save_file('a.txt', io.BytesIO(b'hello'), _id='good')
    for files_id, n in (('lost', 0), ('lost', 1), ('gone', 0)):
        _chunk(mongo, files_id, n)
    status, said = ask()
    assert status == 1
    assert 'fs.chunks: 2 of file %r, which does not exist; the last of 2012-01-02 03:04:05 UTC\n' % u'lost' in said
    assert said.endswith('chunks without a file: 3, removed: 0\n')
    assert mongo.db.fs.chunks.count() == 4
    status, said = ask('--fix')
    assert status == 0 and said.endswith('chunks without a file: 3, removed: 3\n')
    assert _left(mongo) == ['good']
    assert ask()[0] == 0


@pytest.mark.parametrize('subtype', [3, 4])
def test_ids_that_a_client_writes_in_another_way(mongo, ask, subtype):
    """UUIDs of both subtypes are read, and one is written; documents lose their order in a dict of Python 2."""
    for name, files_id in (('good', Binary(uuid.uuid4().bytes, subtype)), ('son', SON([('b', 1), ('a', 2)]))):
        mongo.db.fs.files.insert({'_id': files_id, 'filename': name, 'length': 1, 'chunkSize': 4})
        _chunk(mongo, files_id)
    _chunk(mongo, Binary(uuid.uuid4().bytes, subtype))
    assert ask('--fix')[1].endswith('chunks without a file: 1, removed: 1\n')
    assert mongo.db.fs.chunks.count() == 2


def test_an_upload_that_may_be_running(mongo, ask):
    _chunk(mongo, 'running', 0)
    _chunk(mongo, 'running', 1, when=time.time())
    assert ask('--fix') == (0, 'chunks without a file: 0, removed: 0\n')
    assert _left(mongo) == ['running', 'running']


def test_the_age(mongo, ask):
    _chunk(mongo, 'young', when=time.time() - 7200)
    assert ask('--hours', '3')[0] == 0
    assert ask('--hours', '1.5')[0] == 1


def test_the_age_is_a_day_unless_it_is_given(mongo, ask):
    _chunk(mongo, 'young', when=time.time() - 23 * 3600)
    assert ask()[0] == 0
    _chunk(mongo, 'old', when=time.time() - 25 * 3600)
    assert ask()[0] == 1


def test_other_collections(mongo, ask):
    _chunk(mongo, 'lost', base='uploads')
    assert ask('--fix')[0] == 0
    assert ask('--fix', '--base', 'uploads') == (
        0, 'uploads.chunks: 1 of file %r, which does not exist; the last of 2012-01-02 03:04:05 UTC\n'
           'chunks without a file: 1, removed: 1\n' % u'lost')
    assert _left(mongo, 'uploads') == []


@pytest.mark.parametrize('uri', ['mongodb://127.0.0.1:1/', 'mongodb://127.0.0.1:port/name', 'http://127.0.0.1/name'])
def test_a_uri_that_names_no_database(capsys, uri):
    assert main(['check-files', uri]) == 2
    assert capsys.readouterr().err.startswith('check-files: ')


def test_by_flask(app, mongo):
    cli = pytest.importorskip('flask.cli', reason='this Flask has no command line')
    from click.testing import CliRunner

    from flask_pymongo.flask_command import pymongo
    _chunk(mongo, 'lost')
    script = cli.ScriptInfo(create_app=lambda *_: app)
    outcome = CliRunner().invoke(pymongo, ['check-files', '--fix'], obj=script)
    assert outcome.exit_code == 0 and 'removed: 1' in outcome.output, outcome.output
    assert _left(mongo) == []
    assert CliRunner().invoke(pymongo, ['check-files', '--prefix', 'BLOG'], obj=script).exit_code == 2
