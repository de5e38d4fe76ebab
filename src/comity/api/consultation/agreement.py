"""Proposals over the API: seeking agreement, hearing who blocks, recording what follows."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.consultation.rounds import WITH_RECEIPT_TOO, speaker
from comity.api.consultation.shapes import LONGEST_TEXT, Tag
from comity.api.pages import USUAL, After, Limit, Page, page, place, told
from comity.consultation.actions import decisions as actions
from comity.consultation.queries import decisions as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.decisions import DecisionRow, PositionRow
from comity.consultation.rules.consensus import Choice
from comity.people.queries import actor

router = Router(tags=["agreement"])
Typed = Annotated[str, Field(max_length=LONGEST_TEXT)]


class ProposalOut(Schema):
    """How far people agree with a proposal. It is no vote.

    Attributes:
        body: whose members are asked, as in addresses; empty where everybody is.
        unheard: how many block or are concerned and were not heard.
        review_on: the day on which somebody looks at it again; null while it runs.
    """

    id: str
    round: str
    question: dict[str, str]
    language: str
    body: str
    state: str
    counts: dict[str, int]
    unheard: int
    outcome: dict[str, str]
    review_on: date | None
    asked_on: date
    ended_on: date | None


class PositionOut(Schema):
    """What one participant says to a proposal; ``hearings`` are by language."""

    id: str
    choice: str
    reason: str
    language: str
    turn: int
    given_on: date
    waits: bool
    hearings: list[dict[str, str]]


class ProposeIn(Schema):
    """What is proposed, by language; ``body`` is the id of the body whose members are asked."""

    question: dict[Tag, Typed]
    language: Tag
    body: Annotated[str, Field(max_length=40)] = ""


class PositionIn(Schema):
    """How somebody stands to a proposal."""

    choice: Choice
    reason: Typed = ""
    language: Tag = "en"


class HearingIn(Schema):
    """How somebody was heard, by language; ``turn`` is that of the position that was heard."""

    turn: Annotated[int, Field(ge=1)]
    text: dict[Tag, Typed]


class AgreementOutcomeIn(Schema):
    """What follows, by language, and when somebody looks at it again."""

    outcome: dict[Tag, Typed]
    review_on: date


class TakenBackIn(Schema):
    """Why a proposal is taken back, in its own language."""

    reason: Typed


class ProposalMadeOut(Schema):
    """What was made."""

    id: str


@router.get("/consultations/{consultation_id}/proposals", response=Page[ProposalOut], auth=None)
def proposals(
    request: HttpRequest, consultation_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List proposals, and how far people agree with each."""
    rounds.consultation(consultation_id)
    found = queries.decisions(consultation_id)
    return page(request, found, after, limit, name=lambda one: one.id, show=_proposal)


@router.post("/rounds/{round_id}/proposals", response={201: ProposalMadeOut})
def propose(request: HttpRequest, round_id: str, asked: ProposeIn) -> object:
    """Seek agreement on a proposal in an open round."""
    made = actions.ask(
        round_id=round_id,
        question=asked.question,
        language=asked.language,
        body_id=asked.body,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, {"id": made})


@router.get("/proposals/{decision_id}", response=ProposalOut, auth=None)
def proposal(request: HttpRequest, decision_id: str) -> object:
    """Show a proposal, and how far people agree with it."""
    del request
    return _proposal(queries.decision(decision_id))


@router.get("/proposals/{decision_id}/positions", response=Page[PositionOut], auth=None)
def positions(
    request: HttpRequest, decision_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List what was said to a proposal, whoever waits to be heard first."""
    queries.decision(decision_id)
    behind = place(request, after) if after else ""
    found = queries.positions(decision_id, behind=behind)[: limit + 1]
    shown = found[:limit]
    last = shown[-1].id if len(found) > limit else None
    return told([_position(one) for one in shown], request, last)


@router.put("/proposals/{decision_id}/position", response={204: None}, auth=WITH_RECEIPT_TOO)
def take_position(request: HttpRequest, decision_id: str, said: PositionIn) -> object:
    """Say how one stands to a proposal, or something else than before."""
    actions.take_position(
        decision_id=decision_id,
        choice=said.choice,
        reason=said.reason,
        language=said.language,
        by=speaker(request, queries.decision(decision_id).consultation_id),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/positions/{position_id}/hearing", response={204: None})
def hear(request: HttpRequest, position_id: str, said: HearingIn) -> object:
    """Write down how somebody who blocks or is concerned was heard, and what came of it."""
    actions.hear(
        position_id=position_id,
        turn=said.turn,
        text=said.text,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/proposals/{decision_id}/outcome", response=ProposalOut)
def record_outcome(request: HttpRequest, decision_id: str, said: AgreementOutcomeIn) -> object:
    """Record how far those asked agree, what follows, and when it is looked at again."""
    actions.record_outcome(
        decision_id=decision_id,
        outcome=said.outcome,
        review_on=said.review_on,
        by=actor(request.user),
        now=timezone.now(),
    )
    return _proposal(queries.decision(decision_id))


@router.post("/proposals/{decision_id}/withdrawal", response={204: None})
def take_back(request: HttpRequest, decision_id: str, said: TakenBackIn) -> object:
    """Take a proposal back before anything is recorded, with a public reason."""
    actions.withdraw_decision(
        decision_id=decision_id, reason=said.reason, by=actor(request.user), now=timezone.now()
    )
    return Status(204, None)


def _proposal(one: DecisionRow) -> dict[str, object]:
    return {
        "id": one.id,
        "round": one.round_id,
        "question": one.question,
        "language": one.language,
        "body": one.body_slug,
        "state": one.state,
        "counts": {str(choice): count for choice, count in one.standing.counts.items()},
        "unheard": one.standing.unheard,
        "outcome": one.outcome,
        "review_on": one.review_on,
        "asked_on": one.asked_on,
        "ended_on": one.ended_on,
    }


def _position(one: PositionRow) -> dict[str, object]:
    return {
        "id": one.id,
        "choice": one.choice,
        "reason": one.reason,
        "language": one.language,
        "turn": one.turn,
        "given_on": one.given_on,
        "waits": one.waits,
        "hearings": list(one.hearings),
    }
