from collections.abc import Callable
from typing import Any, TypeVar

from typing_extensions import TypeAlias

_F = TypeVar('_F', bound=Callable[..., Any])
_T = TypeVar('_T')
_Suggest: TypeAlias = Callable[[tuple[Any, ...], dict[str, Any]], 'str | None']
_Read: TypeAlias = Callable[[tuple[Any, ...], dict[str, Any]], tuple[tuple[Any, ...], dict[str, Any]]]

class LegacyWarning(DeprecationWarning): ...

class LegacyName:
    name: str
    modern: str
    gone: str
    package: str
    message: str
    def __init__(self, name: str, modern: str, gone: str) -> None: ...
    def documented(self, text: str | None) -> str: ...

PROCESS_IS_STRICT: bool
is_strict: Callable[[], bool] | None
counter: Any
LEGACY_NAMES: dict[str, LegacyName]

def register(name: str, modern: str, gone: str) -> LegacyName: ...
def legacy_method(name: str, modern: str | None = None, gone: str | None = None,
                  warns: bool = True, positions: tuple[int, _Read] | None = None,
                  suggest: _Suggest | None = None) -> Callable[[_F], _F]: ...
def legacy(name: str, modern: str | None = None, gone: str | None = None, package: str = 'PyMongo') -> None: ...
def blame(message: str, category: type[Warning],
          say: Callable[[tuple[Any, ...], dict[str, Any]], str] | None = None, args: tuple[Any, ...] = (),
          kwargs: dict[str, Any] | None = None, depth: int = 1) -> None: ...
def drivers_call(depth: int) -> bool: ...
def without_warnings(category: type[Warning], function: Callable[..., _T], *args: Any, **kwargs: Any) -> _T: ...
def unwarned(function: Callable[..., Any]) -> Callable[..., Any]: ...
