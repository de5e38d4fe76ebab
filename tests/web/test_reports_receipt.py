"""Keeping a receipt, coming back with it, writing again, taking a report back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import segno
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.kernel.receipts import new_receipt, parse_receipt
from comity.kernel.sealing import PrivateKeys
from comity.people.models import Session
from comity.record.actions import run_due
from comity.reports import actions, queries
from comity.reports.models import Report
from comity.vault import actions as vault
from comity.vault.rules import File, ReceiptKeys
from comity.web import receipts
from tests.factories import reports as factory
from tests.factories.people import NOW, PersonFactory
from tests.harness import tables
from tests.harness.html import parse
from tests.web.reporting import at

pytestmark = pytest.mark.django_db

RECEIPT, SAVED, TEXT = "/en/receipt/", "/en/receipt/saved/", "/en/receipt/text/"
MESSAGE, WITHDRAW = "/en/receipt/message/", "/en/receipt/withdraw/"
CLOSE, LEAVE = "/en/receipt/close/", "/en/leave/"
COOKIE = receipts.COOKIE


@pytest.fixture
def house():
    return factory.house()


@pytest.fixture
def sent(house):
    return factory.send(house.project, what="It hurt.", now=datetime.now(UTC))


@pytest.fixture
def reporter(client, sent):
    """Give a browser that holds the receipt."""
    client.post(RECEIPT, {"receipt": sent.text})
    return client


@pytest.fixture
def fresh(client, house):
    """Give a browser that has just sent a report."""
    at(client, house, "check").send()
    return client


def text(answer):
    return parse(answer.content.decode()).text()


def test_a_new_receipt_is_shown_until_it_is_saved_and_never_again(fresh):
    for _visit in range(2):
        page = fresh.get(RECEIPT)
        shown = re.search(r"([0-9A-Z]{5}-){4}[0-9A-Z]{5}", page.content.decode()).group()
        assert parse_receipt(shown)
        assert page.headers["Cache-Control"] == "no-store"
    assert "<svg" in page.content.decode()
    assert parse_receipt(shown).digits.split()[0] in page.content.decode()
    answer = fresh.post(SAVED)
    assert (answer.status_code, answer.url) == (302, RECEIPT)
    assert shown not in fresh.get(RECEIPT).content.decode()
    assert Report.objects.get().receipt_saved
    assert fresh.get(TEXT).status_code == 302


def test_the_picture_holds_the_receipt_and_nothing_else(fresh):
    page = fresh.get(RECEIPT).content.decode()
    shown = re.search(r"([0-9A-Z]{5}-){4}[0-9A-Z]{5}", page).group()
    assert segno.make(shown, error="m").svg_inline(scale=4, omitsize=True) in page


def test_the_receipt_is_saved_as_a_file_whose_name_says_nothing(fresh):
    file = fresh.get(TEXT)
    assert file.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert file.headers["Cache-Control"] == "no-store"
    symbols, digits, address = file.content.decode().split("\n\n")
    assert parse_receipt(symbols) == parse_receipt(digits)
    assert address.strip().endswith(RECEIPT)


def test_the_receipt_stands_in_no_address_and_no_cookie_shows_it(fresh):
    page = fresh.get(RECEIPT)
    shown = re.search(r"([0-9A-Z]{5}-){4}[0-9A-Z]{5}", page.content.decode()).group()
    plain = shown.replace("-", "")
    for answer in (page, fresh.post(SAVED), fresh.get(RECEIPT)):
        headers = str(answer.headers) + str(answer.cookies)
        assert plain not in headers
        assert shown not in headers
        assert f"{parse_receipt(shown).number:x}" not in headers
    links = [node.get("href") or "" for node in parse(page.content.decode()).all("a", "link")]
    assert not any(plain in link or shown in link for link in links)
    cookie = page.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert not cookie["max-age"]


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " "), str])
def test_a_receipt_is_typed_in_any_way_and_opens_the_report(client, sent, change):
    answer = client.post(RECEIPT, {"receipt": change(sent.text)})
    assert (answer.status_code, answer.url) == (302, RECEIPT)
    assert "It hurt." in text(client.get(RECEIPT))


def test_a_receipt_is_typed_in_digits_of_another_script(client, sent):
    digits = parse_receipt(sent.text).digits
    arabic = "".join(chr(0x660 + int(sign)) if sign.isdecimal() else sign for sign in digits)
    assert client.post(RECEIPT, {"receipt": arabic}).status_code == 302


def test_a_wrong_receipt_and_an_unknown_one_are_answered_alike(client, sent):
    wrong = ["nonsense", sent.text[:-1], "\x00", "x" * 5000, new_receipt().text]
    seen = set()
    for receipt in wrong:
        with CaptureQueriesContext(connection) as log:
            answer = client.post(RECEIPT, {"receipt": receipt})
        assert answer.status_code == 422
        assert COOKIE not in answer.cookies
        page = answer.content.decode().replace(receipt, "")
        page = re.sub(r'value="[^"]*"', "", page)
        seen.add((len(log), page))
    assert len(seen) == 1
    assert "This receipt opens nothing." in page


def test_no_receipt_at_all_is_asked_for(client, house):
    del house
    assert client.get(RECEIPT).status_code == 200
    assert client.post(RECEIPT, {"receipt": " "}).status_code == 422


def test_reading_writes_no_row_and_begins_no_session(reporter, sent, house):
    actions.reply(receipt=sent.receipt, text="", files=[File("a", "b", b"c")], now=NOW)
    item = next(one for one in queries.correspondence(sent.receipt).items if one.files)
    reporter.post(CLOSE)
    before = tables.dump()
    with CaptureQueriesContext(connection) as log:
        reporter.post(RECEIPT, {"receipt": sent.text})
        assert "It hurt." in text(reporter.get(RECEIPT))
        assert reporter.get(f"/en/receipt/files/{item.id}/0/").content == b"c"
        assert reporter.get(MESSAGE).status_code == 200
        assert reporter.get(WITHDRAW).status_code == 200
        reporter.post(CLOSE)
    assert log.captured_queries
    assert all(query["sql"].startswith(("SELECT", "WITH RECURSIVE")) for query in log)
    assert tables.dump() == before
    assert set(reporter.cookies) <= {COOKIE, settings.CSRF_COOKIE_NAME}


def test_opening_a_receipt_ends_the_session_of_an_account(client, sent):
    client.force_login(PersonFactory())
    assert "you are signed out in this browser" in text(client.get(RECEIPT))
    client.post(RECEIPT, {"receipt": sent.text})
    assert not Session.objects.exists()
    assert "It hurt." in text(client.get(RECEIPT))


def test_signing_in_ends_the_visit_of_a_receipt(reporter):
    reporter.force_login(PersonFactory())
    assert "It hurt." not in text(reporter.get(RECEIPT))
    assert reporter.cookies[COOKIE].value == ""


def test_a_visit_ends_by_itself_after_an_hour(reporter):
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61), tick=False):
        assert "It hurt." not in text(reporter.get(RECEIPT))


def test_a_visit_goes_on_while_its_holder_reads(reporter):
    now = datetime.now(UTC)
    for minutes in (50, 100):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert "It hurt." in text(reporter.get(RECEIPT))


def test_a_stolen_or_changed_cookie_opens_nothing(client, reporter):
    cookie = reporter.cookies[COOKIE].value
    stranger = Client()
    for forged in (cookie[:-2] + ("00" if cookie[-2:] != "00" else "11"), "nonsense", ""):
        stranger.cookies[COOKIE] = forged
        assert "It hurt." not in text(stranger.get(RECEIPT))


def test_closing_and_leaving_make_the_browser_forget(reporter, sent):
    answer = reporter.post(CLOSE)
    assert answer.status_code == 302
    assert "It hurt." not in text(reporter.get(RECEIPT))
    reporter.post(RECEIPT, {"receipt": sent.text})
    answer = reporter.get(LEAVE)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://www.wikipedia.org/"
    assert "It hurt." not in text(reporter.get(RECEIPT))


def test_the_reporter_writes_a_message_with_files(reporter, sent, house):
    svg = SimpleUploadedFile("ü.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    answer = reporter.post(MESSAGE, {"text": "And again.", "files": [svg]})
    assert answer.url == f"{RECEIPT}?done=message"
    page = reporter.get(answer.url)
    assert "Your message was sent." in text(page)
    assert "And again." in text(page)
    links = [node.get("href") or "" for node in parse(page.content.decode()).all("a")]
    (link,) = [link for link in links if "/files/" in link]
    file = reporter.get(link)
    assert file.content == b"<svg onload='alert(1)'/>"
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"].endswith("; sandbox")
    assert file.headers["Cache-Control"] == "no-store"


def test_a_message_by_somebody_whose_hour_was_over_is_not_lost(client, sent):
    answer = client.post(MESSAGE, {"text": "A long message."})
    assert answer.status_code == 422
    assert "A long message." in answer.content.decode()
    wrong = client.post(MESSAGE, {"text": "A long message.", "receipt": new_receipt().text})
    assert (wrong.status_code, "This receipt opens nothing." in text(wrong)) == (422, True)
    done = client.post(MESSAGE, {"text": "A long message.", "receipt": sent.text})
    assert done.url == f"{RECEIPT}?done=message"
    assert factory.said(sent.receipt, "message") == [{"text": "A long message."}]
    assert "A long message." in text(client.get(RECEIPT))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text": " "}, "This question needs an answer."),
        ({"text": "x" * 20_001}, "This may have 20000 characters"),
        ({"text": "a\x07"}, "There are signs in this text"),
    ],
)
def test_a_message_that_cannot_be_sent_is_refused_and_stays(reporter, typed, problem):
    answer = reporter.post(MESSAGE, typed)
    assert answer.status_code == 422
    assert problem in text(answer)


def test_files_that_are_too_large_are_refused(reporter, settings):
    settings.COMITY_UPLOAD_LIMIT = 1024 * 1024
    files = [SimpleUploadedFile("a", b"x" * 600_000), SimpleUploadedFile("b", b"x" * 600_000)]
    answer = reporter.post(MESSAGE, {"text": "Still here.", "files": files})
    assert answer.status_code == 422
    assert "All files of one message together may have 1 MB." in text(answer)
    assert "Still here." in answer.content.decode()


def test_an_empty_file_is_refused(reporter):
    answer = reporter.post(MESSAGE, {"text": "x", "files": [SimpleUploadedFile("a", b"")]})
    assert answer.status_code == 422


def test_a_report_is_taken_back_after_a_warning(reporter):
    assert "This cannot be undone." in text(reporter.get(WITHDRAW))
    unsure = reporter.post(WITHDRAW, {"reason": "I changed my mind."})
    assert unsure.status_code == 422
    assert "I changed my mind." in unsure.content.decode()
    assert not Report.objects.get().withdrawn
    done = reporter.post(WITHDRAW, {"reason": "I changed my mind.", "sure": "on"})
    assert done.url == f"{RECEIPT}?done=withdraw"
    assert Report.objects.get().withdrawn
    again = reporter.post(WITHDRAW, {"sure": "on"})
    assert (again.status_code, "taken back before" in text(again)) == (422, True)


def test_the_reporter_reads_answers_status_and_reasons(reporter, sent, house):
    now, room = datetime.now(UTC), sent.report.room_id
    run_due(now=now)
    bo = house.local.keyrings[1]
    vault.put(room, kind="message", content={"text": "We read it."}, writer=bo, now=now)
    vault.put(room, kind="statement", content={"text": "The reasons."}, writer=bo, now=now)
    address = "https://wiki.example/?diff="
    for content in (
        {"address": f"{address}3", "digest": "ab", "newer": {"text": "hidden words"}},
        {"address": f"{address}4", "problem": "no_such_revision"},
    ):
        vault.put(room, kind="evidence", content=content, writer=None, now=now)
    page = text(reporter.get(RECEIPT))
    assert "We read it." in page
    assert "Bo" in page
    assert "The reasons." in page
    assert "A copy of the edit https://wiki.example/?diff=3 was kept." in page
    assert "The edit https://wiki.example/?diff=4 could not be found" in page
    assert "hidden words" not in page


def test_before_a_case_is_opened_the_page_says_by_when_somebody_answers(reporter, sent):
    assert "Somebody reads it and answers." in text(reporter.get(RECEIPT))


def test_a_forged_item_is_not_shown(reporter, sent):
    forger = ReceiptKeys(sent.receipt.lookup, PrivateKeys.new())
    room = sent.report.room_id
    vault.put(room, kind="message", content={"text": "forged"}, writer=forger, now=NOW)
    page = text(reporter.get(RECEIPT))
    assert "forged" not in page
    assert "carries no signature" in page


def test_a_closed_report_says_so_and_offers_nothing(reporter, sent):
    vault.close_room(sent.report.room_id)
    page = text(reporter.get(RECEIPT))
    assert "This report is closed, and its keys are gone." in page
    assert "Write a message" not in page
    answer = reporter.post(MESSAGE, {"text": "Hello?"})
    assert "Nobody would read what you add." in text(answer)


@pytest.mark.parametrize("page", [MESSAGE, WITHDRAW, "/en/receipt/files/0000000000000/0/"])
def test_without_a_receipt_every_page_leads_to_where_it_is_typed(client, house, page):
    del house
    answer = client.get(page)
    assert (answer.status_code, answer.url) == (302, RECEIPT)


def test_a_file_that_is_not_there_is_not_found(reporter):
    assert reporter.get("/en/receipt/files/0000000000000/0/").status_code == 404


def test_every_page_gives_nothing_away_and_can_be_left(reporter):
    for address in (RECEIPT, MESSAGE, WITHDRAW):
        page = reporter.get(address)
        html = page.content.decode()
        assert "<title>Page</title>" in html
        assert 'href="/en/leave/"' in html
        assert page.headers["Cache-Control"] == "no-store"


def test_a_receipt_whose_report_is_gone_is_asked_for_again(client, house):
    del house
    client.get(RECEIPT)
    held = settings.COMITY_KEYS.seal(
        receipts.PURPOSE,
        b'{"number": "0x10", "ends": 99999999999.5, "fresh": false}',
    )
    client.cookies[COOKIE] = held.hex()
    answer = client.get(RECEIPT)
    assert answer.status_code == 200
    assert client.cookies[COOKIE].value == ""


def test_declined_reports_can_be_looked_at_again_and_appeals_need_a_decision(reporter, sent, house):
    run_due(now=datetime.now(UTC))
    assert reporter.get("/en/receipt/review/").status_code == 200
    refused = reporter.post("/en/receipt/review/", {"reason": "Look again."})
    assert refused.status_code == 422
    assert "Look again." in refused.content.decode()
    assert reporter.get("/en/receipt/appeal/").status_code == 200
