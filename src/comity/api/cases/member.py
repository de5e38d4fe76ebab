"""Cases as members handle them over the API: an inbox, a case, and one call for each move."""

from datetime import datetime
from typing import TypedDict, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from comity.api.cases.shown import (
    CaseFileIn,
    CaseHeadOut,
    CaseOut,
    case_out,
    file_answer,
    files_in,
    head_out,
)
from comity.api.described import A_FILE
from comity.api.pages import USUAL, After, Limit, Page, place, told
from comity.cases import actions, queries
from comity.cases.actions import AllegationInput
from comity.cases.errors import UnknownChoice
from comity.cases.queries import CaseView, pinned
from comity.cases.rules.questions import MeasureTerms
from comity.cases.rules.seating import Hard, Soft
from comity.charter.rules import Intent
from comity.kernel.actors import Actor
from comity.kernel.spans import day_of
from comity.messages import words
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.vault.rules import Keyring

router = Router(tags=["cases"])

CONFLICTS: dict[str, Hard | Soft] = {str(one): one for one in (*Hard, *Soft)}


class Asking(TypedDict):
    """Who asks, with which keys, and when: what every action of a member takes."""

    by: Actor
    keyring: Keyring | None
    now: datetime


class InboxRowOut(Schema):
    """One case in an inbox."""

    head: CaseHeadOut
    mine: str
    seat_label: str
    moves: list[str] = Field(description="what people like the asker can do next, in words")


class ReasonIn(Schema):
    """Why, in words."""

    reason: str


class AcceptIn(Schema):
    """How grave a case looks; it only says how many members are to sit."""

    severity: int


class ConflictsIn(Schema):
    """Conflicts by name; none, if there are none."""

    conflicts: list[str] = []


class ContributionIn(Schema):
    """A text, files, or both."""

    text: str = ""
    files: list[CaseFileIn] = []


class CaseMessageIn(ContributionIn):
    """A message to a side, or a note to the panel."""

    to: str = Field(description="respondent, reporter or panel")


class CaseAccountIn(Schema):
    """An account on a wiki; its number counts."""

    provider: str
    subject: str
    name: str


class AllegationIn(Schema):
    """What exactly is said against somebody, under which provision."""

    account: CaseAccountIn
    provision: str = Field(description="id or number, in the code that the case is pinned to")
    what: str
    where: str
    when: str
    harm: int = Field(description="1 to 5")
    intent: Intent


class ServiceIn(Schema):
    """What the panel wants to say besides the allegations."""

    note: str = ""


class VotesIn(Schema):
    """One choice for each question: for, against or abstain."""

    choices: dict[str, str]
    reason: str = ""


class TermsIn(Schema):
    """What a measure would be."""

    level: int = Field(description="0 to 8")
    kind: str
    days: int | None = None
    pages: list[str] = []
    namespaces: list[int] = []
    note: str = ""


class ProposalIn(Schema):
    """A measure that somebody proposes."""

    terms: TermsIn
    reason: str
    departure_reason: str = ""


class OutcomeIn(Schema):
    """How an appeal should end."""

    outcome: str = Field(description="uphold, vary, overturn or remand")
    reason: str
    terms: TermsIn | None = None


class AddedOut(Schema):
    """What was added."""

    id: str


