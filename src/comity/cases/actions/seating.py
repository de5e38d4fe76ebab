"""Who sits: declaring conflicts, standing aside, and beginning the inquiry."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from comity.cases.actions.intake import tell_invited
from comity.cases.actions.moving import invite, keep_inboxes, let_in, make_as_member
from comity.cases.models import Case, CaseSeat
from comity.cases.queries import hold
from comity.cases.queries.circumstances import Held
from comity.cases.queries.content import CONFLICTS
from comity.cases.queries.people import panel, people_with
from comity.cases.rules.seating import Hard, Instance, Seat, Soft, seat_after
from comity.cases.rules.words import Move
from comity.kernel.actors import Actor
from comity.vault import actions as vault
from comity.vault.rules import Audience, Keyring


@transaction.atomic
def declare(
    *,
    case_id: str,
    conflicts: Collection[Hard | Soft],
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
) -> Seat:
    """Declare one's conflicts, and take the seat that follows from them.

    Args:
        case_id: of the case.
        conflicts: none, if there are none. Why is nobody's business.
        keyring: unlocked keys of the member.
        by: the member who was asked to sit.
        now: the moment.

    Returns:
        How they stand to the case from now on.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.DECLARE, by=by, now=now)
    return _take_seat(held, seat_after(conflicts), conflicts, by=by, now=now)


@transaction.atomic
def recuse(
    *,
    case_id: str,
    conflicts: Collection[Hard | Soft],
    keyring: Keyring | None,
    by: Actor,
    now: datetime,
) -> Seat:
    """Stand aside from a panel one sits in; without a softer reason, altogether.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.RECUSE, by=by, now=now)
    declared = conflicts or {Hard.OTHER_INTEREST}
    return _take_seat(held, seat_after(declared), declared, by=by, now=now)


@transaction.atomic
def open_inquiry(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Begin the inquiry, in a room that only the panel can open.

    Whoever was asked and has not declared goes back among the alternates. A panel that had begun
    before, and declined, finds its room as it left it.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.OPEN_INQUIRY, by=by, now=now)
    case = held.case
    silent = case.seats.filter(instance=Instance.FIRST, past=False, seat=Seat.INVITED)
    silent.update(seat=Seat.ALTERNATE)
    if not case.panel_room:
        _make_panel_room(case, by, now)
    keep_inboxes(case)
    let_in(case, held.keyring, by=by, now=now)
    return case


def _make_panel_room(case: Case, by: Actor, now: datetime) -> None:
    sitting = [one for one in panel(case) if one.seat in {Seat.SEATED, Seat.RECUSED_SOFT}]
    aside = [one for one in panel(case) if one.seat in {Seat.RECUSED_HARD, Seat.EXCLUDED}]
    case.panel_room = vault.create_room(
        audience=Audience.PANEL,
        holders=people_with(case, sitting),
        barred=people_with(case, aside),
        by=by,
        now=now,
    )
    case.save(update_fields=["panel_room"])


def _take_seat(
    held: Held,
    seat: Seat,
    conflicts: Collection[Hard | Soft],
    *,
    by: Actor,
    now: datetime,
) -> Seat:
    case = held.case
    room = case.appeal_room if held.seat.instance == Instance.APPEAL else case.intake_room
    if conflicts:
        content: dict[str, object] = {"conflicts": sorted(map(str, conflicts))}
        vault.put(room, kind=CONFLICTS, content=content, writer=held.keyring, now=now)
    CaseSeat.objects.filter(id=held.seat.id).update(seat=seat, waiting=False)
    if seat is Seat.RECUSED_HARD:
        for one in rooms_of(case):
            vault.bar(one, person_id=by.id, by=by, now=now)
    if seat is Seat.SEATED:
        keep_inboxes(case)
        return seat
    appeal = held.seat.instance == Instance.APPEAL
    invite(case, held.charter.panel.appeal if appeal else case.panel_size)
    tell_invited(case)
    return seat


def rooms_of(case: Case) -> list[str]:
    """Name every room of a case."""
    rooms = [
        case.intake_room,
        case.panel_room,
        case.former_room,
        case.respondent_room,
        case.appeal_room,
        *case.reports.values_list("room", flat=True),
    ]
    return [room for room in rooms if room]
