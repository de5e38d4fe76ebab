"""Signing in with a password, and where one is signed in."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comity.people.actions import tries
from comity.people.models import Person, WrongTries
from comity.web.people.guesses import folded
from tests.factories.people import PersonFactory
from tests.web.serving import confirm, text_of

pytestmark = pytest.mark.django_db

ME = "/en/account/"
SIGN_IN = ME + "sign-in/"
SIGN_UP = ME + "sign-up/"
WHERE = ME + "signed-in/"
PASSWORD = "the password of every day"
NEW = "eleven lanterns over a bay"


@pytest.fixture
def person():
    somebody = PersonFactory(username="Tern")
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def sign_in(client, password=PASSWORD, name="Tern"):
    return client.post(SIGN_IN, {"login": name, "password": password})


def is_in(client):
    return client.get(ME).status_code == 200


@pytest.mark.parametrize("typed", [{}, {"login": "Tern"}, {"login": "Tern", "password": "guessed"}])
def test_what_was_typed_wrong_comes_back_with_a_list_of_problems(client, person, typed):
    answer = client.post(SIGN_IN, typed)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "There is a problem" in page
    assert "guessed" not in page
    assert not typed or 'value="Tern"' in page


def test_a_wrong_password_and_a_wrong_name_are_answered_alike(client, person):
    def told(name):
        page = text_of(sign_in(client, "guessed", name))
        return re.sub(r'value="[^"]*"', "", page)

    for _ in range(6):
        assert told("Tern") == told("Nobody")


def test_after_five_wrong_tries_nobody_gets_in_for_at_most_ten_minutes(client, person):
    for name in ("Tern", "tern", " TERN ", "\uff54ern", "Tern"):
        sign_in(client, "guessed", name)
    assert "Wait 10 minutes" in text_of(sign_in(client))
    assert not is_in(client)
    with time_machine.travel(timezone.now() + tries.LONGEST_WAIT):
        sign_in(client)
        assert is_in(client)


def test_wrong_tries_are_counted_in_the_database_and_name_nobody(client, person):
    sign_in(client, "guessed")
    assert {row.count for row in WrongTries.objects.all()} == {1}
    sign_in(client)
    assert [row.count for row in WrongTries.objects.all()] == [1]  # of everybody together


def test_all_ways_to_type_a_name_share_their_tries():
    assert folded(" \uff34ERN ") == folded("tern")
    assert folded("p\u0131p\u0131t") == folded("pipit")
    assert folded("tern") != folded("turn")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "too short"),
        ("passwordpassword", "four or five words"),
        ("123456789123456789", "four or five words"),
    ],
)
def test_an_easy_password_is_refused_with_what_to_do(client, password, problem):
    answer = client.post(SIGN_UP, {"username": "dunlin", "password1": password})
    assert answer.status_code == 422
    page = text_of(answer)
    assert problem in page
    assert 'value="dunlin"' in page
    assert not Person.objects.filter(username="dunlin").exists()


def test_a_taken_name_is_told(client, person):
    answer = client.post(SIGN_UP, {"username": "Tern", "password1": NEW})
    assert answer.status_code == 422
    assert "Somebody already has this name" in text_of(answer)


def test_an_account_is_made_and_signed_in(client):
    client.post(SIGN_UP, {"username": "dunlin", "password1": NEW})
    assert is_in(client)


def test_somebody_sees_where_they_are_signed_in_and_signs_out_elsewhere(client, person):
    here, there = client, Client()
    sign_in(here)
    sign_in(there)
    page = text_of(here.get(WHERE))
    assert "This browser" in page
    session = re.search(r'name="one" value="([0-9a-f]{64})"', page)[1]
    answer = here.post(WHERE, {"one": session}, follow=True)
    assert "You are signed out there." in text_of(answer)
    assert "You are signed in nowhere else." in text_of(answer)
    assert is_in(here)
    assert not is_in(there)


def test_somebody_signs_out_everywhere_but_here(client, person):
    others = [Client(), Client()]
    for browser in (client, *others):
        sign_in(browser)
    answer = client.post(WHERE, {"others": "1"}, follow=True)
    assert "You are signed out of 2 other browsers." in text_of(answer)
    assert is_in(client)
    assert not any(map(is_in, others))


def test_nobody_ends_a_session_that_is_not_theirs(client, person):
    stranger = Client()
    stranger.force_login(PersonFactory())
    sign_in(client)
    sign_in(Client())
    session = re.search(r'name="one" value="([0-9a-f]{64})"', text_of(client.get(WHERE)))[1]
    for forged in (session, "0" * 64, ""):
        assert stranger.post(WHERE, {"one": forged}).status_code == 404
    assert "Another browser" in text_of(client.get(WHERE))


def test_the_list_takes_few_queries(client, person, django_assert_max_num_queries):
    for _ in range(6):
        sign_in(Client())
    sign_in(client)
    with django_assert_max_num_queries(8):
        client.get(WHERE)


def test_a_changed_password_signs_out_everywhere_but_here(client, person):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    answer = client.post(
        ME + "password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert answer.url == ME
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "You are signed in nowhere else." in text_of(client.get(WHERE))


def test_a_wrong_old_password_changes_nothing_and_is_counted(client, person):
    client.force_login(person)
    confirm(client)
    wrong = {"oldpassword": "guessed", "password1": NEW, "password2": NEW}
    for _ in range(5):
        answer = client.post(ME + "password/", wrong)
        assert "This is not the password you have now." in text_of(answer)
    refused = client.post(ME + "password/", wrong | {"oldpassword": PASSWORD})
    assert refused.status_code == 422
    assert "Wait 10 minutes" in text_of(refused)
    assert Person.objects.get(id=person.id).check_password(PASSWORD)


def test_whoever_cannot_get_in_reads_what_can_be_done_and_what_not(client):
    page = text_of(client.get(ME + "locked-out/"))
    assert "recovery code" in page
    assert "What nobody can give back" in page
    assert ME + "locked-out/" in text_of(client.get(SIGN_IN))
