"""Who takes part in a consultation, measured against the people whom it concerns.

Everything told here is worked out from the rows that may be shown, so that no figure tells more
than the table does. A row that stays hidden counts as not reached.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from math import sqrt

from comity.consultation.rules.hiding import OTHER, UNSAID, hidden

REACHED = 0.5
"""A group is reached when its share of those who take part is at least half of what it would be
if everybody took part alike."""

Z = 1.959963984540054
"""Of the normal distribution, for intervals that are right 95 times in 100."""


class Dimension(StrEnum):
    """By what people are told apart; each is said by themselves, or not said."""

    LANGUAGE = auto()
    REGION = auto()
    TENURE = auto()
    ROLE = auto()
    COMMUNITY_SIZE = auto()
    GENDER = auto()


class Standing(StrEnum):
    """How a group takes part."""

    REACHED = auto()
    SILENT = auto()
    """Its share is less than half of what it would be if everybody took part alike."""
    TOO_FEW = auto()
    """Its numbers stay hidden, so nobody is told how it takes part."""
    EMPTY = auto()
    """Nobody whom the consultation concerns is in it."""
    OUTSIDE = auto()
    """Nobody said how large it is."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which two numbers a share or ratio lies, with 95 % confidence."""

    low: float
    high: float

    def over(self, share: float) -> "Interval":
        """Divide by the share that a group has of all people concerned."""
        return Interval(self.low / share, self.high / share)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """How one group takes part.

    Attributes:
        category: the group.
        share: of the people concerned, from 0 to 1; None if nobody said.
        people: who take part; None where that stays hidden.
        part: their share of all who said their group; None where nobody did, or hidden.
        ratio: that share over the group's share of the people concerned; 1 is like everybody.
        ratio_range: within which the ratio lies.
        silence: 1 less the ratio, for groups below 1; 1 means that nobody was heard.
        standing: what this comes to.
    """

    category: str
    share: float | None
    people: int | None
    part: float | None
    ratio: float | None
    ratio_range: Interval | None
    silence: float | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How all groups of one dimension take part.

    Attributes:
        dimension: by what they are told apart.
        people: all who take part, whether they said their group or not.
        unsaid: who did not say it; None where that stays hidden.
        lines: the groups, the largest first; last those of which nobody said how large they are.
        coverage: the share of the people concerned whose groups are reached, 0 to 1.
        dissimilarity: the share of those taking part who would have to belong to other groups for
            the picture to be right, 0 to 1; None where nobody took part or rows stay hidden.
    """

    dimension: Dimension
    people: int
    unsaid: int | None
    lines: tuple[GroupLine, ...]
    coverage: float
    dissimilarity: float | None

    @property
    def hides(self) -> bool:
        """Whether something is not shown."""
        return self.unsaid is None or any(one.people is None for one in self.lines)

    @property
    def gaps(self) -> tuple[GroupLine, ...]:
        """Name the groups that were not reached, as far as is known."""
        not_reached = {Standing.SILENT, Standing.TOO_FEW}
        return tuple(one for one in self.lines if one.share and one.standing in not_reached)


def wilson(part: int, whole: int) -> Interval:
    """Say within which a share lies (Wilson, Probable inference, JASA 22, 1927, p. 209-212).

    Args:
        part: how many of them.
        whole: of how many; of nobody, every share is possible.
    """
    if not whole:
        return Interval(0.0, 1.0)
    share, square = part / whole, Z * Z / whole
    middle = share + square / 2
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole))
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    # At the ends the exact bounds are 0 and 1; rounding must not push the share outside.
    return Interval(
        0.0 if not part else min(low, share), 1.0 if part == whole else max(high, share)
    )


def participation(
    dimension: Dimension, shares: Mapping[str, float], said: Iterable[str]
) -> Participation:
    """Measure how the groups of one dimension take part.

    Args:
        dimension: by what they are told apart.
        shares: of the people concerned, by group; they are measured against their sum.
        said: the group of each who takes part, ``UNSAID`` for those who did not say.
    """
    counts = Counter(dict.fromkeys((*shares, OTHER, UNSAID), 0))
    known = {*shares, UNSAID}
    counts.update(name if name in known else OTHER for name in said)
    total = sum(shares.values())
    true_shares = {name: share / total if total else 0.0 for name, share in shares.items()}
    covert = hidden(counts)
    # Who did not say their group is known as a number only where that row is shown; else the
    # shares are of all who take part, which makes every ratio smaller, never larger.
    base = sum(counts.values()) - (0 if UNSAID in covert else counts[UNSAID])
    names = sorted(
        (name for name in counts if name != UNSAID),
        key=lambda name: (-true_shares.get(name, -1.0), name),
    )
    lines = tuple(
        _line(name, true_shares.get(name), None if name in covert else counts[name], base)
        for name in names
    )
    return Participation(
        dimension=dimension,
        people=sum(counts.values()),
        unsaid=None if UNSAID in covert else counts[UNSAID],
        lines=lines,
        coverage=min(
            1.0, sum(one.share or 0.0 for one in lines if one.standing is Standing.REACHED)
        ),
        dissimilarity=None if covert or not base else _dissimilarity(lines),
    )


def _line(category: str, share: float | None, people: int | None, base: int) -> GroupLine:
    part = people / base if people is not None and base else None
    ratio = ratio_range = silence = None
    if share and people is not None:
        ratio_range = wilson(people, base).over(share)
        ratio = part / share if part is not None else None
        silence = max(0.0, 1.0 - (ratio or 0.0))
    return GroupLine(
        category=category,
        share=share,
        people=people,
        part=part,
        ratio=ratio,
        ratio_range=ratio_range,
        silence=silence,
        standing=_standing(share, people, ratio),
    )


def _standing(share: float | None, people: int | None, ratio: float | None) -> Standing:
    if share is None:
        return Standing.OUTSIDE
    if not share:
        return Standing.EMPTY
    if people is None:
        return Standing.TOO_FEW
    return Standing.REACHED if (ratio or 0.0) >= REACHED else Standing.SILENT


def _dissimilarity(lines: Sequence[GroupLine]) -> float:
    """Half the sum of the differences (Duncan and Duncan, Segregation indexes, ASR 20, 1955)."""
    return sum(abs((one.part or 0.0) - (one.share or 0.0)) for one in lines) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of what a group contributed.

    Attributes:
        category: the group; ``UNSAID`` for those who did not say theirs.
        answered: contributions that were answered; None where the group stays hidden.
        accepted: those of them that changed something.
        share: the accepted of the answered; None where nothing was answered, or hidden.
        share_range: within which that share lies.
    """

    category: str
    answered: int | None
    accepted: int | None
    share: float | None
    share_range: Interval | None


