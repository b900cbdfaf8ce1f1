"""Flips each capability of the package in turn and says which row notices. Python 3 only.

``make flip`` calls this. A copy of the package has one value of compat/versions.py turned round; the probes of
tests/compat/test_versions.py run on it with the environment of a row. A capability that no row notices has no test.
Variables: ROWS (default: the newest, the one before PyMongo 4, the oldest), NAMES (patterns of capabilities).
"""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tempfile

import matrix
import mongod
import probe
import run

VERSIONS = os.path.join('flask_pymongo', 'compat', 'versions.py')
DEFAULT_ROWS = 'py313-flask31-pymongo420 py38-flask23-pymongo313 py27-flask08-pymongo22'

# At the end of the module, before anybody can read the value.
FLIPPED = """

_flipped = {name}
{name} = Capability(not _flipped)
{name}.since, {name}.until = _flipped.since, _flipped.until
"""


def capabilities():
    """The names in versions.py, in their order."""
    with open(os.path.join(mongod.TREE, VERSIONS), encoding='utf-8') as source:
        return re.findall(r'^(\w+) = _(?:since|until)\(', source.read(), re.MULTILINE)


def _noticed(row, uri, name=None):
    """Whether a probe fails on a row when a capability is flipped; with no name nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(mongod.TREE, 'flask_pymongo'), os.path.join(folder, 'flask_pymongo'),
                        ignore=shutil.ignore_patterns('__pycache__'))
        if name:
            with open(os.path.join(folder, VERSIONS), 'a', encoding='utf-8') as target:
                target.write(FLIPPED.format(name=name))
        environment = dict(os.environ, PYTHONPATH=folder, PYTHONDONTWRITEBYTECODE='1', **{mongod.URI_VARIABLE: uri})
        environment.pop('FLASK_PYMONGO_ROW', None)
        done = subprocess.run(
            [probe.interpreter(row), '-m', 'pytest', '-p', 'no:cacheprovider', '-x', '-q', probe.PROBES],
            cwd=os.path.join(mongod.TREE, 'tests'), env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    # 1: tests failed; 2, 3 and 4 (a package that does not even start) are noticed as well.
    return done.returncode != 0


def main():
    rows = [matrix.row(name) for name in (os.environ.get('ROWS') or DEFAULT_ROWS).replace(',', ' ').split()]
    patterns = os.environ.get('NAMES', '').split() or ['*']
    names = [name for name in capabilities() if any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]
    results = []
    with mongod.obtain() as server:
        for row in rows:
            if _noticed(row, server.uri):
                raise SystemExit('%s fails as it is, so that it would notice anything' % row['name'])
        for name in names:
            noticing = [row['name'] for row in rows if _noticed(row, server.uri, name)]
            print('%-40s %s' % (name, ', '.join(noticing) or 'NOTICED BY NO ROW'))
            results.append(run.Result(passed=int(bool(noticing)), failed=int(not noticing)))
    return run.add_up(results)


if __name__ == '__main__':
    sys.exit(main())
