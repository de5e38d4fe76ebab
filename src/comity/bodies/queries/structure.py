"""Bodies, their mandates and their seats. All of it is public."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from django.db.models import Count, Q, QuerySet

from comity.bodies.models import Body, Mandate, Seat
from comity.bodies.rules import BodyKind, Member, Running, Scope, Stage
from comity.kernel.errors import NotFound

BodyRow: TypeAlias = Body
"""A body as skins hold it; what its place and its names are is loaded with it."""

SeatRow: TypeAlias = Seat
"""A term in a body as skins and rules hold it."""

MandateRow: TypeAlias = Mandate
"""A mandate as skins hold it."""

LONGEST_SEARCH = 150
"""Characters that are looked for; a database refuses patterns without an end."""


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
    return list(body_rows())


def body_rows() -> QuerySet[Body]:
    """Look for every body, by place and short name, without asking for any yet."""
    return _all().order_by("community__slug", "slug")


def find(
    *,
    on: date,
    text: str = "",
    community_ids: Iterable[str] | None = None,
    kind: BodyKind | None = None,
    subject: str = "",
    language: str = "",
) -> list[Body]:
    """Find the bodies that fit all of this, by place and short name.

    Args:
        on: the day whose mandates and seats count.
        text: a part of a name in any language, or of the short name.
        community_ids: of their places; None for everywhere.
        kind: what they are.
        subject: what they may decide about on that day, as the charter names it.
        language: that somebody in them reads.
    """
    found = _all()
    if wanted := text.replace("\x00", "").strip()[:LONGEST_SEARCH]:
        found = found.filter(Q(names__name__icontains=wanted) | Q(slug__icontains=wanted))
    if community_ids is not None:
        found = found.filter(community__in=list(community_ids))
    if kind is not None:
        found = found.filter(kind=kind)
    rows = list(found.distinct().order_by("community__slug", "slug"))
    if subject:
        running = mandates([row.id for row in rows], on)
        rows = [row for row in rows if _covers(running.get(row.id, ()), subject)]
    if language:
        read = readers([row.id for row in rows], on)
        rows = [row for row in rows if language in read.get(row.id, ())]
    return rows


def readers(body_ids: Iterable[str], on: date) -> dict[str, set[str]]:
    """Say for each body which languages anybody in it reads."""
    found: dict[str, set[str]] = {}
    for seat in sitting(on).filter(body__in=list(body_ids)):
        found.setdefault(seat.body_id, set()).update(seat.person.reads)
    return found


def sitting_counts(body_ids: Iterable[str], on: date) -> dict[str, int]:
    """Count who sits in each of these bodies on a day; none where nobody does."""
    seats = sitting(on).filter(body__in=list(body_ids)).order_by()
    counted = seats.values("body_id").annotate(count=Count("id"))
    return dict(counted.values_list("body_id", "count"))


def bodies_at(community_id: str) -> list[Body]:
    """List the bodies of one place."""
    return list(_all().filter(community=community_id).order_by("slug"))


def bare_bodies(community_ids: Iterable[str] | None = None) -> list[Body]:
    """List the bodies of some places, or all, by place and short name; no names are loaded."""
    found = Body.objects.order_by("community__slug", "slug")
    return list(found if community_ids is None else found.filter(community__in=community_ids))


def members(body_id: str, on: date) -> list[Member]:
    """List who sits in a body on a day, in the order of their seats."""
    return members_of([body_id], on)[body_id]


def members_of(body_ids: Iterable[str], on: date) -> dict[str, list[Member]]:
    """List who sits in each of these bodies on a day, in the order of their seats."""
    found: dict[str, list[Member]] = {body_id: [] for body_id in body_ids}
    for seat in sitting(on).filter(body__in=list(found)).order_by("number"):
        found[seat.body_id].append(_member(seat))
    return found


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


def open_seats(body_ids: Iterable[str], on: date) -> list[Seat]:
    """List the seats of these bodies that are held on a day, or will be later."""
    held = Seat.objects.filter(body__in=list(body_ids), ended_on=None, ends_on__gte=on)
    return list(held.order_by("body_id", "ends_on", "id"))


def mandate_ends(body_ids: Iterable[str]) -> dict[str, list[date | None]]:
    """List for each of these bodies the last day of every mandate it ever had; None for no end."""
    found: dict[str, list[date | None]] = {}
    rows = Mandate.objects.filter(body__in=list(body_ids)).order_by("id")
    for body_id, until in rows.values_list("body_id", "until"):
        found.setdefault(body_id, []).append(until)
    return found


def seats_since(day: date, body_ids: Iterable[str]) -> list[Seat]:
    """List every seat of these bodies held on a day or later, in the order of their numbers."""
    held = Seat.objects.filter(body__in=list(body_ids), ends_on__gte=day)
    held = held.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return list(held.order_by("body_id", "number", "id"))


def mandate_rows(body_id: str) -> list[Mandate]:
    """List every mandate a body ever had, newest first."""
    return list(Mandate.objects.filter(body=body_id).order_by("-since", "-id"))


def mandates(body_ids: Iterable[str], on: date) -> dict[str, list[Running]]:
    """List what each of these bodies may decide on a day, oldest mandate first."""
    rows = Mandate.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    found: dict[str, list[Running]] = {}
    for row in rows.filter(body__in=list(body_ids)).order_by("body_id", "since", "id"):
        found.setdefault(row.body_id, []).append(Running(_scope(row), row.since, row.until))
    return found


def _covers(running: Iterable[Running], subject: str) -> bool:
    return any(not one.scope.subjects or subject in one.scope.subjects for one in running)


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
        reads=seat.person.reads,
        number=seat.number,
        founding=seat.founding,
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
