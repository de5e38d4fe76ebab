"""Taking and leaving seats."""

from datetime import date, datetime, timedelta

from django.db import transaction

from comity.access.actions import grant, revoke
from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import queries
from comity.bodies.errors import (
    AlreadySeated,
    FoundingOver,
    SeatAlreadyEnded,
    SeatTaken,
    TermWrong,
)
from comity.bodies.facts import MemberSeated, SeatEnded
from comity.bodies.models import Body, Seat
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.queries import persons
from comity.record.actions import record
from comity.vault.actions import certify, end_certificate


@transaction.atomic
def seat_member(
    *,
    body_id: str,
    person_id: str,
    starts_on: date,
    ends_on: date,
    by: Actor,
    now: datetime,
    number: int | None = None,
) -> Seat:
    """Seat somebody in a body that is being founded, alone.

    From the first day of the term they may handle its cases; their key, if they have made one,
    is certified for this seat. The seat is marked as one of the founding: once somebody has been
    seated by two people, everybody is, with ``propose_seat``.

    Args:
        body_id: of the body.
        person_id: who takes the seat.
        starts_on: the first day of the term.
        ends_on: the last day of the term.
        by: somebody who may seat people in this body.
        now: the moment.
        number: of the seat; None for the first that is free.

    Raises:
        NotFound: there is no such body or person.
        FoundingOver: somebody was seated by two people already, and somebody sits there.
        TermWrong: the term ends before it begins.
        SeatTaken: somebody else holds this seat.
        AlreadySeated: the person sits in this body already.
    """
    body = lock_body(body_id)
    if person_id not in persons([person_id]):
        raise NotFound
    require(by, Permission.BODY_SEAT, on=body)
    if by.id == person_id:
        raise NotPermitted(permission=Permission.BODY_SEAT)
    if not queries.founding(body_id, day_of(now)):
        raise FoundingOver
    return take_seat(
        body=body,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        number=number,
        founding=True,
        by=by,
        now=now,
    )


def lock_body(body_id: str) -> Body:
    """Hold a body: two people could be seated at once in the last free seat, so they queue here.

    Raises:
        NotFound: there is none.
    """
    body = Body.objects.select_for_update().filter(id=body_id).first()
    if body is None:
        raise NotFound
    return body


def take_seat(
    *,
    body: Body,
    person_id: str,
    starts_on: date,
    ends_on: date,
    number: int | None,
    founding: bool,
    by: Actor,
    now: datetime,
) -> Seat:
    """Seat somebody in a body that is held, and certify their key. The caller checked who may.

    Raises:
        TermWrong: the term ends before it begins.
        SeatTaken: somebody else holds this seat.
        AlreadySeated: the person sits in this body already.
    """
    if ends_on < starts_on or ends_on < day_of(now):
        raise TermWrong(field="ends_on")
    held = dict(body.seats.filter(ended_on=None).values_list("number", "person_id"))
    if person_id in held.values():
        raise AlreadySeated
    if number is None:
        number = next(free for free in range(1, len(held) + 2) if free not in held)
    if number in held:
        raise SeatTaken(number=number)
    seat = Seat.objects.create(
        body=body,
        number=number,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        founding=founding,
    )
    if starts_on <= day_of(now):
        grant(person_id=person_id, permission=Permission.CASE_HANDLE, on=body.id)
    fact = MemberSeated(
        subject=body.id,
        seat=seat.id,
        person=person_id,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    record(fact, by=by, now=now)
    certify_seat(seat=seat, by=by, now=now)
    return seat


def certify_seat(*, seat: Seat, by: Actor, now: datetime) -> bool:
    """Certify the key of whoever holds a seat, if they have made one.

    Returns:
        Whether there was a key to certify.
    """
    return certify(
        person_id=seat.person_id,
        seat_id=seat.id,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        by=by,
        now=now,
    )


@transaction.atomic
def end_seat(*, seat_id: str, by: Actor, now: datetime) -> Seat:
    """Let a member leave, or make them: nothing new is wrapped to them from now on.

    Giving up one's own seat needs nobody. Whoever runs this place takes a seat back alone only
    while the body is being founded; after that it is proposed with ``propose_removal``.

    Raises:
        NotFound: there is no such seat.
        NotPermitted: ``by`` neither holds the seat nor may seat people in this body.
        FoundingOver: somebody was seated by two people already.
        SeatAlreadyEnded: nobody holds it any more.
    """
    seat = Seat.objects.select_for_update().filter(id=seat_id).first()
    if seat is None:
        raise NotFound
    if by.id != seat.person_id:
        require(by, Permission.BODY_SEAT, on=seat.body_id)
        if not queries.founding(seat.body_id, day_of(now)):
            raise FoundingOver
    return free_seat(seat, by=by, now=now)


def free_seat(seat: Seat, *, by: Actor, now: datetime) -> Seat:
    """Free a seat that is held, from today. The caller checked who may.

    Raises:
        SeatAlreadyEnded: nobody holds it any more.
    """
    if seat.ended_on is not None:
        raise SeatAlreadyEnded
    _leave(seat, min(day_of(now) - timedelta(days=1), seat.ends_on), by=by, now=now)
    end_certificate(seat_id=seat.id, by=by, now=now)
    return seat


@transaction.atomic
def close_term(*, seat_id: str, by: Actor, now: datetime) -> None:
    """Free a seat whose term is over. Doing it twice changes nothing."""
    seat = Seat.objects.select_for_update().get(id=seat_id)
    if seat.ended_on is None and seat.ends_on < day_of(now):
        _leave(seat, seat.ends_on, by=by, now=now)


def begin_terms(*, now: datetime) -> None:
    """Let everybody handle cases whose term begins today. Doing it twice changes nothing."""
    for seat in queries.sitting(day_of(now)).filter(starts_on=day_of(now)):
        grant(person_id=seat.person_id, permission=Permission.CASE_HANDLE, on=seat.body_id)


def _leave(seat: Seat, last_day: date, *, by: Actor, now: datetime) -> None:
    seat.ended_on = last_day
    seat.save(update_fields=["ended_on"])
    revoke(person_id=seat.person_id, permission=Permission.CASE_HANDLE, on=seat.body_id)
    fact = SeatEnded(subject=seat.body_id, seat=seat.id, person=seat.person_id)
    record(fact, by=by, now=now)
