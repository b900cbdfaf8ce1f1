"""The whole way out, in a new environment, with nothing but the commands: an old program fails, the doctor says why, it
runs, the report and the scan say what is old, `scan --fix` changes it, and at its end it does without this package.
And the ladder, as an application has it in its CI.
"""
import configparser
import os
import re
import shutil

import pytest
import recording
from sites import TREE, interpreter

import interpreters
import matrix
import mongod
import render

EXAMPLE = os.path.join(TREE, 'examples', 'legacy_guestbook')
NEW = 'py313-flask31-pymongo420'
#: What a person changes, as the scan said.
BY_HAND = (
    ("for name in found['result'])", "for name in found)"),
    ("return mongo.db.entries.update({'name': name}, {'$set': {'hidden': True}}, multi=True)",
     "return mongo.db.entries.update_many({'name': name}, {'$set': {'hidden': True}})"),
    ("mongo.db.entries.insert(entries)", "mongo.db.entries.insert_many(entries)"),
)
#: In the place of the package: the extension object alone, on the driver's own classes.
EXTENSION = """\
import pymongo


class PyMongo:
    def __init__(self, app):
        self.cx = pymongo.MongoClient(app.config['MONGO_URI'])
        self.db = self.cx.get_default_database()
        assert type(self.db) is pymongo.database.Database
"""


@pytest.fixture(scope='module')
def server():
    """One that the drivers of all rungs can talk to."""
    with mongod.obtain(matrix.DEFAULT_SERVER) as server:
        yield server


@pytest.fixture
def uri(server):
    return server.uri.rstrip('/') + '/guestbook'


@pytest.fixture
def application(tmp_path):
    """The folder of a copy of the example."""
    folder = tmp_path / 'guestbook'
    shutil.copytree(EXAMPLE, str(folder), ignore=shutil.ignore_patterns('__pycache__'))
    return folder


def test_the_way_out(site, wheel, application, server, uri):
    row = matrix.row(NEW)
    site = site(row['python'])
    pins = {'PIP_CONSTRAINT': render.constraints_path(row)}
    site.pip('install', '--quiet', 'flask==' + row['flask'], 'pymongo==' + row['pymongo'], **pins)
    terminal = recording.Terminal(site, application, [('%s:%d' % (server.host, server.port), 'localhost:27017')],
                                  GUESTBOOK_URI=uri)
    said = terminal.run('python test_guestbook.py', status=1)
    assert "ImportError: cannot import name 'Markup' from 'flask'" in said

    site.pip('install', '--quiet', '%s[scan]' % wheel, '-c', os.path.join(TREE, 'tests', 'scan', 'requirements.txt'),
             **pins)
    terminal.run('python test_guestbook.py', status=1)
    exchanges = []

    def show(line, status=0):
        exchanges.append((line, terminal.run(line, status)))
        return exchanges[-1][1]

    said = show('python -m flask_pymongo doctor guestbook.py', status=2)
    assert 'start with: python -m flask_pymongo run guestbook.py' in said and said.endswith('errors: 1, warnings: 0\n')
    recording.check('doctor', exchanges)

    del exchanges[:]
    show('FLASK_PYMONGO_REPORT=guestbook.report python -W ignore -m flask_pymongo run test_guestbook.py')
    said = show('python -m flask_pymongo report guestbook.report')
    assert 'Collection.find_and_modify -> find_one_and_update(' in said and 'guestbook.py:20' in said
    recording.check('report', exchanges)

    del exchanges[:]
    show('python -m flask_pymongo scan .', status=1)
    said = show('python -m flask_pymongo scan --fix .', status=1)
    assert said.count('(by hand)') == 3 and said.endswith('legacy uses: 3, mechanical: 0\n')
    assert 'LegacyWarning: ' in terminal.run('FLASK_PYMONGO_STRICT=1 python test_guestbook.py', status=1)
    source = application / 'guestbook.py'
    text = source.read_text(encoding='utf-8')
    for old, new in BY_HAND:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    source.write_text(text, encoding='utf-8')
    assert terminal.run('python -m flask_pymongo scan .') == 'legacy uses: 0, mechanical: 0\n'
    show('FLASK_PYMONGO_STRICT=1 python test_guestbook.py')
    recording.check('scan', exchanges)

    del exchanges[:]
    show('python -m flask_pymongo ladder --python 2.7 --flask 0.10.1 --pymongo 2.6.3')
    recording.check('ladder', exchanges)

    # Without the package.
    site.pip('uninstall', '--quiet', '--yes', 'Flask-PyMongo')
    terminal.run('python -c "import flask_pymongo"', status=1)
    (application / 'flask_pymongo.py').write_text(EXTENSION)
    assert terminal.run('python test_guestbook.py').endswith('\nOK\n')


def test_the_workflow_with_the_ladder(site, wheel, application, uri, virtualenv, monkeypatch):
    """That of docs/ladder.rst, on its first and its last rung: the others take a minute each."""
    with open(os.path.join(TREE, 'docs', 'ladder.rst'), encoding='utf-8') as page:
        system, install, write, run = re.findall(r'(?m)^ +- run: (.*)$', page.read())
    # What it installs on the host is here, or the test is skipped.
    assert system.startswith('sudo apt-get ') and interpreter('2.7')
    monkeypatch.setenv('PATH', interpreters.search_path(['2.7', '3.13']))
    terminal = recording.Terminal(
        site('3.13'), application, [], GUESTBOOK_URI=uri,
        PIP_FIND_LINKS='%s %s' % (os.environ.get('PIP_FIND_LINKS', ''), os.path.dirname(str(wheel))),
        VIRTUALENV_OVERRIDE_APP_DATA=os.path.join(virtualenv, 'data'))
    terminal.run(install)
    terminal.run(write)
    ini = configparser.RawConfigParser()
    ini.read(str(application / 'ladder.ini'))
    rungs = ini.get('tox', 'env_list').split()
    assert (ini.get('testenv:' + rungs[0], 'base_python'), len(rungs)) == ('python2.7', 7)
    said = terminal.run('TOXENV=%s,%s %s' % (rungs[0], rungs[-1], run))
    assert said.count('5 passed') == 2 and all(re.search(rung + ': OK', said) for rung in (rungs[0], rungs[-1])), said
