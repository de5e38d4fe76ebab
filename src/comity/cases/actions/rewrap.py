"""Opening the whole file to those who could hear an appeal, and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.bodies import queries as bodies
from comity.bodies.rules import Stage
from comity.cases.actions.moving import with_keys
from comity.cases.errors import NoAppealBody
from comity.cases.queries.circumstances import Held
from comity.cases.queries.people import people_with, seats
from comity.cases.rules.seating import Seat
from comity.charter.rules.majorities import Decision
from comity.competence.queries import competence
from comity.competence.rules import CaseFacts
from comity.kernel.actors import Actor
from comity.kernel.spans import day_of
from comity.people.queries import person_of
from comity.vault import actions as vault
from comity.vault.queries import barred, person_tag

UNKNOWN_SEVERITY = 1
"""Nothing was found, so every body that hears appeals may hear this one."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A body that could hear an appeal, and who of it could open the file."""

    body_id: str
    person_ids: tuple[str, ...]


def find_appeal_bench(held: Held, *, now: datetime) -> Bench:
    """Find who would hear an appeal: other people, without conflicts, with certified keys.

    Raises:
        NoAppealBody: no other body has enough of them.
    """
    case, charter = held.case, held.charter
    involved = {one.member_tag for one in seats(case) if one.seat != Seat.ALTERNATE}
    decided = people_with(case, [one for one in seats(case) if one.seat in _DECIDED])
    respondents = _respondents(held)
    severities = [one.severity(charter.guideline) for one in held.file.found]
    answer = competence(
        CaseFacts(
            places=(case.community_id,),
            subject=_subject(held),
            severity=max(severities, default=UNKNOWN_SEVERITY),
            respondents=respondents,
            stage=Stage.APPEAL,
            decided_by=frozenset(decided),
        ),
        on=day_of(now),
    )
    needed = max(charter.panel.appeal, charter.majorities[Decision.APPEAL].quorum)
    for competent in answer.competent:
        free = _free(held, competent.body_id, involved, respondents, now)
        if competent.body_id != case.body_id and len(free) >= needed:
            return Bench(competent.body_id, tuple(free))
    raise NoAppealBody


def wrap_file(held: Held, person_ids: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Open the panel's, the respondent's and the reports' rooms to more people."""
    case = held.case
    rooms = [case.panel_room, case.respondent_room, *case.reports.values_list("room", flat=True)]
    for room_id in filter(None, rooms):
        vault.admit(room_id, opener=held.keyring, holders=person_ids, by=by, now=now)


def _free(
    held: Held, body_id: str, involved: set[str], respondents: frozenset[str], now: datetime
) -> list[str]:
    """List the members of a body who have had no part in the case and may have one."""
    case = held.case
    members = [one.person_id for one in bodies.members(body_id, day_of(now))]
    account = held.file.respondent_account
    conflicted = bodies.conflicted(
        members,
        accounts=[account] if account else [],
        community_ids=[case.community_id],
    )
    away = {
        one for room in case.reports.values_list("room", flat=True) for one in barred(room, members)
    }
    return [
        person_id
        for person_id in with_keys(members, now=now)
        if person_tag(person_id) not in involved
        and person_id not in respondents | away | conflicted.keys()
    ]


def _respondents(held: Held) -> frozenset[str]:
    account = held.file.respondent_account
    found = person_of(provider=account.provider, subject=account.subject) if account else None
    return frozenset({found} if found else ())


def _subject(held: Held) -> str:
    """Read from the reports what the case is about, as the charter names it."""
    said = (
        str(item.content.get("subject", ""))
        for report in held.file.reports
        for item in report.items
        if item.kind == "report"
    )
    return next(filter(None, said), "")


_DECIDED = frozenset({Seat.SEATED, Seat.RECUSED_SOFT})
