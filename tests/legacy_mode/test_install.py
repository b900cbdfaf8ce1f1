"""Legacy mode as a whole: lazy, additive, idempotent, safe with threads, and gone without a trace."""
import threading

import pytest

from compat.programs import succeed
from flask_pymongo import compat, legacy_mode

pytestmark = pytest.mark.once_a_flask

#: What a program may see of the packages of others: the names in their modules and classes, and what is behind them.
STATE = """
    import importlib, pkgutil, sys, types, warnings

    PACKAGES = 'pymongo bson gridfs flask werkzeug jinja2 markupsafe itsdangerous click'.split()

    def load():
        '''Import everything that can be imported.'''
        warnings.simplefilter('ignore')
        for package in PACKAGES:
            for _, name, _ in pkgutil.walk_packages(importlib.import_module(package).__path__, package + '.',
                                                    onerror=lambda name: None):
                if '__main__' not in name and 'asynchronous' not in name and 'contrib' not in name:
                    try:
                        importlib.import_module(name)
                    except Exception:
                        sys.modules.pop(name, None)

    def state():
        found = {}
        for name, module in list(sys.modules.items()):
            if name.split('.')[0] not in PACKAGES or module is None:
                continue
            found[name] = id(module), type(module)
            for key, value in list(vars(module).items()):
                if key == '__warningregistry__':
                    continue
                found[name, key] = id(value)
                if isinstance(value, types.FunctionType):
                    found[name, key, '__defaults__'] = id(value.__defaults__)
                if isinstance(value, type) and value.__module__.split('.')[0] in PACKAGES:
                    for attribute, content in list(vars(value).items()):
                        if not attribute.startswith(('_abc_', '__abc')):
                            found[name, key, attribute] = id(content)
                            if isinstance(content, (classmethod, staticmethod)):
                                content = content.__func__
                            if isinstance(content, types.FunctionType):
                                found[name, key, attribute, '__defaults__'] = id(content.__defaults__)
        return found

    def difference(one, other):
        return sorted(str(key) for key in set(one) | set(other) if one.get(key) != other.get(key))
"""


def test_uninstall_leaves_no_difference(tmpdir):
    succeed(STATE + """
    from flask_pymongo import compat, legacy_mode
    load()
    before, finders = state(), list(sys.meta_path)
    for _ in range(2):
        compat.install(*legacy_mode.PARTS)
        added = difference(before, state())
        # Which of them there are depends on what is installed, but there are always some.
        assert legacy_mode.describe()
        compat.uninstall()
        assert difference(before, state()) == [], difference(before, state())
        assert sys.meta_path == finders
        assert compat.installed() == () and legacy_mode.describe() == []
    """, str(tmpdir))


def test_with_1_what_exists_stays(tmpdir):
    """The same object, or a wrapper of it that takes a parameter more; no default of a function is another one."""
    succeed(STATE + """
    from flask_pymongo import compat
    load()

    def values():
        found = {}
        for name, module in list(sys.modules.items()):
            if name.split('.')[0] in PACKAGES and module is not None:
                for key, value in list(vars(module).items()):
                    found[name, key] = value
                    if isinstance(value, type) and value.__module__.split('.')[0] in PACKAGES:
                        found.update(((name, key, attribute), content) for attribute, content in vars(value).items())
        return found

    before, functions = values(), state()
    compat.install('1')
    after = values()
    # A wrapper has defaults of its own; what it wraps is looked at below.
    for key, value in state().items():
        assert key[-1] != '__defaults__' or after[key[:-1]] is not before.get(key[:-1]) or functions[key] == value, key
    for key, value in before.items():
        now = after[key]
        while now is not value and key[1] != '__warningregistry__' and not key[-1].startswith(('_abc_', '__abc')):
            # Only what was replaced is asked: a proxy would answer for what it stands for.
            now = now.__wrapped__
    """, str(tmpdir))


def test_what_is_imported_in_legacy_mode_is_the_same_afterwards(tmpdir):
    """Names, not objects: each program has its own."""
    text = STATE + """
    %s
    import flask, flask.views, werkzeug, werkzeug.utils, jinja2, pymongo, bson, bson.json_util, gridfs, flask_pymongo
    %s
    for key in sorted(str(key) for key in state()):
        print(key)
    """
    plain = succeed(text % ('', ''), str(tmpdir))
    after = succeed(text % ('import _flask_pymongo_startup as s; s._legacy("all")',
                            'sys.modules["flask_pymongo.legacy_mode"].uninstall()'), str(tmpdir))
    assert after == plain


