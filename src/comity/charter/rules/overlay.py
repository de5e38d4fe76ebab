"""A community's own charter: it may protect more than the charter above it, and never less.

Its text holds only what it changes. What it does not name, it has from above; where the charter
above becomes stricter later, the stricter of the two counts.
"""

import hashlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from comity.charter.errors import (
    CharterLeavesOut,
    CharterMilder,
    CharterNotLocal,
    CharterNotTheSame,
    CharterTooHigh,
    CharterTooLow,
    CharterValueWrong,
    CharterWeaker,
)
from comity.charter.rules.numbers import NO_NUMBERS, WORDS, Number, Values, numbers
from comity.charter.rules.origins import fits
from comity.charter.rules.reader import build
from comity.charter.rules.toml import Path, Problems, parse
from comity.charter.rules.tree import Charter
from comity.kernel.order import Direction, at_or_above, stricter

OWN_ENTRIES = frozenset({"clocks", "notices", "retention", "caps", "thresholds", "roles"})
"""Tables in which a community may name something new."""
ROWS = frozenset({("guideline", "severity"), ("guideline", "range")})
FREE_WORDS = frozenset({("emergency", "contact")})
"""Words that every community says for itself."""
WEAKER: Mapping[Direction, type[CharterWeaker]] = {
    Direction.AT_LEAST: CharterTooLow,
    Direction.AT_MOST: CharterTooHigh,
    Direction.SUPERSET: CharterLeavesOut,
    Direction.ONE_OF_ORDER: CharterMilder,
}


def read_local(
    text: str, floor: Charter, *, community_id: str = "", version_id: str = ""
) -> Charter:
    """Read a community's own charter together with the one above it.

    Args:
        text: TOML that holds only what the community changes.
        floor: the charter that holds above it.
        community_id: whose it is.
        version_id: under which it was adopted, if it was.

    Returns:
        what holds in the community.

    Raises:
        CharterSyntaxWrong: it is not TOML.
        WrongInput: one number is weaker, or one thing is wrong; line and key are named.
        SeveralProblems: several are: one finding for each number.
    """
    values, lines = parse(text)
    problems = Problems(lines)
    _check_shape(values, floor.values, (), problems)
    problems.refuse()
    _check(values, floor, problems)
    problems.refuse()
    return overlay(text, floor, community_id=community_id, version_id=version_id)


def overlay(text: str, floor: Charter, *, community_id: str, version_id: str) -> Charter:
    """Put an adopted text on top of a charter, which may be a later one than it was read with.

    Where it would be weaker than that, the charter above counts.
    """
    local, lines = parse(text)
    values = tighten(floor, local)
    return build(
        values,
        lines,
        version_id=version_id,
        fingerprint=hashlib.sha256(f"{floor.hash}\n{text}".encode()).hexdigest(),
        own={**floor.own, **_own(floor.values, values, community_id)},
    )


def gave_way(text: str, floor: Charter) -> list[Number]:
    """List the numbers of an adopted text that the charter above has overtaken."""
    values, _lines = parse(text)
    held = numbers(floor.values)
    asked = numbers(_merged(floor.values, values))
    return [
        number
        for key, number in asked.items()
        if key in held
        and not _is_free(key, floor)
        and not at_or_above(held[key].bound, number.bound)
    ]


def _own(floor: Values, values: Values, community_id: str) -> dict[str, str]:
    held = numbers(floor)
    return {
        key: community_id
        for key, number in numbers(values).items()
        if key not in held or held[key].bound != number.bound
    }


def tighten(floor: Charter, local: Values) -> Values:
    """Join what a community says with what holds above it: of each number the stricter one."""
    values = _merged(floor.values, local)
    held = numbers(floor.values)
    for key, mine in numbers(values).items():
        above = held.get(key)
        if above is None or _is_free(key, floor):
            continue
        joined = stricter(above.bound, mine.bound)
        if joined == mine.bound:
            continue
        taken = _at(floor.values, above.path)
        if joined != above.bound and isinstance(taken, list):
            theirs = _at(values, mine.path)
            taken = [*taken, *(one for one in theirs if one not in taken)]
        _put(values, above.path, deepcopy(taken), share=key.endswith(".share"))
    _heal(values)
    return values


