"""What bodies forget with a person."""

from datetime import datetime

from comity.bodies.models import Conflict


def forget(person_id: str, now: datetime) -> None:
    """Forget whom somebody was too close to. Their past seats stay: they are public history."""
    del now
    Conflict.objects.filter(person=person_id).delete()
