"""What becomes of verdicts and opinions when somebody is forgotten."""

from datetime import datetime

from comity.codes.models import Advice, AdviceRequest, Reviewer


def forget(person_id: str, now: datetime) -> None:
    """Untie somebody from what they judged, asked and answered; what they had not judged goes."""
    del now
    Reviewer.objects.filter(person=person_id, verdict="").delete()
    Reviewer.objects.filter(person=person_id).update(person=None)
    AdviceRequest.objects.filter(person=person_id).update(person=None)
    Advice.objects.filter(person=person_id).update(person=None)
