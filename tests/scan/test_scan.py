"""What `scan` finds in sources, what it calls it, and what `--fix` makes of them."""
import collections
import io
import json
import os
import re
import sys
import textwrap

import pytest
from click import testing

from flask_pymongo import __main__ as commands
from flask_pymongo import flask_command, scan
from flask_pymongo.scan.program import Program

HERE = os.path.dirname(os.path.abspath(__file__))
MARK = re.compile(r'# legacy(?:: (\d+))?$')
FOLDERS = {'old': 138, 'modern': 0}


def marked(paths):
    """How many uses the comments of each line announce."""
    counts = collections.Counter()
    for path in paths:
        with io.open(path, encoding='latin-1') as source:
            for number, line in enumerate(source, 1):
                match = MARK.search(line.rstrip())
                if match is not None:
                    counts[os.path.basename(path), number] += int(match.group(1) or 1)
    return counts


def found(paths):
    program = Program(paths)
    assert program.unreadable == []
    return [finding for finding, _ in program.findings()]


def sources(folder):
    return [os.path.join(HERE, folder, name) for name in sorted(os.listdir(os.path.join(HERE, folder)))
            if name.endswith('.py')]


@pytest.mark.parametrize('folder', sorted(FOLDERS))
def test_finds_each_use_and_nothing_else(folder):
    paths = sources(folder)
    assert len(paths) == 10
    counts = collections.Counter((os.path.basename(finding.file), finding.line) for finding in found(paths))
    assert counts == marked(paths)
    assert sum(counts.values()) == FOLDERS[folder]


@pytest.fixture
def write(tmpdir):
    def write(text, name='program.py'):
        path = tmpdir.join(name)
        path.write_binary(text if isinstance(text, bytes) else text.encode('utf-8'))
        return str(path)
    return write


HEAD = 'from flask_pymongo import ObjectId, PyMongo\nmongo = PyMongo()\nthings = mongo.db.things\n'


def fixed(write, text, head=HEAD):
    """The source after `--fix`, which changes nothing when it comes again."""
    path = write(head + text)
    scan.report([path], fix=True)
    with io.open(path, encoding='utf-8', newline='') as source:
        once = source.read()
    scan.report([path], fix=True)
    with io.open(path, encoding='utf-8', newline='') as source:
        assert source.read() == once
    assert once.startswith(head)
    return once[len(head):]


@pytest.mark.parametrize('before, after', [
    ("things.insert({'a': 1})", "things.insert_one({'a': 1})"),
    ("x = things.insert({'a': 1}, safe=True)", "x = things.insert_one({'a': 1}).inserted_id"),
    ("x = things.insert([{'a': n} for n in y], manipulate=True)",
     "x = things.insert_many([{'a': n} for n in y]).inserted_ids"),
    ("things.update({'a': 1}, {'$set': {'b': 2}}, multi=True)", "things.update_many({'a': 1}, {'$set': {'b': 2}})"),
    ("things.update({'a': 1}, {'$set': {'b': 2}}, True)", "things.update_one({'a': 1}, {'$set': {'b': 2}}, True)"),
    ("things.update({'a': 1}, {'b': 2}, upsert=True, w=1)", "things.replace_one({'a': 1}, {'b': 2}, upsert=True)"),
    ("x = things.update({}, {'$inc': {'n': 1}})['updatedExisting']",
     "x = (things.update_one({}, {'$inc': {'n': 1}}).matched_count > 0)"),
    ("x = things.remove({'a': 1})['n']", "x = things.delete_many({'a': 1}).deleted_count"),
    ("things.remove()", "things.delete_many({})"),
    ("things.remove({'a': 1}, multi=False)", "things.delete_one({'a': 1})"),
    ("things.remove(ObjectId(x))", "things.delete_one({'_id': ObjectId(x)})"),
    ("things.save({'_id': x, 'a': 1})", "things.replace_one({'_id': x}, {'_id': x, 'a': 1}, upsert=True)"),
    ("x = things.save({'a': 1})", "x = things.insert_one({'a': 1}).inserted_id"),
    ("x = things.find_one(y)\nthings.save(x)",
     "x = things.find_one(y)\nthings.replace_one({'_id': x['_id']}, x, upsert=True)"),
    ("things.find(spec={}, fields=['a'], timeout=False)",
     "things.find(filter={}, projection=['a'], no_cursor_timeout=True)"),
    ("x = things.find({'a': 1}).sort('a').count()", "x = things.count_documents({'a': 1})"),
    ("x = things.count()", "x = things.count_documents({})"),
    ("things.ensure_index('a', ttl=300, unique=True)", "things.create_index('a', unique=True)"),
    ("x = things.find_and_modify(query={}, update={'$inc': {'n': 1}}, new=True, fields=['n'])",
     "x = things.find_one_and_update(filter={}, update={'$inc': {'n': 1}}, return_document=True, projection=['n'])"),
    ("x = things.find_and_modify({'a': 1}, remove=True)", "x = things.find_one_and_delete({'a': 1})"),
    ("x = things.aggregate([])['result']", "x = list(things.aggregate([]))"),
    ("x = things.aggregate({'$match': {}})", "x = things.aggregate([{'$match': {}}])"),
    ("things.create_index('a', cache_for=60, unique=True)", "things.create_index('a', unique=True)"),
    ("x = mongo.db.collection_names(False)",
     "x = mongo.db.list_collection_names(filter={'name': {'$regex': r'^(?!system\\.)'}})"),
    ("x = mongo.cx.database_names()", "x = mongo.cx.list_database_names()"),
    ("x = mongo.db.connection.admin", "x = mongo.db.client.admin"),
    ("if not things: pass", "if things is None: pass"),
    ("x = things.insert({'n': things.count()})",
     "x = things.insert_one({'n': things.count_documents({})}).inserted_id"),
    ("things.insert({\n    'a': 1,  # why\n}, safe=True)  # here\n",
     "things.insert_one({\n    'a': 1,  # why\n})  # here\n"),
    ("things.insert({'a': 1})\r\nx = u'é'\r\n", "things.insert_one({'a': 1})\r\nx = u'é'\r\n"),
    ("from flask.ext.login import (  # log-in\n    LoginManager, current_user)",
     "from flask_login import (  # log-in\n    LoginManager, current_user)"),
    ("from flask import Flask, Markup as M, escape",
     "from flask import Flask\nfrom markupsafe import Markup as M, escape"),
    ("from jinja2 import contextfilter", "from jinja2 import pass_context as contextfilter"),
])
def test_fix_changes_what_is_certain(write, before, after):
    assert fixed(write, before) == after


