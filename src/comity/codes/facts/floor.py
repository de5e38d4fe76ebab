"""What the floor puts on record: codes that fall below it, words that people judge, opinions."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFellBelowFloor(Fact):
    """A check found a local code in force below the floor, where it had not been before."""

    kind: ClassVar[str] = "code:fell_below_floor"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    findings: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAboveFloorAgain(Fact):
    """A local code that had fallen below the floor is at or above it again."""

    kind: ClassVar[str] = "code:above_floor_again"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingTimeOver(Fact):
    """The time in which a community could mend its text is over, and the text is still below."""

    kind: ClassVar[str] = "code:mending_time_over"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsJudgedByOne(Fact):
    """Somebody judged words that touch the floor."""

    kind: ClassVar[str] = "code:words_judged_by_one"
    personal: ClassVar[frozenset[str]] = frozenset()
    review: str
    provision: str
    verdict: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsJudged(Fact):
    """All that were needed judged words that touch the floor."""

    kind: ClassVar[str] = "code:words_judged"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    review: str
    provision: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsBoundUnjudged(Fact):
    """A version binds with words that touch the floor and that nobody has judged in time."""

    kind: ClassVar[str] = "code:bound_unjudged"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAsked(Fact):
    """A community asked for an opinion on a published draft."""

    kind: ClassVar[str] = "code:advice_asked"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    request: str
    number: int
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(Fact):
    """Somebody gave an opinion on a published draft."""

    kind: ClassVar[str] = "code:advice_given"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerNamed(Fact):
    """Somebody may judge words of codes at a community and below it."""

    kind: ClassVar[str] = "code:reviewer_named"
    personal: ClassVar[frozenset[str]] = frozenset({"person"})
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerDismissed(Fact):
    """Somebody may judge words of codes at a community no longer."""

    kind: ClassVar[str] = "code:reviewer_dismissed"
    personal: ClassVar[frozenset[str]] = frozenset({"person"})
    person: str
