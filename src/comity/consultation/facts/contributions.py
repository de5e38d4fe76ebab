"""What contributions put on record: on the sealed chain, by day, and never who made them.

A line of the open chain tells the second, which would connect a name for one consultation with
whoever did something else at that moment.
"""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFact(Fact):
    """Something happened to a contribution, or to somebody's part in a consultation."""

    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart(ContributionFact):
    """Somebody began to take part in a consultation."""

    kind: ClassVar[str] = "consultation:joined"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChanged(ContributionFact):
    """Somebody chose how they are shown in a consultation, or whether they get letters about it."""

    kind: ClassVar[str] = "consultation:shown_changed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionMade(ContributionFact):
    """Somebody contributed."""

    kind: ClassVar[str] = "contribution:made"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionChanged(ContributionFact):
    """A contribution was changed by its author."""

    kind: ClassVar[str] = "contribution:changed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionTakenBack(ContributionFact):
    """A contribution was withdrawn by its author."""

    kind: ClassVar[str] = "contribution:withdrawn"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionTranslated(ContributionFact):
    """A contribution was translated."""

    kind: ClassVar[str] = "contribution:translated"
    personal: ClassVar[frozenset[str]] = frozenset()
