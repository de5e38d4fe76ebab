"""A respondent shows their account at its home and gets what waits for it."""

import pytest
from django.test import Client

from comity.cases.models import Delivery
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import add_provider
from comity.people.models import Account
from comity.people.rules import Registration
from tests.factories.people import NOW
from tests.harness.html import parse
from tests.harness.oauth import CLIENT, SECRET, PaperProvider

SHOWN = "/en/messages/shown/"


@pytest.fixture
def home(story):
    with PaperProvider(account=(story.user.number, story.user.name)) as running:
        site = Registration("wiki", "Lantern wiki", running.rest_url, CLIENT, SECRET)
        add_provider(site=site, by=Actor(ActorKind.OPERATOR, "terminal"), now=NOW)
        yield running


def arrive(client, home):
    page = parse(client.get("/en/account/elsewhere/wiki/messages/").content.decode())
    there = next(a.get("href") for a in page.all("a") if "/oauth2/" in (a.get("href") or ""))
    return client.get(home.agree(there))


def test_the_receipt_is_shown_once_to_whoever_showed_the_account(story, home):
    story.delivered()
    client = Client()
    assert arrive(client, home).url == SHOWN
    page = client.get(SHOWN).content.decode()
    assert story.user.name in page
    assert not Delivery.objects.get().released
    answer = client.post(SHOWN)
    assert answer.status_code == 200
    assert "receipt" in answer.cookies
    assert Delivery.objects.get().released
    assert client.get("/en/messages/case/").status_code == 200
    assert not Account.objects.exists()


def test_another_account_gets_nothing(story, home):
    story.delivered()
    home.account = (home.account[0] + 1, "Magpie")
    client = Client()
    arrive(client, home)
    answer = client.post(SHOWN)
    assert "receipt" not in answer.cookies
    assert not Delivery.objects.get().released


def test_the_account_counts_once(story, home):
    story.delivered()
    client = Client()
    arrive(client, home)
    client.post(SHOWN)
    client.cookies.pop("receipt")
    assert client.post(SHOWN).url == "/en/messages/"


def test_an_account_shown_for_signing_in_opens_no_messages(story, home):
    story.delivered()
    client = Client()
    page = parse(client.get("/en/account/elsewhere/wiki/sign_in/").content.decode())
    there = next(a.get("href") for a in page.all("a") if "/oauth2/" in (a.get("href") or ""))
    client.get(home.agree(there))
    assert client.post(SHOWN).url == "/en/messages/"
    assert not Delivery.objects.get().released