@pytest.mark.parametrize('text', [
    # What the arguments are, nobody can see.
    'def f(x):\n    things.insert(x)', 'def f(x):\n    things.remove(x)', 'things.update({}, x())', 'things.save(x())',
    'things.insert(*x)', "things.update({}, {'$set': {}}, multi=x)",
    # It is not what an answer of 2.x is.
    "x = things.update({}, {'$set': {'a': 1}})", "x = things.update({}, {'$set': {}}, upsert=True)['n']",
    "x = things.save({'_id': 1})",
    # Writes that do not wait, or wait for others.
    "things.insert({'a': 1}, safe=False)", "things.remove({'a': 1}, w=2)",
    # It counts something else.
    'x = things.find().limit(3).count()', 'x = things.find().count(True)', "x = things.find({'$where': 'x'}).count()",
    # A comment would be lost.
    "things.insert({'a': 1},  # why\n              safe=True)",
    # It may be something else.
    'things = [] if x else things\nthings.count()',
    # The error is another one.
    'from pymongo.errors import DuplicateKeyError\nx = things.insert([{}])',
    # Only legacy calls pass documents through manipulators.
    "mongo.db.add_son_manipulator(x)\nthings.insert({'a': 1})",
])
def test_fix_leaves_alone_what_is_not(write, text):
    assert fixed(write, text) == text
    assert found([write(HEAD + text)]) != []


def test_python_2_stays_python_2(write):
    before = ("print 'n', things.count(), '\\uX \\U'\nexcept_ = `1`\ntry:\n    things.insert({'a': 1L})\n"
              "except Exception, e:\n    print >>x, e, things.insert({'a': `x`})\n")
    after = before.replace('count()', 'count_documents({})').replace("insert({'a': 1L})", "insert_one({'a': 1L})")
    # Where the call gives an id it is changed as well, and what only Python 2 reads in it stays.
    after = after.replace("insert({'a': `x`})", "insert_one({'a': `x`}).inserted_id")
    assert fixed(write, before) == after


def test_a_place_is_that_of_the_name(write):
    path = write(HEAD + "print 'é',   things.insert(\n    x)\n")
    finding, = found([path])
    assert tuple(finding) == (path, 4, 21, 'Collection.insert', 'insert_one(x).inserted_id', False)


def test_the_callers_arguments(write):
    finding, = found([write(HEAD + "def f(spec, x):\n    things.update(spec, {'$set': x}, multi=True)\n")])
    assert (finding.becomes, finding.mechanical) == ("update_many(spec, {'$set': x})", True)


def test_other_modules_of_the_program(write):
    write('from flask_pymongo import PyMongo\nmongo = PyMongo()\n', 'shared.py')
    finding, = found([write('import shared\nshared.mongo.db.things.count()\n')])
    assert finding.name == 'Collection.count'


# The command

