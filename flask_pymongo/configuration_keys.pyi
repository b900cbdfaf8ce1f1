from typing import NamedTuple

class Key(NamedTuple):
    name: str
    kind: str
    default: str | None
    uri_option: str | None
    legacy_option: str | None
    modern_option: str | None
    written_back: bool
    since: str
    text: str
    field: str | None

KINDS: dict[str, str]
KEYS: tuple[Key, ...]
