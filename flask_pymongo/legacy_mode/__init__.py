"""Legacy mode: puts back names that pymongo, bson, gridfs, Flask and what it needs, and Python removed.

It is off unless asked for, and only adds, but for two parts. The table of names is table.tsv, that of defaults
defaults.tsv. A part that needs more than names has a
module ``<part>_parts`` beside this one. Its dict `PATCHES` has a function of (module, additions) for each module to
change; the function runs when the module has been imported, and at each :func:`install`.

The start-up file loads this package without its parent package, which would import Flask and PyMongo. So the modules
here import only each other at the top. This one imports those that do the work when there is some: most programs never
switch legacy mode on.
"""
from __future__ import absolute_import

import sys
import threading
from contextlib import contextmanager

try:
    from importlib import machinery
except ImportError:
    machinery = None

from .table import PARTS, choose, rows_of

#: The parts that have a module ``<part>_parts``. Not looked for: in an archive there are no files.
WITH_PATCHES = ('defaults', 'flask', 'werkzeug')

__all__ = ['PARTS', 'describe', 'install', 'installed', 'uninstall']

_lock = threading.RLock()
_finders = []


@contextmanager
def _alone():
    """Lets one thread at a time install or uninstall."""
    if machinery is not None:
        with _lock:
            yield
        return
    # Python 2 has one lock for all imports. A module that installs has that one already, so it comes first here too:
    # taken the other way round, two threads would wait for each other.
    import imp
    imp.acquire_lock()
    try:
        with _lock:
            yield
    finally:
        imp.release_lock()


def _patches(part):
    from .additions import own_module
    return own_module(part + '_parts').PATCHES if part in WITH_PATCHES else {}


def install(*parts):
    """Switch legacy mode on: put names back that PyMongo, Flask and their companions removed, into those packages.

    This imports nothing: a package gets its names when the program imports it, or at once if it is imported already. A
    name that exists is never replaced. Each use of a name that was added issues a :class:`LegacyWarning`.

    :param parts: packages: ``'pymongo'``, ``'bson'``, ``'gridfs'``, ``'flask'``, ``'werkzeug'``, ``'jinja2'``,
        ``'itsdangerous'``, which has Click with it, and ``'python'``, the standard library; ``'pymongo-methods'``,
        with which PyMongo's own classes get the methods of the legacy dialect; and ``'defaults'``, which puts defaults
        back that changed. ``'1'``, or none: all that only add names; ``'all'``: all. Parts that are installed already
        stay
    :raises ValueError: if there is no such part

    .. versionadded:: 4.0
    """
    from .importing import LegacyFinder, PatchPlan, patch_imported_modules
    wanted = choose(parts)
    with _alone():
        plan = _finders[0].plan if _finders else PatchPlan()
        for part in PARTS:
            if part in wanted and part not in plan.parts:
                plan.add(part, rows_of(part), _patches(part))
        if not _finders:
            _finders.append(LegacyFinder(plan))
        if _finders[0] not in sys.meta_path:
            sys.meta_path.insert(0, _finders[0])
        # No deadlock: a thread that this waits for takes the lock of the additions only.
        patch_imported_modules(plan)


def installed():
    """The parts that are installed, as a tuple of text.

    .. versionadded:: 4.0
    """
    parts = _finders[0].plan.parts if _finders else ()
    return tuple(part for part in PARTS if part in parts)


def uninstall():
    """Undo everything that :func:`install` did. For tests.

    .. versionadded:: 4.0
    """
    from .additions import additions
    with _alone():
        while _finders:
            finder = _finders.pop()
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
        additions.undo_all()


def describe():
    """The names that legacy mode has added and the defaults that it has put back so far.

    :return: a list of dicts: ``name``, ``part``, ``how`` it is kept, the ``modern`` equivalent, the number of ``uses``,
        which are not counted for defaults

    .. versionadded:: 4.0
    """
    from .additions import additions
    with additions.lock:
        return [dict(zip(('part', 'how', 'modern', 'uses'), entry), name=name)
                for name, entry in additions.listed.items()]
