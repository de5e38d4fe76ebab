"""What consultations forget with a person."""

from datetime import datetime

from comity.consultation.models import (
    Conclusion,
    Contribution,
    ContributionTranslation,
    Disposition,
    Hearing,
    Letter,
    Participant,
    Suggestion,
)


def forget(person_id: str, now: datetime) -> None:
    """Untie somebody from what they contributed; the words were published and were answered.

    Whoever wants their words gone withdraws them first, which stays possible until the day.
    """
    del now
    Letter.objects.filter(participant__person=person_id).delete()
    # The name under which somebody wanted to be thanked is theirs, so it goes while it is known.
    Suggestion.objects.filter(contribution__participant__person=person_id).update(credit="")
    Disposition.objects.filter(decided_by=person_id).update(decided_by=None)
    Conclusion.objects.filter(concluded_by=person_id).update(concluded_by=None)
    Hearing.objects.filter(recorded_by=person_id).update(recorded_by=None)
    Participant.objects.filter(person=person_id).update(
        person=None, shows_name=False, wants_letters=False
    )
    ContributionTranslation.objects.filter(translator=person_id).update(translator=None)
    Contribution.objects.filter(entered_by=person_id).update(entered_by=None)
