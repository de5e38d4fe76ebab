"""Judging words that touch the floor: taking them on, giving them back, saying what they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.actions.standings import check_anew, tell_editors
from comity.codes.actions.versions import hold_codes
from comity.codes.errors.floor import (
    ReasonMissing,
    ReviewAuthor,
    ReviewFull,
    ReviewJudged,
    ReviewNotTaken,
    ReviewOutsiderNeeded,
    ReviewOver,
    ReviewSeated,
)
from comity.codes.errors.reading import CodeTooLong
from comity.codes.facts.floor import WordsJudged, WordsJudgedByOne
from comity.codes.models import Reviewer, WordsReview
from comity.codes.queries.reviews import candidate, path_of
from comity.codes.rules.documents import LONGEST_TEXT
from comity.codes.rules.review import (
    SEAT_DAYS,
    Against,
    Place,
    ReviewState,
    Step,
    Verdict,
    after,
    against,
    outcome,
    step_of_judging,
    step_of_taking,
)
from comity.codes.rules.table import refuse_what_no_database_keeps
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import DomainError, NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record

_REFUSALS: dict[Against, type[DomainError]] = {
    Against.OVER: ReviewOver,
    Against.AUTHOR: ReviewAuthor,
    Against.SEATED: ReviewSeated,
    Against.FULL: ReviewFull,
    Against.OUTSIDER_NEEDED: ReviewOutsiderNeeded,
}


@transaction.atomic
def take_review(*, review_id: str, by: Actor, now: datetime) -> None:
    """Take words on, to judge them.

    Args:
        review_id: of the review.
        by: somebody who may review codes there, and may not write this one.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such review.
        NotPermitted: they may not review codes there.
        ReviewAuthor: they may write this code, or have.
        ReviewOver: nobody is wanted any more.
        ReviewSeated: they have taken it on already.
        ReviewFull: enough people have.
        ReviewOutsiderNeeded: somebody from outside the community is wanted.
    """
    row, state = _locked(review_id)
    _require(by, row)
    places = list(row.reviewers.all())
    who = candidate(by, row, on=day_of(now))
    seated = any(one.person_id == by.id for one in places)
    reason = against(state, _rules(places), who, seated=seated)
    if reason is not None:
        raise _REFUSALS[reason]
    Reviewer.objects.create(review=row, person_id=by.id, inside=who.inside, taken_on=day_of(now))
    step = step_of_taking(state, [*_rules(places), Place(who.inside)])
    _move(row, step)


@transaction.atomic
def leave_review(*, review_id: str, by: Actor, now: datetime) -> None:
    """Give words back that one has taken on and not judged.

    Raises:
        NotFound: there is no such review.
        ReviewNotTaken: they have not taken it on.
        ReviewJudged: they have judged, and what was said stays.
    """
    del now
    row, _ = _locked(review_id)
    own = _own(row, by)
    if own.verdict:
        raise ReviewJudged
    own.delete()
    _move(row, Step.LEAVE)


@transaction.atomic
def judge_words(*, review_id: str, verdict: Verdict, reason: str, by: Actor, now: datetime) -> None:
    """Say where words stand against what the floor says, and why. It is public and stays.

    Args:
        review_id: of the review.
        verdict: above, at or below.
        reason: in public.
        by: somebody who has taken it on.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such review.
        ReviewNotTaken: they have not taken it on.
        ReviewAuthor: they may write this code by now.
        ReviewOutsiderNeeded: they belong to the community by now, and nobody else is from outside.
        ReviewJudged: they have judged before.
        ReasonMissing: there is no reason.
        CodeTooLong: the reason is longer than anybody reads.
        CodeNotText: the reason cannot be kept.
    """
    row, state = _locked(review_id)
    own = _own(row, by)
    if own.verdict:
        raise ReviewJudged
    _require(by, row)
    who = candidate(by, row, on=day_of(now))
    if who.author:
        raise ReviewAuthor
    if who.inside and not own.inside:
        _come_inside(row, own, state)
    said = tidy(reason, field="reason")
    own.verdict, own.reason, own.judged_on = verdict, said, day_of(now)
    own.save(update_fields=["inside", "verdict", "reason", "judged_on"])
    record(
        WordsJudgedByOne(
            subject=row.code_id,
            review=row.id,
            provision=row.key,
            verdict=verdict,
            inside=own.inside,
        ),
        by=by,
        now=now,
    )
    places = _rules(list(row.reviewers.all()))
    _move(row, step_of_judging(state, places), now=now, places=places)
    if row.state == ReviewState.JUDGED:
        _tell(row, by, now)


def give_back_idle(*, now: datetime) -> int:
    """Free the places of reviewers who took words on and did not judge them for too long.

    Returns:
        How many places.
    """
    last = day_of(now) - timedelta(days=SEAT_DAYS)
    idle = Reviewer.objects.filter(verdict="", taken_on__lt=last)
    count = 0
    for review_id in sorted(set(idle.values_list("review_id", flat=True))):
        with transaction.atomic():
            row, _ = _locked(review_id)
            for one in row.reviewers.filter(verdict="", taken_on__lt=last):
                one.delete()
                _move(row, Step.LEAVE)
                count += 1
    return count


def tidy(text: str, *, field: str) -> str:
    """Tidy what somebody wrote for everybody.

    Raises:
        ReasonMissing: there is nothing.
        CodeTooLong: it is longer than anybody reads.
        CodeNotText: it cannot be kept.
    """
    refuse_what_no_database_keeps(text, field=field)
    said = text.strip()
    if not said:
        raise ReasonMissing(field=field)
    if len(said) > LONGEST_TEXT:
        raise CodeTooLong(field=field, most=LONGEST_TEXT)
    return said


def _locked(review_id: str) -> tuple[WordsReview, ReviewState]:
    hold_codes(reviews=review_id)
    rows = WordsReview.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("code").filter(id=review_id).first()
    if row is None:
        raise NotFound
    return row, ReviewState(row.state)


def _require(by: Actor, row: WordsReview) -> None:
    """Refuse whoever may not review codes at this community or above it."""
    path = path_of(row.code.community_id)
    person = by.kind is ActorKind.PERSON
    if not person or not any(may(by, Permission.CODE_REVIEW, on=place) for place in path):
        raise NotPermitted(permission=Permission.CODE_REVIEW)


def _own(row: WordsReview, by: Actor) -> Reviewer:
    own = row.reviewers.filter(person=by.id).first() if by.kind is ActorKind.PERSON else None
    if own is None:
        raise ReviewNotTaken
    return own


def _come_inside(row: WordsReview, own: Reviewer, state: ReviewState) -> None:
    """Count a reviewer as one of the community, to whom it was still a stranger at the beginning.

    Raises:
        ReviewOutsiderNeeded: they were the one from outside.
    """
    others = [one for one in row.reviewers.all() if one.id != own.id]
    if state is ReviewState.CONTESTED or any(one.inside for one in others):
        raise ReviewOutsiderNeeded
    own.inside = True


def _rules(places: Sequence[Reviewer]) -> list[Place]:
    return [Place(one.inside, Verdict(one.verdict) if one.verdict else None) for one in places]


def _move(
    row: WordsReview, step: Step, *, now: datetime | None = None, places: Sequence[Place] = ()
) -> None:
    """Let a review go on as the table says."""
    state = after(ReviewState(row.state), step)
    if state is None:
        raise ReviewOver
    row.state = state
    if state is ReviewState.JUDGED and now is not None:
        row.verdict = outcome([one.verdict for one in places if one.verdict is not None])
        row.judged_on = day_of(now)
    row.save(update_fields=["state", "verdict", "judged_on"])


def _tell(row: WordsReview, by: Actor, now: datetime) -> None:
    """Put the verdict on record, and heed it: a code in force may be below the floor by it."""
    fact = WordsJudged(
        subject=row.code_id,
        community=row.code.community_id,
        review=row.id,
        provision=row.key,
        verdict=row.verdict,
    )
    record(fact, by=by, now=now)
    tell_editors([row.code.community_id])
    check_anew(row.code_id, now=now)
