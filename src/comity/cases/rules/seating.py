"""Who sits: declarations of conflict, and whether enough members sit who may decide."""

from collections.abc import Iterable
from enum import StrEnum, auto

from comity.cases.rules.words import FINAL, State


class Instance(StrEnum):
    """Which panel a seat belongs to."""

    FIRST = auto()
    APPEAL = auto()


class Seat(StrEnum):
    """How somebody stands to a case.

    ``ALTERNATE`` could be asked to sit, ``INVITED`` has been asked. ``SEATED`` decides.
    ``RECUSED_SOFT`` may read and speak but not vote; ``RECUSED_HARD`` and ``EXCLUDED`` have no
    access at all, the one by declaration, the other from the beginning.
    """

    ALTERNATE = auto()
    INVITED = auto()
    SEATED = auto()
    RECUSED_SOFT = auto()
    RECUSED_HARD = auto()
    EXCLUDED = auto()


MAY_READ = frozenset({Seat.ALTERNATE, Seat.INVITED, Seat.SEATED, Seat.RECUSED_SOFT})
"""Seats whose holders the vault lets in."""

HANDLES = frozenset({Seat.ALTERNATE, Seat.INVITED, Seat.SEATED})
"""Seats whose holders may do what any eligible member of the body may do."""


class Hard(StrEnum):
    """Conflicts that bar somebody from a case altogether."""

    PARTY = auto()
    HARMED = auto()
    WITNESS = auto()
    CLOSE_TIE = auto()
    ACTED_BEFORE = auto()
    OTHER_INTEREST = auto()


class Soft(StrEnum):
    """Conflicts that leave somebody a voice but no vote."""

    SAME_SMALL_TEAM = auto()
    SPOKE_IN_PUBLIC = auto()
    SAME_LARGE_EMPLOYER = auto()


def seat_after(declared: Iterable[Hard | Soft]) -> Seat:
    """Say which seat somebody takes who declares these conflicts; two soft ones are a hard one."""
    conflicts = set(declared)
    soft = sum(isinstance(conflict, Soft) for conflict in conflicts)
    if soft > 1 or len(conflicts) > soft:
        return Seat.RECUSED_HARD
    return Seat.RECUSED_SOFT if soft else Seat.SEATED


def is_complete(size: int, quorum: int, seats: Iterable[Seat]) -> bool:
    """Tell whether enough members sit.

    Args:
        size: how many the charter wants without a hard conflict.
        quorum: how many must be able to vote; fewer could never carry anything.
        seats: of everybody who has a place in this panel.
    """
    held = list(seats)
    voting = held.count(Seat.SEATED)
    return voting >= quorum and voting + held.count(Seat.RECUSED_SOFT) >= size


def invitations(size: int, seats: Iterable[Seat]) -> int:
    """Say how many more members to invite, so that every vote can be taken."""
    held = list(seats)
    return max(0, size - held.count(Seat.SEATED) - held.count(Seat.INVITED))


def in_inbox(state: State, seat: Seat, instance: Instance, *, past: bool) -> bool:
    """Tell whether a case stands in the inbox of whoever holds a seat.

    Before a panel sits, everybody who may open the report sees it; then only the panel and those
    who are asked to join; on appeal only the appeal panel.
    """
    if past or seat not in MAY_READ or state in FINAL:
        return False
    if (instance is Instance.APPEAL) is not (state is State.UNDER_APPEAL):
        return False
    open_to_all = {State.RECEIVED, State.TRIAGE, State.DECLINED, State.WITHDRAWN}
    return seat is not Seat.ALTERNATE or state in open_to_all
