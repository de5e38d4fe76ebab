"""Statements, the answers to them, and where they stand."""

import unicodedata
from collections.abc import Mapping
from enum import IntEnum, StrEnum, auto

from comity.consultation.errors.opinions import StatementStepNotPossible

LONGEST_STATEMENT = 400
"""Characters: what can be weighed at a glance."""

LONGEST_REASON = 1000


class StatementState(StrEnum):
    """Where a statement stands."""

    WAITING = auto()
    """Somebody has to look whether it can be shown."""
    SHOWN = auto()
    DECLINED = auto()


class Answer(IntEnum):
    """How somebody answers a statement."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1


ANSWERS: Mapping[str, Answer] = {answer.name.lower(): answer for answer in Answer}
"""As forms and the API name them."""

COUNTERS: Mapping[Answer, str] = {
    Answer.AGREE: "agrees",
    Answer.PASS: "passes",
    Answer.DISAGREE: "disagrees",
}
"""The columns that keep count of them."""


class RunState(StrEnum):
    """Where an opinion map stands."""

    ASKED = auto()
    DRAWN = auto()
    HELD = auto()
    """Not shown: beside the map before, it would tell how a few people answered."""


STEPS: Mapping[StatementState, frozenset[StatementState]] = {
    StatementState.WAITING: frozenset({StatementState.SHOWN, StatementState.DECLINED}),
    StatementState.SHOWN: frozenset({StatementState.DECLINED}),
    StatementState.DECLINED: frozenset({StatementState.SHOWN}),
}
"""A statement can be taken down after it was shown, and a mistake can be mended."""


def step(state: StatementState, to: StatementState) -> StatementState:
    """Move a statement on.

    Raises:
        StatementStepNotPossible: it cannot get there from where it stands.
    """
    if to not in STEPS[state]:
        raise StatementStepNotPossible
    return to


def same(text: str) -> str:
    """Bring a text to what it has in common with every text of the same words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".!。؟?")
