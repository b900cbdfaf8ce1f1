"""What legacy mode has added to other packages: this module adds, counts, lists and removes it."""
from __future__ import absolute_import

import itertools
import sys
import threading
import types
import warnings
from collections import OrderedDict

from .table import METHODS, PYTHON, rows

_PACKAGE = __name__.rpartition('.')[0]
_WARN = 'flask_pymongo.compat.warn'
_MISSING = object()
#: Packages whose frames stand between an import and the program that says it.
_IMPORTS = ('importlib', '_frozen_importlib', '_frozen_importlib_external')


def resolve(target):
    """The object that a target, ``dotted.module`` or ``dotted.module:attribute.attribute``, names; imports the module.

    :raises ImportError: if there is no such module
    :raises AttributeError: if the module has no such attribute
    """
    module, _, path = target.partition(':')
    found = own_module(module[len(_PACKAGE) + 1:]) if module.startswith(_PACKAGE + '.') else _imported(module)
    for name in path.split('.') if path else ():
        found = getattr(found, name)
    return found


def _imported(name):
    if name.partition('.')[0] == _PACKAGE.partition('.')[0]:
        # Avoids a deadlock: Python 3.15 locks the whole package while it is imported, and it imports these.
        for other in ('bson', 'pymongo', 'gridfs', 'flask'):
            __import__(other)
    __import__(name)
    return sys.modules[name]


def own_module(name):
    """Import a module beside this one; by a relative name, because Python 2 imports all parents of an absolute one."""
    __import__(name, globals(), locals(), ['*'], 1)
    return sys.modules['%s.%s' % (_PACKAGE, name)]


def innermost(function):
    """The function that is behind all its wrappers."""
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    return function


def defining_class(kind, name):
    """The class among the bases of a class that defines an attribute; None if there is none.

    What a metaclass answers by `__getattr__` does not count.
    """
    return next((base for base in kind.__mro__ if name in vars(base)), None)


def _modules_ask_getattr():
    """Whether Python asks a function `__getattr__` of a module for names that the module lacks."""
    probe = types.ModuleType('probe')
    probe.__getattr__ = lambda name: name
    return hasattr(probe, 'anything')


_MODULES_ASK_GETATTR = _modules_ask_getattr()


def _module_getattr(name, own=None):
    """A function `__getattr__` for a module with lazy names, which so keeps its class.

    :param own: the module's own function, which is asked first
    """
    def __getattr__(attribute):
        if own is not None:
            try:
                return own(attribute)
            except AttributeError:
                pass
        row = additions.lazy_names.get(name, {}).get(attribute)
        if row is None:
            raise AttributeError('module %r has no attribute %r' % (name, attribute))
        return additions.value_of(row, count=sys._getframe(1).f_code.co_name not in ('_handle_fromlist', 'resolve'))

    __getattr__.flask_pymongo_lazy = True
    return __getattr__


def lazy_module_class(kind):
    """A class for modules of class `kind` with lazy names, which are asked for after all that the module has."""
    own = getattr(kind, '__getattr__', None)

    def __getattr__(self, name):
        if own is not None:
            try:
                return own(self, name)
            except AttributeError:
                pass
        row = additions.lazy_names.get(self.__name__, {}).get(name)
        if row is None:
            # Raises the error that the module itself would raise.
            return kind.__getattribute__(self, name)
        # Not a use: `from package import name` first asks whether the name exists; `resolve` follows rows.
        is_use = sys._getframe(1).f_code.co_name not in ('_handle_fromlist', 'resolve')
        return additions.value_of(row, count=is_use)

    return type('LegacyModule', (kind,), {'__getattr__': __getattr__, 'flask_pymongo_lazy': True})


LegacyModule = lazy_module_class(types.ModuleType)


