"""Reports over the API: without an account, and afterwards with the receipt alone."""

import base64
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.kernel.receipts import new_receipt
from comity.reports.models import Report
from comity.vault import actions as vault
from comity.vault import queries as rooms
from tests.factories import reports as factory
from tests.factories.people import NOW, PersonFactory

pytestmark = pytest.mark.django_db

KEY = "3f0c6f0e-8b1d-4c0e-9a53-2f6f3f1f0a55"


@pytest.fixture
def house():
    return factory.house()


@pytest.fixture
def post(client):
    def post(path, body=None, *, receipt=None, **more):
        headers = {"Comity-Receipt": receipt} if receipt else {}
        text = body if isinstance(body, str | bytes) else json.dumps(body or {})
        return client.post(
            f"/api/v1/{path}", text, content_type="application/json", headers=headers, **more
        )

    return post


@pytest.fixture
def get(client):
    def get(path, *, receipt=None):
        headers = {"Comity-Receipt": receipt} if receipt else {}
        return client.get(f"/api/v1/{path}", headers=headers)

    return get


@pytest.fixture
def report(house):
    return {"community": house.project.id, "what": "It hurt."}


@pytest.fixture
def receipt(post, report):
    return post("reports", report).json()["receipt"]


def of_kind(kind, answer):
    return next(item for item in answer.json()["items"] if item["kind"] == kind)


def opening(house):
    sent = Report.objects.get()
    people = house.local.people
    return {p.display_name for p in people if rooms.may_open(sent.room_id, house.local.keyring(p))}


def test_a_report_is_sent_and_answered_with_a_receipt(house, post, report):
    answer = post("reports", report)
    assert answer.status_code == 201
    said = answer.json()
    assert said["body"] == {"id": house.local.body.id, "name": house.local.body.name}
    assert len(said["receipt"]) == 29
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_receipt_opens_the_report_as_letters_and_as_digits(post, get, report):
    said = post("reports", report).json()
    for receipt in (said["receipt"], said["receipt"].lower(), said["receipt_digits"]):
        opened = get("report", receipt=receipt).json()
        assert opened["items"][0]["content"]["what"] == "It hurt."
        assert opened["items"][0]["writer"] == "reporter"


def test_those_who_must_not_see_it_cannot_open_it(house, post, report):
    amal = house.local.people[0]
    post("reports", report | {"must_not_see": [amal.id]})
    assert opening(house) == {"Bo", "Chidi", "Dana"}


def test_a_member_who_is_named_under_a_former_name_cannot_open_it(house, post, report):
    factory.link(house.local.people[0], "7", "Old name", "New name")
    said = post("reports", report | {"accounts": ["Old_name"]}).json()
    assert said["body"]["id"] == house.top.body.id
    assert opening(house) == set()


def test_the_people_who_would_be_able_to_open_it_are_listed_before(house, get, post, report):
    listed = get(f"audience?community={house.project.id}").json()
    assert [member["name"] for member in listed["members"]] == ["Amal", "Bo", "Chidi", "Dana"]
    assert listed["passed_over"] == []
    amal, bo = (member["id"] for member in listed["members"][:2])
    without = post(
        "audience", {"community": house.project.id, "must_not_see": [amal, bo], "accounts": ["X"]}
    ).json()
    assert [member["name"] for member in without["members"]] == ["Esi", "Fern", "Gus"]
    assert [body["id"] for body in without["passed_over"]] == [house.local.body.id]
    assert (without["wiki_silent"], without["unknown_accounts"]) == (True, ["X"])


def test_a_report_that_would_go_to_other_people_than_agreed_is_refused(house, get, post, report):
    mark = get(f"audience?community={house.project.id}").json()["mark"]
    factory.seat_with_key(house.local.body, name="Newcomer")
    refused = post("reports", report | {"audience": mark})
    assert (refused.status_code, refused.json()["code"]) == (409, "audience_changed")
    assert not Report.objects.exists()
    new = get(f"audience?community={house.project.id}").json()["mark"]
    assert post("reports", report | {"audience": new}).status_code == 201


