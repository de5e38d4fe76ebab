"""Where a round can go from where it stands, and what must hold before it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from comity.consultation.errors.rounds import (
    ReasonMissing,
    RoundDatesWrong,
    RoundLanguageMissing,
    RoundNotDue,
    RoundStepNotPossible,
    RoundTooLong,
    RoundUnanswered,
    RoundUnmeasured,
    RoundWithoutText,
)
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage
from comity.kernel.errors import DomainError

LONGEST = timedelta(days=366)
"""Nobody waits longer than a year for an answer to what they said on the first day."""

YEARS = range(1990, 3000)
"""Beyond them not every moment can be said in every zone."""

COVERAGE = 70
"""Percent of the people concerned whose groups should be heard before a round closes."""

CONTINGENT = 20
"""Contributions that one person may make in one round in a day."""

ABOUT_A_TEXT = frozenset({RoundKind.TEXT, RoundKind.FREEZE})
"""Kinds of rounds in which people are asked about a published text."""

TAKES_WORDS = frozenset(RoundKind) - {RoundKind.PANEL}
"""Kinds of rounds in which anybody can contribute; a panel is made of people drawn by lot."""


class Step(StrEnum):
    """What can happen to a round."""

    OPEN = auto()
    CLOSE = auto()
    EXTEND = auto()
    EXPLAIN = auto()
    """Saying why nobody measured who took part."""
    ANSWER = auto()
    CANCEL = auto()


TABLE: Mapping[tuple[RoundState, Step], RoundState] = {
    (RoundState.PLANNED, Step.OPEN): RoundState.OPEN,
    (RoundState.PLANNED, Step.CANCEL): RoundState.CANCELLED,
    (RoundState.OPEN, Step.EXTEND): RoundState.OPEN,
    (RoundState.OPEN, Step.CLOSE): RoundState.CLOSED,
    (RoundState.OPEN, Step.CANCEL): RoundState.CANCELLED,
    (RoundState.CLOSED, Step.EXTEND): RoundState.OPEN,
    (RoundState.CLOSED, Step.EXPLAIN): RoundState.CLOSED,
    (RoundState.CLOSED, Step.ANSWER): RoundState.ANSWERED,
    (RoundState.CLOSED, Step.CANCEL): RoundState.CANCELLED,
}
"""Every step there is. An answered round stays as it is: people rely on their answers."""

ENDED = frozenset({RoundState.ANSWERED, RoundState.CANCELLED})
"""States after which nothing follows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the guards look at.

    Attributes:
        kind: what the round is for.
        state: where it stands.
        opens: the moment in UTC; likewise ``closes``.
        languages: in which people are asked.
        has_text: whether a published text belongs to it.
        gaps: what keeps it from closing: groups that are unheard although nobody reached out.
        unanswered: contributions that lack an answer.
        unmeasured: whether nobody can tell who is missing, and nobody said in public why.
    """

    kind: RoundKind
    state: RoundState
    opens: datetime
    closes: datetime
    languages: tuple[str, ...]
    has_text: bool = True
    gaps: DomainError | None = None
    unanswered: int = 0
    unmeasured: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that somebody, or the clock, asks for.

    Attributes:
        step: which one.
        now: the moment.
        reason: public; may be empty where a step needs none.
        closes: until when a round goes on, where it is extended.
        unmeasured: public; why nobody measured who takes part, where nobody did.
        by_clock: whether it comes from the clock, which can give no reasons.
    """

    step: Step
    now: datetime
    reason: str = ""
    closes: datetime | None = None
    unmeasured: str = ""
    by_clock: bool = False


Guard = Callable[[Standing, Asked], None]


def in_order(round_: Standing, _asked: Asked) -> None:
    """Refuse dates in the wrong order and rounds that never end."""
    check_dates(round_.opens, round_.closes)


def in_a_language(round_: Standing, _asked: Asked) -> None:
    """Refuse to ask in no language."""
    if not round_.languages:
        raise RoundLanguageMissing(field="languages")


def with_a_text(round_: Standing, _asked: Asked) -> None:
    """Refuse to ask about a text that nobody can read."""
    if round_.kind in ABOUT_A_TEXT and not round_.has_text:
        raise RoundWithoutText


