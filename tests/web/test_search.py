"""The search as somebody meets it who has no account and no script."""

import pytest

from comity.search import actions
from comity.search.queries import PAGE
from tests.factories.bodies import BodyFactory
from tests.factories.codes import in_force
from tests.factories.communities import CommunityFactory
from tests.harness.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def _something():
    in_force()
    community = CommunityFactory(name="Heron wiki")
    BodyFactory(community=community, name="Heron panel", slug="heron-panel")
    actions.rebuild()


def page(client, query="", language="en"):
    response = client.get(f"/{language}/search/{query}")
    assert response.status_code == 200
    return parse(response.content.decode())


def results(html):
    return [link for heading in html.all("h3") for link in heading.all("a")]


def test_before_the_first_search_there_is_one_field_and_no_list(client):
    html = page(client)
    [field] = [one for one in html.all("input") if one.get("name") == "q"]
    assert field.get("value") == ""
    assert not list(html.all("ol")) or not results(html)


@pytest.mark.usefixtures("_something")
def test_what_was_typed_stands_in_the_field_and_what_was_found_leads_on(client):
    html = page(client, "?q=kind")
    [field] = [one for one in html.all("input") if one.get("name") == "q"]
    assert field.get("value") == "kind"
    [link] = results(html)
    assert link.text() == "Kindness"
    assert client.get(link.get("href")).status_code == 200


@pytest.mark.usefixtures("_something")
def test_what_was_looked_for_is_marked(client):
    html = page(client, "?q=insult")
    assert [mark.text() for mark in html.all("mark")] == ["Insult"]


@pytest.mark.usefixtures("_something")
def test_another_language_is_named_and_marked_for_screen_readers(client):
    html = page(client, "?q=الجواب")
    [link] = results(html)
    assert link.get("lang") == "ar"
    assert "Arabic" in html.text()
    [own] = results(page(client, "?q=الجواب", "ar"))
    assert own.get("lang") is None


@pytest.mark.usefixtures("_something")
def test_each_sort_can_be_chosen_and_tells_how_many_there_are(client):
    html = page(client, "?q=heron")
    choices = {
        link.text(): link.get("href")
        for link in html.all("a")
        if (link.get("href") or "").startswith("?q=")
    }
    assert set(choices) == {"Everything (2)", "Bodies (1)", "Communities (1)"}
    html = page(client, choices["Bodies (1)"])
    [link] = results(html)
    assert link.get("href") == "/en/bodies/heron-panel/"
    assert "1 result" in html.text()


@pytest.mark.usefixtures("_something")
def test_nothing_found_says_so_and_leads_on(client):
    html = page(client, "?q=zebra")
    assert "Nothing was found." in html.text()
    assert any(link.get("href") == "/en/communities/" for link in html.all("a"))


def test_a_long_list_has_pages(client):
    for number in range(PAGE + 1):
        CommunityFactory(name=f"Heron {number}")
    actions.rebuild()
    html = page(client, "?q=heron")
    [further] = [link for link in html.all("a") if link.get("rel") == "next"]
    html = page(client, further.get("href"))
    assert len(results(html)) == 1
    assert "First page" in html.text()


@pytest.mark.usefixtures("_something")
@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?q=heron&page=-1",
        "?q=heron&page=999999",
        "?q=heron&what=person",
        "?q=" + "a" * 9000,
    ],
)
def test_what_makes_no_sense_is_answered_all_the_same(client, query):
    page(client, query)


@pytest.mark.usefixtures("_something")
def test_what_was_typed_runs_nothing(client):
    response = client.get("/en/search/", {"q": "<script>alert(1)</script>"})
    assert b"<script>alert" not in response.content


@pytest.mark.usefixtures("_something")
def test_a_search_takes_three_look_ups(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        page(client, "?q=heron")


@pytest.mark.usefixtures("_something")
def test_a_search_leaves_no_cookie(client):
    response = client.get("/en/search/?q=heron")
    assert not response.cookies
