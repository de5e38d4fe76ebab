"""Measuring who takes part, once a day and when a round closes. All of it can run twice."""

from datetime import datetime

from comity.consultation.actions import equity as actions
from comity.consultation.queries import equity_reports as queries
from comity.consultation.queries import rounds


def watch(now: datetime) -> None:
    """Measure each running consultation once a day, and say to whom somebody should go out."""
    for consultation_id in queries.to_measure(now):
        actions.measure(consultation_id=consultation_id, now=now)
        actions.propose_outreach(consultation_id=consultation_id, now=now)


def measure_now(subject: str, now: datetime) -> None:
    """Measure again because the shares were changed. The subject is a consultation."""
    actions.measure(consultation_id=subject, now=now)


def measure_closed(subject: str, now: datetime) -> None:
    """Measure once more when a round closes. The subject is a round."""
    actions.measure(consultation_id=rounds.round_(subject).consultation_id, now=now)
