"""What asks once more who somebody is."""

from datetime import timedelta
from time import time

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from comity.people.errors import NotSignedIn
from comity.people.freshness import CONFIRMED_FOR
from comity.people.models import Person
from comity.web.people.stepup import confirmed_recently
from tests.factories.people import PersonFactory
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db

PASSWORD = "the password of every day"
NEW = "another password altogether"
CHANGE = "/en/account/password/"
CONFIRM = "/en/account/confirm/"
GUARDED = [
    CHANGE,
    "/en/account/second-step/app/",
    "/en/account/second-step/app/remove/",
    "/en/account/second-step/codes/",
    "/en/account/second-step/codes/new/",
    "/en/account/second-step/codes/file/",
    "/en/keys/passphrase/",
]


@pytest.fixture
def person(client):
    somebody = PersonFactory(username="kittiwake")
    somebody.set_password(PASSWORD)
    somebody.save()
    client.force_login(somebody)
    return somebody


def change(client):
    return client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


def has_password(person, password):
    return Person.objects.get(id=person.id).check_password(password)


@pytest.mark.parametrize("page", GUARDED)
def test_whoever_has_not_confirmed_is_led_to_the_page_that_asks(client, person, page):
    answer = client.get(page)
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, CONFIRM)


@pytest.mark.parametrize("page", GUARDED)
def test_nobody_in_particular_is_asked_to_sign_in(client, page):
    assert client.get(page).status_code == 401


def test_confirming_leads_to_the_page_that_was_asked_for_with_its_question(client, person):
    asked = client.get(CHANGE + "?from=me&note=a%20b").url
    page = client.get(asked).content.decode()
    assert "Confirm that it is you" in page
    answer = client.post(asked, {"password": PASSWORD})
    assert answer.url == CHANGE + "?from=me&note=a%20b"
    assert client.get(answer.url).status_code == 200


def test_what_is_sent_without_confirming_is_not_done_and_not_kept(client, person):
    answer = change(client)
    assert answer.url.startswith(CONFIRM)
    assert has_password(person, PASSWORD)
    assert NEW not in str(dict(client.session))
    page = client.get(answer.url).content.decode()
    assert "Nothing was changed yet." in page
    assert client.post(answer.url, {"password": PASSWORD}).url == CHANGE
    assert has_password(person, PASSWORD)


def test_whoever_confirmed_does_what_they_came_for(client, person):
    confirm(client)
    assert change(client).status_code == 302
    assert has_password(person, NEW)


def test_a_confirmation_is_good_for_fifteen_minutes(client, person):
    confirm(client)
    now = timezone.now()
    with time_machine.travel(now + CONFIRMED_FOR - timedelta(minutes=1)):
        assert client.get(CHANGE).status_code == 200
    with time_machine.travel(now + CONFIRMED_FOR + timedelta(minutes=1)):
        assert client.get(CHANGE).status_code == 302
        assert change(client).url.startswith(CONFIRM)
    assert has_password(person, PASSWORD)


def test_signing_in_is_confirming(client, person):
    client.logout()
    client.post("/en/account/sign-in/", {"login": "kittiwake", "password": PASSWORD})
    assert client.get(CHANGE).status_code == 200


def test_what_somebody_else_confirmed_in_this_browser_counts_for_nobody(client, person):
    confirm(client)
    session = client.session
    session["_auth_user_id"] = PersonFactory().id
    session["account_authentication_methods_user"] = person.id
    session.save()
    assert client.get(CHANGE).status_code != 200


def test_a_wrong_password_confirms_nothing(client, person):
    assert "password" in client.post(CONFIRM, {"password": "guessed"}).context["form"].errors
    assert client.get(CHANGE).status_code == 302


def test_confirming_never_leads_to_another_site(client, person):
    answer = client.post(CONFIRM + "?next=https://elsewhere.example/", {"password": PASSWORD})
    assert answer.url == "/en/account/"


@pytest.fixture
def asking(person):
    request = RequestFactory().post("/en/somewhere/", {"a": "secret"})
    request.user = person
    request.session = {}
    request._messages = Said()
    return request


class Said(list):
    """Banners that a view puts up."""

    def add(self, level, message, extra_tags=""):
        """Keep one."""
        self.append((level, message, extra_tags))


def test_an_address_that_takes_only_what_is_sent_leads_back_to_a_page(asking):
    guarded = confirmed_recently(back="people:me")(lambda _request: HttpResponse("done"))
    answer = guarded(asking)
    assert answer.url == CONFIRM + "?next=%2Fen%2Faccount%2F"
    assert len(asking._messages) == 1


def test_a_guarded_view_gets_what_stands_in_its_address(asking, person):
    asking.session["account_authentication_methods"] = [{"method": "password", "at": time()}]
    asking.session["account_authentication_methods_user"] = person.id
    guarded = confirmed_recently(lambda _request, name: HttpResponse(name))
    assert guarded(asking, name="heron").content == b"heron"


def test_a_guarded_view_is_for_people_who_are_signed_in(asking):
    asking.user = None
    with pytest.raises(NotSignedIn):
        confirmed_recently(lambda _request: HttpResponse())(asking)