def _is_own_use():
    """Whether Flask-PyMongo itself asks, not an application."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get('__name__') or ''
        package = name.partition('.')[0]
        if name != _PACKAGE and not name.startswith(_PACKAGE + '.') and package not in _IMPORTS:
            return package == _PACKAGE.partition('.')[0]
        frame = frame.f_back
    return False


class LazyAttribute(object):
    """An attribute of a class that a row of the table describes: resolved and counted when it is used."""

    def __init__(self, row):
        self.row = row

    def _target(self):
        return additions.value_of(self.row)

    def __get__(self, instance, owner=None):
        own = getattr(instance, '__dict__', None) or {}
        if self.row.attribute in own:
            return own[self.row.attribute]
        value = self._target()
        get = getattr(type(value), '__get__', None)
        return value if get is None else get(value, instance, owner)

    def __set__(self, instance, value):
        target = self._target()
        if hasattr(type(target), '__set__'):
            type(target).__set__(target, instance, value)
        else:
            instance.__dict__[self.row.attribute] = value

    def __delete__(self, instance):
        target = self._target()
        if hasattr(type(target), '__delete__'):
            type(target).__delete__(target, instance)
        else:
            try:
                del instance.__dict__[self.row.attribute]
            except KeyError:
                raise AttributeError(self.row.attribute)


class Additions(object):
    """Every name added, how often it was used, and how to undo each change."""

    def __init__(self):
        #: Whoever holds it imports nothing: a thread that imports may wait for it, which would be a deadlock.
        self.lock = threading.RLock()
        #: {name of a module: {name: row}}
        self.lazy_names = {}
        #: {legacy name: [part, how, modern equivalent, number of uses]}
        self.listed = OrderedDict()
        #: Names of the modules that legacy mode made, in that order.
        self.made_modules = []
        self._undo = []
        self._values = {}
        self._wrappers = []

    # What describe() lists

    def list_row(self, row):
        """Make `describe` list the name of a row."""
        with self.lock:
            self.listed.setdefault(row.legacy_name, [row.part, row.how, row.modern, 0])

    def used(self, row, legacy_warning=True):
        """Count a use of a row, and issue its :class:`LegacyWarning`, blamed on the application's line.

        :param legacy_warning: False if the name itself warns
        """
        if _is_own_use():
            return
        with self.lock:
            entry = self.listed.get(row.legacy_name)
            if entry is not None:
                entry[3] += 1
        if legacy_warning:
            sys.modules[_WARN].legacy(row.legacy_name, row.modern, row.removed_in, row.package)

    def value_of(self, row, count=True):
        """The object that a row stands for; found once, warned of each time.

        :param count: whether this is a use
        :raises AttributeError: if there is none here, so that `hasattr` and `getattr` with a default work
        """
        if row.how == 'gone':
            raise AttributeError('%s cannot be kept: %s' % (row.legacy_name, row.modern))
        value = self._values.get(row, _MISSING)
        if value is _MISSING:
            try:
                value = resolve(row.target)
            except (ImportError, AttributeError) as error:
                raise AttributeError('%s is a legacy name for %s, which is not there: %s' % (
                    row.legacy_name, row.target, error))
            self._values[row] = value
        # The import of a module has been counted; a method of the legacy dialect warns itself.
        if count and row.how != 'module':
            self.used(row, legacy_warning=row.part != METHODS)
        return value

    # Changes, and how to undo them

    def on_uninstall(self, function):
        """Make `uninstall` call a function without arguments, the last one first."""
        with self.lock:
            self._undo.append(function)

    def add(self, owner, name, value, row=None):
        """Give a module or class an attribute that it lacks.

        :param row: the row of the table that this is for, to be listed
        :return: whether it was lacking
        """
        with self.lock:
            if defining_class(owner, name) if isinstance(owner, type) else name in vars(owner):
                return False
            setattr(owner, name, value)
            self.on_uninstall(lambda: self._remove(owner, name, value))
        if row is not None:
            self.list_row(row)
        return True

    @staticmethod
    def _remove(owner, name, value):
        if vars(owner).get(name) is value:
            delattr(owner, name)

    def wrap(self, owner, name, wrapper, rows=()):
        """Replace a callable by a wrapper of it, whose `__wrapped__` it becomes.

        :param owner: a module or class
        :param wrapper: called with the original; returns the wrapper, or the original if it needs none
        :param rows: the rows of the table that this is for, to be listed
        :return: whether it was replaced; not if there is no such callable but ours, or it is wrapped already
        """
        original = vars(owner).get(name)
        if original is None or isinstance(original, LazyAttribute):
            return False
        with self.lock:
            originals = [before for ours, before in self._wrappers if ours is original]
        # With the native callable: what needs no wrapper must not be listed the second time either.
        native = originals[0] if originals else original
        made = wrapper(native)
        if made is native:
            return False
        with self.lock:
            for row in rows:
                self.list_row(row)
            # Another thread may have wrapped it meanwhile.
            if originals or vars(owner).get(name) is not original:
                return False
            made.__wrapped__ = original
            self._wrappers.append((made, original))
            setattr(owner, name, made)
            self.on_uninstall(lambda: self._put_back(owner, name, made, original))
        return True

    @staticmethod
    def _put_back(owner, name, made, original):
        if vars(owner).get(name) is made:
            setattr(owner, name, original)

    def replace(self, owner, name, value):
        """Give a module or class another value for an attribute that it has or inherits; for defaults only."""
        with self.lock:
            before = vars(owner).get(name, _MISSING)
            setattr(owner, name, value)
            self.on_uninstall(lambda: self._restore(owner, name, value, before))

    @staticmethod
    def _restore(owner, name, value, before):
        if vars(owner).get(name) is value:
            if before is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)

    def replace_default(self, function, before, after, parameter=None):
        """Give the parameters of a function that have one default another one; the function stays the same object.

        :param parameter: the name of the only parameter to look at
        :return: whether there was such a parameter
        """
        function = innermost(function)
        with self.lock:
            native = getattr(function, '__defaults__', None) or ()
            if not native:  # as of a function in C
                return False
            names = function.__code__.co_varnames[:function.__code__.co_argcount][-len(native):]
            changed = tuple(after if value is before and parameter in (None, name) else value
                            for name, value in zip(names, native))
            if all(one is other for one, other in zip(changed, native)):
                return False
            function.__defaults__ = changed
            self.on_uninstall(lambda: setattr(function, '__defaults__', native))
            return True

    def add_rows(self, name, module, rows):
        """Add what rows of the table say to a module, as far as the module lacks it.

        :param name: the name it is imported by
        :param rows: rows of the table, of this module and its classes
        """
        own = dict((row.attribute, row) for row in rows if not row.class_name and not row.parameter and row.attribute)
        missing = dict((key, row) for key, row in own.items() if not self._answers(module, key))
        with self.lock:
            known = self.lazy_names.setdefault(name, {})
            known.update(missing)
        if missing:
            self._make_lazy(name, module)
        for row in sorted(missing.values()):
            if row.how != 'gone':
                self.list_row(row)
        kept = [row for row in rows if row.how != 'gone']
        # One wrapper takes all parameters of a callable.
        for (class_name, attribute, target), of_callable in itertools.groupby(
                (row for row in kept if row.parameter), lambda row: (row.class_name, row.attribute, row.target)):
            owner = module if not class_name else getattr(module, class_name, None)
            if isinstance(owner, type):
                owner = defining_class(owner, attribute)
            if owner is not None and target:
                self.wrap(owner, attribute, resolve(target), list(of_callable))
        for row in kept:
            kind = getattr(module, row.class_name, None) if row.class_name and not row.parameter else None
            if isinstance(kind, type):
                self.add(kind, row.attribute, LazyAttribute(row), row)

    @staticmethod
    def _answers(module, name):
        """Whether a module has a name without us."""
        if name in vars(module):
            return True
        if type(module) not in (types.ModuleType, LegacyModule):
            # Werkzeug 0.x is lazy itself: to ask would import what it answers with.
            return name in getattr(module, '__all__', ())
        ask = vars(module).get('__getattr__')
        if hasattr(ask, 'flask_pymongo_lazy'):
            ask = getattr(ask, '__wrapped__', None)
        if ask is None:
            return False
        with warnings.catch_warnings():
            # The module itself warns when the application asks.
            warnings.simplefilter('ignore')
            try:
                ask(name)
            except AttributeError:
                return False
        # Some keep what they were asked for: `collections` of Python 3.7 to 3.9.
        vars(module).pop(name, None)
        return True

    def _make_lazy(self, name, module):
        kind = type(module)
        if hasattr(kind, 'flask_pymongo_lazy'):
            return
        # Programs take the class of modules from one of these, as `type(sys)`.
        of_python = any(row.part == PYTHON for row in self.lazy_names[name].values())
        if of_python and _MODULES_ASK_GETATTR:
            self.wrap(module, '__getattr__', lambda own: _module_getattr(name, own))
            self.add(module, '__getattr__', _module_getattr(name))
            return
        lazy = LegacyModule if kind is types.ModuleType else lazy_module_class(kind)
        try:
            module.__class__ = lazy
        except TypeError:
            self._make_eager(name, module)
        else:
            self.on_uninstall(lambda: setattr(module, '__class__', kind) if type(module) is lazy else None)

    def _make_eager(self, name, module):
        # On Python 2 a module keeps its class: it gets plain attributes, which cannot count or warn.
        for row in list(self.lazy_names.get(name, {}).values()):
            if row.how not in ('gone', 'module'):
                try:
                    value = resolve(row.target)
                except (ImportError, AttributeError):
                    continue
                self.add(module, row.attribute, value)

    def undo_all(self):
        """Undo every change, the last one first."""
        with self.lock:
            changes, self._undo = self._undo, []
            wrappers, self._wrappers = self._wrappers, []
            made, self.made_modules = self.made_modules, []
            self.lazy_names.clear()
            self.listed.clear()
            self._values.clear()
        for change in reversed(changes):
            change()
        packages = set(row.real_module.partition('.')[0] for row in rows())
        originals = dict((id(wrapper), original) for wrapper, original in wrappers)
        for name, module in list(sys.modules.items()):
            if isinstance(module, types.ModuleType) and name.partition('.')[0] in packages:
                for attribute, value in list(vars(module).items()):
                    if id(value) in originals:
                        # A module that has imported the wrapper.
                        setattr(module, attribute, originals[id(value)])
        for name in reversed(made):
            module = sys.modules.pop(name, None)
            parent, _, child = name.rpartition('.')
            if vars(sys.modules.get(parent, sys)).get(child, _MISSING) is module:
                delattr(sys.modules[parent], child)


additions = Additions()
