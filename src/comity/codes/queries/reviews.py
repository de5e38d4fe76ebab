"""Words that people judge, and what they said. All of it is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Count, Q, QuerySet

from comity.access.queries import holders, holds_anything, may, reach
from comity.access.rules import Permission
from comity.bodies.queries import seats_of_person
from comity.codes.models import CodeVersion, Reviewer, WordsReview
from comity.codes.queries.binding import floor_of
from comity.codes.queries.loading import lean
from comity.codes.rules.review import (
    WAITING,
    Against,
    Candidate,
    Place,
    ReviewState,
    Verdict,
    against,
)
from comity.codes.rules.touching import Matter, touching, upper_of
from comity.codes.rules.weakening import most_alike, weakening_words
from comity.communities import queries as communities
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.queries import persons
from comity.record.queries import doers

ReviewRow: TypeAlias = WordsReview
"""Words with how far their review is, as skins hold them."""
ReviewerRow: TypeAlias = Reviewer
"""Somebody who judges or has, as skins hold them."""
MOST_COMPARED = 500
"""Earlier verdicts that a text is compared with, the newest first."""
WRITING = ("code:drafted", "code:draft_changed")
"""Facts of those who wrote on a code."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text that was judged below the floor before and is much like another.

    Attributes:
        review: of the earlier text.
        percent: how alike they are, 100 for the same.
    """

    review: ReviewRow
    percent: int


@dataclass(frozen=True, slots=True)
class Touched:
    """Words of one version that touch the floor, with what people said of them so far.

    Attributes:
        matter: the words.
        review: none where nobody was asked yet, as for a draft.
        hints: words that often weaken.
        earlier: a text that was judged below and is much like this one, if there is any.
    """

    matter: Matter
    review: ReviewRow | None
    hints: Sequence[str]
    earlier: Earlier | None


def review(review_id: str) -> ReviewRow:
    """Find words that are or were judged.

    Raises:
        NotFound: there is no such review.
    """
    row = _all().filter(id=review_id).first()
    if row is None:
        raise NotFound
    return row


def reviews(
    *, community_id: str = "", waiting: bool | None = None, below: bool = False
) -> QuerySet[ReviewRow]:
    """List words that are or were judged: what waits longest first, then the newest verdicts.

    Args:
        community_id: only of this community's code; of all where empty.
        waiting: only those that wait, or only those that do not.
        below: only those that were judged below the floor.
    """
    found = _all().exclude(state=ReviewState.DROPPED)
    if community_id:
        found = found.filter(code__community=community_id)
    if waiting is not None:
        found = found.filter(state__in=WAITING) if waiting else found.exclude(state__in=WAITING)
    if below:
        found = found.filter(verdict=Verdict.BELOW)
    return found.order_by("judged_on" if waiting else "-judged_on", "asked_on", "id")


def mine_to_judge(seen_by: Actor) -> list[ReviewRow]:
    """List the words that somebody has taken on and not judged yet."""
    if seen_by.kind is not ActorKind.PERSON:
        return []
    own = Reviewer.objects.filter(person=seen_by.id, verdict="").values("review")
    return list(_all().filter(id__in=own).order_by("asked_on", "id"))


def may_review(seen_by: Actor) -> bool:
    """Tell whether somebody may review the words of any code."""
    return reach(seen_by, Permission.CODE_REVIEW).exists()


def reviewers(review_id: str) -> list[ReviewerRow]:
    """List who judges words or has, in the order in which they took them on."""
    rows = Reviewer.objects.filter(review=review_id).select_related("person")
    return list(rows.order_by("taken_on", "id"))


def why_not(row: ReviewRow, seen_by: Actor, *, on: date) -> Against | None:
    """Say why somebody who may review codes may not take these words on; None where they may."""
    places = list(row.reviewers.all())
    rules = [Place(one.inside, Verdict(one.verdict) if one.verdict else None) for one in places]
    seated = any(one.person_id == seen_by.id for one in places)
    return against(ReviewState(row.state), rules, candidate(seen_by, row, on=on), seated=seated)


def named_here(community_id: str) -> list[str]:
    """List the names by which those sign in who were named to judge words at a community itself."""
    found = persons(holders(Permission.CODE_REVIEW, on=[community_id]).get(community_id, []))
    return sorted(one.username for one in found.values())


def reviews_there(row: ReviewRow, seen_by: Actor) -> bool:
    """Tell whether somebody may review codes where these words stand."""
    path = path_of(row.code.community_id)
    return any(may(seen_by, Permission.CODE_REVIEW, on=place) for place in path)


def candidate(by: Actor, row: WordsReview, *, on: date) -> Candidate:
    """Say how somebody stands to the code whose words they would judge.

    Whoever may write it, or ever did, is an author. Whoever holds anything at its community, or
    sits in a body there, belongs to it.
    """
    community_id = row.code.community_id
    wrote = str(by) in doers(subject=row.code_id, kinds=WRITING)
    author = wrote or may(by, Permission.CODE_EDIT, on=community_id)
    inside = holds_anything(by, on=community_id) or any(
        seat.body.community_id == community_id for seat in seats_of_person(by.id, on)
    )
    return Candidate(author=author, inside=inside)


def path_of(community_id: str) -> list[str]:
    """Name a community and everything above it."""
    return [one.id for one in communities.path_of(community_id)]


def touched(version: CodeVersion) -> list[Touched]:
    """List the words of a local version that touch the floor."""
    matters = _matters(version)
    rows = WordsReview.objects.filter(code=version.code_id, mark__in=[one.mark for one in matters])
    known = {row.mark: row for row in rows}
    before = _judged_below()
    return [
        Touched(
            one,
            known.get(one.mark),
            hints_in(one.text.title, one.text.body, language=one.language),
            _like(f"{one.text.title} {one.text.body}", before, but=one.mark),
        )
        for one in matters
    ]


def earlier_like(row: ReviewRow) -> Earlier | None:
    """Find a text that was judged below the floor before and is much like this one."""
    return _like(f"{row.title} {row.body}", _judged_below(), but=row.mark)


def hints_in(*texts: str, language: str) -> list[str]:
    """List words that often weaken; they point and never decide."""
    return weakening_words(" ".join(texts), language)


def is_bound(row: ReviewRow) -> bool:
    """Tell whether words are in force: they stand so in the version that is."""
    in_force = CodeVersion.objects.filter(code=row.code_id, state=CodeVersion.State.IN_FORCE)
    found = in_force.select_related("code")
    return any(one.mark == row.mark for version in found for one in _matters(version))


def count_waiting(community_id: str = "") -> int:
    """Count the words that somebody still has to judge."""
    return reviews(community_id=community_id, waiting=True).count()


def _matters(version: CodeVersion) -> list[Matter]:
    floor = floor_of(version.code.community_id)
    if floor is None:
        return []
    found = lean([version.id])[version.id]
    return list(touching(found.provisions, upper_of(floor), version.source_language))


def _judged_below() -> Mapping[str, ReviewRow]:
    rows = _all().filter(verdict=Verdict.BELOW).order_by("-judged_on", "id")[:MOST_COMPARED]
    return {row.id: row for row in rows}


def _like(text: str, before: Mapping[str, ReviewRow], *, but: str) -> Earlier | None:
    earlier = ((row.id, f"{row.title} {row.body}") for row in before.values() if row.mark != but)
    found = most_alike(text, earlier)
    return Earlier(before[found[0]], round(found[1] * 100)) if found else None


def _all() -> QuerySet[WordsReview]:
    rows = WordsReview.objects.select_related("code__community")
    spoken = Count("reviewers", filter=~Q(reviewers__verdict=""))
    return rows.prefetch_related("code__community__names").annotate(
        taken=Count("reviewers"), spoken=spoken
    )
