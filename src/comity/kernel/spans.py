"""Spans of time as people agree on them: whole days, counted on the calendar in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A number of whole days."""

    days: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards.

        Raises:
            ValueError: fewer than 0 days.
        """
        if self.days < 0:
            message = "a span has at least 0 days"
            raise ValueError(message)


def day_of(moment: datetime) -> date:
    """Say on which day something happens, in UTC: the finest time kept in the clear."""
    return moment.astimezone(UTC).date()


def due_on(start: date, span: Span) -> date:
    """Name the last day on which something can still be done.

    The day it starts does not count, as in Regulation (EEC, Euratom) No 1182/71, article 3.
    """
    return start + timedelta(days=span.days)


def has_passed(deadline: date, today: date) -> bool:
    """Tell whether a deadline is over: its own day still belongs to those who answer."""
    return today > deadline
