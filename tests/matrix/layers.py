"""Installed packages in layers: a folder for a Python and a version, not an environment for a triple. Python 3 only.

An Environment is an interpreter and a PYTHONPATH. The interpreter's own environment has pytest and this package,
without what it requires; Flask with its pins and PyMongo are folders before it. All are made in .cache/layers when
they are first asked for.
"""

import collections
import os
import shutil
import subprocess
import sys
import tempfile
import threading

import interpreters
import matrix
import mongod
import run

CACHE = os.path.join(mongod.TREE, '.cache', 'layers')

# virtualenv carries a pip that does not start on these.
DOWNLOADS = [row['python'] for row in matrix.NEXT_ROWS if row.get('download')]

Environment = collections.namedtuple('Environment', 'python path')


class Trouble(Exception):
    """Something could not be installed; the text is what the installer said."""


# One lock for each folder: two triples must not install the same thing at the same time.
_locks = collections.defaultdict(threading.Lock)
_fresh = set()


def call(*command, **options):
    """Run a command; `options` are those of subprocess.run.

    :raises Trouble: with what it printed, if it fails
    """
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode:
        raise Trouble('%s: exit code %d\n%s' % (
            ' '.join(command), done.returncode, done.stdout.decode('utf-8', 'replace')))


def _folder(python, name):
    return os.path.join(CACHE, 'py' + python.replace('.', ''), name)


def _variables(python):
    return run.environment_of([{'python': python}])


def _base(python, wheel):
    """The interpreter of an environment with pytest and the wheel."""
    folder = _folder(python, 'base')
    interpreter = os.path.join(folder, 'bin', 'python')
    with _locks[folder]:
        if not os.path.exists(folder + '.done'):
            shutil.rmtree(folder, ignore_errors=True)
            found = interpreters.find(python)
            if found is None:
                raise Trouble('no Python %s here' % python)
            os.makedirs(os.path.dirname(folder), exist_ok=True)
            newer = ['--download'] if python in DOWNLOADS else []
            call(sys.executable, '-m', 'virtualenv', '--quiet', '--python', found, *newer, folder,
                 env=_variables(python))
            call(interpreter, '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', 'packaging',
                 *matrix.TESTING[python], env=_variables(python))
            open(folder + '.done', 'w').close()
        if wheel and folder not in _fresh:
            call(interpreter, '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-deps',
                 '--force-reinstall', wheel, env=_variables(python))
            _fresh.add(folder)
    return interpreter


def install(folder, python, *arguments, **options):
    """Have the pip of an interpreter install into a folder, which has its name only when it is whole."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(folder)) as place:
        made = os.path.join(place, 'made')
        call(python, '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--target', made, *arguments,
             **options)
        os.rename(made, folder)


def _layer(interpreter, python, name, requirements, build=()):
    """The folder with these requirements, and with what they require."""
    folder = _folder(python, name)
    with _locks[folder]:
        if not os.path.isdir(folder):
            pins = folder + '.txt'
            with open(pins, 'w') as target:
                target.write('\n'.join(build) + '\n')
            variables = dict(_variables(python), PIP_CONSTRAINT=pins)
            if build:
                variables['PIP_USE_PEP517'] = '1'
            install(folder, interpreter, *requirements, env=variables)
    return folder


def environment(triple, wheel=None):
    """The Environment of a triple, made as far as it is not there.

    :param triple: has `python`, `flask` and `pymongo`, the entries of matrix.py
    :param wheel: the package to test; the one that is installed already if None
    :raises Trouble: if something cannot be installed
    """
    python, flask, pymongo = triple
    interpreter = _base(python, wheel)
    path = [
        _layer(interpreter, python, 'flask-' + flask['patch'], ('flask==' + flask['patch'],) + flask['pins']),
        _layer(interpreter, python, 'pymongo-' + pymongo['patch'], ('pymongo==' + pymongo['patch'],),
               () if python == '2.7' else pymongo.get('build', ())),
    ]
    return Environment(interpreter, os.pathsep.join(path))
