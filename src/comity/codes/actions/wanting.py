"""Asking for people to judge words that touch the floor, and for nobody's judgement twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from comity.access.queries import holders
from comity.access.rules import Permission
from comity.codes.actions.versions import hold_codes
from comity.codes.models import CodeVersion, Reviewer, WordsReview
from comity.codes.queries.binding import floor_of
from comity.codes.queries.judges import judges_of
from comity.codes.queries.loading import lean
from comity.codes.rules.documents import Level
from comity.codes.rules.review import (
    WAITING,
    Place,
    ReviewState,
    Step,
    Verdict,
    after,
    step_of_wanting,
)
from comity.codes.rules.touching import Matter, Upper, touching, upper_of
from comity.communities import queries as communities
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind

State = CodeVersion.State


class Asked(NamedTuple):
    """How far people are with some words, without the words: a floor has many thousands.

    Attributes:
        id: of the review.
        code_id: whose words they are.
        mark: of the words.
        state: how far they are.
        verdict: once they are judged; else empty.
        asked_on: the day since which somebody is wanted.
    """

    id: str
    code_id: str
    mark: str
    state: str
    verdict: str
    asked_on: date


Known = dict[tuple[str, str], Asked]
"""Reviews by the code and the mark of the words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How far people are with the words of one version.

    Attributes:
        below: how many texts they judged below the floor.
        waiting: how many texts somebody still has to judge.
    """

    below: int
    waiting: int


def want(
    needed: Mapping[str, Sequence[Matter]], paths: Mapping[str, Sequence[str]], *, now: datetime
) -> Known:
    """Ask for people to judge words, and let go of words that nobody needs judged any more.

    Args:
        needed: by the id of a code, all words of it that touch the floor, in every version that
            holds or may soon.
        paths: by the id of a code, its community and everything above it.
        now: the moment.
    """
    rows = WordsReview.objects.filter(code__in=needed).values_list(*Asked._fields)
    known = {(one.code_id, one.mark): one for one in map(Asked._make, rows)}
    wanted = {(code, one.mark): one for code, some in needed.items() for one in some}
    new = [
        _new(code, one, now) for (code, _), one in wanted.items() if (code, one.mark) not in known
    ]
    WordsReview.objects.bulk_create(new)
    for row in new:
        known[row.code_id, row.mark] = Asked._make(getattr(row, name) for name in Asked._fields)
    known |= _resume([one for key, one in known.items() if key in wanted], now)
    known |= _drop([one for key, one in known.items() if key not in wanted])
    _tell(_places({row.code_id for row in new}, paths), now)
    return known


def judged(known: Known, code_id: str, matters: Sequence[Matter]) -> Judged:
    """Count what people said of some words of one code."""
    found = [known[code_id, one.mark] for one in matters]
    return Judged(
        sum(one.verdict == Verdict.BELOW for one in found),
        sum(one.state in WAITING for one in found),
    )


def want_for(version: CodeVersion, *, now: datetime) -> tuple[Known, Sequence[Matter]]:
    """Ask for people to judge the words of one version that is frozen.

    Returns:
        What is known of the words of this code, and those of this version that touch the floor.
    """
    floor = floor_of(version.code.community_id)
    if floor is None:
        return {}, []
    upper, code = upper_of(floor), version.code_id
    holding = {version.id: version, **{one.id: one for one in holding_of([code])}}
    found = matters_of(list(holding.values()), upper)
    path = [one.id for one in communities.path_of(version.code.community_id)]
    needed = [one for some in found.values() for one in some]
    return want({code: needed}, {code: path}, now=now), found[version.id]


def want_for_all_under(community_id: str, *, now: datetime) -> int:
    """Ask for verdicts on what is frozen below a community and was never in force, one by one.

    Returns:
        For how many versions.
    """
    below = {one.id for one in communities.below(community_id)} | {community_id}
    frozen = CodeVersion.objects.filter(
        code__community__in=below, state=State.FROZEN, level=Level.LOCAL
    ).select_related("code")
    holding = {one.id for one in holding_of(list({one.code_id for one in frozen}))}
    soon = [one for one in frozen if one.id in holding]
    for version in soon:
        with transaction.atomic():
            hold_codes(id=version.code_id)
            want_for(version, now=now)
    return len(soon)


def holding_of(code_ids: Sequence[str]) -> list[CodeVersion]:
    """List the versions of some codes whose words count: in force, or frozen after that."""
    rows = CodeVersion.objects.filter(
        code__in=code_ids, state__in=[State.IN_FORCE, State.FROZEN]
    ).order_by("code", "number")
    newest = {(row.code_id, row.state): row for row in rows}
    in_force = {
        code: row.number for (code, state), row in newest.items() if state == State.IN_FORCE
    }
    return [
        row
        for (code, state), row in newest.items()
        if state == State.IN_FORCE or row.number > in_force.get(code, 0)
    ]


def matters_of(versions: Sequence[CodeVersion], upper: Upper) -> dict[str, list[Matter]]:
    """List the words of some versions that touch a floor, by version."""
    found = lean([one.id for one in versions])
    return {
        one.id: list(touching(found[one.id].provisions, upper, one.source_language))
        for one in versions
    }


def reviewers_of(path: Sequence[str]) -> frozenset[str]:
    """Name the people who may judge words of the first of these communities.

    Whoever may write its code is not among them.
    """
    may_judge = holders(Permission.CODE_REVIEW, on=path).values()
    authors = holders(Permission.CODE_EDIT, on=path[:1]).get(path[0], [])
    return frozenset(one for some in may_judge for one in some) - set(authors)


def _new(code_id: str, matter: Matter, now: datetime) -> WordsReview:
    return WordsReview(
        code_id=code_id,
        key=matter.provision_id,
        mark=matter.mark,
        touches=list(matter.touches),
        language=matter.language,
        title=matter.text.title,
        body=matter.text.body,
        example=matter.text.example,
        asked_on=day_of(now),
    )


def _resume(some: Sequence[Asked], now: datetime) -> Known:
    """Take up reviews again whose words somebody has brought back.

    Nobody could judge them meanwhile, so the time in which people judge begins anew: otherwise
    words bind unread that were shown once, taken away, and brought back when the time was over.
    """
    dropped = [one for one in some if one.state == ReviewState.DROPPED]
    places: dict[str, list[Place]] = {one.id: [] for one in dropped}
    for row in Reviewer.objects.filter(review__in=places):
        places[row.review_id].append(Place(row.inside))
    moved = _move(dropped, lambda one: step_of_wanting(places[one.id]))
    WordsReview.objects.filter(id__in=places).update(asked_on=day_of(now))
    return {key: one._replace(asked_on=day_of(now)) for key, one in moved.items()}


def _drop(some: Sequence[Asked]) -> Known:
    """Let go of reviews whose words stand in no version any more; verdicts stay."""
    waiting = [one for one in some if one.state in WAITING]
    if waiting:
        Reviewer.objects.filter(review__in=[one.id for one in waiting], verdict="").delete()
    return _move(waiting, lambda _: Step.DROP)


def _move(some: Sequence[Asked], step: Callable[[Asked], Step]) -> Known:
    """Take reviews a step on, all that come to one state at once."""
    moved: dict[ReviewState, list[Asked]] = {}
    for one in some:
        state = after(ReviewState(one.state), step(one))
        if state is not None:
            moved.setdefault(state, []).append(one)
    for state, alike in moved.items():
        WordsReview.objects.filter(id__in=[one.id for one in alike]).update(state=state)
    return {
        (one.code_id, one.mark): one._replace(state=state)
        for state, alike in moved.items()
        for one in alike
    }


def _places(code_ids: set[str], paths: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Name the communities of some codes, each with everything above it."""
    return {paths[code][0]: paths[code] for code in code_ids}


def _tell(paths: Mapping[str, Sequence[str]], now: datetime) -> None:
    """Tell those who may judge words; where they are too few, also those who may name more."""
    if not paths:
        return
    asked = {place for path in paths.values() for place in path}
    judges = judges_of(paths, on=day_of(now))
    few = {place for one, path in paths.items() if not judges[one].enough for place in path}
    people = [
        *holders(Permission.CODE_REVIEW, on=asked).values(),
        *holders(Permission.CODE_PUT_IN_FORCE, on=few).values(),
    ]
    for person_id in sorted({one for some in people for one in some}):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
