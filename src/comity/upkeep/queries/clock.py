"""The clock of the machine, and the part of Comity that looks at it every minute."""

from collections.abc import Iterator
from datetime import datetime

from comity.record.queries import last_minute, last_moment
from comity.upkeep.rules import Area, Trouble, Weight, is_fresh, went_back


def set_back(now: datetime) -> Iterator[Trouble]:
    """Compare the clock with the last line of the record."""
    last = last_moment()
    gone = went_back(last, now)
    if gone is not None:
        detail = {"minutes": max(1, int(gone.total_seconds() // 60))}
        yield Trouble(Area.CLOCK, "check_clock_back", Weight.BROKEN, detail)


def not_ticking(now: datetime) -> Iterator[Trouble]:
    """See whether the work of each minute is being done."""
    minute = last_minute()
    if minute is None:
        yield Trouble(Area.CLOCK, "check_never_ticked")
    elif not is_fresh(minute, now):
        detail = {"since": minute.strftime("%Y-%m-%d %H:%M")}
        yield Trouble(Area.CLOCK, "check_tick_old", Weight.BROKEN, detail)
