from datetime import UTC, datetime

import pytest

from comity.kernel.actors import Actor, ActorKind
from comity.record.actions import run_due
from comity.wikis import queries
from comity.wikis.actions import connect_wiki
from comity.wikis.rules import Beside, read_pointer
from tests.factories.communities import CommunityFactory

pytestmark = [pytest.mark.real_wiki, pytest.mark.django_db]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def connect(wiki, secret):
    return connect_wiki(
        community_id=CommunityFactory().id,
        api_url=wiki.api_url,
        login=wiki.bot_name,
        secret=secret,
        by=OPERATOR,
        now=NOW,
    )


def test_a_community_that_was_connected_knows_its_wiki(wiki, user, page):
    connected = connect(wiki, wiki.bot_password)
    assert run_due(now=NOW) == 1
    found = queries.wiki_for(connected.community_id)
    assert (found.name, found.trouble) == ("Hill Wiki", "")
    assert queries.capabilities_of(found).can_block

    number = user.edit(page, "Beans and thistles.")
    address = f"{wiki.url}/index.php?title=Garden&diff=prev&oldid={number}"
    pointer = read_pointer(address, queries.site_of(found))
    assert (pointer.revision, pointer.beside) == (number, Beside.PREVIOUS)
    with queries.client_for(found) as client:
        evidence = client.evidence(pointer)
    assert evidence.newer.author == user.id
    assert evidence.older.text == "Beans and peas."
    [account] = queries.accounts_ever_named(found, user.name)
    assert (account.provider, account.subject) == ("wiki", str(user.id))


def test_a_community_that_was_connected_with_a_wrong_password_is_told_so(wiki):
    connected = connect(wiki, "x" * 32)
    assert run_due(now=NOW) == 1
    assert queries.wiki(connected.id).trouble == "wiki_refuses_us"
