"""Addresses of the house itself: over an onion service, and where weaknesses are reported."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from comity.config import environment
from tests.factories.consultations import opened
from tests.factories.people import NOW
from tests.skins.pages import PAGES
from tests.skins.situation import situation
from tests.skins.test_permissions import addresses
from tests.web.consulting import send, url
from tests.web.hardening import faults
from tests.web.serving import at, text_of
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

ONION = f"http://{'abcdefg234567' * 5}".replace("http://", "")[:56] + ".onion"
SEALED = ("account", "arrive", "cases:", "mfa_", "people:", "reports:", "respond:", "vault:")
SEALED += ("signup:sign", "signup:look", "signup:refuse", "signup:group", "wikis:", "operators:")
CONTACTS = ("mailto:locks@lantern.example", "https://lantern.example/locks", "tel:+49-30-1234")


@pytest.fixture
def onion(settings):
    settings.COMITY_ONION_URL = f"http://{ONION}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ONION]
    return settings.COMITY_ONION_URL


def test_a_public_page_names_the_same_page_over_the_onion(client, onion):
    answer = client.get("/en/words/?q=a%20b")
    assert answer.headers["Onion-Location"] == f"{onion}/en/words/?q=a%20b"


def test_only_pages_for_all_name_it_and_only_to_people_who_hold_nothing(onion):
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            named = {
                (who, name)
                for who in ("nobody", "the reporter", "a member")
                for name, row in PAGES.items()
                for address in addresses(here, name, row)[:1]
                if "Onion-Location" in here.roles[who].browser.get(address).headers
            }
    assert {who for who, _name in named} == {"nobody"}
    pages = {name for _who, name in named}
    assert {"home", "privacy", "codes:code", "bodies:body"} <= pages
    assert not [name for name in pages if name.startswith(SEALED)]


@pytest.mark.parametrize(
    "address", ["/en/nowhere/", "/en/feeds/codes/", "/api/v1/bodies", "/static/comity.css"]
)
def test_what_is_no_page_names_no_onion(client, onion, address):
    answer = client.get(address)
    answer.close()
    assert "Onion-Location" not in answer.headers


def test_whoever_holds_a_receipt_of_a_consultation_is_not_led_away_from_it(onion):
    browser, round_ = Client(), opened()
    assert "Onion-Location" in browser.get(url("round", round_.consultation_id, round_)).headers
    assert send(browser, round_).status_code == 302
    page = browser.get(url("part", round_.consultation_id))
    assert page.status_code == 200
    assert "Onion-Location" not in page.headers
    assert "Onion-Location" not in Client().get(url("enter")).headers


def test_over_the_onion_itself_nothing_is_named_and_feeds_stay_there(client, onion):
    asked = {"headers": {"Host": ONION}}
    assert "Onion-Location" not in client.get("/en/words/", **asked).headers
    feed = text_of(client.get("/en/feeds/codes/", **asked))
    assert f'href="{onion}/en/feeds/codes/"' in feed
    assert f'href="{onion}/' not in text_of(client.get("/en/feeds/codes/"))


def test_without_an_onion_nothing_is_named(client):
    assert "Onion-Location" not in client.get("/en/words/").headers


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_onion_address_of_the_third_version_is_taken(scheme):
    assert environment.onion("NAME", f"{scheme}://{ONION}/") == f"{scheme}://{ONION}"
    assert environment.onion("NAME", "") == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ONION,
        f"ftp://{ONION}",
        f"http://{ONION}/page",
        f"http://{ONION}:80",
        "http://expyuzz4wqqyqhjn.onion",
        f"http://{'a' * 55}1.onion",
        "http://lantern.example",
        f"http://{ONION}\nSet-Cookie: a=b",
    ],
)
def test_what_is_no_onion_address_is_refused_with_what_to_write(wrong):
    with pytest.raises(ImproperlyConfigured, match=r"NAME is .*write http://"):
        environment.onion("NAME", wrong)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("", ()),
        ("locks@lantern.example", CONTACTS[:1]),
        (" locks@lantern.example, https://lantern.example/locks ,tel:+49-30-1234", CONTACTS),
    ],
)
def test_people_are_reached_by_letter_page_or_telephone(written, understood):
    assert environment.addresses("NAME", written) == understood


@pytest.mark.parametrize(
    "wrong", ["the office", "http://lantern.example", "tel:12", "javascript:a", "a@b\nContact: c"]
)
def test_an_address_at_which_nobody_is_reached_is_refused(wrong):
    with pytest.raises(ImproperlyConfigured, match="NAME holds"):
        environment.addresses("NAME", wrong)


def test_whoever_found_a_weakness_is_told_whom_to_tell(client, settings):
    settings.COMITY_SECURITY_CONTACT = CONTACTS
    with time_machine.travel(NOW, tick=False):
        answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert list(faults(answer)) == []
    lines = text_of(answer).splitlines()
    told = [tuple(line.split(": ", 1)) for line in lines]
    assert [value for name, value in told if name == "Contact"] == list(CONTACTS)
    assert ("Canonical", f"{settings.COMITY_URL}/.well-known/security.txt") in told
    [ends] = [datetime.fromisoformat(value) for name, value in told if name == "Expires"]
    assert ends.tzinfo == UTC
    assert timedelta(days=30) < ends - NOW < timedelta(days=365)
    assert len(told) == len(CONTACTS) + 2


def test_where_nobody_is_named_there_is_no_such_file(client, settings):
    settings.COMITY_SECURITY_CONTACT = ()
    assert client.get("/.well-known/security.txt").status_code == 404


def test_it_can_be_read_and_not_written(client, settings):
    settings.COMITY_SECURITY_CONTACT = CONTACTS
    assert client.post("/.well-known/security.txt").status_code == 405
