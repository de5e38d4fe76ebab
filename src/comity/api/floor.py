"""The floor over the API: checking codes, where they stand, words to judge, opinions on drafts."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router, Schema, Status
from pydantic import Field

from comity.api.codes import FindingOut, WitnessOut
from comity.api.pages import USUAL, After, Limit, Page, page_of
from comity.codes import queries
from comity.codes.actions.advice import ask_advice, give_advice
from comity.codes.actions.reviews import judge_words, leave_review, take_review
from comity.codes.queries import advice, reviews
from comity.codes.queries.advice import AdviceRow
from comity.codes.queries.binding import against_floor, floor_of
from comity.codes.queries.reviews import ReviewRow
from comity.codes.queries.standings import VersionRow, standings
from comity.codes.rules.documents import LONGEST_CODE, LONGEST_LANGUAGE, LONGEST_TEXT
from comity.codes.rules.effective import LevelCode, compose
from comity.codes.rules.floor import contradictions
from comity.codes.rules.reader import read_local
from comity.codes.rules.review import Verdict
from comity.communities import queries as communities
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["codes"])
Shows = Annotated[
    Literal["waiting", "judged", "below"],
    Query(description="what waits to be judged, what was judged, or what was judged below"),
]


class CheckIn(Schema):
    """A local code to hold against the floor of a community. Nothing of it is kept."""

    community: Annotated[str, Field(max_length=200)]
    toml: Annotated[str, Field(max_length=LONGEST_CODE)]


class CheckOut(Schema):
    """Where it falls below the floor, and where it contradicts itself."""

    findings: list[FindingOut]
    contradictions: list[FindingOut]


class StandingOut(Schema):
    """Where a local code in force stands; empty but for its names where it was not checked yet."""

    community: str
    version: int
    checked_on: date | None = None
    findings: int | None = None
    words_below: int | None = None
    words_waiting: int | None = None
    below_since: date | None = None
    grace_ends: date | None = None


class VerdictOut(Schema):
    """What somebody said of words, and why."""

    inside: bool
    verdict: str
    reason: str
    judged_on: date | None


class ReviewOut(Schema):
    """Words of a local code that touch the floor, with what people said of them."""

    id: str
    community: str
    provision: str
    touches: list[str]
    language: str
    title: str
    text: str
    example: str
    state: str
    verdict: str
    asked_on: date
    judged_on: date | None
    verdicts: list[VerdictOut]


class OpinionAnswerOut(Schema):
    """An opinion on a draft."""

    text: str
    language: str
    given_on: date


class OpinionOut(Schema):
    """What was asked about a published draft, and what people answered. It binds nobody."""

    id: str
    community: str
    version: int
    edition: str
    question: str
    language: str
    asked_on: date
    answers: list[OpinionAnswerOut]


class QuestionIn(Schema):
    """What to look at in a published draft. It is public and stays."""

    edition: Annotated[str, Field(max_length=200, description="the id of a published draft")]
    question: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Annotated[str, Field(max_length=LONGEST_LANGUAGE)]


class OpinionAnswerIn(Schema):
    """An opinion on a draft. It is public and stays."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    language: Annotated[str, Field(max_length=LONGEST_LANGUAGE)]


class VerdictIn(Schema):
    """Where words stand against what the floor says, and why. It is public and stays."""

    verdict: Verdict
    reason: Annotated[str, Field(max_length=LONGEST_TEXT)]


@router.post("/check", response=CheckOut)
def check(request: HttpRequest, asked: CheckIn) -> object:
    """Hold a local code against what binds above a community, without keeping it."""
    actor(request.user)
    community = communities.by_slug(asked.community)
    floor = floor_of(community.id)
    if floor is None:
        raise NotFound
    document = read_local(asked.toml, floor.vocabulary)
    both = compose([*floor.levels, LevelCode("", 1, community.id, document, {})])
    found = against_floor(floor, document.code, document.vocabulary)
    torn = contradictions(document.code, both.vocabulary)
    language = get_language() or "en"
    return {
        "findings": [_told(queries.tell(one, both.words, language)) for one in found],
        "contradictions": [_told(queries.tell(one, both.words, language)) for one in torn],
    }


@router.get("/standings", response=Page[StandingOut], auth=None)
def where_codes_stand(
    request: HttpRequest, *, below: bool = False, after: After = "", limit: Limit = USUAL
) -> object:
    """List where local codes in force stand against the floor, those below for longest first."""
    found = standings(below_only=below)
    return page_of(request, found, after, limit, show=_standing)