def due_to_open(round_: Standing, asked: Asked) -> None:
    """Refuse to open before the moment that people were told, unless there is a reason."""
    if asked.now < round_.opens and not asked.reason:
        raise RoundNotDue


def not_over(round_: Standing, asked: Asked) -> None:
    """Refuse to open what would be over at once."""
    if round_.closes <= asked.now:
        raise RoundDatesWrong(field="closes")


def due_to_close(round_: Standing, asked: Asked) -> None:
    """Refuse to close before the moment that people were told, unless there is a reason."""
    if asked.now < round_.closes and not asked.reason:
        raise RoundNotDue


def with_everybody_reached(round_: Standing, _asked: Asked) -> None:
    """Refuse to close while groups are unheard to whom nobody reached out."""
    if round_.gaps is not None:
        raise round_.gaps


def with_a_measure(round_: Standing, asked: Asked) -> None:
    """Refuse to go on as if who is missing were known, unless everybody can read why it is not.

    The clock is let through, so that no round hangs for ever; the reason is owed then, and the
    round does not count as answered before.
    """
    if round_.unmeasured and not asked.unmeasured and not asked.by_clock:
        raise RoundUnmeasured(field="unmeasured")


def something_to_explain(round_: Standing, _asked: Asked) -> None:
    """Refuse a reason where somebody measured, or where there is a reason already."""
    if not round_.unmeasured:
        raise RoundStepNotPossible


def with_a_reason(_round: Standing, asked: Asked) -> None:
    """Refuse what changes everybody's plans unless everybody can read why."""
    if not asked.reason:
        raise ReasonMissing(field="reason")


def until_later(round_: Standing, asked: Asked) -> None:
    """Refuse an extension that does not lengthen, or that ends in the past."""
    closes = asked.closes
    if closes is None or closes <= max(round_.closes, asked.now):
        raise RoundDatesWrong(field="closes")
    check_dates(round_.opens, closes)


def with_every_answer(round_: Standing, _asked: Asked) -> None:
    """Refuse to call a round answered while somebody waits."""
    if round_.unanswered:
        raise RoundUnanswered(count=round_.unanswered)


GUARDS: Mapping[Step, tuple[Guard, ...]] = {
    Step.OPEN: (due_to_open, not_over, in_order, in_a_language, with_a_text),
    Step.CLOSE: (due_to_close, with_everybody_reached, with_a_measure),
    Step.EXTEND: (with_a_reason, until_later),
    Step.EXPLAIN: (with_a_reason, something_to_explain),
    Step.ANSWER: (with_every_answer, with_a_measure),
    Step.CANCEL: (with_a_reason,),
}
"""What must hold before each step, in the order in which it is asked."""


def possible(state: RoundState, step: Step) -> bool:
    """Tell whether a step follows on a state at all."""
    return (state, step) in TABLE


def after(round_: Standing, asked: Asked) -> RoundState:
    """Say where a round stands after a step.

    Raises:
        RoundStepNotPossible: it does not follow on where the round stands.
        DomainError: a guard refuses it.
    """
    if not possible(round_.state, asked.step):
        raise RoundStepNotPossible
    for guard in GUARDS[asked.step]:
        guard(round_, asked)
    return TABLE[round_.state, asked.step]


def check_dates(opens: datetime, closes: datetime) -> None:
    """Refuse dates in the wrong order, and rounds longer than a year.

    Raises:
        RoundDatesWrong: it would close before it opens, or in a year that nobody means.
        RoundTooLong: it would last longer than a year.
    """
    if closes <= opens or not {opens.year, closes.year} <= set(YEARS):
        raise RoundDatesWrong(field="closes")
    if closes - opens > LONGEST:
        raise RoundTooLong(field="closes", most=LONGEST.days)


STAGES: Mapping[Stage, frozenset[Stage]] = {
    Stage.PREPARED: frozenset({Stage.RUNNING, Stage.CANCELLED}),
    Stage.RUNNING: frozenset({Stage.CONCLUDED, Stage.CANCELLED}),
    Stage.CONCLUDED: frozenset(),
    Stage.CANCELLED: frozenset(),
}
"""Where a consultation can go from where it stands. It runs from when its first round opens."""
