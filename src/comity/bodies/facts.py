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
