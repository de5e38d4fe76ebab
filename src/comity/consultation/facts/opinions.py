"""What statements and opinion maps put on record.

What participants do stands on the sealed chain, by day; what organisers do stands on the open one.
Answers are not put on record one by one: who agreed with what is nobody's business, and the hash
of all of them together is.
"""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementProposed(Fact):
    """Somebody proposed a statement."""

    kind: ClassVar[str] = "statement:proposed"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementShown(Fact):
    """People are asked about a statement from now on."""

    kind: ClassVar[str] = "statement:shown"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDeclined(Fact):
    """People are not asked about a statement, or no longer, for a public reason."""

    kind: ClassVar[str] = "statement:declined"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTranslated(Fact):
    """A statement was translated."""

    kind: ClassVar[str] = "statement:translated"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWithdrawn(Fact):
    """Whoever proposed a statement took it back before anybody was asked."""

    kind: ClassVar[str] = "statement:withdrawn"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionMapAsked(Fact):
    """Somebody, or the end of a round, asked for an opinion map."""

    kind: ClassVar[str] = "opinion_map:asked"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionMapDrawn(Fact):
    """An opinion map was drawn.

    Attributes:
        algorithm: name and version of how.
        input_hash: of the votes as they are published.
        result_hash: of what the map says.
    """

    kind: ClassVar[str] = "opinion_map:drawn"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int
    algorithm: str
    input_hash: str
    result_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionMapDrawnEarly(Fact):
    """An opinion map of a round that is still open was drawn.

    The hash of its votes is not told: whoever guesses at the votes of a few could check them.
    """

    kind: ClassVar[str] = "opinion_map:drawn_early"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int
    algorithm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionMapHeld(Fact):
    """An opinion map is not shown: beside the one before, it would tell how a few answered."""

    kind: ClassVar[str] = "opinion_map:held"
    personal: ClassVar[frozenset[str]] = frozenset()
    round: str
    number: int
