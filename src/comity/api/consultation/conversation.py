"""What was said before, what stands together, what was set aside, and summaries, over the API."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.access.queries import require
from comity.access.rules import Permission
from comity.api.consultation.shapes import LONGEST_TEXT, AlikeOut, Tag, told_alike
from comity.consultation.actions import conversation as actions
from comity.consultation.actions.conversation import MOST_AT_ONCE
from comity.consultation.queries import contributions, conversation, rounds, summaries
from comity.consultation.queries.conversation import Result, SetAsideView
from comity.consultation.rules.signals import SignalKind
from comity.people.queries import actor

router = Router(tags=["conversation"])
MOST_LANGUAGES = 20


class LookIn(Schema):
    """Words that somebody is about to say, and in which language."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Tag


class SimilarOut(Schema):
    """What was said before, the likest first."""

    items: list[AlikeOut]


class TogetherOut(Schema):
    """With which contributions one stands together, and what else is like it."""

    lead: str
    together: list[str]
    alike: list[AlikeOut]


class MergeIn(Schema):
    """Ids of contributions that say the same."""

    contributions: Annotated[list[str], Field(min_length=1, max_length=MOST_AT_ONCE)]


class TogetherCountOut(Schema):
    """How many stand with it now."""

    count: int


class SummaryOut(Schema):
    """A summary; null where nothing was summed up. Quotes name where in the words they stand."""

    made_on: date | None
    current: bool
    sentences: list[dict[str, Any]]


class PublicReasonIn(Schema):
    """Why, by language. Everybody can read it."""

    reason: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST_TEXT)]],
        Field(min_length=1, max_length=MOST_LANGUAGES),
    ]


class SetAsideIn(PublicReasonIn):
    """Why, by language, and which signal pointed there, if any did."""

    signal: SignalKind | None = None


class DecisionOut(Schema):
    """A decision in the public log; ``lifted_on`` is null while it stands."""

    id: str
    participant: str
    signal: str
    reason: dict[str, str]
    by: str
    decided_on: date
    lifted_on: date | None
    lifted_reason: dict[str, str]


class LogOut(Schema):
    """Every decision to set somebody aside, the newest first."""

    items: list[DecisionOut]


class ResultOut(Schema):
    """How much was said in a round, by how many, and about what."""

    contributions: int
    people: int
    languages: int
    provisions: dict[str, int]


class ResultsOut(Schema):
    """A round with everybody, and without those who were set aside."""

    everybody: ResultOut
    without_set_aside: ResultOut


class SignalOut(Schema):
    """What somebody should look at. It may be nothing."""

    kind: str
    count: int
    day: date | None
    usual: float
    participants: list[str]
    contributions: list[str]


class SignalsOut(Schema):
    """Signals of a round."""

    items: list[SignalOut]


class DecisionMadeOut(Schema):
    """What was made."""

    id: str


@router.post("/consultations/{consultation_id}/similar", response=SimilarOut, auth=None)
def similar(request: HttpRequest, consultation_id: str, said: LookIn) -> object:
    """List what was said before and is like something. Nothing of it is kept."""
    del request
    rounds.consultation(consultation_id)
    return {"items": told_alike(conversation.similar(consultation_id, {said.language: said.text}))}


@router.get("/contributions/{contribution_id}/together", response=TogetherOut, auth=None)
def together(request: HttpRequest, contribution_id: str) -> object:
    """Tell with what a contribution stands together, and what else is like it."""
    del request
    one = contributions.contribution(contribution_id)
    lead = conversation.lead_of(one.id)
    return {
        "lead": lead,
        "together": conversation.standing_with([lead]).get(lead, []),
        "alike": told_alike(conversation.similar_to(one.id)),
    }


@router.post("/contributions/{contribution_id}/together", response=TogetherCountOut)
def merge(request: HttpRequest, contribution_id: str, others: MergeIn) -> object:
    """Bring together contributions that say the same. Each keeps its words and its answer."""
    by = actor(request.user)
    count = actions.merge(
        lead_id=contribution_id, contribution_ids=others.contributions, by=by, now=timezone.now()
    )
    return {"count": count}


@router.delete("/contributions/{contribution_id}/together", response={204: None})
def part(request: HttpRequest, contribution_id: str) -> Status[None]:
    """Let a contribution stand for itself again."""
    actions.part(contribution_id=contribution_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.get("/rounds/{round_id}/summary", response=SummaryOut, auth=None)
def summary(request: HttpRequest, round_id: str) -> object:
    """Sum up a round in counts and in people's own words."""
    del request
    found = summaries.summary(rounds.round_(round_id).id)
    if found is None:
        return {"made_on": None, "current": True, "sentences": []}
    sentences = [asdict(one) for one in found.sentences]
    return {"made_on": found.made_on, "current": found.current, "sentences": sentences}


@router.get("/rounds/{round_id}/results", response=ResultsOut, auth=None)
def results(request: HttpRequest, round_id: str) -> object:
    """Count a round with everybody, and without those who were set aside."""
    del request
    everybody, others = conversation.results(round_id)
    return {"everybody": _result(everybody), "without_set_aside": _result(others)}


@router.get("/rounds/{round_id}/signals", response=SignalsOut)
def signals(request: HttpRequest, round_id: str) -> object:
    """Point those who run a round at what may be a campaign, and may be nothing."""
    by = actor(request.user)
    found = rounds.consultation(rounds.round_(round_id).consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    raised = conversation.signals(round_id, today=timezone.now().date())
    return {"items": [asdict(one) for one in raised]}


@router.get("/consultations/{consultation_id}/set-aside", response=LogOut, auth=None)
def set_aside_log(request: HttpRequest, consultation_id: str) -> object:
    """List every decision to set somebody aside, also those taken back."""
    del request
    rounds.consultation(consultation_id)
    return {"items": [_decision(one) for one in conversation.set_aside_log(consultation_id)]}


@router.post("/participants/{participant_id}/set-aside", response={201: DecisionMadeOut})
def set_aside(request: HttpRequest, participant_id: str, why: SetAsideIn) -> Status[object]:
    """Show results also without a participant, for a public reason."""
    made = actions.set_aside(
        participant_id=participant_id,
        reason=why.reason,
        signal=why.signal,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, {"id": made})


@router.post("/set-aside/{decision_id}/take-back", response={204: None})
def take_back_in(request: HttpRequest, decision_id: str, why: PublicReasonIn) -> Status[None]:
    """Take back a decision to set somebody aside, for a public reason."""
    actions.take_back_in(
        decision_id=decision_id, reason=why.reason, by=actor(request.user), now=timezone.now()
    )
    return Status(204, None)


def _result(one: Result) -> dict[str, object]:
    return asdict(one) | {"provisions": dict(one.provisions)}


def _decision(one: SetAsideView) -> dict[str, object]:
    return {**asdict(one), "participant": one.participant_id, "signal": one.signal or ""}
