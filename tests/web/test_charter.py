"""The page where anyone reads the numbers that were agreed on."""

import json
import tomllib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.charter import queries
from comity.charter.actions import adopt_charter, adopt_local_charter
from comity.kernel.ids import new_id
from tests.factories.charter import InstallationFactory
from tests.factories.codes import OPERATOR
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
SMALL = queries.shipped("small")
LARGEST = 30_000


@pytest.fixture
def first():
    InstallationFactory()
    return adopt_charter(text=SMALL, by=OPERATOR, now=NOW)


@pytest.fixture
def project():
    return CommunityFactory(parent=MovementFactory(slug="lantern"), slug="lighthouse")


@pytest.fixture
def get(client):
    def fetch(address):
        page = client.get(address)
        return page.status_code, page.content.decode()

    return fetch


def own(project, text="[deadlines]\ntriage = 2\n"):
    return adopt_local_charter(
        path=[project.id, project.parent_id], below=(), text=text, by=OPERATOR, now=NOW
    )


@pytest.mark.usefixtures("first")
def test_the_numbers_are_said_in_plain_sentences_with_their_sources(get):
    status, page = get("/en/charter/")
    assert status == 200
    assert "The numbers we agreed on" in page
    assert "A report is confirmed within 3 days." in page
    assert "When somebody is in danger, a person looks within 3 hours, day and night." in page
    assert "Everybody concerned hears where a case stands. At most 4 weeks." in page
    assert "Member of a panel" in page
    assert "<li>A term lasts at most 730 days.</li>" in page
    assert "Resolution of the Lantern assembly" in page
    assert "Agreed" in page
    assert "M0 … M2" in page
    assert "It was decided on appeal, and nothing leads beyond that." in page
    assert "Version 1, in force since" in page


@pytest.mark.parametrize("name", queries.SHIPPED)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_light(client, name, language):
    InstallationFactory()
    adopt_charter(text=queries.shipped(name), by=OPERATOR, now=NOW)
    page = client.get(f"/{language}/charter/", headers={"Accept-Encoding": "gzip"})
    assert len(page.content) <= LARGEST


@pytest.mark.usefixtures("first")
def test_the_page_asks_for_no_more_with_more_versions(client):
    client.get("/en/charter/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/charter/")
    for days in (2, 1):
        text = SMALL.replace("triage = 3 ", f"triage = {days} ")
        adopt_charter(text=text, by=OPERATOR, now=NOW)
    client.get("/en/charter/")
    with CaptureQueriesContext(connection) as more:
        client.get("/en/charter/")
    assert len(more) == len(few)


def test_an_earlier_version_stays_readable_and_says_that_it_is_over(get, first):
    adopt_charter(text=SMALL.replace("triage = 3 ", "triage = 2 "), by=OPERATOR, now=NOW)
    status, page = get(f"/en/charter/versions/{first.id}/")
    assert status == 200
    assert "no longer in force" in page
    assert "within 3 days" in page
    _status, page = get("/en/charter/")
    assert "declined with reasons within 2 days." in page
    assert f"/en/charter/changes/{first.id}/" in page
    assert "since" in page


def test_what_changed_says_whether_it_protects_more_or_less(get, first):
    text = SMALL.replace("triage = 3 ", "triage = 2 ").replace("answer = 7 ", "answer = 5 ")
    second = adopt_charter(text=text, by=OPERATOR, now=NOW)
    status, page = get(f"/en/charter/changes/{first.id}/{second.id}/")
    assert status == 200
    assert "deadlines.triage" in page
    assert page.index("deadlines.triage") < page.index("deadlines.answer")
    assert "Protects more" in page
    assert "Protects less" in page
    assert "<ins>" in page
    _status, same = get(f"/en/charter/changes/{first.id}/{first.id}/")
    assert "Both versions say the same." in same


@pytest.mark.usefixtures("first")
def test_a_community_without_its_own_shows_what_holds_there(get, project):
    status, page = get(f"/en/charter/in/{project.slug}/")
    assert status == 200
    assert "This community has no numbers of its own. These hold here." in page


@pytest.mark.usefixtures("first")
def test_what_a_community_set_itself_is_marked(get, project):
    version = own(project)
    for address in (f"/en/charter/in/{project.slug}/", f"/en/charter/versions/{version.id}/"):
        status, page = get(address)
        assert status == 200
        assert page.count("Set by the community") == 1
        assert "declined with reasons within 2 days." in page
    assert "declined with reasons within 3 days." in get("/en/charter/")[1]


def test_the_text_can_be_downloaded(client, first):
    toml = client.get(f"/en/charter/versions/{first.id}/toml/")
    assert toml.content.decode() == SMALL
    assert "attachment" in toml["Content-Disposition"]
    told = json.loads(client.get(f"/en/charter/versions/{first.id}/json/").content)
    assert told["hash"] == first.hash
    assert told["values"]["deadlines"] == tomllib.loads(SMALL)["deadlines"]


@pytest.mark.usefixtures("first")
def test_what_is_not_there_is_not_found(get, first):
    missing = new_id()
    for address in (
        "/en/charter/in/nowhere/",
        f"/en/charter/versions/{missing}/",
        f"/en/charter/versions/{missing}/toml/",
        f"/en/charter/versions/{first.id}/pdf/",
        f"/en/charter/changes/{missing}/{first.id}/",
    ):
        assert get(address)[0] == 404


def test_a_charter_of_the_first_format_says_that_it_names_no_sources(get):
    InstallationFactory()
    old = SMALL.partition("# Where the numbers come from.")[0].replace("format = 2\n", "")
    adopt_charter(text=old, by=OPERATOR, now=NOW)
    status, page = get("/en/charter/")
    assert status == 200
    assert "This charter does not say where its numbers come from." in page
    assert "Who handles what" not in page


@pytest.mark.usefixtures("first")
def test_the_foot_and_the_about_page_lead_there(get):
    MovementFactory(slug="lantern")
    for address in ("/en/help/", "/en/about/"):
        assert 'href="/en/charter/"' in get(address)[1]
