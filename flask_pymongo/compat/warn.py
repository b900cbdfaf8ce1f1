"""LegacyWarning, and the one function that issues it."""
from __future__ import absolute_import

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


def _package(frame):
    return (frame.f_globals.get('__name__') or '').split('.', 1)[0]


def legacy(name, modern, since=None):
    """Issue a :class:`LegacyWarning` blamed on the application's line; none if the driver itself used the name.

    :param name: the legacy name, as the application wrote it
    :param modern: what to write instead
    :param since: the first version of the driver or framework that no longer has the name, as text; None if not known

    .. versionadded:: 4.0
    """
    text = '%s is a legacy name' % name
    if since is not None:
        text += ' (gone from %s)' % since
    blame('%s; the modern equivalent is %s' % (text, modern), LegacyWarning)


def blame(message, category):
    """Issue any warning on the first line of the stack that belongs neither to this package nor to an import."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _package(frame) in _OWN:
        frame = frame.f_back
    if category is LegacyWarning and _package(frame) in _DRIVER:
        return
    scope = frame.f_globals
    # What runs is the Python that Jinja made of a template; its lines are others.
    template = scope.get('__jinja_template__')
    line = frame.f_lineno if template is None else template.get_corresponding_lineno(frame.f_lineno)
    warnings.warn_explicit(message, category, frame.f_code.co_filename, line,
                           module=scope.get('__name__') or '<unknown>',
                           registry=scope.setdefault('__warningregistry__', {}))
