"""Everything that changes the tree of communities."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from comity.access.actions import inherit
from comity.access.queries import require
from comity.access.rules import Permission
from comity.communities import queries, rules
from comity.communities.errors import (
    DatesWrong,
    LanguageWrong,
    NameMissing,
    ParentWrong,
    SlugHidden,
    SlugTaken,
    SlugWrong,
)
from comity.communities.facts import CommunityChanged, CommunityCreated, CommunityMoved
from comity.communities.models import Community, CommunityName
from comity.communities.rules import LONGEST_SLUG, Kind
from comity.kernel.actors import Actor
from comity.record.actions import record


@transaction.atomic
def create_community(
    *,
    slug: str,
    kind: Kind,
    names: Mapping[str, str],
    languages: Sequence[str],
    by: Actor,
    now: datetime,
    parent_id: str | None = None,
    provider: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Community:
    """Add a community to the tree. Those who look after the one above look after it too.

    Args:
        slug: the short name in its address.
        kind: what it is.
        names: by language, at least one.
        languages: it works in, the main one first, as BCP 47 tags.
        by: somebody who may create communities under the parent.
        now: the moment.
        parent_id: the one above; None for the movement itself.
        provider: of its accounts; empty where the parent's counts.
        starts_on: the first day of an event.
        ends_on: the last day of an event.

    Raises:
        NotFound: there is no such parent.
        WrongInput: a part of it cannot be used.
    """
    require(by, Permission.COMMUNITY_CREATE, on=parent_id or "")
    _check_words(slug, names, languages)
    if (kind is Kind.MOVEMENT) != (parent_id is None):
        raise ParentWrong(field="parent")
    if parent_id is None and Community.objects.filter(kind=Kind.MOVEMENT).exists():
        raise ParentWrong(field="parent")
    if parent_id is not None:
        queries.community(parent_id)
    _check_days(kind, starts_on, ends_on)
    if slug in rules.TAKEN:
        raise SlugHidden(field="slug", slug=slug)
    if Community.objects.filter(slug=slug).exists():
        raise SlugTaken(field="slug", slug=slug)
    community = Community(
        slug=slug,
        kind=kind,
        parent_id=parent_id,
        languages=list(languages),
        provider=provider,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    try:
        with transaction.atomic():
            community.save(force_insert=True)
    except IntegrityError as problem:
        if not Community.objects.filter(slug=slug).exists():
            raise
        # Somebody else took it since it was looked for.
        raise SlugTaken(field="slug", slug=slug) from problem
    CommunityName.objects.bulk_create(
        CommunityName(community=community, language=language, name=name)
        for language, name in names.items()
    )
    if parent_id is not None:
        inherit(on=community.id, above=parent_id)
    fact = CommunityCreated(subject=community.id, slug=slug, sort=kind, parent=parent_id or "")
    record(fact, by=by, now=now)
    return community


@transaction.atomic
def change_community(
    *,
    community_id: str,
    names: Mapping[str, str],
    languages: Sequence[str],
    by: Actor,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Community:
    """Change what a community is called, which languages it works in, and the days of an event.

    Args:
        community_id: of the community.
        names: by language, at least one; they replace those it has.
        languages: it works in, the main one first, as BCP 47 tags.
        by: somebody who may create communities there.
        now: the moment.
        starts_on: the first day of an event.
        ends_on: the last day of an event.

    Raises:
        NotFound: there is no such community.
        WrongInput: a part of it cannot be used.
    """
    community = queries.community(community_id)
    require(by, Permission.COMMUNITY_CREATE, on=community_id)
    _check_words(community.slug, names, languages)
    _check_days(Kind(community.kind), starts_on, ends_on)
    wanted = {"languages": list(languages), "starts_on": starts_on, "ends_on": ends_on}
    changed = [field for field, value in wanted.items() if getattr(community, field) != value]
    if dict(names) != community.names_by_language:
        changed.append("names")
    if not changed:
        return community
    Community.objects.filter(id=community_id).update(**wanted)
    CommunityName.objects.filter(community=community_id).delete()
    CommunityName.objects.bulk_create(
        CommunityName(community=community, language=language, name=name)
        for language, name in names.items()
    )
    record(CommunityChanged(subject=community_id, what=tuple(sorted(changed))), by=by, now=now)
    return queries.community(community_id)


@transaction.atomic
def move_community(*, community_id: str, parent_id: str, by: Actor, now: datetime) -> Community:
    """Put a community under another, by somebody who may add communities to both.

    Raises:
        NotFound: one of the two does not exist.
        NotPermitted: ``by`` has no say in one of the two.
        ParentWrong: it is the movement, or it would stand under itself.
    """
    # Two moves at once could each be fine and make a circle together, so they queue at the top.
    Community.objects.select_for_update().get(kind=Kind.MOVEMENT)
    community = queries.community(community_id)
    queries.community(parent_id)
    # Who may add to one place could otherwise pull the places of others under it.
    for place_id in (community_id, parent_id):
        require(by, Permission.COMMUNITY_CREATE, on=place_id)
    circle = rules.would_circle(community_id, parent_id, queries.parents())
    if circle or community.kind == Kind.MOVEMENT:
        raise ParentWrong(field="parent")
    community.parent_id = parent_id
    community.save(update_fields=["parent"])
    record(CommunityMoved(subject=community_id, parent=parent_id), by=by, now=now)
    return community


def _check_words(slug: str, names: Mapping[str, str], languages: Sequence[str]) -> None:
    if len(slug) > LONGEST_SLUG or not rules.SLUG.fullmatch(slug):
        raise SlugWrong(field="slug", slug=slug)
    if not names or not all(name.strip() for name in names.values()):
        raise NameMissing(field="names")
    for language in (*names, *languages):
        if not rules.LANGUAGE.fullmatch(language):
            raise LanguageWrong(field="languages", language=language)
    if not languages:
        raise LanguageWrong(field="languages", language="")


def _check_days(kind: Kind, starts_on: date | None, ends_on: date | None) -> None:
    if kind is not Kind.EVENT:
        fine = starts_on is None and ends_on is None
    else:
        fine = starts_on is not None and ends_on is not None and starts_on <= ends_on
    if not fine:
        raise DatesWrong(field="starts_on")
