from types import ModuleType

from .warn import LegacyWarning as LegacyWarning

__all__ = ['LegacyWarning', 'describe', 'wrapping']

# One of two modules; which one, the installed driver decides.
wrapping: ModuleType

def describe() -> dict[str, str | None]: ...
