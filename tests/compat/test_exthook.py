"""`flask.ext`: every form of the import as the first thing a program does; other extensions; errors; warnings."""
from __future__ import print_function

import os
import pickle
import sys

import pytest

import flask_pymongo
import flask_pymongo.wrappers
from flask_pymongo.compat import exthook
from flask_pymongo.compat.warn import LegacyWarning

from .programs import run, succeed

pytestmark = pytest.mark.once_a_flask

#: Each form of the import, and an expression for what it binds.
FORMS = [
    ('from flask.ext.pymongo import PyMongo', 'PyMongo', 'flask_pymongo.PyMongo'),
    ('import flask.ext.pymongo', 'flask.ext.pymongo', 'flask_pymongo'),
    ('import flask.ext.pymongo as p', 'p', 'flask_pymongo'),
    ('from flask.ext import pymongo', 'pymongo', 'flask_pymongo'),
    ('import flask.ext.pymongo.wrappers', 'flask.ext.pymongo.wrappers', 'flask_pymongo.wrappers'),
    ('import flask.ext.pymongo.wrappers as w', 'w', 'flask_pymongo.wrappers'),
    ('from flask.ext.pymongo import wrappers', 'wrappers', 'flask_pymongo.wrappers'),
    ('from flask.ext.pymongo.wrappers import MongoClient', 'MongoClient', 'flask_pymongo.wrappers.MongoClient'),
    ('from flask.ext.pymongo import *', 'PyMongo', 'flask_pymongo.PyMongo'),
]
IDS = [form[0] for form in FORMS]

#: Sample extensions, as they were laid out in their time.
EXTENSIONS = {
    'flask_single.py': 'name = __name__',
    'flask_both.py': 'name = __name__',
    'flask_nested/__init__.py': 'name = __name__',
    'flask_nested/inner/__init__.py': '',
    'flask_nested/inner/deep.py': 'class Deep(object): pass',
    'flask_lacking.py': 'import a_module_nobody_has',
    'flask_partial/__init__.py': 'import flask_partial.lacking',
    'flask_invalid.py': 'this is no Python',
    'flask_raising.py': 'raise ValueError("from inside")',
    'flask_importing.py': 'raise ImportError("No module named flask_importing")',
    'flask_recursive/__init__.py': 'early = 1\nfrom flask.ext.recursive import early as again\n'
                                   'from flask.ext.recursive.part import value\n',
    'flask_recursive/part.py': 'value = 2',
    'flask_hasty/__init__.py': 'from flask.ext import hasty\nraise ValueError("too early")',
    'flaskext/__init__.py': '',
    'flaskext/oldest.py': 'name = __name__',
    'flaskext/both.py': 'name = __name__',
    'flaskext/family/__init__.py': '',
    'flaskext/family/child.py': 'name = __name__',
}


@pytest.fixture(scope='module')
def folder(tmpdir_factory):
    root = tmpdir_factory.mktemp('extensions')
    for name, text in EXTENSIONS.items():
        root.join(name).write(text, ensure=True)
    return str(root)


@pytest.fixture(scope='module')
def flask_answers(folder):
    """Whether Flask, left alone, imports `flask.ext.X` here: then other extensions are its business, not ours."""
    return run('import flask.ext.single', folder, FLASK_PYMONGO_STARTUP='0').status == 0


@pytest.fixture
def ours_only(flask_answers):
    if flask_answers:
        pytest.skip("Flask's own hook answers for other extensions here")


# flask.ext.pymongo

