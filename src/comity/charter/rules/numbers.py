"""Everything in a charter that can be compared, under one key each, with what makes it stricter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import lcm
from typing import TypeAlias

from comity.charter.rules.agreed import ROLE_DUTIES, Duty
from comity.charter.rules.ballots import counts_for
from comity.charter.rules.majorities import Base
from comity.charter.rules.stricter import stricter_direction
from comity.charter.rules.toml import Path, hours
from comity.kernel.order import Bound, Direction, Value

Values: TypeAlias = Mapping[str, object]

NO_NUMBERS = {"format", "free", "name", "sources", "origin", "routing", "appealing", "subjects"}
"""Tables at the top that hold words and procedures."""
WORDS = {"name", "contact", "stricter", "missed", "strict", "denominator"}
"""Keys of words, and of what is told together with another key."""
SHARE = "numerator"
LARGEST_SHARE = 100
COMMON = lcm(*range(1, LARGEST_SHARE + 1))
"""Every share of a charter is a whole number of these parts, so that shares compare exactly."""
RELATIVE = {"span", "count"}
"""Keys whose direction stands beside them, as ``stricter``."""


@dataclass(frozen=True, slots=True)
class Number:
    """One thing that can be compared.

    Attributes:
        key: with dots.
        path: where it stands in the values; a share stands where its table is.
        value: as the text says it: a number, a word, a list, or a share such as ``> 1/2``.
        bound: the same as ``kernel.order`` compares it.
    """

    key: str
    path: Path
    value: object
    bound: Bound


def numbers(values: Values) -> dict[str, Number]:
    """List everything that can be compared, by key, in the order of the text."""
    found = {}
    for table, inside in values.items():
        if table not in NO_NUMBERS:
            for number in _walk((table,), inside, values):
                found[number.key] = number
    return found


def _walk(path: Path, value: object, beside: Values) -> Iterator[Number]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == SHARE:
                yield _share(path, value)
            elif key not in WORDS:
                yield from _walk((*path, key), inside, value)
    elif isinstance(value, list) and _in_parts(path):
        for place, one in enumerate(value, start=1):
            yield _number((*path, str(place)), one, beside)
    else:
        yield _number(path, value, beside)


def _in_parts(path: Path) -> bool:
    """Tell whether a list is a row of a table, whose numbers are compared one by one."""
    return path[:2] in (("guideline", "severity"), ("guideline", "range"))


def _share(path: Path, table: Values) -> Number:
    """Take a share together with whether it must be exceeded: one thing, compared exactly."""
    numerator, denominator = table[SHARE], table.get("denominator")
    strict = table.get("strict") is True
    told = f"{'> ' if strict else ''}{numerator}/{denominator}"
    fine = (
        isinstance(numerator, int)
        and isinstance(denominator, int)
        and 0 < denominator <= LARGEST_SHARE
    )
    parts = COMMON * int(str(numerator)) // int(str(denominator)) if fine else 0
    direction = stricter_direction(".".join((*path, "share")))
    bound = Bound(direction, parts + strict)
    return Number(".".join((*path, "share")), path, told, bound)


def _number(path: Path, value: object, beside: Values) -> Number:
    key = ".".join(path)
    return Number(key, path, value, _bound(path, key, value, beside))


def _bound(path: Path, key: str, value: object, beside: Values) -> Bound:
    """Say how a value compares. What is written wrong is held to be itself and nothing else."""
    name = path[-1]
    if name == "base" and value in set(Base):
        return Bound(Direction.SUPERSET, counts_for(Base(str(value))))
    if (name in ROLE_DUTIES or "training" in path) and value in set(Duty):
        return Bound(Direction.ONE_OF_ORDER, str(value), tuple(Duty))
    if isinstance(value, bool):
        return _truth(name, value=value)
    if isinstance(value, list):
        return Bound(_of_list(key), frozenset(str(one) for one in value))
    direction = _direction(path, key, beside)
    if (counted := _counted(value)) is not None:
        unit = "hours" if hours(value) is not None else _unit(key)
        return Bound(direction, counted, unit=unit)
    return Bound(Direction.EXACT, _plain(value))


def _truth(name: str, *, value: bool) -> Bound:
    scale = TRUTHS.get(name)
    word = "yes" if value else "no"
    if scale is None:
        return Bound(Direction.EXACT, word)
    return Bound(Direction.ONE_OF_ORDER, word, scale)


TRUTHS = {"renew": ("no", "yes"), "any_way": ("yes", "no")}
"""Where yes and no are not just different, the weaker one first."""


def _of_list(key: str) -> Direction:
    try:
        return stricter_direction(key)
    except KeyError:
        return Direction.EXACT


def _direction(path: Path, key: str, beside: Values) -> Direction:
    if path[-1] in RELATIVE:
        said = beside.get("stricter")
        return Direction(str(said)) if said in {*Direction} else Direction.EXACT
    try:
        return stricter_direction(key)
    except KeyError:
        return Direction.EXACT


def _counted(value: object) -> int | None:
    """Take the whole number out of ``3``, ``M4`` and ``3 days``; None where there is none."""
    if type(value) is int:
        return value
    if (span := hours(value)) is not None:
        return span
    if isinstance(value, str) and len(value) == len("M0") and value[0] == "M":
        return int(value[1]) if value[1].isdigit() else None
    return None


def _unit(key: str) -> str:
    return "days" if key.startswith("deadlines.") or key.endswith("_days") else ""


def _plain(value: object) -> Value:
    return value if isinstance(value, str) else str(value)
