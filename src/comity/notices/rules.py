"""What notices there are, and when they may be sent."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto


class NoticeKind(StrEnum):
    """What somebody is told by e-mail. None says anything about a case, a report or a person."""

    WORK_WAITING = auto()
    MEASURE_STUCK = auto()
    URGENT = auto()
    ANSWER_WAITING = auto()
    """Not that it was in a consultation, nor in which one."""


AT_ONCE = frozenset({NoticeKind.URGENT})
"""What does not wait for its hour: somebody may be in danger."""


def may_leave(now: datetime, hours: Collection[int]) -> frozenset[NoticeKind]:
    """Say which notices go out now.

    Notices leave at fixed hours, so that the time of a letter says nothing about the time of what
    it is about. Where somebody may be in danger, their safety weighs more.

    Args:
        now: the moment, with its time zone.
        hours: of the day in UTC; none: at any time.
    """
    return frozenset(NoticeKind) if not hours or now.astimezone(UTC).hour in hours else AT_ONCE


LONGEST_WAIT = timedelta(hours=4)


def try_again(now: datetime, attempts: int) -> datetime:
    """Say when to try again after a mail server said "not now": later each time.

    Args:
        now: the moment, with its time zone.
        attempts: how often it has said so, this time included.
    """
    return now + min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_WAIT)


PERMANENT = range(500, 600)
"""Reply codes that say "never" (RFC 5321, section 4.2.1)."""
