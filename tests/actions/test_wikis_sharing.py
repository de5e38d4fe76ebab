"""Checking on demand, disconnecting, and logins that several wikis share."""

import pytest

from comity.access.rules import Permission
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.people.queries import actor
from comity.record.actions import run_due
from comity.record.models import Line, Reaction
from comity.wikis import queries
from comity.wikis.actions import (
    ask_for_check,
    connect_wiki,
    disconnect_wiki,
    drop_shared_login,
    keep_shared_login,
)
from comity.wikis.errors import (
    NoWiki,
    SharedLoginElsewhere,
    SharedLoginInUse,
    SharedLoginNotUsable,
    WikiDisconnected,
)
from comity.wikis.models import SharedLogin
from comity.wikis.queries import Standing
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, somebody
from tests.factories.wikis import WikiFactory
from tests.wiki.liar import Liar, refused

pytestmark = pytest.mark.django_db
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
CHANGE = {"by": OPERATOR, "now": NOW}


def family(community, **changes):
    given = {
        "name": "All hills",
        "domain": "hill.example",
        "login": "Keeper@comity",
        "secret": "words of a bot",
    }
    return keep_shared_login(community_id=community.id, **(given | CHANGE | changes))


def connected(place, login, address="https://ar.hill.example/w/api.php", by=OPERATOR):
    return connect_wiki(
        community_id=place.id, api_url=address, shared_login_id=login.id, by=by, now=NOW
    )


def test_a_check_that_was_asked_for_is_done_by_the_worker():
    with Liar() as liar:
        liar.says(refused("badtoken", "Who are you?"))
        wiki = WikiFactory(api_url=liar.api_url)
        ask_for_check(wiki_id=wiki.id, **CHANGE)
        assert queries.wiki(wiki.id).checking
        assert run_due(now=NOW) == 1
    found = queries.wiki(wiki.id)
    assert (found.checking, found.trouble, found.trouble_said) == (
        False,
        "wiki_refuses_us",
        "Who are you?",
    )


def test_asking_twice_before_the_answer_is_there_asks_once():
    wiki = WikiFactory()
    ask_for_check(wiki_id=wiki.id, **CHANGE)
    ask_for_check(wiki_id=wiki.id, **CHANGE)
    assert Reaction.objects.count() == 1


def test_a_stranger_may_neither_have_a_wiki_checked_nor_disconnect_it():
    wiki = WikiFactory()
    stranger = actor(somebody(Permission.WIKI_CONNECT, on=CommunityFactory()))
    for act in (ask_for_check, disconnect_wiki):
        with pytest.raises(NotPermitted):
            act(wiki_id=wiki.id, by=stranger, now=NOW)
    assert not Line.objects.exists()


def test_a_disconnected_wiki_has_no_login_and_serves_nobody():
    wiki = WikiFactory(capabilities={"rights": ["block"]}, survey={"version": "1.39"})
    disconnect_wiki(wiki_id=wiki.id, **CHANGE)
    found = queries.own_wiki(wiki.community_id)
    assert bytes(found.credentials) == b""
    assert (found.capabilities, found.survey) == ({}, {})
    assert queries.standing_of(found) is Standing.DISCONNECTED
    assert queries.every_wiki() == []
    with pytest.raises(NoWiki):
        queries.wiki_for(wiki.community_id)
    for ask in (queries.client_for, lambda one: ask_for_check(wiki_id=one.id, **CHANGE)):
        with pytest.raises(WikiDisconnected):
            ask(found)


def test_disconnecting_twice_is_put_on_record_once():
    wiki = WikiFactory()
    for _ in range(2):
        disconnect_wiki(wiki_id=wiki.id, **CHANGE)
    assert [line.kind for line in Line.objects.all()] == ["wiki:disconnected"]


def test_a_disconnected_wiki_can_be_connected_again():
    wiki = WikiFactory()
    disconnect_wiki(wiki_id=wiki.id, **CHANGE)
    again = connect_wiki(
        community_id=wiki.community_id,
        api_url="https://hill.example/api.php",
        secret="a token",
        **CHANGE,
    )
    assert again.id == wiki.id
    assert queries.wiki_for(wiki.community_id).disconnected_on is None