def test_without_legacy_mode_nothing_is_different(tmpdir):
    """With the start-up file and with the package imported, against neither."""
    text = STATE + """
    %s
    import flask, flask.views, werkzeug, jinja2, pymongo, bson, bson.json_util, gridfs
    load()
    for key in sorted(str(key) for key in state()):
        print(key)
    """
    without = succeed(text % '', str(tmpdir), FLASK_PYMONGO_STARTUP='0')
    import_first = succeed(text % 'import flask_pymongo, flask_pymongo.legacy_mode', str(tmpdir))
    assert import_first == without


def test_install_imports_nothing(tmpdir):
    succeed("""
        import sys
        packages = 'pymongo bson gridfs flask werkzeug jinja2'.split()
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy(','.join(packages) + ',pymongo-methods,defaults')
        assert sys.modules['flask_pymongo.legacy_mode'].installed()
        imported = [name for name in sys.modules if name.split('.')[0] in packages and sys.modules[name] is not None]
        assert imported == [], imported
        assert 'flask_pymongo' not in sys.modules
        import bson
        assert 'flask' not in sys.modules and 'flask_pymongo' not in sys.modules
        import flask_pymongo
        from flask_pymongo import compat
        from flask_pymongo import legacy_mode
        from flask_pymongo.compat import warn
        assert legacy_mode is sys.modules['flask_pymongo.legacy_mode'] and legacy_mode.install is compat.install
        assert warn.LegacyWarning is compat.LegacyWarning
    """, str(tmpdir))


def test_install_twice_is_once(tmpdir):
    succeed("""
        import sys
        import flask_pymongo
        from flask_pymongo import compat, legacy_mode

        def state():
            return list(sys.meta_path), [type(sys.modules[name]) for name in ('flask', 'pymongo')], [
                entry['name'] for entry in legacy_mode.describe()]
        compat.install()
        before = state()
        compat.install()
        compat.install('pymongo')
        assert state() == before
        assert len([finder for finder in sys.meta_path if type(finder).__name__ == 'LegacyFinder']) == 1
    """, str(tmpdir))


def test_parts_add_up(install_parts):
    install_parts('bson')
    assert legacy_mode.installed() == ('bson',)
    install_parts('pymongo')
    assert legacy_mode.installed() == ('pymongo', 'bson')
    assert set(entry['part'] for entry in legacy_mode.describe()) <= set(['pymongo', 'bson'])


def test_groups(install_parts):
    install_parts('1')
    assert legacy_mode.installed() == legacy_mode.table.ADDING
    install_parts('all')
    assert legacy_mode.installed() == legacy_mode.PARTS


def test_unknown_part():
    with pytest.raises(ValueError) as caught:
        legacy_mode.install('pymongo', 'flsk')
    assert "'flsk'" in str(caught.value) and 'pymongo-methods' in str(caught.value)
    assert legacy_mode.installed() == ()


def test_describe(install_parts):
    install_parts()
    from pymongo import objectid
    assert objectid.ObjectId
    entry, = [entry for entry in compat.describe()['names'] if entry['name'] == 'pymongo.objectid']
    assert entry == {'name': 'pymongo.objectid', 'part': 'pymongo', 'how': 'module', 'modern': 'bson.objectid',
                     'uses': 1}


def test_what_does_not_exist_stays_so(install_parts):
    import flask
    import pymongo
    install_parts()
    for module in (flask, pymongo):
        assert not hasattr(module, 'nonsense') and getattr(module, 'nonsense', 3) == 3
        with pytest.raises(AttributeError) as caught:
            module.nonsense  # noqa: B018
        assert 'nonsense' in str(caught.value)
    with pytest.raises(ImportError):
        from pymongo import nonsense  # noqa: F401
    with pytest.raises(ImportError):
        import pymongo.nonsense  # noqa: F401


def test_the_module_says_of_itself_what_it_did(tmpdir):
    text = """
        import sys
        %s
        import flask, pymongo.errors, bson
        for module in (flask, pymongo, pymongo.errors, bson):
            spec = getattr(module, '__spec__', None)
            print(module.__name__, getattr(spec, 'name', None), type(module.__loader__).__name__
                  if hasattr(module, '__loader__') else None, type(getattr(spec, 'loader', None)).__name__)
            print(module.__file__, module.__package__, sorted(getattr(module, '__path__', [])), repr(module))
    """
    plain = succeed(text % '', str(tmpdir))
    assert succeed(text % 'import _flask_pymongo_startup as s; s._legacy("1")', str(tmpdir)) == plain


def test_reload(tmpdir):
    succeed("""
        import sys
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('1')
        import pymongo
        try:
            from importlib import reload
        except ImportError:
            pass
        first = pymongo.Connection
        assert reload(pymongo) is pymongo
        assert pymongo.Connection is first
    """, str(tmpdir))


