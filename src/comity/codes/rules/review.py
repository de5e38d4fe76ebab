"""Words that touch the floor: who judges them, how, and what follows.

Structure is compared by machine. Whether words say as much as the structure beside them is for
people: two of them, of whom at least one stands outside the community, and a third from outside
where they disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

REVIEWERS = 2
"""Judge each text, before anybody disagrees."""

SEAT_DAYS = 14
"""How long somebody may keep the place of a reviewer without judging."""


class Verdict(StrEnum):
    """Where words stand against what the floor says."""

    ABOVE = auto()
    AT = auto()
    BELOW = auto()


class ReviewState(StrEnum):
    """Where a review stands."""

    WANTED = auto()
    ASSIGNED = auto()
    CONTESTED = auto()
    JUDGED = auto()
    DROPPED = auto()


class Step(StrEnum):
    """What can happen to a review."""

    TAKE = auto()
    FILL = auto()
    LEAVE = auto()
    SPEAK = auto()
    AGREE = auto()
    DISAGREE = auto()
    DECIDE = auto()
    DROP = auto()
    WANT = auto()
    RESUME = auto()


TABLE: dict[tuple[ReviewState, Step], ReviewState] = {
    (ReviewState.WANTED, Step.TAKE): ReviewState.WANTED,
    (ReviewState.WANTED, Step.FILL): ReviewState.ASSIGNED,
    (ReviewState.WANTED, Step.LEAVE): ReviewState.WANTED,
    (ReviewState.WANTED, Step.SPEAK): ReviewState.WANTED,
    (ReviewState.WANTED, Step.DROP): ReviewState.DROPPED,
    (ReviewState.ASSIGNED, Step.LEAVE): ReviewState.WANTED,
    (ReviewState.ASSIGNED, Step.SPEAK): ReviewState.ASSIGNED,
    (ReviewState.ASSIGNED, Step.AGREE): ReviewState.JUDGED,
    (ReviewState.ASSIGNED, Step.DISAGREE): ReviewState.CONTESTED,
    (ReviewState.ASSIGNED, Step.DROP): ReviewState.DROPPED,
    (ReviewState.CONTESTED, Step.TAKE): ReviewState.CONTESTED,
    (ReviewState.CONTESTED, Step.LEAVE): ReviewState.CONTESTED,
    (ReviewState.CONTESTED, Step.DECIDE): ReviewState.JUDGED,
    (ReviewState.CONTESTED, Step.DROP): ReviewState.DROPPED,
    (ReviewState.DROPPED, Step.WANT): ReviewState.WANTED,
    (ReviewState.DROPPED, Step.RESUME): ReviewState.CONTESTED,
}
"""What follows from what; everything else is refused. A judged review never changes again."""

WAITING = (ReviewState.WANTED, ReviewState.ASSIGNED, ReviewState.CONTESTED)
"""In these states somebody still has to judge."""


class Against(StrEnum):
    """Why somebody may not judge a text now. Each has words, under ``review_``."""

    OVER = auto()
    AUTHOR = auto()
    SEATED = auto()
    FULL = auto()
    OUTSIDER_NEEDED = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who would like to judge a text.

    Attributes:
        author: whether they wrote the draft, or may edit the code.
        inside: whether they belong to the community whose code it is.
    """

    author: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one reviewer.

    Attributes:
        inside: whether they belong to the community whose code it is.
        verdict: None until they have judged.
    """

    inside: bool
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Judges:
    """How many people could judge the words of a code.

    Attributes:
        people: who may, and may not write the code.
        outside: how many of them do not belong to the community whose code it is.
    """

    people: int
    outside: int

    @property
    def enough(self) -> bool:
        """Tell whether they can come to a verdict at all, as long as they agree."""
        return self.people >= REVIEWERS and self.outside >= 1


def may_bind_from(asked_on: date, days: int | None, judges: Judges) -> date | None:
    """Name the first day on which words may bind without having been judged; none for never.

    The time runs whether or not there is anybody to judge, so that people can be named meanwhile.

    Args:
        asked_on: the day on which somebody was first wanted.
        days: how long the charter lets words wait; none where it names no time. Then they wait
            for the people there are, and not at all where these are too few to come to a verdict.
        judges: who could judge them.
    """
    if days is not None:
        return asked_on + timedelta(days=days + 1)
    return None if judges.enough else asked_on


def against(
    state: ReviewState, places: Sequence[Place], candidate: Candidate, *, seated: bool
) -> Against | None:
    """Say why somebody may not take a place; None where they may.

    Args:
        state: of the review.
        places: those that are taken.
        candidate: who would like to.
        seated: whether one of the places is theirs.
    """
    if state not in WAITING:
        return Against.OVER
    if candidate.author:
        return Against.AUTHOR
    if seated:
        return Against.SEATED
    if len(places) >= _places(state):
        return Against.FULL
    # The third comes from outside, and so does at least one of the first two.
    taken_inside = any(one.inside for one in places)
    if candidate.inside and (state is ReviewState.CONTESTED or taken_inside):
        return Against.OUTSIDER_NEEDED
    return None


def step_of_taking(state: ReviewState, places: Sequence[Place]) -> Step:
    """Say what it is when somebody takes a place, given the places with theirs."""
    filled = state is ReviewState.WANTED and len(places) >= REVIEWERS
    return Step.FILL if filled else Step.TAKE


def step_of_judging(state: ReviewState, places: Sequence[Place]) -> Step:
    """Say what it is when somebody judges, given the places with their verdict."""
    spoken = [one.verdict for one in places if one.verdict is not None]
    if state is ReviewState.CONTESTED:
        return Step.DECIDE
    if state is ReviewState.WANTED or len(spoken) < REVIEWERS:
        return Step.SPEAK
    below = [one is Verdict.BELOW for one in spoken]
    return Step.AGREE if len(set(below)) == 1 else Step.DISAGREE


def step_of_wanting(places: Sequence[Place]) -> Step:
    """Say how a review goes on that was dropped, given the places that had judged."""
    return Step.RESUME if len(places) >= REVIEWERS else Step.WANT


def after(state: ReviewState, step: Step) -> ReviewState | None:
    """Say where a review stands after a step; None where the step is not possible."""
    return TABLE.get((state, step))


def outcome(verdicts: Sequence[Verdict]) -> Verdict:
    """Join the verdicts of a review that is over into one.

    Below needs more than half. Above is only what everybody who did not say below calls above.
    """
    fine = [one for one in verdicts if one is not Verdict.BELOW]
    if len(fine) * 2 <= len(verdicts):
        return Verdict.BELOW
    return Verdict.ABOVE if all(one is Verdict.ABOVE for one in fine) else Verdict.AT


def _places(state: ReviewState) -> int:
    return REVIEWERS + (state is ReviewState.CONTESTED)
