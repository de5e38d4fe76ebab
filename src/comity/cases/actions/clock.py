"""What happens to a case because a day has come: no finding, no measure, only endings."""

from datetime import date, datetime, timedelta

from django.db import transaction

from comity.cases.actions.moving import LARGEST_RANK, Making, invite, make
from comity.cases.errors import StillInForce, WindowStillOpen
from comity.cases.facts import CaseLate
from comity.cases.models import Case, CaseMeasure, CaseSeat
from comity.cases.queries import setting_of
from comity.cases.queries.circumstances import Asker
from comity.cases.queries.people import instance_of, panel, people_with, seats
from comity.cases.queries.views import measure_ids
from comity.cases.rules.seating import Instance, Seat
from comity.cases.rules.words import Move, State, Who
from comity.charter.queries import charter as charter_of
from comity.charter.rules import Charter
from comity.kernel.actors import SYSTEM
from comity.kernel.spans import day_of
from comity.measures.queries import running
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record
from comity.vault import actions as vault

KEPT_FOR_BOTH_SIDES = timedelta(days=90)
"""How long after closing both sides can still read; then nobody can (reporting.md 7.10)."""

ENDS_BY_ITSELF = {
    State.DECIDED: Move.END_WINDOW,
    State.IN_FORCE: Move.CLOSE,
    State.DECLINED: Move.CLOSE,
    State.WITHDRAWN: Move.CLOSE,
}
"""States that the clock may end, and how."""


@transaction.atomic
def day_has_come(*, case_id: str, now: datetime) -> None:
    """End what ends by itself; tell the members of anything else that is late, once."""
    case = _locked(case_id)
    state = State(case.state)
    if case.due_on is None or case.due_on >= day_of(now):
        return
    if state in ENDS_BY_ITSELF and _end(case, ENDS_BY_ITSELF[state], now):
        return
    if case.late:
        return
    case.late = True
    case.save(update_fields=["late"])
    if state in {State.SEATING, State.UNDER_APPEAL}:
        _ask_others(case)
    record(CaseLate(subject=case.id), by=SYSTEM, now=now)
    waiting = [one for one in seats(case) if one.waiting]
    for person_id in people_with(case, waiting):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)


@transaction.atomic
def close_if_done(*, measure_id: str, now: datetime) -> None:
    """Close a case whose last measure has ended and whose window to appeal is over."""
    link = CaseMeasure.objects.filter(measure_id=measure_id).first()
    if link is None:
        return
    case = _locked(link.case_id)
    if case.state == State.IN_FORCE:
        _end(case, Move.CLOSE, now)


@transaction.atomic
def tell_of_measure(*, measure_id: str) -> None:
    """Tell the panel that a measure needs somebody to look at it."""
    link = CaseMeasure.objects.filter(measure_id=measure_id).select_related("case").first()
    if link is None:
        return
    sitting = [one for one in seats(link.case) if one.seat == Seat.SEATED]
    for person_id in people_with(link.case, sitting):
        notify(person_id=person_id, kind=NoticeKind.MEASURE_STUCK)


@transaction.atomic
def lock(*, case_id: str, now: datetime) -> None:
    """Lock the rooms of both sides some time after a case was closed, for good."""
    case = _locked(case_id)
    if case.closed_on is None or case.locked or case.closed_on > day_of(now) - KEPT_FOR_BOTH_SIDES:
        return
    for room_id in [case.respondent_room, *case.reports.values_list("room", flat=True)]:
        if room_id:
            vault.close_room(room_id)
    case.locked = True
    case.save(update_fields=["locked"])


def close_rooms(case: Case) -> None:
    """Lock the rooms of the members: only open cases carry wraps."""
    for room_id in (case.intake_room, case.panel_room, case.former_room, case.appeal_room):
        if room_id:
            vault.close_room(room_id)


def term_of(case: Case, charter: Charter, now: datetime) -> date:
    """Name the day on which somebody looks at a case in force again: the end, or a review."""
    today = day_of(now)
    days = [today]
    for measure in running(measure_ids(case)):
        review = charter.guideline.measure(measure.level).review_days
        days.append(measure.ends_on or today + timedelta(days=review or REVIEW))
    return max(days)


REVIEW = 180
"""Days until a measure without an end is looked at again, where the charter names none."""


def _end(case: Case, move: Move, now: datetime) -> bool:
    """Make a move of the clock, if it can be made."""
    charter = charter_of(case.charter_version_id)
    asker, setting = Asker(frozenset({Who.CLOCK})), setting_of(case, now=now)
    last_day = term_of(case, charter, now)
    making = Making(case, move, asker, setting, SYSTEM, now, last_day=last_day)
    try:
        made = make(making)
    except (StillInForce, WindowStillOpen):
        return False
    if made.state is State.CLOSED:
        close_rooms(case)
    return True


def _ask_others(case: Case) -> None:
    """Ask the next alternates where somebody who was asked stays silent."""
    silent = [one for one in panel(case) if one.seat == Seat.INVITED]
    CaseSeat.objects.filter(id__in=[one.id for one in silent]).update(
        seat=Seat.ALTERNATE, rank=LARGEST_RANK
    )
    charter = charter_of(case.charter_version_id)
    appeal = instance_of(case) is Instance.APPEAL
    invite(case, charter.panel.appeal if appeal else case.panel_size)


def _locked(case_id: str) -> Case:
    return Case.objects.select_for_update().get(id=case_id)
