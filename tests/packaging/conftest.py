"""The wheel, and environments to install it into. Python 3 only."""
import os
import shutil
import sys

import pytest
from sites import TREE, Site, command

import matrix
import render


@pytest.fixture(scope='session')
def tree(tmp_path_factory):
    """A copy of the tree: building leaves files in it."""
    copy = tmp_path_factory.mktemp('copy') / 'tree'
    shutil.copytree(TREE, str(copy), ignore=shutil.ignore_patterns(
        '.git', '.tox*', '.venv', '.cache', 'build', 'dist', '*.egg-info', '__pycache__'))
    return copy


@pytest.fixture(scope='session')
def wheel(tree, tmp_path_factory):
    folder = tmp_path_factory.mktemp('wheel')
    command(sys.executable, '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', str(folder), str(tree),
             cwd=folder)
    built, = os.listdir(str(folder))
    shutil.rmtree(str(tree / 'build'))
    return folder / built


@pytest.fixture(scope='session')
def virtualenv(tmp_path_factory):
    """The folder of the last virtualenv that makes environments for Python 2.7."""
    folder = str(tmp_path_factory.mktemp('virtualenv'))
    command(sys.executable, '-m', 'pip', 'install', '--quiet', '--target', folder, 'virtualenv<20.22', cwd=folder)
    return folder


@pytest.fixture
def site(virtualenv, tmp_path):
    def make(version):
        return Site(virtualenv, tmp_path, version)
    return make


@pytest.fixture
def row_site(site):
    def make(name):
        row = matrix.row(name)
        made = site(row['python'])
        pins = render.constraints_path(row)
        made.pip('install', '--quiet', *matrix.requirements(row), PIP_CONSTRAINT=pins, **row.get('environment', {}))
        return made
    return make