@router.get("/reviews", response=Page[ReviewOut], auth=None)
def words_to_judge(
    request: HttpRequest, *, show: Shows = "waiting", after: After = "", limit: Limit = USUAL
) -> object:
    """List words that people judge, or judged."""
    found = reviews.reviews(waiting=show == "waiting", below=show == "below")
    return page_of(request, found, after, limit, show=_review)


@router.get("/reviews/{review_id}", response=ReviewOut, auth=None)
def review(request: HttpRequest, review_id: str) -> object:
    """Show words that people judge, and what they said."""
    del request
    return _review(reviews.review(review_id))


@router.post("/reviews/{review_id}/reviewer", response=ReviewOut)
def take(request: HttpRequest, review_id: str) -> object:
    """Take words on, to judge them."""
    take_review(review_id=review_id, by=actor(request.user), now=timezone.now())
    return _review(reviews.review(review_id))


@router.delete("/reviews/{review_id}/reviewer", response={204: None})
def leave(request: HttpRequest, review_id: str) -> object:
    """Give words back that one has taken on and not judged."""
    leave_review(review_id=review_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/reviews/{review_id}/verdict", response=ReviewOut)
def judge(request: HttpRequest, review_id: str, said: VerdictIn) -> object:
    """Say where words stand against what the floor says, and why."""
    judge_words(
        review_id=review_id,
        verdict=said.verdict,
        reason=said.reason,
        by=actor(request.user),
        now=timezone.now(),
    )
    return _review(reviews.review(review_id))


@router.get("/opinions", response=Page[OpinionOut], auth=None)
def opinions_asked(
    request: HttpRequest, *, unanswered: bool = False, after: After = "", limit: Limit = USUAL
) -> object:
    """List what was asked about drafts, the newest first."""
    found = advice.advice_asked(open_only=unanswered)
    return page_of(request, found, after, limit, show=_opinion)


@router.get("/opinions/{request_id}", response=OpinionOut, auth=None)
def opinion(request: HttpRequest, request_id: str) -> object:
    """Show what was asked about a draft, and the answers."""
    del request
    return _opinion(advice.advice(request_id))


@router.post("/opinions", response={201: OpinionOut})
def ask(request: HttpRequest, asked: QuestionIn) -> object:
    """Ask those who judge words for an opinion on a published draft."""
    request_id = ask_advice(
        edition_id=asked.edition,
        question=asked.question,
        language=asked.language,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _opinion(advice.advice(request_id)))


@router.post("/opinions/{request_id}/answers", response={201: OpinionOut})
def answer(request: HttpRequest, request_id: str, said: OpinionAnswerIn) -> object:
    """Give an opinion on a published draft."""
    give_advice(
        request_id=request_id,
        text=said.text,
        language=said.language,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, _opinion(advice.advice(request_id)))


def _told(one: queries.ToldFinding) -> FindingOut:
    found = one.finding
    witness = found.witness
    return FindingOut(
        dimension=found.dimension,
        floor=found.floor_id,
        local=found.local_id,
        parameter=found.parameter,
        wanted=found.wanted,
        given=found.given,
        witness=WitnessOut(behaviour=witness.behaviour, actor=witness.actor, space=witness.space),
        title=f"{one.sentence} {one.witness}",
    )


def _standing(one: VersionRow) -> StandingOut:
    standing = getattr(one.code, "standing", None)
    told = StandingOut(community=one.code.community.slug, version=one.number)
    if standing is None:
        return told
    return told.model_copy(
        update={
            "checked_on": standing.checked_on,
            "findings": standing.findings,
            "words_below": standing.words_below,
            "words_waiting": standing.words_waiting,
            "below_since": standing.below_since,
            "grace_ends": standing.grace_ends,
        }
    )


def _review(row: ReviewRow) -> ReviewOut:
    return ReviewOut(
        id=row.id,
        community=row.code.community.slug,
        provision=row.key,
        touches=list(row.touches),
        language=row.language,
        title=row.title,
        text=row.body,
        example=row.example,
        state=row.state,
        verdict=row.verdict,
        asked_on=row.asked_on,
        judged_on=row.judged_on,
        verdicts=[
            VerdictOut(
                inside=one.inside,
                verdict=one.verdict,
                reason=one.reason,
                judged_on=one.judged_on,
            )
            for one in reviews.reviewers(row.id)
            if one.verdict
        ],
    )


def _opinion(row: AdviceRow) -> OpinionOut:
    version = row.edition.version
    return OpinionOut(
        id=row.id,
        community=version.code.community.slug,
        version=version.number,
        edition=row.edition_id,
        question=row.question,
        language=row.language,
        asked_on=row.asked_on,
        answers=[
            OpinionAnswerOut(text=one.text, language=one.language, given_on=one.given_on)
            for one in row.answers.all()
        ],
    )
