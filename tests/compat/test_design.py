"""docs/design.rst, docs/bases.rst and CONTRIBUTING.rst say what is there."""
import os
import re

import pymongo
import pytest

import bases_page

from .test_house import NAMES, ROOT, text_of

PAGES = ['docs/design.rst', 'CONTRIBUTING.rst']
VERSION = bases_page.series(pymongo.version)
each_page = pytest.mark.parametrize('page', PAGES)
#: In the map, a name alone or several with commas between, then what they are.
ENTRY = re.compile(r'( *)((?:[\w.-]+/?)(?:, [\w.-]+)*)(?:  |$)')


def entries():
    """The paths in the tree of docs/design.rst."""
    tree = text_of('docs/design.rst').partition('The tree\n')[2].partition('::\n\n')[2].partition('\n\n')[0]
    folders = []
    for line in tree.splitlines():
        blanks, names = ENTRY.match(line).groups()
        del folders[len(blanks) // 4 - 1:]
        for name in names.split(', '):
            yield '/'.join(folders + [name.rstrip('/')])
        if names.endswith('/'):
            folders.append(names.rstrip('/'))


def test_the_map_names_what_is_there():
    listed = list(entries())
    assert len(listed) > 80
    assert [path for path in listed if not os.path.exists(os.path.join(ROOT, path))] == []


def test_each_module_is_on_the_map():
    """The modules of legacy mode need not be: they are named after the packages whose names they hold."""
    folders = set(os.path.dirname(path) for path in entries()) - set(['flask_pymongo/legacy_mode'])
    modules = [name for name in NAMES if os.path.dirname(name) in folders
               and not re.search(r'(legacy|modern)/__init__\.py$', name)]
    assert sorted(set(modules) - set(entries())) == [], 'give it a line in docs/design.rst'


@each_page
def test_paths_exist(page):
    text = text_of(page)
    named = [word for code in re.findall('``([^`]+)``', text) for word in code.split()]
    named = set(word for word in named if re.match(r'[\w.]+(/[\w.-]+)+$', word) or re.match(r'[A-Z_]+\.rst$', word))
    named = set(word for word in named if not word.startswith(('.tox/', 'docs/_build/')))
    links = set(os.path.normpath(os.path.join(os.path.dirname(page), link)) for link in re.findall('<([^>]+)>`_', text))
    assert len(named) > 5
    assert sorted(path for path in named | links if not os.path.exists(os.path.join(ROOT, path))) == []


@each_page
def test_commands_of_make_exist(page):
    targets = set(re.findall('``make ([a-z]+)', text_of(page)))
    assert len(targets) > 3
    assert sorted(targets - set(re.findall('^([a-z]+):', text_of('Makefile'), re.MULTILINE))) == []


@pytest.mark.parametrize('name', bases_page.WRAPPERS)
def test_bases_are_those_of_the_page(name):
    listed = bases_page.read(text_of('docs/bases.rst'))
    if (name, VERSION) not in listed:
        pytest.skip('no row of the matrix has this PyMongo')
    found = dict(bases_page.installed_bases())
    assert listed[name, VERSION] == found[name], "make row ROW='*' and make bases write the page anew"
