"""Which wiki a community lives on, and how to speak to it."""

import json
from datetime import UTC, datetime

from django.conf import settings

from comity.communities.queries import ancestors
from comity.kernel.errors import NotFound
from comity.people.rules import AccountRef
from comity.wikis.errors import NoWiki
from comity.wikis.mediawiki import BearerToken, BotPassword, Credentials, MediaWiki, Patience
from comity.wikis.models import Wiki
from comity.wikis.rules import Capabilities, SiteFacts

PATIENT = Patience()


def wiki(wiki_id: str) -> Wiki:
    """Find a wiki.

    Raises:
        NotFound: there is none.
    """
    try:
        return Wiki.objects.select_related("community").get(id=wiki_id)
    except Wiki.DoesNotExist:
        raise NotFound from None


def wiki_for(community_id: str) -> Wiki:
    """Find the wiki of a community: its own, or the nearest above.

    Raises:
        NotFound: there is no such community.
        NoWiki: nobody has connected one.
    """
    path = [place.id for place in ancestors(community_id)]
    found = {
        one.community_id: one
        for one in Wiki.objects.filter(community__in=path).select_related("community")
    }
    nearest = next((found[place] for place in path if place in found), None)
    if nearest is None:
        raise NoWiki
    return nearest


def every_wiki() -> list[Wiki]:
    """List every connected wiki, in the order of their communities' short names."""
    return list(Wiki.objects.select_related("community").order_by("community__slug"))


def client_for(wiki: Wiki, *, patience: Patience = PATIENT) -> MediaWiki:
    """Make a client with our login on a wiki, to be used in a ``with`` statement."""
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


def _credentials(wiki: Wiki) -> Credentials:
    plain = json.loads(settings.COMITY_KEYS.open(sealed_for(wiki), bytes(wiki.credentials)))
    if plain["login"]:
        return BotPassword(plain["login"], plain["secret"])
    return BearerToken(plain["secret"])


def sealed_for(wiki: Wiki) -> str:
    """Name the purpose of a sealed login, which fits no other wiki."""
    return f"wiki-credentials {wiki.id}"
