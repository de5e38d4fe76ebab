"""Which wiki a community lives on, and how to speak to it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import TypeAlias

from django.conf import settings
from django.db.models import Q, QuerySet

from comity.access.queries import reach
from comity.access.rules import Permission
from comity.communities.queries import path_of
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.people.rules import AccountRef
from comity.wikis.errors import NoWiki, WikiDisconnected
from comity.wikis.mediawiki import BearerToken, BotPassword, Credentials, MediaWiki, Patience
from comity.wikis.models import SharedLogin, Wiki
from comity.wikis.rules import Capabilities, Found, SiteFacts, Survey

WikiRow: TypeAlias = Wiki
"""A wiki as higher floors hold it; its community is loaded with it."""
SharedLoginRow: TypeAlias = SharedLogin
"""A shared login as skins hold it; its community is loaded with it."""

PATIENT = Patience()


class Standing(StrEnum):
    """How a wiki stands, for those who look after it."""

    WORKS = auto()
    TROUBLED = auto()
    UNCHECKED = auto()
    DISCONNECTED = auto()


STANDINGS = {
    Standing.WORKS: Q(disconnected_on=None, trouble="", checked_on__isnull=False),
    Standing.TROUBLED: Q(disconnected_on=None) & ~Q(trouble=""),
    Standing.UNCHECKED: Q(disconnected_on=None, trouble="", checked_on=None),
    Standing.DISCONNECTED: Q(disconnected_on__isnull=False),
}
"""What to look for, by how a wiki stands. Each wiki stands in exactly one way."""


def wiki(wiki_id: str) -> Wiki:
    """Find a wiki.

    Raises:
        NotFound: there is none.
    """
    try:
        return _all().get(id=wiki_id)
    except Wiki.DoesNotExist:
        raise NotFound from None


def own_wiki(community_id: str) -> Wiki | None:
    """Find the wiki that a community itself was connected to, even if it no longer is."""
    return _all().filter(community=community_id).first()


def wikis_kept_by(seen_by: Actor, *, standing: Standing | None = None) -> QuerySet[Wiki]:
    """List the wikis that somebody looks after, by the short names of their communities.

    Args:
        seen_by: who asks; the operator looks after all.
        standing: only those that stand like this.
    """
    found = _all().order_by("community__slug").prefetch_related("community__names")
    if seen_by.kind is not ActorKind.OPERATOR:
        found = found.filter(community__in=list(reach(seen_by, Permission.WIKI_CONNECT)))
    return found.filter(STANDINGS[standing]) if standing else found


def standing_of(wiki: Wiki) -> Standing:
    """Say how a wiki stands."""
    if wiki.disconnected_on is not None:
        return Standing.DISCONNECTED
    if wiki.trouble:
        return Standing.TROUBLED
    return Standing.UNCHECKED if wiki.checked_on is None else Standing.WORKS


def shared_login(shared_login_id: str) -> SharedLogin:
    """Find a login that several wikis share.

    Raises:
        NotFound: there is none.
    """
    try:
        return SharedLogin.objects.select_related("community").get(id=shared_login_id)
    except SharedLogin.DoesNotExist:
        raise NotFound from None


def shared_logins(seen_by: Actor) -> list[SharedLogin]:
    """List the shared logins that somebody may use, by name."""
    return list(shared_login_rows(seen_by))


def shared_login_rows(seen_by: Actor) -> QuerySet[SharedLogin]:
    """Look for shared logins like ``shared_logins``, without asking for any yet."""
    found = SharedLogin.objects.select_related("community").order_by("name", "id")
    if seen_by.kind is ActorKind.OPERATOR:
        return found
    return found.filter(community__in=list(reach(seen_by, Permission.WIKI_CONNECT)))


def places_sharing(shared_login_ids: Iterable[str]) -> dict[str, list[str]]:
    """Name the communities whose wikis use each of these logins, by their short names."""
    places: dict[str, list[str]] = {one: [] for one in shared_login_ids}
    users = Wiki.objects.filter(shared_login__in=list(places)).order_by("community__slug")
    for login, slug in users.values_list("shared_login", "community__slug"):
        places[login].append(slug)
    return places


def wikis_sharing(shared_login_id: str) -> list[Wiki]:
    """List the wikis that use a shared login."""
    return list(_all().filter(shared_login=shared_login_id).order_by("community__slug"))


def known_of(wiki: Wiki, *, group: str = "", refuses: bool = False, sign_url: str = "") -> Found:
    """Gather what is known of a wiki for its checklist, as it was at the last check.

    Args:
        wiki: the wiki.
        group: into which people are put who have signed; empty where nobody wants that.
        refuses: whether only they shall edit.
        sign_url: where people sign.
    """
    return Found(
        api_url=wiki.api_url,
        trouble=wiki.trouble,
        said=wiki.trouble_said,
        can=capabilities_of(wiki) if wiki.capabilities else None,
        survey=survey_of(wiki),
        group=group,
        refuses=refuses,
        sign_url=sign_url,
    )


def survey_of(wiki: Wiki) -> Survey | None:
    """Tell what a wiki said of its groups at the last check that went well, if there was one."""
    return Survey.from_json(wiki.survey) if wiki.survey else None


def require_login(wiki: Wiki) -> None:
    """Refuse to go on where we have no login.

    Raises:
        WikiDisconnected: it was forgotten.
    """
    if wiki.disconnected_on is not None:
        raise WikiDisconnected


def wiki_for(community_id: str) -> Wiki:
    """Find the wiki of a community: its own, or the nearest above. Who was disconnected has none.

    Raises:
        NotFound: there is no such community.
        NoWiki: nobody has connected one.
    """
    path = [place.id for place in path_of(community_id)]
    connected = _all().filter(community__in=path, disconnected_on=None)
    found = {one.community_id: one for one in connected}
    nearest = next((found[place] for place in path if place in found), None)
    if nearest is None:
        raise NoWiki
    return nearest


def every_wiki() -> list[Wiki]:
    """List every connected wiki, in the order of their communities' short names."""
    return list(_all().filter(disconnected_on=None).order_by("community__slug"))


