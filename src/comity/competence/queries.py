"""Loading what competence depends on, and asking it. Who decides what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from comity.bodies import queries as bodies
from comity.bodies.rules import SEVERITIES, BodyKind, Stage
from comity.charter.queries import charter_in_force
from comity.charter.rules import Charter
from comity.communities import queries as communities
from comity.communities.rules import Kind
from comity.competence import rules
from comity.competence.rules import Answer, CaseFacts, Competent, Structure
from comity.vault.queries import certified_seats


def structure(on: date, place_ids: Iterable[str] | None = None) -> Structure:
    """Load places, bodies, mandates, seats and certificates: a query each, and one per place asked.

    Args:
        on: the day of asking.
        place_ids: load only what is needed for these; None for the whole movement.

    Raises:
        NotFound: there is no such place.
        NoCharter: no charter has been adopted yet.
    """
    charter = charter_in_force()
    if place_ids is None:
        loaded = communities.every_community()
    else:
        wanted = dict.fromkeys(place_ids)
        loaded = [above for place in wanted for above in communities.path_of(place)]
    places = {
        place.id: rules.Place(
            place.id, place.parent_id, Kind(place.kind), place.starts_on, place.ends_on
        )
        for place in loaded
    }
    within = None if place_ids is None else places
    return Structure(places, _bodies(on, within, charter), on, charter)


def who_handles(
    *, community_id: str, subject: str, severity: int, on: date, stage: Stage = Stage.FIRST
) -> list[Competent]:
    """List who would decide something like this, nearest first.

    Raises:
        NotFound: there is no such community.
    """
    loaded = structure(on, [community_id])
    return rules.who_handles(community_id, subject, severity, loaded, stage=stage)


def competence(facts: CaseFacts, *, on: date) -> Answer:
    """Find which body may decide a case, and why.

    Raises:
        NotFound: one of its places does not exist, or the body it is about.
    """
    places = list(facts.places)
    if facts.about_body is not None:
        places.append(bodies.body(facts.about_body).community_id)
    return rules.competence(facts, structure(on, places))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody could handle: a report about it could be opened by too few people."""

    community: str
    subject: str
    severity: int


def gaps(on: date) -> list[Gap]:
    """List the communities from which no chain of bodies reaches enough certified keys.

    Returns:
        the first gap of each such community, from the top of the tree.
    """
    loaded = structure(on)
    matters = [(one, severity) for one in loaded.charter.subjects for severity in SEVERITIES]
    found = []
    for node in communities.tree():
        here = node.community
        gap = next((one for one in matters if not rules.who_handles(here.id, *one, loaded)), None)
        if gap is not None:
            found.append(Gap(here.slug, *gap))
    return found


def _bodies(on: date, within: Iterable[str] | None, charter: Charter) -> tuple[rules.Body, ...]:
    found = bodies.bare_bodies(within)
    ids = [body.id for body in found]
    mandates, seats = _mandates(on, ids), _seats(on, ids, charter)
    return tuple(
        rules.Body(
            id=body.id,
            slug=body.slug,
            place_id=body.community_id,
            kind=BodyKind(body.kind),
            mandates=tuple(mandates.get(body.id, ())),
            seats=tuple(seats.get(body.id, ())),
        )
        for body in found
    )


def _mandates(on: date, body_ids: list[str]) -> dict[str, list[rules.Mandate]]:
    return {
        body_id: [
            rules.Mandate(
                stage=one.scope.stage,
                subjects=frozenset(one.scope.subjects),
                severity_from=one.scope.severity_from,
                severity_to=one.scope.severity_to,
                measure_to=one.scope.measure_to,
                spaces=frozenset(one.scope.spaces),
                languages=frozenset(one.scope.languages),
            )
            for one in running
        ]
        for body_id, running in bodies.mandates(body_ids, on).items()
    }


def _seats(on: date, body_ids: list[str], charter: Charter) -> dict[str, list[rules.Seat]]:
    since = on - timedelta(days=charter.competence.former_member_days)
    held = bodies.seats_since(since, body_ids)
    certified = certified_seats([seat.id for seat in held], on=on)
    found: dict[str, list[rules.Seat]] = {}
    for seat in held:
        last_day = seat.ended_on or seat.ends_on
        found.setdefault(seat.body_id, []).append(
            rules.Seat(
                person_id=seat.person_id,
                sits=seat.starts_on <= on <= last_day,
                certified=seat.id in certified,
                last_day=last_day,
            )
        )
    return found
