"""What waits to be sent."""

from comity.notices.models import Notice


def waiting() -> int:
    """Count the letters that wait to be sent."""
    return Notice.objects.count()
