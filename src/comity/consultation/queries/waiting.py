"""What a round still waits for before it can be closed or called answered."""

from datetime import datetime

from comity.consultation.queries.answers import unanswered_in
from comity.consultation.queries.equity import closing_gaps
from comity.kernel.errors import DomainError


def gaps(round_id: str, *, now: datetime) -> DomainError | None:
    """Say what keeps a round from being closed: groups nobody reached out to. None for nothing."""
    del now
    return closing_gaps(round_id)


def unanswered(round_id: str) -> int:
    """Count the contributions that must be answered before a round counts as answered."""
    return unanswered_in(round_id)
