"""What can be checked without running anything: style, syntax on the oldest Pythons, generated files. Python 3 only."""

import glob
import os
import sys

import checks

# What every Python of the matrix has to read. The tools of tests/matrix, and the demo's server, are Python 3 only.
ALL_PYTHONS = (
    'setup.py', '_flask_pymongo_startup.py', 'flask_pymongo/**/*.py', 'examples/legacy_*/**/*.py',
    'examples/both_dialects/**/*.py',
    'tests/conftest.py', 'tests/contract/**/*.py', 'tests/compat/**/*.py', 'tests/dialects/**/*.py',
    'tests/examples/**/*.py', 'tests/legacy_mode/**/*.py', 'tests/reliability/**/*.py',
    'tests/matrix/matrix.py', 'tests/matrix/rows.py', 'tests/matrix/mongod.py',
    'tests/matrix/summary.py', 'tests/matrix/legacy_names_probe.py', 'tests/matrix/bases_page.py',
    'tests/matrix/python_names_probe.py', 'tests/matrix/wire.py', 'tests/matrix/conftest.py',
    'tests/matrix/test_matrix.py', 'tests/matrix/test_mongod.py',
)

# compileall would leave files behind.
COMPILE = 'import sys\nfor path in sys.argv[1:]:\n    compile(open(path, "rb").read(), path, "exec")'


def _ruff():
    checks.command(sys.executable, '-m', 'ruff', 'check', '--no-cache', '.')


def _syntax(version):
    def check():
        paths = set()
        for pattern in ALL_PYTHONS:
            paths.update(glob.glob(os.path.join(checks.TREE, pattern), recursive=True))
        checks.command(checks.python(version), '-W', 'error', '-c', COMPILE, *sorted(paths))
    return check


def _rendered():
    checks.command(sys.executable, 'tests/matrix/triples.py', '--check')
    checks.command(sys.executable, 'tests/matrix/render.py', '--check')


def _names():
    checks.command(sys.executable, 'tests/matrix/legacy_names.py', '--check')
    checks.command(sys.executable, 'tests/matrix/python_names.py', '--check')
    checks.command(sys.executable, 'tests/matrix/legacy_names_page.py', '--check')


def _configuration():
    checks.command(sys.executable, 'tests/matrix/configuration_page.py', '--check')


def _sweep():
    checks.command(sys.executable, 'tests/matrix/sweep_page.py', '--check')


def _companions():
    checks.command(sys.executable, 'tests/matrix/companions_page.py', '--check')


def _shell():
    for script in ('.ci/run', '.github/install-python'):
        checks.command('bash', '-n', script)


if __name__ == '__main__':
    sys.exit(checks.run([
        ('ruff', _ruff),
        ('syntax, Python 2.7', _syntax('2.7')),
        ('syntax, Python 3.6', _syntax('3.6')),
        ('syntax, Python 3.13', _syntax('3.13')),
        ('generated files', _rendered),
        ('the table of names', _names),
        ('the table of configuration keys', _configuration),
        ('the table of old extensions', _companions),
        ('the page of the sweep', _sweep),
        ('syntax of shell scripts', _shell),
    ]))
