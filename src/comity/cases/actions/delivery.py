"""Keeping what became of a notice to a respondent. The task speaks to the wiki, not these."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.cases.actions.hearing import ACCOUNT_PURPOSE
from comity.cases.actions.proof import LETTER_PURPOSE, keep_delivery
from comity.cases.facts import NoticeStuck
from comity.cases.models import Delivery, ProofLetter
from comity.cases.queries.people import panel, people_with
from comity.cases.rules.delivery import ATTEMPTS_BEFORE_HELP, Channel, Stage
from comity.cases.rules.seating import Seat
from comity.kernel.actors import SYSTEM
from comity.kernel.chain import canonical
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record

PROOF_PURPOSE = "proof of delivery"


@dataclass(frozen=True, slots=True)
class Errand:
    """A notice that still has to reach somebody.

    Attributes:
        delivery_id: of the row.
        wiki_id: where.
        account: the number of the account.
        language: of the place where it happened.
        letter_tried: whether a letter was handed to the wiki before.
        marker: by which the message is found again on the talk page; it tells nothing.
    """

    delivery_id: str
    wiki_id: str
    account: int
    language: str
    letter_tried: bool
    marker: str


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """A code that still has to be sent."""

    wiki_id: str
    account: int
    code: str


def errand(case_id: str) -> Errand | None:
    """Open what a messenger needs, unless the notice has arrived or the receipt is released."""
    found = Delivery.objects.filter(case=case_id, stage=Stage.WAITING, released=False)
    delivery = found.select_related("case__community").first()
    if delivery is None:
        return None
    opened = settings.COMITY_KEYS.open(ACCOUNT_PURPOSE, bytes(delivery.account))
    languages = delivery.case.community.languages
    return Errand(
        delivery_id=delivery.id,
        wiki_id=delivery.wiki_id,
        account=int(json.loads(opened)["subject"]),
        language=next(iter(languages), settings.LANGUAGE_CODE),
        letter_tried=delivery.letter_tried,
        marker=settings.COMITY_KEYS.tag("notice marker", delivery.id)[:16],
    )


@transaction.atomic
def keep_letter_tried(*, delivery_id: str, tried: bool) -> None:
    """Keep that a letter is handed over, before it is: no letter goes out twice."""
    Delivery.objects.filter(id=delivery_id).update(letter_tried=tried)


@transaction.atomic
def keep_delivered(
    *, delivery_id: str, channel: Channel, proof: Mapping[str, object], now: datetime
) -> None:
    """Keep the proof of delivery; the time to answer starts. Keeping it twice changes nothing."""
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    if delivery.stage == Stage.DELIVERED:
        return
    delivery.channel, delivery.attempts = channel, 0
    delivery.proof = settings.COMITY_KEYS.seal(PROOF_PURPOSE, canonical(proof))
    delivery.save()
    keep_delivery(delivery, now=now)


@transaction.atomic
def keep_failure(*, delivery_id: str, needs_help: bool, now: datetime) -> int:
    """Count a failure; the panel is told once it is clear that a person has to look.

    Returns:
        How many failures there were.
    """
    delivery = Delivery.objects.select_for_update().select_related("case").get(id=delivery_id)
    before = delivery.attempts
    delivery.attempts = max(before + 1, ATTEMPTS_BEFORE_HELP if needs_help else 0)
    delivery.save(update_fields=["attempts"])
    if before < ATTEMPTS_BEFORE_HELP <= delivery.attempts:
        record(NoticeStuck(subject=delivery.case_id), by=SYSTEM, now=now)
        sitting = [one for one in panel(delivery.case) if one.seat == Seat.SEATED]
        for person_id in people_with(delivery.case, sitting):
            notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
    return delivery.attempts


def code_letter(letter_id: str) -> CodeLetter | None:
    """Open a code that still has to be sent."""
    row = ProofLetter.objects.filter(id=letter_id).first()
    if row is None:
        return None
    read = json.loads(settings.COMITY_KEYS.open(LETTER_PURPOSE, bytes(row.letter)))
    return CodeLetter(row.wiki_id, int(read["subject"]), str(read["code"]))


@transaction.atomic
def forget_letter(*, letter_id: str) -> None:
    """Erase a code that was sent, or never can be."""
    ProofLetter.objects.filter(id=letter_id).delete()
