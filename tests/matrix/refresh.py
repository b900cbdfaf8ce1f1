"""Freezes rows: installs each into a new environment, writes what pip made of it to constraints/ROW.txt. Python 3 only.

``.tox-tools/bin/python tests/matrix/refresh.py [ROW...]`` after ``make tools``, which brings virtualenv. Needs the
network.
"""

import os
import re
import subprocess
import sys
import tempfile

import interpreters
import matrix
import render


def _freeze(row, folder):
    """The lines `name==version` of everything in a new environment of this row."""
    python = interpreters.find(row['python'])
    if python is None:
        raise SystemExit('%s needs Python %s' % (row['name'], row['python']))
    home = os.path.join(folder, 'environment')
    subprocess.run([sys.executable, '-m', 'virtualenv', '--quiet', '--python', python, home], check=True)
    constraints = os.path.join(folder, 'build.txt')
    with open(constraints, 'w') as target:
        target.write('\n'.join(row.get('build', ())) + '\n')
    environment = dict(os.environ, PIP_CONSTRAINT=constraints, **row.get('environment', {}))
    pip = [os.path.join(home, 'bin', 'python'), '-m', 'pip', '--disable-pip-version-check']
    subprocess.run(pip + ['install', '--quiet'] + list(matrix.requirements(row)), check=True, env=environment)
    frozen = subprocess.run(pip + ['freeze'], check=True, env=environment, stdout=subprocess.PIPE).stdout.decode()
    return sorted(line for line in frozen.splitlines() if re.match(r'[A-Za-z0-9._-]+==', line))


def main(names):
    for row in [matrix.row(name) for name in names] or matrix.ROWS:
        with tempfile.TemporaryDirectory() as folder:
            lines = _freeze(row, folder)
        with open(render.constraints_path(row), 'w') as target:
            target.write('# Frozen by tests/matrix/refresh.py from tests/matrix/matrix.py; do not edit.\n')
            target.write('\n'.join(lines + list(row.get('build', ()))) + '\n')
        print('%s: %d packages' % (row['name'], len(lines)))


if __name__ == '__main__':
    main(sys.argv[1:])
