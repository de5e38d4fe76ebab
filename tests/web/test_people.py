"""What somebody finds about themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.charter.actions import mark_installation
from comity.charter.queries import PRODUCTION
from comity.codes.models import CodeVersion
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import link_account
from comity.people.queries import actor, notice_address
from comity.people.rules import WIKI, AccountRef
from comity.signup.actions import sign
from comity.signup.queries import to_sign
from tests.factories.bodies import SeatFactory
from tests.factories.cases import code_in_force
from tests.factories.cases import story as new_story
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at, at_browser

pytestmark = pytest.mark.django_db

ME = "/en/account/"
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
PASSWORD = "the password of every day"


@pytest.fixture
def person(client):
    """Sign somebody in."""
    somebody = PersonFactory(display_name="Amal Haddad")
    client.force_login(somebody)
    return somebody


def seen(client):
    page = client.get(ME)
    assert page.status_code == 200
    return page.content.decode()


def test_my_page_shows_who_i_am_and_that_i_have_nothing_yet(client, person):
    page = seen(client)
    assert "Amal Haddad" in page
    assert person.username in page
    assert "You hold no seat in a body." in page
    assert "You have no keys." in page
    assert "Only your password protects your account." in page
    assert "None linked" in page


def test_my_page_says_so_where_there_is_no_password(client, person):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    page = seen(client)
    assert "You have no password here." in page
    assert "Set a password" in page


def test_my_page_shows_my_seats(client, person):
    seat = SeatFactory(person=person)
    assert seat.body.name in seen(client)


def test_my_page_shows_my_accounts_and_nobody_elses(client, person):
    account = AccountRef(WIKI, "4711", "Heron of the bay")
    link_account(person_id=person.id, account=account, by=actor(person), now=NOW)
    assert "Heron of the bay" in seen(client)
    client.force_login(PersonFactory())
    assert "Heron of the bay" not in seen(client)


def test_my_page_shows_what_i_have_signed(client, person):
    assert "You have signed nothing yet." in seen(client)
    movement = MovementFactory()
    code_in_force(movement)
    by = actor(person)
    version = to_sign(movement.id, language="en", seen_by=by).version
    sign(community_id=movement.id, version_id=version.id, language="en", by=by, now=NOW)
    assert "The Lantern code</bdi>, version 3, on 2 March 2026" in seen(client)


@pytest.mark.parametrize("page", ["", "language/", "notices/"])
def test_nobody_is_asked_to_sign_in(client, page):
    assert client.get(ME + page).status_code == 401


def test_my_language_is_remembered_and_my_page_speaks_it(client, person):
    answer = client.post(ME + "language/", {"language_1": "Arabic"})
    assert answer.url == "/ar/account/"
    person.refresh_from_db()
    assert person.language == "ar"


@pytest.mark.parametrize("answer", [{"language_1": "Lanternish"}, {}])
def test_a_language_that_nobody_knows_is_refused(client, person, answer):
    assert client.post(ME + "language/", answer).status_code == 422


def test_my_notices_go_where_i_say_and_nowhere_after_i_leave_it_empty(client, person):
    client.post(ME + "notices/", {"address": "amal@lantern.example"})
    assert notice_address(person.id) == "amal@lantern.example"
    assert "amal@lantern.example" in seen(client)
    client.post(ME + "notices/", {"address": ""})
    assert notice_address(person.id) is None


def test_an_address_that_is_none_is_refused_and_still_there(client, person):
    page = client.post(ME + "notices/", {"address": "amal at lantern"})
    assert page.status_code == 422
    assert "amal at lantern" in page.content.decode()


def test_signing_out_is_a_deed_on_my_page(client, person):
    assert 'action="/en/account/sign-out/"' in seen(client)
    client.post("/en/account/sign-out/")
    assert client.get(ME).status_code == 401


def test_whoever_guesses_a_password_has_to_wait(client):
    somebody = PersonFactory(username="tern")
    somebody.set_password(PASSWORD)
    somebody.save()

    def sign_in(password):
        client.post(ME + "sign-in/", {"login": "tern", "password": password})
        return client.get(ME).status_code

    assert [sign_in("guessed") for _ in range(5)] == [401] * 5
    assert sign_in(PASSWORD) == 401


def test_the_right_password_signs_in(client):
    somebody = PersonFactory(username="gannet")
    somebody.set_password(PASSWORD)
    somebody.save()
    answer = client.post(ME + "sign-in/", {"login": "gannet", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, ME)


def test_my_page_says_what_came_after_my_signature_and_where_to_sign_it(client, person):
    movement = MovementFactory()
    first = code_in_force(movement)
    by = actor(person)
    version = to_sign(movement.id, language="en", seen_by=by).version
    sign(community_id=movement.id, version_id=version.id, language="en", by=by, now=NOW)
    assert "A newer version is in force" not in seen(client)
    CodeVersion.objects.filter(id=first.id).update(state="superseded", superseded_at=NOW)
    newer = CodeVersion.objects.create(
        code=first.code, number=4, level="universal", title=first.title, source_language="en"
    )
    for change in (
        {"state": "frozen", "content_hash": "1" * 64},
        {"state": "in_force", "in_force_since": NOW},
    ):
        CodeVersion.objects.filter(id=newer.id).update(**change)
    page = seen(client)
    assert "A newer version is in force" in page
    assert f"/en/code/{movement.slug}/changes/{version.id}/{newer.id}/" in page
    assert "systems that ask hear that you have not signed this version yet" in page


def test_my_page_counts_the_cases_that_wait_for_me(paper):
    told = new_story(paper)
    member = told.house.local.people[0]
    with at(told):
        page = at_browser(member).get(ME).content.decode()
    assert "1 case waits for you." in page
    assert reverse("cases:inbox") in page


def test_my_page_says_why_my_reports_are_not_listed(client, person):
    page = seen(client)
    assert "A report belongs to its receipt and not to an account" in page
    assert "There are no trainings here yet." in page


def test_my_page_asks_the_database_no_more_for_many_accounts(client, person):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            seen(client)
        return len(queries)

    by = actor(person)
    link_account(person_id=person.id, account=AccountRef(WIKI, "1", "One"), by=by, now=NOW)
    few = asked()
    for number in range(2, 12):
        account = AccountRef(WIKI, str(number), f"Heron {number}")
        link_account(person_id=person.id, account=account, by=by, now=NOW)
    assert asked() == few <= 25


def test_my_page_leads_whoever_looks_after_this_place_to_what_they_look_after(client, person):
    movement, page = MovementFactory(), seen(client)
    assert "/en/operators/" not in page
    assert "/en/wikis/" not in page
    here = mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    grant(person_id=person.id, permission=Permission.INSTALLATION_WATCH, on=here.id)
    grant(person_id=person.id, permission=Permission.WIKI_CONNECT, on=movement.id)
    page = seen(client)
    assert "/en/operators/" in page
    assert "/en/wikis/" in page
