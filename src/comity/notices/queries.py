"""What waits to be sent."""

from comity.notices.models import Notice


def waiting() -> int:
    """Count the letters that wait to be sent."""
    return Notice.objects.filter(refused=False).count()


def delayed() -> int:
    """Count the letters that the mail server has put off at least once."""
    return Notice.objects.filter(refused=False, attempts__gt=0).count()


def refused() -> int:
    """Count the letters that the mail server will not take."""
    return Notice.objects.filter(refused=True).count()