def heard(measured: Participation, answers: Iterable[tuple[str, bool]]) -> tuple[Heard, ...]:
    """Say by group how much of what was contributed was accepted.

    Args:
        measured: how the groups take part, which says what stays hidden.
        answers: for each answered contribution its author's group and whether it was accepted.
    """
    answered: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for category, yes in answers:
        answered[category] += 1
        accepted[category] += yes
    shown = {one.category: one.people is not None for one in measured.lines}
    shown[UNSAID] = measured.unsaid is not None
    told = []
    for category, visible in shown.items():
        whole, part = answered[category], accepted[category]
        told.append(
            Heard(
                category=category,
                answered=whole if visible else None,
                accepted=part if visible else None,
                share=part / whole if visible and whole else None,
                share_range=wilson(part, whole) if visible and whole else None,
            )
        )
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Gap:
    """A group that was not reached.

    Attributes:
        dimension: by what it is told apart.
        category: the group.
        share: of the people concerned, 0 to 1.
    """

    dimension: Dimension
    category: str
    share: float


def gaps(measured: Iterable[Participation]) -> tuple[Gap, ...]:
    """Name every group that was not reached, the largest first."""
    found = [
        Gap(one.dimension, line.category, line.share or 0.0)
        for one in measured
        for line in one.gaps
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.share, gap.dimension, gap.category)))


def may_close(
    measured: Iterable[Participation], target: float, documented: Iterable[tuple[Dimension, str]]
) -> tuple[Gap, ...]:
    """Say whom nobody went out to, although too few are reached; nobody: the round may close.

    Args:
        measured: how each dimension takes part.
        target: the share of the people concerned whose groups should be reached, 0 to 1.
        documented: groups to which somebody went out, and wrote down what came of it.
    """
    gone_out_to = set(documented)
    # A coverage that is the target but for the last bit of its sum has reached it.
    short = [one for one in measured if one.lines and one.coverage < target - 1e-9]
    return tuple(gap for gap in gaps(short) if (gap.dimension, gap.category) not in gone_out_to)
