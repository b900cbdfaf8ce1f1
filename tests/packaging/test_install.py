"""What pip makes of the distribution: built, installed in every way, used, half removed, removed. Python 3 only.

``python3 -m pytest tests/packaging``; needs pip and the network. A Python that is not here is a named skip, with
REQUIRE_ALL=1 a failure.
"""
import base64
import csv
import glob
import hashlib
import io
import os
import shutil
import zipfile

import pytest
from sites import command

START_UP = ['_flask_pymongo_startup.py', 'flask_pymongo.pth', 'flask_pymongo.start']

OLD, NEW = 'py27-flask012-pymongo29', 'py313-flask31-pymongo420'
OLD_FLASK, OLD_PYTHON = 'py313-flask012-pymongo420', 'py27-flask11-pymongo30'


# What is in it

def test_wheel_is_universal_and_has_one_start_up_file_of_each_kind(wheel):
    assert wheel.name.endswith('-py2.py3-none-any.whl')
    with zipfile.ZipFile(str(wheel)) as archive:
        names = archive.namelist()
        assert archive.read('flask_pymongo.pth').decode('ascii').count('\n') == 1
        assert archive.read('flask_pymongo.start').decode('ascii') == '_flask_pymongo_startup:boot\n'
    assert sorted(name for name in names if '/' not in name) == sorted(START_UP)
    assert [name for name in names if name.endswith('.pth')] == ['flask_pymongo.pth']
    assert [name for name in names if name.endswith('.start')] == ['flask_pymongo.start']
    assert not [name for name in names if '.data/' in name]


def test_wheel_has_every_module_and_type_file_of_the_tree(wheel, tree):
    with zipfile.ZipFile(str(wheel)) as archive:
        packed = {name for name in archive.namelist() if name.startswith('flask_pymongo/')}
    present = {path.relative_to(tree).as_posix() for pattern in ('*.py', '*.pyi', '*.tsv', 'py.typed')
               for path in (tree / 'flask_pymongo').rglob(pattern)}
    assert packed == present


def test_record_lists_every_file_with_its_hash(wheel):
    with zipfile.ZipFile(str(wheel)) as archive:
        record, = (name for name in archive.namelist() if name.endswith('.dist-info/RECORD'))
        rows = {row[0]: row[1] for row in csv.reader(io.StringIO(archive.read(record).decode('utf-8')))}
        assert sorted(rows) == sorted(archive.namelist())
        for name in archive.namelist():
            if name != record:
                digest = base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b'=').decode()
                assert rows[name] == 'sha256=' + digest, name


def test_metadata(wheel):
    with zipfile.ZipFile(str(wheel)) as archive:
        name, = (name for name in archive.namelist() if name.endswith('.dist-info/METADATA'))
        metadata = archive.read(name).decode('utf-8')
    lines = metadata.splitlines()
    assert 'Name: Flask-PyMongo' in lines
    requires, = (line.partition(': ')[2] for line in lines if line.startswith('Requires-Python: '))
    assert sorted(requires.split(',')) == sorted(['>=2.7'] + ['!=3.%d.*' % minor for minor in range(6)])


def test_wheel_has_the_command_of_flask(wheel):
    with zipfile.ZipFile(str(wheel)) as archive:
        name, = (name for name in archive.namelist() if name.endswith('.dist-info/entry_points.txt'))
        lines = archive.read(name).decode('utf-8').split('\n')
    assert lines[:2] == ['[flask.commands]', 'pymongo = flask_pymongo.flask_command:pymongo']


# Installed

@pytest.mark.parametrize('name', [OLD, OLD_FLASK, NEW])
def test_wheel(row_site, wheel, name):
    site = row_site(name)
    before = site.files()
    site.pip('install', '--quiet', '--no-deps', str(wheel))
    assert {os.path.relpath(os.path.join(site.packages, name), str(site.folder / 'env')) for name in START_UP} \
        <= site.files() - before
    site.pip('check')
    assert site.check_first_import().startswith(site.packages)
    site.check_uninstall(before)


def test_tree_on_python_2(row_site, tree):
    site = row_site(OLD_PYTHON)
    before = site.files()
    site.pip('install', '--quiet', '--no-deps', str(tree))
    assert site.check_first_import().startswith(site.packages)
    site.check_uninstall(before)


@pytest.mark.parametrize('mode', ['lenient', 'strict'])
def test_editable(row_site, tree, mode):
    site = row_site(NEW)
    before = site.files()
    site.pip('install', '--quiet', '--no-deps', '--config-settings', 'editable_mode=' + mode, '--editable', str(tree))
    assert site.check_first_import().startswith(str(tree))
    site.check_uninstall(before)


def test_develop_on_python_2(row_site, tree):
    site = row_site(OLD_PYTHON)
    before = site.files()
    command(site.python, 'setup.py', '--quiet', 'develop', '--no-deps', cwd=tree)
    assert site.check_first_import().startswith(str(tree))
    command(site.python, 'setup.py', '--quiet', 'develop', '--uninstall', cwd=tree)
    # The list that setuptools keeps of all its editable installs stays, empty.
    assert {os.path.basename(name) for name in site.files() - before} <= {'easy-install.pth'}
    assert site.run('pass') == ''


@pytest.mark.parametrize('version', ['2.7', '3.6', '3.13'])
def test_what_the_index_offers_today(site, wheel, version):
    """Without pins: pip finds versions that work together."""
    site = site(version)
    site.pip('install', '--quiet', str(wheel))
    site.pip('check')
    assert site.check_first_import()


@pytest.mark.parametrize('name', [OLD_PYTHON, NEW])
def test_half_removed(row_site, wheel, name):
    """Whatever is left of the installation, Python starts without a word."""
    site = row_site(name)
    site.pip('install', '--quiet', '--no-deps', str(wheel))
    shutil.rmtree(os.path.join(site.packages, 'flask_pymongo'))
    assert site.run('pass') == ''
    assert site.run('import flask') == ''
    site.run("try:\n    import flask.ext.pymongo\nexcept ImportError:\n    pass\nelse:\n    raise SystemExit(1)")
    for path in glob.glob(os.path.join(site.packages, '_flask_pymongo_startup.py*')):
        os.remove(path)
    assert site.run('pass') == ''
