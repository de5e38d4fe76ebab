"""What the reports package puts on record: on the sealed chain, so by day and without names."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived(Fact):
    """A report was received by a body."""

    kind: ClassVar[str] = "report:received"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFollowedUp(Fact):
    """The reporter wrote again."""

    kind: ClassVar[str] = "report:followed_up"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn(Fact):
    """The reporter took the report back."""

    kind: ClassVar[str] = "report:withdrawn"
    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()
