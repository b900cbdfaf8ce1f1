"""The only room that knows versions: what is installed, and how to say the same thing to all of it.

The rest of the package takes from here the parts that its wrappers are made of. Which parts those are is decided
once, when this module is imported.
"""
from .versions import DRIVER_SPEAKS_LEGACY
from .warn import LegacyWarning

if DRIVER_SPEAKS_LEGACY:
    from .modern import wrapping
else:
    from .legacy import wrapping

__all__ = ['LegacyWarning', 'describe', 'wrapping']


def describe():
    """What is installed.

    :return: a dict from the names of distributions to versions as text, None where one cannot be told

    .. versionadded:: 4.0
    """
    from . import versions
    found = {'PyMongo': versions.PYMONGO, 'Flask': versions.flask_version(), 'Werkzeug': versions.werkzeug_version()}
    return dict((name, None if version is None else str(version)) for name, version in found.items())
