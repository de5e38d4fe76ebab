"""What bringing together and setting aside put on record. Both are public."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionsMerged(Fact):
    """Contributions that say the same were brought together."""

    kind: ClassVar[str] = "contribution:merged"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionParted(Fact):
    """A contribution stands for itself again."""

    kind: ClassVar[str] = "contribution:parted"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantSetAside(Fact):
    """Results are shown with and without one participant, for a public reason."""

    kind: ClassVar[str] = "participant:set_aside"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantTakenBackIn(Fact):
    """Setting a participant aside was taken back, for a public reason."""

    kind: ClassVar[str] = "participant:taken_back_in"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
