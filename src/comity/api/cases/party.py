"""Cases as both sides see them over the API: with a receipt alone, never with an account."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from comity.api.cases.member import AddedOut, ContributionIn, ReasonIn
from comity.api.cases.shown import PartyCaseOut, file_answer, files_in, party_out
from comity.api.described import A_FILE
from comity.api.receipts import WithReceipt, refuse_accounts
from comity.api.reports import WITH_RECEIPT as REPORTER
from comity.cases import actions, queries
from comity.cases.errors import ProofExpired
from comity.vault.rules import ReceiptKeys

router = Router(tags=["messages"])

SHORTEST_VISIT = 32
"""Characters of the secret to which a challenge is bound where there is no session."""


class RespondentHeader(WithReceipt):
    """A respondent's receipt, as letters or as digits."""

    def look_up(self, receipt: ReceiptKeys) -> None:
        """Find what it opens."""
        queries.case_of_respondent(receipt)


RESPONDENT = RespondentHeader()


class ChallengeIn(Schema):
    """An account that somebody wants to prove.

    Attributes:
        wiki: the id of the wiki on which it lives.
        account: what it is called there now.
        way: ``edit``, or ``mail`` for those who cannot edit anything.
        visit: random and secret, at least 32 characters; the proof holds with the same only.
    """

    wiki: str
    account: str
    way: str = "edit"
    visit: str


class ChallengeOut(Schema):
    """What has to be shown."""

    token: str
    account: str
    code: str = Field(description="empty if it was sent by e-mail")
    summary: str = Field(description="of the edit to make; empty if the code was sent by e-mail")
    expires_at: datetime


class ProofIn(Schema):
    """The proof: a code that was sent by e-mail, or nothing where an edit shows it."""

    token: str
    visit: str
    code: str = ""


class ProofOut(Schema):
    """The receipts that waited for the account. They are told once."""

    receipts: list[str]


class SupportIn(Schema):
    """What somebody needs to be heard: a language, more time, somebody beside them."""

    text: str


class AppealIn(Schema):
    """Why a decision should not stand."""

    grounds: list[str] = Field(
        description="competence, conflict, hearing, procedure, proportion or new_facts"
    )
    text: str


@router.post("/messages/challenges", response={201: ChallengeOut}, auth=None)
def start_challenge(request: HttpRequest, asked: ChallengeIn) -> Status[object]:
    """Begin to prove an account. The answer says nothing of whether anything waits for it."""
    refuse_accounts(request)
    _check_visit(asked.visit)
    started = actions.start_challenge(
        wiki_id=asked.wiki,
        account_name=asked.account,
        way=asked.way,
        visit=asked.visit,
        now=timezone.now(),
    )
    return Status(201, started)


@router.post("/messages/proofs", response=ProofOut, auth=None)
def prove(request: HttpRequest, proof: ProofIn) -> object:
    """Take the proof, and release every receipt that waits for the account, once."""
    refuse_accounts(request)
    _check_visit(proof.visit)
    released = actions.prove(
        token=proof.token, visit=proof.visit, typed=proof.code, now=timezone.now()
    )
    return {"receipts": released}


@router.get("/messages", response=PartyCaseOut, auth=RESPONDENT)
def read(request: HttpRequest) -> object:
    """Read what is alleged and everything said since. Nothing is noted of that."""
    return party_out(queries.respondent_view(_receipt(request), now=timezone.now()))


@router.post("/messages", response={201: AddedOut}, auth=RESPONDENT)
def answer(request: HttpRequest, said: ContributionIn) -> Status[object]:
    """Answer, or write again."""
    files = files_in(said.files)
    item = actions.answer(
        receipt=_receipt(request), text=said.text, files=files, now=timezone.now()
    )
    return Status(201, {"id": item})


@router.get("/messages/files/{item_id}/{number}", auth=RESPONDENT, openapi_extra=A_FILE)
def fetch_file(request: HttpRequest, item_id: str, number: int) -> HttpResponse:
    """Fetch one file of what was said."""
    view = queries.respondent_view(_receipt(request), now=timezone.now())
    return file_answer(view.items, item_id, number)


@router.post("/messages/appeal", response={204: None}, auth=RESPONDENT)
def appeal(request: HttpRequest, said: AppealIn) -> Status[None]:
    """Appeal as the respondent."""
    actions.appeal(
        receipt=_receipt(request), grounds=said.grounds, text=said.text, now=timezone.now()
    )
    return Status(204, None)


@router.post("/messages/support", response={201: AddedOut}, auth=RESPONDENT)
def ask_support(request: HttpRequest, asked: SupportIn) -> Status[object]:
    """Say, as the respondent, what help is needed to be heard. It is no answer and ends nothing."""
    item = actions.ask_support(receipt=_receipt(request), text=asked.text, now=timezone.now())
    return Status(201, {"id": item})


@router.get("/report/case", response=PartyCaseOut, auth=REPORTER)
def read_as_reporter(request: HttpRequest) -> object:
    """Say how the case of a report stands."""
    return party_out(queries.reporter_view(_receipt(request), now=timezone.now()))


@router.post("/report/appeal", response={204: None}, auth=REPORTER)
def appeal_as_reporter(request: HttpRequest, said: AppealIn) -> Status[None]:
    """Appeal as the reporter."""
    actions.appeal(
        receipt=_receipt(request), grounds=said.grounds, text=said.text, now=timezone.now()
    )
    return Status(204, None)


@router.post("/report/review", response={204: None}, auth=REPORTER)
def ask_review(request: HttpRequest, why: ReasonIn) -> Status[None]:
    """Ask for a second look at a declined report."""
    actions.ask_review(receipt=_receipt(request), reason=why.reason, now=timezone.now())
    return Status(204, None)


def _receipt(request: HttpRequest) -> ReceiptKeys:
    receipt: ReceiptKeys = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return receipt


def _check_visit(visit: str) -> None:
    """Refuse a secret that somebody else could guess.

    Raises:
        ProofExpired: it is too short to bind anything to one visit.
    """
    if len(visit) < SHORTEST_VISIT:
        raise ProofExpired
