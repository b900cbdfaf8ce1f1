"""The texts of docs in Chinese, docs/locale/zh_CN: ``make messages`` takes over what changed in English. Python 3 only.

A changed text is marked as fuzzy, a new one is empty, and `make docs` fails until somebody has translated both.
"""

import os
import re
import sys
import tempfile

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

import checks

#: The pages for those who work on the package itself, in English only. All others are for users, and in Chinese, too.
MAINTAINERS_PAGES = ('bases', 'contributing', 'design')

FOLDER = os.path.join(checks.TREE, 'docs', 'locale', 'zh_CN', 'LC_MESSAGES')
HEADER = '# The page %s of the documentation in Chinese. `make messages` takes over what changed in English.'


def _path(page):
    return os.path.join(FOLDER, page + '.po')


def _catalog(path):
    if not os.path.exists(path):
        return Catalog(locale='zh_CN')
    with open(path, 'rb') as source:
        return read_po(source, locale='zh_CN')


def _templates():
    """The texts in English: (page, catalog) of each page for users."""
    pages = [name[:-4] for name in sorted(os.listdir(os.path.join(checks.TREE, 'docs'))) if name.endswith('.rst')]
    with tempfile.TemporaryDirectory() as folder:
        # The links to pages that are left out, which saves most of the time, lead nowhere; that is no matter here.
        checks.command(sys.executable, '-m', 'sphinx', '-Q', '-b', 'gettext', '-d', folder + '/doctrees', '-D',
                       'exclude_patterns=' + ','.join(('_build', '_templates', 'locale') + tuple(
                           page + '.rst' for page in MAINTAINERS_PAGES)), 'docs', folder)
        for page in pages:
            if page not in MAINTAINERS_PAGES:
                yield page, _catalog(os.path.join(folder, page + '.pot'))


def _has_words(text):
    """Whether there is something to translate: not in numbers, and not in code."""
    return re.search('[A-Za-z]', re.sub('``[^`]*``', '', text)) is not None


def check():
    """Fail unless each text of each page is translated."""
    wrong = []
    for page, template in _templates():
        catalog = _catalog(_path(page))
        for message in (message for message in template if _has_words(message.id)):
            found = catalog.get(message.id)
            if found is None or not found.string or found.fuzzy:
                kind = 'fuzzy' if found is not None and found.fuzzy else 'not translated'
                wrong.append('%s, %s: %s' % (page, kind, message.id))
    if wrong:
        raise checks.Failed('after `make messages`, translate in docs/locale/zh_CN:\n' + '\n'.join(wrong))


def update():
    """Write the files anew, with what is translated already."""
    for page, template in _templates():
        catalog = _catalog(_path(page))
        catalog.update(template)
        with tempfile.TemporaryFile() as target:
            write_po(target, catalog, width=110, omit_header=True, ignore_obsolete=True)
            target.seek(0)
            text = target.read().decode('utf-8')
        head = HEADER % page + '\nmsgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n' \
            '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        with open(_path(page), 'w', encoding='utf-8') as target:
            target.write(head + text.strip('\n') + '\n')


if __name__ == '__main__':
    update()
