"""Opinion as if every group had taken part in its true share, told so that it names nobody.

All answers to statements are published without names when a round has closed. Whoever has them,
and exact weighted shares of many statements, could work out who of them belongs to which group.
So groups are exchanged among some people before anything is weighed (data swapping; Dalenius and
Reiss, Journal of Statistical Planning and Inference 6, 1982, p. 73-85): whatever is worked out
from the shares is about groups that were exchanged, and nobody can tell whose were.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum, auto
from typing import Any, Self

from comity.consultation.rules import weights
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import FEW, OTHER, UNSAID
from comity.consultation.rules.statements import Answer

ONE_IN = 3
"""So many people are there for each whose group is exchanged."""

ENOUGH = 30
"""As many answers of equal weight must be left, so that none of them moves a share by much."""

WHOLE = 100
ORDER = (Answer.AGREE, Answer.DISAGREE, Answer.PASS)

Lot = Callable[[str, str], str]
"""Gives for a purpose and a person what they are ordered by; nobody outside can know it."""


class Withheld(StrEnum):
    """Why no weighted shares are told."""

    UNMEASURED = auto()
    """Nobody said how large any group is."""
    FEW = auto()
    """Whatever they are told apart by, one to four of those who answered are in some group."""
    UNSURE = auto()
    """The weights would leave so little that single answers would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """How a statement was answered.

    Attributes:
        statement: its number.
        people: who answered it.
        effective: as many of equal weight would tell as much.
        counted: percent who agree, disagree and pass.
        weighted: the same if every group counted by its true share.
    """

    statement: int
    people: int
    effective: int
    counted: tuple[int, int, int]
    weighted: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """All statements of a round, as counted and as weighted.

    Attributes:
        dimension: by which people were weighed.
        people: who answered any statement.
        effective: as many of equal weight would tell as much.
        ratio: how many times the largest weight is the smallest.
        trimmed: whether weights were cut so that this is not more.
        absent: groups of which nobody answered, which no weight can bring in.
        opinions: of each statement of which they are told.
        untold: statements of which they are not, as too few of some group answered them.
    """

    dimension: Dimension
    people: int
    effective: int
    ratio: float
    trimmed: bool
    absent: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    untold: int

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        opinions = tuple(
            Opinion(
                **{
                    **one,
                    "counted": tuple(one["counted"]),
                    "weighted": tuple(one["weighted"]),
                }
            )
            for one in plain["opinions"]
        )
        return cls(
            **{
                **plain,
                "dimension": Dimension(plain["dimension"]),
                "absent": tuple(plain["absent"]),
                "opinions": opinions,
            }
        )


def weigh(
    shares: Mapping[Dimension, Mapping[str, float]],
    people: Mapping[str, Mapping[str, str]],
    answers: Iterable[tuple[str, int, int]],
    lot: Lot,
) -> Weighted | Withheld:
    """Tell how statements were answered as counted and as weighted, or why that is not told.

    Args:
        shares: of the people concerned, by dimension and group.
        people: what everybody who answered any statement said about themselves.
        answers: person, number of the statement, and 1, -1 or 0 each.
        lot: decides whose groups are exchanged with whose.
    """
    if not shares:
        return Withheld.UNMEASURED
    said = {
        dimension: {
            one: _row(groups.get(dimension), shares[dimension]) for one, groups in people.items()
        }
        for dimension in shares
    }
    fit = [dimension for dimension in sorted(shares) if _told_whole(said[dimension].values())]
    if not fit:
        return Withheld.FEW
    chosen = max(fit, key=lambda one: _distance(said[one].values(), shares[one]))
    rows = exchanged(said[chosen], lot)
    order = sorted(rows)
    done = weights.rake([{chosen: rows[one]} for one in order], {chosen: shares[chosen]})
    if done.effective < ENOUGH:
        return Withheld.UNSURE
    by_row = {rows[one]: value for one, value in zip(order, done.values, strict=True)}
    tallies: dict[int, Counter[tuple[str, int]]] = {}
    for one, number, answer in answers:
        tallies.setdefault(number, Counter())[rows[one], answer] += 1
    opinions = [opinion(number, tallies[number], by_row) for number in sorted(tallies)]
    told = tuple(one for one in opinions if one is not None)
    return Weighted(
        dimension=chosen,
        people=len(rows),
        effective=round(done.effective),
        ratio=round(max(done.values) / min(done.values), 1),
        trimmed=done.trimmed,
        absent=done.absent.get(chosen, ()),
        opinions=told,
        untold=len(opinions) - len(told),
    )


def exchanged(rows: Mapping[str, str], lot: Lot) -> dict[str, str]:
    """Exchange the groups of one in three people among them, so that each group stays as large.

    Args:
        rows: the group of each person.
        lot: decides who they are, and who gets whose.
    """
    order = sorted(rows, key=lambda one: (lot("chosen", one), one))
    some = order[: -(-len(order) // ONE_IN)]
    given = sorted(some, key=lambda one: (lot("given", one), one))
    return {**rows, **{one: rows[other] for one, other in zip(some, given, strict=True)}}


def opinion(
    number: int, tally: Mapping[tuple[str, int], int], by_row: Mapping[str, float]
) -> Opinion | None:
    """Tell how one statement was answered; None where too few of some group answered it.

    Args:
        number: of the statement.
        tally: how many of which group answered how.
        by_row: the weight of each group of whom anybody answered any statement.
    """
    sizes = {row: sum(tally.get((row, answer), 0) for answer in ORDER) for row in by_row}
    if min(sizes.values()) < FEW:
        return None
    sums = sum(by_row[row] * size for row, size in sizes.items())
    squares = sum(by_row[row] ** 2 * size for row, size in sizes.items())
    effective = sums**2 / squares
    if effective < ENOUGH:
        return None
    return Opinion(
        statement=number,
        people=sum(sizes.values()),
        effective=round(effective),
        counted=percents([sum(tally.get((row, one), 0) for row in sizes) for one in ORDER]),
        weighted=percents(
            [sum(tally.get((row, one), 0) * by_row[row] for row in sizes) for one in ORDER]
        ),
    )


def percents(parts: Sequence[float]) -> tuple[int, int, int]:
    """Round three parts to whole percent that add up to 100: the largest remainders go up."""
    whole = sum(parts)
    exact = [round(WHOLE * part / whole, 6) for part in parts]
    floors = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_rest[: WHOLE - sum(floors)]:
        floors[place] += 1
    agree, disagree, passed = floors
    return agree, disagree, passed


def _row(said: str | None, shares: Mapping[str, float]) -> str:
    """Name the row of a table in which somebody is counted."""
    if not said:
        return UNSAID
    return said if said in shares else OTHER


def _told_whole(rows: Iterable[str]) -> bool:
    """Tell whether somebody said their group, and every row is empty or of enough people."""
    counts = Counter(rows)
    return bool(set(counts) - {UNSAID, OTHER}) and min(counts.values()) >= FEW


def _distance(rows: Iterable[str], shares: Mapping[str, float]) -> float:
    """Say how far those who said their group are from the true shares."""
    counts, total = Counter(rows), sum(shares.values())
    known = sum(counts[name] for name in shares)
    return sum(abs(counts[name] / known - share / total) for name, share in shares.items())
