from typing import Any, Literal, NamedTuple

ENVIRONMENT: str

class Profile(NamedTuple):
    name: str
    needs_uri: bool
    names_database: bool
    is_shared: bool
    tz_aware: bool
    uuids: Literal['legacy', 'driver']
    json: Literal['flask', 'extended']
    as_attachment: bool
    type_by_name: bool
    stores_md5: bool
    positions: Literal[2, 3]

PROFILES: tuple[Profile, ...]
DEFAULT: Profile

def profile(name: Any, key: str) -> Profile: ...
def of_process() -> Profile: ...
