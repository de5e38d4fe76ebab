"""Figures for whoever watches the machine. None counts people, reports or cases."""

from dataclasses import dataclass
from datetime import datetime

from comity.notices import queries as notices
from comity.record.queries import backlog_since, last_minute, waiting_reactions
from comity.upkeep.queries.database import size
from comity.upkeep.rules import in_tens
from comity.wikis.queries import every_wiki


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure of this moment."""

    name: str
    help: str
    value: float


def gauges(now: datetime) -> list[Gauge]:
    """Measure what only the database knows. Small counts of what is under way are told as 0."""
    waiting = waiting_reactions(now)
    since, minute = backlog_since(), last_minute()
    wikis = every_wiki()
    return [
        Gauge(
            "comity_outbox_waiting",
            "Tasks that wait to be done, rounded down to tens.",
            in_tens(waiting["due"] + waiting["waiting"]),
        ),
        Gauge(
            "comity_outbox_overdue_seconds",
            "How long something has been waiting for more than a minute.",
            _age(since, now),
        ),
        Gauge("comity_outbox_dead", "Tasks that fail again and again.", waiting["dead"]),
        Gauge(
            "comity_letters_waiting",
            "Letters that wait to be sent, rounded down to tens.",
            in_tens(notices.waiting()),
        ),
        Gauge(
            "comity_letters_refused",
            "Letters that the mail server will never take.",
            notices.refused(),
        ),
        Gauge("comity_wikis", "Wikis that are connected.", len(wikis)),
        Gauge(
            "comity_wikis_failing",
            "Wikis that could not be used when they were last asked.",
            sum(bool(wiki.trouble) for wiki in wikis),
        ),
        Gauge(
            "comity_tick_age_seconds",
            "How long ago the work of a minute was done last.",
            _age(minute, now),
        ),
        Gauge("comity_database_bytes", "How large the database is.", size()),
    ]


def _age(then: datetime | None, now: datetime) -> float:
    return max(0.0, (now - then).total_seconds()) if then else 0.0
