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
from comity.wikis import facts, queries
from comity.wikis.errors import (
    CredentialsNotUsable,
    SharedLoginElsewhere,
    SharedLoginInUse,
    SharedLoginNotUsable,
    WikiAddressNotUsable,
    WikiTrouble,
)
from comity.wikis.mediawiki import Patience
from comity.wikis.models import LONGEST_SAYING, SharedLogin, Wiki
from comity.wikis.rules import belongs, is_domain, usable

LOOK = Patience(tries=1, longest_answer=10)
"""A check asks about ten questions; somebody may be waiting for the answer."""

LONGEST_LABEL = 80


@transaction.atomic
def connect_wiki(
    *,
    community_id: str,
    api_url: str,
    by: Actor,
    now: datetime,
    secret: str = "",
    login: str = "",
    shared_login_id: str = "",
    provider: str = WIKI,
) -> Wiki:
    """Connect a community to the wiki it lives on, or renew the login there.

    The wiki itself is asked later, by the reaction to this fact or by ``check_wiki``.

    Args:
        community_id: the community.
        api_url: of the wiki's ``api.php``.
        by: who may connect wikis to this community, and to that of a shared login.
        now: the moment.
        secret: the password of a bot, or an OAuth 2 token; empty for a shared login.
        login: ``Name@app``, as ``Special:BotPasswords`` gives it; empty for a token.
        shared_login_id: a login that several wikis share, instead of one of its own.
        provider: of the accounts there.

    Raises:
        NotFound: there is no such community or shared login.
        NotPermitted: ``by`` may not connect wikis to it, or not use the shared login.
        WikiAddressNotUsable: the address could leak the secret, or leads to no API.
        CredentialsNotUsable: it is neither a bot's login nor a token.
        SharedLoginElsewhere: the wiki lies outside the domain of the shared login.
    """
    place = community(community_id)
    require(by, Permission.WIKI_CONNECT, on=place)
    if not usable(api_url):
        raise WikiAddressNotUsable(field="api_url")
    shared = _shared(shared_login_id, api_url, by) if shared_login_id else None
    if shared is None:
        _require_credentials(login, secret)
    wiki = Wiki.objects.filter(community=place).select_for_update().first()
    wiki = wiki or Wiki(community=place)
    if wiki.api_url != api_url:
        wiki.name, wiki.site, wiki.answered_on = "", {}, None
    wiki.api_url, wiki.provider, wiki.shared_login = api_url, provider, shared
    wiki.credentials = b"" if shared else _sealed(queries.sealed_for(wiki), login, secret)
    wiki.capabilities, wiki.survey, wiki.trouble, wiki.trouble_said = {}, {}, "", ""
    wiki.checked_on, wiki.checking, wiki.disconnected_on = None, True, None
    wiki.save()
    fact = facts.WikiConnected(subject=wiki.id, community=community_id, api_url=api_url)
    record(fact, by=by, now=now)
    return wiki


@transaction.atomic
def disconnect_wiki(*, wiki_id: str, by: Actor, now: datetime) -> None:
    """Forget our login on a wiki. What was done there stays as it is; doing it twice is nothing.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may not connect wikis to its community.
    """
    wiki = queries.wiki(wiki_id)
    require(by, Permission.WIKI_CONNECT, on=wiki.community_id)
    if wiki.disconnected_on is not None:
        return
    wiki.credentials, wiki.shared_login = b"", None
    wiki.capabilities, wiki.survey, wiki.trouble, wiki.trouble_said = {}, {}, "", ""
    wiki.checking, wiki.disconnected_on = False, day_of(now)
    wiki.save()
    fact = facts.WikiDisconnected(subject=wiki.id, community=wiki.community_id)
    record(fact, by=by, now=now)


