"""The rules of the house, checked on the sources and on what an import does."""
import ast
import glob
import inspect
import os
import re

import pytest

import flask_pymongo
from flask_pymongo import compat, helpers, wrappers

from .programs import run, succeed

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = os.path.join(ROOT, 'flask_pymongo')
SOURCES = sorted(os.path.join(folder, name) for folder, _, names in os.walk(PACKAGE) for name in names
                 if name.endswith('.py'))
NAMES = [os.path.relpath(path, ROOT).replace(os.sep, '/') for path in SOURCES]



def each_source(test):
    """Mark: a rule of the sources, which can differ only where another Python reads them."""
    return pytest.mark.once_a_major(pytest.mark.parametrize('name', NAMES)(test))


def text_of(name):
    with open(os.path.join(ROOT, name), 'rb') as stream:
        return stream.read().decode('utf-8')


def tree_of(name):
    with open(os.path.join(ROOT, name), 'rb') as stream:
        return ast.parse(stream.read(), name)


def nodes(name, *kinds):
    kinds = tuple(getattr(ast, kind) for kind in kinds if hasattr(ast, kind))
    return [node for node in ast.walk(tree_of(name)) if isinstance(node, kinds)]


def mentioned(node):
    """The names and attributes in an expression."""
    found = [sub.id for sub in ast.walk(node) if isinstance(sub, ast.Name)]
    return found + [sub.attr for sub in ast.walk(node) if isinstance(sub, ast.Attribute)]


# The sources

def test_the_sources_are_those_of_the_package():
    installed = os.path.dirname(os.path.abspath(flask_pymongo.__file__))
    found = glob.glob(os.path.join(installed, '*.py')) + glob.glob(os.path.join(installed, 'compat', '*.py'))
    assert sorted(os.path.relpath(path, os.path.dirname(installed)).replace(os.sep, '/') for path in found) == [
        name for name in NAMES if name.count('/') < 2 or name.startswith('flask_pymongo/compat/')
        and name.count('/') == 2]


VERSION = re.compile('^(PYMONGO|Version|version_tuple|version_info|__version__)$')
LITERAL = re.compile(r'^\d+\.\d+(\.\d+)*$')


def compares_versions(node):
    if any(VERSION.match(name) for name in mentioned(node)):
        return True
    for side in [node.left] + node.comparators:
        # Numbers and text are nodes of their own kinds up to 3.7, and constants since.
        value = getattr(side, {'Str': 's', 'Num': 'n', 'Constant': 'value'}.get(type(side).__name__, ''), None)
        if isinstance(value, float) or LITERAL.match(str(value)):
            return True
    return False


@each_source
def test_versions_are_compared_in_one_module_only(name):
    compared = [node.lineno for node in nodes(name, 'Compare') if compares_versions(node)]
    imported = [node.lineno for node in nodes(name, 'ImportFrom', 'Import')
                if getattr(node, 'module', None) and node.module.startswith('packaging')
                or any(alias.name.startswith('packaging') for alias in node.names)]
    if name == 'flask_pymongo/compat/versions.py':
        assert compared and imported
    else:
        assert (compared, imported) == ([], [])


@each_source
def test_no_version_of_python_is_asked(name):
    assert not re.search(r'version_info|hexversion|python_version', text_of(name))


@each_source
def test_no_mangled_names(name):
    """A name like `_Collection__x` is the driver's secret."""
    assert re.findall(r'(?<![A-Za-z0-9_])_+[A-Z][A-Za-z0-9]*__[a-z]\w*', text_of(name)) == []


def imports(name):
    """The modules that a source imports, and `module.name` of what it takes from them."""
    for node in nodes(name, 'Import'):
        for alias in node.names:
            yield alias.name
    for node in nodes(name, 'ImportFrom'):
        if not node.level:
            yield node.module
            for alias in node.names:
                yield '%s.%s' % (node.module, alias.name)


