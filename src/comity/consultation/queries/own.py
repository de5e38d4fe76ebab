"""What consultations keep about somebody, for their own export."""

from collections.abc import Mapping

from comity.consultation.models import Contribution, ContributionTranslation, Participant


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell where somebody took part, what they said there, and what they wrote down for others."""
    taking_part = Participant.objects.filter(person=person_id).order_by("joined_on", "id")
    said = Contribution.objects.filter(participant__person=person_id).order_by("made_on", "id")
    entered = Contribution.objects.filter(entered_by=person_id).order_by("made_on", "id")
    translated = ContributionTranslation.objects.filter(translator=person_id).order_by("id")
    return {
        "consultation_participant": list(
            taking_part.values("consultation_id", "joined_on", "shows_name", "wants_letters")
        ),
        "consultation_contribution": [
            *said.values(
                "round_id", "channel", "language", "text", "made_on", "edited_on", "withdrawn_on"
            ),
            *entered.values("round_id", "channel", "made_on"),
        ],
        "consultation_contributiontranslation": list(
            translated.values("contribution_id", "language", "text", "machine", "made_on")
        ),
    }
