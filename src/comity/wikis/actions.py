"""Everything that changes which wikis we know and what we know about them."""

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.communities.queries import community
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.spans import day_of
from comity.people.rules import WIKI
from comity.record.actions import record
from comity.wikis import queries
from comity.wikis.errors import CredentialsNotUsable, WikiAddressNotUsable, WikiTrouble
from comity.wikis.facts import WikiChecked, WikiConnected
from comity.wikis.mediawiki import Patience
from comity.wikis.models import Wiki
from comity.wikis.rules import usable

ONCE = Patience(tries=1)


@transaction.atomic
def connect_wiki(
    *,
    community_id: str,
    api_url: str,
    secret: str,
    by: Actor,
    now: datetime,
    login: str = "",
    provider: str = WIKI,
) -> Wiki:
    """Connect a community to the wiki it lives on, or renew the login there.

    The wiki itself is asked later, by the reaction to this fact or by ``check_wiki``.

    Args:
        community_id: the community.
        api_url: of the wiki's ``api.php``.
        secret: the password of a bot, or an OAuth 2 token.
        by: who may connect wikis to this community.
        now: the moment.
        login: ``Name@app``, as ``Special:BotPasswords`` gives it; empty for a token.
        provider: of the accounts there.

    Raises:
        NotFound: there is no such community.
        NotPermitted: ``by`` may not connect wikis to it.
        WikiAddressNotUsable: the address could leak the secret, or leads to no API.
        CredentialsNotUsable: it is neither a bot's login nor a token.
    """
    place = community(community_id)
    require(by, Permission.WIKI_CONNECT, on=place)
    if not usable(api_url):
        raise WikiAddressNotUsable(field="api_url")
    if not secret.strip() or (login and "@" not in login):
        raise CredentialsNotUsable(field="secret" if not secret.strip() else "login")
    wiki = Wiki.objects.filter(community=place).select_for_update().first()
    wiki = wiki or Wiki(community=place)
    if wiki.api_url != api_url:
        wiki.name, wiki.site = "", {}
    wiki.api_url, wiki.provider = api_url, provider
    plain = json.dumps({"login": login.strip(), "secret": secret.strip()}).encode()
    wiki.credentials = settings.COMITY_KEYS.seal(queries.sealed_for(wiki), plain)
    wiki.capabilities, wiki.trouble, wiki.checked_on = {}, "", None
    wiki.save()
    record(WikiConnected(subject=wiki.id, community=community_id, api_url=api_url), by=by, now=now)
    return wiki


def check_wiki(
    *, wiki_id: str, by: Actor, now: datetime, patience: Patience = ONCE
) -> WikiTrouble | None:
    """Ask a wiki what it is and what our login there may do, and keep the answer.

    Nothing is locked while the wiki is asked.

    Returns:
        What went wrong, which is kept as well; nothing if the wiki answered.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may not connect wikis to its community.
    """
    wiki = queries.wiki(wiki_id)
    if by != SYSTEM:
        require(by, Permission.WIKI_CONNECT, on=wiki.community_id)
    trouble = None
    try:
        with queries.client_for(wiki, patience=patience) as client:
            site, can = client.site(), client.capabilities()
    except WikiTrouble as error:
        trouble = error
    else:
        wiki.name, wiki.site, wiki.capabilities = site.name[:200], site.as_json(), can.as_json()
    wiki.trouble = trouble.code if trouble else ""
    wiki.checked_on = day_of(now)
    with transaction.atomic():
        wiki.save(update_fields=["name", "site", "capabilities", "trouble", "checked_on"])
        record(WikiChecked(subject=wiki.id, trouble=wiki.trouble), by=by, now=now)
    return trouble
