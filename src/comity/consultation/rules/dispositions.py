"""How a contribution can be answered, and for how long its author may say that it was missed."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum, auto

LONGEST_REASON = 5_000
"""In characters, for each language."""

OBJECTION_DAYS = 14
"""Days after an answer in which its reader may say that it misses the point."""


class Decision(StrEnum):
    """What became of a contribution."""

    TAKEN_UP = auto()
    PARTLY = auto()
    NOT_TAKEN_UP = auto()
    PROMOTED = auto()
    """It goes on as a contribution of its own in the next round."""
    ANSWERED = auto()
    """It asked something, and that was answered."""
    NOTED = auto()
    OUT_OF_SCOPE = auto()

    @property
    def heard(self) -> bool:
        """Whether something changed because of it."""
        return self in {Decision.TAKEN_UP, Decision.PARTLY}


def may_object(*, turn: int, answered_on: date, today: date) -> bool:
    """Tell whether somebody may still say that an answer misses their point: once, and in time.

    Args:
        turn: 1 for the first answer, 2 for the one after an objection.
        answered_on: the day of the answer.
        today: the day.
    """
    return turn == 1 and today <= answered_on + timedelta(days=OBJECTION_DAYS)


def is_answered(turns: Iterable[bool]) -> bool:
    """Tell whether a contribution is answered.

    Args:
        turns: for each answer it got, whether it was objected to.
    """
    last = None
    for objected in turns:
        last = objected
    return last is False
