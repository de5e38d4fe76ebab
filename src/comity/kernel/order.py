"""Which of two bounds is the stricter one. Each bound carries its own direction.

Tougher is not always better: a shorter time to answer a charge falls below a floor of due
process just as a longer time to answer a report does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import TypeAlias

Value: TypeAlias = int | str | frozenset[str] | tuple[int, int]
"""A number, a word, a set of words, or a span from one number to another."""


class Direction(StrEnum):
    """Where a value must go to protect more."""

    AT_LEAST = auto()
    AT_MOST = auto()
    SUPERSET = auto()
    SUBSET = auto()
    ONE_OF_ORDER = auto()
    INTERVAL = auto()
    EXACT = auto()


@dataclass(frozen=True, slots=True)
class Bound:
    """A value together with the direction in which it becomes stricter.

    Attributes:
        direction: where stricter lies.
        value: a number for ``at_least`` and ``at_most``, a set for ``superset`` and ``subset``,
            a word of the scale for ``one_of_order``, (low, high) for ``interval``, anything
            for ``exact``.
        scale: the words of ``one_of_order``, weakest first; empty for the others.
        unit: what the number counts, as in "days"; empty where nothing is counted.
    """

    direction: Direction
    value: Value
    scale: tuple[str, ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a value that its direction cannot compare.

        Raises:
            ValueError: it says what the direction needs instead.
        """
        if needed := _needed(self):
            message = f"{self.direction} needs {needed}"
            raise ValueError(message)


def at_or_above(floor: Bound, local: Bound) -> bool:
    """Tell whether a local bound protects at least as much as the floor does.

    Bounds of different directions, scales or units cannot be compared, and what cannot be
    compared is not above.
    """
    if _frame(floor) != _frame(local):
        return False
    return _COMPARISONS[floor.direction](floor, local)


def stricter(floor: Bound, local: Bound) -> Bound:
    """Join two bounds into the least one that is at or above the floor and heeds the local one.

    Where the local bound cannot be heeded without leaving the floor, the floor stands.
    """
    if _frame(floor) != _frame(local):
        return floor
    match floor.direction:
        case Direction.SUPERSET:
            return replace(floor, value=_words(floor) | _words(local))
        case Direction.SUBSET:
            return replace(floor, value=_words(floor) & _words(local))
        case Direction.INTERVAL:
            (least, most), (local_least, local_most) = _span(floor), _span(local)
            both = max(least, local_least), min(most, local_most)
            return replace(floor, value=both) if both[0] <= both[1] else floor
        case _:
            return local if at_or_above(floor, local) else floor


def compatible(first: Bound, second: Bound) -> bool:
    """Tell whether some bound heeds both of two: is at or above the one and the other."""
    if _frame(first) != _frame(second):
        return False
    match first.direction:
        case Direction.INTERVAL:
            (least, most), (other_least, other_most) = _span(first), _span(second)
            return max(least, other_least) <= min(most, other_most)
        case Direction.EXACT:
            return first.value == second.value
        case _:
            return True


def _frame(bound: Bound) -> tuple[Direction, tuple[str, ...], str]:
    """Everything about a bound that must agree before values can be compared."""
    return bound.direction, bound.scale, bound.unit


def _needed(bound: Bound) -> str:
    """Say what the direction needs, if the bound does not have it."""
    value, scale = bound.value, bound.scale
    match bound.direction:
        case Direction.AT_LEAST | Direction.AT_MOST:
            return "" if type(value) is int else "a whole number"
        case Direction.SUPERSET | Direction.SUBSET:
            return "" if isinstance(value, frozenset) else "a list of words"
        case Direction.ONE_OF_ORDER:
            if len(scale) != len(set(scale)) or value not in scale:
                return "a scale of different words, and one of them as value"
        case Direction.INTERVAL:
            if not isinstance(value, tuple) or value[0] > value[1]:
                return "two whole numbers, the smaller one first"
        case Direction.EXACT:
            pass
    return ""


def _number(bound: Bound) -> int:
    return bound.value if isinstance(bound.value, int) else 0


def _words(bound: Bound) -> frozenset[str]:
    return bound.value if isinstance(bound.value, frozenset) else frozenset()


def _span(bound: Bound) -> tuple[int, int]:
    return bound.value if isinstance(bound.value, tuple) else (0, 0)


def _rank(bound: Bound) -> int:
    return bound.scale.index(str(bound.value))


def _within(floor: Bound, local: Bound) -> bool:
    (least, most), (local_least, local_most) = _span(floor), _span(local)
    return least <= local_least and local_most <= most


_COMPARISONS: dict[Direction, Callable[[Bound, Bound], bool]] = {
    Direction.AT_LEAST: lambda floor, local: _number(local) >= _number(floor),
    Direction.AT_MOST: lambda floor, local: _number(local) <= _number(floor),
    Direction.SUPERSET: lambda floor, local: _words(local) >= _words(floor),
    Direction.SUBSET: lambda floor, local: _words(local) <= _words(floor),
    Direction.ONE_OF_ORDER: lambda floor, local: _rank(local) >= _rank(floor),
    Direction.INTERVAL: _within,
    Direction.EXACT: lambda floor, local: local.value == floor.value,
}
