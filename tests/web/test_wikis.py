"""The pages on which a wiki is connected, checked and disconnected."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.record.actions import run_due
from comity.wikis import queries
from comity.wikis.models import SharedLogin, Wiki
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, somebody
from tests.factories.wikis import WikiFactory
from tests.web.serving import at_browser, confirm, text_of
from tests.wiki.liar import Liar, refused

pytestmark = pytest.mark.django_db
SECRET = "words of a bot"
SURVEY = {
    "version": "1.39.17",
    "groups": ["*", "signed", "sysop"],
    "editors": ["*"],
    "can_add": ["signed"],
    "can_remove": ["signed"],
}
CAN = {
    "login": "Gatekeeper",
    "rights": ["read", "edit", "createtalk", "block", "delete"],
    "partial_blocks": True,
    "page_restrictions": True,
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def place():
    return CommunityFactory(slug="hill", name="The Hill Wiki")


@pytest.fixture
def keeper(place):
    client = at_browser(somebody(Permission.WIKI_CONNECT, on=place))
    confirm(client)
    return client


def page(name, *parts):
    return reverse(f"wikis:{name}", args=parts or ["hill"] if name != "wikis" else [])


def seen(client, name="wiki", *parts):
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(client.get(page(name, *parts)))).split())


def checked(place, **changes):
    told = {"capabilities": CAN, "survey": SURVEY, "checked_on": NOW.date(), "name": "Hill Wiki"}
    return WikiFactory(community=place, answered_on=NOW.date(), **(told | changes))


def test_a_community_without_a_wiki_is_led_to_connecting_one(keeper):
    assert "No wiki is connected here." in seen(keeper)
    assert page("connect") in text_of(keeper.get(page("wiki")))


def test_a_wiki_is_connected_and_asked(keeper, place):
    with Liar() as liar:
        liar.says(refused("badtoken", "Who are you?"))
        typed = {"api_url": liar.api_url, "login": "Gatekeeper@comity", "secret": SECRET}
        answer = keeper.post(page("connect"), typed, follow=True)
        assert "It is being asked what we may do." in text_of(answer)
        assert "The wiki is being asked right now." in text_of(answer)
        run_due(now=NOW)
    told = seen(keeper)
    assert "The wiki does not let us do this. It says: Who are you?" in told
    assert "It lets our login in" in told
    assert SECRET not in text_of(keeper.get(page("wiki")))


def test_a_password_never_comes_back(keeper):
    typed = {"api_url": "http://hill.example/api.php", "login": "Gatekeeper@c", "secret": SECRET}
    answer = keeper.post(page("connect"), typed)
    assert answer.status_code == 422
    assert "http://hill.example/api.php" in text_of(answer)
    assert SECRET not in text_of(answer)
    assert not Wiki.objects.exists()


def test_what_is_missing_says_why_and_how_to_grant_it(keeper, place):
    checked(place)
    told = seen(keeper)
    assert "Everything is there without which nothing works." in told
    assert "We may read deleted edits missing Not strictly needed" in told
    assert "What is reported is often deleted before a body sees it." in told
    assert "View deleted files and pages" in told
    assert "deletedhistory" in told
    assert "Our login holds nothing that it never uses too much" in told
    assert "The wiki says: delete" in told
    assert "Gatekeeper" in told


def test_what_is_needed_and_missing_is_said_at_the_top(keeper, place):
    checked(place, capabilities=CAN | {"rights": ["read"]})
    told = seen(keeper)
    assert "Something is missing without which decisions are not carried out." in told
    assert "We may block accounts, and lift blocks missing" in told


def test_a_check_is_asked_for_and_not_waited_for(keeper, place):
    wiki = checked(place)
    answer = keeper.post(page("check"), follow=True)
    assert "Look again in a moment." in text_of(answer)
    assert queries.wiki(wiki.id).checking


def test_disconnecting_says_what_is_left_undone(keeper, place):
    wiki = checked(place)
    assert "No measure runs there." in seen(keeper, "disconnect")
    answer = keeper.post(page("disconnect"), follow=True)
    assert "our login there is forgotten" in text_of(answer)
    assert "This wiki was disconnected on" in text_of(answer)
    assert bytes(queries.wiki(wiki.id).credentials) == b""


@pytest.mark.parametrize("name", ["wiki", "connect", "disconnect"])
def test_nobody_else_sees_these_pages(place, name):
    checked(place)
    stranger = at_browser(somebody(Permission.CODE_EDIT, on=place))
    confirm(stranger)
    assert stranger.get(page(name)).status_code == 403
    assert Client().get(page(name)).status_code == 401


@pytest.mark.parametrize("name", ["connect", "disconnect"])
def test_dangerous_pages_ask_once_more_who_it_is(place, name):
    checked(place)
    client = at_browser(somebody(Permission.WIKI_CONNECT, on=place))
    answer = client.post(page(name), {"api_url": "https://hill.example/api.php", "secret": SECRET})
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]
    assert SECRET not in answer.headers["Location"]
    assert Wiki.objects.get().disconnected_on is None


def test_a_place_that_is_not_there_is_not_found(keeper):
    assert keeper.get(page("wiki", "nowhere")).status_code == 404
    assert keeper.post(page("check")).status_code == 404


def test_the_list_shows_those_somebody_looks_after_by_state(keeper, place):
    checked(place, trouble="wiki_slow")
    WikiFactory(community=CommunityFactory(name="Another one"))
    told = seen(keeper, "wikis")
    assert "The Hill Wiki" in told
    assert "does not work" in told
    assert "Another one" not in told
    answer = keeper.get(reverse("wikis:wikis"), {"state": "works"})
    assert "There is no such wiki." in text_of(answer)
    answer = keeper.get(reverse("wikis:wikis"), {"state": "no such state", "page": "77"})
    assert "The Hill Wiki" in text_of(answer)


def test_who_looks_after_nothing_is_told_so():
    client = at_browser(PersonFactory())
    assert "You look after no wiki yet." in text_of(client.get(reverse("wikis:wikis")))


def test_a_long_list_comes_in_pages_and_takes_no_more_queries(place):
    places = [place, *(CommunityFactory() for _ in range(54))]
    for one in places:
        checked(one)
    person = somebody(*[Permission.WIKI_CONNECT], on=place)
    client = at_browser(person)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("wikis:wikis"))
    for one in places[1:]:
        Grant.objects.create(person_id=person.id, permission=Permission.WIKI_CONNECT, on=one.id)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(reverse("wikis:wikis"))
    assert len(many) == len(few)
    assert "Page 1 of 2" in text_of(answer)


def test_a_login_is_shared_by_choice(keeper, place):
    typed = {
        "community": place.id,
        "name": "All hills",
        "domain": "hill.example",
        "login": "Gatekeeper@comity",
        "secret": SECRET,
    }
    answer = keeper.post(reverse("wikis:add_login"), typed, follow=True)
    assert "Only for wikis in" in text_of(answer)
    assert SECRET not in text_of(answer)
    login = SharedLogin.objects.get()
    assert "All hills (hill.example)" in text_of(keeper.get(page("connect")))
    wrong = {"api_url": "https://dale.example/api.php", "way": login.id}
    answer = keeper.post(page("connect"), wrong)
    assert answer.status_code == 422
    assert "only for wikis in hill.example" in text_of(answer)
    keeper.post(page("connect"), {"api_url": "https://ar.hill.example/api.php", "way": login.id})
    assert queries.own_wiki(place.id).shared_login == login
    assert "Forget this login" not in text_of(keeper.get(reverse("wikis:logins")))
    answer = keeper.post(reverse("wikis:drop_login", args=[login.id]))
    assert answer.status_code == 409


def test_a_shared_login_that_nothing_uses_is_forgotten(keeper, place):
    login = SharedLogin.objects.create(
        community=place, name="All", domain="hill.example", credentials=b"x"
    )
    answer = keeper.post(reverse("wikis:drop_login", args=[login.id]), follow=True)
    assert "The login is forgotten." in text_of(answer)
    assert not SharedLogin.objects.exists()


def test_who_looks_after_nothing_adds_no_shared_login():
    client = at_browser(PersonFactory())
    confirm(client)
    assert client.get(reverse("wikis:add_login")).status_code == 403