def test_several_wikis_share_one_login_by_choice():
    place, other = CommunityFactory(), CommunityFactory()
    login = family(place)
    first = connected(place, login)
    second = connected(other, login, "https://hill.example/api.php")
    assert queries.wikis_sharing(login.id) == [first, second]
    assert bytes(first.credentials) == b""
    with queries.client_for(second):
        pass
    login.refresh_from_db()
    assert b"words of a bot" not in bytes(login.credentials)


def test_a_shared_login_is_sent_to_no_other_domain():
    place = CommunityFactory()
    login = family(place)
    for address in (
        "https://hill.example.thief.example/api.php",
        "https://otherhill.example/api.php",
        "https://thief.example/hill.example/api.php",
    ):
        with pytest.raises(SharedLoginElsewhere) as refusal:
            connected(place, login, address)
        assert refusal.value.detail["domain"] == "hill.example"


def test_nobody_uses_a_shared_login_that_others_look_after():
    place = CommunityFactory()
    login = family(CommunityFactory())
    keeper = actor(somebody(Permission.WIKI_CONNECT, on=place))
    with pytest.raises(NotPermitted):
        connected(place, login, by=keeper)
    assert queries.shared_logins(keeper) == []
    assert queries.shared_logins(OPERATOR) == [login]


def test_renewing_a_shared_login_asks_every_wiki_that_uses_it():
    place = CommunityFactory()
    with Liar() as liar:
        liar.says(refused("badtoken", "Who are you?"))
        login = family(place, domain="127.0.0.1")
        wiki = connected(place, login, liar.api_url)
        run_due(now=NOW)
        liar.requests.clear()
        assert family(place, domain="127.0.0.1", secret="new words").id == login.id
        assert run_due(now=NOW) == 1
        assert liar.requests
    assert queries.wiki(wiki.id).trouble == "wiki_refuses_us"


def test_a_shared_login_cannot_move_away_from_its_wikis():
    place = CommunityFactory()
    connected(place, family(place))
    with pytest.raises(SharedLoginNotUsable) as refusal:
        family(place, domain="dale.example")
    assert refusal.value.field == "domain"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"domain": ""}, "domain"),
        ({"domain": "example"}, "domain"),
        ({"domain": "https://hill.example"}, "domain"),
        ({"domain": "hill.example/w"}, "domain"),
        ({"domain": "*.hill.example"}, "domain"),
    ],
)
def test_a_shared_login_needs_a_name_and_a_domain(given, field):
    with pytest.raises(SharedLoginNotUsable) as refusal:
        family(CommunityFactory(), **given)
    assert refusal.value.field == field


def test_a_shared_login_is_dropped_when_nothing_uses_it_any_more():
    place = CommunityFactory()
    login = family(place)
    wiki = connected(place, login)
    with pytest.raises(SharedLoginInUse):
        drop_shared_login(shared_login_id=login.id, **CHANGE)
    disconnect_wiki(wiki_id=wiki.id, **CHANGE)
    drop_shared_login(shared_login_id=login.id, **CHANGE)
    assert not SharedLogin.objects.exists()
    with pytest.raises(NotFound):
        queries.shared_login(new_id())


def test_who_looks_after_some_wikis_sees_those_by_how_they_stand():
    place = CommunityFactory(slug="a-hill")
    wiki = WikiFactory(community=place, trouble="wiki_slow", checked_on=NOW.date())
    WikiFactory()
    keeper = actor(somebody(Permission.WIKI_CONNECT, on=place))
    assert list(queries.wikis_kept_by(keeper)) == [wiki]
    assert queries.wikis_kept_by(OPERATOR).count() == 2
    standings = {one: queries.wikis_kept_by(keeper, standing=one).count() for one in Standing}
    assert standings.pop(Standing.TROUBLED) == 1
    assert set(standings.values()) == {0}
    assert queries.standing_of(wiki) is Standing.TROUBLED
