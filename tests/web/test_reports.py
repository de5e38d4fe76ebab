"""Writing a report as a reporter does it: page by page, without an account, without a script."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.kernel.receipts import Receipt
from comity.people.models import Session
from comity.reports import queries
from comity.reports.models import Report
from comity.vault import queries as rooms
from comity.vault.models import SealedItem
from comity.vault.rules import ReceiptKeys
from comity.web import receipts
from tests.factories import reports as factory
from tests.factories.bodies import BodyFactory, MandateFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory
from tests.factories.wikis import WikiFactory
from tests.harness.html import parse
from tests.web.reporting import START, Form, at, begin
from tests.wiki.liar import Liar, refused, told

pytestmark = pytest.mark.django_db

RECEIPT = "/en/receipt/"


@pytest.fixture
def house():
    return factory.house()


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=False)


def opening(house, report):
    people = house.local.people + house.top.people
    rings = {ring.person_id: ring for ring in house.local.keyrings + house.top.keyrings}
    return {p.display_name for p in people if rooms.may_open(report.room_id, rings[p.id])}


def read(client):
    """Read the report that the browser's receipt opens."""
    cookie = bytes.fromhex(client.cookies[receipts.COOKIE].value)
    held = json.loads(settings.COMITY_KEYS.open(receipts.PURPOSE, cookie))
    return queries.correspondence(ReceiptKeys.of(Receipt(int(held["number"], 16))))


def test_a_report_is_written_page_by_page_and_answered_with_a_receipt(client, house):
    form = begin(client)
    assert form.step == "safety"
    form = form.send(danger="no")
    assert form.step == "where"
    form = form.send(community_id=house.project.id)
    form = form.send(what="It hurt.", harmed="me", subject="harassment")
    form = form.send(accounts="Tern\nHeron", people="Kit Lark")
    form = form.send(keep_from="My employer")
    form = form.send(named="yes", name="Robin", contact="robin@example.org")
    assert form.step == "check"
    for answer in ("It hurt.", "To me", "Tern", "Heron", "Kit Lark", "My employer", "Robin"):
        assert answer in form.text
    sent = form.send()
    assert (sent.status_code, sent.url) == (302, RECEIPT)
    assert Report.objects.get().body_id == house.local.body.id
    content = read(client).sent.content
    assert (content["what"], content["harmed"], content["subject"]) == (
        "It hurt.",
        "me",
        "harassment",
    )
    assert [one["typed"] for one in content["accounts"]] == ["Tern", "Heron"]
    assert (content["people"], content["keep_from"]) == (["Kit Lark"], "My employer")
    assert (content["name"], content["contact"]) == ("Robin", "robin@example.org")


def test_nothing_is_stored_before_sending(client, house):
    form = at(client, house, "check")
    with CaptureQueriesContext(connection) as log:
        form.send(update="1")
    assert all(query["sql"].startswith(("SELECT", "WITH")) for query in log)
    assert not Report.objects.exists()
    assert not SealedItem.objects.exists()
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_safety_comes_first_and_leads_to_help(client, house):
    page = Form(client, client.post(START, begin(client).values | {"danger": "yes"}))
    assert "Get to safety first" in page.text
    assert "safety@lantern.example" in page.text
    assert "Call the emergency number of the place where you are." in page.text
    where = page.send(on="1")
    assert where.step == "where"
    assert where.draft.answers.danger
    back = page.send(stay="1")
    assert back.step == "safety"


def test_whoever_comes_from_a_community_finds_it_chosen(client, house):
    form = begin(client, place=house.project.slug, provision="3.1").send(danger="no")
    assert form.values["community_id"] == [house.project.id]
    assert form.draft.answers.provision == "3.1"


@pytest.mark.parametrize(
    "query", [{"place": "nowhere"}, {"place": "\x00"}, {"provision": "\x00" * 99}]
)
def test_whoever_comes_from_nowhere_begins_all_the_same(client, house, query):
    del house
    assert begin(client, **query).answer.status_code == 200