def test_threads(tmpdir):
    """Some install, some import, some use: nobody waits for ever, everybody finds everything."""
    succeed("""
        import sys, threading
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('bson')
        install = sys.modules['flask_pymongo.legacy_mode'].install
        errors = []
        begin = threading.Event()

        def run(work):
            begin.wait()
            try:
                work()
            except BaseException as error:
                errors.append(error)

        def use():
            install()
            from pymongo.objectid import ObjectId
            from pymongo import Connection
            import bson.objectid
            assert ObjectId is bson.objectid.ObjectId and Connection

        def other():
            # In the order of the others: packages of circular imports do not stand two ways in.
            import pymongo, flask, gridfs, jinja2, werkzeug
            flask.Flask

        threads = [threading.Thread(target=run, args=(work,)) for work in [install, use, other] * 5]
        for thread in threads:
            thread.start()
        begin.set()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        assert errors == [], errors
        finders = [type(finder).__name__ for finder in sys.meta_path]
        assert finders.count('LegacyFinder') == 1
        counted = dict((entry['name'], entry['uses']) for entry in
                       sys.modules['flask_pymongo.legacy_mode'].describe())
        assert counted['pymongo.objectid'] == 1, counted['pymongo.objectid']
    """, str(tmpdir))


@pytest.mark.parametrize('first', ['install', 'import'])
def test_nothing_is_imported_under_a_lock(first, tmpdir):
    """Who imports may wait for these locks, so who has one must not import; Python 2 has one lock for all imports."""
    out = succeed("""
        import pkgutil, sys, warnings
        try:
            import builtins
        except ImportError:
            import __builtin__ as builtins, imp
        import _flask_pymongo_startup
        warnings.simplefilter('ignore')
        _flask_pymongo_startup._legacy('bson')
        legacy_mode = sys.modules['flask_pymongo.legacy_mode']
        additions = sys.modules['flask_pymongo.legacy_mode.additions'].additions
        found, native = set(), builtins.__import__

        def watched(name, *args, **kwargs):
            if additions.lock._is_owned():
                found.add(name)
            if sys.version_info[0] == 2 and legacy_mode._lock._is_owned() and not imp.lock_held():
                found.add(name)
            return native(name, *args, **kwargs)

        def load():
            for package in ('pymongo', 'bson', 'gridfs', 'flask', 'werkzeug', 'jinja2', 'itsdangerous', 'click'):
                try:
                    __import__(package)
                except ImportError:
                    continue  # click is not there with Flask 0.10
                for _, name, _ in pkgutil.iter_modules(sys.modules[package].__path__, package + '.'):
                    if '__main__' not in name and 'contrib' not in name:
                        try:
                            __import__(name)
                        except Exception:
                            pass

        builtins.__import__ = watched
        for step in %s:
            step()
        legacy_mode.describe()
        legacy_mode.uninstall()
        legacy_mode.install()
        builtins.__import__ = native
        print(sorted(found))
    """ % {'install': "(lambda: legacy_mode.install('all'), load)",
           'import': "(load, lambda: legacy_mode.install('all'))"}[first], str(tmpdir))
    assert out == ['[]']


def test_threads_that_install_and_uninstall():
    from flask_pymongo.legacy_mode.additions import additions
    errors = []

    def work():
        try:
            for _ in range(5):
                legacy_mode.install('bson')
                legacy_mode.uninstall()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    legacy_mode.uninstall()
    assert errors == [] and legacy_mode.installed() == () and not additions.listed


def test_what_flask_pymongo_looks_for_is_no_use_of_the_application(tmpdir):
    out = succeed("""
        import warnings
        caught = []
        warnings.showwarning = lambda message, category, filename, line, *rest: caught.append(str(message).split()[0])
        warnings.simplefilter('default')
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('1')
        import pymongo.objectid
        import flask_pymongo
        from flask_pymongo import legacy_mode
        used = [entry['name'] for entry in legacy_mode.describe() if entry['uses']]
        print([name for name in caught + used if name.partition('.')[0] in legacy_mode.PARTS])
    """, str(tmpdir))
    assert out == ["['pymongo.objectid', 'pymongo.objectid']"]


def test_warnings_are_blamed_on_the_application(tmpdir):
    out = succeed("""
        import warnings
        caught = []
        warnings.showwarning = lambda message, category, filename, line, *rest: caught.append((category.__name__, line))
        warnings.simplefilter('default')
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy('1')
        from pymongo.objectid import ObjectId
        for _ in range(3):
            import pymongo.json_util
        print([line for name, line in caught if name == 'LegacyWarning'])
    """, str(tmpdir))
    assert out == ['[7, 9]']
