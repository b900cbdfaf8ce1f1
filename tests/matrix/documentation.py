"""Builds docs/ into docs/_build; a warning is an error. Python 3 only, in the environment of `make docs`.

Without arguments the pages, with ``links`` only what says whether links to other hosts answer.
"""
import os
import sys

import checks

BUILD = os.path.join('docs', '_build')


def _sphinx(builder, *arguments):
    checks.command(sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-q', '-j', 'auto', '-b', builder, *arguments)


def _build():
    _sphinx('html', '-E', 'docs', os.path.join(BUILD, 'html'))


def _links():
    _sphinx('linkcheck', 'docs', os.path.join(BUILD, 'links'))


def _calls():
    checks.command(sys.executable, 'tests/matrix/legacy_calls_page.py', '--check')


CHECKS = {
    'pages': [('docs/legacy-calls.rst is what the warnings say', _calls),
              ('the documentation, in %s' % os.path.join(BUILD, 'html', 'index.html'), _build)],
    'links': [('links to other hosts', _links)],
}

if __name__ == '__main__':
    sys.exit(checks.run(CHECKS[sys.argv[1] if len(sys.argv) > 1 else 'pages']))
