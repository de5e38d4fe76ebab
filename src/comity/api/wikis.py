"""Wikis over the API: connecting them, what is missing there, and what they make of signatures."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from comity.access.queries import require
from comity.access.rules import Permission
from comity.api.pages import USUAL, After, Limit, Page, cut, place, told
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.messages import words
from comity.people.errors import NotConfirmed
from comity.people.freshness import is_fresh
from comity.people.queries import actor
from comity.people.rules import WIKI
from comity.signup import actions as signing
from comity.signup.queries import Signing, checklist_of
from comity.signup.queries import signing as signing_of
from comity.signup.rules import Effect
from comity.wikis import actions, queries
from comity.wikis.errors import NoWiki
from comity.wikis.queries import SharedLoginRow, Standing, WikiRow
from comity.wikis.rules import Line, usable_now

router = Router(tags=["wikis"])
sharing = Router(tags=["wikis"])


class WikiOut(Schema):
    """A wiki, for those who look after it. What its login is, nobody is told."""

    id: str
    community: str
    name: str
    api_url: str
    state: str = Field(description="works, troubled, unchecked or disconnected")
    trouble: str
    said: str = Field(description="what the wiki itself said of the trouble")
    checking: bool
    checked_on: date | None
    answered_on: date | None
    shared_login: str | None


class LineOut(Schema):
    """One line of the checklist."""

    name: str
    met: str = Field(description="met, missing, excess or unknown")
    needed: bool
    title: str
    why: str
    without: str
    grants: list[str]
    configuration: str
    found: str


class ChecklistOut(WikiOut):
    """A wiki with everything we need there."""

    usable: bool
    lines: list[LineOut]


class ConnectIn(Schema):
    """Where a wiki is, and with which login we go there."""

    api_url: str
    login: str = ""
    secret: str = ""
    shared_login: str = Field("", description="id of a shared login, instead of one of its own")


class SharedLoginOut(Schema):
    """A login that several wikis share."""

    id: str
    community: str
    name: str
    domain: str
    wikis: list[str]


class SharedLoginIn(Schema):
    """A login that several wikis can share."""

    community: str
    name: str
    domain: str
    login: str = ""
    secret: str


class EffectOut(Schema):
    """Who edited lately and has signed. Numbers that would tell of few people are left out."""

    looked_on: date
    since: date
    complete: bool
    edited: int | None
    signed: int | None
    new: int | None
    new_signed: int | None
    joined: int
    without_account: int


class SigningOut(Schema):
    """What a wiki makes of signatures."""

    keeps_group: bool
    group: str
    grace_days: int
    refuses: bool
    decided_on: date | None
    reason: str
    editing: str | None = Field(
        description="who can edit, as the wiki says: only_group, everybody or not_even_group"
    )
    looking: bool
    effect: EffectOut | None
    effect_before: EffectOut | None


class GroupIn(Schema):
    """Whether a wiki has a group of people who have signed."""

    keeps: bool
    group: str = "signed"
    grace_days: int = 30


class RefusalIn(Schema):
    """Whether only people who have signed can edit, and why."""

    refuses: bool
    reason: str


@router.get("", response=Page[WikiOut])
def wikis(
    request: HttpRequest,
    state: Standing | None = None,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List the wikis that one looks after, by the short names of their communities."""
    kept = queries.wikis_kept_by(actor(request.user), standing=state)
    if after:
        kept = kept.filter(community__slug__gt=place(request, after))
    found = list(kept[: limit + 1])
    last = found[limit - 1].community.slug if len(found) > limit else None
    return told([_out(one) for one in found[:limit]], request, last)


