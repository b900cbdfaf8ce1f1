"""What the parts share: rows of the table by their names, and whether a class has something without us."""
from __future__ import absolute_import

from .additions import LazyAttribute, additions
from .table import rows

_by_name = {}


def row_of(name):
    """The row of the table whose legacy name this is.

    :raises KeyError: if there is none
    """
    if not _by_name:
        for row in rows():
            _by_name[row.legacy_name] = row
    return _by_name[name]


def enlist(*names):
    """Make `describe` list these legacy names, which a wrapper keeps."""
    for name in names:
        row = row_of(name)
        additions.list(name, row.part, row.how, row.modern)


def used(name):
    """Count and warn of the use of a legacy name that a wrapper keeps."""
    additions.used(row_of(name))


def is_native(kind, name):
    """Whether a class has, or inherits, an attribute that we did not put there."""
    return any(name in vars(base) and not isinstance(vars(base)[name], LazyAttribute) for base in kind.__mro__)


def owner_of(kind, name):
    """The class, of those that a class derives from, that an attribute stands in; None if there is none."""
    for base in kind.__mro__:
        if name in vars(base):
            return base
    return None


def takes(function, parameter):
    """Whether a function written in Python has a parameter of this name."""
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    code = getattr(function, '__code__', None)
    if code is None:
        return False
    return parameter in code.co_varnames[:code.co_argcount + getattr(code, 'co_kwonlyargcount', 0)]


def renamed(legacy_name, function, names, always=()):
    """A wrapper of a function that takes keywords by their earlier names, too.

    :param legacy_name: of the function, as in the table
    :param names: {earlier name: present name}
    :param always: earlier names that the function may take, but has no use for
    """
    missing = dict((old, new) for old, new in names.items() if old in always or not takes(function, old))
    if not missing:
        return function

    def wrapper(*args, **kwargs):
        for old, new in missing.items():
            if old in kwargs:
                if new in kwargs:
                    raise TypeError('%s() takes %s or %s, which is its earlier name' % (legacy_name, new, old))
                kwargs[new] = kwargs.pop(old)
                used('%s(%s=)' % (legacy_name, old))
        return function(*args, **kwargs)

    return like(wrapper, function)


def like(wrapper, function):
    """Give a wrapper the name and the documentation of what it wraps."""
    for name in ('__name__', '__qualname__', '__doc__', '__module__'):
        if hasattr(function, name):
            setattr(wrapper, name, getattr(function, name))
    return wrapper
