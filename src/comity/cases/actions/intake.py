"""From the report to the panel: opening, reading, declining by two, accepting."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from comity.bodies import queries as bodies
from comity.cases.actions.moving import (
    Making,
    add_seats,
    invite,
    keep_inboxes,
    make,
    make_as_member,
    with_keys,
)
from comity.cases.errors import MoveNotPossible, ReportsNotWithdrawn, UnknownChoice
from comity.cases.facts import CaseOpened
from comity.cases.models import Case, CaseReport
from comity.cases.queries import case_of_reporter, hold, setting_of
from comity.cases.queries.circumstances import Asker, quorum_of
from comity.cases.queries.content import LAW, NOTE
from comity.cases.queries.law import law_of
from comity.cases.queries.people import panel, people_with
from comity.cases.rules.questions import checked_text
from comity.cases.rules.seating import HANDLES, Instance, Seat
from comity.cases.rules.words import Move, State, Who
from comity.competence.queries import effective_charter
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record
from comity.reports import queries as reports
from comity.vault import actions as vault
from comity.vault.queries import barred, holding, person_tag
from comity.vault.rules import Audience, Keyring, ReceiptKeys


@transaction.atomic
def open_case(*, report_id: str, now: datetime) -> str:
    """Open a case for a report. Opening it twice gives the same case.

    The service makes the room without being able to read it. Its holders are those whom the
    reporter saw in the list before sending.

    Returns:
        The id of the case.

    Raises:
        NotFound: there is no such report.
    """
    known = CaseReport.objects.filter(report_id=report_id).first()
    if known is not None:
        return known.case_id
    report = reports.report(report_id)
    members = [member.person_id for member in bodies.members(report.body_id, day_of(now))]
    eligible = with_keys(sorted(holding(report.room_id, members)), now=now)
    away = sorted(barred(report.room_id, members))
    law = law_of(report.community_id, languages=[report.language])
    room = vault.create_room(
        audience=Audience.PANEL, holders=eligible, barred=away, by=SYSTEM, now=now
    )
    vault.put(room, kind=LAW, content=law.content(), writer=None, now=now)
    case = Case.objects.create(
        state=State.RECEIVED,
        community_id=report.community_id,
        body_id=report.body_id,
        charter_version_id=effective_charter(report.community_id).version_id,
        code_hash=law.hash,
        intake_room=room,
        opened_on=day_of(now),
        due_on=report.acknowledge_by,
    )
    CaseReport.objects.create(case=case, report_id=report.id, room=report.room_id)
    seats = {Seat.ALTERNATE: eligible, Seat.EXCLUDED: away}
    for seat, person_ids in seats.items():
        tags = [person_tag(person_id) for person_id in person_ids]
        add_seats(case, tags, seat=seat, instance=Instance.FIRST)
    keep_inboxes(case)
    record(CaseOpened(subject=case.id), by=SYSTEM, now=now)
    for person_id in eligible:
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
    return case.id


@transaction.atomic
def take(*, case_id: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Say that somebody reads it; the reporter learns that a person has.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    make_as_member(held, Move.TAKE, by=by, now=now)
    return held.case


@transaction.atomic
def propose_decline(
    *, case_id: str, reason: str, keyring: Keyring | None, by: Actor, now: datetime
) -> Case:
    """Propose that the body does not take the case; another member has to confirm it.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        WrongInput: the reason says nothing, or too much.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    reason = checked_text(reason, field="reason")
    make_as_member(held, Move.PROPOSE_DECLINE, by=by, now=now)
    held.case.decline_proposed_by = held.seat.member_tag
    held.case.save(update_fields=["decline_proposed_by"])
    _note(held.case, reason, held.keyring, now)
    return held.case


