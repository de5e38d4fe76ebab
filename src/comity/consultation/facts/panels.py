"""What is put on record about panels by lot.

What organisers do is public, with the hashes by which a lot is checked: a line of the record
cannot be changed afterwards. That somebody put themselves forward is told by the day only.
"""

from dataclasses import dataclass
from typing import ClassVar

from comity.consultation.facts.contributions import ContributionFact
from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOpened(Fact):
    """People can put themselves forward; the hash of the seed is fixed."""

    kind: ClassVar[str] = "panel:pool_opened"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    seats: int
    commitment: str
    beacon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutForward(ContributionFact):
    """Somebody put themselves forward, or took that back."""

    kind: ClassVar[str] = "panel:put_forward"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolClosed(Fact):
    """Nobody comes in any more; the hash of the pool and its quotas is fixed."""

    kind: ClassVar[str] = "panel:pool_closed"
    personal: ClassVar[frozenset[str]] = frozenset()
    people: int
    pool_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotsWorkedOut(Fact):
    """The panels that can be drawn are known, or that there is none."""

    kind: ClassVar[str] = "panel:lots_worked_out"
    personal: ClassVar[frozenset[str]] = frozenset()
    possible: bool
    lots_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDrawn(Fact):
    """The panel was drawn, and the seed was published."""

    kind: ClassVar[str] = "panel:drawn"
    personal: ClassVar[frozenset[str]] = frozenset()
    seed: str
    beacon_value: str
    tickets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFilled(Fact):
    """Somebody stepped down, and somebody else was drawn for the seat, if anybody was left."""

    kind: ClassVar[str] = "panel:seat_filled"
    personal: ClassVar[frozenset[str]] = frozenset()
    turn: int
    gone: str
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelCancelled(Fact):
    """The panel will not be drawn."""

    kind: ClassVar[str] = "panel:cancelled"
    personal: ClassVar[frozenset[str]] = frozenset()