@pytest.mark.parametrize('statement, bound, real', FORMS, ids=IDS)
def test_first_import_of_a_program(folder, statement, bound, real):
    """It binds the real object, and warns once, on its own line."""
    outcome = run("""
        import sys

        {0}
        import flask_pymongo, flask_pymongo.wrappers
        assert {1} is {2}
        for name in list(sys.modules):
            if name.startswith('flask.ext.pymongo') and sys.modules[name] is not None:
                assert sys.modules[name] is sys.modules[name.replace('flask.ext.', 'flask_')], name
        assert sys.modules['flask.ext'].pymongo is flask_pymongo
        import flask.ext.pymongo.helpers
        from flask.ext.pymongo import PyMongo
    """.format(statement, bound, real), folder, '-W', 'default')
    assert outcome.status == 0, outcome
    assert os.path.join(folder, 'program.py') + ':3: LegacyWarning: flask.ext.pymongo' in outcome.err, outcome
    assert outcome.err.count('LegacyWarning') == 1, outcome
    assert 'ExtDeprecationWarning' not in outcome.err, outcome


def test_import_after_the_real_name(folder):
    succeed("""
        import flask_pymongo.wrappers
        import flask.ext.pymongo.wrappers
        from flask.ext.pymongo.wrappers import Database
        assert flask.ext.pymongo is flask_pymongo
        assert Database is flask_pymongo.wrappers.Database
    """, folder)


def test_warning_names_the_modern_import(folder):
    outcome = run('import flask.ext.pymongo', folder, '-W', 'default')
    assert 'the modern equivalent is flask_pymongo\n' in outcome.err, outcome


def test_import_module_blames_its_caller(folder):
    outcome = run("""
        import importlib
        importlib.import_module('flask.ext.pymongo')
    """, folder, '-W', 'default')
    assert 'program.py:2: LegacyWarning' in outcome.err, outcome


def test_warning_as_error(folder):
    outcome = run("""
        import sys
        try:
            from flask.ext.pymongo import PyMongo
        except DeprecationWarning:
            assert 'flask.ext.pymongo' not in sys.modules
            assert not hasattr(sys.modules['flask.ext'], 'pymongo')
        else:
            raise AssertionError('no error')
        from flask.ext.pymongo import PyMongo
    """, folder, '-W', 'error:flask.ext.pymongo:DeprecationWarning')
    assert outcome.status == 1, outcome
    lines = outcome.err.splitlines()
    assert lines[1].endswith('program.py", line 9, in <module>'), outcome
    assert lines[-1].startswith('flask_pymongo.compat.warn.LegacyWarning: flask.ext.pymongo is a legacy name'), outcome


def test_real_module_stays_what_it_is(folder):
    succeed("""
        import flask_pymongo, flask_pymongo.wrappers

        def identity():
            names = ('__name__', '__package__', '__file__', '__path__', '__spec__', '__loader__')
            return [getattr(module, name, None) for module in (flask_pymongo, flask_pymongo.wrappers) for name in names]

        before = identity()
        import flask.ext.pymongo.wrappers
        assert identity() == before
    """, folder)


def test_names_of_the_real_module_after_a_legacy_first_import(folder):
    succeed("""
        import flask.ext.pymongo as p
        import flask.ext.pymongo.wrappers as w
        assert (p.__name__, w.__name__) == ('flask_pymongo', 'flask_pymongo.wrappers')
        if hasattr(p, '__spec__'):
            assert (p.__spec__.name, w.__spec__.name) == ('flask_pymongo', 'flask_pymongo.wrappers')
            assert p.__spec__.loader is p.__loader__
        assert p.PyMongo.__module__.startswith('flask_pymongo')
    """, folder)


def test_reload(folder):
    succeed("""
        try:
            from importlib import reload
        except ImportError:
            pass
        import flask.ext.pymongo as p, flask_pymongo, sys
        assert reload(p) is p is flask_pymongo is sys.modules['flask.ext.pymongo']
        assert p.__name__ == 'flask_pymongo'
        from flask.ext.pymongo import PyMongo
        assert PyMongo is flask_pymongo.PyMongo
        finders = [f for f in sys.meta_path if type(f).__name__ == 'FlaskExtFinder']
        assert len(finders) == 1, finders
    """, folder)


