"""Reports over the API: without an account, and afterwards with the receipt alone."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, Router, Schema, Status

from comity.api.described import A_FILE
from comity.api.receipts import WithReceipt, refuse_accounts
from comity.bodies.queries import bodies
from comity.kernel.chain import canonical
from comity.reports import actions, queries, rules
from comity.reports.errors import FileNotUsable
from comity.reports.rules import Answers, Audience, Harmed, Mention
from comity.vault.rules import File, Item, ReceiptKeys

router = Router(tags=["reports"])


class ReceiptHeader(WithReceipt):
    """The receipt, as letters or as digits."""

    def look_up(self, receipt: ReceiptKeys) -> None:
        """Find what it opens."""
        queries.report_of(receipt)


WITH_RECEIPT = ReceiptHeader()


class AboutIn(Schema):
    """Where something happened, whom it is about, and who must not see it.

    Attributes:
        community: the id of the community.
        accounts: names of wiki accounts it is about, present or former.
        people: names of people it is about.
        must_not_see: ids of members who must not be able to open it.
        subject: what it is about, as the charter names it.
        danger: whether somebody is in danger now.
        language: of the reporter, BCP 47.
    """

    community: str
    accounts: list[str] = []
    people: list[str] = []
    must_not_see: list[str] = []
    subject: str = ""
    danger: bool = False
    language: str = "en"


class ReportIn(AboutIn):
    """A report.

    Attributes:
        what: what happened.
        harmed: whom it happened to.
        evidence: addresses or numbers of edits.
        keep_from: who else must not learn of it.
        name: what the reporter wants to be called; left out: anonymous.
        contact: how else to reach them.
        audience: the ``mark`` of the list of people that was agreed to; sent to other people,
            the report is refused.
        idempotency_key: random and secret, at least 32 characters; sending the same again with
            the same key leads to the same receipt.
    """

    what: str
    harmed: Harmed = Harmed.NOT_SAID
    evidence: list[str] = []
    keep_from: str = ""
    name: str = ""
    contact: str = ""
    audience: str | None = None
    idempotency_key: str | None = None


class ReportReaderOut(Schema):
    """Somebody who would be able to open a report."""

    id: str
    name: str


class ReceivingBodyOut(Schema):
    """A body, by id and name."""

    id: str
    name: str


class AudienceOut(Schema):
    """Who would be able to open a report; no body, where nobody can take it."""

    body: ReceivingBodyOut | None
    members: list[ReportReaderOut]
    mark: str
    passed_over: list[ReceivingBodyOut]
    wiki_silent: bool = False
    unknown_accounts: list[str] = []


class ReceivedOut(Schema):
    """What the reporter must keep: the receipt is told once."""

    receipt: str
    receipt_digits: str
    body: ReceivingBodyOut
    acknowledge_by: date


class ReportFileIn(Schema):
    """A file, in base64."""

    name: str
    content_type: str = "application/octet-stream"
    data: str


class ReportMessageIn(Schema):
    """A further message, files, or both."""

    text: str = ""
    files: list[ReportFileIn] = []


class WithdrawalIn(Schema):
    """Why the report is taken back, if the reporter wants to say."""

    reason: str = ""


class ReportFileOut(Schema):
    """A file in the correspondence, to be fetched by its number."""

    number: int
    name: str
    content_type: str
    size: int = Field(description="bytes")


class ReportItemOut(Schema):
    """One thing that was said. ``refused`` marks what does not carry its writer's signature."""

    id: str
    kind: str
    writer: str = Field(description="reporter, body or service")
    at: datetime | None
    content: dict[str, object]
    files: list[ReportFileOut]
    refused: bool


class ReportOut(Schema):
    """A report as its reporter sees it."""

    community: str
    body: ReceivingBodyOut
    received_on: date
    acknowledge_by: date
    withdrawn: bool
    closed: bool
    items: list[ReportItemOut]


class ReportItemAddedOut(Schema):
    """What was added."""

    id: str


@router.get("/audience", response=AudienceOut, auth=None)
def audience_of_place(request: HttpRequest, community: str) -> object:
    """List who would be able to open a report from a community that names nobody."""
    del request
    community = rules.clean_line(community, field="community")
    return _audience_out(queries.audience(community_id=community, now=timezone.now()))


@router.post("/audience", response=AudienceOut, auth=None)
def audience_of_report(request: HttpRequest, about: AboutIn) -> object:
    """List who would be able to open a report about these people."""
    del request
    answers = rules.tidy(_answers(about))
    lookup = queries.look_up(_typed(answers), community_id=answers.community_id)
    answers = replace(answers, accounts=lookup.mentions)
    return {
        **_audience_out(queries.audience_of(answers, now=timezone.now())),
        "wiki_silent": lookup.wiki_silent,
        "unknown_accounts": lookup.unknown,
    }