@router.get("", response=Page[InboxRowOut])
def inbox(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> object:
    """List the cases that wait for whoever asks, the most urgent first."""
    today = day_of(timezone.now())
    found = queries.inbox(
        seen_by=actor(request.user),
        today=today,
        after=place(request, after) if after else "",
        size=limit,
    )
    rows = [
        {
            "head": head_out(row.head),
            "mine": row.mine,
            "seat_label": words(row.seat_label),
            "moves": [words(code) for code in row.moves],
        }
        for row in found.rows
    ]
    return told(rows, request, found.after or None)


@router.get("/{case_id}", response=CaseOut)
def case(request: HttpRequest, case_id: str) -> object:
    """Show a case to a member with unlocked keys."""
    view = _view(request, case_id)
    return case_out(view, pinned(view.file))


@router.get("/{case_id}/files/{item_id}/{number}", openapi_extra=A_FILE)
def fetch_file(request: HttpRequest, case_id: str, item_id: str, number: int) -> HttpResponse:
    """Fetch one file of a case."""
    file = _view(request, case_id).file
    reports = [item for report in file.reports for item in report.items]
    everything = [*reports, *file.intake, *file.panel, *file.respondent, *file.appeal]
    return file_answer(everything, item_id, number)


@router.post("/{case_id}/taking", response={204: None})
def take(request: HttpRequest, case_id: str) -> Status[None]:
    """Say that somebody reads it; the reporter learns that a person has."""
    actions.take(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/decline-proposal", response={204: None})
def propose_decline(request: HttpRequest, case_id: str, why: ReasonIn) -> Status[None]:
    """Propose that the body does not take the case; another member has to confirm it."""
    actions.propose_decline(case_id=case_id, reason=why.reason, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/decline", response={204: None})
def decline(request: HttpRequest, case_id: str, why: ReasonIn) -> Status[None]:
    """Confirm that the body does not take the case."""
    actions.decline(case_id=case_id, reason=why.reason, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/acceptance", response={204: None})
def accept(request: HttpRequest, case_id: str, accepted: AcceptIn) -> Status[None]:
    """Accept a case, and ask members, drawn by lot, to sit."""
    actions.accept(case_id=case_id, severity=accepted.severity, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/resumption", response={204: None})
def resume(request: HttpRequest, case_id: str, why: ReasonIn) -> Status[None]:
    """Take a withdrawn case up by the body itself."""
    actions.resume(case_id=case_id, reason=why.reason, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/conflicts", response={204: None})
def declare(request: HttpRequest, case_id: str, declared: ConflictsIn) -> Status[None]:
    """Declare one's conflicts, and take the seat that follows from them."""
    actions.declare(case_id=case_id, conflicts=_conflicts(declared), **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/recusal", response={204: None})
def recuse(request: HttpRequest, case_id: str, declared: ConflictsIn) -> Status[None]:
    """Stand aside from a panel."""
    actions.recuse(case_id=case_id, conflicts=_conflicts(declared), **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/inquiry", response={204: None})
def open_inquiry(request: HttpRequest, case_id: str) -> Status[None]:
    """Begin the inquiry, in a room that only the panel can open."""
    actions.open_inquiry(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/evidence", response={201: AddedOut})
def add_evidence(request: HttpRequest, case_id: str, added: ContributionIn) -> Status[object]:
    """Put evidence into the panel's room."""
    files = files_in(added.files)
    item = actions.add_evidence(case_id=case_id, text=added.text, files=files, **_asker(request))
    return Status(201, {"id": item})


@router.post("/{case_id}/allegations", response={201: AddedOut})
def state_allegation(request: HttpRequest, case_id: str, said: AllegationIn) -> Status[object]:
    """State what exactly is said against somebody, under which provision."""
    account = said.account
    allegation = AllegationInput(
        account=AccountRef(account.provider, account.subject, account.name),
        provision=said.provision,
        what=said.what,
        where=said.where,
        when=said.when,
        harm=said.harm,
        intent=said.intent,
    )
    stated = actions.state_allegation(case_id=case_id, allegation=allegation, **_asker(request))
    return Status(201, {"id": stated.id})


@router.post("/{case_id}/service", response={204: None})
def serve(request: HttpRequest, case_id: str, service: ServiceIn) -> Status[None]:
    """Serve the particulars on the respondent, and send the notice on its way."""
    actions.serve(case_id=case_id, note=service.note, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/extension", response={204: None})
def extend(request: HttpRequest, case_id: str) -> Status[None]:
    """Give the respondent more time to answer, once."""
    actions.extend(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/deliberation", response={204: None})
def close_hearing(request: HttpRequest, case_id: str) -> Status[None]:
    """Go on to the findings, once the respondent was heard or their time has passed."""
    actions.close_hearing(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/votes", response={204: None})
def vote(request: HttpRequest, case_id: str, votes: VotesIn) -> Status[None]:
    """Vote on one question or several, once on each."""
    actions.vote(case_id=case_id, choices=votes.choices, reason=votes.reason, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/findings", response={204: None})
def conclude_findings(request: HttpRequest, case_id: str) -> Status[None]:
    """Settle the findings."""
    actions.conclude_findings(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/proposals", response={201: AddedOut})
def propose_measure(request: HttpRequest, case_id: str, said: ProposalIn) -> Status[object]:
    """Propose a measure; outside the guideline with a written reason."""
    proposal = actions.propose_measure(
        case_id=case_id,
        terms=_terms(said.terms),
        reason=said.reason,
        departure_reason=said.departure_reason,
        **_asker(request),
    )
    return Status(201, {"id": proposal.id})


@router.post("/{case_id}/decision", response={204: None})
def decide(request: HttpRequest, case_id: str) -> Status[None]:
    """Decide: order what was carried, serve the reasons, open the file for appeal."""
    actions.decide(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/outcomes", response={201: AddedOut})
def propose_outcome(request: HttpRequest, case_id: str, said: OutcomeIn) -> Status[object]:
    """Propose how an appeal should end."""
    proposal = actions.propose_outcome(
        case_id=case_id,
        outcome=said.outcome,
        reason=said.reason,
        terms=_terms(said.terms) if said.terms else None,
        **_asker(request),
    )
    return Status(201, {"id": proposal.id})


@router.post("/{case_id}/appeal-decision", response={204: None})
def decide_appeal(request: HttpRequest, case_id: str) -> Status[None]:
    """End an appeal as its panel has agreed."""
    actions.decide_appeal(case_id=case_id, **_asker(request))
    return Status(204, None)


@router.post("/{case_id}/messages", response={201: AddedOut})
def send_message(request: HttpRequest, case_id: str, sent: CaseMessageIn) -> Status[object]:
    """Write to a side, or a note to the panel itself."""
    files = files_in(sent.files)
    item = actions.send_message(
        case_id=case_id, to=sent.to, text=sent.text, files=files, **_asker(request)
    )
    return Status(201, {"id": item})


@router.post("/{case_id}/measures/{measure_id}/retry", response={204: None})
def retry_measure(request: HttpRequest, case_id: str, measure_id: str) -> Status[None]:
    """Try a measure again that the wiki refused."""
    actions.retry_measure(case_id=case_id, measure_id=measure_id, **_asker(request))
    return Status(204, None)


def _asker(request: HttpRequest) -> Asking:
    """Say who asks, with which keys, and when."""
    return {
        "by": actor(request.user),
        "keyring": _keyring(request),
        "now": timezone.now(),
    }


def _view(request: HttpRequest, case_id: str) -> CaseView:
    asker = _asker(request)
    return queries.case(case_id, seen_by=asker["by"], keyring=asker["keyring"], now=asker["now"])


def _keyring(request: HttpRequest) -> Keyring | None:
    return cast("Keyring | None", getattr(request, "keyring", None))


def _conflicts(declared: ConflictsIn) -> list[Hard | Soft]:
    if not set(declared.conflicts) <= CONFLICTS.keys():
        raise UnknownChoice(field="conflicts", choices=", ".join(CONFLICTS))
    return [CONFLICTS[name] for name in declared.conflicts]


def _terms(terms: TermsIn) -> MeasureTerms:
    return MeasureTerms(
        level=terms.level,
        kind=terms.kind,
        days=terms.days,
        pages=tuple(terms.pages),
        namespaces=tuple(terms.namespaces),
        note=terms.note,
    )
