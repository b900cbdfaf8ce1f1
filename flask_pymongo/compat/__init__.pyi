from types import ModuleType
from typing import Any

from ..legacy_mode import install as install
from ..legacy_mode import installed as installed
from ..legacy_mode import uninstall as uninstall
from . import warn as warn
from .legacy.gridfs import GridFS as GridFS
from .warn import LegacyWarning as LegacyWarning

__all__ = ['GridFS', 'LegacyWarning', 'bases', 'describe', 'install', 'installed', 'uninstall']

# One of two modules; which one, the installed driver decides.
bases: ModuleType

def describe() -> dict[str, Any]: ...
