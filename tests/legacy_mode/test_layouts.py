"""Legacy mode where Python reads no start-up file: a folder on the path, an archive, ``python -S``."""
import os
import sys
import zipfile

import pytest

import flask_pymongo
from compat.programs import python

pytestmark = pytest.mark.python_boundary

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(flask_pymongo.__file__)))
#: Where the packages are, and the standard library in environments of Python 2: no .pth files are read of PYTHONPATH.
PACKAGES = [path for path in sys.path if os.path.isdir(path)
            and (os.path.isdir(os.path.join(path, 'pymongo')) or not path.startswith(ROOT))]

PROGRAM = """
import sys
assert '_flask_pymongo_startup' not in sys.modules
import flask_pymongo
import flask
from pymongo.objectid import ObjectId
print(','.join(flask_pymongo.compat.installed()))
print(flask_pymongo.__file__)
app = flask.Flask('flask')
# A default that is None since Flask 2.0.
print(app.config.get('SEND_FILE_MAX_AGE_DEFAULT', 'not yet') is not None)
assert 'pymongo.objectid' in [entry['name'] for entry in flask_pymongo.compat.describe()['names'] if entry['uses']]
"""


def run(arguments, folder, *path, **environ):
    environ['PYTHONPATH'] = os.pathsep.join(list(path) + PACKAGES)
    return python(['-S', '-W', 'ignore'] + arguments, folder, **environ)


@pytest.fixture
def folder(tmpdir):
    tmpdir.join('program.py').write(PROGRAM)
    return str(tmpdir)


@pytest.fixture
def archive(folder):
    """The package in an archive, with the program as its ``__main__``."""
    path = os.path.join(folder, 'application.pyz')
    with zipfile.ZipFile(path, 'w') as target:
        target.writestr('__main__.py', PROGRAM)
        for parent, _, names in os.walk(os.path.join(ROOT, 'flask_pymongo')):
            for name in names:
                if name.endswith(('.py', '.tsv')):
                    source = os.path.join(parent, name)
                    target.write(source, os.path.relpath(source, ROOT))
    return path


@pytest.mark.parametrize('value', ['1', 'all', 'pymongo,defaults'])
def test_a_folder_on_the_path(folder, value):
    outcome = run(['program.py'], folder, ROOT, FLASK_PYMONGO_LEGACY=value)
    assert outcome.status == 0, outcome
    parts, _, cached = outcome.out.splitlines()
    assert set(parts.split(',')) == flask_pymongo.legacy_mode.table.choose(value.split(','))
    assert cached == 'True' or value == '1'


def test_an_archive(folder, archive):
    for arguments, path in (([archive], []), (['-m', 'flask_pymongo', 'run', 'program.py'], [archive])):
        outcome = run(arguments, folder, *path, FLASK_PYMONGO_LEGACY='all')
        assert outcome.status == 0, outcome
        parts, where, cached = outcome.out.splitlines()
        assert parts.split(',') == list(flask_pymongo.legacy_mode.PARTS)
        assert where.startswith(archive) and cached == 'True'


@pytest.mark.parametrize('environ', [{}, {'FLASK_PYMONGO_LEGACY': '0'},
                                     {'FLASK_PYMONGO_LEGACY': '1', 'FLASK_PYMONGO_STARTUP': '0'}], ids=str)
def test_not_asked_for(folder, environ):
    outcome = run(['-c', 'import flask_pymongo; print(flask_pymongo.compat.installed())'], folder, ROOT, **environ)
    assert (outcome.status, outcome.out, outcome.err) == (0, '()\n', '')


def test_the_environment_is_ignored_if_python_is_told_to(folder):
    program = 'import sys; sys.path[:0] = %r; import flask_pymongo; print(flask_pymongo.compat.installed())'
    outcome = run(['-E', '-c', program % ([ROOT] + PACKAGES)], folder, FLASK_PYMONGO_LEGACY='1')
    assert (outcome.status, outcome.out, outcome.err) == (0, '()\n', '')


def test_an_unknown_word_is_said_once(folder):
    outcome = run(['-c', 'import flask_pymongo'], folder, ROOT, FLASK_PYMONGO_LEGACY='flsk')
    assert (outcome.status, outcome.out, outcome.err.count("no part 'flsk'")) == (0, '', 1)


def test_the_doctor_says_so(folder):
    def said(**environ):
        out = run(['-m', 'flask_pymongo', 'doctor'], folder, ROOT, **environ).out
        return [line for line in out.splitlines() if 'start-up file' in line or 'egacy mode' in line
                or 'no effect' in line]
    first, second = said(FLASK_PYMONGO_LEGACY='bson')
    assert 'Python was started with -S' in first and 'FLASK_PYMONGO_LEGACY counts from the import' in first
    assert 'Legacy mode is on: bson.' in second
    first, second = said(FLASK_PYMONGO_LEGACY='bson', FLASK_PYMONGO_STARTUP='0')
    assert 'FLASK_PYMONGO_STARTUP=0 is set' in first and 'no effect' in first
    assert 'FLASK_PYMONGO_LEGACY=bson has no effect, because FLASK_PYMONGO_STARTUP=0 is set.' in second


def test_the_parts_with_patches_are_known():
    here = os.path.dirname(os.path.abspath(flask_pymongo.legacy_mode.__file__))
    found = [name[:-len('_parts.py')] for name in os.listdir(here) if name.endswith('_parts.py')]
    assert sorted(found) == sorted(flask_pymongo.legacy_mode.WITH_PATCHES)