def test_pickle_knows_the_real_name():
    pickled = pickle.dumps(flask_pymongo.wrappers.Database, 2)
    assert b'flask.ext' not in pickled
    assert pickle.loads(pickled) is flask_pymongo.wrappers.Database


def test_missing_submodule(folder):
    succeed("""
        import sys
        try:
            import flask.ext.pymongo.no_such_module
        except ImportError as error:
            assert 'there is no flask_pymongo.no_such_module' in str(error) and 'flaskext' not in str(error), error
        else:
            raise AssertionError('imported')
        assert 'flask.ext.pymongo.no_such_module' not in [n for n in sys.modules if sys.modules[n] is not None]
    """, folder)


def test_missing_name(folder):
    outcome = run("""
        try:
            from flask.ext.pymongo import NoSuchName
        except ImportError as error:
            assert 'NoSuchName' in str(error), error
        else:
            raise AssertionError('imported')
    """, folder, '-W', 'always')
    assert outcome.status == 0, outcome
    assert 'ExtDeprecationWarning' not in outcome.err, outcome


def test_error_inside_flask_pymongo_passes_through_and_the_next_try_works(folder):
    succeed("""
        import sys
        sys.modules['pymongo'] = None
        try:
            import flask.ext.pymongo
        except ImportError as error:
            assert 'pymongo' in str(error) and 'flask.ext' not in str(error), error
        else:
            raise AssertionError('imported')
        assert 'flask.ext.pymongo' not in sys.modules
        del sys.modules['pymongo']
        import flask.ext.pymongo, flask_pymongo
        assert flask.ext.pymongo is flask_pymongo
    """, folder)


#: Python 3.15 can raise `_DeadlockError` where threads import a package and its modules for the first time at once,
#: whoever made them (docs/limits.rst). Flask is such a package; where it is there, nobody waits for it.
FLASK_FIRST = sys.version_info >= (3, 15)


def test_threads_get_one_module(folder):
    succeed("""
        import sys, threading
        if {0}:
            import flask
        if hasattr(sys, 'setswitchinterval'):
            sys.setswitchinterval(1e-6)
        start, seen, errors = threading.Event(), [], []

        def load(statement):
            scope = {{}}
            start.wait()
            try:
                exec(statement, scope)
            except BaseException as error:
                errors.append(error)
            seen.append(scope.get('PyMongo') or scope['p'].PyMongo)

        statements = ['from flask.ext.pymongo import PyMongo', 'import flask.ext.pymongo as p',
                      'from flask.ext import pymongo as p', 'from flask_pymongo import PyMongo']
        threads = [threading.Thread(target=load, args=(statement,)) for statement in statements * 4]
        for thread in threads: thread.start()
        start.set()
        for thread in threads: thread.join()
        assert not errors, errors
        assert len(seen) == 16 and len(set(seen)) == 1, seen
        assert seen[0].__module__.startswith('flask_pymongo')
    """.format(FLASK_FIRST), folder)


def test_flask_is_imported_before_what_it_needs(folder):
    """Two threads never come into Werkzeug's circular imports at two places: the second waits for Flask."""
    out = succeed("""
        import sys

        class Finder(object):
            def find_spec(self, fullname, path=None, target=None):
                self.find_module(fullname)

            def find_module(self, fullname, path=None):
                if fullname in ('werkzeug', 'jinja2', 'itsdangerous', 'click', 'markupsafe'):
                    print('%s %s' % (fullname, 'flask' in sys.modules))

        sys.meta_path.insert(0, Finder())
        import flask_pymongo
    """, folder)
    assert 'werkzeug True' in out and not [line for line in out if line.endswith('False')], out


def test_without_flask_an_ordinary_import_error(folder):
    succeed("""
        import sys
        sys.modules['flask'] = None
        for statement in ['import flask.ext', 'import flask.ext.pymongo', 'from flask.ext.single import name']:
            try:
                exec(statement)
            except ImportError as error:
                assert 'flask' in str(error) and 'flask_' not in str(error), error
            else:
                raise AssertionError(statement)
    """, folder)