def test_places_are_found_by_a_part_of_their_name(client, house):
    CommunityFactory(parent=house.project, name="Harbour days")
    form = at(client, house, "where").send(find="1", search="harbour")
    assert form.answer.status_code == 200
    assert list(form.choices("community_id").values()) == ["Harbour days (Project)"]
    nothing = form.send(find="1", search="\x00nowhere")
    assert "No community or event is called that." in nothing.text


def test_where_nobody_could_take_it_the_form_says_so_before_anything_is_typed(client):
    house = factory.house(local=("Amal",), top=("Esi",))
    form = at(client, house, "where").send(community_id=house.project.id)
    assert (form.answer.status_code, form.step) == (422, "where")
    assert "Nobody can take this report here" in form.text


def test_everybody_who_would_be_able_to_open_it_is_listed_before_sending(client, house):
    form = at(client, house, "check")
    assert set(form.choices("excluded").values()) == {"Amal", "Bo", "Chidi", "Dana"}
    assert house.local.body.name in form.text


def test_ticking_somebody_makes_the_list_anew_and_sends_nothing_yet(client, house):
    amal = house.local.people[0]
    form = at(client, house, "check").send(excluded=[amal.id])
    assert form.step == "check"
    assert "The list below was made anew." in form.text
    assert not Report.objects.exists()
    assert form.values["excluded"] == [amal.id]
    assert form.send().status_code == 302
    assert opening(house, Report.objects.get()) == {"Bo", "Chidi", "Dana"}


def test_unticking_somebody_lets_them_in_again(client, house):
    amal = house.local.people[0]
    form = at(client, house, "check", unseen={"excluded": [amal.id]})
    assert form.values["excluded"] == [amal.id]
    form = form.send(excluded=[])
    form.send()
    assert opening(house, Report.objects.get()) == {"Amal", "Bo", "Chidi", "Dana"}


def test_keeping_out_too_many_shows_the_people_one_level_up(client, house):
    amal, bo, *_ = house.local.people
    form = at(client, house, "check", unseen={"excluded": [amal.id, bo.id]})
    assert house.top.body.name in form.text
    assert {"Esi", "Fern", "Gus"} <= set(form.choices("excluded").values())
    form.send()
    assert opening(house, Report.objects.get()) == {"Esi", "Fern", "Gus"}


def test_keeping_out_everybody_leaves_nobody_to_send_it_to(client, house):
    everybody = [person.id for person in house.local.people]
    form = at(client, house, "check", unseen={"excluded": everybody})
    form = form.send(excluded=[*everybody, *(person.id for person in house.top.people)])
    assert "Nobody can take this report here" in form.text
    assert "Send the report" not in form.text
    refused = form.send()
    assert (refused.answer.status_code, refused.step) == (409, "check")
    assert not Report.objects.exists()


def test_a_member_who_is_named_under_a_former_name_is_not_on_the_list(client, house):
    factory.link(house.local.people[0], "7", "Old name", "New name")
    form = at(client, house, "check", about={"accounts": "old_name"})
    assert "Amal" not in form.choices("excluded").values()
    assert "also known as New name" in form.text or "Old name" in form.text


def test_a_list_that_changed_meanwhile_is_shown_again_before_anything_is_sent(client, house):
    form = at(client, house, "check")
    factory.seat_with_key(house.local.body, name="Newcomer")
    again = form.send()
    assert (again.answer.status_code, again.step) == (409, "check")
    assert "Other people could open your report now" in again.text
    assert "Newcomer" in again.text
    assert not Report.objects.exists()
    assert again.send().status_code == 302


def test_the_list_that_was_never_shown_cannot_be_agreed_to(client, house):
    form = at(client, house, "name")
    again = form.send(step="check")
    assert again.answer.status_code == 409
    assert not Report.objects.exists()


