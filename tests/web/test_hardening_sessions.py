"""What a browser holds of somebody, and when it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from comity.people import sessions
from comity.people.models import Session
from comity.web import receipts
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db

PASSWORD = "seven quiet rivers run"
ME = "/en/account/"
HOUR = timedelta(hours=1)


@pytest.fixture
def person():
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, person):
    return client.post("/en/account/sign-in/", {"login": person.username, "password": PASSWORD})


def cookie(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_in_begins_a_session_with_a_new_cookie(person):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = cookie(client)
    sign_in(client, person)
    assert cookie(client) != planted
    assert not Session.objects.filter(id=sessions.id_of(planted)).exists()
    assert Client(headers={"Cookie": f"session={planted}"}).get(ME).status_code != 200


def test_confirming_goes_on_in_a_session_with_a_new_cookie(person):
    client = at_browser(person)
    before = cookie(client)
    client.post("/en/account/confirm/", {"password": PASSWORD})
    assert cookie(client) != before
    assert client.get(ME).status_code == 200
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert client.get(ME).status_code != 200


def test_a_wrong_password_changes_no_cookie(person):
    client = at_browser(person)
    before = cookie(client)
    client.post("/en/account/confirm/", {"password": "nine quiet rivers run"})
    assert cookie(client) == before


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(person):
    client = Client()
    sign_in(client, person)
    kept = cookie(client)
    client.post("/en/account/sign-out/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get(ME).status_code != 200


def test_a_session_ends_twelve_hours_after_something_was_last_done(person):
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, person)
        clock.shift(11 * HOUR)
        assert client.get(ME).status_code == 200
        clock.shift(2 * HOUR)
        assert client.get(ME).status_code != 200


def test_a_busy_session_ends_after_a_week(person):
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, person)
        worked = [works_for(client, clock) for _ in range(19)]
    assert all(worked[:15])
    assert not any(worked[-2:])


def works_for(client, clock):
    """Do something, come back eleven hours later, and tell whether the session still opens."""
    client.post("/en/account/confirm/", {"password": PASSWORD})
    clock.shift(11 * HOUR)
    return client.get(ME).status_code == 200


def test_a_browser_that_is_closed_forgets_its_session(person):
    client = Client()
    sign_in(client, person)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.cookies[settings.SESSION_COOKIE_NAME]["expires"] == ""


def test_reading_in_public_leaves_no_cookie():
    client = Client()
    for address in ("/en/", "/en/words/", "/en/privacy/", "/en/help/", "/en/communities/"):
        client.get(address)
    assert dict(client.cookies) == {}


def test_a_receipts_cookie_ends_with_the_browser_and_after_an_hour():
    assert timedelta(minutes=60) == receipts.LIFETIME