def imported_modules(name):
    """The modules of the package that a source imports, as paths without their ending."""
    folder = name.split('/')[:-1]
    for node in nodes(name, 'ImportFrom'):
        if node.level:
            base = folder[:len(folder) - node.level + 1]
        elif (node.module or '').split('.')[0] == 'flask_pymongo':
            base = []
        else:
            continue
        base = base + (node.module or '').split('.') if node.module else base
        yield '/'.join(base)
        for alias in node.names:
            yield '/'.join(base + [alias.name])


#: Which room must not know of which. What both dialects share stands in `compat` itself.
WALLS = (
    ('flask_pymongo/compat/legacy/', 'flask_pymongo/compat/modern'),
    ('flask_pymongo/compat/modern/', 'flask_pymongo/compat/legacy'),
    ('flask_pymongo/compat/legacy/', 'flask_pymongo/compat/pymongo'),
    ('flask_pymongo/compat/modern/', 'flask_pymongo/compat/pymongo'),
    ('flask_pymongo/compat/', 'flask_pymongo/wrappers'),
    ('flask_pymongo/compat/', 'flask_pymongo/extension'),
    ('flask_pymongo/compat/', 'flask_pymongo/settings'),
    ('flask_pymongo/compat/', 'flask_pymongo/files'),
    ('flask_pymongo/compat/', 'flask_pymongo/file_headers'),
    ('flask_pymongo/compat/', 'flask_pymongo/file_uploads'),
    ('flask_pymongo/compat/', 'flask_pymongo/helpers'),
)


@each_source
def test_imports_go_one_way(name):
    forbidden = [kept_out for room, kept_out in WALLS if name.startswith(room)]
    assert [module for module in imported_modules(name) if any(
        module == kept_out or module.startswith((kept_out + '/', kept_out + '2', kept_out + '3'))
        for kept_out in forbidden)] == []


def test_what_the_dialects_share_imports_neither():
    shared = [name for name in NAMES if name.startswith('flask_pymongo/compat/') and name.count('/') == 2
              and not name.endswith(('/__init__.py', '/pymongo2.py', '/pymongo3.py'))]
    assert len(shared) > 15
    dialects = ('flask_pymongo/compat/legacy', 'flask_pymongo/compat/modern')
    assert [(name, module) for name in shared for module in imported_modules(name)
            if module.startswith(dialects)] == []


@each_source
def test_no_private_modules_of_others(name):
    of_others = [module for module in imports(name) if module.split('.')[0] in ('pymongo', 'bson', 'gridfs', 'flask',
                                                                                'werkzeug')]
    private = [module for module in of_others if re.search(r'\.(synchronous|asynchronous|_\w+)', module)]
    assert private == []
    assert not re.search(r'pymongo\.(a?synchronous|_\w+)', text_of(name))


@each_source
def test_what_python_2_and_3_cannot_both_read(name):
    assert nodes(name, 'AnnAssign', 'AsyncFunctionDef', 'JoinedStr', 'NamedExpr', 'Nonlocal', 'Match', 'YieldFrom',
                 'Await', 'Print', 'Exec', 'Repr', 'TypeAlias') == []
    for node in nodes(name, 'FunctionDef', 'Lambda'):
        arguments = node.args
        assert not getattr(arguments, 'kwonlyargs', []) and not getattr(arguments, 'posonlyargs', []), node.lineno
        assert getattr(node, 'returns', None) is None, node.lineno
        every = list(arguments.args) + [arguments.vararg, arguments.kwarg]
        assert all(getattr(argument, 'annotation', None) is None for argument in every), node.lineno
    for node in nodes(name, 'Raise'):
        assert getattr(node, 'cause', None) is None, node.lineno
    for node in nodes(name, 'ClassDef'):
        assert not getattr(node, 'keywords', []), node.lineno
        assert node.bases, '%s is of the old kind on Python 2' % node.name


@each_source
def test_no_super_without_arguments(name):
    calls = [node.lineno for node in nodes(name, 'Call')
             if isinstance(node.func, ast.Name) and node.func.id == 'super' and not node.args]
    assert calls == []


