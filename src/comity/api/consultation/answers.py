"""Suggestions, answers, what they changed, and conclusions over the API. Reading is public."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from comity.api.confirming import confirmed
from comity.api.consultation.rounds import WITH_RECEIPT_TOO, speaker, spoken_for
from comity.api.consultation.shapes import AlikeOut, said_before
from comity.api.pages import USUAL, After, Limit, Page, page, place, told
from comity.consultation.actions import answers as actions
from comity.consultation.actions import conclusions, suggestions
from comity.consultation.actions.answers import MOST_AT_ONCE
from comity.consultation.actions.conclusions import Said
from comity.consultation.actions.suggesting_for import suggest_for
from comity.consultation.actions.wishes import Wish
from comity.consultation.queries import answers as queries
from comity.consultation.queries import causes as caused
from comity.consultation.queries import contributions, rounds
from comity.consultation.queries.answers import Told, Wanted
from comity.consultation.queries.causes import Cause
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import Channel
from comity.consultation.rules.suggestions import Kind, Patch
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["answers"])
Tag = Annotated[str, Field(max_length=35)]
Typed = Annotated[str, Field(max_length=60_000)]
Chosen = Annotated[str, Query(max_length=200)]


class ReplyOut(Schema):
    """An answer; its reason by language. The objection is empty where nobody objected."""

    decision: str
    reason: dict[str, str]
    provisions: list[str]
    decided_on: date
    objection: str


class AnsweredOut(Schema):
    """A contribution with its answers. ``suggestion`` is empty where it suggests no change.

    Once the draft is frozen into which a suggestion was taken up, ``version`` is the number of
    that version, and ``stands`` says how much of it stands there: whole, part or nothing.
    """

    contribution: str
    number: str
    text: str
    language: str
    made_on: date
    provisions: list[str]
    suggestion: str
    version: int | None
    stands: str
    answered: bool
    replies: list[ReplyOut]


class EndingOut(Schema):
    """How a consultation ended; texts by language. No version where there was no code."""

    version: str | None
    outcome: dict[str, str]
    newcomers: dict[str, str]
    silent: dict[str, str]
    concluded_on: date


class PatchIn(Schema):
    """What would differ in one provision; words in one language."""

    fields: dict[str, object] = {}
    words: dict[str, Typed] = {}
    language: Tag = ""


class DispositionIn(Schema):
    """An answer with its reason by language; the patch says what is partly taken up."""

    decision: Decision
    reason: dict[Tag, Typed]
    provisions: list[str] = []
    patch: PatchIn | None = None


class SuggestionIn(Schema):
    """What should read otherwise, and why."""

    kind: Kind
    provision: Annotated[str, Field(max_length=200)] = ""
    patch: PatchIn = PatchIn()
    text: Typed
    language: Tag
    credit: Annotated[str, Field(max_length=200)] = ""


class SuggestionForIn(SuggestionIn):
    """What somebody suggested offline. ``receipt`` is theirs, if they have one already."""

    channel: Channel
    consent: Annotated[str, Field(max_length=1000)]
    receipt: Annotated[str, Field(max_length=200)] = ""


class AnswerTogetherIn(Schema):
    """One answer to several contributions of one consultation; its reason by language."""

    contributions: Annotated[list[str], Field(min_length=1, max_length=MOST_AT_ONCE)]
    decision: Decision
    reason: dict[Tag, Typed]
    provisions: list[str] = []


class AnsweredTogetherOut(Schema):
    """How many were answered."""

    count: int


class CauseOut(Schema):
    """A contribution because of which a provision changed.

    Attributes:
        number: place of its round and its own, as in 2.14.
        decision: whether it was taken up wholly or partly.
        suggested: whether it suggested the change itself.
    """

    consultation: str
    contribution: str
    number: str
    decision: str
    suggested: bool


class CausedOut(Schema):
    """A provision, and the contributions because of which it changed."""

    provision: str
    causes: list[CauseOut]


class ObjectionIn(Schema):
    """What an answer misses."""

    text: Typed


class ConclusionIn(Schema):
    """What came of a consultation, and what it means for some; texts by language."""

    language: Tag
    outcome: dict[Tag, Typed]
    newcomers: dict[Tag, Typed]
    silent: dict[Tag, Typed]
    version: Annotated[str, Field(max_length=20)] = ""


class SuggestedOut(Schema):
    """The contribution that a suggestion is, and what was said before and is like its reason."""

    contribution: str
    alike: list[AlikeOut]


class SuggestedForOut(SuggestedOut):
    """The same, with the receipt that was made for it; empty where they had one."""

    receipt: str
    receipt_digits: str


NO_RECEIPT = {"receipt": "", "receipt_digits": ""}


@router.get("/consultations/{consultation_id}/answers", response=Page[AnsweredOut], auth=None)
def list_answers(
    request: HttpRequest,
    consultation_id: str,
    *,
    provision: Chosen = "",
    language: Chosen = "",
    decision: Chosen = "",
    standing: Chosen = "",
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List what people said, what became of it, and why."""
    rounds.consultation(consultation_id)
    behind = place(request, after) if after else ""
    wanted = Wanted(provision, language, decision, "", standing, behind)
    found = queries.listing(consultation_id, wanted, today=timezone.now().date())[: limit + 1]
    shown = found[:limit]
    last = shown[-1].number if len(found) > limit else None
    return told([_answered(one) for one in shown], request, last)


