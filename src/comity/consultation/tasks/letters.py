"""What happens to letters about rounds later: they are written and sent."""

from datetime import datetime

from comity.consultation.actions import letters


def write(subject: str, now: datetime) -> None:
    """Note the letters that tell of a round that opened."""
    letters.write(round_id=subject, now=now)


def send(now: datetime) -> None:
    """Send the letters that wait."""
    letters.send_waiting(now=now)
