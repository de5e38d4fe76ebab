"""Who sits where until when, and with what mandate. All of it is public but conflicts."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.db.models import Q, QuerySet

from comity.bodies.models import Body, Conflict, Mandate, Seat
from comity.bodies.rules import Declared, Member, Running, Scope, Stage
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.rules import AccountRef

BodyRow: TypeAlias = Body
"""A body as skins hold it; what its place and its names are is loaded with it."""


def body(body_id: str) -> Body:
    """Find a body.

    Raises:
        NotFound: there is none.
    """
    return _one(Q(id=body_id))


def body_by_slug(slug: str) -> Body:
    """Find a body by the short name in its address.

    Raises:
        NotFound: there is none.
    """
    return _one(Q(slug=slug))


def bodies(body_ids: Iterable[str]) -> dict[str, Body]:
    """Find bodies by id; what does not exist is left out."""
    return {one.id: one for one in _all().filter(id__in=list(body_ids))}


def every_body() -> list[Body]:
    """List every body, by place and short name."""
    return list(_all().order_by("community__slug", "slug"))


def bodies_at(community_id: str) -> list[Body]:
    """List the bodies of one place."""
    return list(_all().filter(community=community_id).order_by("slug"))


def members(body_id: str, on: date) -> list[Member]:
    """List who sits in a body on a day, in the order of their seats."""
    seats = sitting(on).filter(body=body_id).order_by("number")
    return [_member(seat) for seat in seats]


def seats_of_body(body_id: str) -> list[Seat]:
    """List every term ever held in a body, newest first, with its person."""
    seats = Seat.objects.filter(body=body_id).select_related("person")
    return list(seats.order_by("-starts_on", "number"))


def bodies_of(person_id: str, on: date) -> list[Body]:
    """List the bodies somebody sits in on a day."""
    held = sitting(on).filter(person=person_id).values("body")
    return list(_all().filter(id__in=held).order_by("slug"))


def sitting(on: date) -> QuerySet[Seat]:
    """Find every seat held on a day, with its person."""
    seats = Seat.objects.filter(starts_on__lte=on, ends_on__gte=on)
    left = Q(ended_on=None) | Q(ended_on__gte=on)
    return seats.filter(left).select_related("person")


def seats_of_person(person_id: str, on: date) -> list[Seat]:
    """List the seats somebody holds or will hold."""
    return list(Seat.objects.filter(person=person_id, ended_on=None, ends_on__gte=on))


def overdue_seats(today: date) -> list[str]:
    """List the ids of seats whose term is over and that nobody has freed yet."""
    overdue = Seat.objects.filter(ended_on=None, ends_on__lt=today)
    return list(overdue.values_list("id", flat=True))


def seats_since(day: date, body_ids: Iterable[str]) -> list[Seat]:
    """List every seat of these bodies held on a day or later, in the order of their numbers."""
    held = Seat.objects.filter(body__in=list(body_ids), ends_on__gte=day)
    held = held.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return list(held.order_by("body_id", "number", "id"))


def mandates(body_ids: Iterable[str], on: date) -> dict[str, list[Running]]:
    """List what each of these bodies may decide on a day, oldest mandate first."""
    rows = Mandate.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    found: dict[str, list[Running]] = {}
    for row in rows.filter(body__in=list(body_ids)).order_by("body_id", "since", "id"):
        found.setdefault(row.body_id, []).append(Running(_scope(row), row.since, row.until))
    return found


def account_tag(account: AccountRef) -> str:
    """Hash an account as the register of conflicts names it."""
    return settings.COMITY_KEYS.tag("conflict", account.provider, account.subject)


def conflicted(
    person_ids: Iterable[str], *, accounts: Iterable[AccountRef], community_ids: Iterable[str] = ()
) -> dict[str, bool]:
    """Find who declared a conflict with one of these accounts or places.

    Returns:
        person id to whether they stand aside altogether; False means only that they do not vote.
        Two softer conflicts count as one that is not.
    """
    tags = [account_tag(account) for account in accounts]
    about = Q(account_tag__in=tags) | Q(community__in=list(community_ids))
    found: dict[str, bool] = {}
    declared = Conflict.objects.filter(about, person__in=list(person_ids))
    for person_id, hard in declared.values_list("person_id", "hard"):
        found[person_id] = hard or person_id in found
    return found


def conflicts_of(person_id: str, *, seen_by: Actor) -> list[Declared]:
    """List what somebody declared; only they see it.

    Raises:
        NotFound: ``seen_by`` is somebody else.
    """
    if seen_by.id != person_id:
        raise NotFound
    rows = Conflict.objects.filter(person=person_id).select_related("community")
    rows = rows.prefetch_related("community__names").order_by("-declared_on", "id")
    return [
        Declared(row.community.name if row.community else "", row.hard, row.declared_on)
        for row in rows
    ]


def _scope(row: Mandate) -> Scope:
    return Scope(
        stage=Stage(row.stage),
        subjects=tuple(row.subjects),
        severity_from=row.severity_from,
        severity_to=row.severity_to,
        measure_to=row.measure_to,
        spaces=tuple(row.spaces),
        languages=tuple(row.languages),
    )


def _member(seat: Seat) -> Member:
    return Member(
        person_id=seat.person_id,
        seat_id=seat.id,
        display_name=seat.person.name,
        language=seat.person.language,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
    )


def _all() -> QuerySet[Body]:
    return Body.objects.select_related("community").prefetch_related("names", "community__names")


def _one(condition: Q) -> Body:
    try:
        return _all().get(condition)
    except Body.DoesNotExist:
        raise NotFound from None
