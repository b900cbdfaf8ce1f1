"""LegacyWarning, the legacy names of the wrappers with what to write instead, and how to warn and not to warn."""
from __future__ import absolute_import

import functools
import inspect
import sys
import warnings

#: Packages whose frames never are "the caller": ours, the import machinery that `flask.ext` goes through, and what
#: stands between an application and what it calls: Jinja's for a template, Flask's and Werkzeug's for `request.json`.
_OWN = ('flask_pymongo', '_flask_pymongo_startup', 'importlib', '_frozen_importlib', 'jinja2', 'flask', 'werkzeug')
#: Older drivers use their own legacy names, and itsdangerous writes sessions with the application's JSON encoder; there
#: is nothing in that for an application to change.
_DRIVER = ('pymongo', 'gridfs', 'bson', 'itsdangerous')


class LegacyWarning(DeprecationWarning):
    """A legacy name was used and mapped onto its modern equivalent.

    A `DeprecationWarning`, so Python hides it unless asked (``-W default``), except in ``__main__``.

    .. versionadded:: 4.0
    """


def _message(name, modern, gone, package):
    left = '' if gone is None else ' (gone from %s %s)' % (package, gone)
    return '%s is a legacy name%s; the modern equivalent is %s' % (name, left, modern)


class LegacyName(object):
    """One legacy name of the wrappers.

    :param name: what warnings call it
    :param modern: what to write instead
    :param gone: the first version of PyMongo that no longer has it, as text
    """

    package = 'PyMongo'

    def __init__(self, name, modern, gone):
        self.name, self.modern, self.gone = name, modern, gone
        self.message = _message(name, modern, gone, self.package)

    def documented(self, text):
        """A docstring with what there is to say about the name as its last paragraph."""
        paragraph = 'Legacy, gone from %s %s; the modern equivalent is %s.' % (self.package, self.gone, self.modern)
        if self.name.startswith('to set '):
            paragraph = 'To set it is legacy, which is' + paragraph[len('Legacy,'):]
        return '%s\n\n%s' % (inspect.cleandoc(text), paragraph) if text else paragraph


#: The legacy names that the wrappers keep, by what warnings call them. Filled where they are defined.
LEGACY_NAMES = {}


def register(name, modern, gone):
    """Enter a legacy name that is no method: a keyword, an option.

    :return: the :class:`LegacyName`
    """
    entry = LEGACY_NAMES[name] = LegacyName(name, modern, gone)
    return entry


def legacy_method(name, modern=None, gone=None, warns=True):
    """Decorate a method, or the getter or the setter of a property, that newer drivers no longer have.

    It enters the name, and ends the docstring with what to write instead. Each call warns.

    :param name: what warnings call it
    :param modern: what to write instead; None for a name that is entered already
    :param gone: the first version of PyMongo that no longer has it, as text
    :param warns: False for what only the documentation calls legacy
    """
    entry = LEGACY_NAMES[name] if modern is None else register(name, modern, gone)
    message = entry.message

    def decorate(function):
        if not warns:
            function.__doc__ = entry.documented(function.__doc__)
            return function

        @functools.wraps(function)
        def method(*args, **kwargs):
            blame(message, LegacyWarning)
            return function(*args, **kwargs)

        method.__wrapped__ = function  # wraps of Python 2 does not say
        method.__doc__ = entry.documented(function.__doc__)
        return method

    return decorate


def legacy(name, modern=None, gone=None, package='PyMongo'):
    """Issue a :class:`LegacyWarning` blamed on the application's line; none if the driver itself used the name.

    :param name: the legacy name, as the application wrote it
    :param modern: what to write instead; None for a name of :data:`LEGACY_NAMES`
    :param gone: the first version of the package that no longer has the name, as text; None if not known
    :param package: the package that had it
    """
    blame(LEGACY_NAMES[name].message if modern is None else _message(name, modern, gone, package), LegacyWarning)


def blame(message, category):
    """Issue any warning on the first line of the stack that belongs neither to this package nor to an import."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _package(frame) in _OWN:
        frame = frame.f_back
    if category is LegacyWarning and _package(frame) in _DRIVER:
        return
    scope = frame.f_globals
    # Jinja compiles a template to Python, whose line numbers differ from the template's.
    template = scope.get('__jinja_template__')
    line = frame.f_lineno if template is None else template.get_corresponding_lineno(frame.f_lineno)
    warnings.warn_explicit(message, category, frame.f_code.co_filename, line,
                           module=scope.get('__name__') or '<unknown>',
                           registry=scope.setdefault('__warningregistry__', {}))


def _package(frame):
    return (frame.f_globals.get('__name__') or '').split('.', 1)[0]


def without_warnings(category, function, *args, **kwargs):
    """Call a function of the driver and hide its warnings: the caller was warned already, or has nothing to change.

    :param category: which warnings to hide
    """
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', category)
        return function(*args, **kwargs)