@transaction.atomic
def keep_shared_login(
    *,
    community_id: str,
    name: str,
    domain: str,
    login: str,
    secret: str,
    by: Actor,
    now: datetime,
) -> SharedLogin:
    """Keep a login that several wikis of one domain share, or renew the one of this name.

    Raises:
        NotFound: there is no such community.
        NotPermitted: ``by`` may not connect wikis to it.
        SharedLoginNotUsable: the name or the domain is none, or wikis lie outside the domain.
        CredentialsNotUsable: it is neither a bot's login nor a token.
    """
    place = community(community_id)
    require(by, Permission.WIKI_CONNECT, on=place)
    name, domain = name.strip(), domain.strip().lower()
    if not name or len(name) > LONGEST_LABEL:
        raise SharedLoginNotUsable(field="name")
    if not is_domain(domain):
        raise SharedLoginNotUsable(field="domain")
    _require_credentials(login, secret)
    shared = SharedLogin.objects.filter(community=place, name=name).select_for_update().first()
    shared = shared or SharedLogin(community=place, name=name)
    if not all(belongs(wiki.api_url, domain) for wiki in queries.wikis_sharing(shared.id)):
        raise SharedLoginNotUsable(field="domain")
    shared.domain = domain
    shared.credentials = _sealed(queries.shared_sealed_for(shared), login, secret)
    shared.save()
    fact = facts.SharedLoginKept(
        subject=shared.id, community=community_id, name=name, domain=domain
    )
    record(fact, by=by, now=now)
    return shared


@transaction.atomic
def drop_shared_login(*, shared_login_id: str, by: Actor, now: datetime) -> None:
    """Forget a login that no wiki uses any more.

    Raises:
        NotFound: there is none.
        NotPermitted: ``by`` may not connect wikis to its community.
        SharedLoginInUse: wikis use it.
    """
    shared = queries.shared_login(shared_login_id)
    require(by, Permission.WIKI_CONNECT, on=shared.community_id)
    if count := len(queries.wikis_sharing(shared.id)):
        raise SharedLoginInUse(count=count)
    fact = facts.SharedLoginDropped(
        subject=shared.id, community=shared.community_id, name=shared.name
    )
    shared.delete()
    record(fact, by=by, now=now)


@transaction.atomic
def ask_for_check(*, wiki_id: str, by: Actor, now: datetime) -> None:
    """Have a wiki checked soon. While one check has not come back, no other is asked for.

    Raises:
        NotFound: there is no such wiki.
        NotPermitted: ``by`` may not connect wikis to its community.
        WikiDisconnected: we have no login there.
    """
    wiki = queries.wiki(wiki_id)
    require(by, Permission.WIKI_CONNECT, on=wiki.community_id)
    queries.require_login(wiki)
    if Wiki.objects.filter(id=wiki.id, checking=False).update(checking=True):
        record(facts.WikiCheckAsked(subject=wiki.id), by=by, now=now)


def check_wiki(
    *, wiki_id: str, by: Actor, now: datetime, patience: Patience = LOOK
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
            site, can, survey = client.site(), client.capabilities(), client.survey()
    except WikiTrouble as error:
        trouble = error
    else:
        wiki.name, wiki.site, wiki.capabilities = site.name[:200], site.as_json(), can.as_json()
        wiki.survey, wiki.answered_on = survey.as_json(), day_of(now)
    wiki.trouble = trouble.code if trouble else ""
    wiki.trouble_said = str(trouble.detail.get("text", ""))[:LONGEST_SAYING] if trouble else ""
    wiki.checked_on, wiki.checking = day_of(now), False
    with transaction.atomic():
        wiki.save(update_fields=list(CHECKED))
        record(facts.WikiChecked(subject=wiki.id, trouble=wiki.trouble), by=by, now=now)
    return trouble


CHECKED = (
    *("answered_on", "capabilities", "checked_on", "checking", "name", "site"),
    *("survey", "trouble", "trouble_said"),
)
"""What a check writes, and nothing else: somebody may have renewed the login meanwhile."""


def _require_credentials(login: str, secret: str) -> None:
    if not secret.strip() or (login and "@" not in login):
        raise CredentialsNotUsable(field="secret" if not secret.strip() else "login")


def _sealed(purpose: str, login: str, secret: str) -> bytes:
    plain = json.dumps({"login": login.strip(), "secret": secret.strip()}).encode()
    return settings.COMITY_KEYS.seal(purpose, plain)


def _shared(shared_login_id: str, api_url: str, by: Actor) -> SharedLogin:
    """Find a shared login that somebody may use for this wiki."""
    shared = queries.shared_login(shared_login_id)
    require(by, Permission.WIKI_CONNECT, on=shared.community_id)
    if not belongs(api_url, shared.domain):
        raise SharedLoginElsewhere(field="api_url", domain=shared.domain)
    return shared