@router.post("/contributions/{contribution_id}/answers", response={204: None})
def answer(request: HttpRequest, contribution_id: str, said: DispositionIn) -> object:
    """Answer a contribution; what its suggestion changes goes into the draft."""
    actions.answer(
        contribution_id=contribution_id,
        decision=said.decision,
        reason=said.reason,
        provisions=said.provisions,
        patch=_patch(said.patch) if said.patch else None,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/answers", response=AnsweredTogetherOut)
def answer_together(request: HttpRequest, said: AnswerTogetherIn) -> object:
    """Answer several contributions of one consultation with one reason."""
    count = actions.answer_together(
        contribution_ids=said.contributions,
        decision=said.decision,
        reason=said.reason,
        provisions=said.provisions,
        by=actor(request.user),
        now=timezone.now(),
    )
    return {"count": count}


@router.get("/causes", response=Page[CausedOut], auth=None)
def causes(
    request: HttpRequest,
    before: Chosen,
    later: Chosen,
    *,
    before_is_draft: bool = False,
    later_is_draft: bool = False,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """Tell which contributions changed which provisions between two versions of a code.

    A version counts as the draft that people were asked about, and not as what was frozen in the
    end, where that is said; from its draft to itself is what its own consultation changed.
    """
    found = caused.causes(before, later, from_draft=before_is_draft, to_draft=later_is_draft)
    rows = sorted(found.items())
    return page(request, rows, after, limit, name=lambda one: one[0], show=_caused)


@router.post(
    "/contributions/{contribution_id}/objections", response={204: None}, auth=WITH_RECEIPT_TOO
)
def object_to_answer(request: HttpRequest, contribution_id: str, said: ObjectionIn) -> object:
    """Say once that the answer to one's own contribution misses the point."""
    here = contributions.contribution(contribution_id).consultation_id
    actions.object_to_answer(
        contribution_id=contribution_id,
        text=said.text,
        by=speaker(request, here),
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/rounds/{round_id}/suggestions", response={201: SuggestedOut}, auth=WITH_RECEIPT_TOO)
def suggest(request: HttpRequest, round_id: str, wish: SuggestionIn) -> object:
    """Suggest how a provision should read, that one goes, or a new one."""
    made = suggestions.suggest(
        round_id=round_id,
        wish=Wish(wish.kind, wish.provision, _patch(wish.patch), wish.credit),
        text=wish.text,
        language=wish.language,
        by=speaker(request, rounds.round_(round_id).consultation_id),
        now=timezone.now(),
        channel=Channel.API,
    )
    return Status(201, {"contribution": made.id, "alike": said_before(made)})


@router.post("/rounds/{round_id}/suggestions-for", response={201: SuggestedForOut})
def enter_suggestion(request: HttpRequest, round_id: str, said: SuggestionForIn) -> object:
    """Write down what somebody suggested offline; the answer holds the receipt to hand over."""
    drawn, speaks = spoken_for(said.receipt, round_id)
    made = suggest_for(
        round_id=round_id,
        wish=Wish(said.kind, said.provision, _patch(said.patch), said.credit),
        text=said.text,
        language=said.language,
        channel=said.channel,
        consent=said.consent,
        speaker=speaks,
        by=actor(request.user),
        now=timezone.now(),
    )
    shown = {"receipt": drawn.text, "receipt_digits": drawn.digits} if drawn else NO_RECEIPT
    return Status(201, {"contribution": made.id, "alike": said_before(made), **shown})


@router.get("/consultations/{consultation_id}/conclusion", response=EndingOut, auth=None)
def conclusion(request: HttpRequest, consultation_id: str) -> object:
    """Tell how a consultation ended, and what that means for those who are easily overlooked."""
    del request
    found = queries.ending(consultation_id)
    if found is None:
        raise NotFound
    return {
        "version": found.version_id,
        "outcome": found.outcome,
        "newcomers": found.newcomers,
        "silent": found.silent,
        "concluded_on": found.concluded_on,
    }


@router.post("/consultations/{consultation_id}/conclusion", response={204: None})
def conclude(request: HttpRequest, consultation_id: str, said: ConclusionIn) -> object:
    """End a consultation; the draft that it was about is frozen with it."""
    conclusions.conclude(
        consultation_id=consultation_id,
        said=Said(said.language, said.outcome, said.newcomers, said.silent),
        version_id=said.version,
        by=confirmed(request),
        now=timezone.now(),
    )
    return Status(204, None)


def _patch(said: PatchIn) -> Patch:
    return Patch(said.fields, said.words, said.language if said.words else "")


def _answered(one: Told) -> dict[str, object]:
    return {
        "contribution": one.id,
        "number": one.number,
        "text": one.text,
        "language": one.language,
        "made_on": one.made_on,
        "provisions": list(one.provisions),
        "suggestion": one.suggestion,
        "version": one.became.number if one.became else None,
        "stands": one.became.kept if one.became else "",
        "answered": one.answered,
        "replies": [
            {
                "decision": reply.decision,
                "reason": reply.reason,
                "provisions": list(reply.provisions),
                "decided_on": reply.decided_on,
                "objection": reply.objection,
            }
            for reply in one.replies
        ],
    }


def _caused(row: tuple[str, Sequence[Cause]]) -> dict[str, object]:
    provision, found = row
    return {
        "provision": provision,
        "causes": [
            {
                "consultation": one.consultation_id,
                "contribution": one.contribution_id,
                "number": one.number,
                "decision": one.decision,
                "suggested": one.suggested,
            }
            for one in found
        ],
    }
