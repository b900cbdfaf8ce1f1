from collections.abc import Sequence

VARIABLE: str

class NotFound(Exception):
    status: int
    def __init__(self, message: str, status: int) -> None: ...

def run(program: Sequence[str], module: Sequence[str] | None = None, parts: Sequence[str] = ('all',)) -> int | None: ...
def main(arguments: Sequence[str]) -> int | None: ...
