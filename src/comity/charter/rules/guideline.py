"""The measure guideline: how grave something is, what came before, and what may follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

HARMS = range(1, 6)
SEVERITIES = range(1, 6)
HISTORIES = range(5)
LEVELS = range(9)
"""The ladder of measures for a person: M0, no action, to M8, suspended everywhere."""


class Intent(StrEnum):
    """How far somebody meant what they did, from least to most."""

    UNAWARE = "unaware"
    CARELESS = "careless"
    KNOWING = "knowing"
    TARGETED = "targeted"


@dataclass(frozen=True, slots=True)
class Measure:
    """One rung of the ladder.

    Attributes:
        level: 0 to 8, as in M0 to M8.
        names: by language.
        longest_days: the longest term, None for a measure that has no end of its own.
        review_days: when it must be looked at again, None where it simply ends.
        valid_days: how long after its end it counts as history; 0 if it never does.
        history: the history class that one valid measure of this kind leads to.
        kinds: what may be done at this level, such as ``partial_block``.
    """

    level: int
    names: Mapping[str, str]
    longest_days: int | None
    review_days: int | None
    valid_days: int
    history: int
    kinds: tuple[str, ...]

    @property
    def code(self) -> str:
        """The short name: ``M4``."""
        return f"M{self.level}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What may follow: from the mildest level to the gravest, and where to start."""

    floor: int
    start: int
    ceiling: int

    def holds(self, level: int) -> bool:
        """Tell whether a measure stays inside the guideline."""
        return self.floor <= level <= self.ceiling


@dataclass(frozen=True, slots=True)
class Prior:
    """An earlier measure that still stands: what was overturned never existed.

    Attributes:
        level: 0 to 8.
        ended_on: the day it ended; None while it runs.
        breached: whether its terms were broken.
    """

    level: int
    ended_on: date | None
    breached: bool = False


@dataclass(frozen=True, slots=True)
class Guideline:
    """What a movement agreed should follow from what.

    Attributes:
        severities: harm (1 to 5), then one severity (1 to 5) for each ``Intent`` in order.
        cells: severity (1 to 5), then one cell for each history class (0 to 4).
        measures: the rungs, M0 first.
        repeated_history: the class that several valid milder measures lead to.
        breach_history: the class that breaking the terms of a measure leads to.
        adjustment_most: how many steps listed circumstances may move the start, up or down.
    """

    severities: Mapping[int, tuple[int, ...]]
    cells: Mapping[int, tuple[Cell, ...]]
    measures: tuple[Measure, ...]
    repeated_history: int
    breach_history: int
    adjustment_most: int

    def severity(self, harm: int, intent: Intent) -> int:
        """Look up how grave something is."""
        return self.severities[harm][list(Intent).index(intent)]

    def cell(self, severity: int, history: int) -> Cell:
        """Look up what may follow."""
        return self.cells[severity][history]

    def measure(self, level: int) -> Measure:
        """Find a rung by its level."""
        return self.measures[level]

    def counts_until(self, prior: Prior) -> date | None:
        """Say until which day an earlier measure counts; None while it still runs."""
        if prior.ended_on is None:
            return None
        return prior.ended_on + timedelta(days=self.measure(prior.level).valid_days)

    def history_class(self, priors: Sequence[Prior], today: date) -> int:
        """Class somebody's earlier measures, leaving out those that no longer count."""
        valid = [prior for prior in priors if self._counts(prior, today)]
        if any(prior.breached for prior in valid):
            return max(self.breach_history, *(self.measure(p.level).history for p in valid))
        classes = [self.measure(prior.level).history for prior in valid]
        counted = [one for one in classes if one]
        repeated = self.repeated_history if len(counted) > 1 else 0
        return max([0, repeated, *counted])

    def _counts(self, prior: Prior, today: date) -> bool:
        until = self.counts_until(prior)
        return prior.level > 0 and (until is None or today <= until)


def falls(rows: Sequence[Sequence[int]]) -> tuple[int, int] | None:
    """Find where a table of numbers falls, along a row or down a column.

    Returns:
        row and column of the first number that is smaller than its neighbour before, else None.
    """
    for row, numbers in enumerate(rows):
        for column, number in enumerate(numbers):
            left = numbers[column - 1] if column else number
            above = rows[row - 1][column] if row else number
            if number < max(left, above):
                return row, column
    return None
