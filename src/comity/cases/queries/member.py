"""A case as its members see it, and their inbox."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from comity.cases.models import CaseSeat
from comity.cases.queries.circumstances import circumstances, hold
from comity.cases.queries.content import CaseFile, QuestionView, range_of
from comity.cases.queries.people import SeatView, parts_of, seat_views
from comity.cases.queries.views import (
    CaseHead,
    ChoiceView,
    DeliveryView,
    choice_views,
    delivery_view,
    head,
    measure_ids,
)
from comity.cases.rules import labels
from comity.cases.rules.apply import choices
from comity.cases.rules.questions import Range
from comity.cases.rules.seating import MAY_READ, Seat
from comity.cases.rules.table import TABLE
from comity.cases.rules.words import Move, State
from comity.charter.rules import Charter
from comity.kernel.actors import Actor
from comity.kernel.spans import day_of
from comity.measures.queries import MeasureView, measures
from comity.vault.queries import person_tag
from comity.vault.rules import Keyring

PAGE = 25
"""Rows of one page of an inbox."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a member with unlocked keys sees it.

    Attributes:
        head: state, deadline, what comes next.
        choices: the moves of the asker.
        seats: who sits, was asked, or stands aside.
        mine: how the asker stands to it.
        file: everything that their keys open.
        questions: what is voted on now, and how it stands.
        range: what the guideline gives, once something is found.
        measures: what the case has led to.
        delivery: how far the notice has come, once it was sent.
        answer_due_on: the last day to answer, once the particulars were served.
        charter: whose numbers count for this case.
    """

    head: CaseHead
    choices: tuple[ChoiceView, ...]
    seats: tuple[SeatView, ...]
    mine: Seat
    file: CaseFile
    questions: tuple[QuestionView, ...]
    range: Range | None
    measures: tuple[MeasureView, ...]
    delivery: DeliveryView | None
    answer_due_on: date | None
    charter: Charter


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One case in somebody's inbox.

    Attributes:
        head: state, deadline, what comes next.
        mine: how the asker stands to it.
        seat_label: the message code of that.
        moves: the message codes of what brings it on and only people like the asker can do, as
            far as that can be told without opening the case.
    """

    head: CaseHead
    mine: Seat
    seat_label: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of an inbox.

    Attributes:
        rows: the most urgent first.
        after: where the next page starts; empty on the last.
    """

    rows: tuple[InboxRow, ...]
    after: str


def case(case_id: str, *, seen_by: Actor, keyring: Keyring | None, now: datetime) -> CaseView:
    """Show a case to a member.

    Raises:
        NotFound: there is no such case, or none that they may know of.
        Locked: their keys are not unlocked.
    """
    held = hold(case_id, by=seen_by, keyring=keyring, now=now)
    found, state = held.case, State(held.case.state)
    known = circumstances(
        found, asker=held.asker(), setting=held.setting, file=held.file, views=held.questions
    )
    return CaseView(
        head=head(found, day_of(now)),
        choices=choice_views(choices(state, known)),
        seats=seat_views(found),
        mine=Seat(held.seat.seat),
        file=held.file,
        questions=held.questions,
        range=range_of(held.file, held.setting),
        measures=tuple(measures(measure_ids(found))),
        delivery=delivery_view(found),
        answer_due_on=found.answer_due_on,
        charter=held.charter,
    )


def inbox(
    *,
    seen_by: Actor,
    today: date,
    after: str = "",
    size: int = PAGE,
    waiting: bool = True,
    state: State | None = None,
) -> Inbox:
    """Read one page of somebody's inbox: one look into one index, however many cases there are.

    Args:
        seen_by: whose inbox.
        today: the day, in UTC.
        after: where to go on, as the page before said; empty for the first page.
        size: rows of a page.
        waiting: whether only what waits for them; else every open case that they may read.
        state: only cases that stand here; none for all.
    """
    mine = CaseSeat.objects.filter(member_tag=person_tag(seen_by.id))
    if waiting:
        mine = mine.filter(waiting=True)
    else:
        mine = mine.filter(seat__in=sorted(MAY_READ), past=False, due_on__isnull=False)
    if state is not None:
        mine = mine.filter(case__state=state)
    found = list(
        _beyond(mine, after)
        .order_by("due_on", "case_id")
        .select_related("case__body", "case__community")
        .prefetch_related("case__body__names", "case__community__names")[: size + 1]
    )
    rows = tuple(_row(seat, today) for seat in found[:size])
    last = found[size - 1] if len(found) > size else None
    return Inbox(rows, f"{last.due_on}.{last.case_id}" if last else "")


def _beyond(waiting: QuerySet[CaseSeat], after: str) -> QuerySet[CaseSeat]:
    """Leave out what earlier pages showed; a mark that cannot be read starts from the beginning."""
    day, _, case_id = after.partition(".")
    try:
        due_on = date.fromisoformat(day)
    except ValueError:
        return waiting
    return waiting.filter(due_on__gte=due_on).exclude(Q(due_on=due_on, case_id__lte=case_id))


def _row(seat: CaseSeat, today: date) -> InboxRow:
    shown = head(seat.case, today)
    parts = parts_of(seat)
    mine = {row.move for row in TABLE if row.source is shown.state and row.who & parts}
    return InboxRow(
        head=shown,
        mine=Seat(seat.seat),
        seat_label=labels.SEATS[Seat(seat.seat)],
        moves=tuple(labels.MOVES[move] for move in Move if move in mine and move in FORWARD),
    )


FORWARD = frozenset({Move.DECLARE, Move.VOTE}) | {
    row.move for row in TABLE if row.target is not row.source
}
"""Moves that bring a case on, or that it waits for from each member."""
