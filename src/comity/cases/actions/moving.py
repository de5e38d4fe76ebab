"""What every move has in common: the table decides, then state, deadline, inboxes and notices."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from comity.cases.facts import FACT_OF, CaseFact
from comity.cases.models import Case, CaseSeat
from comity.cases.queries.circumstances import Asker, Held, circumstances
from comity.cases.queries.content import (
    STATUS,
    CaseFile,
    QuestionView,
    Setting,
)
from comity.cases.queries.people import panel, people_with, seats
from comity.cases.rules.apply import Outcome, apply
from comity.cases.rules.seating import HANDLES, Instance, Seat, in_inbox, invitations
from comity.cases.rules.words import FINAL, Deadline, Move, Notice, State
from comity.kernel.actors import Actor
from comity.kernel.spans import day_of, due_on
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record
from comity.vault import actions as vault
from comity.vault.queries import certified_keys, holding
from comity.vault.rules import Keyring

SAID: Mapping[Move, str] = {
    Move.TAKE: "case_said_taken",
    Move.ACCEPT: "case_said_accepted",
    Move.DECLINE: "case_said_declined",
    Move.SERVE: "case_said_served",
    Move.EXTEND: "case_said_extended",
    Move.CLOSE_HEARING: "case_said_hearing_closed",
    Move.CONCLUDE_FINDINGS: "case_said_decided",
    Move.DECIDE: "case_said_decided",
    Move.APPEAL: "case_said_appealed",
    Move.DECIDE_APPEAL: "case_said_appeal_decided",
    Move.WITHDRAW: "case_said_withdrawn",
    Move.CLOSE: "case_said_closed",
}
"""What both sides are told of a move, in their own rooms."""

LARGEST_RANK = 2**62


@dataclass(frozen=True, slots=True)
class Making:
    """A move about to be made.

    Attributes:
        case: the locked row.
        move: the step.
        asker: who asks, as guards see them.
        setting: before whom questions lie.
        by: who asks, for the record.
        now: the moment.
        file: what the asker's keys open.
        views: how the questions stand.
        last_day: the last day, where the charter alone does not say it.
    """

    case: Case
    move: Move
    asker: Asker
    setting: Setting
    by: Actor
    now: datetime
    file: CaseFile = field(default_factory=CaseFile)
    views: Sequence[QuestionView] = ()
    last_day: date | None = None


def make(making: Making) -> Outcome:
    """Make a move, if the table allows it: one state, one deadline, one fact.

    Raises:
        DomainError: the table does not allow it; see ``rules.apply``.
    """
    case = making.case
    known = circumstances(
        case,
        asker=making.asker,
        setting=making.setting,
        file=making.file,
        views=making.views,
    )
    outcome = apply(State(case.state), making.move, known)
    case.state = outcome.state
    if outcome.deadlines:
        case.due_on, case.late = making.last_day or _due(outcome.deadlines, making), False
    if outcome.state in FINAL:
        case.due_on, case.closed_on = None, day_of(making.now)
    case.save()
    keep_inboxes(case)
    fact: type[CaseFact] = FACT_OF[making.move]
    record(fact(subject=case.id), by=making.by, now=making.now)
    _tell(case, outcome, making)
    return outcome


def make_as_member(
    held: Held,
    move: Move,
    *,
    by: Actor,
    now: datetime,
    voted: bool | None = None,
    last_day: date | None = None,
) -> Outcome:
    """Make a move of a member, and let in whoever has joined the panel since."""
    outcome = make(
        Making(
            case=held.case,
            move=move,
            asker=held.asker(voted=voted),
            setting=held.setting,
            by=by,
            now=now,
            file=held.file,
            views=held.questions,
            last_day=last_day,
        )
    )
    let_in(held.case, held.keyring, by=by, now=now)
    return outcome


def keep_inboxes(case: Case) -> None:
    """Write into every seat whether the case stands in that inbox, and until when."""
    state = State(case.state)
    for seat in seats(case):
        waiting = in_inbox(state, Seat(seat.seat), Instance(seat.instance), past=seat.past)
        if (seat.waiting, seat.due_on) != (waiting, case.due_on):
            seat.waiting, seat.due_on = waiting, case.due_on
            seat.save(update_fields=["waiting", "due_on"])


def invite(case: Case, size: int) -> None:
    """Ask as many alternates to sit as there are places, in the order that was drawn by lot."""
    held = panel(case)
    free = invitations(size, [Seat(one.seat) for one in held])
    for seat in [one for one in held if one.seat == Seat.ALTERNATE][:free]:
        seat.seat = Seat.INVITED
        seat.save(update_fields=["seat"])
    keep_inboxes(case)


def add_seats(case: Case, tags: Sequence[str], *, seat: Seat, instance: Instance) -> None:
    """Give people a place in a case. Their order is drawn by lot, so that nobody picks judges."""
    CaseSeat.objects.bulk_create(
        CaseSeat(
            case=case,
            member_tag=tag,
            seat=seat,
            instance=instance,
            rank=secrets.randbelow(LARGEST_RANK),
        )
        for tag in tags
    )


def let_in(case: Case, keyring: Keyring, *, by: Actor, now: datetime) -> None:
    """Open the rooms of the panel to members who were seated after these were made."""
    held = [one for one in panel(case) if one.seat in {Seat.SEATED, Seat.RECUSED_SOFT}]
    person_ids = set(people_with(case, held))
    on_appeal = case.state == State.UNDER_APPEAL
    rooms = [case.appeal_room] if on_appeal else [case.panel_room, case.respondent_room]
    for room_id in filter(None, rooms):
        inside = holding(room_id, {*person_ids, keyring.person_id})
        new = sorted(person_ids - inside)
        if new and keyring.person_id in inside:
            vault.admit(room_id, opener=keyring, holders=new, by=by, now=now)


def with_keys(person_ids: Sequence[str], *, now: datetime) -> list[str]:
    """Leave out whoever has no key that the service has certified for today."""
    keyed = certified_keys(person_ids, on=day_of(now))
    return [person_id for person_id in person_ids if person_id in keyed]


def say(room_id: str, code: str, *, now: datetime, day: date | None = None) -> None:
    """Tell a side in their own room how the case stands, signed by the service."""
    detail = {"day": day.isoformat()} if day else {}
    vault.put(room_id, kind=STATUS, content={"code": code, "detail": detail}, writer=None, now=now)


def _due(deadlines: Sequence[Deadline], making: Making) -> date:
    """Add up the spans that start now."""
    due = day_of(making.now)
    for deadline in deadlines:
        if deadline is Deadline.ANSWER_EXTENSION and making.move is Move.EXTEND:
            due = making.case.answer_due_on or due
        due = due_on(due, making.setting.charter.deadline(deadline))
    return due


def _tell(case: Case, outcome: Outcome, making: Making) -> None:
    """Tell everybody whom the table names: members by letter, the two sides in their rooms."""
    for notice in outcome.notices:
        match notice:
            case Notice.REPORTERS:
                for report in case.reports.all():
                    _say(report.room, making)
            case Notice.RESPONDENT:
                _say(case.respondent_room, making)
            case _:
                _write_to(case, notice, making)


def _say(room_id: str, making: Making) -> None:
    if room_id and making.move in SAID:
        say(room_id, SAID[making.move], now=making.now, day=making.case.due_on)


def _write_to(case: Case, notice: Notice, making: Making) -> None:
    wanted = {
        Notice.HANDLERS: (Instance.FIRST, HANDLES),
        Notice.PANEL: (Instance.FIRST, {Seat.INVITED, Seat.SEATED}),
        Notice.APPEAL_PANEL: (Instance.APPEAL, {Seat.INVITED, Seat.SEATED}),
    }
    instance, held = wanted[notice]
    told = [one for one in seats(case) if one.instance == instance and one.seat in held]
    for person_id in people_with(case, [one for one in told if not one.past]):
        if person_id != making.by.id:
            notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