def test_the_example_of_the_documentation(tmpdir, monkeypatch, capsys):
    with io.open(os.path.join(HERE, os.pardir, os.pardir, 'docs', 'scan.rst'), encoding='utf-8') as source:
        text = source.read().split('Of this program\n', 1)[1]
    blocks = [textwrap.dedent(block) for block in re.findall(r'\n\n((?:(?:    .*)?\n)+?)(?=\S)', text)[:2]]
    tmpdir.join('names.py').write(blocks[0].rstrip() + '\n')
    monkeypatch.chdir(tmpdir)
    assert commands.main(['scan', 'names.py']) == 1
    assert capsys.readouterr().out == blocks[1].rstrip() + '\n'


def test_status_and_text(write, capsys):
    assert commands.main(['scan', write('x = []\nx.insert(0, 1)\n')]) == 0
    assert capsys.readouterr().out == 'legacy uses: 0, mechanical: 0\n'
    path = write(HEAD + 'x = things.count()\nthings.remove(x)\n')
    assert commands.main(['scan', path]) == 1
    assert capsys.readouterr().out == (
        '%s:4:12: Collection.count becomes count_documents({})\n'
        '%s:5:8: Collection.remove becomes delete_many(x) (by hand)\nlegacy uses: 2, mechanical: 1\n' % (path, path))


def test_json(write, capsys):
    path = write(HEAD + 'things.count()\n')
    assert commands.main(['scan', '--format', 'json', path]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {'file': path, 'line': 4, 'column': 8, 'name': 'Collection.count', 'becomes': 'count_documents({})',
         'mechanical': True}]


def test_sarif(write, capsys):
    path = write(HEAD + 'things.count()\n')
    assert commands.main(['scan', '--format', 'sarif', path]) == 1
    log = json.loads(capsys.readouterr().out)
    result, = log['runs'][0]['results']
    assert log['version'] == '2.1.0'
    rule = log['runs'][0]['tool']['driver']['rules'][result['ruleIndex']]
    assert rule['id'] == result['ruleId'] == 'Collection.count'
    assert result['locations'][0]['physicalLocation']['region'] == {'startLine': 4, 'startColumn': 8}


def test_files_of_this_folder_are_named_from_it(write, monkeypatch, tmpdir, capsys):
    write('from pymongo import Connection\n')
    monkeypatch.chdir(tmpdir)
    assert commands.main(['scan', '.']) == 1
    assert capsys.readouterr().out.startswith('program.py:1:21: pymongo.Connection becomes ')


def test_the_command_of_flask(write):
    path = write(HEAD + 'things.count()\n')
    result = testing.CliRunner().invoke(flask_command.pymongo, ['scan', '--format', 'json', path])
    assert (result.exit_code, [found['name'] for found in json.loads(result.output)]) == (1, ['Collection.count'])


def test_diff_changes_nothing(write, capsys):
    path = write(HEAD + 'things.count()\n')
    assert commands.main(['scan', '--diff', path]) == 1
    out = capsys.readouterr().out
    assert '\n-things.count()\n+things.count_documents({})\n' in out
    with open(path) as source:
        assert source.read() == HEAD + 'things.count()\n'
    assert commands.main(['scan', '--fix', '--diff', path]) == 0
    assert capsys.readouterr().out == out + 'legacy uses: 0, mechanical: 0\n'


def test_a_file_that_nobody_reads_does_not_stop_the_rest(write, tmpdir, capsys):
    write('def (:\n', 'broken.py')
    path = write(HEAD + 'things.count()\n')
    assert commands.main(['scan', str(tmpdir)]) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith('%s:4:8: ' % path)
    assert captured.err.startswith('%s: ' % tmpdir.join('broken.py'))
    assert commands.main(['scan', str(tmpdir.join('nowhere'))]) == 2
    assert 'there is no %s' % tmpdir.join('nowhere') in capsys.readouterr().err


def test_other_encodings(write):
    path = write(HEAD.encode('ascii') + b"# -*- coding: utf-8 -*-\nthings.insert({'a': u'\xe9'})\n")
    scan.report([path], fix=True)
    with open(path, 'rb') as source:
        assert source.read().endswith(b"things.insert_one({'a': u'\xe9'})\n")


def test_without_the_packages_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, 'libcst', None)
    assert scan.report(['.']) == 2
    assert capsys.readouterr().err.startswith(
        "python -m flask_pymongo scan needs libcst: pip install 'Flask-PyMongo[scan]', with Python 3.9 or newer.")


def test_the_journey_of_an_old_program(write):
    """What the way out changes by hand, as its warnings say."""
    from examples.test_journey import CHANGES, OLD
    before = OLD.format(uri='mongodb://localhost/blog')
    after = before
    for old, new in CHANGES:
        after = after.replace(old, new)
    assert fixed(write, before, '') == after
