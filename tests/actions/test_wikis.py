from datetime import UTC, date, datetime

import pytest

from comity.access.rules import Permission
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import Later, NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.kernel.sealing import CannotOpen
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.record.models import Line, Reaction
from comity.wikis import queries, tasks
from comity.wikis.actions import check_wiki, connect_wiki
from comity.wikis.errors import (
    CredentialsNotUsable,
    NoWiki,
    WikiAddressNotUsable,
    WikiRefusesUs,
    WikiUnreachable,
)
from comity.wikis.models import Wiki
from comity.wikis.rules import Editing, Pointer, read_pointer
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import somebody
from tests.factories.wikis import WikiFactory
from tests.wiki.liar import Liar, refused, told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def connect(community, **changes):
    detail = {
        "api_url": "https://hill.example/w/api.php",
        "login": "Keeper@comity",
        "secret": "words of a bot",
        "by": OPERATOR,
        "now": NOW,
    }
    return connect_wiki(community_id=community.id, **(detail | changes))


def test_a_community_is_connected_to_a_wiki():
    place = CommunityFactory()
    wiki = connect(place)
    assert queries.wiki_for(place.id) == wiki
    assert queries.every_wiki() == [wiki]
    assert wiki.provider == "wiki"
    line = Line.objects.get()
    assert (line.kind, line.subject) == ("wiki:connected", wiki.id)
    assert Reaction.objects.get().handler == "comity.wikis.tasks.check"


def test_the_login_can_only_be_read_by_the_service():
    wiki = connect(CommunityFactory())
    wiki.refresh_from_db()
    assert b"words of a bot" not in bytes(wiki.credentials)
    assert b"Keeper" not in bytes(wiki.credentials)


def test_the_login_of_one_wiki_does_not_fit_another():
    first, second = WikiFactory(), WikiFactory()
    second.credentials = first.credentials
    with pytest.raises(CannotOpen):
        queries.client_for(second)


def test_connecting_again_renews_the_login():
    place = CommunityFactory()
    first = connect(place)
    Wiki.objects.update(capabilities={"login": "Keeper"}, trouble="wiki_refuses_us")
    second = connect(place, secret="other words")
    assert first.id == second.id
    assert second.trouble == ""
    assert second.capabilities == {}
    assert Wiki.objects.count() == 1


def test_a_person_may_connect_only_where_they_were_granted():
    place = CommunityFactory()
    granted = actor(somebody(Permission.WIKI_CONNECT, on=place))
    assert connect(place, by=granted)
    with pytest.raises(NotPermitted):
        connect(CommunityFactory(), by=granted)


def test_a_community_that_is_not_there_cannot_be_connected():
    with pytest.raises(NotFound):
        connect_wiki(
            community_id=new_id(),
            api_url="https://hill.example/api.php",
            secret="token",
            by=OPERATOR,
            now=NOW,
        )


@pytest.mark.parametrize(
    "api_url",
    [
        "",
        "http://hill.example/api.php",
        "ftp://hill.example/api.php",
        "https://hill.example/",
        "https://hill.example/api.php?x=1",
        "https://hill.example/api.php#x",
        "https://user:word@hill.example/api.php",
        "https://hill.example:port/api.php",
        "https://[hill.example/api.php",
        "https:///api.php",
        "https://hill example/api.php",
        "https://hill.example/" + "a" * 500 + "/api.php",
        "http://127.0.0.1.example/api.php",
    ],
)
def test_an_address_that_could_leak_the_login_is_refused(api_url):
    with pytest.raises(WikiAddressNotUsable) as refusal:
        connect(CommunityFactory(), api_url=api_url)
    assert refusal.value.field == "api_url"


@pytest.mark.parametrize(
    "api_url", ["http://127.0.0.1:8080/api.php", "http://[::1]/api.php", "http://localhost/api.php"]
)
def test_a_wiki_on_the_same_machine_needs_no_https(api_url):
    assert connect(CommunityFactory(), api_url=api_url)


@pytest.mark.parametrize(
    ("login", "secret", "field"),
    [("Keeper", "words", "login"), ("Keeper@comity", "", "secret"), ("", "  ", "secret")],
)
def test_a_login_that_is_none_is_refused(login, secret, field):
    with pytest.raises(CredentialsNotUsable) as refusal:
        connect(CommunityFactory(), login=login, secret=secret)
    assert refusal.value.field == field


def test_the_nearest_wiki_above_counts():
    movement = MovementFactory()
    place = CommunityFactory(parent=movement)
    below = CommunityFactory(parent=place)
    above = WikiFactory(community=movement)
    assert queries.wiki_for(below.id) == above
    own = WikiFactory(community=place)
    assert queries.wiki_for(below.id) == own
    assert queries.wiki_for(movement.id) == above


def test_a_community_without_any_wiki_is_told_so():
    with pytest.raises(NoWiki):
        queries.wiki_for(CommunityFactory().id)


def test_a_wiki_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        queries.wiki(new_id())
    with pytest.raises(NotFound):
        check_wiki(wiki_id=new_id(), by=OPERATOR, now=NOW)


def test_an_edit_can_be_named_before_the_wiki_was_ever_asked():
    site = queries.site_of(WikiFactory(api_url="https://hill.example/w/api.php"))
    assert read_pointer("https://hill.example/w/index.php?oldid=7", site) == Pointer(7)
    assert read_pointer("https://hill.example/wiki/Special:PermaLink/7", site) == Pointer(7)