@pytest.mark.once_a_python
@pytest.mark.parametrize('name', [name for name in NAMES if name != 'flask_pymongo/compat/uri.py'])
def test_driver_objects_are_not_asked_for_their_truth(name):
    objects = ('collection', 'database', 'db', 'client', 'cx')

    def names_one(node):
        if isinstance(node, ast.Attribute):
            # The parts of a URI are text.
            return node.attr in objects and getattr(node.value, 'id', None) != 'parts'
        return isinstance(node, ast.Name) and node.id in objects

    asked = [node.test for node in nodes(name, 'If', 'While', 'IfExp', 'Assert')]
    asked += [value for node in nodes(name, 'BoolOp') for value in node.values]
    asked += [node.operand for node in nodes(name, 'UnaryOp') if isinstance(node.op, ast.Not)]
    assert [node.lineno for node in asked if names_one(node)] == []


@each_source
def test_no_leftovers(name):
    assert not re.search(r'\b(TODO|FIXME|XXX|pdb)\b', text_of(name))
    # On Python 2 it is a statement, with or without brackets; that a test above looks for.
    assert [node.lineno for node in nodes(name, 'Name') if node.id == 'print'] == []


@each_source
def test_no_global_filter_of_warnings(name):
    calls = [node.func.attr for node in nodes(name, 'Call') if isinstance(node.func, ast.Attribute)]
    if 'simplefilter' in calls or 'filterwarnings' in calls:
        assert 'catch_warnings' in calls
    assert 'resetwarnings' not in calls


# Documentation

@each_source
def test_modules_and_public_classes_have_a_docstring(name):
    tree = tree_of(name)
    assert ast.get_docstring(tree)
    public = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith('_')]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def _documentation(kind, name):
    """The docstring of a method, its own or that of what it takes the place of."""
    for base in kind.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            text = getattr(getattr(found, '__func__', found), '__doc__', None)
            if text:
                return text
    return None


PUBLIC = [getattr(module, name) for module in (flask_pymongo, wrappers, helpers, compat) for name in module.__all__]
CLASSES = sorted(set(public for public in PUBLIC if inspect.isclass(public)
                     and public.__module__.startswith('flask_pymongo')), key=lambda kind: kind.__name__)
#: Their names are those of an interface, whose documentation is the interface's.
INTERFACES = {'BSONObjectIdConverter': ('to_python', 'to_url'), 'JSONEncoder': ('default',),
              'BSONProvider': ('default', 'dumps', 'loads')}


@pytest.mark.parametrize('kind', CLASSES, ids=lambda kind: kind.__name__)
def test_public_methods_are_documented(kind):
    assert kind.__doc__
    ours = set(name for base in kind.__mro__ if base.__module__.startswith('flask_pymongo') for name in vars(base)
               if not name.startswith('_') and (callable(vars(base)[name]) or isinstance(vars(base)[name], property)))
    undocumented = [name for name in ours if not _documentation(kind, name)]
    assert sorted(set(undocumented) - set(INTERFACES.get(kind.__name__, ()))) == []


@pytest.mark.parametrize('name', sorted(name for name in compat.__all__ if inspect.isfunction(getattr(compat, name))))
def test_public_functions_are_documented(name):
    assert getattr(compat, name).__doc__


# What an import does

OTHERS = "('pymongo', 'bson', 'gridfs', 'flask', 'werkzeug', 'jinja2')"