@transaction.atomic
def decline(
    *, case_id: str, reason: str, keyring: Keyring | None, by: Actor, now: datetime
) -> Case:
    """Confirm that the body does not take the case. The reporter reads the reason.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        WrongInput: the reason says nothing, or too much.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    reason = checked_text(reason, field="reason")
    make_as_member(held, Move.DECLINE, by=by, now=now)
    held.case.declined_by = held.seat.member_tag
    held.case.save(update_fields=["declined_by"])
    for report in held.case.reports.all():
        vault.put(
            report.room, kind="message", content={"text": reason}, writer=held.keyring, now=now
        )
    return held.case


@transaction.atomic
def ask_review(*, receipt: ReceiptKeys, reason: str, now: datetime) -> Case:
    """Ask for a second look at a declined report, by another member, once.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        WrongInput: the reason says nothing, or too much.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    case = case_of_reporter(receipt, locked=True)
    reason = checked_text(reason, field="reason")
    make(
        Making(
            case=case,
            move=Move.ASK_REVIEW,
            asker=Asker(frozenset({Who.REPORTER})),
            setting=setting_of(case, now=now),
            by=Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup),
            now=now,
        )
    )
    case.reviewed = True
    case.save(update_fields=["reviewed"])
    room = reports.report_of(receipt).room_id
    vault.put(room, kind="message", content={"text": reason}, writer=receipt, now=now)
    return case


@transaction.atomic
def accept(
    *, case_id: str, severity: int, keyring: Keyring | None, by: Actor, now: datetime
) -> Case:
    """Accept a case for the body, and ask members, drawn by lot, to sit.

    Args:
        case_id: of the case.
        severity: how grave it looks, 1 to 5; it only says how many members are to sit.
        keyring: unlocked keys of the member.
        by: the member.
        now: the moment.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        UnknownChoice: there is no such severity.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    sizes = held.charter.panel.sizes
    if severity not in sizes:
        raise UnknownChoice(field="severity", choices=", ".join(map(str, sizes)))
    make_as_member(held, Move.ACCEPT, by=by, now=now)
    case = held.case
    there = sum(one.seat in HANDLES for one in panel(case))
    case.panel_size = max(quorum_of(held.charter), min(sizes[severity], there))
    case.decline_proposed_by = case.declined_by = ""
    case.save(update_fields=["panel_size", "decline_proposed_by", "declined_by"])
    invite(case, case.panel_size)
    tell_invited(case)
    return case


@transaction.atomic
def withdraw(*, report_id: str, now: datetime) -> None:
    """Note that a report was withdrawn; the case ends unless others or the body carry it on.

    Doing it twice changes nothing.
    """
    link = CaseReport.objects.filter(report_id=report_id).first()
    if link is None or link.withdrawn:
        return
    CaseReport.objects.filter(id=link.id).update(withdrawn=True)
    case = Case.objects.select_for_update().get(id=link.case_id)
    making = Making(
        case=case,
        move=Move.WITHDRAW,
        asker=Asker(frozenset({Who.REPORTER})),
        setting=setting_of(case, now=now),
        by=SYSTEM,
        now=now,
    )
    with suppress(MoveNotPossible, ReportsNotWithdrawn):
        make(making)


@transaction.atomic
def resume(*, case_id: str, reason: str, keyring: Keyring | None, by: Actor, now: datetime) -> Case:
    """Take a withdrawn case up by the body itself, because others are at risk.

    Raises:
        NotFound: there is no such case, or none that ``by`` may know of.
        WrongInput: the reason says nothing, or too much.
        DomainError: it cannot be done now; see ``rules.table``.
    """
    held = hold(case_id, by=by, keyring=keyring, now=now, locked=True)
    reason = checked_text(reason, field="reason")
    make_as_member(held, Move.RESUME, by=by, now=now)
    case = held.case
    case.of_own_motion = True
    case.decline_proposed_by = case.declined_by = ""
    case.save(update_fields=["of_own_motion", "decline_proposed_by", "declined_by"])
    _note(case, reason, held.keyring, now)
    return case


def tell_invited(case: Case) -> None:
    """Write to everybody who was asked to sit."""
    asked = [one for one in panel(case) if one.seat == Seat.INVITED]
    for person_id in people_with(case, asked):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)


def _note(case: Case, text: str, keyring: Keyring, now: datetime) -> None:
    vault.put(case.intake_room, kind=NOTE, content={"text": text}, writer=keyring, now=now)
