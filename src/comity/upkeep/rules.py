"""What a check can find, and what it means for whoever started the checks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum, auto


class Weight(IntEnum):
    """How much it matters; also the exit status of ``comity check``."""

    WARNING = 1
    BROKEN = 2


class Area(StrEnum):
    """What is looked at."""

    CONFIGURATION = auto()
    DATABASE = auto()
    MIGRATIONS = auto()
    KEYS = auto()
    CLOCK = auto()
    QUEUES = auto()
    MAIL = auto()
    WIKIS = auto()
    BODIES = auto()
    CODES = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong.

    Attributes:
        area: where it was found.
        code: ``comity.messages`` has words for it, and for the same with ``mend_`` before it.
        weight: how much it matters.
        detail: values for both sentences. Nothing that tells about a person.
    """

    area: Area
    code: str
    weight: Weight = Weight.WARNING
    detail: Mapping[str, object] = field(default_factory=dict)


CLOCK_SLACK = timedelta(minutes=2)
"""Machines of one installation may differ by this much."""

TICK_FRESH = timedelta(minutes=5)
BACKLOG_SLACK = timedelta(minutes=10)
DISK_WARNING = 0.10
DISK_BROKEN = 0.02
"""Shares of a disk that should at least be free."""

WAL_LIMIT = 512 * 1024 * 1024
"""Bytes of a write-ahead log above which nothing seems to empty it."""


def status(troubles: Iterable[Trouble]) -> int:
    """Say with which exit status a list of troubles ends: 0 for none, else the worst."""
    return max((int(one.weight) for one in troubles), default=0)


def went_back(last: datetime | None, now: datetime) -> timedelta | None:
    """Say by how much the clock seems to have gone back since the last line was written."""
    if last is None or last <= now + CLOCK_SLACK:
        return None
    return last - now


def is_fresh(minute: datetime | None, now: datetime) -> bool:
    """Tell whether the clock has done its work lately. One from the future counts as stale."""
    return minute is not None and abs(now - minute) <= TICK_FRESH


def disk_weight(free: int, total: int) -> Weight | None:
    """Say how much it matters that so little of a disk is free; nothing if there is enough."""
    share = free / total if total else 0.0
    if share < DISK_BROKEN:
        return Weight.BROKEN
    return Weight.WARNING if share < DISK_WARNING else None


def in_tens(count: int) -> int:
    """Round a count down to tens: one more or less may tell that somebody reported."""
    return count - count % 10
