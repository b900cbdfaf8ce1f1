"""Names that left the standard library: each row of the part `python`, and programs of the time that need them."""
import json
import os
import platform
import sys

import pytest
from packaging.version import Version

from compat.programs import python, succeed
from flask_pymongo.legacy_mode import table

pytestmark = pytest.mark.once_a_python

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = [row for row in table.rows() if row.part == 'python']
PYTHON_2 = str is bytes
not_on_python_2 = pytest.mark.skipif(PYTHON_2, reason='Python 2 has the names itself')


def is_removed(row):
    return not PYTHON_2 and Version(platform.python_version()) >= Version(row.removed_in)


@pytest.fixture(scope='module')
def walk(tmpdir_factory):
    outcome = python([os.path.join(HERE, 'walk.py'), 'python'], str(tmpdir_factory.mktemp('walk')))
    assert outcome.status == 0, outcome
    return json.loads(outcome.out)


@pytest.mark.parametrize('row', [row for row in ROWS if not row.parameter], ids=lambda row: row.legacy_name)
def test_a_name(walk, row):
    found = walk['names'][row.legacy_name]
    if not is_removed(row):
        if found['error'] is not None or found['warnings']:
            pytest.skip('this Python does not have the name yet')
    elif row.how == 'gone':
        assert found['error'] is not None and found['warnings'] == []
    elif row.target.startswith('flask_pymongo.legacy_mode.python_elsewhere') and found['error'] is not None:
        assert 'pip install ' + row.modern.split()[-1] in found['error']
    elif row.name == '-' and row.module in walk['loaded']:
        # Another package, which reads on Python 2 too, has tried the legacy name first.
        assert found == {'error': None, 'warnings': []}
    elif not ('distutils' in row.module and found == {'error': None, 'warnings': []}):
        # Not a name of setuptools, which brings distutils along where it is installed.
        assert found == {'error': None, 'warnings': [['application.py', 1]]}


@not_on_python_2
def test_a_program_of_2013(tmpdir):
    out = succeed("""
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('python')
        import warnings
        warnings.simplefilter('ignore')
        import base64, cgi, collections, inspect, json, os, sys, threading, time, unittest
        from fractions import gcd
        from itertools import izip
        from urllib import quote, urlencode
        import string, urllib2, Queue, ConfigParser
        from email.MIMEText import MIMEText
        from HTMLParser import HTMLParser
        from distutils.version import LooseVersion, StrictVersion
        from distutils.util import strtobool
        import imp

        def view(first, second=2, *rest, **named):
            pass
        print(inspect.getargspec(view))
        print(inspect.formatargspec(*inspect.getargspec(view)))
        print(isinstance({}, collections.Mapping), gcd(12, 18), list(izip('ab', 'cd')))
        print(base64.encodestring(b'abc'), base64.decodestring(b'YWJj'), time.clock() >= 0)
        print(cgi.escape('<a "b">'), cgi.escape('"', True), cgi.parse_qs('a=1&a=2'))
        print(cgi.parse_header('text/html; charset="utf-8"'))
        print(HTMLParser().unescape('&lt;&eacute;'), quote('a b'), urlencode({'a': 'b c'}))
        print(string.join(['a', 'b']), string.upper('a'), string.letters[:2], sys.maxint == sys.maxsize)
        print(json.dumps({'a': 1}, encoding='utf-8'))
        print(json.loads(b'{"a": 1}', encoding='utf-8') == {'a': 1})
        print(threading.Thread().isAlive(), MIMEText('text').get_payload(), Queue.Queue().qsize())
        print(urllib2.URLError.__name__)
        yes = strtobool('yes')
        if 'setuptools' in strtobool.__code__.co_filename:
            yes = int(yes)  # its newest release gives True
        print(LooseVersion('1.10') > LooseVersion('1.9'), StrictVersion('1.0a1') < '1.0', yes)
        with open('loaded.py', 'w') as source:
            source.write('value = 7')
        print(imp.load_source('loaded', 'loaded.py').value, imp.reload(sys.modules['loaded']).value)
        print(imp.load_module('again', *imp.find_module('loaded', ['.'])).value, imp.new_module('x').__name__)

        class Case(unittest.TestCase):
            def test(self):
                self.assertEquals(1, 1)
                self.assert_(True)
                self.assertItemsEqual([1, 2], [2, 1])
                self.assertDictContainsSubset({'a': 1}, {'a': 1, 'b': 2})
                self.assertRaisesRegexp(ValueError, 'no', self.fail_with)

            def fail_with(self):
                raise ValueError('no')
        result = unittest.TestResult()
        unittest.makeSuite(Case).run(result)
        print(result.testsRun, result.errors, result.failures)
        parser = ConfigParser.SafeConfigParser()
        import io
        parser.readfp(io.StringIO(u'[a]\\nb = c'))
        print(parser.get('a', 'b'))
    """, str(tmpdir))
    assert out == [
        "ArgSpec(args=['first', 'second'], varargs='rest', keywords='named', defaults=(2,))",
        '(first, second=2, *rest, **named)', "True 6 [('a', 'c'), ('b', 'd')]", "b'YWJj\\n' b'abc' True",
        "&lt;a \"b\"&gt; &quot; {'a': ['1', '2']}", "('text/html', {'charset': 'utf-8'})", u'<\xe9 a%20b a=b+c',
        'a b A ab True', '{"a": 1}', 'True', 'False text 0', 'URLError', 'True True 1', '7 7', '7 x', '1 [] []', 'c']


