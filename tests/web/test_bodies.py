"""Pages of bodies: who sits there, how seats change hands, and what those who may set up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.bodies import actions, queries
from comity.bodies.models import Body, Conflict, Mandate, Seat, SeatProposal
from comity.bodies.rules import Change
from comity.communities.models import Community
from comity.kernel.actors import Actor, ActorKind
from comity.people.queries import actor
from comity.vault.actions import make_key, revoke_key
from comity.vault.queries import fingerprint_of
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory
from tests.web.serving import at_browser, confirm, text_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
BODY = "/en/bodies/panel/"
SURE = {"sure": "on"}


def today():
    return timezone.now().date()


def keyed(person):
    make_key(person_id=person.id, passphrase="a lamp", by=actor(person), now=timezone.now())
    return person


def sits(body, **changes):
    days = {"starts_on": today(), "ends_on": today() + timedelta(days=400)}
    return SeatFactory(body=body, **(days | changes)).person


def fresh(person):
    """Sit at a browser, and have just confirmed that it is you."""
    client = at_browser(person)
    confirm(client)
    return client


def line(answer):
    return " ".join(text_of(answer).split())


@pytest.fixture
def place():
    CharterVersionFactory()
    movement = MovementFactory(slug="lantern", name="The Lantern")
    return CommunityFactory(parent=movement, slug="lighthouse", name="The Lighthouse")


@pytest.fixture
def body(place):
    body = BodyFactory(community=place, slug="panel", name="The panel")
    MandateFactory(body=body, since=today())
    return body


@pytest.fixture
def amal(body):
    return sits(body, person__username="amal", person__display_name="Amal Seated")


@pytest.fixture
def bo(body):
    return sits(body, person__username="bo")


@pytest.fixture
def kit():
    return keyed(PersonFactory(username="kit", display_name="Kit Newcomer"))


@pytest.fixture
def keeper(place):
    """Give somebody who looks after the place."""
    person = PersonFactory()
    for permission in (Permission.BODY_CREATE, Permission.COMMUNITY_CREATE):
        for thing in (place, place.parent):
            Grant.objects.create(person_id=person.id, permission=permission, on=thing.id)
    return person


def test_a_member_proposes_and_another_confirms_after_comparing(body, amal, bo, kit):
    term = {"starts_on": today(), "ends_on": today() + timedelta(days=300)}
    sent = fresh(amal).post(f"{BODY}seats/new/", {"username": "kit", "code_name": "", **term})
    assert (sent.status_code, sent.headers["Location"]) == (302, BODY)
    address = f"/en/bodies/proposals/{SeatProposal.objects.get().id}/"
    browser = fresh(bo)
    assert address in text_of(browser.get(BODY))
    page = text_of(browser.get(address))
    whole = fingerprint_of(kit.id)
    assert all(f"<span>{whole[at : at + 4]}</span>" in page for at in range(0, 32, 4))
    assert browser.post(address, {"compared": whole}).status_code == 422
    assert not Seat.objects.filter(person=kit).exists()
    assert browser.post(address, {"compared": whole, **SURE}).status_code == 302
    assert Seat.objects.filter(person=kit).exists()
    page = line(browser.get(BODY))
    assert "They have the seat now" in page
    assert "Kit Newcomer" in page


def test_whoever_proposed_it_can_only_withdraw_it(body, amal, bo, kit):
    proposal = propose(body, kit, amal)
    browser = fresh(amal)
    page = line(browser.get(f"/en/bodies/proposals/{proposal.id}/"))
    assert "You proposed this" in page
    assert ">Confirm<" not in page
    sent = browser.post(
        f"/en/bodies/proposals/{proposal.id}/", {"compared": proposal.fingerprint, **SURE}
    )
    assert sent.status_code == 403
    assert (
        browser.post(f"/en/bodies/proposals/{proposal.id}/", {"withdraw": "1"}).status_code == 302
    )
    assert queries.proposals_of(body.id, seen_by=actor(bo), on=today()) == []


def test_a_key_that_was_changed_is_pointed_out_and_not_certified(body, amal, bo, kit):
    proposal = propose(body, kit, amal)
    browser, address = fresh(bo), f"/en/bodies/proposals/{proposal.id}/"
    shown = fingerprint_of(kit.id)
    revoke_key(person_id=kit.id, by=actor(kit), now=timezone.now())
    keyed(kit)
    assert "The keys were changed" in line(browser.get(address))
    answer = browser.post(address, {"compared": shown, **SURE})
    assert answer.status_code == 422
    assert "not those that were proposed and compared" in line(answer)


def test_strangers_are_told_that_there_is_no_such_proposal(body, amal, kit):
    proposal = propose(body, kit, amal)
    answer = fresh(PersonFactory()).get(f"/en/bodies/proposals/{proposal.id}/")
    assert answer.status_code == 404
    assert fresh(PersonFactory()).get(f"{BODY}seats/new/").status_code == 403


def test_nobody_who_only_reads_sees_what_waits(client, body, amal, kit):
    propose(body, kit, amal)
    for browser in (client, at_browser(PersonFactory())):
        page = line(browser.get(BODY))
        assert "Kit Newcomer" not in page
        assert "waits to be confirmed" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "nobody-here"}, "Nobody signs in here with this name."),
        ({"username": "bo"}, "already sits in this body"),
        ({"username": "ife"}, "has not made their keys yet"),
        ({"ends_on": "2020-01-01"}, "A term ends on the day it begins or later."),
        ({"code_name": "<b>"}, "A code name has letters and digits"),
    ],
)
@pytest.mark.usefixtures("bo", "kit", "body")
def test_what_cannot_be_proposed_comes_back_with_what_was_typed(amal, typed, said):
    PersonFactory(username="ife")
    term = {"starts_on": today(), "ends_on": today() + timedelta(days=300)}
    answer = fresh(amal).post(f"{BODY}seats/new/", {"username": "kit", **term, **typed})
    assert answer.status_code == 422
    assert said in line(answer)
    assert typed.get("username", "kit") in text_of(answer)


def test_a_member_is_removed_by_three_others(body, amal, bo):
    chidi, dana = sits(body), sits(body, person__display_name="Dana Leaving")
    seat = Seat.objects.get(person=dana)
    sent = fresh(amal).post(f"{BODY}seats/{seat.id}/remove/", SURE)
    assert sent.status_code == 302
    address = f"/en/bodies/proposals/{SeatProposal.objects.get().id}/"
    assert "This is about you" in line(fresh(dana).get(address))
    browser = fresh(bo)
    browser.post(address, SURE)
    assert "One more person is needed." in line(browser.get(BODY))
    fresh(chidi).post(address, SURE)
    assert not queries.sitting(today()).filter(person=dana).exists()
    assert fresh(dana).get(f"{BODY}seats/{seat.id}/remove/").status_code == 404


def test_a_new_key_is_proposed_and_confirmed(body, amal, bo):
    seat = Seat.objects.get(person=amal)
    keyed(amal)
    fresh(bo).post(f"{BODY}seats/{seat.id}/key/", SURE)
    proposal = SeatProposal.objects.get()
    assert proposal.change == Change.KEY
    chidi = fresh(sits(body))
    typed = {"compared": proposal.fingerprint, **SURE}
    chidi.post(f"/en/bodies/proposals/{proposal.id}/", typed)
    assert "The new key is certified now." in line(chidi.get(BODY))


def test_a_member_gives_up_their_seat_alone(body, amal):
    browser = fresh(amal)
    assert browser.post(f"{BODY}leave/").status_code == 422
    assert browser.post(f"{BODY}leave/", SURE).status_code == 302
    assert queries.members(body.id, today()) == []
    assert browser.get(f"{BODY}leave/").status_code == 404


def test_vacancies_terms_languages_and_keys_are_shown(client, body, amal):
    Body.objects.filter(id=body.id).update(places=4)
    page = line(client.get(BODY))
    assert "1 member sits in it." in page
    assert "There should be 4, so 3 places are vacant." in page
    assert "Not yet" in page
    assert "English" in page
    assert "Founding member" in page
    assert "members with a certified key: 0" in page


def test_a_code_name_is_asked_for_confirmed_and_given_up(client, body, amal, bo):
    browser = fresh(amal)
    assert browser.post("/en/me/code-name/", {"code_name": "Grey Heron"}).status_code == 302
    address = f"{BODY}code-names/{amal.id}/"
    assert "Amal Seated" in text_of(fresh(bo).get(address))
    assert browser.get(address).status_code == 404
    assert fresh(bo).post(address, {"code_name": "Grey Heron", **SURE}).status_code == 302
    assert "Grey Heron" in text_of(client.get(BODY))
    assert "Amal Seated" not in text_of(client.get(BODY))
    assert "Amal Seated" in text_of(at_browser(bo).get(BODY))
    browser.post("/en/me/code-name/", {"drop": "1"})
    assert "Amal Seated" in text_of(client.get(BODY))
    assert browser.post("/en/me/code-name/", {"code_name": "<b>"}).status_code == 422


def test_a_conflict_is_withdrawn_by_whoever_declared_it(place, body, amal, bo):
    actions.declare_conflict(
        person_id=amal.id, community_id=place.id, by=actor(amal), now=timezone.now()
    )
    address = f"/en/me/conflicts/{Conflict.objects.get().id}/withdraw/"
    assert at_browser(bo).post(address, SURE).status_code == 404
    browser = at_browser(amal)
    assert address in text_of(browser.get("/en/me/conflicts/"))
    assert browser.post(address).status_code == 422
    assert browser.post(address, SURE).status_code == 302
    assert not Conflict.objects.exists()
    assert browser.get(address).status_code == 404


def test_how_many_conflicts_are_declared_is_public_and_with_whom_is_not(client, place, body, amal):
    actions.declare_conflict(
        person_id=amal.id, community_id=place.parent_id, by=actor(amal), now=timezone.now()
    )
    assert "declared 1 conflict of interest in advance" in line(client.get(BODY))


@pytest.mark.usefixtures("amal")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?q=PANE", True),
        ("?q=nothing", False),
        ("?community=lantern&kind=local_panel", True),
        ("?kind=appeal_panel", False),
        ("?subject=harassment", True),
        ("?language=en", True),
        ("?language=ar", False),
        ("?page=9", True),
        ("?kind=made-up", True),
    ],
)
def test_bodies_are_found_by_name_place_kind_subject_and_language(client, body, query, found):
    page = line(client.get(f"/en/bodies/{query}"))
    assert (f'href="{BODY}"' in page) is found
    assert found or "No body fits all of this." in page


def test_a_long_list_has_pages_and_as_few_questions(
    client, place, body, amal, django_assert_max_num_queries
):
    for _ in range(25):
        SeatFactory(body=BodyFactory(community=place))
    with django_assert_max_num_queries(14):
        page = line(client.get("/en/bodies/"))
    assert "Page 1 of 2" in page
    assert "Page 2 of 2" in line(client.get("/en/bodies/?page=2"))


def test_a_body_is_set_up_changed_and_given_a_mandate(client, place, keeper):
    browser = fresh(keeper)
    said = {"names": "en: The harbour panel\nar: هيئة", "contact": "h@lantern.example"}
    typed = {"slug": "harbour", "kind": "local_panel", "response_days": 4, "places": "", **said}
    assert browser.post("/en/communities/lighthouse/bodies/new/", typed).status_code == 302
    changed = {**said, "response_days": 5, "places": 6}
    assert browser.post("/en/bodies/harbour/edit/", changed).status_code == 302
    assert Body.objects.get(slug="harbour").places == 6
    mandate = {
        "stage": "first",
        "severity_from": 1,
        "severity_to": 3,
        "measure_to": 4,
        "languages": "",
        "since": today(),
        "until": "",
    }
    checked = browser.post("/en/bodies/harbour/mandates/new/", mandate)
    assert "Check what it may decide" in line(checked)
    assert not Mandate.objects.exists()
    sent = browser.post("/en/bodies/harbour/mandates/new/", {**mandate, "sure": "1"})
    assert sent.status_code == 302
    row = Mandate.objects.get()
    page = line(client.get("/en/bodies/harbour/"))
    assert "Within 5 days" in page
    assert "A body was told what it may decide." in page
    ends = {"until": today() + timedelta(days=3), **SURE}
    assert browser.post(f"/en/bodies/harbour/mandates/{row.id}/end/", ends).status_code == 302
    assert Mandate.objects.get().until == today() + timedelta(days=3)


@pytest.mark.usefixtures("body")
@pytest.mark.parametrize(
    "address",
    [
        "/en/communities/lighthouse/bodies/new/",
        "/en/communities/lighthouse/new/",
        "/en/communities/lighthouse/edit/",
        "/en/communities/lighthouse/move/",
        f"{BODY}edit/",
        f"{BODY}mandates/new/",
    ],
)
def test_whoever_may_not_set_up_is_shown_no_form(amal, address):
    assert fresh(amal).get(address).status_code == 403
    assert fresh(amal).post(address, SURE).status_code == 403


def test_what_cannot_be_set_up_comes_back(place, body, keeper):
    browser = fresh(keeper)
    typed = {"slug": "panel", "kind": "local_panel", "response_days": 4, "contact": "x@y.example"}
    again = browser.post("/en/communities/lighthouse/bodies/new/", {**typed, "names": "en: A"})
    assert again.status_code == 422
    assert "already called “panel”" in line(again)
    nameless = browser.post(f"{BODY}edit/", {**typed, "names": "The panel"})
    assert "Start each line with a language and a colon" in line(nameless)
    past = browser.post(
        f"{BODY}mandates/{Mandate.objects.get().id}/end/", {"until": "2020-01-01", **SURE}
    )
    assert past.status_code == 422
    assert browser.get(f"{BODY}mandates/none/end/").status_code == 404


def test_a_community_is_added_changed_and_moved(place, keeper):
    browser = fresh(keeper)
    said = {"names": "en: The Pier", "languages": "en, ar", "starts_on": "", "ends_on": ""}
    typed = {"slug": "pier", "kind": "project", **said}
    assert browser.post("/en/communities/lighthouse/new/", typed).status_code == 302
    pier = Community.objects.get(slug="pier")
    assert pier.languages == ["en", "ar"]
    changed = {"names": "en: The long Pier", "languages": "en"}
    assert browser.post("/en/communities/pier/edit/", changed).status_code == 302
    assert Community.objects.get(slug="pier").name == "The long Pier"
    circle = browser.post("/en/communities/pier/move/", {"parent": "pier", **SURE})
    assert circle.status_code == 422
    sent = browser.post("/en/communities/pier/move/", {"parent": "lantern", **SURE})
    assert sent.status_code == 302
    assert Community.objects.get(slug="pier").parent.slug == "lantern"
    page = line(browser.get("/en/communities/pier/"))
    assert "What is said about a community was changed." in page


def test_a_community_says_what_is_missing_in_plain_words(client, place, body):
    page = line(client.get("/en/communities/lighthouse/"))
    assert "What is missing here" in page
    assert "has a mandate, and nobody sits in it." in page


def propose(body, person, by):
    return actions.propose_seat(
        body_id=body.id,
        person_id=person.id,
        starts_on=today(),
        ends_on=today() + timedelta(days=300),
        by=actor(by),
        now=timezone.now(),
    )
