"""Consultations, rounds and contributions over the API. What everybody sees on pages is public.

Whoever has no account takes part with a receipt: the first contribution makes it, and the header
``Comity-Receipt`` brings them back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status
from ninja.security import APIKeyHeader, django_auth

from comity.api.consultation.shapes import (
    LONGEST_LANGUAGE,
    AskIn,
    ChangeIn,
    ConsultationContributionIn,
    ConsultationOut,
    ConsultationWordsIn,
    ContributionMadeOut,
    ContributionOut,
    ContributionTranslationIn,
    EndIn,
    ForOtherIn,
    PlanIn,
    ReceiptOut,
    ReplanIn,
    RoundOut,
    ShownIn,
    StepIn,
    told_consultation,
    told_contribution,
    told_made,
    told_round,
)
from comity.api.door import Token
from comity.api.pages import USUAL, After, Limit, Page, page_of, place, told
from comity.codes import queries as codes
from comity.consultation.actions import consultations, contributions, taking_part, translations
from comity.consultation.actions import rounds as actions
from comity.consultation.actions.contributions import About
from comity.consultation.errors.contributions import TakingPartUnknown
from comity.consultation.queries import contributions as said
from comity.consultation.queries import listing
from comity.consultation.queries import rounds as queries
from comity.consultation.queries.contributions import ContributionView, Wanted
from comity.consultation.queries.rounds import RoundView
from comity.consultation.queries.taking_part import consultation_of
from comity.consultation.rules.kinds import Channel
from comity.consultation.rules.rounds import Step
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.receipts import Receipt, new_receipt
from comity.people.queries import actor

router = Router(tags=["consultations"])


@dataclass(frozen=True, slots=True)
class Held:
    """A receipt that was shown: who acts with it, and where it is good."""

    consultation_id: str
    by: Actor


class PartHeader(APIKeyHeader):
    """The receipt of somebody who takes part without an account."""

    param_name = "Comity-Receipt"

    def authenticate(self, _request: HttpRequest, key: str | None) -> Held | None:
        """Read the receipt, if there is one."""
        return Held(*consultation_of(key)) if key else None


WITH_RECEIPT_TOO = [Token(), django_auth, PartHeader()]
"""An account, as everywhere, or a receipt. What comes with a cookie shows that it is no forgery."""


@router.get("/consultations", response=Page[ConsultationOut], auth=None)
def list_consultations(
    request: HttpRequest, community: str = "", after: After = "", limit: Limit = USUAL
) -> object:
    """List consultations, what is open for comment first."""
    found = listing.listed(listing.Wanted(community_id=community))
    return page_of(
        request, found, after, limit, show=lambda row: told_consultation(queries.told(row))
    )


@router.get("/consultations/{consultation_id}", response=ConsultationOut, auth=None)
def consultation(request: HttpRequest, consultation_id: str) -> object:
    """Show what is asked, and in which rounds."""
    del request
    return told_consultation(queries.consultation(consultation_id))


@router.post("/communities/{community_id}/consultations", response={201: ConsultationOut})
def prepare(request: HttpRequest, community_id: str, asked: AskIn) -> object:
    """Prepare a consultation of a community."""
    by = actor(request.user)
    code_id = codes.code_of(community_id) if asked.about_code else ""
    made = consultations.prepare(
        community_id=community_id,
        title=asked.title,
        question=asked.question,
        source_language=asked.source_language,
        code_id=code_id,
        coverage_target=asked.coverage_target,
        contingent=asked.contingent,
        by=by,
        now=timezone.now(),
    )
    return Status(201, told_consultation(made))


@router.put("/consultations/{consultation_id}", response=ConsultationOut)
def change_words(request: HttpRequest, consultation_id: str, words: ConsultationWordsIn) -> object:
    """Say what is asked in other words, or in more languages."""
    changed = consultations.change(
        consultation_id=consultation_id,
        title=words.title,
        question=words.question,
        by=actor(request.user),
        now=timezone.now(),
    )
    return told_consultation(changed)


@router.post("/consultations/{consultation_id}/end", response=ConsultationOut)
def end(request: HttpRequest, consultation_id: str, how: EndIn) -> object:
    """Cancel a consultation; one that came to something ends with its conclusion instead."""
    ended = consultations.cancel(
        consultation_id=consultation_id,
        reason=how.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return told_consultation(ended)


@router.post("/consultations/{consultation_id}/rounds", response={201: RoundOut})
def plan(request: HttpRequest, consultation_id: str, plan: PlanIn) -> object:
    """Plan a round."""
    made = actions.plan(
        consultation_id=consultation_id,
        kind=plan.kind,
        opens=plan.opens,
        closes=plan.closes,
        languages=plan.languages,
        target_groups=plan.target_groups,
        edition_id=plan.edition,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, told_round(made))


@router.put("/rounds/{round_id}/plan", response=RoundOut)
def replan(request: HttpRequest, round_id: str, plan: ReplanIn) -> object:
    """Change the plan of a round that has not opened."""
    changed = actions.replan(
        round_id=round_id,
        opens=plan.opens,
        closes=plan.closes,
        languages=plan.languages,
        target_groups=plan.target_groups,
        edition_id=plan.edition,
        by=actor(request.user),
        now=timezone.now(),
    )
    return told_round(changed)


@router.post("/rounds/{round_id}/steps", response=RoundOut)
def take_step(request: HttpRequest, round_id: str, asked: StepIn) -> object:
    """Open, extend, close, explain, answer or cancel a round.

    ``explain`` says why nobody measured who took part in a round that has closed.
    """
    act = _act(asked, queries.round_(round_id))
    return told_round(act(round_id=round_id, by=actor(request.user), now=timezone.now()))


@router.get("/rounds/{round_id}/contributions", response=Page[ContributionOut], auth=None)
def list_contributions(
    request: HttpRequest,
    round_id: str,
    provision: Annotated[str, Query(max_length=200)] = "",
    language: Annotated[str, Query(max_length=LONGEST_LANGUAGE)] = "",
    channel: Channel | None = None,
    *,
    waiting: bool = False,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List what people said in a round, in the order in which it came."""
    queries.round_(round_id)
    wanted = Wanted(
        provision_id=provision, language=language.lower(), channel=channel, waiting=waiting
    )
    start = int(place(request, after)) if after else 0
    rows = said.contributions(round_id, wanted, after=start, limit=limit + 1)
    shown = rows[:limit]
    last = str(shown[-1].place) if len(rows) > limit else None
    return told([told_contribution(one) for one in shown], request, last)


