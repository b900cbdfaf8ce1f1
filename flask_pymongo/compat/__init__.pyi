from types import ModuleType
from typing import Any

from . import names as names
from . import warn as warn
from .legacy.gridfs import GridFS as GridFS
from .names import install as install
from .names import installed as installed
from .names import uninstall as uninstall
from .warn import LegacyWarning as LegacyWarning

__all__ = ['GridFS', 'LegacyWarning', 'describe', 'install', 'installed', 'uninstall', 'wrapping']

# One of two modules; which one, the installed driver decides.
wrapping: ModuleType

def describe() -> dict[str, Any]: ...
