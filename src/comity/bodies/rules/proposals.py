"""Seating and removing people: who may propose it, who may confirm it, and what follows.

Nobody takes or loses a seat by the word of one person. Seating takes two people, and so does
changing the key of a member; removing takes three. Whoever it is about is none of them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

PROPOSAL_DAYS = 14
"""How long a proposal waits to be confirmed."""


class Change(StrEnum):
    """What can be proposed: a seat, its end, or that a member's new key counts for it."""

    SEAT = auto()
    UNSEAT = auto()
    KEY = auto()


class Standing(StrEnum):
    """Where a proposal stands. Only an open one can still change."""

    OPEN = auto()
    CARRIED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()


class Step(StrEnum):
    """What can happen to a proposal."""

    CONFIRM = auto()
    WITHDRAW = auto()
    EXPIRE = auto()


class Against(StrEnum):
    """Why somebody may not confirm a proposal now. Each has words, under ``proposal_``."""

    OVER = auto()
    ABOUT_YOU = auto()
    OUTSIDER = auto()
    YOURS = auto()
    CONFIRMED_BEFORE = auto()
    KEY_CHANGED = auto()


PEOPLE_NEEDED = {Change.SEAT: 2, Change.UNSEAT: 3, Change.KEY: 2}
"""How many different people it takes, whoever proposed it included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Who could act for a body.

    Attributes:
        members: ids of the people who sit in it today.
        above: ids of those who sit in the bodies right above, who help out a body that is too
            small to act by itself.
    """

    members: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()

    def may_act(self, person_id: str, change: Change, *, about: str) -> bool:
        """Tell whether somebody may propose or confirm a change of seats in the body.

        Args:
            person_id: who would like to.
            change: what is proposed.
            about: id of the person who would take or lose the seat.
        """
        if person_id == about:
            return False
        able = self.members - {about}
        return person_id in able or (person_id in self.above and len(able) < PEOPLE_NEEDED[change])


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal as the rules see it. People and operators are named as the record names them.

    Attributes:
        change: what is proposed.
        standing: where it stands.
        about: id of the person who would take or lose the seat.
        proposed_by: who proposed it.
        confirmed_by: who confirmed it so far.
        last_day: on which it can be confirmed.
        fingerprint: of the key that was live when it was proposed; empty for a removal.
    """

    change: Change
    standing: Standing
    about: str
    proposed_by: str
    confirmed_by: frozenset[str]
    last_day: date
    fingerprint: str = ""


def against(
    proposal: Proposal, *, by: str, eligible: bool, today: date, fingerprint: str, compared: str
) -> Against | None:
    """Say why somebody may not confirm a proposal; None if they may.

    Args:
        proposal: as it stands.
        by: who would like to confirm it, as the record names them.
        eligible: whether they may act for this body at all, see ``Circle``.
        today: the day.
        fingerprint: of the key that is live now; empty for none.
        compared: the fingerprint that they have compared; for a removal nothing is.
    """
    keys = {proposal.fingerprint, fingerprint, compared}
    over = proposal.standing is not Standing.OPEN or today > proposal.last_day
    checks = (
        (by == f"person:{proposal.about}", Against.ABOUT_YOU),
        (not eligible, Against.OUTSIDER),
        (over, Against.OVER),
        (by == proposal.proposed_by, Against.YOURS),
        (by in proposal.confirmed_by, Against.CONFIRMED_BEFORE),
        (
            proposal.change is not Change.UNSEAT and (len(keys) > 1 or "" in keys),
            Against.KEY_CHANGED,
        ),
    )
    return next((problem for fails, problem in checks if fails), None)


def is_carried(change: Change, *, behind: Collection[str]) -> bool:
    """Tell whether enough different people stand behind a proposal.

    Args:
        change: what is proposed.
        behind: who proposed or confirmed it and may still act for the body.
    """
    return len(set(behind)) >= PEOPLE_NEEDED[change]


def after(standing: Standing, step: Step, *, enough: bool = False) -> Standing | None:
    """Say where a proposal stands after a step; None if the step cannot be taken.

    Args:
        standing: before.
        step: what happens.
        enough: whether enough people stand behind it with this confirmation.
    """
    if standing is not Standing.OPEN:
        return None
    if step is Step.CONFIRM:
        return Standing.CARRIED if enough else Standing.OPEN
    return Standing.WITHDRAWN if step is Step.WITHDRAW else Standing.EXPIRED


def is_founding(*, sitting: int, confirmed_seats: int) -> bool:
    """Tell whether whoever runs this place may still seat people in a body alone.

    Args:
        sitting: how many people sit in it today.
        confirmed_seats: how many seats of it were ever taken with the confirmation of two.
    """
    return confirmed_seats == 0 or sitting == 0
