"""Everything that changes which bodies there are, what they may decide, and who sits in them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from comity.access.actions import grant, revoke
from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import queries
from comity.bodies.errors import (
    AlreadySeated,
    BodyNameMissing,
    BodySlugTaken,
    BodySlugWrong,
    ConflictWithNothing,
    MandateWrong,
    ResponseDaysWrong,
    SeatAlreadyEnded,
    SeatTaken,
    TermWrong,
)
from comity.bodies.facts import (
    BodyCreated,
    ConflictDeclared,
    MandateGiven,
    MemberSeated,
    SeatEnded,
)
from comity.bodies.models import LONGEST_SLUG, Body, BodyName, Conflict, Mandate, Seat
from comity.bodies.rules import LEVELS, SEVERITIES, BodyKind, Scope
from comity.communities import queries as communities
from comity.communities.rules import SLUG
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.queries import persons
from comity.people.rules import AccountRef
from comity.record.actions import record
from comity.vault.actions import certify, end_certificate

LONGEST_RESPONSE = 90
"""Days."""


@transaction.atomic
def create_body(
    *,
    slug: str,
    kind: BodyKind,
    community_id: str,
    names: Mapping[str, str],
    contact: str,
    response_days: int,
    by: Actor,
    now: datetime,
) -> Body:
    """Set up a body. It may decide nothing until it is given a mandate.

    Args:
        slug: the short name in its address.
        kind: what it is.
        community_id: its place in the tree.
        names: by language, at least one.
        contact: how to reach it without Comity.
        response_days: within how many days somebody answers.
        by: somebody who may create bodies at this place.
        now: the moment.

    Raises:
        NotFound: there is no such community.
        WrongInput: a part of it cannot be used.
    """
    communities.community(community_id)
    require(by, Permission.BODY_CREATE, on=community_id)
    if len(slug) > LONGEST_SLUG or not SLUG.fullmatch(slug):
        raise BodySlugWrong(field="slug", slug=slug)
    if not names or not all(name.strip() for name in names.values()):
        raise BodyNameMissing(field="names")
    if not 1 <= response_days <= LONGEST_RESPONSE:
        raise ResponseDaysWrong(field="response_days")
    if Body.objects.filter(slug=slug).exists():
        raise BodySlugTaken(field="slug", slug=slug)
    body = Body.objects.create(
        slug=slug,
        kind=kind,
        community_id=community_id,
        contact=contact,
        response_days=response_days,
    )
    BodyName.objects.bulk_create(
        BodyName(body=body, language=language, name=name) for language, name in names.items()
    )
    record(BodyCreated(subject=body.id, slug=slug, community=community_id), by=by, now=now)
    return body


@transaction.atomic
def give_mandate(
    *,
    body_id: str,
    scope: Scope,
    since: date,
    by: Actor,
    now: datetime,
    until: date | None = None,
) -> Mandate:
    """Tell a body what it may decide.

    Args:
        body_id: of the body. No body changes its own mandate.
        scope: which matters.
        since: the first day.
        by: somebody who may create bodies at its place.
        now: the moment.
        until: the last day; None for no end.

    Raises:
        NotFound: there is no such body.
        MandateWrong: a part of it is outside what makes sense.
    """
    body = queries.body(body_id)
    require(by, Permission.BODY_CREATE, on=body.community_id)
    _check_scope(scope)
    if until is not None and until < since:
        raise MandateWrong(field="until", expected="a day on or after the first")
    _check_spaces(body, scope.spaces)
    mandate = Mandate.objects.create(
        body=body,
        stage=scope.stage,
        subjects=sorted(scope.subjects),
        severity_from=scope.severity_from,
        severity_to=scope.severity_to,
        measure_to=scope.measure_to,
        spaces=sorted(scope.spaces),
        languages=sorted(scope.languages),
        since=since,
        until=until,
    )
    fact = MandateGiven(subject=body_id, mandate=mandate.id, stage=scope.stage)
    record(fact, by=by, now=now)
    return mandate


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
    """Seat somebody in a body for a term.

    From the first day of the term they may handle its cases; their key, if they have made one,
    is certified for this seat.

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
        TermWrong: the term ends before it begins.
        SeatTaken: somebody else holds this seat.
        AlreadySeated: the person sits in this body already.
    """
    # Two people could be seated at once in the last free seat, so they queue at the body.
    body = Body.objects.select_for_update().filter(id=body_id).first()
    if body is None or person_id not in persons([person_id]):
        raise NotFound
    require(by, Permission.BODY_SEAT, on=body)
    if by.id == person_id:
        raise NotPermitted(permission=Permission.BODY_SEAT)
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
        body=body, number=number, person_id=person_id, starts_on=starts_on, ends_on=ends_on
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

    Raises:
        NotFound: there is no such seat.
        NotPermitted: ``by`` neither holds the seat nor may seat people in this body.
        SeatAlreadyEnded: nobody holds it any more.
    """
    seat = Seat.objects.select_for_update().filter(id=seat_id).first()
    if seat is None:
        raise NotFound
    if by.id != seat.person_id:
        require(by, Permission.BODY_SEAT, on=seat.body_id)
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


@transaction.atomic
def declare_conflict(
    *,
    person_id: str,
    by: Actor,
    now: datetime,
    account: AccountRef | None = None,
    community_id: str | None = None,
    hard: bool = True,
) -> Conflict:
    """Say what may keep a member from judging fairly. Declaring it again changes how hard it is.

    Args:
        person_id: the member; only they can say.
        by: the same person.
        now: the moment.
        account: whom they are close to or at odds with; kept as a keyed hash only.
        community_id: a place they cannot judge.
        hard: whether they stand aside altogether, or only do not vote.

    Raises:
        NotPermitted: ``by`` is somebody else.
        ConflictWithNothing: there is neither an account nor a place, or there are both.
    """
    if by.id != person_id:
        raise NotPermitted
    if (account is None) == (community_id is None):
        raise ConflictWithNothing(field="account")
    if community_id is not None:
        communities.community(community_id)
    tag = queries.account_tag(account) if account else ""
    conflict, _ = Conflict.objects.update_or_create(
        person_id=person_id,
        account_tag=tag,
        community_id=community_id,
        defaults={"hard": hard},
        create_defaults={"hard": hard, "declared_on": day_of(now)},
    )
    fact = ConflictDeclared(subject=person_id, hard=hard, about=tag or community_id or "")
    record(fact, by=by, now=now)
    return conflict


def _leave(seat: Seat, last_day: date, *, by: Actor, now: datetime) -> None:
    seat.ended_on = last_day
    seat.save(update_fields=["ended_on"])
    revoke(person_id=seat.person_id, permission=Permission.CASE_HANDLE, on=seat.body_id)
    fact = SeatEnded(subject=seat.body_id, seat=seat.id, person=seat.person_id)
    record(fact, by=by, now=now)


def _check_scope(scope: Scope) -> None:
    if scope.severity_from not in SEVERITIES:
        raise MandateWrong(field="severity_from", expected="1 to 5")
    if scope.severity_to not in SEVERITIES or scope.severity_to < scope.severity_from:
        raise MandateWrong(field="severity_to", expected="1 to 5, and not below the first")
    if scope.measure_to not in LEVELS:
        raise MandateWrong(field="measure_to", expected="0 to 8")


def _check_spaces(body: Body, spaces: Sequence[str]) -> None:
    for space in spaces:
        if body.community_id not in {one.id for one in communities.ancestors(space)}:
            raise MandateWrong(field="spaces", expected="communities at or below the body's own")
