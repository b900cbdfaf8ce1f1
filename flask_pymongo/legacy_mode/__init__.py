"""Legacy mode: names that left pymongo, bson, gridfs, Flask, Werkzeug and Jinja2, back in their places.

Opt-in and additive. The one table of names is table.tsv. A part that needs more than names has a module of its own
beside this one, called ``<part>_parts``, whose dict `PATCHES` has a function of (module, additions) for each real
module to be treated; it runs when that module has been imported, and each time legacy mode is installed.

The start-up file executes this package without its parents, which import Flask and PyMongo: so the modules of it import
nothing of ours but each other at the top.
"""
from __future__ import absolute_import

import os
import sys
import threading

from .additions import additions, own_module
from .importing import LegacyFinder, Treatment, treat_present
from .table import METHODS, PARTS, rows

__all__ = ['PARTS', 'describe', 'install', 'installed', 'uninstall']

_lock = threading.RLock()
_finders = []


def _patches(part):
    name = part.replace('-', '_') + '_parts'
    # Looked for first: what an import of it lacks must not pass for "this part has none".
    has_one = os.path.exists(os.path.join(os.path.dirname(os.path.abspath(__file__)), name + '.py'))
    return own_module(name).PATCHES if has_one else {}


def install(*parts):
    """Bring names back that left PyMongo, Flask and what comes with them, in the packages themselves. Legacy mode.

    Nothing is imported: a package gets its names when the program imports it, one that is imported already at once. A
    name that exists is never replaced; each use of one that was added issues a :class:`LegacyWarning`.

    :param parts: packages: ``'pymongo'``, ``'bson'``, ``'gridfs'``, ``'flask'``, ``'werkzeug'``, ``'jinja2'``; with
        ``'pymongo-methods'`` PyMongo's own classes get the methods of the legacy dialect, too. None given: all but the
        last. Parts that are installed already stay
    :raises ValueError: if there is no such part

    .. versionadded:: 4.0
    """
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise ValueError('legacy mode has no part %s; the parts are %s' % (
            ', '.join(repr(part) for part in unknown), ', '.join(PARTS)))
    wanted = parts or tuple(part for part in PARTS if part != METHODS)
    with _lock:
        treatment = _finders[0].treatment if _finders else Treatment()
        for part in PARTS:
            if part in wanted and part not in treatment.parts:
                treatment.add(part, [row for row in rows() if row.part == part], _patches(part))
        if not _finders:
            _finders.append(LegacyFinder(treatment))
        if _finders[0] not in sys.meta_path:
            sys.meta_path.insert(0, _finders[0])
        # May wait for another thread, which is importing; what that takes is the lock of the additions only.
        treat_present(treatment)


def installed():
    """The parts that legacy mode is on for, as a tuple of text in the order of the table.

    .. versionadded:: 4.0
    """
    parts = _finders[0].treatment.parts if _finders else ()
    return tuple(part for part in PARTS if part in parts)


def uninstall():
    """Take back all that :func:`install` did, in every package. For tests.

    .. versionadded:: 4.0
    """
    with _lock:
        while _finders:
            finder = _finders.pop()
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
        additions.take_back()


def describe():
    """What legacy mode has added so far, and what was used of it.

    :return: a list of dicts: ``name``, ``part``, ``how`` it is kept, the ``modern`` equivalent, the number of ``uses``

    .. versionadded:: 4.0
    """
    with additions.lock:
        return [dict(zip(('part', 'how', 'modern', 'uses'), entry), name=name)
                for name, entry in additions.listed.items()]