def test_flask_is_left_alone_until_asked(folder):
    succeed("""
        import os, flask
        before = set(vars(flask))
        assert 'ext' not in before and not hasattr(flask, 'ext')
        import flask_pymongo
        assert set(vars(flask)) == before
        import flask.ext.pymongo
        # Flask's own flask.ext, where there is one, imports flask.exthook.
        assert set(vars(flask)) - before - set(['exthook']) == set(['ext'])
        own = os.path.join(os.path.dirname(flask.__file__), 'ext', '__init__.py')
        if os.path.exists(own):
            assert flask.ext.__file__.startswith(own)
        else:
            assert flask.ext.__path__ == [] and not getattr(flask.ext, '__file__', None)
    """, folder)


def test_from_flask_import_ext(folder):
    succeed("""
        from flask import ext
        import flask.ext.pymongo, flask_pymongo
        assert ext is flask.ext and ext.pymongo is flask_pymongo
    """, folder)


# Other extensions

def test_other_extensions_in_their_order(folder):
    succeed("""
        from flask.ext.single import name
        assert name == 'flask_single'
        from flask.ext import oldest
        assert oldest.name == 'flaskext.oldest'
        import flask.ext.both as both
        assert both.name == 'flask_both'
        import flask_single, flaskext.oldest, sys
        assert sys.modules['flask.ext.single'] is flask_single
        assert oldest is flaskext.oldest
    """, folder)


def test_other_extension_does_not_load_pymongo(folder):
    succeed("""
        import flask.ext.single, sys
        assert 'pymongo' not in sys.modules and 'flask_pymongo' not in sys.modules
    """, folder)


def test_nested_modules_are_the_same_objects(folder, ours_only):
    succeed("""
        from flask.ext.nested.inner.deep import Deep
        import flask_nested.inner.deep, sys
        assert Deep is flask_nested.inner.deep.Deep
        assert sys.modules['flask.ext.nested.inner'] is flask_nested.inner
        from flask.ext.family import child
        import flaskext.family.child
        assert child is flaskext.family.child
    """, folder)


def test_errors_inside_an_extension_pass_through(folder):
    succeed("""
        import sys
        for name, kind, text in [
                ('lacking', ImportError, 'a_module_nobody_has'),
                ('partial', ImportError, 'lacking'),
                ('invalid', SyntaxError, 'invalid'),
                ('raising', ValueError, 'from inside'),
                ('importing', ImportError, 'No module named flask_importing')]:
            for attempt in range(2):
                try:
                    __import__('flask.ext.' + name)
                except Exception as error:
                    assert type(error) is kind or kind is ImportError and isinstance(error, kind), (name, error)
                    assert text in str(error) and 'flaskext' not in str(error), (name, error)
                    assert (getattr(error, 'name', None) or '').find('flask.ext') == -1, (name, error)
                else:
                    raise AssertionError(name)
                assert 'flask.ext.' + name not in sys.modules, name
                assert 'flask_' + name not in sys.modules, name
    """, folder)


def test_extension_that_fails_after_importing_itself_by_the_legacy_name(folder, ours_only):
    succeed("""
        import sys
        for attempt in range(2):
            try:
                import flask.ext.hasty
            except ValueError as error:
                assert str(error) == 'too early'
            else:
                raise AssertionError('imported')
            assert 'flask.ext.hasty' not in sys.modules and 'flask_hasty' not in sys.modules
    """, folder)


def test_extension_that_imports_itself_by_the_legacy_name(folder):
    succeed("""
        import flask.ext.recursive as r, flask_recursive
        assert r is flask_recursive and (r.early, r.again, r.value) == (1, 1, 2)
    """, folder)