UNTOUCHED = """
    import sys
    import flask, werkzeug.exceptions, werkzeug.http, werkzeug.routing, pymongo, gridfs, bson.json_util
    import importlib
    for name in %r.split():
        importlib.import_module(name)

    def state():
        found = {}
        for name, module in list(sys.modules.items()):
            if module is not None and name.split('.')[0] in """ + OTHERS + """:
                for key, value in list(vars(module).items()):
                    if key == '__warningregistry__':
                        continue
                    found[name, key] = id(value)
                    if isinstance(value, type) and value.__module__.split('.')[0] in """ + OTHERS + """:
                        for attribute, content in list(vars(value).items()):
                            if not attribute.startswith(('_abc_', '__abc')):
                                found[name, key, attribute] = id(content)
        return found

    before, finders = state(), list(sys.meta_path)
    import flask_pymongo
    from flask_pymongo import compat, extension, files, helpers, settings, wrappers
    after = state()
    changed = sorted(set(before) ^ set(after)) + [key for key in before if after.get(key) != before[key]]
    assert changed == [], changed
    added = [finder for finder in sys.meta_path if finder not in finders]
    assert [type(finder).__name__ for finder in added] == ['FlaskExtFinder'], added
    assert len(sys.meta_path) == len(finders) + %d, sys.meta_path
"""


@pytest.fixture(scope='module')
def modules_of_others(tmpdir_factory):
    """The modules of others that an import of the package loads, as one text."""
    out = succeed("""
        import sys
        import flask_pymongo
        print(' '.join(sorted(name for name in sys.modules
                              if name.split('.')[0] in """ + OTHERS + """ and sys.modules[name] is not None)))
    """, str(tmpdir_factory.mktemp('modules')))
    return out[0]


@pytest.mark.parametrize('startup, finders', [('0', 1), ('1', 0)], ids=['without start-up file', 'with start-up file'])
def test_an_import_changes_no_names_of_others(tmpdir, modules_of_others, startup, finders):
    text = UNTOUCHED % (modules_of_others, finders)
    if startup == '1':
        text = '    import _flask_pymongo_startup; _flask_pymongo_startup.boot()\n' + text.lstrip('\n')
    succeed(text, str(tmpdir), FLASK_PYMONGO_STARTUP=startup)


def test_an_import_does_not_warn(tmpdir, modules_of_others):
    succeed("""
        import importlib, warnings
        for name in %r.split() + ['packaging.version']:
            importlib.import_module(name)
        warnings.simplefilter('error')
        import flask_pymongo
        from flask_pymongo import compat, extension, files, helpers, settings, wrappers
    """ % modules_of_others, str(tmpdir))


def test_an_import_is_silent(tmpdir):
    others = run('import flask, pymongo, gridfs, packaging.version', str(tmpdir))
    ours = run('import flask_pymongo', str(tmpdir))
    assert (ours.status, ours.out) == (0, '')
    assert 'flask_pymongo' not in ours.err and len(ours.err) <= len(others.err), ours


def test_an_import_starts_no_thread_and_opens_no_socket(tmpdir):
    succeed("""
        import socket, threading

        def refuse(*args, **kwargs):
            raise AssertionError('a socket')
        socket.socket.connect = refuse if not hasattr(socket, '_socketobject') else socket.socket.connect
        socket.create_connection = refuse
        import flask_pymongo
        assert threading.active_count() == 1
    """, str(tmpdir))


@pytest.mark.parametrize('name', ['MongoClient', 'Database', 'Collection'])
def test_no_protected_name_of_the_driver_is_taken(name):
    """The driver calls its own methods by them, with its own arguments."""
    taken = set()
    for kind in getattr(wrappers, name, object).__mro__:
        if kind.__module__.startswith('pymongo.'):
            taken &= set(vars(kind))
            break
        taken.update(key for key in vars(kind) if re.match('_(?!_|abc_)', key))
    assert taken == set()


def test_the_names_of_the_package(tmpdir):
    assert len(flask_pymongo.__all__) == len(set(flask_pymongo.__all__))
    assert all(hasattr(flask_pymongo, name) for name in flask_pymongo.__all__)
    out = succeed("""
        from flask_pymongo import *
        print(' '.join(sorted(name for name in dir() if not name.startswith('_'))))
    """, str(tmpdir))
    assert out[0].split() == sorted(flask_pymongo.__all__)
