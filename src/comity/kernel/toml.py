"""Reading TOML that somebody else wrote."""

import re
import tomllib
from typing import Any

MOST_PARTS = 50
"""Parts of a key, as in ``a.b.c``. The standard library takes the square of their number."""

_LONG_KEY = re.compile(
    r"(?<![\w\"'-])(?:(?:[\w-]++|\"[^\"\n]{0,100}+\"|'[^'\n]{0,100}+')[ \t]*+\.[ \t]*+)"
    rf"{{{MOST_PARTS}}}"
)


def loads(text: str) -> dict[str, Any]:
    """Read a text as TOML.

    Raises:
        tomllib.TOMLDecodeError: it is none, or a key has more parts than anybody writes.
        RecursionError: something in it is nested without end.
    """
    found = _LONG_KEY.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        problem = f"Too many parts in a key (at line {line}, column 1)"
        raise tomllib.TOMLDecodeError(problem)
    return tomllib.loads(text)
