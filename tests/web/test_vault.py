"""Making, unlocking and locking one's keys, as people meet it."""

import re

import pytest

from comity.vault.models import HandlerKey
from comity.vault.queries import fingerprint_of
from tests.factories.people import PersonFactory
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db

PASSWORD = "the password of every day"
PASSPHRASE = "four quiet lamps on a hill"
MAKE, UNLOCK = "/en/keys/make/", "/en/keys/unlock/"
LOCK, CHANGE, RENEW = "/en/keys/lock/", "/en/keys/passphrase/", "/en/keys/renew/"


@pytest.fixture
def person(client):
    """Sign somebody in."""
    somebody = PersonFactory()
    somebody.set_password(PASSWORD)
    somebody.save()
    client.force_login(somebody)
    confirm(client)
    return somebody


def typed(passphrase, again=None, **more):
    return {"passphrase": passphrase, "again": passphrase if again is None else again, **more}


def made(client):
    """Make keys and read the recovery code off the page."""
    page = client.post(MAKE, typed(PASSPHRASE))
    assert page.status_code == 200
    return re.search(r"[0-9A-Z]{5}(-[0-9A-Z*]{5}){4}", page.content.decode()).group()


def is_unlocked(client):
    return "Lock my keys" in client.get("/en/account/").content.decode()


def test_somebody_makes_keys_and_sees_the_recovery_code_once(client, person):
    code = made(client)
    page = client.get("/en/account/").content.decode()
    assert all(
        f"<span>{group}</span>" in page for group in re.findall(".{4}", fingerprint_of(person.id))
    )
    assert is_unlocked(client)
    assert code not in client.get("/en/account/").content.decode()
    again = client.get(MAKE)
    assert again.status_code == 409
    assert code not in again.content.decode()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (typed("too short"), "This password is too short"),
        (typed(PASSWORD), "password with which you sign in"),
        (typed(PASSPHRASE, again="four quiet lamps"), "not the same as the passphrase above"),
        ({}, "There is a problem"),
    ],
    ids=["short", "sign-in password", "typed differently", "nothing"],
)
def test_a_passphrase_that_protects_little_is_refused(client, person, answer, problem):
    page = client.post(MAKE, answer)
    assert page.status_code == 422
    assert problem in page.content.decode()
    assert not HandlerKey.objects.filter(person=person).exists()


def test_what_was_typed_as_a_secret_is_never_put_back_into_a_page(client, person):
    page = client.post(MAKE, typed(PASSPHRASE, again="another one"))
    assert PASSPHRASE not in page.content.decode()


@pytest.mark.parametrize("address", [MAKE, UNLOCK, CHANGE])
def test_nobody_is_asked_to_sign_in(client, address):
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("way", ["passphrase", "recovery code"])
def test_keys_are_unlocked_in_either_way_and_locked_again(client, person, way):
    code = made(client)
    client.post(LOCK)
    assert not is_unlocked(client)
    secret = PASSPHRASE if way == "passphrase" else code.lower().replace("-", " ")
    answer = client.post(UNLOCK, {"passphrase": secret})
    assert (answer.status_code, answer.url) == (302, "/en/account/")
    assert is_unlocked(client)


def test_a_passphrase_is_the_same_however_the_keyboard_composes_its_letters(client, person):
    composed, decomposed = "caf\u00e9 lamps on a hill", "cafe\u0301 lamps on a hill"
    client.post(MAKE, typed(composed))
    client.post(LOCK)
    client.post(UNLOCK, {"passphrase": decomposed})
    assert is_unlocked(client)


def test_after_unlocking_one_is_back_where_the_keys_were_needed(client, person):
    made(client)
    answer = client.post(UNLOCK, {"passphrase": PASSPHRASE, "next": "/en/cases/1/"})
    assert answer.url == "/en/cases/1/"


def test_no_link_can_lead_elsewhere_after_unlocking(client, person):
    made(client)
    answer = client.post(UNLOCK, {"passphrase": PASSPHRASE, "next": "https://elsewhere.example/"})
    assert answer.url == "/en/account/"


def test_a_wrong_passphrase_unlocks_nothing(client, person):
    made(client)
    client.post(LOCK)
    page = client.post(UNLOCK, {"passphrase": "four loud lamps on a hill"})
    assert page.status_code == 422
    assert "does not unlock your keys" in page.content.decode()
    assert not is_unlocked(client)


def test_whoever_guesses_has_to_wait_and_others_do_not(client, person):
    made(client)
    client.post(LOCK)
    statuses = [client.post(UNLOCK, {"passphrase": "wrong"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post(UNLOCK, {"passphrase": PASSPHRASE}).status_code == 429
    client.force_login(PersonFactory())
    made(client)
    client.post(LOCK)
    assert client.post(UNLOCK, {"passphrase": PASSPHRASE}).status_code == 302


def test_somebody_without_keys_is_led_to_make_them_first(client, person):
    page = client.get(UNLOCK, {"next": "/en/cases/1/"}).content.decode()
    assert "/en/keys/make/?next=%2Fen%2Fcases%2F1%2F" in page
    assert client.get(CHANGE).status_code == 409


def test_another_person_in_the_same_browser_finds_the_keys_locked(client, person):
    made(client)
    other = PersonFactory()
    client.force_login(other)
    assert not is_unlocked(client)


def test_a_passphrase_is_changed_with_the_old_one_or_the_recovery_code(client, person):
    code = made(client)
    fresh = "five louder lamps in a valley"
    wrong = client.post(CHANGE, typed(fresh, current="not the old one"))
    assert wrong.status_code == 422
    assert client.post(CHANGE, typed(fresh, current=code)).status_code == 302
    client.post(LOCK)
    assert client.post(UNLOCK, {"passphrase": PASSPHRASE}).status_code == 422
    assert client.post(UNLOCK, {"passphrase": fresh}).status_code == 302


def test_keys_are_locked_by_a_deed_and_not_by_following_a_link(client, person):
    made(client)
    assert client.get(LOCK).status_code == 405
    assert is_unlocked(client)


def test_the_pages_speak_the_readers_language(client, person):
    page = client.get("/ar/keys/make/").content.decode()
    assert 'dir="rtl"' in page


def test_keys_are_changed_for_new_ones_by_somebody_who_can_unlock_them(client, person):
    made(client)
    before = fingerprint_of(person.id)
    fresh = "five loud herons in the fog"
    wrong = client.post(RENEW, typed(fresh, current="not my passphrase at all"))
    assert wrong.status_code == 422
    assert fingerprint_of(person.id) == before
    page = client.post(RENEW, typed(fresh, current=PASSPHRASE))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert fingerprint_of(person.id) != before
    assert re.search(r"[0-9A-Z]{5}(-[0-9A-Z*]{5}){4}", page.content.decode())
    client.post(LOCK)
    assert client.post(UNLOCK, {"passphrase": PASSPHRASE}).status_code == 422
    assert client.post(UNLOCK, {"passphrase": fresh}).status_code == 302


def test_whoever_has_no_keys_has_none_to_change(client, person):
    assert client.get(RENEW).status_code == 409
