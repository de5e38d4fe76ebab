"""The first five minutes, with no script: everything is within two links of the first page."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from comity.bodies.queries import bodies_at
from comity.cli.sandbox import load
from comity.codes.queries import effective_code
from comity.communities.queries import children, root
from tests.harness.html import parse

LANGUAGES = [tag for tag, _name in settings.LANGUAGES]
ORDER = ["code", "path", "consulting", "community", "report", "help", "responsible", "sign"]


class Visit:
    """Somebody who has just come, reads in their language and follows links."""

    def __init__(self, language):
        self.client = Client()
        self.home = f"/{language}/"
        self.read = {}

    def page(self, address):
        """Read a page, once."""
        path = urlsplit(address).path
        if path not in self.read:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            self.read[path] = parse(answer.content.decode())
        return self.read[path]

    def links(self, address):
        """List where a page leads inside this place, as it is written there."""
        return {
            link.get("href")
            for link in self.page(address).all("a")
            if (link.get("href") or "").startswith(self.home)
        }

    def within_two_links(self):
        """List everything that is one or two links from the first page."""
        first = self.links(self.home)
        return first.union(*map(self.links, sorted(first)))


@pytest.fixture
def movement(db):
    """Load the invented movement, as whoever tries the sandbox finds it."""
    load.load(now=timezone.now())
    return root()


@pytest.fixture(params=LANGUAGES)
def visit(request, movement):
    with translation.override(request.param):
        yield Visit(request.param)


def test_the_first_page_says_everything_in_the_order_of_what_people_need(visit):
    headings = [node.get("id") for node in visit.page(visit.home).all("h2") if node.get("id")]
    assert headings == ORDER


def test_the_bare_address_leads_to_the_first_page(visit):
    language = visit.home.strip("/")
    answer = Client().get("/", headers={"accept-language": language})
    assert answer.url == visit.home


def test_whatever_a_newcomer_needs_is_within_two_links(visit, movement):
    names = ("codes:code", "communities:communities", "reports:start", "get_help", "signup:sign")
    wanted = {reverse(name) for name in names}
    wanted |= {reverse("bodies:body", args=[one.slug]) for one in bodies_at(movement.id)}
    wanted |= {reverse("communities:community", args=[one.slug]) for one in children(movement.id)}
    assert wanted - visit.within_two_links() == set()


def test_the_process_is_a_line_with_one_place_where_we_are(visit):
    steps = [node for node in visit.page(visit.home).all("li") if node.within("ol")]
    here = [node for node in steps if node.get("aria-current") == "step"]
    assert (len(steps), len(here)) == (5, 1)


def test_every_provision_leads_to_its_example_to_a_report_and_to_who_decides(visit, movement):
    reached = visit.within_two_links()
    provisions = effective_code(movement.id).provisions
    assert provisions
    for one in provisions:
        page = reverse("codes:provision", args=[movement.slug, one.id])
        assert f"{page}#example" in reached
        assert visit.page(page).text()
        [example] = [n for n in visit.page(page).all("h2") if n.get("id") == "example"]
        assert example.text()
        links = visit.links(page)
        for wanted in (f"{reverse('reports:start')}?", reverse("communities:who")):
            leads = {link for link in links if link.startswith(wanted)}
            assert leads, (one.id, wanted)
            assert leads <= reached, (one.id, wanted)


def test_a_report_that_begins_at_a_provision_knows_it(visit, movement):
    one = effective_code(movement.id).provisions[0]
    page = reverse("codes:provision", args=[movement.slug, one.id])
    [report] = {x for x in visit.links(page) if x.startswith(f"{reverse('reports:start')}?")}
    fields = {node.get("name"): node.get("value") for node in visit.page(report).all("input")}
    assert fields["provision"] == one.id


def test_who_decides_is_answered_in_place_with_a_contact(visit, movement):
    one = effective_code(movement.id).provisions[0]
    page = reverse("codes:provision", args=[movement.slug, one.id])
    [decides] = {x for x in visit.links(page) if x.startswith(reverse("communities:who"))}
    assert list(visit.page(decides).all("form"))


def test_every_page_on_the_way_stands_in_the_readers_language_and_direction(visit):
    language = visit.home.strip("/")
    for address in sorted({urlsplit(link).path for link in visit.links(visit.home)}):
        [whole] = visit.page(address).all("html")
        assert whole.get("lang") == language
        assert whole.get("dir") == ("rtl" if language == "ar" else "ltr")
