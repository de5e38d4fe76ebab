"""What an opinion map says about each statement, counted exactly, given the groups.

The formulas are those of Polis (math/src/polismath/math/repness.clj), in own words in
consultation.md 1.3: every share carries pseudo-counts, every test its normal deviate.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from comity.consultation.rules.hiding import hidden

SMALLEST_GROUP = 5
"""People; fewer are never shown as a group, nor is a cell that fewer have filled."""

Z90 = 1.2816
"""Deviate that one in ten exceeds by chance, one-sided."""

LISTED = 5
"""Statements that a list names at most, each way."""

HALF = Fraction(1, 2)
Side = Literal["agree", "disagree"]


@dataclass(frozen=True)
class Cell:
    """How some people voted on one statement; who passed has seen it."""

    agree: int = 0
    disagree: int = 0
    seen: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        """Count both together."""
        return Cell(
            self.agree + other.agree, self.disagree + other.disagree, self.seen + other.seen
        )

    def of(self, side: Side) -> int:
        """Count one side."""
        return self.agree if side == "agree" else self.disagree

    def share(self, side: Side) -> Fraction:
        """Estimate the share of a side: a half for a statement nobody saw."""
        return Fraction(self.of(side) + 1, self.seen + 2)

    def deviate(self, side: Side) -> float:
        """Tell how far the side is from a half, in standard deviations."""
        count, seen = self.of(side) + 1, self.seen + 1
        return 2 * math.sqrt(seen) * (count / seen - 0.5)


Table = Mapping[int, Sequence[Cell]]
"""Statement -> one cell a group, in the order of the groups."""


def consensus_of_groups(cells: Sequence[Cell], side: Side = "agree") -> Fraction:
    """Give the group-informed consensus: every group must be for it, however small it is."""
    return math.prod((cell.share(side) for cell in cells), start=Fraction(1))


def difference(one: Cell, other: Cell, side: Side) -> float:
    """Test whether the shares of two sets of people differ, in standard deviations."""
    count, people = one.of(side) + 1, one.seen + 1
    others, rest = other.of(side) + 1, other.seen + 1
    together = (count + others) / (people + rest)
    if together == 1:
        return 0.0
    spread = math.sqrt(together * (1 - together) * (1 / people + 1 / rest))
    return (count / people - others / rest) / spread


@dataclass(frozen=True, kw_only=True)
class Representative:
    """Why a statement stands for a group.

    Attributes:
        side: whether the group agrees or disagrees with it, more than others do.
        share: of the group on that side, with pseudo-counts.
        ratio: of that share to the share among everybody else.
        deviate: of the share from a half.
        difference: of the share from that of everybody else, in standard deviations.
    """

    statement: int
    side: Side
    cell: Cell
    share: float
    ratio: float
    deviate: float
    difference: float

    @property
    def weight(self) -> float:
        """The product of the four, by which statements are ranked."""
        return self.ratio * self.difference * self.share * self.deviate

    @property
    def sure(self) -> bool:
        """Whether both tests are passed."""
        return self.deviate > Z90 and self.difference > Z90


def compared(statement: int, cell: Cell, rest: Cell, side: Side) -> Representative:
    """Compare a group with everybody else on one statement."""
    return Representative(
        statement=statement,
        side=side,
        cell=cell,
        share=float(cell.share(side)),
        ratio=float(cell.share(side) / rest.share(side)),
        deviate=cell.deviate(side),
        difference=difference(cell, rest, side),
    )


def representative(table: Table, group: int) -> list[Representative]:
    """Choose the statements that stand for a group: at least one, agreement first."""
    sure: list[Representative] = []
    best: Representative | None = None
    best_agreed: tuple[Representative, Representative] | None = None
    for statement in sorted(table):
        cells = table[statement]
        rest = sum((cell for place, cell in enumerate(cells) if place != group), start=Cell())
        agreed, other = (
            compared(statement, cells[group], rest, side) for side in ("agree", "disagree")
        )
        stronger = agreed if agreed.difference > other.difference else other
        if agreed.sure or other.sure:
            sure.append(stronger)
        if best is None or stronger.difference > best.difference:
            best = stronger
        if better_agreed(agreed, best_agreed and best_agreed[0]):
            # Shown by the side on which the group stands out, as the reference does.
            best_agreed = (agreed, stronger)
    head = [one for one in (best_agreed[1] if best_agreed else best,) if one is not None]
    first = {one.statement for one in head}
    others = sorted(
        (one for one in sure if one.statement not in first), key=lambda one: -one.weight
    )
    return sorted((head + others if sure else head)[:LISTED], key=lambda one: one.side != "agree")


def better_agreed(one: Representative, than: Representative | None) -> bool:
    """Tell whether agreement with a statement stands for a group better than the best so far."""
    if one.cell.agree == 0 and one.cell.disagree == 0:
        return False
    if than is None:
        return one.deviate > Z90 or (one.ratio > 1 and one.share > 0.5)  # noqa: PLR2004, a half
    if than.ratio > 1:
        return one.weight > than.weight
    return one.share * one.deviate > than.share * than.deviate


def majority(totals: Mapping[int, Cell], side: Side) -> list[int]:
    """List the statements with a sure majority of everybody on one side, surest first.

    Where fewer than five have seen a statement, that would tell how each of them voted.
    """
    sure = [
        number
        for number, cell in sorted(totals.items())
        if cell.seen >= SMALLEST_GROUP and cell.share(side) > HALF and cell.deviate(side) > Z90
    ]
    sure.sort(key=lambda number: -float(totals[number].share(side)) * totals[number].deviate(side))
    return sure[:LISTED]


def shared(table: Table, side: Side) -> list[int]:
    """List the statements on which a majority of every group is on one side, strongest first."""
    agreed = [
        number
        for number, cells in sorted(table.items())
        if cells and all(cell.seen >= SMALLEST_GROUP and cell.share(side) > HALF for cell in cells)
    ]
    agreed.sort(key=lambda number: -consensus_of_groups(table[number], side))
    return agreed[:LISTED]


def divisive(table: Table) -> list[tuple[int, int, int]]:
    """List the statements that divide groups: number, group most for it, group least for it.

    The two must differ surely and lie on different sides of a half; the widest gap first.
    """
    found: list[tuple[Fraction, int, int, int]] = []
    for number, cells in sorted(table.items()):
        known = [place for place, cell in enumerate(cells) if cell.seen >= SMALLEST_GROUP]
        if len(known) < 2:  # noqa: PLR2004, it takes two to differ
            continue
        most = max(known, key=lambda place: cells[place].share("agree"))
        least = min(known, key=lambda place: cells[place].share("agree"))
        high, low = cells[most].share("agree"), cells[least].share("agree")
        if high > HALF > low and difference(cells[most], cells[least], "agree") > Z90:
            found.append((low - high, number, most, least))
    return [(number, most, least) for _, number, most, least in sorted(found)[:LISTED]]


def protected(cells: Sequence[Cell]) -> tuple[Cell | None, ...]:
    """Hide the cells that few have filled, and what would give them away.

    The sum of all groups may be told beside them, but nothing about people who are in no group.

    Args:
        cells: one a group.
    """
    small = hidden({str(place): cell.seen for place, cell in enumerate(cells)}) if cells else ()
    return tuple(None if str(place) in small else cell for place, cell in enumerate(cells))
