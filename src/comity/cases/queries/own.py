"""What cases keep about one person, and why they may not be forgotten yet."""

from collections.abc import Mapping
from datetime import datetime

from comity.cases.models import Ballot, CaseSeat
from comity.cases.rules.seating import MAY_READ
from comity.cases.rules.words import FINAL
from comity.people.errors import StillSeated
from comity.vault.queries import person_tag


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what these tables keep about somebody as a member; nothing of what a case is about."""
    tag = person_tag(person_id)
    seats = CaseSeat.objects.filter(member_tag=tag, seat__in=sorted(MAY_READ)).order_by("id")
    ballots = Ballot.objects.filter(voter_tag=tag, case__seats__in=seats).order_by("id")
    return {
        "cases_caseseat": list(
            seats.values("case_id", "seat", "instance", "past", "waiting", "due_on")
        ),
        "cases_ballot": list(ballots.values("case_id")),
    }


def refuse_while_deciding(person_id: str, now: datetime) -> None:
    """Refuse to forget somebody who has a part in an open case.

    Raises:
        StillSeated: they have.
    """
    del now
    held = CaseSeat.objects.filter(
        member_tag=person_tag(person_id), seat__in=sorted(MAY_READ), past=False
    )
    if held.exclude(case__state__in=sorted(FINAL)).exists():
        raise StillSeated
