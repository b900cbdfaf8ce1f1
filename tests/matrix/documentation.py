"""Builds docs/ into docs/_build, English and Chinese; a warning is an error. Python 3 only, for `make docs`.

Without arguments the pages, with ``links`` only what says whether links to other hosts answer.
"""
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import checks
import messages

BUILD = os.path.join('docs', '_build')


def _sphinx(builder, output, *arguments):
    checks.command(sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-q', '-b', builder, *arguments, 'docs',
                   os.path.join(BUILD, output))


def _calls():
    checks.command(sys.executable, 'tests/matrix/legacy_calls_page.py', '--check')


def _build():
    """The Chinese pages are in a folder of the English ones; both are made at the same time."""
    with ThreadPoolExecutor() as pool:
        english = pool.submit(_sphinx, 'html', 'html', '-E', '-d', os.path.join(BUILD, 'doctrees'))
        chinese = pool.submit(_sphinx, 'html', os.path.join('html', 'zh'), '-E', '-d',
                              os.path.join(BUILD, 'doctrees-zh'), '-D', 'language=zh_CN')
        english.result()
        chinese.result()


def _links():
    _sphinx('linkcheck', 'links')


CHECKS = {
    'pages': [('docs/legacy-calls.rst is what the warnings say', _calls),
              ('the documentation, in %s' % os.path.join(BUILD, 'html', 'index.html'), _build),
              ('each text of the pages for users is translated', messages.check)],
    'links': [('links to other hosts', _links)],
}

if __name__ == '__main__':
    sys.exit(checks.run(CHECKS[sys.argv[1] if len(sys.argv) > 1 else 'pages']))
