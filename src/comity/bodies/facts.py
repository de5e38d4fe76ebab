"""What the bodies package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCreated(Fact):
    """A body was set up."""

    kind: ClassVar[str] = "body:created"
    personal: ClassVar[frozenset[str]] = frozenset()
    slug: str
    community: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven(Fact):
    """A body was told what it may decide."""

    kind: ClassVar[str] = "body:mandate_given"
    personal: ClassVar[frozenset[str]] = frozenset()
    mandate: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeated(Fact):
    """Somebody took a seat. Who sits in a body is public."""

    kind: ClassVar[str] = "body:member_seated"
    personal: ClassVar[frozenset[str]] = frozenset()
    seat: str
    person: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyChanged(Fact):
    """Something about a body was changed: its names, how to reach it, how many sit in it."""

    kind: ClassVar[str] = "body:changed"
    personal: ClassVar[frozenset[str]] = frozenset()
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded(Fact):
    """A body was told until when it may decide something."""

    kind: ClassVar[str] = "body:mandate_ended"
    personal: ClassVar[frozenset[str]] = frozenset()
    mandate: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatProposed(Fact):
    """Somebody proposed that a person takes a seat or loses it. Who, is not public yet."""

    kind: ClassVar[str] = "body:seat_change_proposed"
    personal: ClassVar[frozenset[str]] = frozenset({"person"})
    proposal: str
    change: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatConfirmed(Fact):
    """Another person confirmed what was proposed, and whether that was enough."""

    kind: ClassVar[str] = "body:seat_change_confirmed"
    personal: ClassVar[frozenset[str]] = frozenset()
    proposal: str
    carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatProposalDropped(Fact):
    """A proposal was withdrawn, or waited too long."""

    kind: ClassVar[str] = "body:seat_change_dropped"
    personal: ClassVar[frozenset[str]] = frozenset()
    proposal: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNameConfirmed(Fact):
    """A person is called by a code name from now on. Which one, is not told here."""

    kind: ClassVar[str] = "body:code_name_confirmed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNameDropped(Fact):
    """A person gave up their code name."""

    kind: ClassVar[str] = "body:code_name_dropped"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEnded(Fact):
    """Somebody left a seat, or their term was over."""

    kind: ClassVar[str] = "body:seat_ended"
    personal: ClassVar[frozenset[str]] = frozenset()
    seat: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(Fact):
    """A member said what may keep them from judging fairly; with whom stays sealed."""

    kind: ClassVar[str] = "conflict:declared"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset({"about"})
    hard: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictWithdrawn(Fact):
    """A member said that something does not keep them from judging fairly any more."""

    kind: ClassVar[str] = "conflict:withdrawn"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset({"about"})
    about: str
