"""Setting up bodies, and telling them what they may decide."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import queries
from comity.bodies.errors import (
    BodyNameMissing,
    BodySlugTaken,
    BodySlugWrong,
    ContactMissing,
    MandateOver,
    MandateWrong,
    PlacesWrong,
    ResponseDaysWrong,
)
from comity.bodies.facts import BodyChanged, BodyCreated, MandateEnded, MandateGiven
from comity.bodies.models import LONGEST_SLUG, Body, BodyName, Mandate
from comity.bodies.rules import LEVELS, SEVERITIES, BodyKind, Scope
from comity.communities import queries as communities
from comity.communities.rules import SLUG
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

LONGEST_RESPONSE = 90
"""Days."""

MOST_PLACES = 100


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
    places: int | None = None,
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
        places: how many people should sit in it; None where nobody said.

    Raises:
        NotFound: there is no such community.
        WrongInput: a part of it cannot be used.
    """
    communities.community(community_id)
    require(by, Permission.BODY_CREATE, on=community_id)
    if len(slug) > LONGEST_SLUG or not SLUG.fullmatch(slug):
        raise BodySlugWrong(field="slug", slug=slug)
    _check_words(names, response_days, places)
    if Body.objects.filter(slug=slug).exists():
        raise BodySlugTaken(field="slug", slug=slug)
    body = Body.objects.create(
        slug=slug,
        kind=kind,
        community_id=community_id,
        contact=contact,
        response_days=response_days,
        places=places,
    )
    _name(body, names)
    record(BodyCreated(subject=body.id, slug=slug, community=community_id), by=by, now=now)
    return body


@transaction.atomic
def change_body(
    *,
    body_id: str,
    names: Mapping[str, str],
    contact: str,
    response_days: int,
    places: int | None,
    by: Actor,
    now: datetime,
) -> Body:
    """Change what a body is called, how to reach it, and how many people should sit in it.

    What it is and where it stands does not change: set up another one for that.

    Args:
        body_id: of the body.
        names: by language, at least one; they replace those it has.
        contact: how to reach it without Comity.
        response_days: within how many days somebody answers.
        places: how many people should sit in it; None where nobody said.
        by: somebody who may create bodies at its place.
        now: the moment.

    Raises:
        NotFound: there is no such body.
        WrongInput: a part of it cannot be used.
    """
    body = queries.body(body_id)
    require(by, Permission.BODY_CREATE, on=body.community_id)
    _check_words(names, response_days, places)
    if not contact.strip():
        raise ContactMissing(field="contact")
    wanted = {"contact": contact, "response_days": response_days, "places": places}
    changed = [field for field, value in wanted.items() if getattr(body, field) != value]
    if dict(names) != body.names_by_language:
        changed.append("names")
    if not changed:
        return body
    Body.objects.filter(id=body_id).update(**wanted)
    BodyName.objects.filter(body=body_id).delete()
    _name(body, names)
    record(BodyChanged(subject=body_id, what=tuple(sorted(changed))), by=by, now=now)
    return queries.body(body_id)


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
def end_mandate(*, mandate_id: str, until: date, by: Actor, now: datetime) -> Mandate:
    """Say until when a body may decide something. What it has begun, it finishes.

    Args:
        mandate_id: of the mandate.
        until: the last day, today at the earliest.
        by: somebody who may create bodies at the place of the body.
        now: the moment.

    Raises:
        NotFound: there is no such mandate.
        MandateOver: it is over already.
        MandateWrong: the day lies in the past, or before the mandate begins.
    """
    mandate = Mandate.objects.select_for_update().filter(id=mandate_id).first()
    if mandate is None:
        raise NotFound
    body = queries.body(mandate.body_id)
    require(by, Permission.BODY_CREATE, on=body.community_id)
    today = day_of(now)
    if mandate.until is not None and mandate.until < today:
        raise MandateOver
    if until < max(mandate.since, today):
        raise MandateWrong(field="until", expected="today or later, and not before the first day")
    mandate.until = until
    mandate.save(update_fields=["until"])
    fact = MandateEnded(subject=body.id, mandate=mandate.id, until=until.isoformat())
    record(fact, by=by, now=now)
    return mandate


def _check_words(names: Mapping[str, str], response_days: int, places: int | None) -> None:
    if not names or not all(name.strip() for name in names.values()):
        raise BodyNameMissing(field="names")
    if not 1 <= response_days <= LONGEST_RESPONSE:
        raise ResponseDaysWrong(field="response_days")
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise PlacesWrong(field="places")


def _name(body: Body, names: Mapping[str, str]) -> None:
    BodyName.objects.bulk_create(
        BodyName(body=body, language=language, name=name) for language, name in names.items()
    )


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