def test_sending_twice_makes_one_report_and_leads_to_the_same_receipt(client, house):
    form = at(client, house, "check")
    first = form.send()
    shown = client.get(RECEIPT).content
    second = form.send()
    assert (first.url, second.url) == (RECEIPT, f"{RECEIPT}?again=1")
    assert Report.objects.count() == 1
    assert parse(client.get(RECEIPT).content.decode()).text() == parse(shown.decode()).text()


def test_an_old_page_cannot_show_a_receipt_that_was_saved(client, house):
    form = at(client, house, "check")
    form.send()
    client.post("/en/receipt/saved/")
    client.cookies.clear()
    again = form.send()
    assert receipts.COOKIE not in client.cookies
    assert (
        "you said that you keep the receipt" in parse(client.get(again.url).content.decode()).text()
    )


def test_going_back_keeps_what_was_typed_even_if_it_is_wrong(client, house):
    form = at(client, house, "what").send(what="", harmed="me", back="1")
    assert form.step == "where"
    form = form.send()
    assert form.values["harmed"] == ["me"]


def test_an_answer_is_changed_from_the_last_page_and_leads_straight_back(client, house):
    form = at(client, house, "check").send(change="what")
    assert form.step == "what"
    form = form.send(what="It hurt more than I said.")
    assert form.step == "check"
    assert "It hurt more than I said." in form.text


def test_the_language_changes_without_losing_anything(client, house):
    form = at(client, house, "what")
    values = form.values | {"what": "It hurt.", "stay": "1"}
    arabic = Form(client, client.post("/ar/report/", values))
    assert 'dir="rtl"' in arabic.html
    assert arabic.values["what"] == ["It hurt."]
    assert arabic.draft.answers.language == "ar"


@pytest.mark.parametrize(
    ("step", "typed", "problem"),
    [
        ("safety", {}, "Choose yes or no."),
        ("where", {"community_id": "nowhere"}, "is not on the list"),
        ("where", {}, "Choose where it happened."),
        ("what", {"what": " "}, "Write what happened."),
        ("what", {"what": "x" * 20_001}, "This may have 20000 characters"),
        ("what", {"what": "a\x07b"}, "There are signs in this text that cannot be kept"),
        ("what", {"what": "a\x00b"}, "There is a character in this"),
        ("what", {"what": "x", "harmed": "nobody"}, "is not on the list"),
        ("about", {"accounts": "\n".join(map(str, range(21)))}, "Name up to 20."),
        ("about", {"people": "x" * 256}, "It may have 255 characters."),
        ("name", {"named": "yes"}, "Write a name, or choose to stay anonymous."),
        ("unseen", {"excluded": "nobody"}, "is not on the list"),
    ],
)
def test_a_wrong_answer_is_named_and_what_was_typed_stays(client, house, step, typed, problem):
    form = at(client, house, step).send(**typed)
    assert (form.answer.status_code, form.step) == (422, step)
    assert problem in form.text
    for name, value in typed.items():
        if name in {"what", "accounts", "people"} and "\x00" not in value:
            assert form.values[name] == [value]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "\u202eevil"]
)
def test_hostile_text_is_shown_as_text(client, house, text):
    form = at(client, house, "check", what={"what": text})
    assert "<script>alert" not in form.html
    assert "javascript:alert" not in [node.get("href") for node in form.page.all("a")]
    form.send()
    client.post("/en/receipt/saved/")
    assert "<script>alert" not in client.get(RECEIPT).content.decode()


def test_bytes_that_are_no_text_are_not_an_error_of_ours(client, house):
    form = at(client, house, "what")
    values = "&".join(f"{name}={each}" for name, many in form.values.items() for each in many)
    answer = client.post(
        START, f"{values}&what=%ff%ed%a0%80", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "A" * 50_000])