def wikis_of(community_ids: Iterable[str]) -> dict[str, str]:
    """Name the connected wikis of communities by id; those without one are left out."""
    found = Wiki.objects.filter(disconnected_on=None, community__in=list(community_ids))
    return dict(found.values_list("community", "id"))


def client_for(wiki: Wiki, *, patience: Patience = PATIENT) -> MediaWiki:
    """Make a client with our login on a wiki, to be used in a ``with`` statement.

    Raises:
        WikiDisconnected: we have no login there any more.
    """
    require_login(wiki)
    return MediaWiki(wiki.api_url, _credentials(wiki), patience=patience)


def site_of(wiki: Wiki) -> SiteFacts:
    """Describe a wiki without asking it: as it was at the last check, or as most wikis are."""
    never = datetime.min.replace(tzinfo=UTC)
    if wiki.site:
        return SiteFacts.from_json(wiki.site, time=never)
    return SiteFacts.guessed(wiki.api_url, time=never)


def capabilities_of(wiki: Wiki) -> Capabilities:
    """Tell what can be done on a wiki, as it was at the last check; nothing if never checked."""
    return Capabilities.from_json(wiki.capabilities)


def accounts_ever_named(wiki: Wiki, name: str) -> list[AccountRef]:
    """Ask a wiki for every account that has or had a name, the present one first.

    Raises:
        WikiTrouble: of one kind or another.
    """
    with client_for(wiki) as client:
        found = client.accounts_ever_named(name)
    return [AccountRef(wiki.provider, str(account.id), account.name) for account in found]


def _all() -> QuerySet[Wiki]:
    return Wiki.objects.select_related("community", "shared_login")


def _credentials(wiki: Wiki) -> Credentials:
    shared = wiki.shared_login
    purpose = shared_sealed_for(shared) if shared else sealed_for(wiki)
    sealed = shared.credentials if shared else wiki.credentials
    plain = json.loads(settings.COMITY_KEYS.open(purpose, bytes(sealed)))
    if plain["login"]:
        return BotPassword(plain["login"], plain["secret"])
    return BearerToken(plain["secret"])


def sealed_for(wiki: Wiki) -> str:
    """Name the purpose of a sealed login, which fits no other wiki."""
    return f"wiki-credentials {wiki.id}"


def shared_sealed_for(shared: SharedLogin) -> str:
    """Name the purpose of a sealed login that several wikis share."""
    return f"shared-wiki-credentials {shared.id}"