def test_nothing_can_be_done_on_a_wiki_that_was_never_asked():
    assert not queries.capabilities_of(WikiFactory()).can_block


@pytest.fixture
def liar():
    with Liar() as liar:
        yield liar


@pytest.fixture
def wiki(liar):
    return WikiFactory(api_url=liar.api_url, login="", secret="key to the gate")


WHO = told({"query": {"userinfo": {"id": 1, "name": "Keeper"}}})
SITE = told(
    {
        "query": {
            "general": {
                "sitename": "Hill Wiki",
                "lang": "ar",
                "server": "//hill.example",
                "script": "/w/index.php",
                "articlepath": "/wiki/$1",
                "time": "2026-03-01T12:00:00Z",
            },
            "namespaces": {"-1": {"id": -1, "name": "خاص", "canonical": "Special"}},
            "namespacealiases": [],
            "specialpagealiases": [{"realname": "Diff", "aliases": ["فرق"]}],
        }
    }
)
CAN = told(
    {
        "query": {
            "extensions": [{"name": "OAuth"}],
            "specialpagealiases": [],
            "userinfo": {"rights": ["block", "edit"]},
        }
    }
)
MODULES = told(
    {
        "paraminfo": {
            "modules": [
                {"path": "block", "parameters": [{"name": "partial"}, {"name": "newblock"}]},
                {
                    "path": "query+logevents",
                    "parameters": [{"name": "type", "type": ["block", "delete"]}],
                },
            ]
        }
    }
)
SURVEY = told(
    {
        "query": {
            "general": {"generator": "MediaWiki 1.39.17"},
            "usergroups": [
                {"name": "*", "rights": ["read"]},
                {"name": "signed", "rights": ["read", "edit"]},
            ],
            "userinfo": {"changeablegroups": {"add": ["signed"], "remove": ["signed"]}},
        }
    }
)
GOOD = (WHO, SITE, CAN, MODULES, SURVEY)


def test_what_a_wiki_allows_is_looked_up_and_kept(liar, wiki):
    liar.says(*GOOD)
    assert check_wiki(wiki_id=wiki.id, by=OPERATOR, now=NOW) is None
    wiki.refresh_from_db()
    assert (wiki.name, wiki.trouble, wiki.checked_on) == ("Hill Wiki", "", date(2026, 3, 1))
    found = queries.capabilities_of(wiki)
    assert found.can_block
    assert found.partial_blocks
    assert found.several_blocks
    assert found.oauth
    assert not found.page_restrictions
    assert not found.email
    assert not found.rename_log
    survey = queries.survey_of(wiki)
    assert survey.version == "1.39.17"
    assert survey.editing("signed") is Editing.ONLY_GROUP
    assert survey.can_keep("signed")
    assert not survey.can_keep("sysop")
    assert wiki.answered_on == date(2026, 3, 1)
    site = queries.site_of(wiki)
    assert site.language == "ar"
    assert read_pointer("https://hill.example/wiki/خاص:فرق/5/7", site) == Pointer(7, 5)


def test_a_wiki_that_refuses_us_is_kept_as_such(liar, wiki):
    liar.says(refused("mwoauth-invalid-authorization"))
    assert isinstance(check_wiki(wiki_id=wiki.id, by=OPERATOR, now=NOW), WikiRefusesUs)
    wiki.refresh_from_db()
    assert wiki.trouble == "wiki_refuses_us"
    assert Line.objects.get().kind == "wiki:checked"


def test_what_was_known_is_not_forgotten_when_a_wiki_is_down(liar, wiki):
    liar.says(*GOOD)
    check_wiki(wiki_id=wiki.id, by=OPERATOR, now=NOW)
    liar.says(refused("internal_api_error_DBConnectionError"))
    assert isinstance(check_wiki(wiki_id=wiki.id, by=OPERATOR, now=NOW), WikiUnreachable)
    wiki.refresh_from_db()
    assert wiki.name == "Hill Wiki"
    assert wiki.trouble == "wiki_unreachable"
    assert queries.capabilities_of(wiki).can_block


def test_only_who_may_connect_may_have_it_checked(wiki):
    stranger = actor(somebody(on=wiki.community))
    with pytest.raises(NotPermitted):
        check_wiki(wiki_id=wiki.id, by=stranger, now=NOW)


def test_a_wiki_that_is_down_is_asked_again_later(liar, wiki):
    liar.says(refused("readonly"))
    with pytest.raises(Later):
        tasks.check(wiki.id, NOW)


def test_a_wiki_that_refuses_us_is_not_asked_again(liar, wiki):
    liar.says(refused("mwoauth-invalid-authorization"))
    tasks.check(wiki.id, NOW)
    liar.says(*GOOD)
    assert check_wiki(wiki_id=wiki.id, by=SYSTEM, now=NOW) is None


def test_the_account_behind_a_name_is_found(liar, wiki):
    person = told({"query": {"users": [{"userid": 7, "name": "Ferron", "editcount": 1}]}})
    liar.says(WHO, person, told({"query": {"logevents": []}}))
    assert queries.accounts_ever_named(wiki, "ferron") == [AccountRef("wiki", "7", "Ferron")]
