"""How a case is told over the API."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Field, Schema

from comity.cases.queries import CaseHead, CaseView, ChoiceView, PartyView, QuestionView, SeatView
from comity.cases.rules.questions import Cited
from comity.kernel.errors import NotFound
from comity.measures.queries import MeasureView
from comity.messages import words
from comity.reports.errors import FileNotUsable
from comity.vault.rules import File, Item


class CaseFileIn(Schema):
    """A file, in base64."""

    name: str
    content_type: str = "application/octet-stream"
    data: str


class CaseFileOut(Schema):
    """A file, to be fetched by its number."""

    number: int
    name: str
    content_type: str
    size: int = Field(description="bytes")


class CaseItemOut(Schema):
    """One thing in a room. ``refused`` marks what does not carry its writer's signature."""

    id: str
    kind: str
    writer: str = Field(description="a person's id, receipt or service")
    at: datetime | None
    content: dict[str, object]
    files: list[CaseFileOut]
    refused: bool


class CaseHeadOut(Schema):
    """What may be shown of a case without opening it."""

    id: str
    state: str
    state_label: str
    next: str = Field(description="what comes next, in words")
    waits_for: list[str] = Field(description="who can bring it on, in words")
    ahead: list[str] = Field(description="what can follow, in words")
    opened_on: date
    due_on: date | None
    overdue: bool
    body: str
    community: str


class CaseMoveOut(Schema):
    """A move; ``missing`` says in words why it cannot be made yet."""

    move: str
    label: str
    open: bool
    missing: str


class CaseSeatOut(Schema):
    """Who stands how to a case."""

    person: str
    name: str
    seat: str
    label: str
    instance: str


class CaseQuestionOut(Schema):
    """A question before the panel, and how it stands."""

    id: str
    result: str
    in_favour: int
    against: int
    abstained: int
    base: int
    needed: int
    mine: str | None
    allegation: dict[str, object] | None
    proposal: dict[str, object] | None


class CaseRangeOut(Schema):
    """What the guideline gives for what was found."""

    severity: int
    history: int
    floor: str
    start: str
    ceiling: str


class CaseMeasureOut(Schema):
    """A measure that a case has led to."""

    id: str
    kind: str
    level: str
    state: str
    state_label: str
    overturned: bool
    starts_on: date
    ends_on: date | None
    stuck: bool


class CaseDeliveryOut(Schema):
    """How far the notice to the respondent has come."""

    stage: str
    channel: str | None
    attempts: int
    released: bool


class CaseReportOut(Schema):
    """A report of a case, with everything said in its room."""

    id: str
    items: list[CaseItemOut]


class CaseProvisionOut(Schema):
    """A provision of the code that a case is pinned to."""

    id: str
    number: str
    title: str
    version: str
    texts: dict[str, str]


class CaseOut(Schema):
    """A case as a member with unlocked keys sees it."""

    head: CaseHeadOut
    moves: list[CaseMoveOut]
    seats: list[CaseSeatOut]
    mine: str
    reports: list[CaseReportOut]
    intake: list[CaseItemOut]
    panel: list[CaseItemOut]
    respondent: list[CaseItemOut]
    appeal: list[CaseItemOut]
    questions: list[CaseQuestionOut]
    range: CaseRangeOut | None
    measures: list[CaseMeasureOut]
    delivery: CaseDeliveryOut | None
    answer_due_on: date | None
    provisions: list[CaseProvisionOut]


class PartyCaseOut(Schema):
    """A case as one side sees it."""

    head: CaseHeadOut
    moves: list[CaseMoveOut]
    seats: list[CaseSeatOut]
    answer_due_on: date | None
    items: list[CaseItemOut]


def head_out(head: CaseHead) -> dict[str, object]:
    """Tell what may be shown of a case without opening it."""
    return {
        **asdict(head),
        "state_label": words(head.label),
        "next": words(head.next),
        "waits_for": [words(code) for code in head.waits_for],
        "ahead": [words(code) for code in head.ahead],
    }


