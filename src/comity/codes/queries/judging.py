"""What codes keep about those who judge words and give opinions, for their own export."""

from collections.abc import Mapping

from comity.codes.models import Advice, AdviceRequest, Reviewer


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what somebody judged, asked and answered."""
    judged = Reviewer.objects.filter(person=person_id).order_by("taken_on", "id")
    asked = AdviceRequest.objects.filter(person=person_id).order_by("asked_on", "id")
    answered = Advice.objects.filter(person=person_id).order_by("given_on", "id")
    return {
        "codes_reviewer": list(
            judged.values("review_id", "inside", "taken_on", "verdict", "reason", "judged_on")
        ),
        "codes_advicerequest": list(
            asked.values("id", "edition_id", "question", "language", "asked_on")
        ),
        "codes_advice": list(answered.values("request_id", "text", "language", "given_on")),
    }
