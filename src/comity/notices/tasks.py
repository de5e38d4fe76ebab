"""What notices do by the clock."""

from datetime import datetime

from comity.notices.actions import send_waiting


def send(now: datetime) -> None:
    """Send what waits, if it is the hour for letters."""
    send_waiting(now=now)