@not_on_python_2
@not_on_python_2
def test_a_worker_of_celery(tmpdir):
    """What celery 4.3 and what it works with ask of the standard library."""
    out = succeed("""
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('python')
        import warnings
        warnings.simplefilter('ignore')
        import logging
        logging._acquireLock()
        logging._releaseLock()
        print(logging.getLogger('tasks').name)
        try:
            from importlib import metadata
        except ImportError:
            print([], True)
        else:
            print(metadata.entry_points().get('no.such.group', []),
                  'pytest' in [point.name for point in metadata.entry_points().get('console_scripts', [])])
    """, str(tmpdir))
    assert out == ['tasks', '[] True']


def test_json_in_an_encoding(install_parts):
    row, = [row for row in ROWS if row.legacy_name == 'json.loads(encoding=)']
    if not is_removed(row):
        pytest.skip('this Python takes the encoding, and ignores it')
    install_parts('python')
    assert json.loads(b'{"a": "\xe9"}', encoding='latin-1') == {'a': u'\xe9'}


@not_on_python_2
def test_generators_as_coroutines(tmpdir):
    assert succeed("""
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('python')
        import asyncio

        @asyncio.coroutine
        def inner():
            yield from asyncio.sleep(0)
            return 3

        @asyncio.coroutine
        def plain():
            return 4

        async def outer():
            return await inner() + await plain()
        print(asyncio.new_event_loop().run_until_complete(outer()))
    """, str(tmpdir)) == ['7']


@not_on_python_2
def test_modules_are_listed_and_taken_back(tmpdir):
    succeed("""
        import sys, types
        modules = 'collections inspect json os string sys threading time types unittest urllib'.split()
        import collections, inspect, json, os, string, threading, time, unittest, urllib, html.parser, gettext

        def state():
            found = {}
            for name in modules + ['html.parser', 'gettext', 'threading', 'unittest.case']:
                for key, value in vars(sys.modules[name]).items():
                    found[name, key] = id(value)
                    if isinstance(value, type):
                        found.update(((name, key, attribute), id(one)) for attribute, one in vars(value).items()
                                     if not attribute.startswith(('_abc_', '__abc')))
            return found
        import flask_pymongo
        from flask_pymongo import compat
        before, kind = state(), type(sys)
        compat.install('python')
        assert 'sys.maxint' in [entry['name'] for entry in compat.describe()['names']]
        assert state() != before
        if sys.version_info > (3, 7):
            assert type(sys) is kind is types.ModuleType
        compat.install('python')
        assert [entry for entry in compat.describe()['names'] if entry['uses']] == []
        assert sys.maxint and not hasattr(sys, 'nonsense')
        import Queue
        compat.uninstall()
        assert state() == before and not hasattr(sys, 'maxint') and 'Queue' not in sys.modules
    """, str(tmpdir))


