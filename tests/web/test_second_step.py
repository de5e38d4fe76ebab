"""Signing in, confirming and recovering with a second step, without script."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.utils import timezone

from comity.people.actions import tries
from tests.factories.bodies import SeatFactory
from tests.factories.people import PersonFactory
from tests.web.serving import confirm, text_of

pytestmark = pytest.mark.django_db

ME = "/en/account/"
HOW = ME + "second-step/settings/"
APP = ME + "second-step/app/"
CODES = ME + "second-step/codes/"
SECOND = ME + "second-step/"
PASSKEYS = ME + "second-step/passkeys/"
PASSWORD = "the password of every day"


@pytest.fixture
def person(client):
    somebody = PersonFactory(username="skua")
    somebody.set_password(PASSWORD)
    somebody.save()
    client.force_login(somebody)
    confirm(client)
    return somebody


@pytest.fixture
def app(person):
    """Give somebody an app; what the fixture gives is what the app shows."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return lambda: shown(secret)


@pytest.fixture
def passkey(person):
    """Give somebody a passkey. Its answers are tried in a real browser, elsewhere."""
    data = {"name": "The blue stick", "credential": {}}
    return Authenticator.objects.create(user=person, type="webauthn", data=data)


def shown(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def codes_of(person):
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()


def password_typed(client, after=""):
    client.logout()
    address = ME + "sign-in/" + (f"?next={after}" if after else "")
    return client.post(address, {"login": "skua", "password": PASSWORD})


def test_somebody_sets_up_an_app_from_the_key_as_text(client, person):
    page = text_of(client.get(APP))
    secret = re.search(r'<span class="hidden">([A-Z2-7]{32})</span>', page)[1]
    assert "data:image/svg+xml;base64," in page
    answer = client.post(APP, {"code": shown(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == CODES
    page = text_of(answer)
    assert all(code in page for code in codes_of(person))


def test_a_wrong_first_code_is_told_and_sets_up_nothing(client, person):
    client.get(APP)
    answer = client.post(APP, {"code": "000000"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "There is a problem" in page
    assert "This code is wrong" in page
    assert not Authenticator.objects.exists()


def test_after_the_password_comes_the_code(client, person, app):
    assert password_typed(client, after="/en/account/signed-in/").url == SECOND
    assert client.get(ME).status_code == 401
    answer = client.post(SECOND, {"code": app()})
    assert answer.url == "/en/account/signed-in/"
    assert client.get(ME).status_code == 200


def test_a_wrong_code_lets_nobody_in(client, person, app):
    password_typed(client)
    answer = client.post(SECOND, {"code": "000000"})
    assert answer.status_code == 422
    assert "This code is wrong" in text_of(answer)
    assert client.get(ME).status_code == 401


def test_whoever_guesses_codes_has_to_wait_and_then_gets_in(client, person, app):
    password_typed(client)
    for _ in range(5):
        client.post(SECOND, {"code": "000000"})
    refused = client.post(SECOND, {"code": app()})
    assert "Wait 10 minutes" in text_of(refused)
    with time_machine.travel(timezone.now() + tries.LONGEST_WAIT):
        password_typed(client)
        assert client.post(SECOND, {"code": app()}).status_code == 302


def test_a_code_is_good_once_whichever_process_is_asked(client, person, app):
    password_typed(client)
    client.post(SECOND, {"code": app()})
    cache.clear()  # as another process knows nothing of this one's memory
    password_typed(client)
    answer = client.post(SECOND, {"code": app()})
    assert "used already" in text_of(answer)


def test_a_recovery_code_replaces_a_lost_app_once(client, person, app):
    code = codes_of(person)[0]
    password_typed(client)
    assert client.post(SECOND, {"code": f" {code[:4]} {code[4:]} "}).status_code == 302
    assert len(codes_of(person)) == 9
    password_typed(client)
    assert client.post(SECOND, {"code": code}).status_code == 422


def test_after_a_recovery_code_the_lost_app_is_replaced_without_asking_again(client, person, app):
    password_typed(client)
    client.post(SECOND, {"code": codes_of(person)[0]})
    assert "your last second step" not in text_of(client.get(APP + "remove/"))
    client.post(APP + "remove/")
    assert not Authenticator.objects.exists()
    assert client.get(APP).status_code == 200


def test_new_recovery_codes_make_the_old_ones_useless_and_say_so(client, person, app):
    old = codes_of(person)
    page = text_of(client.get(CODES + "new/"))
    assert "The codes you have now stop working." in page
    client.post(CODES + "new/")
    assert not set(old) & set(codes_of(person))


def test_recovery_codes_are_saved_as_text(client, person, app):
    saved = client.get(CODES + "file/")
    assert saved.headers["Content-Type"].startswith("text/plain")
    assert codes_of(person)[0] in text_of(saved)


def test_whoever_decides_is_warned_before_their_last_second_step_goes(client, person, app):
    assert "Your password alone will be enough" in text_of(client.get(APP + "remove/"))
    SeatFactory(person=person)
    assert "this is your last second step" in text_of(client.get(APP + "remove/"))


def test_whoever_has_another_second_step_is_told_so(client, person, app, passkey):
    SeatFactory(person=person)
    assert "you have another one" in text_of(client.get(APP + "remove/"))
    page = text_of(client.get(f"{PASSKEYS}{passkey.id}/remove/"))
    assert "The blue stick" in page
    assert "you have another one" in page


def test_passkeys_are_listed_renamed_and_removed(client, person, passkey):
    assert "The blue stick" in text_of(client.get(HOW))
    page = client.get(f"{PASSKEYS}{passkey.id}/name/")
    assert "The blue stick" in text_of(page)
    assert client.post(f"{PASSKEYS}{passkey.id}/name/", {"name": ""}).status_code == 422
    assert client.post(f"{PASSKEYS}{passkey.id}/name/", {"name": "Green"}).url == HOW
    assert "Green" in text_of(client.get(HOW))
    assert client.post(f"{PASSKEYS}{passkey.id}/remove/").url == HOW
    assert "You have none." in text_of(client.get(HOW))


def test_nobody_touches_a_passkey_of_somebody_else(client, person, passkey):
    client.force_login(PersonFactory())
    confirm(client)
    for deed in ("name", "remove"):
        address = f"{PASSKEYS}{passkey.id}/{deed}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "The blue stick"


def test_without_script_the_page_for_passkeys_points_to_an_app(client, person):
    page = text_of(client.get(PASSKEYS + "new/"))
    assert "Making one needs JavaScript" in page
    assert APP in page
    assert "data-options=" in page


FORGED = ["", "null", "[]", "{}", '{"id": 1}', '{"response": {}}', "not json", '"text"', "7"]


@pytest.mark.parametrize("answer", FORGED)
def test_what_is_no_answer_of_a_passkey_makes_none(client, person, answer):
    client.get(PASSKEYS + "new/")
    sent = client.post(PASSKEYS + "new/", {"name": "Mine", "credential": answer})
    assert sent.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("answer", FORGED)
def test_what_is_no_answer_of_a_passkey_lets_nobody_in(client, answer):
    asked = client.get(ME + "sign-in/passkey/", headers={"Accept": "application/json"})
    assert asked.json()["publicKey"]["userVerification"] == "required"
    sent = client.post(ME + "sign-in/passkey/", {"credential": answer})
    assert sent.url == ME + "sign-in/"
    assert client.get(ME).status_code == 401


def test_the_page_that_tells_script_what_to_ask_is_no_page_for_people(client):
    assert client.get(ME + "sign-in/passkey/").url == ME + "sign-in/"


def test_a_code_confirms_that_it_is_them(client, person, app):
    client.logout()
    client.force_login(person)
    asked = client.get(CODES).url
    page = text_of(client.get(asked))
    assert "Type a code from your app" in page
    answer = client.post(f"{SECOND}confirm/?next={CODES}", {"code": app()})
    assert answer.url == CODES
    assert client.get(CODES).status_code == 200
