"""`flask.ext.X` as a second name of the module `flask_X`, as Flask 0.8 to 0.12 had it.

One finder on `sys.meta_path`, in front of Flask's own where there is one. Importing :mod:`flask_pymongo` installs it;
after a plain install of the distribution it is there from the start of Python on.

It answers for

- ``flask.ext.pymongo`` and all below it, always: Flask's own hook loads nested modules twice on Python 3;
- ``flask.ext`` itself, where Flask has none;
- every other extension, where Flask has no hook or this Python does not ask it: ``flask_X``, then ``flaskext.X``.

The start-up file executes this source by its path, without its package, so it imports nothing of ours at the top.
Python 3 asks finders while it holds the one lock of all imports: a finder that imports what another thread is importing
waits for ever. So the finder only looks, and the loaders import; at the top stands only what Flask has loaded before.
"""
from __future__ import absolute_import

import sys
import types

try:
    from importlib.machinery import ModuleSpec, PathFinder
    from importlib.util import find_spec as _look_up
except ImportError:
    import pkgutil
    PathFinder = None
    _look_up = pkgutil.find_loader

try:
    _NotFound = ModuleNotFoundError
except NameError:
    _NotFound = ImportError

#: Flask's own hook has no find_spec; a Python whose own finders lost find_module does not ask it any more.
_FIND_MODULE_IS_ASKED = PathFinder is None or hasattr(PathFinder, 'find_module')

#: Modules whose frames stand between an import and its finder.
_IMPORTING = (__name__, '_flask_pymongo_startup', 'importlib._bootstrap', '_frozen_importlib')

_PACKAGE = 'flask.ext'
_OURS = 'flask.ext.pymongo'


def _is_in(fullname, package):
    return fullname == package or fullname.startswith(package + '.')


def _candidates(fullname):
    """The real names that may stand behind `fullname`."""
    name = fullname[len(_PACKAGE) + 1:]
    if _is_in(fullname, _OURS):
        return ['flask_' + name]
    return ['flask_' + name, 'flaskext.' + name]


def _find(name):
    """What the import system knows about a module (a module, spec or loader), without importing it; None if nothing.

    Looking first is what tells "there is no such extension" from "the extension imports something missing".
    Imports the parents of a dotted name.
    """
    if name in sys.modules:
        return sys.modules[name]
    parent = name.rpartition('.')[0]
    if parent:
        if _find(parent) is None:
            return None
        __import__(parent)
        if not hasattr(sys.modules[parent], '__path__'):
            return None
    return _look_up(name)


def _missing(fullname):
    """The error for an extension of which there is none."""
    error = _NotFound('No module named %r (there is no %s)' % (fullname, ' and no '.join(_candidates(fullname))))
    error.name = _candidates(fullname)[0] if _is_from_list() else fullname
    return error


def _flask_has_package():
    path = getattr(sys.modules.get('flask'), '__path__', [])
    if PathFinder is not None:
        return PathFinder.find_spec(_PACKAGE, path) is not None
    return any(pkgutil.get_importer(entry).find_module(_PACKAGE) is not None for entry in path)


def _flask_answers():
    return _FIND_MODULE_IS_ASKED and any(
        type(finder).__name__ == 'ExtensionImporter' and type(finder).__module__ == 'flask.exthook'
        for finder in sys.meta_path)


def _is_from_list():
    """Whether this is `from flask.ext import X`: there Python 3 drops an error whose name is the one it asked for."""
    frame = sys._getframe()
    while frame is not None and frame.f_globals.get('__name__') in _IMPORTING:
        if frame.f_code.co_name == '_handle_fromlist':
            return True
        frame = frame.f_back
    return False


class FlaskExtFinder(object):
    """The finder, for both import protocols: `find_spec`, and `find_module` of Python 2."""

    def __init__(self):
        #: What went into `sys.modules` through this finder, for `uninstall`.
        self.names = []

    def find_spec(self, fullname, path=None, target=None):
        loader = self.find_module(fullname, path)
        return loader and loader.spec()

    def find_module(self, fullname, path=None):
        if fullname == _PACKAGE:
            return None if _flask_has_package() else _PackageLoader(self)
        if not fullname.startswith(_PACKAGE + '.') or not _is_in(fullname, _OURS) and _flask_answers():
            return None
        return _AliasLoader(self, fullname)


