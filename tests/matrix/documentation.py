"""Builds docs/ into docs/_build, English and Chinese; a warning is an error. Python 3 only, for `make docs`.

Without arguments the pages, with ``links`` only what says whether links to other hosts answer.
"""
import ast
import html
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import checks
import generated
import messages

BUILD = os.path.join('docs', '_build')


def _sphinx(builder, output, *arguments):
    checks.command(sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-q', '-b', builder, *arguments, 'docs',
                   os.path.join(BUILD, output))


def _calls():
    checks.command(sys.executable, 'tests/matrix/legacy_calls_page.py', '--check')


def _reference():
    """Each name that the stubs mark as legacy stands in the API reference."""
    page = generated.read(os.path.join(checks.TREE, 'docs', 'api.rst'))
    listed = set(re.findall(r'(?m)^\.\. auto\w+:: \w+\.(\w+)$', page))
    classes = ast.parse(generated.read(os.path.join(checks.TREE, 'flask_pymongo', 'wrappers.pyi'))).body
    legacy = {'%s.%s' % (of.name, node.name) for of in classes if isinstance(of, ast.ClassDef) for node in of.body
              if isinstance(node, ast.FunctionDef) and any('deprecated' in ast.dump(by) for by in node.decorator_list)}
    # What `system_js` gives has no class of its own to show.
    missing = sorted(name for name in legacy - {'_SystemJS.list'} if name.partition('.')[2] not in listed)
    if missing or not legacy:
        raise checks.Failed('not in docs/api.rst: %s' % ', '.join(missing))


def _build():
    """The Chinese pages are in a folder of the English ones; both are made at the same time."""
    with ThreadPoolExecutor() as pool:
        english = pool.submit(_sphinx, 'html', 'html', '-E', '-d', os.path.join(BUILD, 'doctrees'))
        chinese = pool.submit(_sphinx, 'html', os.path.join('html', 'zh'), '-E', '-d',
                              os.path.join(BUILD, 'doctrees-zh'), '-D', 'language=zh_CN')
        english.result()
        chinese.result()


def _search():
    """Chinese text can be found: `mima`, a password, is a word of two characters that no heading has."""
    if '"\\u5bc6\\u7801"' not in generated.read(os.path.join(checks.TREE, BUILD, 'html', 'zh', 'searchindex.js')):
        raise checks.Failed('the index of the Chinese pages has no Chinese words')


def _types():
    page = generated.read(os.path.join(checks.TREE, BUILD, 'html', 'api.html'))
    plain = html.unescape(re.sub('<[^>]+>', '', page))
    for wanted in ('safe: bool | None = None', 'wtimeout: int', 'fields: Mapping[str, Any] | Iterable[str] | None'):
        if wanted not in plain:
            raise checks.Failed('the API reference has lost the types of the stubs: %s' % wanted)


def _links():
    _sphinx('linkcheck', 'links')


CHECKS = {
    'pages': [('docs/legacy-calls.rst is what the warnings say', _calls),
              ('docs/api.rst has every legacy name', _reference),
              ('the documentation, in %s' % os.path.join(BUILD, 'html', 'index.html'), _build),
              ('the types in the API reference', _types),
              ('the search of the Chinese pages', _search),
              ('each text of the pages for users is translated', messages.check)],
    'links': [('links to other hosts', _links)],
}

if __name__ == '__main__':
    sys.exit(checks.run(CHECKS[sys.argv[1] if len(sys.argv) > 1 else 'pages']))
