"""Loading what competence depends on, and asking it. Who decides what is public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from comity.bodies import queries as bodies
from comity.bodies.queries import BodyRow, SeatRow
from comity.bodies.rules import SEVERITIES, BodyKind, Stage
from comity.charter import queries as charters
from comity.charter.queries import charter_in_force
from comity.charter.rules import Charter
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.communities.rules import Kind, common_place
from comity.communities.rules import ancestors as above
from comity.competence import rules
from comity.competence.rules import Answer, CaseFacts, Competent, Structure
from comity.competence.rules.concerns import Concern, Manned, Trouble, of_body, reads_any
from comity.kernel.errors import NotFound
from comity.vault.queries import certified_seats

USUAL_SEVERITY = 3
"""How grave a matter counts where nobody has judged it: the middle of the scale."""


def structure(on: date, place_ids: Iterable[str] | None = None) -> Structure:
    """Load places, bodies, mandates, seats and certificates: a query each, and one per place asked.

    Args:
        on: the day of asking.
        place_ids: load only what is needed for these; None for the whole movement. The charter is
            the one that holds in the nearest place that holds them all.

    Raises:
        NotFound: there is no such place.
        NoCharter: no charter has been adopted yet.
    """
    wanted = None if place_ids is None else list(dict.fromkeys(place_ids))
    if wanted is None:
        loaded = communities.every_community()
    else:
        loaded = [one for place in wanted for one in communities.path_of(place)]
    places = {
        place.id: rules.Place(
            place.id, place.parent_id, Kind(place.kind), place.starts_on, place.ends_on
        )
        for place in loaded
    }
    within = None if wanted is None else places
    charter = _charter(wanted, places)
    return Structure(places, _bodies(on, within, charter), on, charter)


def effective_charter(community_id: str) -> Charter:
    """Read what holds in a community: of each number the strictest of all charters above it.

    Raises:
        NotFound: there is no such community.
        NoCharter: no charter has been adopted yet.
    """
    return charters.effective_charter([one.id for one in communities.path_of(community_id)])


def charter_at(community_id: str) -> Charter:
    """Read what holds in a community, or in the movement where nobody has named one that exists.

    Raises:
        NoCharter: no charter has been adopted yet.
    """
    try:
        return effective_charter(community_id) if community_id else charter_in_force()
    except NotFound:
        return charter_in_force()


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


def concerns_of_body(body_id: str, *, on: date) -> list[Concern]:
    """List what is to be mended in a body, in plain view of everybody.

    Raises:
        NotFound: there is no such body.
    """
    return _concerns([bodies.body(body_id)], on)


def concerns_at(community_id: str, *, on: date) -> list[Concern]:
    """List what is to be mended where a community is served: its own bodies, and its languages.

    Raises:
        NotFound: there is no such community.
    """
    here = communities.community(community_id)
    unread = _unread([here], structure(on, [here.id]), on)
    return [*_concerns(bodies.bodies_at(community_id), on), *unread]


def concerns(on: date) -> list[Concern]:
    """List what is to be mended in every body and every community."""
    places = [node.community for node in communities.tree()]
    return [*_concerns(bodies.every_body(), on), *_unread(places, structure(on), on)]


def _concerns(found: list[BodyRow], on: date) -> list[Concern]:
    """Look at bodies in a fixed number of queries, and one for each local charter on their way."""
    needed = _minimums({body.community_id for body in found})
    ids = [body.id for body in found]
    held: dict[str, list[SeatRow]] = {}
    for seat in bodies.open_seats(ids, on):
        held.setdefault(seat.body_id, []).append(seat)
    keyed = certified_seats([seat.id for seats in held.values() for seat in seats], on=on)
    ends = bodies.mandate_ends(ids)
    listed = []
    for body in found:
        seats = held.get(body.id, [])
        now = [seat for seat in seats if seat.starts_on <= on]
        manned = Manned(
            slug=body.slug,
            contact=body.contact,
            ends=tuple(seat.ends_on for seat in now),
            coming=len(seats) - len(now),
            certified=sum(seat.id in keyed for seat in now),
            mandate_ends=tuple(ends.get(body.id, ())),
        )
        listed += of_body(manned, needed=needed[body.community_id], today=on)
    return listed


def _minimums(place_ids: set[str]) -> dict[str, int]:
    """Say for each of these places how many must be able to open a report there."""
    usual, own = charter_in_force().handlers_minimum, charters.communities_with_charters()
    found = dict.fromkeys(place_ids, usual)
    if not own:
        return found
    parents = communities.parents()
    for place_id in place_ids:
        path = above(place_id, parents)
        if not own.isdisjoint(path):
            found[place_id] = charters.effective_charter(path).handlers_minimum
    return found


def _unread(places: list[CommunityRow], loaded: Structure, on: date) -> list[Concern]:
    """Name the communities whose nearest body has nobody who reads a language of theirs."""
    read = bodies.readers([body.id for body in loaded.bodies], on)
    slugs = {body.id: body.slug for body in loaded.bodies}
    subject = next(iter(loaded.charter.subjects))
    found = []
    for here in places:
        chain = rules.who_handles(here.id, subject, USUAL_SEVERITY, loaded)
        if not chain or reads_any(here.languages, read.get(chain[0].body_id, ())):
            continue
        detail = {"languages": ", ".join(here.languages), "body": slugs[chain[0].body_id]}
        found.append(Concern(Trouble.NOBODY_READS, here.slug, detail))
    return found


def _charter(wanted: list[str] | None, places: Mapping[str, rules.Place]) -> Charter:
    """Read what holds where a walk begins: in the place, or in what holds all of them."""
    if not wanted:
        return charter_in_force()
    parents = {place.id: place.parent_id for place in places.values()}
    start = wanted[0] if len(wanted) == 1 else common_place(wanted, parents)
    return charters.effective_charter(above(start, parents))


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
