"""Asking for support, which is no answer and starts or ends nothing."""

from datetime import datetime

from django.db import transaction

from comity.cases.facts import MessageSent
from comity.cases.queries import case_of_respondent
from comity.cases.queries.people import panel, people_with
from comity.cases.rules.questions import checked_text
from comity.cases.rules.seating import Seat
from comity.kernel.actors import Actor, ActorKind
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record
from comity.vault import actions as vault
from comity.vault.rules import ReceiptKeys

SUPPORT = "support"


@transaction.atomic
def ask_support(*, receipt: ReceiptKeys, text: str, now: datetime) -> str:
    """Tell the panel, as the respondent, what help is needed to be heard.

    Returns:
        The id of the item.

    Raises:
        ReceiptUnknown: no case belongs to the receipt.
        WrongInput: the text says nothing, or too much.
    """
    case = case_of_respondent(receipt, locked=True)
    text = checked_text(text, field="text")
    record(
        MessageSent(subject=case.id), by=Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup), now=now
    )
    room, content = case.respondent_room, {"text": text}
    item_id = vault.put(room, kind=SUPPORT, content=content, writer=receipt, now=now)
    seated = [one for one in panel(case) if one.seat == Seat.SEATED]
    for person_id in people_with(case, seated):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
    return item_id
