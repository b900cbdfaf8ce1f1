"""docs/if-it-does-not-start.rst and that section of README.rst: the programs fail so, and the commands help."""
import io
import os
import re
import sys
import textwrap

import pymongo
import pytest

from compat.programs import python

pytestmark = pytest.mark.python_boundary

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
#: The page has the texts of later Pythons.
SAYS_THE_SAME = sys.version_info >= (3, 10)


def sections(path, underline):
    """{title: text} of the sections of a page, the text before the first one under ''."""
    with io.open(os.path.join(ROOT, path), encoding='utf-8') as page:
        parts = re.split(r'(?m)^(\S.*)\n%s+\n' % re.escape(underline), page.read())
    return dict(zip([''] + parts[1::2], parts[::2]))


def blocks(text):
    """The indented blocks after a `::`, without their indentation."""
    return [textwrap.dedent(block).strip() for block in re.findall(r'::\n\n((?:    .*\n|\n)+)', text)]


def do(command, folder, **environ):
    """Run a command of a page, ``NAME=value python ...``."""
    words = command.partition('#')[0].split()
    while '=' in words[0]:
        name, _, value = words.pop(0).partition('=')
        environ[name] = value
    assert words.pop(0) == 'python', command
    if 'FLASK_PYMONGO_LEGACY' not in environ:
        # Only that variable needs the start-up file; the other commands do without.
        environ['FLASK_PYMONGO_STARTUP'] = '0'
    return python(['-W', 'ignore'] + words, folder, **environ)


SECTIONS = dict((title, blocks(text)) for title, text in sections('docs/if-it-does-not-start.rst', '-').items())
SYMPTOMS = sorted(title for title, found in SECTIONS.items() if title and found)


@pytest.fixture
def write(tmpdir, mongodb_uri, database_name):
    """`write(program)` writes the page's blog.py and gives its folder."""
    def write(program):
        uri = mongodb_uri.rstrip('/') + '/' + database_name
        tmpdir.join('blog.py').write(program.replace('mongodb://localhost/shop', uri) + '\n')
        return str(tmpdir)
    return write


@pytest.mark.parametrize('title', SYMPTOMS)
def test_symptom(write, title):
    program, error, commands = SECTIONS[title][:3]
    if 'pymongo.MongoClient' in program and not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has Connection only')
    folder = write(program)
    if SAYS_THE_SAME:
        plain = python(['-W', 'ignore', 'blog.py'], folder, FLASK_PYMONGO_STARTUP='0')
        # What an older Flask still has, the next line of the program may miss.
        assert plain.status == 0 or plain.err.strip().splitlines()[-1].startswith(tuple(error.splitlines()))
    # A fourth block is what the command itself answers.
    answer = ''.join(SECTIONS[title][3:])
    for command in commands.splitlines():
        outcome = do(command, folder)
        if answer and str is not bytes:
            assert outcome.status == 1 and answer in outcome.err.replace(folder + os.sep, ''), outcome
        else:
            assert outcome.status == 0, outcome


def test_the_symptoms_are_there():
    assert len(SYMPTOMS) == 10


@pytest.mark.parametrize('text', [
    sections('docs/if-it-does-not-start.rst', '-')[''], sections('README.rst', '~')['If it does not start']],
    ids=['page', 'README'])
def test_first_commands(write, text):
    folder = write('from pymongo.objectid import ObjectId\nfrom flask.ext.pymongo import PyMongo')
    commands = [line for block in blocks(text) for line in block.splitlines()]
    assert len(commands) == 3
    for command in commands:
        outcome = do(command, folder)
        # The doctor ends with 2 if there are errors, and there is one to find.
        assert outcome.status == (2 if ' doctor ' in command else 0), outcome