@sharing.get("", response=Page[SharedLoginOut])
def shared_logins(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> object:
    """List the shared logins that one may use."""
    rows = queries.shared_login_rows(actor(request.user))
    found, last = cut(request, rows, after, limit)
    places = queries.places_sharing(one.id for one in found)
    return told([_shared(one, places[one.id]) for one in found], request, last)


@sharing.post("", response={201: SharedLoginOut})
def keep_shared_login(request: HttpRequest, given: SharedLoginIn) -> object:
    """Keep a login that several wikis share, or renew the one of this name."""
    by = _confirmed(request)
    shared = actions.keep_shared_login(
        community_id=communities.by_slug(given.community).id,
        name=given.name,
        domain=given.domain,
        login=given.login,
        secret=given.secret,
        by=by,
        now=timezone.now(),
    )
    kept = queries.shared_login(shared.id)
    return Status(201, _shared(kept, queries.places_sharing([kept.id])[kept.id]))


@sharing.post("/{login_id}/drop", response={204: None})
def drop_shared_login(request: HttpRequest, login_id: str) -> object:
    """Forget a login that no wiki uses any more."""
    by = _confirmed(request)
    actions.drop_shared_login(shared_login_id=login_id, by=by, now=timezone.now())
    return Status(204, None)


@router.get("/{slug}", response=ChecklistOut)
def wiki(request: HttpRequest, slug: str) -> object:
    """Show what we need on the wiki of a community, and what is missing."""
    _, row = _kept(request, slug)
    return _checklist(row)


@router.post("/{slug}", response={201: ChecklistOut})
def connect(request: HttpRequest, slug: str, given: ConnectIn) -> object:
    """Connect a community to its wiki, or renew the login there."""
    by, place = _confirmed(request), communities.by_slug(slug)
    row = queries.own_wiki(place.id)
    made = actions.connect_wiki(
        community_id=place.id,
        api_url=given.api_url,
        login=given.login,
        secret=given.secret,
        shared_login_id=given.shared_login,
        provider=row.provider if row else communities.provider_of(place.id) or WIKI,
        by=by,
        now=timezone.now(),
    )
    return Status(201, _checklist(queries.wiki(made.id)))


@router.post("/{slug}/check", response={202: WikiOut})
def check(request: HttpRequest, slug: str) -> object:
    """Have a wiki checked soon; ask again for what was found."""
    by, row = _kept(request, slug)
    actions.ask_for_check(wiki_id=row.id, by=by, now=timezone.now())
    return Status(202, _out(queries.wiki(row.id)))


@router.post("/{slug}/disconnection", response=WikiOut)
def disconnect(request: HttpRequest, slug: str) -> object:
    """Forget our login on a wiki."""
    _confirmed(request)
    by, row = _kept(request, slug)
    actions.disconnect_wiki(wiki_id=row.id, by=by, now=timezone.now())
    return _out(queries.wiki(row.id))


@router.get("/{slug}/signing", response=SigningOut, auth=None)
def signing_here(request: HttpRequest, slug: str) -> object:
    """Show what a wiki makes of signatures, and what that does to newcomers."""
    del request
    return _signing(_own(slug))


@router.post("/{slug}/signing/group", response=SigningOut)
def choose_group(request: HttpRequest, slug: str, given: GroupIn) -> object:
    """Switch the group of people who have signed on or off."""
    by, row = _kept(request, slug)
    signing.choose_group(
        wiki_id=row.id,
        keeps=given.keeps,
        group=given.group,
        grace_days=given.grace_days,
        by=by,
        now=timezone.now(),
    )
    return _signing(row)


@router.post("/{slug}/signing/effect", response={202: SigningOut})
def look_at_effect(request: HttpRequest, slug: str) -> object:
    """Have the effect on newcomers looked at soon; ask again for what was found."""
    by, row = actor(request.user), _own(slug)
    signing.ask_for_effect(wiki_id=row.id, by=by, now=timezone.now())
    return Status(202, _signing(row))


@router.post("/{slug}/signing/refusal", response=SigningOut)
def choose_refusing(request: HttpRequest, slug: str, given: RefusalIn) -> object:
    """Decide whether only people who have signed can edit. This is public, with its reason."""
    by, row = _confirmed(request), _own(slug)
    signing.choose_refusing(
        wiki_id=row.id, refuses=given.refuses, reason=given.reason, by=by, now=timezone.now()
    )
    return _signing(row)


def _confirmed(request: HttpRequest) -> Actor:
    """Say who asks for what a page asks to be confirmed; a token was made by who confirmed.

    Raises:
        NotConfirmed: they are signed in, and did so longer ago than 15 minutes.
    """
    by = actor(request.user)
    if getattr(request, "sent_by_token", None) is None and not is_fresh(request):
        raise NotConfirmed
    return by


def _kept(request: HttpRequest, slug: str) -> tuple[Actor, WikiRow]:
    """Find the wiki of a community, for somebody who looks after it."""
    by = actor(request.user)
    require(by, Permission.WIKI_CONNECT, on=communities.by_slug(slug).id)
    return by, _own(slug)


def _own(slug: str) -> WikiRow:
    row = queries.own_wiki(communities.by_slug(slug).id)
    if row is None:
        raise NoWiki
    return row


def _out(row: WikiRow) -> dict[str, object]:
    return {
        "id": row.id,
        "community": row.community.slug,
        "name": row.name,
        "api_url": row.api_url,
        "state": queries.standing_of(row),
        "trouble": row.trouble,
        "said": row.trouble_said,
        "checking": row.checking,
        "checked_on": row.checked_on,
        "answered_on": row.answered_on,
        "shared_login": row.shared_login_id,
    }


def _checklist(row: WikiRow) -> dict[str, object]:
    lines = checklist_of(row)
    return {**_out(row), "usable": usable_now(lines), "lines": [_line(one) for one in lines]}


def _line(line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "met": line.met,
        "needed": line.needed,
        "title": words(f"wiki_need_{line.name}"),
        "why": words(f"wiki_why_{line.name}"),
        "without": words(f"wiki_without_{line.name}"),
        "grants": list(line.grants),
        "configuration": line.configuration,
        "found": line.found,
    }


def _shared(shared: SharedLoginRow, places: list[str]) -> dict[str, object]:
    return {
        "id": shared.id,
        "community": shared.community.slug,
        "name": shared.name,
        "domain": shared.domain,
        "wikis": places,
    }


def _signing(row: WikiRow) -> dict[str, object]:
    made: Signing = signing_of(row)
    return {
        "keeps_group": made.keeps_group,
        "group": made.group,
        "grace_days": made.grace_days,
        "refuses": made.refuses,
        "decided_on": made.decided_on,
        "reason": made.reason,
        "editing": made.editing,
        "looking": made.looking,
        "effect": _effect(made.effect),
        "effect_before": _effect(made.effect_before),
    }


def _effect(effect: Effect | None) -> dict[str, object] | None:
    if effect is None:
        return None
    days = {"looked_on": effect.looked_on, "since": effect.since, "complete": effect.complete}
    return days | effect.shown
