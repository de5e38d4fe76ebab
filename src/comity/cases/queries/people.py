"""Who stands how to a case. Seats name people by keyed hashes, so candidates are tried."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.access.queries import may
from comity.access.rules import Permission
from comity.bodies import queries as bodies
from comity.cases.models import Case, CaseSeat
from comity.cases.rules import labels
from comity.cases.rules.seating import HANDLES, MAY_READ, Instance, Seat
from comity.cases.rules.words import State, Who
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.vault.queries import person_tag


@dataclass(frozen=True, slots=True)
class SeatView:
    """A place in a panel, as everybody who holds the case may see it.

    Attributes:
        person_id: who it is.
        name: what they are called.
        seat: how they stand to the case.
        label: the message code of the seat.
        instance: first or appeal.
        past: whether their panel has done its work.
    """

    person_id: str
    name: str
    seat: Seat
    label: str
    instance: Instance
    past: bool


def names_of(case: Case) -> dict[str, tuple[str, str]]:
    """Map the keyed hash of everybody who ever sat in the bodies of a case to person and name."""
    body_ids = [case.body_id, *([case.appeal_body_id] if case.appeal_body_id else [])]
    return {
        person_tag(seat.person_id): (seat.person_id, seat.person.name)
        for body_id in body_ids
        for seat in bodies.seats_of_body(body_id)
    }


def seat_views(case: Case) -> tuple[SeatView, ...]:
    """List who sits, was asked to, or stands aside; alternates are nobody's business."""
    names = names_of(case)
    shown = [seat for seat in seats(case) if seat.seat != Seat.ALTERNATE]
    return tuple(
        SeatView(
            person_id=names[seat.member_tag][0],
            name=names[seat.member_tag][1],
            seat=Seat(seat.seat),
            label=labels.SEATS[Seat(seat.seat)],
            instance=Instance(seat.instance),
            past=seat.past,
        )
        for seat in shown
        if seat.member_tag in names
    )


def seats(case: Case) -> list[CaseSeat]:
    """List every seat of a case, in the order in which alternates are asked."""
    return list(case.seats.order_by("instance", "rank", "id"))


def instance_of(case: Case) -> Instance:
    """Say whose turn it is."""
    return Instance.APPEAL if case.state == State.UNDER_APPEAL else Instance.FIRST


def panel(case: Case) -> list[CaseSeat]:
    """List the seats of the panel whose turn it is."""
    return [one for one in seats(case) if one.instance == instance_of(case) and not one.past]


def people_with(case: Case, held: Iterable[CaseSeat]) -> list[str]:
    """Name the people behind seats, as far as they sit or sat in the bodies of the case."""
    names = names_of(case)
    return [names[seat.member_tag][0] for seat in held if seat.member_tag in names]


def voting(case: Case) -> frozenset[str]:
    """Name the people who may vote now."""
    held = [seat for seat in panel(case) if seat.seat == Seat.SEATED]
    return frozenset(people_with(case, held))


def seat_of(case: Case, by: Actor) -> CaseSeat:
    """Find how somebody stands to a case they may read.

    Raises:
        NotFound: they have no part in it, stand aside, or left the body.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotFound
    seat = case.seats.filter(member_tag=person_tag(by.id)).first()
    if seat is None or Seat(seat.seat) not in MAY_READ:
        raise NotFound
    body_id = case.appeal_body_id if seat.instance == Instance.APPEAL else case.body_id
    if body_id is None or not may(by, Permission.CASE_HANDLE, on=body_id):
        raise NotFound
    return seat


def parts_of(seat: CaseSeat) -> frozenset[Who]:
    """Say in which parts somebody asks who holds a seat."""
    held, appeal = Seat(seat.seat), seat.instance == Instance.APPEAL
    if seat.past:
        return frozenset()
    parts = {
        Seat.INVITED: Who.INVITED_TO_APPEAL if appeal else Who.INVITED,
        Seat.SEATED: Who.APPEAL_MEMBER if appeal else Who.MEMBER,
    }
    found = {parts[held]} if held in parts else set()
    if held in HANDLES and not appeal:
        found.add(Who.HANDLER)
    return frozenset(found)