def test_where_nobody_can_take_a_report_the_list_is_empty_and_sending_is_refused(post, get):
    house = factory.house(local=("Amal",), top=("Esi",))
    listed = get(f"audience?community={house.project.id}").json()
    assert (listed["body"], listed["members"]) == (None, [])
    refused = post("reports", {"community": house.project.id, "what": "It hurt."})
    assert (refused.status_code, refused.json()["code"]) == (409, "nobody_can_handle")


def test_sending_again_with_the_same_key_leads_to_the_same_receipt(post, report):
    first = post("reports", report | {"idempotency_key": KEY})
    second = post("reports", report | {"idempotency_key": KEY})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Report.objects.count() == 1


def test_another_report_with_the_same_key_is_another_report(post, report):
    first = post("reports", report | {"idempotency_key": KEY})
    second = post("reports", report | {"idempotency_key": KEY, "what": "It hurt again."})
    assert second.status_code == 201
    assert first.json()["receipt"] != second.json()["receipt"]


def test_the_reporter_writes_again_and_sends_files(house, post, get, receipt):
    data = bytes(range(256))
    picture = {
        "name": "../ü.svg",
        "content_type": "image/svg+xml",
        "data": base64.b64encode(data).decode(),
    }
    added = post("report", {"text": "And again.", "files": [picture]}, receipt=receipt)
    assert added.status_code == 201
    item = get("report", receipt=receipt).json()["items"][-1]
    assert item["content"] == {"text": "And again."}
    assert item["files"] == [
        {"number": 0, "name": "ü.svg", "content_type": "image/svg+xml", "size": 256}
    ]
    file = get(f"report/files/{item['id']}/0", receipt=receipt)
    assert file.content == data
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_the_reporter_reads_what_members_answer(house, get, receipt):
    sent = Report.objects.get()
    keyring = house.local.keyrings[0]
    vault.put(sent.room_id, kind="message", content={"text": "Read."}, writer=keyring, now=NOW)
    item = of_kind("message", get("report", receipt=receipt))
    assert (item["writer"], item["content"]) == ("body", {"text": "Read."})


def test_the_reporter_is_told_that_a_copy_was_kept_but_not_what_it_says(get, receipt):
    content = {"address": "https://wiki.example/?diff=3", "digest": "ab", "newer": {"text": "hid"}}
    room_id = Report.objects.get().room_id
    vault.put(room_id, kind="evidence", content=content, writer=None, now=NOW)
    item = of_kind("evidence", get("report", receipt=receipt))
    assert item["content"] == {"address": "https://wiki.example/?diff=3", "digest": "ab"}


def test_a_report_is_taken_back_once(post, get, receipt):
    taken = post("report/withdrawal", {"reason": "I changed my mind."}, receipt=receipt)
    assert taken.status_code == 204
    assert get("report", receipt=receipt).json()["withdrawn"]
    again = post("report/withdrawal", {}, receipt=receipt)
    assert (again.status_code, again.json()["code"]) == (409, "already_withdrawn")


def test_reading_writes_nothing(get, receipt):
    with CaptureQueriesContext(connection) as log:
        assert get("report", receipt=receipt).status_code == 200
    assert log.captured_queries
    assert all(query["sql"].startswith("SELECT") for query in log)


CALLS = [
    ("GET", "report"),
    ("POST", "report"),
    ("POST", "report/withdrawal"),
    ("GET", "report/files/0000000000000/0"),
]


@pytest.fixture
def ask(get, post):
    def ask(method, path, *, receipt):
        if method == "GET":
            return get(path, receipt=receipt)
        return post(path, {"community": "", "what": ""}, receipt=receipt)

    return ask


