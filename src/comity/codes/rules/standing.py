"""Where a local code stands against the floor, and what changes when either of them moves."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

GRACE_CLOCK = "local_code_text"
"""The time of the charter in which a local code that fell below the floor mends its text."""

REVIEW_CLOCK = "local_code_review"
"""The time of the charter in which people judge new words that touch the floor."""


class Turn(StrEnum):
    """What a check changed."""

    NONE = auto()
    FELL = auto()
    ROSE = auto()


@dataclass(frozen=True, slots=True)
class Stand:
    """Since when a code is below the floor, if it is.

    Attributes:
        below_since: the day on which a check first found it below; None while it is not.
        grace_ends: the last day to mend its text; None where the charter names no time.
    """

    below_since: date | None = None
    grace_ends: date | None = None


def after_check(
    before: Stand, *, below: bool, on: date, grace_days: int | None
) -> tuple[Stand, Turn]:
    """Tell where a code stands after a check. Being found below again moves no day.

    Args:
        before: where it stood; a code that was never checked stood above.
        below: what the check found.
        on: the day of the check.
        grace_days: how long its community has to mend the text; None where nobody named a time.
    """
    if not below:
        return Stand(), Turn.NONE if before.below_since is None else Turn.ROSE
    if before.below_since is not None:
        return before, Turn.NONE
    ends = None if grace_days is None else on + timedelta(days=grace_days)
    return Stand(on, ends), Turn.FELL


def floor_mark(versions: Sequence[str]) -> str:
    """Name a floor by the versions that it is made of, the universal one first."""
    return hashlib.sha256("\n".join(versions).encode()).hexdigest()


def is_over(grace_ends: date | None, on: date) -> bool:
    """Tell whether the time to mend a text has run out."""
    return grace_ends is not None and on > grace_ends
