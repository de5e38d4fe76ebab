"""What waits to be done, and what nobody could do."""

from collections.abc import Iterator
from datetime import datetime

from comity.record.queries import backlog_since, dead_handlers, held_since, waiting_reactions
from comity.upkeep.rules import BACKLOG_SLACK, Area, Trouble, Weight


def backlog(now: datetime) -> Iterator[Trouble]:
    """See whether something has been waiting for longer than a worker needs."""
    if held_since() is not None:
        return
    since = backlog_since()
    waiting = waiting_reactions(now)["due"]
    if waiting and since is not None and now - since > BACKLOG_SLACK:
        detail = {"count": waiting, "minutes": int((now - since).total_seconds() // 60)}
        yield Trouble(Area.QUEUES, "check_backlog", Weight.BROKEN, detail)


def dead(now: datetime) -> Iterator[Trouble]:
    """Name the functions that failed so often that somebody must look."""
    count = waiting_reactions(now)["dead"]
    if count:
        detail = {"count": count, "handlers": ", ".join(dead_handlers())}
        yield Trouble(Area.QUEUES, "check_dead", Weight.BROKEN, detail)


def held(_now: datetime) -> Iterator[Trouble]:
    """See whether a backup was restored and nobody has let the work go on yet."""
    since = held_since()
    if since is not None:
        yield Trouble(Area.QUEUES, "check_held", Weight.WARNING, {"since": since.isoformat()})
