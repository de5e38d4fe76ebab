"""A case as the two sides see it: each with their own receipt, each in their own room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from comity.cases.errors import NeverHere
from comity.cases.models import Case, CaseReport
from comity.cases.queries.circumstances import Asker, circumstances, setting_of
from comity.cases.queries.content import PARTICULARS, STATEMENT, of_kind
from comity.cases.queries.people import SeatView, seat_views
from comity.cases.queries.views import CaseHead, ChoiceView, choice_views, head
from comity.cases.rules.apply import choices
from comity.cases.rules.seating import Seat
from comity.cases.rules.words import State, Who
from comity.kernel.spans import day_of
from comity.reports.errors import ReceiptUnknown
from comity.reports.queries import report_of
from comity.vault.errors import Sealed
from comity.vault.queries import read, rooms_of_receipt
from comity.vault.rules import Item, ReceiptKeys


@dataclass(frozen=True, slots=True)
class PartyView:
    """A case as one side sees it.

    Attributes:
        head: state, deadline, what comes next.
        choices: what they can do.
        seats: who decides; only members who sit now.
        answer_due_on: the last day to answer the particulars.
        items: everything said to them and by them, oldest first.
    """

    head: CaseHead
    choices: tuple[ChoiceView, ...]
    seats: tuple[SeatView, ...]
    answer_due_on: date | None
    items: Sequence[Item]

    @property
    def particulars(self) -> Item | None:
        """What exactly is alleged, as it was served last."""
        return next(reversed(of_kind(self.items, PARTICULARS)), None)

    @property
    def statements(self) -> list[Item]:
        """The reasons of every decision, oldest first."""
        return of_kind(self.items, STATEMENT)


def respondent_view(receipt: ReceiptKeys, *, now: datetime) -> PartyView:
    """Show a case to the respondent.

    Raises:
        ReceiptUnknown: no case belongs to the receipt.
    """
    found = case_of_respondent(receipt)
    return _view(found, Who.RESPONDENT, _read(found.respondent_room, receipt), now)


def reporter_view(receipt: ReceiptKeys, *, now: datetime) -> PartyView:
    """Show to a reporter how their case stands. What was said stands in ``reports.queries``.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        NeverHere: its case is not opened yet.
    """
    return _view(case_of_reporter(receipt), Who.REPORTER, (), now)


def case_of_respondent(receipt: ReceiptKeys, *, locked: bool = False) -> Case:
    """Find the case to which a respondent's receipt belongs.

    Raises:
        ReceiptUnknown: there is none.
    """
    rooms = rooms_of_receipt(receipt.lookup)
    cases = Case.objects.filter(respondent_room__in=rooms).exclude(respondent_room="")
    found = (cases.select_for_update() if locked else cases).first()
    if found is None:
        raise ReceiptUnknown(field="receipt")
    return found


def case_of_reporter(receipt: ReceiptKeys, *, locked: bool = False) -> Case:
    """Find the case to which a reporter's receipt belongs.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        NeverHere: its case is not opened yet.
    """
    report = report_of(receipt)
    link = CaseReport.objects.filter(report_id=report.id).first()
    if link is None:
        raise NeverHere
    cases = Case.objects.filter(id=link.case_id)
    return (cases.select_for_update() if locked else cases).get()


def is_respondent(receipt: ReceiptKeys) -> bool:
    """Tell whether a receipt is a respondent's."""
    rooms = rooms_of_receipt(receipt.lookup)
    return Case.objects.filter(respondent_room__in=rooms).exclude(respondent_room="").exists()


def _view(case: Case, part: Who, items: Sequence[Item], now: datetime) -> PartyView:
    known = circumstances(case, asker=Asker(frozenset({part})), setting=setting_of(case, now=now))
    shown = {Seat.SEATED, Seat.RECUSED_SOFT}
    return PartyView(
        head=head(case, day_of(now)),
        choices=choice_views(choices(State(case.state), known)),
        seats=tuple(one for one in seat_views(case) if one.seat in shown and not one.past),
        answer_due_on=case.answer_due_on,
        items=items,
    )


def _read(room_id: str, receipt: ReceiptKeys) -> Sequence[Item]:
    try:
        return read(room_id, receipt)
    except Sealed:
        return ()
