"""What decisions put on record. What somebody said stands with the decision, not here."""

from dataclasses import dataclass
from typing import ClassVar

from comity.consultation.facts.contributions import ContributionFact
from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAsked(Fact):
    """Agreement was sought on a proposal."""

    kind: ClassVar[str] = "decision:asked"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTaken(ContributionFact):
    """Somebody said how they stand to a proposal."""

    kind: ClassVar[str] = "decision:position_taken"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionHeard(Fact):
    """Somebody who blocks or is concerned was heard, and what came of it was written down."""

    kind: ClassVar[str] = "decision:heard"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecorded(Fact):
    """How far those asked agree was recorded."""

    kind: ClassVar[str] = "decision:recorded"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    reached: bool
    review_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWithdrawn(Fact):
    """A proposal was taken back before anything was recorded."""

    kind: ClassVar[str] = "decision:withdrawn"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    reason: str
