"""What legacy mode has added to the packages of others: put there, counted, listed and taken back here."""
from __future__ import absolute_import

import sys
import threading
import warnings
from collections import OrderedDict

from .table import METHODS, PARTS

_Module = type(sys)
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
        # It imports these. Who waits for one with the lock of our package, which Python 3.15 takes for all that is in
        # it, can keep the thread that imports it from the rows it needs.
        for other in ('bson', 'pymongo', 'gridfs', 'flask'):
            __import__(other)
    __import__(name)
    return sys.modules[name]


def own_module(name):
    """A module beside this one, imported without its parents: Python 2 imports them all for an absolute name."""
    __import__(name, globals(), locals(), ['*'], 1)
    return sys.modules['%s.%s' % (_PACKAGE, name)]


def class_has(kind, name):
    """Whether a class has an attribute of its own or inherits it; a `__getattr__` of a metaclass does not count."""
    return any(name in vars(base) for base in kind.__mro__)


def lazy_kind(kind):
    """The class for a module of class `kind` that is to have lazy names. They come after all it answers itself."""
    own = getattr(kind, '__getattr__', None)

    def __getattr__(self, name):
        if own is not None:
            try:
                return own(self, name)
            except AttributeError:
                pass
        row = additions.attached.get(self.__name__, {}).get(name)
        if row is None:
            # Once more, for the error it raises.
            return kind.__getattribute__(self, name)
        # `from package import name` asks twice, first whether the name is there; and a row may stand for another.
        is_use = sys._getframe(1).f_code.co_name not in ('_handle_fromlist', 'resolve')
        return additions.value_of(row, count=is_use)

    return type('LegacyModule', (kind,), {'__getattr__': __getattr__, 'flask_pymongo_lazy': True})


LegacyModule = lazy_kind(_Module)


