"""Environments of their own, made from nothing. Python 3 only."""
import glob
import os
import subprocess
import sys

import pytest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(TREE, 'tests', 'matrix'))

import interpreters  # noqa: E402

#: As a program of 2012 begins.
FIRST_IMPORT = ('from flask.ext.pymongo import PyMongo; import flask_pymongo; '
                'assert PyMongo is flask_pymongo.PyMongo; print(flask_pymongo.__file__)')


def environment(**more):
    clean = {key: value for key, value in os.environ.items()
             if not key.startswith(('PYTHON', 'FLASK_PYMONGO_')) and key not in ('PIP_CONSTRAINT', 'VIRTUAL_ENV')}
    return dict(clean, PIP_DISABLE_PIP_VERSION_CHECK='1', PYTHONDONTWRITEBYTECODE='1', **more)


def command(*arguments, cwd, **more):
    done = subprocess.run(arguments, cwd=str(cwd), env=environment(**more), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, universal_newlines=True)
    assert done.returncode == 0, '%s\n%s' % (' '.join(arguments), done.stdout)
    return done.stdout


def interpreter(version):
    """The path of a Python; skips the test if it is not here, fails if all are required."""
    found = interpreters.find(version)
    if found is None:
        missing = 'no Python %s here' % version
        if os.environ.get('REQUIRE_ALL', '') not in ('', '0'):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


class Site:
    """An environment of its own."""

    def __init__(self, virtualenv, folder, version):
        found = interpreter(version)
        self.folder = folder
        # Its data apart and not updated: it would take up later releases of pip that no longer run on old Pythons.
        command(sys.executable, '-m', 'virtualenv', '--quiet', '--no-periodic-update', '--python', found, 'env',
                cwd=folder, PYTHONPATH=virtualenv, VIRTUALENV_OVERRIDE_APP_DATA=os.path.join(virtualenv, 'data'))
        self.python = str(folder / 'env' / 'bin' / 'python')
        self.packages = glob.glob(str(folder / 'env' / 'lib' / 'python*' / 'site-packages'))[0]

    def pip(self, *arguments, **more):
        return command(self.python, '-m', 'pip', *arguments, cwd=self.folder, **more)

    def run(self, code, *options):
        # Not from the tree: its flask_pymongo would be found first.
        return command(self.python, *options, '-c', code, cwd=self.folder)

    def files(self):
        root = str(self.folder / 'env')
        return {os.path.relpath(os.path.join(place, name), root)
                for place, _, names in os.walk(root) for name in names if not name.endswith('.pyc')}

    def check_first_import(self):
        assert self.run('pass') == ''
        return self.run(FIRST_IMPORT, '-W', 'ignore').strip()

    def check_uninstall(self, before):
        self.pip('uninstall', '--quiet', '--yes', 'Flask-PyMongo')
        assert self.files() == before
        assert self.run('pass') == ''
