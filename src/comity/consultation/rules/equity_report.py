"""A report on who takes part in a consultation, as it is kept for a day and shown to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from comity.consultation.rules import weights
from comity.consultation.rules.equity import (
    Dimension,
    GroupLine,
    Heard,
    Interval,
    Participation,
    Standing,
    heard,
    participation,
)
from comity.consultation.rules.hiding import UNSAID
from comity.consultation.rules.voice import (
    Author,
    Dominance,
    VoiceLine,
    dominance,
    voices,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Somebody who takes part.

    Attributes:
        groups: what they said about themselves, by dimension.
        words: how many they wrote.
        anchored: contributions about a place in the text.
        accepted: suggestions that changed it.
        answers: for each contribution that was answered, whether something changed because of it.
    """

    groups: Mapping[str, str]
    words: int = 0
    anchored: int = 0
    accepted: int = 0
    answers: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How the groups of one dimension take part, are heard, and speak."""

    taking_part: Participation
    heard: tuple[Heard, ...]
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What would be left of the answers if they were weighed by the groups' true shares.

    Attributes:
        dimensions: by which they are weighed: those of which nothing is hidden.
        answers: how many there are.
        effective: as many that all count alike would tell as much, in whole numbers.
        converged: whether all shares could be met.
        trimmed: whether some weights were cut so that nobody counts too much.
    """

    dimensions: tuple[Dimension, ...]
    answers: int
    effective: int
    converged: bool
    trimmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Who takes part, on one day.

    Attributes:
        people: how many, whether they said anything about themselves or not.
        sides: one for each dimension that has shares to measure against.
        dominance: how much the few speak; None where too few speak at all.
        weighing: None where nothing can be weighed.
    """

    people: int
    sides: tuple[Side, ...]
    dominance: Dominance | None
    weighing: Weighing | None

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        few, weighing = plain["dominance"], plain["weighing"]
        return cls(
            people=plain["people"],
            sides=tuple(_side(one) for one in plain["sides"]),
            dominance=Dominance(**few) if few else None,
            weighing=_weighing(weighing) if weighing else None,
        )


def report(shares: Mapping[Dimension, Mapping[str, float]], people: Sequence[Taking]) -> Report:
    """Measure who takes part.

    Args:
        shares: of the people concerned, by dimension and group.
        people: everybody who takes part.
    """
    sides = tuple(_measured(dimension, shares[dimension], people) for dimension in sorted(shares))
    return Report(
        people=len(people),
        sides=sides,
        dominance=dominance([one.words for one in people]),
        weighing=_weighed(shares, people, [one.taking_part for one in sides]),
    )


def _measured(dimension: Dimension, shares: Mapping[str, float], people: Sequence[Taking]) -> Side:
    said = [one.groups.get(dimension, UNSAID) for one in people]
    measured = participation(dimension, shares, said)
    authors = [
        Author(category=category, words=one.words, anchored=one.anchored, accepted=one.accepted)
        for category, one in zip(said, people, strict=True)
    ]
    answers = [
        (category if category in shares else UNSAID, yes)
        for category, one in zip(said, people, strict=True)
        for yes in one.answers
    ]
    return Side(
        taking_part=measured,
        heard=tuple(one for one in heard(measured, answers) if one.category in shares),
        voices=voices({one.category: one.people for one in measured.lines}, authors),
    )


def _weighed(
    shares: Mapping[Dimension, Mapping[str, float]],
    people: Sequence[Taking],
    measured: Sequence[Participation],
) -> Weighing | None:
    """Weigh by what is shown whole, so that the sum does not tell what the rows hide."""
    whole = [one.dimension for one in measured if not one.hides and one.unsaid != one.people]
    if not whole:
        return None
    done = weights.rake(
        [one.groups for one in people],
        {dimension: shares[dimension] for dimension in whole},
    )
    return Weighing(
        dimensions=tuple(whole),
        answers=len(people),
        effective=round(done.effective),
        converged=done.converged,
        trimmed=done.trimmed,
    )


def _side(plain: Mapping[str, Any]) -> Side:
    part = plain["taking_part"]
    return Side(
        taking_part=Participation(
            **{
                **part,
                "dimension": Dimension(part["dimension"]),
                "lines": tuple(_line(one) for one in part["lines"]),
            }
        ),
        heard=tuple(
            Heard(**{**one, "share_range": _interval(one["share_range"])}) for one in plain["heard"]
        ),
        voices=tuple(VoiceLine(**one) for one in plain["voices"]),
    )


def _line(plain: Mapping[str, Any]) -> GroupLine:
    return GroupLine(
        **{
            **plain,
            "ratio_range": _interval(plain["ratio_range"]),
            "standing": Standing(plain["standing"]),
        }
    )


def _interval(plain: Mapping[str, float] | None) -> Interval | None:
    return Interval(**plain) if plain else None


def _weighing(plain: Mapping[str, Any]) -> Weighing:
    dimensions = tuple(Dimension(one) for one in plain["dimensions"])
    return Weighing(**{**plain, "dimensions": dimensions})
