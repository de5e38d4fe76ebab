"""What consultations keep about somebody, for their own export."""

from collections.abc import Mapping

from comity.consultation.models import (
    Conclusion,
    Contribution,
    ContributionTranslation,
    Disposition,
    Hearing,
    Participant,
    Position,
    Suggestion,
)


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell where somebody took part, what they said there, and what they wrote down for others."""
    taking_part = Participant.objects.filter(person=person_id).order_by("joined_on", "id")
    said = Contribution.objects.filter(participant__person=person_id).order_by("made_on", "id")
    entered = Contribution.objects.filter(entered_by=person_id).order_by("made_on", "id")
    translated = ContributionTranslation.objects.filter(translator=person_id).order_by("id")
    took_part: dict[str, list[Mapping[str, object]]] = {
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
    return took_part | _answers(person_id)


def _answers(person_id: str) -> dict[str, list[Mapping[str, object]]]:
    """Tell what somebody suggested, answered, concluded and agreed to."""
    suggested = Suggestion.objects.filter(contribution__participant__person=person_id)
    answered = Disposition.objects.filter(decided_by=person_id)
    missed = Disposition.objects.filter(contribution__participant__person=person_id)
    missed = missed.exclude(objected_on=None)
    concluded = Conclusion.objects.filter(concluded_by=person_id)
    stood = Position.objects.filter(participant__person=person_id)
    heard = Hearing.objects.filter(recorded_by=person_id)
    return {
        "consultation_suggestion": list(
            suggested.order_by("contribution_id").values(
                "contribution_id", "kind", "provision_id", "patch", "state", "credit"
            )
        ),
        "consultation_disposition": [
            *answered.order_by("id").values("contribution_id", "decision", "reason", "decided_on"),
            *missed.order_by("id").values("contribution_id", "objection", "objected_on"),
        ],
        "consultation_conclusion": list(
            concluded.order_by("consultation_id").values("consultation_id", "concluded_on")
        ),
        "consultation_position": list(
            stood.order_by("id").values("decision_id", "choice", "reason", "language", "given_on")
        ),
        "consultation_hearing": list(heard.order_by("id").values("position_id", "text", "held_on")),
    }
