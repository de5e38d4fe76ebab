"""What somebody reads when something went wrong: what happened, what can be done, where to turn."""

import pytest
from django.core.exceptions import BadRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from comity.web import errors
from tests.harness.html import parse

pytestmark = pytest.mark.django_db
REFUSALS = ["400.html", "403.html", "404.html", "413.html", "500.html", "csrf.html", "refusal.html"]


def drawn(template, **context):
    return parse(render_to_string(template, context))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("template", REFUSALS)
def test_every_refusal_says_what_happened_and_leads_home_without_a_look_up(
    template, language, settings, django_assert_num_queries
):
    settings.COMITY_CONTACT = "keeper@lantern.example"
    with translation.override(language), django_assert_num_queries(0):
        html = drawn(template)
    [root] = html.all("html")
    assert root.get("lang") == language
    assert len(list(html.all("h1"))) == 1
    links = [link.get("href") for link in html.all("a")]
    assert f"/{language}/" in links
    assert f"/{language}/help/" in links
    assert "mailto:keeper@lantern.example" in links


def test_a_page_that_is_not_there_offers_search_and_the_way_to_a_receipt(client):
    response = client.get("/en/no-such-page/")
    html = parse(response.content.decode())
    assert response.status_code == 404
    assert [form.get("action") for form in html.all("form")] == ["/en/search/"]
    [main] = html.all("main")
    assert any("receipt" in link.get("href") for link in main.all("a"))


def test_what_could_not_be_read_offers_search_too():
    response = errors.bad_request(RequestFactory().post("/en/"), BadRequest("case 8YQM0ZBGNDZVA"))
    html = parse(response.content.decode())
    assert [form.get("action") for form in html.all("form")] == ["/en/search/"]
    assert "8YQM0ZBGNDZVA" not in html.text()


def test_where_something_broke_no_search_is_offered_that_would_break_too():
    assert not list(drawn("500.html").all("form"))


def test_where_nobody_said_how_to_be_reached_nothing_is_promised(client, settings):
    settings.COMITY_CONTACT = ""
    assert "run this service" not in client.get("/en/no-such-page/").content.decode()