@pytest.mark.parametrize("call", CALLS)
def test_no_receipt_a_wrong_one_and_an_unknown_one_look_the_same(ask, receipt, call):
    answers = [
        ask(*call, receipt=one)
        for one in (None, "nonsense", receipt[:-1], new_receipt().text, new_receipt().digits)
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["code"] == "receipt_unknown"


@pytest.mark.parametrize("call", [*CALLS, ("POST", "reports")])
def test_a_receipt_and_an_account_are_never_used_together(client, ask, receipt, call):
    client.force_login(PersonFactory())
    answer = ask(*call, receipt=receipt)
    assert (answer.status_code, answer.json()["code"]) == (409, "receipt_with_account")


def test_the_cookie_of_a_page_opens_nothing_over_the_api(client, get, receipt):
    client.cookies["receipt"] = receipt
    assert get("report").status_code == 422


def problems(answer):
    said = answer.json()
    named = said.get("problems") or [said]
    return {(one["code"], one["detail"]["field"]) for one in named}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"what": ""}, ("answer_missing", "what")),
        ({"what": "x" * 20_001}, ("text_too_long", "what")),
        ({"what": "\x00"}, ("text_not_readable", "what")),
        ({"community": "nowhere"}, ("no_such_place", "community_id")),
        ({"community": "\x00"}, ("text_not_readable", "community_id")),
        ({"must_not_see": ["nobody"]}, ("no_such_person", "excluded")),
        ({"must_not_see": ["\x00"]}, ("text_not_readable", "excluded")),
        ({"must_not_see": [str(n) for n in range(201)]}, ("too_many_lines", "excluded")),
        ({"accounts": ["x" * 256]}, ("text_too_long", "accounts")),
        ({"accounts": ["\x00"]}, ("text_not_readable", "accounts")),
        ({"accounts": [str(n) for n in range(21)]}, ("too_many_lines", "accounts")),
        ({"language": "x" * 36}, ("text_too_long", "language")),
        ({"idempotency_key": "short"}, ("idempotency_key_too_short", "idempotency_key")),
        ({"harmed": "everybody"}, ("wrong_input", "body.report.harmed")),
        ({"what": 3}, ("wrong_input", "body.report.what")),
        ({"what": "a\ud800b"}, ("text_not_readable", "what")),
        ({"name": "a\ud800b", "idempotency_key": KEY}, ("text_not_readable", "name")),
    ],
)
def test_wrong_parts_are_named(post, report, wrong, problem):
    answer = post("reports", report | wrong)
    assert answer.status_code == 422
    assert problem in problems(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize("body", ["", "{", '"text"', "[]", b"\xff\xfe", "[" * 100_000])
def test_what_is_no_report_is_refused_with_words(post, body):
    answer = post("reports", body)
    assert answer.status_code in {400, 422}
    assert answer.json()["title"]


def test_a_call_that_is_too_large_is_refused_with_words(post, receipt):
    file = {"name": "a", "data": "A" * 3_000_000}
    answer = post("report", {"files": [file]}, receipt=receipt)
    assert (answer.status_code, answer.json()["code"]) == (413, "call_too_large")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ({"name": "a", "data": "not base64!"}, "file_not_usable"),
        ({"name": "a", "data": "é"}, "file_not_usable"),
        ({"name": "a", "data": ""}, "file_not_usable"),
        ({"name": "\x00", "data": "QQ=="}, "text_not_readable"),
    ],
)
def test_files_that_cannot_be_used_are_named(post, receipt, file, code):
    answer = post("report", {"files": [file]}, receipt=receipt)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_message_without_anything_in_it_is_refused(post, receipt):
    answer = post("report", {"text": " "}, receipt=receipt)
    assert (answer.status_code, answer.json()["code"]) == (422, "answer_missing")


def test_a_community_that_does_not_exist_has_no_audience(get, post, house):
    del house
    for answer in (get("audience?community=nowhere"), post("audience", {"community": "nowhere"})):
        assert (answer.status_code, answer.json()["code"]) == (422, "no_such_place")
    assert get("audience?community=%00").status_code == 422
    assert get("audience").status_code == 422