def test_what_is_not_put_back(tmpdir):
    text = """
        import array, ssl
        from flask import *
        from pymongo import *
        brought = dir()

        def is_there(name):
            try:
                __import__(name)
            except ImportError:
                return False
            return True

        print(sorted(name for name in ('Connection', 'Markup', 'escape') if name in brought))
        print([hasattr(ssl, name) for name in ('wrap_socket', 'match_hostname')])
        print(hasattr(array.array, 'tostring'), hasattr(dict, 'has_key'))
        print([is_there(name) for name in ('StringIO', 'cStringIO', 'asyncore', 'asynchat', 'smtpd', 'imghdr',
                                           'telnetlib', 'pymongo.thread_util', 'pymongo.member')])
    """
    assert (succeed(text, str(tmpdir), '-W', 'ignore', FLASK_PYMONGO_LEGACY='all')
            == succeed(text, str(tmpdir), '-W', 'ignore'))


def test_no_name_that_exists_changes(tmpdir):
    text = """
        import collections, inspect, json, sys, threading, types, unittest, gettext, platform, imp_or_not
        for module in (collections, inspect, threading, types, unittest, gettext, platform):
            for name in sorted(vars(module)):
                if name[:2] != '__' and not isinstance(vars(module)[name], types.ModuleType):
                    print(module.__name__, name, getattr(vars(module)[name], '__module__', None))
    """
    (tmpdir / 'imp_or_not.py').write('')
    legacy = 'import _flask_pymongo_startup; _flask_pymongo_startup._legacy("python")\n'
    import textwrap
    text = textwrap.dedent(text)
    plain, ours = succeed(text, str(tmpdir)), succeed(legacy + text, str(tmpdir))
    assert [line for line in plain if line not in ours] == []


EXCEPT = 'try:\n    int("a")\nexcept ValueError, error:\n    pass\n'
#: Since then a tuple of exceptions needs no parentheses.
READS_EXCEPT = sys.version_info >= (3, 14)


@pytest.mark.skipif(not READS_EXCEPT, reason='a Python that refuses `except ValueError, error:`')
def test_except_of_python_2_that_is_no_error_of_syntax(tmpdir):
    (tmpdir / 'old.py').write(EXCEPT)
    outcome = python(['-m', 'flask_pymongo', 'run', 'old.py'], str(tmpdir))
    assert outcome.status == 1 and "NameError: name 'error' is not defined" in outcome.err


@not_on_python_2
@pytest.mark.parametrize('source, line', [
    ('import os\nprint "hello"\n', 2),
    pytest.param(EXCEPT, 3, marks=pytest.mark.skipif(READS_EXCEPT, reason='this Python reads it')),
    ('raise ValueError, "text"\n', 1), ('exec "1"\n', 1), ('x = 0777\n', 1), ('x = 10L\n', 1), ('x = 1 <> 2\n', 1),
    ('x = ur"text"\n', 1), ('x = `1`\n', 1)])
@pytest.mark.parametrize('how', ['file', 'import', 'doctor'])
def test_python_2_syntax_is_said_in_a_sentence(tmpdir, source, line, how):
    (tmpdir / 'old.py').write(source)
    (tmpdir / 'new.py').write('import old\n')
    arguments = {'file': ['run', 'old.py'], 'import': ['run', 'new.py'], 'doctor': ['doctor', 'old']}[how]
    outcome = python(['-m', 'flask_pymongo'] + arguments, str(tmpdir))
    if how == 'doctor':
        assert (outcome.status, outcome.err) == (2, ''), outcome
        place, said = 'old.py:%d: ' % line, outcome.out
    else:
        assert (outcome.status, outcome.err.count('\n')) == (1, 1), outcome
        place, said = 'old.py, line %d: ' % line, outcome.err
    assert place in said and 'modernize' in said and 'Python 2' in said
    assert sys.version_info[0] == 3
