"""Everything that changes a report. What is said in it goes straight into its room, sealed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from comity.charter.rules import Deadline
from comity.competence.queries import effective_charter
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.spans import day_of, due_on
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.people.queries import persons
from comity.record.actions import record
from comity.reports import queries, rules
from comity.reports.errors import (
    AlreadyWithdrawn,
    AnswerMissing,
    AudienceChanged,
    NobodyCanHandle,
    NoSuchPerson,
    ReportClosed,
)
from comity.reports.facts import ReportFollowedUp, ReportReceived, ReportWithdrawn
from comity.reports.models import Evidence, Report
from comity.reports.rules import Answers, Audience, Draft
from comity.vault import actions as vault
from comity.vault.queries import may_open
from comity.vault.rules import Audience as RoomAudience
from comity.vault.rules import File, ReceiptKeys


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a draft that was sent.

    Attributes:
        report: what is known of it without opening it.
        again: whether it had been sent before, so that nothing was done now.
    """

    report: Report
    again: bool


def submit(*, draft: Draft, now: datetime, expected: str | None = None) -> Submitted:
    """Receive a report: seal it to those who may open it and to its receipt, in one step.

    Sending the same draft again changes nothing and leads to the same report.

    Args:
        draft: what was answered, and the receipt.
        now: the moment; only its day is kept in the clear.
        expected: the mark of the list of people that the reporter has agreed to; None if they
            asked for no list.

    Raises:
        WrongInput: an answer is missing or cannot be used.
        NobodyCanHandle: no body reaches the place with enough members.
        AudienceChanged: other people could open it now than those who were shown.
    """
    tag = draft.tag(settings.COMITY_KEYS)
    if sent := queries.of_draft(tag):
        return Submitted(sent, again=True)
    try:
        return Submitted(_receive(draft, tag, expected, now), again=False)
    except IntegrityError:
        # The same form arrived twice at once, and the other one was quicker.
        if sent := queries.of_draft(tag):
            return Submitted(sent, again=True)
        raise


@transaction.atomic
def _receive(draft: Draft, tag: str, expected: str | None, now: datetime) -> Report:
    answers = rules.complete(draft.answers)
    if len(persons(answers.excluded)) < len(answers.excluded):
        raise NoSuchPerson(field="excluded")
    audience = queries.audience_of(answers, now=now)
    if audience.body_id is None:
        raise NobodyCanHandle
    if expected is not None and expected != audience.mark:
        raise AudienceChanged
    receipt = ReceiptKeys.of(draft.receipt)
    by = _holder(receipt)
    room_id = _make_room(audience, receipt, by, now)
    report = Report.objects.create(
        community_id=answers.community_id,
        body_id=audience.body_id,
        room_id=room_id,
        draft_tag=tag,
        language=answers.language,
        received_on=day_of(now),
        acknowledge_by=due_on(
            day_of(now), effective_charter(answers.community_id).deadline(Deadline.ACKNOWLEDGE)
        ),
    )
    vault.put(room_id, kind="report", content=answers.content(), writer=receipt, now=now)
    _note_evidence(report, answers)
    fact = ReportReceived(subject=report.id, community=report.community_id, body=report.body_id)
    record(fact, by=by, now=now)
    if answers.danger:
        for member in audience.eligible:
            notify(person_id=member.person_id, kind=NoticeKind.URGENT)
    return report


@transaction.atomic
def reply(*, receipt: ReceiptKeys, text: str, now: datetime, files: Sequence[File] = ()) -> str:
    """Add a message or files, or both, by whoever holds the receipt.

    Returns:
        The id of the item in the room.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        ReportClosed: it is locked away, so nobody would read it.
        WrongInput: the text or the files cannot be used, or there is neither.
    """
    report = _open_report(receipt)
    text = rules.clean_text(text, field="text")
    kept = rules.clean_files(files, most_bytes=settings.COMITY_UPLOAD_LIMIT)
    if not text and not kept:
        raise AnswerMissing(field="text")
    item_id = vault.put(
        report.room_id,
        kind="message",
        content={"text": text},
        files=kept,
        writer=receipt,
        now=now,
    )
    record(ReportFollowedUp(subject=report.id), by=_holder(receipt), now=now)
    return item_id


@transaction.atomic
def withdraw(*, receipt: ReceiptKeys, reason: str, now: datetime) -> Report:
    """Take a report back. What was read cannot be unread, and the body may go on by itself.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        ReportClosed: it is locked away.
        AlreadyWithdrawn: it was taken back before.
        WrongInput: the reason cannot be used.
    """
    report = _open_report(receipt)
    report = Report.objects.select_for_update().get(id=report.id)
    if report.withdrawn:
        raise AlreadyWithdrawn
    reason = rules.clean_text(reason, field="reason")
    report.withdrawn = True
    report.save(update_fields=["withdrawn"])
    vault.put(report.room_id, kind="withdrawal", content={"text": reason}, writer=receipt, now=now)
    record(ReportWithdrawn(subject=report.id), by=_holder(receipt), now=now)
    return report


@transaction.atomic
def note_saved(*, receipt: ReceiptKeys) -> None:
    """Remember that the reporter keeps the receipt, so that no old page can show it again.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
    """
    report = queries.report_of(receipt)
    Report.objects.filter(id=report.id).update(receipt_saved=True)


@transaction.atomic
def keep_evidence(*, evidence_id: str, content: Mapping[str, object], now: datetime) -> None:
    """Seal what was fetched from a wiki into the report's room, and forget what was to fetch.

    Doing it twice changes nothing.
    """
    row = Evidence.objects.select_for_update().filter(id=evidence_id).first()
    if row is None:
        return
    room_id = row.report.room_id
    vault.put(room_id, kind="evidence", content=content, writer=None, now=now)
    row.delete()


def _make_room(audience: Audience, receipt: ReceiptKeys, by: Actor, now: datetime) -> str:
    return vault.create_room(
        audience=RoomAudience.REPORT,
        holders=[member.person_id for member in audience.eligible],
        seat_of={member.person_id: member.seat_id for member in audience.eligible},
        receipt=receipt,
        barred=audience.barred,
        by=by,
        now=now,
    )


def _note_evidence(report: Report, answers: Answers) -> None:
    """Note which edits to fetch, where only the service can read it."""
    for wanted in queries.pointers(answers):
        sealed = settings.COMITY_KEYS.seal(queries.EVIDENCE_PURPOSE, json.dumps(wanted).encode())
        Evidence.objects.create(report=report, sealed=sealed)


def _open_report(receipt: ReceiptKeys) -> Report:
    report = queries.report_of(receipt)
    if not may_open(report.room_id, receipt):
        raise ReportClosed
    return report


def _holder(receipt: ReceiptKeys) -> Actor:
    return Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup)
