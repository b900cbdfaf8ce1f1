"""The start-up file: there at every start of Python, silent, cheap, and easy to switch off."""
import os
import re
import shutil

import pytest

import _flask_pymongo_startup

from .programs import python, run, succeed

pytestmark = pytest.mark.once_a_python

SITE = os.path.dirname(os.path.abspath(_flask_pymongo_startup.__file__))
NAME = '_flask_pymongo_startup'


@pytest.fixture
def folder(tmpdir):
    tmpdir.join('flask_single.py').write('name = __name__')
    return str(tmpdir)


def _read(name):
    with open(os.path.join(SITE, name), 'rb') as stream:
        return stream.read().decode('ascii')


def test_start_loads_one_module_and_prints_nothing(folder):
    text = 'import sys; sys.stdout.write(" ".join(sorted(sys.modules)))'
    on = python(['-c', text], folder)
    off = python(['-c', text], folder, FLASK_PYMONGO_STARTUP='0')
    assert (on.status, on.err, off.status, off.err) == (0, '', 0, ''), (on, off)
    assert on.out == off.out
    bare = python(['-S', '-c', 'import os;' + text], folder)
    ours = [name for name in set(on.out.split()) - set(bare.out.split()) if 'flask' in name or 'mongo' in name]
    assert ours == [NAME]


@pytest.mark.parametrize('options', [[], ['-E'], ['-s'], ['-B', '-O']])
def test_one_finder_at_start(folder, options):
    text = 'import sys; print([f for f in sys.meta_path if f is sys.modules.get(%r)])' % NAME
    outcome = python(options + ['-c', text], folder)
    assert outcome.out.count(NAME + '.py') == 1 and outcome.err == '', outcome


def test_switched_off(folder):
    succeed("""
        import sys
        assert sys.modules['_flask_pymongo_startup'] not in sys.meta_path
        import flask, os
        if not os.path.isdir(os.path.join(os.path.dirname(flask.__file__), 'ext')):
            try:
                import flask.ext
            except ImportError as error:
                pass
            else:
                raise AssertionError('imported')
        import flask_pymongo, flask.ext.pymongo
        assert flask.ext.pymongo is flask_pymongo
    """, folder, FLASK_PYMONGO_STARTUP='0')


@pytest.mark.parametrize('value', ['', '1'])
def test_other_values_leave_it_on(folder, value):
    succeed('import flask.ext.single', folder, FLASK_PYMONGO_STARTUP=value)


def test_start_imports_only_os_and_sys():
    source = _read(NAME + '.py')
    assert re.findall(r'^(?:import|from) .*$', source, re.M) == ['from os import environ',
                                                                 'from sys import meta_path, modules']


def test_waits_until_flask_ext_is_asked_for(folder):
    succeed("""
        import flask, json, sys

        def ours():
            return [getattr(f, '__name__', type(f).__module__) for f in sys.meta_path
                    if type(f).__name__ in ('FlaskExtFinder', 'module')]

        assert ours() == ['_flask_pymongo_startup']
        import flask.ext.single
        assert ours() == ['flask_pymongo.compat.exthook']
        assert 'flask_pymongo' not in sys.modules and 'pymongo' not in sys.modules
        first = sys.meta_path[:]
        import flask_pymongo
        assert sys.meta_path == first
    """, folder)


def test_boot_twice(folder):
    succeed("""
        import sys, _flask_pymongo_startup as startup
        before = sys.meta_path[:]
        startup.boot()
        assert sys.meta_path == before
        import flask.ext.single
        before = sys.meta_path[:]
        startup.boot()
        assert sys.meta_path == before
    """, folder)


def test_explicit_import_replaces_the_place_holder(folder):
    succeed("""
        import sys
        before = len(sys.meta_path)
        import flask_pymongo
        from flask_pymongo.compat import exthook
        assert [type(f).__module__ for f in sys.meta_path if type(f).__name__ == 'FlaskExtFinder'] == [exthook.__name__]
        assert sys.modules['_flask_pymongo_startup'] not in sys.meta_path
    """, folder)


def test_pth_is_one_guarded_import_line():
    line = _read('flask_pymongo.pth')
    assert line.count('\n') == 1 and line.startswith('import sys;') and len(line) < 120
    compile(line, 'flask_pymongo.pth', 'exec')


def test_start_names_a_callable():
    module, _, function = _read('flask_pymongo.start').strip().partition(':')
    assert module == NAME
    assert callable(getattr(_flask_pymongo_startup, function))


@pytest.mark.parametrize('damage', ["sys.modules['_flask_pymongo_startup'] = None",
                                    "sys.modules.pop('_flask_pymongo_startup'); sys.meta_path = ()",
                                    "sys.path[:] = []; sys.modules.pop('_flask_pymongo_startup')"])
def test_pth_line_is_silent_when_half_of_the_install_is_gone(folder, damage):
    outcome = run('import sys\n%s\n%s' % (damage, _read('flask_pymongo.pth')), folder)
    assert (outcome.status, outcome.out, outcome.err) == (0, '', ''), outcome


def test_without_the_package_flask_ext_is_an_ordinary_import_error(folder):
    succeed("""
        import os, sys
        import _flask_pymongo_startup as startup
        assert startup in sys.meta_path
        startup._package = lambda: os.path.join(os.path.dirname(os.path.abspath(__file__)), 'absent')
        import flask
        if not os.path.isdir(os.path.join(os.path.dirname(flask.__file__), 'ext')):
            try:
                import flask.ext
            except ImportError as error:
                assert 'ext' in str(error)
            else:
                raise AssertionError('imported')
    """, folder)


def test_a_copy_apart_finds_the_package(folder):
    """As in an editable installation, which keeps a copy beside the .pth file: so that never imports what is gone."""
    shutil.copy(os.path.join(SITE, NAME + '.py'), folder)
    succeed("""
        import os, sys
        sys.meta_path.remove(sys.modules.pop('_flask_pymongo_startup'))
        import _flask_pymongo_startup as startup
        assert os.path.dirname(os.path.abspath(startup.__file__)) == os.path.dirname(os.path.abspath(__file__))
        assert startup in sys.meta_path
        import flask.ext.single
        assert 'flask_pymongo' not in sys.modules and 'pymongo' not in sys.modules
    """, folder)
