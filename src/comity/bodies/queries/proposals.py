"""Who may act for a body, what has been proposed there, and who is behind a code name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import QuerySet

from comity.access.queries import may
from comity.access.rules import Permission
from comity.bodies.models import CodeNameWish, Seat, SeatProposal
from comity.bodies.queries.structure import body, sitting
from comity.bodies.rules import Change, Circle, Proposal, Standing, is_founding
from comity.communities import queries as communities
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.queries import persons

ProposalRow: TypeAlias = SeatProposal
"""A proposal as skins hold it; its body, its person and its confirmations are loaded with it."""


@dataclass(frozen=True, slots=True)
class SeatedName:
    """Somebody of a body whose code name others of that body may confirm.

    Attributes:
        own_name: who it is.
        code_name: that they would like.
    """

    person_id: str
    own_name: str
    code_name: str


def circle(body_id: str, on: date) -> Circle:
    """Find who sits in a body, and who sits in the bodies right above it.

    Right above are the bodies of the nearest place above its own in which anybody sits; for a body
    of the movement itself, the other bodies of the movement.
    """
    here = body(body_id)
    members = frozenset(sitting(on).filter(body=body_id).values_list("person_id", flat=True))
    places = [place.id for place in communities.ancestors(here.community_id)[1:]]
    held = sitting(on).filter(body__community__in=places or [here.community_id])
    seats = held.exclude(body=body_id).values_list("body__community_id", "person_id")
    by_place: dict[str, set[str]] = {}
    for place_id, person_id in seats:
        by_place.setdefault(place_id, set()).add(person_id)
    nearest = next((one for one in places or [here.community_id] if one in by_place), "")
    return Circle(members=members, above=frozenset(by_place.get(nearest, ())))


def founding(body_id: str, on: date) -> bool:
    """Tell whether whoever runs this place may still seat people in a body alone."""
    return is_founding(
        sitting=sitting(on).filter(body=body_id).count(),
        confirmed_seats=Seat.objects.filter(body=body_id, founding=False).count(),
    )


def may_act(by: Actor, *, body_id: str, change: Change, about: str, on: date) -> bool:
    """Tell whether somebody may propose or confirm a change of seats in a body."""
    if by.kind is ActorKind.PERSON and by.id == about:
        return False
    if may(by, Permission.BODY_SEAT, on=body_id):
        return True
    if by.kind is not ActorKind.PERSON:
        return False
    return circle(body_id, on).may_act(by.id, change, about=about)


def proposal(proposal_id: str, *, seen_by: Actor, on: date) -> SeatProposal:
    """Find a proposal, for those who may act on it, whoever it is about, and whoever made it.

    Raises:
        NotFound: there is none, or none that they may know of.
    """
    row = _proposals().filter(id=proposal_id).first()
    if row is None:
        raise NotFound
    theirs = seen_by.kind is ActorKind.PERSON and seen_by.id == row.person_id
    made = str(seen_by) == row.proposed_by
    if (
        theirs
        or made
        or may_act(
            seen_by, body_id=row.body_id, change=Change(row.change), about=row.person_id, on=on
        )
    ):
        return row
    raise NotFound


def proposal_by_id(proposal_id: str) -> SeatProposal:
    """Find a proposal for whoever has just acted on it."""
    return _proposals().get(id=proposal_id)


def proposals_of(body_id: str, *, seen_by: Actor, on: date) -> list[SeatProposal]:
    """List what is proposed in a body and still open, as far as somebody may know of it."""
    rows = _proposals().filter(body=body_id, standing=Standing.OPEN, expires_on__gte=on)
    helpers = circle(body_id, on)
    trusted = may(seen_by, Permission.BODY_SEAT, on=body_id)
    return [
        row
        for row in rows.order_by("proposed_on", "id")
        if trusted
        or str(seen_by) in {row.proposed_by, f"{ActorKind.PERSON}:{row.person_id}"}
        or (
            seen_by.kind is ActorKind.PERSON
            and helpers.may_act(seen_by.id, Change(row.change), about=row.person_id)
        )
    ]


def mine_to_confirm(by: Actor, on: date) -> list[SeatProposal]:
    """List the open proposals in the bodies somebody sits in that wait for their word."""
    held = sitting(on).filter(person=by.id).values("body")
    rows = _proposals().filter(body__in=held, standing=Standing.OPEN, expires_on__gte=on)
    rows = rows.exclude(person=by.id).exclude(proposed_by=str(by))
    rows = rows.exclude(confirmations__confirmed_by=str(by))
    return list(rows.order_by("proposed_on", "id"))


def as_rule(row: SeatProposal) -> Proposal:
    """Read a proposal as the rules see it."""
    return Proposal(
        change=Change(row.change),
        standing=Standing(row.standing),
        about=row.person_id,
        proposed_by=row.proposed_by,
        confirmed_by=frozenset(one.confirmed_by for one in row.confirmations.all()),
        last_day=row.expires_on,
        fingerprint=row.fingerprint,
    )


def behind(row: SeatProposal, on: date) -> list[str]:
    """Name those who stand behind a proposal and may still act for the body, the proposer first.

    The word of somebody who lost their seat meanwhile carries nothing.
    """
    said = [row.proposed_by, *row.confirmations.values_list("confirmed_by", flat=True)]
    return [
        one
        for one in dict.fromkeys(said)
        if may_act(
            _as_actor(one),
            body_id=row.body_id,
            change=Change(row.change),
            about=row.person_id,
            on=on,
        )
    ]


def may_see_names(by: Actor | None, *, body_id: str, on: date) -> bool:
    """Tell whether somebody may know who is behind the code names of a body: its own members."""
    if by is None or by.kind is not ActorKind.PERSON:
        return False
    return sitting(on).filter(body=body_id, person=by.id).exists()


def own_names(body_id: str, *, seen_by: Actor, on: date) -> dict[str, str]:
    """Say who is behind the code names of a body, person by person.

    Raises:
        NotFound: ``seen_by`` does not sit in it.
    """
    if not may_see_names(seen_by, body_id=body_id, on=on):
        raise NotFound
    held = sitting(on).filter(body=body_id).exclude(person__code_name="")
    return {seat.person_id: seat.person.own_name for seat in held}


def code_names_in(body_id: str, *, seen_by: Actor, on: date) -> list[SeatedName]:
    """List the code names that members of a body would like, for those who may confirm them.

    Whoever asked is not among those who see it here; their own wish stands on their own page.
    """
    trusted = may(seen_by, Permission.BODY_SEAT, on=body_id)
    if not trusted and not may_see_names(seen_by, body_id=body_id, on=on):
        return []
    held = sitting(on).filter(body=body_id).exclude(person=seen_by.id).values("person")
    wishes = CodeNameWish.objects.filter(person__in=held).select_related("person")
    return [
        SeatedName(wish.person_id, wish.person.own_name, wish.code_name)
        for wish in wishes.order_by("asked_on", "person")
    ]


def wish_of(person_id: str) -> str:
    """Name the code name that somebody asked for and nobody has confirmed yet; empty for none."""
    found = CodeNameWish.objects.filter(person=person_id)
    return found.values_list("code_name", flat=True).first() or ""


def names_of_actors(actors: Iterable[str]) -> dict[str, str]:
    """Name the people among those who acted, as the record names them."""
    prefix = f"{ActorKind.PERSON}:"
    ids = {one: one.removeprefix(prefix) for one in actors if one.startswith(prefix)}
    found = persons(ids.values())
    return {one: found[person_id].name for one, person_id in ids.items() if person_id in found}


def _as_actor(name: str) -> Actor:
    kind, _, actor_id = name.partition(":")
    return Actor(ActorKind(kind), actor_id)


def _proposals() -> QuerySet[SeatProposal]:
    rows = SeatProposal.objects.select_related("body__community", "person", "seat")
    return rows.prefetch_related("confirmations", "body__names", "body__community__names")
