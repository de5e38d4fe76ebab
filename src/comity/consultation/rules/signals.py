"""What may be a campaign, and may be nothing: signals only point, people decide in public."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from itertools import combinations
from statistics import median

from comity.kernel.likeness import grams, plain, shared

BUSY = 10
"""Contributions of a day below which nothing is a burst, however quiet the others were."""

TIMES_AS_MANY = 5
SAME = 0.9
"""From this likeness on, two texts say the same in the same words."""

COMPARED = 100
"""Different texts of one group that are compared; more alike ones meet in other groups too."""

TOGETHER = 3
"""Participants who do the same; two can have sat at one table."""

STATEMENTS = 10
"""Answers that must be the same before a pattern is one: fewer are the same by chance."""


class SignalKind(StrEnum):
    """What was noticed."""

    BURST = auto()
    NEWCOMERS = auto()
    SAME_WORDS = auto()
    SAME_ANSWERS = auto()


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that people should look at.

    Attributes:
        kind: what was noticed.
        day: when, for bursts.
        count: contributions, or participants.
        usual: the median of the other days, for bursts.
        participants: whose contributions or answers they are, in a settled order.
        contributions: which; empty for patterns of answers.
    """

    kind: SignalKind
    count: int
    day: date | None = None
    usual: float = 0.0
    participants: tuple[str, ...] = ()
    contributions: tuple[str, ...] = ()


def bursts(
    counts: Mapping[date, int], *, first: date, last: date, kind: SignalKind = SignalKind.BURST
) -> tuple[Signal, ...]:
    """Name the days on which far more came than on others.

    Args:
        counts: contributions, or people who joined, by day.
        first: the day on which the round opened.
        last: the last day that counts, such as today.
        kind: what is counted.
    """
    days = [first + timedelta(days=one) for one in range((last - first).days + 1)]
    found = []
    for day in days:
        count = counts.get(day, 0)
        others = [counts.get(one, 0) for one in days if one != day]
        usual = float(median(others)) if others else 0.0
        if others and count >= BUSY and count >= TIMES_AS_MANY * usual:
            found.append(Signal(kind, count, day, usual))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One contribution, as far as a pattern needs it."""

    id: str
    participant: str
    text: str


def same_words(candidates: Iterable[Sequence[Spoken]]) -> tuple[Signal, ...]:
    """Name contributions of several participants that use the same words.

    Args:
        candidates: groups in which alike texts meet; each pair is compared within its group.
    """
    leads: dict[str, str] = {}
    by_id: dict[str, Spoken] = {}
    first_with: dict[str, str] = {}
    for group in candidates:
        different: dict[str, Spoken] = {}
        for one in group:
            by_id[one.id] = one
            leads.setdefault(one.id, one.id)
            said = plain(one.text)
            # The same words need no comparison, however many use them.
            _join(leads, first_with.setdefault(said, one.id), one.id)
            different.setdefault(said, one)
        texts = [(one.id, grams(one.text)) for one in list(different.values())[:COMPARED]]
        for (first, ours), (second, theirs) in combinations(texts, 2):
            if shared(ours, theirs) >= SAME:
                _join(leads, first, second)
    together: dict[str, list[Spoken]] = {}
    for name in sorted(by_id):
        together.setdefault(_lead(leads, name), []).append(by_id[name])
    return _patterns(together.values())


def same_answers(answers: Mapping[str, Mapping[int, int]]) -> tuple[Signal, ...]:
    """Name participants who answered the same statements all alike.

    Args:
        answers: by participant and number of the statement.
    """
    groups: dict[frozenset[tuple[int, int]], list[str]] = {}
    for participant, given in answers.items():
        if len(given) >= STATEMENTS:
            groups.setdefault(frozenset(given.items()), []).append(participant)
    found = [
        Signal(SignalKind.SAME_ANSWERS, len(people), participants=tuple(sorted(people)))
        for people in groups.values()
        if len(people) >= TOGETHER
    ]
    return tuple(sorted(found, key=lambda one: one.participants))


def _patterns(groups: Iterable[Sequence[Spoken]]) -> tuple[Signal, ...]:
    found = []
    for group in groups:
        people = sorted({one.participant for one in group})
        if len(people) >= TOGETHER:
            contributions = tuple(sorted(one.id for one in group))
            kind = SignalKind.SAME_WORDS
            found.append(
                Signal(
                    kind,
                    len(contributions),
                    participants=tuple(people),
                    contributions=contributions,
                )
            )
    return tuple(sorted(found, key=lambda one: one.contributions))


def _lead(leads: dict[str, str], name: str) -> str:
    while leads[name] != name:
        leads[name] = leads[leads[name]]
        name = leads[name]
    return name


def _join(leads: dict[str, str], first: str, second: str) -> None:
    one, other = sorted((_lead(leads, first), _lead(leads, second)))
    leads[other] = one
