"""What people's accounts do by the clock."""

from datetime import datetime

from comity.people.sessions import SessionStore


def forget_ended_sessions(now: datetime) -> None:
    """Delete sessions whose last day is over."""
    SessionStore.forget_before(now.date())