@router.get("/contributions/{contribution_id}", response=ContributionOut, auth=None)
def contribution(request: HttpRequest, contribution_id: str) -> object:
    """Show one contribution."""
    del request
    return told_contribution(said.contribution(contribution_id))


@router.post(
    "/rounds/{round_id}/contributions", response={201: ContributionMadeOut}, auth=WITH_RECEIPT_TOO
)
def contribute(request: HttpRequest, round_id: str, words: ConsultationContributionIn) -> object:
    """Say something in an open round, with an account or with a receipt of its consultation."""
    by = speaker(request, queries.round_(round_id).consultation_id)
    return Status(201, told_made(_contribute(round_id, words, by), None))


@router.post(
    "/rounds/{round_id}/contributions-without-account",
    response={201: ContributionMadeOut},
    auth=None,
)
def begin(request: HttpRequest, round_id: str, words: ConsultationContributionIn) -> object:
    """Say something in an open round without an account; the answer holds a new receipt."""
    del request
    drawn = new_receipt()
    return Status(201, told_made(_contribute(round_id, words, holder(drawn)), drawn))


@router.post("/rounds/{round_id}/contributions-for", response={201: ContributionMadeOut})
def contribute_for(request: HttpRequest, round_id: str, words: ForOtherIn) -> object:
    """Write down what somebody said offline; the answer holds the receipt to hand over."""
    by = actor(request.user)
    drawn, speaker = spoken_for(words.receipt, round_id)
    made = contributions.contribute_for(
        round_id=round_id,
        text=words.text,
        language=words.language,
        channel=words.channel,
        consent=words.consent,
        speaker=speaker,
        about=[About(one.provision, one.quote) for one in words.about],
        by=by,
        now=timezone.now(),
    )
    return Status(201, told_made(made, drawn))


@router.put("/contributions/{contribution_id}", response=ContributionOut, auth=WITH_RECEIPT_TOO)
def change(request: HttpRequest, contribution_id: str, words: ChangeIn) -> object:
    """Say it differently, while the round is open."""
    changed = contributions.change(
        contribution_id=contribution_id,
        text=words.text,
        language=words.language,
        by=_author(request, contribution_id),
        now=timezone.now(),
    )
    return told_contribution(changed)