def case_out(view: CaseView, provisions: Sequence[Cited]) -> dict[str, object]:
    """Tell a case to a member."""
    file = view.file
    return {
        "head": head_out(view.head),
        "moves": moves_out(view.choices),
        "seats": [_seat(one) for one in view.seats],
        "mine": view.mine,
        "reports": [
            {"id": report.report_id, "items": items_out(report.items)} for report in file.reports
        ],
        "intake": items_out([item for item in file.intake if item.kind != "law"]),
        "panel": items_out(file.panel),
        "respondent": items_out(file.respondent),
        "appeal": items_out(file.appeal),
        "questions": [_question(one) for one in view.questions],
        "range": _range(view),
        "measures": [_measure(one) for one in view.measures],
        "delivery": asdict(view.delivery) if view.delivery else None,
        "answer_due_on": view.answer_due_on,
        "provisions": [asdict(one) for one in provisions],
    }


def party_out(view: PartyView) -> dict[str, object]:
    """Tell a case to one side."""
    return {
        "head": head_out(view.head),
        "moves": moves_out(view.choices),
        "seats": [_seat(one) for one in view.seats],
        "answer_due_on": view.answer_due_on,
        "items": items_out(view.items),
    }


def moves_out(choices: Sequence[ChoiceView]) -> list[dict[str, object]]:
    """Tell what can be done, and what keeps the rest from being done."""
    return [
        {
            "move": one.move,
            "label": words(one.label),
            "open": one.open,
            "missing": words(one.missing) if one.missing else "",
        }
        for one in choices
    ]


def items_out(items: Sequence[Item]) -> list[dict[str, object]]:
    """Tell what lies in a room."""
    return [
        {
            "id": item.id,
            "kind": item.kind,
            "writer": _writer(item),
            "at": item.at,
            "content": dict(item.content),
            "files": [
                {
                    "number": number,
                    "name": file.name,
                    "content_type": file.content_type,
                    "size": len(file.data),
                }
                for number, file in enumerate(item.files)
            ],
            "refused": item.refused,
        }
        for item in items
    ]


def files_in(files: Sequence[CaseFileIn]) -> list[File]:
    """Read files that were sent.

    Raises:
        FileNotUsable: one of them is not base64.
    """
    try:
        return [
            File(one.name, one.content_type, base64.b64decode(one.data, validate=True))
            for one in files
        ]
    except (binascii.Error, ValueError):
        raise FileNotUsable(field="files") from None


def file_answer(items: Sequence[Item], item_id: str, number: int) -> HttpResponse:
    """Hand out one file of a room, so that no browser shows or runs it.

    Raises:
        NotFound: there is none that whoever asks can open.
    """
    for item in items:
        if item.id == item_id and not item.refused and 0 <= number < len(item.files):
            file = item.files[number]
            answer = HttpResponse(file.data, content_type="application/octet-stream")
            answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
            shown = content_disposition_header(as_attachment=True, filename=file.name)
            answer["Content-Disposition"] = shown or "attachment"
            return answer
    raise NotFound


def _writer(item: Item) -> str:
    """Name a writer without the lookup of a receipt, by which rooms are found."""
    kind, _, name = item.writer.partition(":")
    return name if kind == "person" else kind


def _seat(one: SeatView) -> dict[str, object]:
    return {
        "person": one.person_id,
        "name": one.name,
        "seat": one.seat,
        "label": words(one.label),
        "instance": one.instance,
    }


def _question(one: QuestionView) -> dict[str, object]:
    question, count = one.question, one.standing.count
    return {
        "id": question.id,
        "result": one.standing.result,
        "in_favour": count.in_favour,
        "against": count.against,
        "abstained": count.abstained,
        "base": one.standing.base,
        "needed": one.standing.needed,
        "mine": one.mine,
        "allegation": question.allegation.content() if question.allegation else None,
        "proposal": question.proposal.content() if question.proposal else None,
    }


def _range(view: CaseView) -> dict[str, object] | None:
    if view.range is None:
        return None
    cell, rung = view.range.cell, view.charter.guideline.measure
    return {
        "severity": view.range.severity,
        "history": view.range.history,
        "floor": rung(cell.floor).code,
        "start": rung(cell.start).code,
        "ceiling": rung(cell.ceiling).code,
    }


def _measure(one: MeasureView) -> dict[str, object]:
    return {
        **asdict(one),
        "level": f"M{one.level}",
        "state_label": words(one.label),
        "stuck": one.stuck,
    }
