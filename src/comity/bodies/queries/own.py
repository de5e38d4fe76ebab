"""What bodies keep about one person, and why they may not be forgotten yet."""

from collections.abc import Mapping
from datetime import datetime

from comity.bodies.models import CodeNameWish, Conflict, Seat, SeatProposal
from comity.kernel.spans import day_of
from comity.people.errors import StillSeated


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what these tables keep about somebody."""
    seats = Seat.objects.filter(person=person_id).order_by("starts_on", "id")
    conflicts = Conflict.objects.filter(person=person_id).order_by("declared_on", "id")
    proposals = SeatProposal.objects.filter(person=person_id).order_by("proposed_on", "id")
    wishes = CodeNameWish.objects.filter(person=person_id)
    return {
        "bodies_codenamewish": list(wishes.values("code_name", "asked_on")),
        "bodies_seatproposal": list(
            proposals.values(
                "body_id",
                "change",
                "starts_on",
                "ends_on",
                "fingerprint",
                "code_name",
                "proposed_on",
                "expires_on",
                "standing",
            )
        ),
        "bodies_seat": list(
            seats.values("id", "body_id", "number", "starts_on", "ends_on", "ended_on", "founding")
        ),
        "bodies_conflict": list(conflicts.values("hard", "community_id", "declared_on")),
    }


def refuse_while_seated(person_id: str, now: datetime) -> None:
    """Refuse to forget somebody who sits in a body, or will.

    Raises:
        StillSeated: they do.
    """
    if Seat.objects.filter(person=person_id, ended_on=None, ends_on__gte=day_of(now)).exists():
        raise StillSeated