@pytest.mark.parametrize('statement, name', [
    ('import flask.ext.absent', 'flask.ext.absent'),
    ('from flask.ext.absent import name', 'flask.ext.absent'),
    ('import flask.ext.absent.below', 'flask.ext.absent'),
    ('from flask.ext import absent', 'flask.ext.absent' if sys.version_info[0] == 2 else 'flask_absent'),
])
def test_missing_extension_names_both_candidates(folder, ours_only, statement, name):
    succeed("""
        import sys
        try:
            {0}
        except ImportError as error:
            assert 'flask.ext.absent' in str(error), error
            assert 'flask_absent' in str(error) and 'flaskext.absent' in str(error), error
            # Python 3 swallows an error with the full name in `from flask.ext import X`.
            assert error.name == '{1}'
            assert type(error).__name__ == ('ModuleNotFoundError' if 'ModuleNotFoundError' in dir(__builtins__)
                                            else 'ImportError')
        else:
            raise AssertionError('imported')
        assert 'flask.ext.absent' not in sys.modules
    """.format(statement, name), folder)


def test_module_below_an_extension_that_is_no_package(folder):
    succeed("""
        for name in ('single', 'oldest'):
            try:
                __import__('flask.ext.%s.below' % name)
            except ImportError as error:
                assert 'below' in str(error), error
            else:
                raise AssertionError('imported')
    """, folder)


def test_flaskext_that_is_no_package(tmpdir, ours_only):
    tmpdir.join('flaskext.py').write('')
    succeed("""
        try:
            import flask.ext.absent
        except ImportError as error:
            assert 'flask_absent' in str(error) and 'flaskext.absent' in str(error), error
        else:
            raise AssertionError('imported')
    """, str(tmpdir))


def test_where_flask_answers_it_is_left_to_flask(folder, flask_answers):
    outcome = run("""
        import flask.ext.single, sys
        print([name for finder in sys.meta_path for name in getattr(finder, 'names', [])])
    """, folder)
    assert ('flask.ext.single' in outcome.out) is not flask_answers, outcome


def test_module_without_a_file(folder, ours_only):
    succeed("""
        import sys, types
        made = sys.modules['flask_made'] = types.ModuleType('flask_made')
        before = dict(vars(made))
        import flask.ext.made
        assert flask.ext.made is made
        assert dict(vars(made)) == before
    """, folder)


def test_unrelated_names_are_not_ours(folder):
    succeed("""
        for name in ('flask.extra', 'flask.extra.pymongo', 'flask.ext_pymongo', 'flask.pymongo'):
            try:
                __import__(name)
            except ImportError:
                pass
            else:
                raise AssertionError(name)
        import sys
        assert 'flask.ext' not in sys.modules and 'flask_pymongo' not in sys.modules
    """, folder)


# The finder

def test_looking_for_a_module_imports_nothing(folder):
    """Python 3 holds the lock of all imports meanwhile: an import here can wait for another thread for ever."""
    pytest.importorskip('importlib.util', reason='Python 2 has no specs')
    # A newer Flask does not load `__future__`, which imports nothing itself.
    succeed("""
        import __future__, flask, sys
        finder = sys.modules['_flask_pymongo_startup']
        assert finder in sys.meta_path
        before = set(sys.modules)
        finder.find_spec('flask.ext', flask.__path__)
        finder, = [f for f in sys.meta_path if type(f).__name__ == 'FlaskExtFinder']
        assert type(finder).__module__ == 'flask_pymongo.compat.exthook'
        for name in ('pymongo', 'pymongo.wrappers', 'single', 'oldest', 'nested', 'nested.inner', 'family.child'):
            finder.find_spec('flask.ext.' + name, [])
        assert set(sys.modules) == before, set(sys.modules) - before
    """, folder)


