"""LegacyWarning, and the one function that issues it."""
import sys
import warnings

#: Packages whose frames never are "the caller": ours, the import machinery that `flask.ext` goes through, and Jinja's,
#: which stands between a template and what it calls.
_OWN = ('flask_pymongo', '_flask_pymongo_startup', 'importlib', 'jinja2')


class LegacyWarning(DeprecationWarning):
    """A legacy name was used and mapped onto its modern equivalent.

    A `DeprecationWarning`, so Python hides it unless asked (``-W default``), except in ``__main__``.

    .. versionadded:: 4.0
    """


def _is_own(module):
    return module is not None and module.split('.', 1)[0] in _OWN


def legacy(name, modern, since=None):
    """Issue a :class:`LegacyWarning` blamed on the application's line.

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
    while frame.f_back is not None and _is_own(frame.f_globals.get('__name__')):
        frame = frame.f_back
    scope = frame.f_globals
    warnings.warn_explicit(message, category, frame.f_code.co_filename, frame.f_lineno,
                           module=scope.get('__name__') or '<unknown>',
                           registry=scope.setdefault('__warningregistry__', {}))
