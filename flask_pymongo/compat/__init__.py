"""The only room that knows versions: what is installed, and how to say the same thing to all of it.

The rest of the package takes from here the parts that its wrappers are made of. Which parts those are is decided
once, when this module is imported.
"""
import sys
from importlib import import_module

from ..legacy_mode import install, installed, uninstall
from .versions import DRIVER_HAS_SAFE_MODE, DRIVER_SPEAKS_MODERN
from .warn import LegacyWarning

# The start-up file may have loaded these before their packages; then Python has not made them attributes of those.
signatures = import_module(__name__ + '.signatures')
warn = import_module(__name__ + '.warn')
legacy_mode = sys.modules[install.__module__]
sys.modules[__name__.rpartition('.')[0]].legacy_mode = legacy_mode

if DRIVER_HAS_SAFE_MODE:
    if DRIVER_SPEAKS_MODERN:
        from gridfs import GridFS
    else:
        from .modern.gridfs import GridFS
    from . import pymongo2 as bases
else:
    from . import pymongo3 as bases
    from .legacy.gridfs import GridFS

__all__ = ['GridFS', 'LegacyWarning', 'bases', 'describe', 'install', 'installed', 'uninstall']


def describe():
    """What is installed, and what legacy mode has added to it.

    :return: a dict: from the names of distributions to versions as text, None where one cannot be told; and ``names``,
        a list of dicts, one for each name that :func:`install` has added so far: its ``name``, the ``part`` it belongs
        to, ``how`` it is kept, the ``modern`` equivalent, and the number of its ``uses``

    .. versionadded:: 4.0
    """
    from . import versions
    found = {'PyMongo': versions.PYMONGO, 'Flask': versions.flask_version(), 'Werkzeug': versions.werkzeug_version()}
    described = dict((name, None if version is None else str(version)) for name, version in found.items())
    described['names'] = legacy_mode.describe()
    return described
