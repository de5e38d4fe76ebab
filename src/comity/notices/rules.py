"""What notices there are, and when they may be sent."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum, auto


class NoticeKind(StrEnum):
    """What somebody is told by e-mail. None says anything about a case, a report or a person."""

    WORK_WAITING = auto()
    MEASURE_STUCK = auto()


def may_send(now: datetime, hours: Collection[int]) -> bool:
    """Tell whether notices go out now.

    Notices leave at fixed hours, so that the time of a letter says nothing about the time of what
    it is about.

    Args:
        now: the moment, with its time zone.
        hours: of the day in UTC; none: at any time.
    """
    return not hours or now.astimezone(UTC).hour in hours
