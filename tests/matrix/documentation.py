"""Builds docs/ into docs/_build/html; a warning is an error. Python 3 only, in the environment of `make docs`."""
import os
import sys

import checks

OUTPUT = os.path.join('docs', '_build', 'html')


def _build():
    checks.command(sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-q', '-E', '-b', 'html', 'docs', OUTPUT)


if __name__ == '__main__':
    status = checks.run([('the documentation, in %s/index.html' % OUTPUT, _build)])
    sys.exit(status)
