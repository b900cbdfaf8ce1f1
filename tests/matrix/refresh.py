"""Freezes rows: installs each into a new environment, writes what pip made of it to constraints/ROW.txt. Python 3 only.

The environment of the old extensions is called ``companions``.
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

SEEDED = ('pip', 'setuptools', 'wheel')


def _freeze(row, requirements, folder):
    """The lines `name==version` of everything in a new environment of this row with these requirements."""
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
    subprocess.run(pip + ['install', '--quiet'] + list(requirements), check=True, env=environment)
    frozen = subprocess.run(pip + ['freeze'], check=True, env=environment, stdout=subprocess.PIPE).stdout.decode()
    # What virtualenv put there by itself would bind isolated builds, too.
    asked = {re.split('[<=>]', requirement)[0].lower() for requirement in requirements}
    return sorted(line for line in frozen.splitlines() if re.match(r'[A-Za-z0-9._-]+==', line)
                  and (line.partition('==')[0] not in SEEDED or line.partition('==')[0] in asked))


def _companions():
    """What stands for a row in the environment of the old extensions."""
    return dict(render.companions_row(), name='companions', build=render.companions.BUILD,
                environment={'PIP_USE_PEP517': '1'})


def main(names):
    for name in names or [row['name'] for row in matrix.ROWS] + ['companions']:
        row = _companions() if name == 'companions' else matrix.row(name)
        wanted = render.companions_requirements() if name == 'companions' else matrix.requirements(row)
        with tempfile.TemporaryDirectory() as folder:
            lines = _freeze(row, wanted, folder)
        with open(render.constraints_path(row), 'w') as target:
            target.write('# Frozen by tests/matrix/refresh.py from tests/matrix/matrix.py; do not edit.\n')
            target.write('\n'.join(lines + list(row.get('build', ()))) + '\n')
        print('%s: %d packages' % (name, len(lines)))


if __name__ == '__main__':
    main(sys.argv[1:])
