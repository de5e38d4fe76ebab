"""What answers put on record. Who said what stands with the contribution, not here."""

from dataclasses import dataclass
from typing import ClassVar

from comity.consultation.facts.contributions import ContributionFact
from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionAnswered(Fact):
    """A contribution was answered, with a public reason."""

    kind: ClassVar[str] = "contribution:answered"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerObjected(ContributionFact):
    """The author of a contribution said that its answer misses the point."""

    kind: ClassVar[str] = "contribution:answer_missed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionMade(ContributionFact):
    """A contribution suggests a change of a text."""

    kind: ClassVar[str] = "suggestion:made"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsCarriedOver(Fact):
    """What was not decided yet in one round goes on in the next."""

    kind: ClassVar[str] = "suggestion:carried_over"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    count: int
