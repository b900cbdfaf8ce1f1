"""What the wrappers share: rows of the table by their names, and what the installed package has by itself."""
from __future__ import absolute_import

import sys
from functools import wraps

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


def list_names(*names):
    """Make `describe` list legacy names that a wrapper keeps."""
    for name in names:
        additions.list_row(row_of(name))


def used(name):
    """Count a use of a legacy name that a wrapper keeps, and warn of it."""
    additions.used(row_of(name))


def is_native(kind, name):
    """Whether a class has or inherits an attribute that legacy mode did not add."""
    return any(name in vars(base) and not isinstance(vars(base)[name], LazyAttribute) for base in kind.__mro__)


def is_pymongo_2():
    """Whether the installed PyMongo has the options and keywords of 2.x by itself."""
    # Not imported before: PyMongo may be half imported when this module is.
    from pymongo.common import VALIDATORS
    return 'auto_start_request' in VALIDATORS


def takes(function, parameter):
    """Whether a callable has a parameter of this name."""
    # Not imported: an import would bring Flask and PyMongo, which are being imported when this is asked.
    return sys.modules['flask_pymongo.compat.signatures'].takes(function, parameter)


def renamed(legacy_name, function, names, always=()):
    """A wrapper of a function that also takes keywords by their earlier names.

    :param legacy_name: of the function, as in the table
    :param names: {earlier name: present name}
    :param always: earlier names to translate although the function has a parameter of that name
    """
    missing = dict((old, new) for old, new in names.items() if old in always or not takes(function, old))
    if not missing:
        return function

    @wraps(function)
    def wrapper(*args, **kwargs):
        for old, new in missing.items():
            if old in kwargs:
                if new in kwargs:
                    raise TypeError('%s() takes %s or %s, which is its earlier name' % (legacy_name, new, old))
                kwargs[new] = kwargs.pop(old)
                used('%s(%s=)' % (legacy_name, old))
        return function(*args, **kwargs)

    return wrapper