def _is_own_use():
    """Whether it is Flask-PyMongo itself, and no application, that has come upon a name by looking what is there."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get('__name__') or ''
        package = name.partition('.')[0]
        if name != _PACKAGE and not name.startswith(_PACKAGE + '.') and package not in _IMPORTS:
            return package == _PACKAGE.partition('.')[0]
        frame = frame.f_back
    return False


class LazyAttribute(object):
    """An attribute of a class that is a row of the table: made when it is first used, and counted."""

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
    """The books: every name added, how often it was used, and how each change is undone."""

    def __init__(self):
        self.lock = threading.RLock()
        #: From the names of modules to their lazy names: {module: {name: row}}.
        self.attached = {}
        #: From legacy names to [part, how, modern equivalent, number of uses].
        self.listed = OrderedDict()
        #: Import paths that were made, in that order.
        self.made = []
        self._undo = []
        self._values = {}
        self._wrappers = []

    # Keeping the books

    def list(self, name, part, how, modern):
        """Make `describe` list a name."""
        with self.lock:
            self.listed.setdefault(name, [part, how, modern, 0])

    def used(self, row, legacy_warning=True):
        """Count a use of a row, and issue its :class:`LegacyWarning`, blamed on the application's line.

        :param row: a row of the table, or the legacy name of one as text
        :param legacy_warning: whether to warn; False for what warns by itself
        """
        if _is_own_use():
            return
        name = getattr(row, 'legacy_name', row)
        with self.lock:
            entry = self.listed.get(name)
            if entry is not None:
                entry[3] += 1
        if legacy_warning:
            left = getattr(row, 'left', '')
            modern = getattr(row, 'modern', None) or (entry[2] if entry else '')
            # The first part of a legacy name is the package.
            sys.modules[_WARN].legacy(name, modern, left or None, name.partition('.')[0])

    def value_of(self, row, count=True):
        """What a row stands for: resolved once, with a warning.

        :param count: whether this is a use
        :raises AttributeError: if it cannot be had here, so that `hasattr` and `getattr` go on working
        """
        if row.how == 'gone':
            raise AttributeError('%s cannot be kept: %s' % (row.legacy_name, row.modern))
        value = self._values.get(row, _MISSING)
        if value is _MISSING:
            try:
                value = resolve(row.target)
            except (ImportError, AttributeError) as error:
                raise AttributeError('%s is a legacy name for %s, which is not to be had: %s' % (
                    row.legacy_name, row.target, error))
            self._values[row] = value
        # An import path has counted its import; a method of the legacy dialect warns by itself.
        if count and row.how != 'module':
            self.used(row, legacy_warning=row.part != METHODS)
        return value

    # Changes, each with its way back

    def undo(self, function):
        """Have `uninstall` call a function without arguments, the last one first."""
        with self.lock:
            self._undo.append(function)

    def add(self, owner, name, value, row=None):
        """Give a module or class an attribute that it lacks.

        :param row: the row of the table that this is for, to be listed
        :return: whether it was lacking
        """
        with self.lock:
            if class_has(owner, name) if isinstance(owner, type) else name in vars(owner):
                return False
            setattr(owner, name, value)
            self.undo(lambda: self._remove(owner, name, value))
        if row is not None:
            self.list(row.legacy_name, row.part, row.how, row.modern)
        return True

    @staticmethod
    def _remove(owner, name, value):
        if vars(owner).get(name) is value:
            delattr(owner, name)

    def wrap(self, owner, name, wrapper, row=None):
        """Put a wrapper in the place of a callable; what is there now becomes its `__wrapped__`.

        :param owner: a module or class
        :param wrapper: called with the original, returns what takes its place; or the original, which then stays
        :param row: the row of the table that this is for, to be listed
        :return: whether it was done; not if there is no such callable, or one of ours already
        """
        with self.lock:
            original = vars(owner).get(name)
            if original is None:
                return False
            originals = [before for ours, before in self._wrappers if ours is original]
            # Asked of what was there before, since a row that it does not need is not listed later either.
            native = originals[0] if originals else original
            made = wrapper(native)
            if made is native:
                return False
            if row is not None:
                self.list(row.legacy_name, row.part, row.how, row.modern)
            if originals:
                return False
            made.__wrapped__ = original
            self._wrappers.append((made, original))
            setattr(owner, name, made)
            self.undo(lambda: self._put_back(owner, name, made, original))
            return True

    @staticmethod
    def _put_back(owner, name, made, original):
        if vars(owner).get(name) is made:
            setattr(owner, name, original)

    def attach(self, name, module, rows):
        """Give a module lazy names. Asks what the module answers itself first.

        :param name: the name it is imported by
        :param rows: rows of the table, of this module and its classes
        """
        own = dict((row.attribute, row) for row in rows if not row.class_name and not row.parameter and row.attribute)
        missing = dict((key, row) for key, row in own.items() if not self._answers(module, key))
        with self.lock:
            known = self.attached.setdefault(name, {})
            known.update(missing)
        if missing:
            self._make_lazy(name, module)
        for row in sorted(missing.values()):
            if row.how != 'gone':
                self.list(row.legacy_name, row.part, row.how, row.modern)
        for row in rows:
            if row.parameter and row.how != 'gone':
                self._attach_parameter(module, row)
            elif row.class_name and row.how != 'gone':
                kind = getattr(module, row.class_name, None)
                if isinstance(kind, type):
                    self.add(kind, row.attribute, LazyAttribute(row), row)

    def _attach_parameter(self, module, row):
        if not row.target:
            return
        owner = module if not row.class_name else getattr(module, row.class_name, None)
        if owner is not None:
            self.wrap(owner, row.attribute, resolve(row.target), row)

    @staticmethod
    def _answers(module, name):
        """Whether a module has a name without us."""
        if name in vars(module):
            return True
        if type(module) not in (_Module, LegacyModule):
            # Werkzeug of that age: to ask would import what it answers with.
            return name in getattr(module, '__all__', ())
        ask = vars(module).get('__getattr__')
        if ask is None:
            return False
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # of its own legacy names it says so when the application asks
            try:
                ask(name)
            except AttributeError:
                return False
        return True

    def _make_lazy(self, name, module):
        kind = type(module)
        if hasattr(kind, 'flask_pymongo_lazy'):
            return
        lazy = LegacyModule if kind is _Module else lazy_kind(kind)
        with self.lock:
            try:
                module.__class__ = lazy
            except TypeError:
                self._make_eager(name, module)
            else:
                self.undo(lambda: setattr(module, '__class__', kind) if type(module) is lazy else None)

    def _make_eager(self, name, module):
        # Python 2, and imported before legacy mode: plain attributes, which cannot count or warn.
        for row in list(self.attached.get(name, {}).values()):
            if row.how not in ('gone', 'module'):
                try:
                    value = resolve(row.target)
                except (ImportError, AttributeError):
                    continue
                self.add(module, row.attribute, value)

    # The way back

    def take_back(self):
        """Undo everything, the last change first, and forget it."""
        with self.lock:
            changes, self._undo = self._undo, []
            wrappers, self._wrappers = self._wrappers, []
            made, self.made = self.made, []
            self.attached.clear()
            self.listed.clear()
            self._values.clear()
        for change in reversed(changes):
            change()
        packages = set(PARTS)
        for name, module in list(sys.modules.items()):
            if isinstance(module, _Module) and name.partition('.')[0] in packages:
                for attribute, value in list(vars(module).items()):
                    for wrapper, original in wrappers:
                        # The package imported it from where it was wrapped.
                        if value is wrapper:
                            setattr(module, attribute, original)
        for name in reversed(made):
            module = sys.modules.pop(name, None)
            parent, _, child = name.rpartition('.')
            if vars(sys.modules.get(parent, sys)).get(child, _MISSING) is module:
                delattr(sys.modules[parent], child)


additions = Additions()