class _PackageLoader(object):
    """Makes the empty package `flask.ext`."""

    def __init__(self, finder):
        self.finder = finder

    def spec(self):
        return ModuleSpec(_PACKAGE, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self.finder.names.append(_PACKAGE)

    def load_module(self, fullname):
        module = sys.modules[fullname] = types.ModuleType(fullname)
        module.__path__ = []
        module.__package__ = fullname
        module.__loader__ = self
        self.exec_module(module)
        return module


class _AliasLoader(object):
    """Loads the real module under its real name and hands out the very same object."""

    def __init__(self, finder, fullname):
        self.finder = finder
        self.fullname = fullname
        self.identity = {}

    def spec(self):
        """The spec, as far as it is known without importing anything."""
        spec = ModuleSpec(self.fullname, self)
        for name in _candidates(self.fullname):
            found = _find(name.partition('.')[0])
            if found is not None:
                if '.' not in name:
                    spec.origin = getattr(found, 'origin', getattr(found, '__file__', None))
                    spec.submodule_search_locations = getattr(found, 'submodule_search_locations',
                                                              getattr(found, '__path__', None))
                return spec
        raise _missing(self.fullname)

    def create_module(self, spec):
        module = self._real()
        # The import system now writes the alias over what the real module says of itself; exec_module takes it back.
        for name in ('__spec__', '__loader__', '__package__'):
            self.identity[name] = getattr(module, name, None)
        return module

    def exec_module(self, module):
        for name, value in self.identity.items():
            setattr(module, name, value)
        self.finder.names.append(self.fullname)

    def load_module(self, fullname):
        module = sys.modules[fullname] = self._real()
        self.exec_module(module)
        return module

    def _real(self):
        """The real module, imported."""
        for realname in _candidates(self.fullname):
            if _find(realname) is not None:
                break
        else:
            raise _missing(self.fullname)
        try:
            __import__(realname)
            if self.fullname == _OURS:
                from flask_pymongo.compat.warn import legacy
                legacy(_OURS, 'flask_pymongo', '1.0', 'Flask')
        except BaseException:
            # The module may have imported itself by its legacy name before it failed.
            sys.modules.pop(self.fullname, None)
            raise
        return sys.modules[realname]


def _ours():
    """Our finders on `sys.meta_path`: those of any execution of this source, and the start-up file, which is one."""
    return [finder for finder in sys.meta_path
            if (type(finder).__name__, type(finder).__module__) == ('FlaskExtFinder', __name__)
            or finder is sys.modules.get('_flask_pymongo_startup')]


def install():
    """Make `flask.ext` importable. Does nothing if it has been done.

    :return: the finder on :data:`sys.meta_path`

    .. versionadded:: 4.0
    """
    present = _ours()
    for finder in present:
        if type(finder).__module__ == __name__:
            return finder
    finder = FlaskExtFinder()
    if present:
        # In place: another thread may be walking through the list.
        sys.meta_path[sys.meta_path.index(present[0])] = finder
    else:
        sys.meta_path.insert(0, finder)
    return finder


def installed():
    """Whether `flask.ext` is answered by Flask-PyMongo (or will be, at the first import).

    .. versionadded:: 4.0
    """
    return bool(_ours())


def uninstall():
    """Take back :func:`install` and the start-up file's work, with every `flask.ext` name imported since. For tests.

    .. versionadded:: 4.0
    """
    for finder in _ours():
        sys.meta_path.remove(finder)
        for name in getattr(finder, 'names', ()):
            module = sys.modules.pop(name, None)
            parent, _, child = name.rpartition('.')
            # Deeper down the parent is the real module, which keeps its own submodule.
            if parent in ('flask', _PACKAGE) and getattr(sys.modules.get(parent), child, None) is module:
                delattr(sys.modules[parent], child)
