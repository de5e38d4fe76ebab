"""Signing in, linking and confirming with an account on another site."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from comity.kernel.actors import Actor, ActorKind
from comity.people import queries
from comity.people.actions import add_provider, link_account
from comity.people.models import Account, Person
from comity.people.rules import AccountRef, Registration
from comity.record.models import Line
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.harness.html import parse
from tests.harness.oauth import CLIENT, SECRET, PaperProvider
from tests.harness.tables import dump
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db

OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
ME = "/en/account/"
HERON = AccountRef("wiki", "4711", "Grey heron")
MAGPIE = AccountRef("wiki", "12", "Magpie")


@pytest.fixture
def provider():
    with PaperProvider() as running:
        site = Registration("wiki", "Lantern wiki", running.rest_url, CLIENT, SECRET)
        add_provider(site=site, by=OPERATOR, now=NOW)
        yield running


@pytest.fixture
def person(client):
    somebody = PersonFactory(display_name="Amal Haddad")
    somebody.set_password("the password of every day")
    somebody.save()
    client.force_login(somebody)
    confirm(client)
    return somebody


def way_out(client, purpose, after=""):
    """Open the page that says what will be asked, and give the address of its link."""
    asked = f"?{urlencode({'next': after})}" if after else ""
    page = client.get(f"{ME}elsewhere/wiki/{purpose}/{asked}")
    assert page.status_code == 200
    links = [link.get("href") for link in parse(page.content.decode()).all("a")]
    return next(link for link in links if "/oauth2/authorize?" in link)


def there_and_back(client, provider, purpose, after=""):
    return client.get(provider.agree(way_out(client, purpose, after)))


def seen(client, address=ME):
    return client.get(address).content.decode()


def test_only_whoever_confirmed_links_an_account_with_which_one_can_sign_in(provider):
    client = Client()
    somebody = PersonFactory()
    somebody.set_password("the password of every day")
    somebody.save()
    client.force_login(somebody)
    answer = client.get(f"{ME}elsewhere/wiki/link/")
    assert answer.status_code == 302
    assert answer.url.startswith(f"{ME}confirm/")


def test_being_named_by_another_site_confirms_nobody_who_has_a_password(client, person, provider):
    link_account(person_id=person.id, account=HERON, by=as_actor(person), now=NOW)
    client.logout()
    there_and_back(client, provider, "sign_in")
    assert person.name in seen(client)
    answer = client.get(f"{ME}password/")
    assert answer.status_code == 302
    assert answer.url.startswith(f"{ME}confirm/")


def test_an_account_is_linked_and_its_key_is_kept_nowhere(client, person, provider):
    answer = there_and_back(client, provider, "link")
    assert answer.url == ME
    assert queries.accounts_of([person.id]) == {person.id: [HERON]}
    assert "The account Grey heron is linked." in seen(client)
    (token,) = provider.tokens
    assert token not in dump()


def test_a_person_signs_in_with_a_linked_account(provider):
    owner = PersonFactory(display_name="Amal Haddad")
    link_account(person_id=owner.id, account=HERON, by=as_actor(owner), now=NOW)
    client = Client()
    provider.account = (4711, "White stork")
    answer = there_and_back(client, provider, "sign_in", after="/en/sign/")
    assert answer.url == "/en/sign/"
    page = seen(client)
    assert "Amal Haddad" in page
    assert "White stork" in page


def test_a_second_step_is_asked_for_after_the_other_site(provider):
    owner = PersonFactory()
    link_account(person_id=owner.id, account=HERON, by=as_actor(owner), now=NOW)
    TOTP.activate(owner, generate_totp_secret())
    stranger = Client()
    answer = there_and_back(stranger, provider, "sign_in")
    assert answer.url.startswith("/en/account/second-step/")
    assert stranger.get(ME).status_code == 401


def test_who_is_new_chooses_a_name_and_has_no_password(provider):
    client = Client()
    answer = there_and_back(client, provider, "sign_in")
    assert answer.url == f"{ME}join/"
    assert "Grey heron" in seen(client, f"{ME}join/")
    answer = client.post(f"{ME}join/", {"display_name": "Amal", "language": "ar"})
    assert answer.status_code == 302
    newcomer = Person.objects.get()
    assert (newcomer.display_name, newcomer.language) == ("Amal", "ar")
    assert not newcomer.has_usable_password()
    assert queries.accounts_of([newcomer.id]) == {newcomer.id: [HERON]}
    assert "Amal" in seen(client)
    kinds = list(Line.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["provider:added", "person:registered", "account:linked"]


def test_a_newcomer_without_a_name_is_asked_again(provider):
    client = Client()
    there_and_back(client, provider, "sign_in")
    answer = client.post(f"{ME}join/", {"display_name": " ", "language": "ar"})
    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_nobody_joins_without_having_shown_an_account(client):
    answer = client.post(f"{ME}join/", {"display_name": "Amal", "language": "en"})
    assert answer.url == f"{ME}sign-in/"
    assert not Person.objects.exists()


def test_an_account_of_somebody_else_is_refused_without_saying_whose(client, person, provider):
    other = PersonFactory(username="gannet", display_name="Northern gannet")
    link_account(person_id=other.id, account=HERON, by=as_actor(other), now=NOW)
    assert there_and_back(client, provider, "link").url == ME
    page = seen(client)
    assert "already linked to somebody else" in page
    assert "gannet" not in page.lower()
    assert person.id not in queries.accounts_of([person.id])


@pytest.mark.parametrize("state", ["", "of another browser", "ü"])
def test_an_answer_to_another_question_is_refused(client, person, provider, state):
    client.get(provider.agree(way_out(client, "link"), state=state))
    assert not Account.objects.exists()
    assert "took too long" in seen(client)
    assert provider.told == []


def test_an_answer_in_another_browser_is_refused(client, person, provider):
    back = provider.agree(way_out(client, "link"))
    stranger = Client()
    assert stranger.get(back).url == f"{ME}sign-in/"
    assert provider.told == []


def test_an_answer_counts_once(client, person, provider):
    back = provider.agree(way_out(client, "link"))
    client.get(back)
    assert provider.told != []
    provider.told.clear()
    client.get(back)
    assert provider.told == []
    assert "took too long" in seen(client)


def test_an_answer_that_comes_late_is_refused(client, person, provider):
    back = provider.agree(way_out(client, "link"))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client.get(back)
    assert not Account.objects.exists()


def test_an_answer_for_whoever_was_signed_in_before_is_refused(client, person, provider):
    back = provider.agree(way_out(client, "link"))
    carried = client.cookies["trip"].value
    client.force_login(PersonFactory())
    client.cookies["trip"] = carried
    client.get(back)
    assert not Account.objects.exists()


def test_who_declines_there_is_told_so_here(client, person, provider):
    client.get(provider.decline(way_out(client, "link")))
    assert "did not say who you are" in seen(client)
    assert not Account.objects.exists()


@pytest.mark.parametrize("lie", ["broken", "no_json", "huge"])
def test_a_site_in_trouble_is_said_in_words(client, person, provider, lie):
    provider.lies = lie
    there_and_back(client, provider, "link")
    assert "does not answer as it should" in seen(client)


def test_another_account_than_ones_own_confirms_nothing(provider):
    client, owner = Client(), PersonFactory()
    owner.set_unusable_password()
    owner.save()
    link_account(person_id=owner.id, account=HERON, by=as_actor(owner), now=NOW)
    client.force_login(owner)
    provider.account = (12, "Magpie")
    there_and_back(client, provider, "confirm", after=f"{ME}data/erase/")
    assert client.get(f"{ME}data/erase/").url.startswith(f"{ME}elsewhere/wiki/confirm/")


def test_who_has_no_password_confirms_with_their_account(provider):
    client, owner = Client(), PersonFactory()
    owner.set_unusable_password()
    owner.save()
    link_account(person_id=owner.id, account=HERON, by=as_actor(owner), now=NOW)
    client.force_login(owner)
    assert client.get(f"{ME}data/erase/").status_code == 302
    answer = there_and_back(client, provider, "confirm", after=f"{ME}data/erase/")
    assert answer.url == f"{ME}data/erase/"
    assert client.get(f"{ME}data/erase/").status_code == 200


def test_who_has_a_password_confirms_with_that(client, person, provider):
    assert client.get(f"{ME}elsewhere/wiki/confirm/").status_code == 404


def test_a_site_that_nobody_added_is_not_there(client):
    assert client.get(f"{ME}elsewhere/other/sign_in/").status_code == 404
    assert client.get(f"{ME}elsewhere/wiki/dance/").status_code == 404


def test_the_page_before_says_what_is_asked_and_leads_back_only_to_us(client, provider):
    page = client.get(f"{ME}elsewhere/wiki/sign_in/?next=https://elsewhere.example/")
    text = page.content.decode()
    assert "the number and the name of your account" in text
    back = provider.agree(way_out(client, "sign_in", after="https://elsewhere.example/"))
    client.get(back)
    answer = client.post(f"{ME}join/", {"display_name": "Amal", "language": "en"})
    assert answer.url == ME


def test_the_pages_to_sign_in_offer_the_site(client, provider):
    for page in ("sign-in/", "sign-up/"):
        assert "Use an account at Lantern wiki" in seen(client, ME + page)
    assert "Use an account at Lantern wiki" in seen(client, "/en/messages/")


def test_an_account_is_unlinked_after_saying_what_follows(client, person, provider):
    link_account(person_id=person.id, account=HERON, by=as_actor(person), now=NOW)
    confirm(client)
    address = f"{ME}linked/wiki/4711/"
    assert "no longer counts for this account" in seen(client, address)
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sure": "on"}).url == ME
    assert not Account.objects.exists()
    assert Line.objects.order_by("-number").first().kind == "account:unlinked"


def test_the_last_way_in_is_never_unlinked(client, person, provider):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    link_account(person_id=person.id, account=HERON, by=as_actor(person), now=NOW)
    confirm(client)
    address = f"{ME}linked/wiki/4711/"
    assert "the only way in which you can sign in" in seen(client, address)
    assert client.post(address, {"sure": "on"}).status_code == 409
    assert Account.objects.exists()
    link_account(
        person_id=person.id,
        account=AccountRef("wiki", "12", "Magpie"),
        by=as_actor(person),
        now=NOW,
    )
    assert client.post(address, {"sure": "on"}).url == ME


def test_nobody_unlinks_for_another(client, person, provider):
    other = PersonFactory()
    link_account(person_id=other.id, account=HERON, by=as_actor(other), now=NOW)
    confirm(client)
    assert client.post(f"{ME}linked/wiki/4711/", {"sure": "on"}).status_code == 404
    assert Account.objects.exists()


def test_who_came_without_a_password_can_set_one(provider):
    client, owner = Client(), PersonFactory()
    owner.set_unusable_password()
    owner.save()
    client.force_login(owner)
    confirm(client)
    page = client.get(f"{ME}password/", follow=True).content.decode()
    assert owner.username in page
    words = "quiet rivers run to seven seas"
    client.post(f"{ME}password/set/", {"password1": words, "password2": words})
    owner.refresh_from_db()
    assert owner.check_password(words)


def test_a_respondent_shows_their_account_there_and_gets_nothing_where_nothing_waits(provider):
    client = Client()
    answer = there_and_back(client, provider, "messages")
    assert answer.url == "/en/messages/shown/"
    assert "Grey heron" in seen(client, "/en/messages/shown/")
    assert client.post("/en/messages/shown/").status_code == 200
    assert client.get("/en/messages/shown/").url == "/en/messages/"
    assert not Account.objects.exists()
    assert "Grey heron" not in dump()