def test_find_spec(folder):
    pytest.importorskip('importlib.util', reason='Python 2 has no specs')
    succeed("""
        import importlib.util, sys
        spec = importlib.util.find_spec('flask.ext.pymongo')
        assert spec.name == 'flask.ext.pymongo'
        assert 'flask_pymongo' not in sys.modules
        real = importlib.util.find_spec('flask_pymongo')
        assert spec.origin == real.origin
        assert spec.submodule_search_locations == real.submodule_search_locations
        assert repr(spec)
        assert importlib.util.find_spec('flask.ext').submodule_search_locations is not None
        import flask.ext.pymongo
        assert importlib.util.find_spec('flask.ext.pymongo').name == 'flask_pymongo'
    """, folder)


def test_find_spec_of_a_missing_extension(tmpdir, ours_only):
    pytest.importorskip('importlib.util', reason='Python 2 has no specs')
    succeed("""
        import importlib.util
        try:
            importlib.util.find_spec('flask.ext.absent')
        except ImportError as error:
            assert error.name == 'flask.ext.absent'
        else:
            raise AssertionError('found')
    """, str(tmpdir))


def test_install_is_idempotent_also_over_a_reload(folder):
    succeed("""
        import sys
        from flask_pymongo.compat import exthook
        try:
            from importlib import reload
        except ImportError:
            pass
        first = exthook.install()
        before = list(sys.meta_path)
        assert first in before and exthook.installed()
        assert exthook.install() is first
        reload(exthook)
        assert exthook.install() is first
        assert sys.meta_path == before
        names = [type(finder).__name__ for finder in sys.meta_path]
        assert names.count('FlaskExtFinder') == 1
    """, folder)


def test_uninstall_leaves_nothing_and_install_works_again(folder):
    succeed("""
        import sys
        import flask_pymongo, flask_pymongo.wrappers
        from flask_pymongo.compat import exthook
        exthook.uninstall()
        assert not exthook.installed()
        import flask

        def state():
            names = sorted(name for name in sys.modules if (name + '.').startswith('flask.ext.'))
            return names, list(sys.meta_path), sorted(vars(flask)), sorted(vars(flask_pymongo))

        before = state()
        for round in range(2):
            exthook.install()
            assert exthook.installed()
            import flask.ext.pymongo.wrappers
            assert flask.ext.pymongo.wrappers is flask_pymongo.wrappers
            exthook.uninstall()
            exthook.uninstall()
            after = state()
            # Flask's own flask.ext, where there is one, belongs to Flask.
            own = [n for n in after[0] if n == 'flask.ext' and getattr(sys.modules[n], '__file__', None)]
            assert [n for n in after[0] if n not in own] == before[0], after
            if not own:
                assert after == before
            assert not hasattr(sys.modules.get('flask.ext'), 'pymongo')
            assert flask_pymongo.wrappers is sys.modules['flask_pymongo.wrappers']
    """, folder)


def test_importing_flask_pymongo_installs_the_finder(folder):
    succeed("""
        import flask_pymongo
        from flask_pymongo.compat import exthook
        assert exthook.installed()
        from flask.ext.pymongo import PyMongo
        assert PyMongo is flask_pymongo.PyMongo
    """, folder, FLASK_PYMONGO_STARTUP='0')


def test_ahead_of_flasks_own_hook(folder):
    succeed("""
        import flask.ext.pymongo, sys
        names = [type(finder).__name__ for finder in sys.meta_path]
        if 'ExtensionImporter' in names:
            assert names.index('FlaskExtFinder') < names.index('ExtensionImporter')
    """, folder)


def test_in_this_process():
    # The one test that is seen by coverage and by pytest's own import hook.
    was_installed = exthook.installed()
    exthook.uninstall()
    assert not exthook.installed()
    exthook.install()
    try:
        with pytest.warns(LegacyWarning) as caught:
            import flask.ext.pymongo.wrappers as legacy
        assert legacy is flask_pymongo.wrappers
        blamed = [record.filename for record in caught if record.category is LegacyWarning]
        assert [os.path.basename(name) for name in blamed] == ['test_exthook.py']
    finally:
        exthook.uninstall()
        if was_installed:
            exthook.install()
    assert 'flask.ext.pymongo' not in sys.modules
