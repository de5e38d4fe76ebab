"""What a measure goes through, what of it happens on a wiki, and what counts as history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto

from comity.charter.rules.guideline import Guideline, Prior
from comity.measures.errors import MeasureStepNotPossible

ON_WIKI = frozenset({"partial_block", "block"})
"""Kinds that a wiki carries out. All others are carried out by saying so."""

ATTEMPTS_BEFORE_HELP = 5
"""Failures after which a person is told; the measure goes on being tried."""

REASON = "Decided under the code of conduct."
"""The public reason of a block: it says nothing of what was found, nor of who asked."""


class State(StrEnum):
    """Where a measure can stand."""

    TO_EXECUTE = auto()
    IN_FORCE = auto()
    LIFTING = auto()
    CANNOT = auto()
    EXPIRED = auto()
    LIFTED = auto()
    OVERTURNED = auto()


RUNNING = frozenset({State.TO_EXECUTE, State.IN_FORCE, State.LIFTING, State.CANNOT})
"""States of a measure that has not ended."""

ENDED = frozenset(State) - RUNNING


class Step(StrEnum):
    """What can happen to a measure."""

    DONE = auto()
    REFUSED = auto()
    RETRY = auto()
    TERM_OVER = auto()
    END_ORDERED = auto()
    TAKEN_BACK = auto()


TABLE: dict[tuple[State, Step], State] = {
    (State.TO_EXECUTE, Step.DONE): State.IN_FORCE,
    (State.TO_EXECUTE, Step.REFUSED): State.CANNOT,
    # The wiki may have done it although we never heard so: take back what may be there.
    (State.TO_EXECUTE, Step.END_ORDERED): State.LIFTING,
    (State.TO_EXECUTE, Step.TERM_OVER): State.EXPIRED,
    (State.CANNOT, Step.RETRY): State.TO_EXECUTE,
    (State.CANNOT, Step.END_ORDERED): State.LIFTING,
    (State.CANNOT, Step.TERM_OVER): State.EXPIRED,
    (State.IN_FORCE, Step.TERM_OVER): State.EXPIRED,
    (State.IN_FORCE, Step.END_ORDERED): State.LIFTING,
    (State.LIFTING, Step.TAKEN_BACK): State.LIFTED,
    (State.LIFTING, Step.TERM_OVER): State.LIFTED,
}
"""Every step of a measure."""


def after(state: State, step: Step, *, overturned: bool = False) -> State:
    """Say where a measure stands after a step.

    Args:
        state: where it stands.
        step: what happens.
        overturned: whether it was overturned; then it ends as never imposed.

    Raises:
        MeasureStepNotPossible: nothing of this kind can happen here.
    """
    target = TABLE.get((state, step))
    if target is None:
        raise MeasureStepNotPossible(state=state, step=step)
    return State.OVERTURNED if overturned and target in ENDED else target


def last_day(starts_on: date, days: int | None) -> date | None:
    """Name the last whole day of a measure; its first day does not count."""
    return None if days is None else starts_on + timedelta(days=days)


def expiry(ends_on: date | None) -> datetime | None:
    """Name the moment at which a wiki lets go: the end of the last day, in UTC."""
    if ends_on is None:
        return None
    return datetime.combine(ends_on + timedelta(days=1), time.min, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier measure, as the table of measures knows it."""

    level: int
    state: State
    overturned: bool
    ended_on: date | None


def history_class(guideline: Guideline, earlier: Iterable[Earlier], today: date) -> int:
    """Class somebody's earlier measures; what was overturned never existed."""
    priors = [
        Prior(one.level, one.ended_on)
        for one in earlier
        if not one.overturned and one.state is not State.OVERTURNED
    ]
    return guideline.history_class(priors, today)