@router.delete("/contributions/{contribution_id}", response={204: None}, auth=WITH_RECEIPT_TOO)
def withdraw(request: HttpRequest, contribution_id: str) -> object:
    """Take a contribution back, at any time."""
    by = _author(request, contribution_id)
    contributions.withdraw(contribution_id=contribution_id, by=by, now=timezone.now())
    return Status(204, None)


@router.put("/contributions/{contribution_id}/translations/{language}", response=ContributionOut)
def translate(
    request: HttpRequest, contribution_id: str, language: str, words: ContributionTranslationIn
) -> object:
    """Translate a contribution."""
    translated = translations.translate(
        contribution_id=contribution_id,
        language=language,
        text=words.text,
        machine=words.machine,
        by=actor(request.user),
        now=timezone.now(),
    )
    return told_contribution(translated)


@router.post(
    "/consultations/{consultation_id}/part-without-account",
    response={201: ReceiptOut},
    auth=None,
)
def begin_part(request: HttpRequest, consultation_id: str) -> object:
    """Take part without an account, whatever one is going to say; the answer holds a receipt."""
    del request
    drawn = new_receipt()
    taking_part.take_part(consultation_id=consultation_id, by=holder(drawn), now=timezone.now())
    return Status(201, {"receipt": drawn.text, "receipt_digits": drawn.digits})


@router.put("/consultations/{consultation_id}/part", response={204: None})
def choose_shown(request: HttpRequest, consultation_id: str, shown: ShownIn) -> object:
    """Choose under which name one stands, and whether letters come; this takes part."""
    by, now = actor(request.user), timezone.now()
    taking_part.take_part(consultation_id=consultation_id, by=by, now=now)
    taking_part.choose_shown(
        consultation_id=consultation_id,
        shows_name=shown.shows_name,
        wants_letters=shown.wants_letters,
        by=by,
        now=now,
    )
    return Status(204, None)


def _act(asked: StepIn, here: RoundView) -> Callable[..., RoundView]:
    """Say which action a step is."""
    if asked.step is Step.ANSWER:
        return actions.answer
    if asked.step is Step.EXTEND:
        closes = asked.closes or here.closes
        return partial(actions.extend, closes=closes, reason=asked.reason, language=asked.language)
    acts: dict[Step, Callable[..., RoundView]] = {
        Step.OPEN: actions.open_now,
        Step.CLOSE: partial(actions.close, unmeasured=asked.unmeasured, language=asked.language),
        Step.EXPLAIN: partial(actions.explain, language=asked.language),
        Step.CANCEL: actions.cancel,
    }
    return partial(acts[asked.step], reason=asked.reason)


def _contribute(round_id: str, words: ConsultationContributionIn, by: Actor) -> ContributionView:
    return contributions.contribute(
        round_id=round_id,
        text=words.text,
        language=words.language,
        about=[About(one.provision, one.quote) for one in words.about],
        channel=Channel.API,
        by=by,
        now=timezone.now(),
    )


def speaker(request: HttpRequest, consultation_id: str) -> Actor:
    """Say who speaks: whoever holds a receipt, or is signed in.

    Raises:
        NotFound: the receipt is of another consultation.
    """
    shown: object = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    if not isinstance(shown, Held):
        return actor(shown)
    if shown.consultation_id != consultation_id:
        raise NotFound
    return shown.by


def _author(request: HttpRequest, contribution_id: str) -> Actor:
    return speaker(request, said.contribution(contribution_id).consultation_id)


def spoken_for(receipt: str, round_id: str) -> tuple[Receipt | None, Actor]:
    """Say whose words are written down: with the receipt they have, or with one made for them.

    Raises:
        NotFound: there is no such round.
        TakingPartUnknown: nobody takes part in its consultation with this receipt.
    """
    here = queries.round_(round_id).consultation_id
    if not receipt.strip():
        drawn = new_receipt()
        return drawn, holder(drawn)
    known, by = consultation_of(receipt)
    if known != here:
        raise TakingPartUnknown(field="receipt")
    return None, by


def holder(receipt: Receipt) -> Actor:
    """Say who acts with a receipt."""
    return Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup)