def _check_shape(local: Values, floor: Values, path: Path, problems: Problems) -> None:
    """Note where a table stands in place of a value, or a value in place of a table."""
    for key, value in local.items():
        below = floor.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            _check_shape(value, below, (*path, key), problems)
        elif below is not None and isinstance(value, dict) != isinstance(below, dict):
            expected = "a table" if isinstance(below, dict) else "a value and no table"
            problems.add(CharterValueWrong, (*path, key), expected=expected)
        elif isinstance(below, list) and (
            not isinstance(value, list) or (path in ROWS and len(value) != len(below))
        ):
            problems.add(
                CharterValueWrong, (*path, key), expected=f"a list of {len(below)}, as above"
            )


def _check(local: Values, floor: Charter, problems: Problems) -> None:
    """Note every number that is weaker, and everything that is not a community's to say."""
    both = _merged(floor.values, local)
    held = numbers(floor.values)
    for key, mine in numbers(both).items():
        above = held.get(key)
        if above is None:
            if not _may_add(mine.path):
                problems.add(CharterNotLocal, mine.path)
        elif not _is_free(key, floor) and not at_or_above(above.bound, mine.bound):
            problems.add(
                WEAKER.get(above.bound.direction, CharterNotTheSame),
                mine.path,
                whose=floor.own.get(key, ""),
                direction=str(above.bound.direction),
                floor=told(above.value),
                local=told(mine.value),
            )
    for path in _leaves(local):
        words = path[0] in NO_NUMBERS or path[-1] in WORDS - {"strict", "denominator"}
        named = "name" in path
        if (words or named) and not _may_say(path, floor.values):
            problems.add(CharterNotLocal, path)


def told(value: object) -> str:
    """Write a value as its text does."""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _is_free(key: str, floor: Charter) -> bool:
    parts = key.split(".")
    return any(fits(pattern, parts) for pattern in floor.agreed.free)


def _may_add(path: Path) -> bool:
    """Tell whether a community may name a number that the charter above does not have.

    Where nothing is said, nothing is bounded, so a bound is stricter; but one more way to carry a
    vote would make it easier.
    """
    return path[0] not in {"ballots", "classes"}


def _may_say(path: Path, floor: Values) -> bool:
    """Tell whether words are a community's to say: its contact, the names of its own entries."""
    if path in FREE_WORDS:
        return True
    entries = floor.get(path[0])
    known = entries if isinstance(entries, dict) else {}
    return path[0] in OWN_ENTRIES and len(path) > 1 and path[1] not in known


def _leaves(values: object, path: Path = ()) -> Iterator[Path]:
    if isinstance(values, dict):
        for key, inside in values.items():
            yield from _leaves(inside, (*path, key))
    else:
        yield path


def _merged(floor: Values, local: Values) -> dict[str, Any]:
    """Lay one text over the other, key by key."""
    both = deepcopy(dict(floor))
    for key, value in local.items():
        below = both.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            both[key] = _merged(below, value)
        else:
            both[key] = deepcopy(value)
    return both


def _at(values: Any, path: Path) -> Any:  # noqa: ANN401, what TOML holds
    for part in path:
        values = values[int(part) - 1] if isinstance(values, list) else values[part]
    return values


def _put(
    values: dict[str, Any],
    path: Path,
    taken: Any,  # noqa: ANN401, as above
    *,
    share: bool,
) -> None:
    if share:
        table = _at(values, path)
        table |= {key: taken[key] for key in ("numerator", "denominator", "strict")}
        return
    holder = _at(values, path[:-1])
    holder[int(path[-1]) - 1 if isinstance(holder, list) else path[-1]] = taken


def _heal(values: dict[str, Any]) -> None:
    """Mend what fits each text alone and not both together, always towards the stricter side."""
    deadlines = values["deadlines"]
    deadlines["appeal_window_long"] = max(
        deadlines["appeal_window_long"], deadlines["appeal_window"]
    )
    panel, most = values["panel"], 0
    for severity in range(1, 6):
        panel[f"S{severity}"] = most = max(most, panel[f"S{severity}"])
    for table in {*OWN_ENTRIES, "ballots"}:
        for key, entry in list(values.get(table, {}).items()):
            if "name" not in entry:
                del values[table][key]
    if "renew" not in values.get("signing", {"renew": False}):
        del values["signing"]
    # What only hung on something that is gone above, or names something that is gone, goes too.
    if roles := values.get("signing", {}).get("roles"):
        values["signing"]["roles"] = [one for one in roles if one in values.get("roles", {})]
    subjects = values["emergency"]["subjects"]
    values["emergency"]["subjects"] = [one for one in subjects if one in values["subjects"]]
