"""How many must agree. Recused members are never counted: their seat is empty for that decision."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Decision(StrEnum):
    """What a body votes on."""

    FINDING = auto()
    SEVERE_FINDING = auto()
    MEASURE = auto()
    SEVERE_MEASURE = auto()
    DEPARTURE = auto()
    APPEAL = auto()
    CHALLENGE = auto()
    REFERRAL = auto()


class Base(StrEnum):
    """Of whom a share is taken.

    ``SEATED``: every seated member who is not recused. ``WILLING``: the same without those
    who abstain, as English Wikipedia's Arbitration Committee counts. ``DECIDED``: those who
    voted for or against. ``PRESENT``: those, and the ones who abstained. ``SEATS``: every seat of
    the panel, also the one of a member who is recused.
    """

    SEATED = auto()
    WILLING = auto()
    DECIDED = auto()
    PRESENT = auto()
    SEATS = auto()


@dataclass(frozen=True, slots=True)
class Count:
    """How a vote of a body stands.

    Attributes:
        in_favour: members for.
        against: members against.
        abstained: members who said that they take no side.
        seated: all members of the panel, recused ones included.
        recused: members who stand aside.
    """

    in_favour: int
    against: int
    abstained: int
    seated: int
    recused: int = 0

    @property
    def turnout(self) -> int:
        """How many took part."""
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True)
class Majority:
    """What it takes to carry a decision.

    Attributes:
        numerator: with ``denominator``, the share that is needed.
        denominator: at least 1.
        strict: whether the share must be exceeded ("more than half") or may just be reached.
        base: of whom the share is taken.
        quorum: how many must take part.
    """

    numerator: int
    denominator: int
    strict: bool
    base: Base
    quorum: int

    def base_of(self, count: Count) -> int:
        """Say how many people the share is taken of."""
        match self.base:
            case Base.SEATED:
                return count.seated - count.recused
            case Base.WILLING:
                return count.seated - count.recused - count.abstained
            case Base.DECIDED:
                return count.in_favour + count.against
            case Base.PRESENT:
                return count.turnout
            case Base.SEATS:
                return count.seated

    def needed(self, count: Count) -> int:
        """Say how many votes in favour are enough. Whole numbers only: no rounding tips a vote."""
        base = self.base_of(count)
        whole, rest = divmod(base * self.numerator, self.denominator)
        return max(1, whole + 1 if self.strict or rest else whole)

    def carried(self, count: Count) -> bool:
        """Tell whether a decision is carried."""
        return count.turnout >= self.quorum and count.in_favour >= self.needed(count)

    def settled(self, count: Count) -> bool:
        """Tell whether the votes still missing can no longer change the outcome."""
        missing = count.seated - count.recused - count.turnout
        if missing == 0:
            return True
        if self.base is not Base.SEATED:
            return False
        if count.in_favour >= self.needed(count):
            return count.turnout >= self.quorum
        return count.in_favour + missing < self.needed(count)
