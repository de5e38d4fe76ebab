"""Feeds that anybody can follow, as feed readers and caches meet them."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from comity.codes import actions
from comity.communities import actions as communities
from comity.communities.rules import Kind
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW
from tests.harness.html import parse

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["codes/", "codes/movement/", "record/"]


def feed(client, path, language="en"):
    response = client.get(f"/{language}/feeds/{path}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314, it is our own


def entries(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def movement():
    return MovementFactory(name="Lantern movement")


@pytest.mark.usefixtures("movement")
@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("filled", [False, True])
def test_a_feed_has_what_rfc_4287_asks_for(client, movement, path, filled):
    if filled:
        in_force(community=movement)
    root = feed(client, path)
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for once in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{once}")) == 1
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
        assert part.findtext(f"{ATOM}id").startswith("tag:localhost,2026:")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert bool(ids) is filled
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.COMITY_URL}/en/feeds/{path}"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Comity"


def test_a_frozen_version_and_a_published_draft_are_told_too(client, movement):
    version = draft(universal(), community=movement)
    actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    drafted = "Lantern movement: edition 1 of the draft of version 1"
    assert entries(feed(client, "codes/")) == [drafted]
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    frozen = "Lantern movement: version 1 of the code is frozen"
    for path in FEEDS[:2]:
        assert entries(feed(client, path)) == [frozen, drafted]
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    assert entries(feed(client, "codes/")) == [
        "Lantern movement: version 1 of the code",
        drafted,
    ]


def test_every_version_that_came_into_force_is_told_and_no_draft(client, movement):
    community = CommunityFactory(slug="heron", name="Heron wiki")
    in_force(community=movement)
    in_force(local(), community=community)
    draft(universal(), community=movement)
    root = feed(client, "codes/")
    assert sorted(entries(root)) == [
        "Heron wiki: version 1 of the code",
        "Lantern movement: version 1 of the code",
    ]
    assert entries(feed(client, "codes/heron/")) == ["Heron wiki: version 1 of the code"]


def test_an_entry_leads_to_its_page(client, movement):
    in_force(community=movement)
    [entry] = feed(client, "codes/").iter(f"{ATOM}entry")
    address = entry.find(f"{ATOM}link").get("href").removeprefix(settings.COMITY_URL)
    assert client.get(address).status_code == 200


def test_the_language_stands_in_the_address(client, movement):
    in_force(community=movement)
    root = feed(client, "codes/", "ar")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    english = feed(client, "codes/")
    assert root.findtext(f"{ATOM}id") != english.findtext(f"{ATOM}id")


def test_the_open_record_tells_of_codes_and_communities_and_of_no_person(client, movement):
    communities.create_community(
        slug="heron",
        kind=Kind.PROJECT,
        names={"en": "Heron wiki"},
        languages=["en"],
        parent_id=movement.id,
        by=OPERATOR,
        now=NOW,
    )
    in_force(community=movement)
    root = feed(client, "record/")
    assert entries(root) == [
        "Version 1 of the code was put in force.",
        "Version 1 of the code was frozen. What it says will not change.",
        "A community joined the movement.",
    ]
    addresses = [entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")]
    assert addresses[-1] == f"{settings.COMITY_URL}/en/communities/heron/"


@pytest.mark.usefixtures("movement")
@pytest.mark.parametrize("path", FEEDS)
def test_what_did_not_change_is_not_sent_again(client, path):
    first = client.get(f"/en/feeds/{path}")
    assert first["Cache-Control"].startswith("public")
    again = client.get(f"/en/feeds/{path}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(f"/en/feeds/{path}", headers=since).status_code == 304


def test_what_changed_is_sent_again(client, movement):
    first = client.get("/en/feeds/codes/")
    in_force(community=movement)
    again = client.get("/en/feeds/codes/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert entries(ET.fromstring(again.content))  # noqa: S314, it is our own


def test_words_that_xml_cannot_hold_break_no_feed(client, movement):
    in_force(universal(title={"en": "A\x0b <b>&"}, summary={"en": "B\x01 <i>"}), community=movement)
    [entry] = feed(client, "codes/").iter(f"{ATOM}entry")
    assert "B &lt;i&gt;" in entry.findtext(f"{ATOM}summary")


def test_a_feed_of_no_community_is_not_there(client, movement):
    assert client.get("/en/feeds/codes/nowhere/").status_code == 404


def test_feed_readers_find_the_feed_and_reporters_pages_name_none(client, movement):
    def named(address):
        html = parse(client.get(address).content.decode())
        return [link.get("href") for link in html.all("link") if link.get("rel") == "alternate"]

    assert named("/en/about/") == ["/en/feeds/codes/"]
    assert named("/en/help/") == []


def test_a_feed_sets_no_cookie(client, movement):
    assert not client.get("/en/feeds/codes/").cookies


def test_look_ups_do_not_grow_with_the_list(client, movement, django_assert_num_queries):
    in_force(community=movement)
    for _ in range(3):
        in_force(local(), community=CommunityFactory())
    with django_assert_num_queries(5):
        feed(client, "codes/")
    with django_assert_num_queries(3):
        feed(client, "record/")
