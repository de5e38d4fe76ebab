"""What is put on record about targets, attributes and outreach. None of it names a person."""

from dataclasses import dataclass
from typing import ClassVar

from comity.consultation.facts.contributions import ContributionFact
from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsSet(Fact):
    """Somebody said how large the groups are whom a consultation concerns."""

    kind: ClassVar[str] = "equity:targets_set"
    personal: ClassVar[frozenset[str]] = frozenset()
    groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributesChanged(ContributionFact):
    """Somebody said or took back something about themselves; what, stands nowhere else."""

    kind: ClassVar[str] = "equity:attributes_changed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachBegun(Fact):
    """Somebody takes it on to go out to a group."""

    kind: ClassVar[str] = "equity:outreach_begun"
    personal: ClassVar[frozenset[str]] = frozenset()
    dimension: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachOver(Fact):
    """It was written down how going out to a group went."""

    kind: ClassVar[str] = "equity:outreach_over"
    personal: ClassVar[frozenset[str]] = frozenset()
    dimension: str
    category: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld(Fact):
    """A listening session was written down."""

    kind: ClassVar[str] = "equity:session_held"
    personal: ClassVar[frozenset[str]] = frozenset()
    language: str
    people: int