@router.post("/reports", response={201: ReceivedOut, 200: ReceivedOut}, auth=None)
def submit(request: HttpRequest, report: ReportIn) -> Status[object]:
    """Send a report. The answer holds the receipt, which nobody can give out again."""
    refuse_accounts(request)
    answers = rules.complete(_report_answers(report))
    draft = rules.begin(answers)
    if report.idempotency_key is not None:
        said = canonical(report.dict(exclude={"idempotency_key"}))
        draft = rules.begin_again(report.idempotency_key, said, settings.COMITY_KEYS)
    if queries.of_draft(draft.tag(settings.COMITY_KEYS)) is None:
        lookup = queries.look_up(_typed(answers), community_id=answers.community_id)
        queries.check_evidence(answers.evidence, community_id=answers.community_id)
        draft = draft.answering(replace(answers, accounts=lookup.mentions))
    done = actions.submit(draft=draft, expected=report.audience, now=timezone.now())
    received = {
        "receipt": draft.receipt.text,
        "receipt_digits": draft.receipt.digits,
        "body": done.report.body,
        "acknowledge_by": done.report.acknowledge_by,
    }
    return Status(200 if done.again else 201, received)


@router.get("/report", response=ReportOut, auth=WITH_RECEIPT)
def read(request: HttpRequest) -> object:
    """Read a report and everything that was said about it since. Nothing is noted of that."""
    found = queries.correspondence(_receipt(request))
    return {
        "community": found.report.community_id,
        "body": found.report.body,
        "received_on": found.report.received_on,
        "acknowledge_by": found.report.acknowledge_by,
        "withdrawn": found.report.withdrawn,
        "closed": found.closed,
        "items": [_item_out(item) for item in found.items],
    }


@router.post("/report", response={201: ReportItemAddedOut}, auth=WITH_RECEIPT)
def reply(request: HttpRequest, message: ReportMessageIn) -> Status[object]:
    """Add a message, files, or both."""
    files = [_file(one) for one in message.files]
    item_id = actions.reply(
        receipt=_receipt(request), text=message.text, files=files, now=timezone.now()
    )
    return Status(201, {"id": item_id})


@router.get("/report/files/{item_id}/{number}", auth=WITH_RECEIPT, openapi_extra=A_FILE)
def fetch_file(request: HttpRequest, item_id: str, number: int) -> HttpResponse:
    """Fetch one file of the correspondence."""
    file = queries.file_of(_receipt(request), item_id=item_id, number=number)
    answer = HttpResponse(file.data, content_type="application/octet-stream")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Content-Disposition"] = content_disposition_header(True, file.name)  # noqa: FBT003, Django's signature
    return answer


@router.post("/report/withdrawal", response={204: None}, auth=WITH_RECEIPT)
def withdraw(request: HttpRequest, withdrawal: WithdrawalIn) -> Status[None]:
    """Take a report back. What was read cannot be unread, and the body may go on by itself."""
    actions.withdraw(receipt=_receipt(request), reason=withdrawal.reason, now=timezone.now())
    return Status(204, None)


def _receipt(request: HttpRequest) -> ReceiptKeys:
    receipt: ReceiptKeys = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return receipt


def _answers(about: AboutIn) -> Answers:
    return Answers(
        community_id=about.community,
        accounts=tuple(Mention(name) for name in about.accounts),
        people=tuple(about.people),
        excluded=frozenset(about.must_not_see),
        subject=about.subject,
        danger=about.danger,
        language=about.language,
    )


def _report_answers(report: ReportIn) -> Answers:
    return replace(
        _answers(report),
        what=report.what,
        harmed=report.harmed,
        evidence=tuple(report.evidence),
        keep_from=report.keep_from,
        name=report.name,
        contact=report.contact,
    )


def _typed(answers: Answers) -> list[str]:
    return [mention.typed for mention in answers.accounts]


def _audience_out(audience: Audience) -> dict[str, object]:
    above = [step.body_id for step in audience.path]
    known = bodies([*above, *([audience.body_id] if audience.body_id else [])])
    return {
        "body": known.get(audience.body_id or ""),
        "members": [
            {"id": member.person_id, "name": member.display_name} for member in audience.eligible
        ],
        "mark": audience.mark,
        "passed_over": [known[body_id] for body_id in above],
    }


def _item_out(item: Item) -> dict[str, object]:
    kind = item.writer.partition(":")[0]
    return {
        "id": item.id,
        "kind": item.kind,
        "writer": {"receipt": "reporter", "person": "body"}.get(kind, "service"),
        "at": item.at,
        "content": queries.told_to_reporter(item),
        "files": _files_out(item.files),
        "refused": item.refused,
    }


def _files_out(files: Sequence[File]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "name": file.name,
            "content_type": file.content_type,
            "size": len(file.data),
        }
        for number, file in enumerate(files)
    ]


def _file(sent: ReportFileIn) -> File:
    try:
        data = base64.b64decode(sent.data, validate=True)
    except (binascii.Error, ValueError):
        raise FileNotUsable(field="files") from None
    return File(sent.name, sent.content_type, data)
