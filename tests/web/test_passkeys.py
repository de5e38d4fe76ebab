"""Passkeys from end to end, each in software."""

import json
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from tests.factories.people import PersonFactory
from tests.web.passkey import HERE, Passkey
from tests.web.serving import confirm, text_of
from tests.web.test_second_step import FORGED

pytestmark = pytest.mark.django_db

ME = "/en/account/"
NEW = ME + "second-step/passkeys/new/"
CONFIRM = ME + "second-step/passkeys/confirm/"
ALONE = ME + "sign-in/passkey/"
SECOND = ME + "second-step/"
PASSWORD = "the password of every day"


@pytest.fixture
def client():
    return browser()


def browser():
    return Client(headers={"host": HERE})


@pytest.fixture
def person(client):
    somebody = PersonFactory(username="petrel")
    somebody.set_password(PASSWORD)
    somebody.save()
    client.force_login(somebody)
    confirm(client)
    return somebody


@pytest.fixture
def passkey(client, person):
    made = Passkey()
    answer = client.post(NEW, {"name": "My phone", "credential": made.make(asked(client, NEW))})
    assert answer.status_code == 302, text_of(answer)
    return made


def asked(client, page):
    """Read what the page wants the browser to ask a passkey for."""
    return json.loads(unescape(text_of(client.get(page)).split('data-options="')[1].split('"')[0]))


def asked_alone(client):
    return client.get(ALONE, headers={"Accept": "application/json"}).json()


def is_in(client):
    return client.get(ME).status_code == 200


def password_typed(client):
    client.logout()
    return client.post(ME + "sign-in/", {"login": "petrel", "password": PASSWORD})


def test_a_passkey_is_made_and_recovery_codes_with_it(client, person, passkey):
    assert {kept.type for kept in Authenticator.objects.all()} == {"webauthn", "recovery_codes"}
    assert "My phone" in text_of(client.get(SECOND + "settings/"))


def test_nothing_of_a_passkey_stands_in_the_table_in_the_clear(client, person, passkey):
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert "phone" not in stored
    assert "credential" not in stored


def test_a_passkey_without_a_name_gets_one(client, person):
    made = Passkey().make(asked(client, NEW))
    client.post(NEW, {"name": "", "credential": made})
    assert Authenticator.objects.get(type="webauthn").data["name"] == "A passkey"


def test_a_passkey_alone_signs_in_and_leads_on(passkey):
    client = browser()
    answer = client.post(
        ALONE, {"credential": passkey.use(asked_alone(client)), "next": ME + "signed-in/"}
    )
    assert answer.url == ME + "signed-in/"
    assert is_in(client)
    assert client.get(NEW).status_code == 200  # signing in was confirming


def test_a_passkey_works_while_the_password_is_guessed_at(passkey):
    client = browser()
    for _ in range(6):
        client.post(ME + "sign-in/", {"login": "petrel", "password": "guessed"})
    client.post(ALONE, {"credential": passkey.use(asked_alone(client))})
    assert is_in(client)


def test_a_passkey_is_the_second_step_after_the_password(client, passkey):
    assert password_typed(client).url == SECOND
    client.post(SECOND, {"credential": passkey.use(asked(client, SECOND))})
    assert is_in(client)


def test_a_passkey_confirms_that_it_is_them(client, person, passkey):
    client.logout()
    client.force_login(person)
    assert client.get(NEW).status_code == 302
    used = passkey.use(asked(client, CONFIRM + "?next=" + NEW))
    assert client.post(CONFIRM, {"credential": used, "next": NEW}).url == NEW
    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"verifies": False},
        {"origin": "https://elsewhere.example"},
        {"id": bytes(16)},
        {"key": Passkey().key},
        {"owner": "bm9ib2R5"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_this_passkey_lets_nobody_in(passkey, change):
    client = browser()
    for name, value in change.items():
        setattr(passkey, name, value)
    answer = client.post(ALONE, {"credential": passkey.use(asked_alone(client))}, follow=True)
    assert "The passkey was not recognised" in text_of(answer)
    assert not is_in(client)


def test_an_answer_is_good_for_one_question(passkey):
    client = browser()
    answer = passkey.use(asked_alone(client))
    asked_alone(client)
    client.post(ALONE, {"credential": answer})
    assert not is_in(client)


def test_a_removed_passkey_opens_nothing(client, passkey):
    kept = Authenticator.objects.get(type="webauthn")
    client.post(f"{SECOND}passkeys/{kept.id}/remove/")
    assert not Authenticator.objects.exists()
    client.logout()
    client.post(ALONE, {"credential": passkey.use(asked_alone(client))})
    assert not is_in(client)


def test_a_closed_account_stays_closed(client, person, passkey):
    person.is_active = False
    person.save()
    somewhere = browser()
    somewhere.post(ALONE, {"credential": passkey.use(asked_alone(somewhere))})
    assert not is_in(somewhere)


def test_whoever_lost_a_passkey_comes_in_with_a_recovery_code_and_makes_another(client, passkey):
    lost = Authenticator.objects.get(type="webauthn")
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    password_typed(client)
    assert "type one of your recovery codes" in text_of(client.get(SECOND))
    client.post(SECOND, {"code": code})
    assert is_in(client)
    client.post(NEW, {"name": "My new phone", "credential": Passkey().make(asked(client, NEW))})
    client.post(f"{SECOND}passkeys/{lost.id}/remove/")
    page = text_of(client.get(SECOND + "settings/"))
    assert "My new phone" in page
    assert "You have 9 codes left." in page


@pytest.mark.parametrize("answer", FORGED)
def test_what_is_no_answer_of_a_passkey_confirms_nothing(client, person, passkey, answer):
    client.logout()
    client.force_login(person)
    client.get(CONFIRM)
    assert client.post(CONFIRM, {"credential": answer}).status_code == 422
    assert client.get(NEW).status_code == 302


@pytest.mark.parametrize("answer", FORGED)
def test_what_is_no_answer_of_a_passkey_is_no_second_step(client, passkey, answer):
    password_typed(client)
    page = client.post(SECOND, {"credential": answer})
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert not is_in(client)
