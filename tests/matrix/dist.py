"""Builds the sdist, and the wheel from it, as they are published, and checks what is in them. Python 3 only."""

import glob
import os
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile

import checks
import matrix
import release
import render

DIST = os.path.join(checks.TREE, 'dist')

# Beside the package and its metadata, exactly these are in the wheel: they make flask.ext importable at start.
START_UP = {'_flask_pymongo_startup.py', 'flask_pymongo.pth', 'flask_pymongo.start'}

IN_SDIST = START_UP | {
    'LICENSE', 'README.rst', 'SECURITY.md', 'CHANGELOG.rst', 'setup.py', 'pyproject.toml', 'flask_pymongo/py.typed',
    'tox.ini', 'Makefile', 'tests/conftest.py', 'tests/matrix/mongod.py', 'examples/serve_demo.py',
}

FIRST_IMPORT = 'from flask.ext.pymongo import PyMongo; import flask_pymongo; assert PyMongo is flask_pymongo.PyMongo'


def _built(pattern):
    found = glob.glob(os.path.join(DIST, pattern))
    if len(found) != 1:
        raise checks.Failed('not one file but %d match dist/%s' % (len(found), pattern))
    return found[0]


def _build():
    for folder in ('dist', 'build'):
        shutil.rmtree(os.path.join(checks.TREE, folder), ignore_errors=True)
    # The wheel is built from the sdist: what the sdist lacks, the wheel lacks.
    checks.command(sys.executable, '-m', 'build', '--outdir', DIST, checks.TREE)


def _wheel():
    with zipfile.ZipFile(_built('*-py2.py3-none-any.whl')) as wheel:
        packed = {name for name in wheel.namelist() if '.dist-info/' not in name}
    wanted = {os.path.relpath(path, checks.TREE).replace(os.sep, '/')
              for pattern in ('*.py', '*.pyi', '*.tsv', 'py.typed')
              for path in glob.glob(os.path.join(checks.TREE, 'flask_pymongo', '**', pattern), recursive=True)}
    difference = packed ^ (wanted | START_UP)
    if difference:
        raise checks.Failed('in the tree or in the wheel only: %s' % ', '.join(sorted(difference)))


def _metadata():
    """The version is that of the package, and no link of the page on PyPI needs the tree."""
    wheel = zipfile.ZipFile(_built('*.whl'))
    with wheel:
        name = next(name for name in wheel.namelist() if name.endswith('.dist-info/METADATA'))
        text = wheel.read(name).decode('utf-8')
    for wanted in ('Version: %s\n' % release.version(), 'Project-URL: Issues, %s/issues\n' % release.url(),
                   '<%s/blob/v%s/docs/start.rst>`_' % (release.url(), release.version())):
        if wanted not in text:
            raise checks.Failed('not in the metadata: %s' % wanted.strip())
    relative = re.findall('<(?!https?:)[^<>`]+>`_', text)
    if relative:
        raise checks.Failed('links of README.rst that are none on PyPI: %s' % ', '.join(relative))


def _sdist():
    with tarfile.open(_built('*.tar.gz')) as archive:
        names = {name.partition('/')[2] for name in archive.getnames()}
    missing = [name for name in sorted(IN_SDIST) if name not in names]
    if missing:
        raise checks.Failed('not in the sdist: %s' % ', '.join(missing))
    strays = [name for name in names if name.endswith('.pyc') or name.startswith(('.', 'build/', 'dist/'))]
    if strays:
        raise checks.Failed('in the sdist: %s' % ', '.join(sorted(strays)))


def _install():
    """In a new environment of the oldest row flask.ext is there at once."""
    row = matrix.ROWS[0]
    interpreter = checks.python(row['python'])
    environment = dict(os.environ, PIP_CONSTRAINT=render.constraints_path(row))
    environment.pop('PYTHONPATH', None)
    with tempfile.TemporaryDirectory() as folder:
        checks.command(sys.executable, '-m', 'virtualenv', '--quiet', '--python', interpreter, folder)
        python = os.path.join(folder, 'bin', 'python')
        checks.command(python, '-m', 'pip', 'install', *matrix.requirements(row), _built('*.tar.gz'), env=environment)
        # Not from the tree: its flask_pymongo would be found first.
        checks.command(python, '-c', FIRST_IMPORT, env=environment, cwd=folder)


if __name__ == '__main__':
    sys.exit(checks.run([
        ('sdist and wheel build', _build),
        ('wheel: the package and the start-up files, all of them and nothing else', _wheel),
        ('wheel: its metadata', _metadata),
        ('sdist: complete, no strays', _sdist),
        ('sdist installs and works on the oldest row', _install),
    ]))
