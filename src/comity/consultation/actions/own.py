"""What consultations forget with a person."""

from datetime import datetime

from comity.consultation.models import Contribution, ContributionTranslation, Letter, Participant


def forget(person_id: str, now: datetime) -> None:
    """Untie somebody from what they contributed; the words were published and were answered.

    Whoever wants their words gone withdraws them first, which stays possible until the day.
    """
    del now
    Letter.objects.filter(participant__person=person_id).delete()
    Participant.objects.filter(person=person_id).update(
        person=None, shows_name=False, wants_letters=False
    )
    ContributionTranslation.objects.filter(translator=person_id).update(translator=None)
    Contribution.objects.filter(entered_by=person_id).update(entered_by=None)