def test_a_forged_draft_is_refused_and_what_was_typed_is_given_back(client, house, token):
    del house
    answer = client.post(START, {"step": "what", "draft": token, "what": "My long story."})
    page = parse(answer.content.decode()).text()
    assert answer.status_code == 422
    assert "This page was changed on its way" in page
    assert "My long story." in page


def test_a_draft_that_lay_open_too_long_is_refused_and_what_was_typed_is_given_back(client, house):
    form = at(client, house, "what")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13), tick=False):
        answer = client.post(START, form.values | {"what": "My long story."})
    page = parse(answer.content.decode()).text()
    assert answer.status_code == 422
    assert "lay open for more than 12 hours" in page
    assert "My long story." in page


def test_a_form_that_is_too_large_is_refused_in_words(client, house):
    form = at(client, house, "what")
    answer = client.post(START, form.values | {"what": "x" * 3_000_000})
    assert answer.status_code == 413


def test_sending_ends_the_session_of_an_account_after_saying_so(client, house):
    client.force_login(PersonFactory())
    form = begin(client)
    assert "you are signed out in this browser" in form.text
    form = at(client, house, "check")
    assert "you are signed out in this browser" in form.text
    assert Session.objects.exists()
    form.send()
    assert not Session.objects.exists()
    assert client.get(RECEIPT).status_code == 200
    assert client.get("/en/account/").status_code in {302, 401}
    assert receipts.COOKIE in client.cookies


def test_pages_give_nothing_away_and_are_not_kept(client, house):
    form = at(client, house, "check")
    assert "<title>Page</title>" in form.html
    assert form.answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in form.html
    (leave,) = [node for node in form.page.all("a") if node.get("data-leave") is not None]
    assert leave.get("href") == "/en/leave/"
    assert house.project.id not in form.answer.request["PATH_INFO"]


def test_the_form_works_over_get_as_well_as_head_and_refuses_everything_else(client, house):
    del house
    assert client.head(START).status_code == 200
    assert client.put(START).status_code == 405


LOGIN = told({"query": {"userinfo": {"id": 2, "name": "Keeper", "rights": ["read"]}}})
UNKNOWN = told({"query": {"users": [{"name": "Tren", "missing": True}]}})
NO_RENAMES = told({"query": {"logevents": []}})


@pytest.fixture
def liar(house):
    with Liar() as liar:
        WikiFactory(community=house.project, api_url=liar.api_url, login="", secret="a token")
        yield liar


def test_a_name_that_the_wiki_does_not_know_is_asked_about_once(client, house, liar):
    liar.says(LOGIN, UNKNOWN, NO_RENAMES)
    form = at(client, house, "about").send(accounts="Tren")
    assert form.step == "about"
    assert "The wiki knows no account called Tren." in form.text
    liar.says(LOGIN, UNKNOWN, NO_RENAMES)
    assert form.send().step == "unseen"


def test_a_wiki_that_keeps_silent_is_mentioned_and_stops_nobody(client, house, liar):
    liar.says(LOGIN, refused("internal_api_error_DBQueryError"))
    form = at(client, house, "about").send(accounts="Tern")
    assert form.step == "unseen"
    assert "The wiki could not be asked" in form.text


def test_an_address_that_leads_to_no_edit_is_named(client, house, liar):
    del liar
    form = at(client, house, "about").send(evidence="https://elsewhere.example/?diff=3")
    assert form.answer.status_code == 422
    assert "This address leads to another place." in form.text


def test_choosing_another_place_looks_names_up_there(client, house):
    other = CommunityFactory(parent=house.movement, provider="other")
    MandateFactory(body=BodyFactory(community=other))
    factory.link(house.local.people[0], "7", "Tern")
    form = at(client, house, "check", about={"accounts": "Tern"})
    assert form.draft.answers.respondents()
    form = form.send(change="where").send(community_id=other.id)
    assert form.step == "check"
    assert not form.draft.answers.respondents()
