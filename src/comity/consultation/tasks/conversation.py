"""What is worked out beside the conversation: traces of alike words, and summaries."""

from datetime import datetime

from comity.consultation.actions import traces
from comity.consultation.queries import summaries


def leave_traces(contribution_id: str, now: datetime) -> None:
    """Keep the numbers by which what somebody said is found among alike words."""
    del now
    traces.leave(contribution_id=contribution_id)


def sum_up(now: datetime) -> None:
    """Sum up every round in which something was said, changed or merged since."""
    for round_id in summaries.stale():
        traces.sum_up(round_id=round_id, now=now)


def sum_up_last(subject: str, now: datetime) -> None:
    """Sum up a round once more when it is answered. The subject is a round."""
    traces.sum_up(round_id=subject, now=now)
