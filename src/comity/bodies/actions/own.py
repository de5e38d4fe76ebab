"""What bodies forget with a person."""

from datetime import datetime

from comity.bodies.models import CodeNameWish, Conflict, SeatProposal


def forget(person_id: str, now: datetime) -> None:
    """Forget what was asked and proposed about somebody, and whom they were too close to.

    Their past seats stay: they are public history.
    """
    del now
    CodeNameWish.objects.filter(person=person_id).delete()
    SeatProposal.objects.filter(person=person_id).delete()
    Conflict.objects.filter(person=person_id).delete()
