"""A respondent on their way: proving an account, reading, answering, appealing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from comity.cases import actions
from comity.kernel.receipts import parse_receipt
from comity.people.models import Session
from comity.web import receipts
from comity.wikis.queries import every_wiki
from tests.factories.cases import PARTIAL
from tests.factories.reports import link, send
from tests.web.serving import HOUR, at_browser, text_of

pytestmark = pytest.mark.django_db

MESSAGES, PROVE, CASE = "/en/messages/", "/en/messages/prove/", "/en/messages/case/"
ANSWER, SUPPORT, APPEAL = "/en/messages/answer/", "/en/messages/support/", "/en/messages/appeal/"


def started(browser, name, way="edit"):
    """Ask for a challenge and read its page."""
    (wiki,) = every_wiki()
    return browser.post(MESSAGES, {"account": name, "wiki_id": wiki.id, "way": way})


def hidden(page):
    """Read the fields that go back with the proof."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text_of(page))
    return dict(found)


def proved(story, browser):
    """Go through the challenge by an edit, and give the page with the receipt."""
    fields = hidden(started(browser, story.user.name))
    story.paper.edit(story.user, fields["summary"], at=story.now + HOUR)
    return browser.post(PROVE, fields)


@pytest.fixture
def respondent(story, client):
    """Give the browser of a respondent who has proved their account."""
    story.delivered()
    assert proved(story, client).status_code == 200
    return client


def test_a_respondent_proves_the_account_by_an_edit_and_reads_what_is_said(story, client):
    story.delivered()
    page = proved(story, client)
    receipt = re.search(r"[0-9A-Z]{5}(-[0-9A-Z*]{5}){4}", text_of(page)).group()
    assert parse_receipt(receipt)
    said = text_of(client.get(CASE))
    assert "called another editor names." in said
    assert "Mind respect." in said
    assert "Take your time." in said
    assert "Answer by" in said
    assert "Nothing has been decided" in said
    assert receipt not in said


def test_the_receipt_is_handed_out_once(story, respondent):
    again = proved(story, Client())
    assert "Nothing is waiting for you" in text_of(again)


def test_nothing_tells_before_the_proof_whether_a_message_waits(story, paper):
    story.delivered()
    other = paper.user("Tern")
    waits, none = (started(Client(), name) for name in (story.user.name, other.name))
    assert waits.status_code == none.status_code == 200
    blank = re.compile(r'value="[^"]*"|[0-9A-Z]{16}|%[0-9A-F]{2}|http://[^"]*')
    texts = [
        blank.sub("", text_of(page)).replace(name, "")
        for page, name in ((waits, story.user.name), (none, other.name))
    ]
    assert texts[0] == texts[1]


def test_somebody_for_whom_nothing_waits_is_told_so_after_the_proof(story, paper, client):
    story.delivered()
    other = paper.user("Tern")
    fields = hidden(started(client, other.name))
    paper.edit(other, fields["summary"], at=story.now + HOUR)
    page = client.post(PROVE, fields)
    assert page.status_code == 200
    assert "Nothing is waiting for you" in text_of(page)


def test_without_the_edit_the_challenge_comes_back_with_the_same_summary(story, client):
    story.delivered()
    fields = hidden(started(client, story.user.name))
    page = client.post(PROVE, fields)
    assert page.status_code == 422
    assert "The wiki shows no edit by this account" in text_of(page)
    assert hidden(page)["summary"] == fields["summary"]


def test_an_edit_by_somebody_else_proves_nothing(story, paper, client):
    story.delivered()
    fields = hidden(started(client, story.user.name))
    paper.edit(paper.user("Tern"), fields["summary"], at=story.now + HOUR)
    assert client.post(PROVE, fields).status_code == 422


def test_a_challenge_belongs_to_the_browser_that_asked_for_it(story, client):
    story.delivered()
    fields = hidden(started(client, story.user.name))
    story.paper.edit(story.user, fields["summary"], at=story.now + HOUR)
    thief = Client()
    started(thief, story.user.name)
    answer = thief.post(PROVE, fields)
    assert (answer.status_code, answer.url) == (302, f"{MESSAGES}?again=1")
    assert "no longer good" in text_of(thief.get(answer.url))


def test_a_forged_token_leads_back_to_the_beginning(story, client):
    fields = hidden(started(client, story.user.name)) | {"token": "forged"}
    assert client.post(PROVE, fields).status_code == 302
    assert client.post(PROVE, {}).status_code == 302


def test_an_account_that_the_wiki_does_not_know_is_refused_beside_its_field(story, client):
    page = started(client, "Nobody at all")
    assert page.status_code == 422
    assert "There is no such account." in text_of(page)
    assert "Nobody at all" in text_of(page)


def test_a_wiki_that_does_not_answer_is_said_and_what_was_typed_is_kept(story, paper, client):
    paper.refuse("query")
    page = started(client, story.user.name)
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert story.user.name in text_of(page)


def test_a_code_by_mail_is_typed_in(story, client):
    story.delivered()
    page = started(client, story.user.name, way="mail")
    assert "a code was sent to its e-mail address" in text_of(page)
    fields = hidden(page)
    assert "summary" not in fields
    wrong = client.post(PROVE, fields | {"code": "0000 0000 0000 0000"})
    assert wrong.status_code == 422
    assert "This is not the code that was sent." in text_of(wrong)


def test_nothing_is_written_while_somebody_only_proves_or_reads(story, respondent):
    before = Session.objects.count()
    respondent.get(CASE)
    started(Client(), story.user.name)
    assert Session.objects.count() == before == 0


def test_somebody_signed_in_with_the_linked_account_needs_no_edit(story):
    story.delivered()
    person = story.house.top.people[0]
    link(person, str(story.user.number), story.user.name)
    browser = at_browser(person)
    assert "Look for messages to my linked accounts" in text_of(browser.get(MESSAGES))
    page = text_of(browser.post("/en/messages/signed-in/"))
    assert "Keep your receipt" in page
    assert "Sign out before you use it" in page


def test_somebody_signed_in_without_a_message_is_told_so(story):
    story.delivered()
    page = at_browser(story.house.top.people[0]).post("/en/messages/signed-in/")
    assert "Nothing is waiting for you" in text_of(page)


@pytest.mark.parametrize("address", [CASE, ANSWER, SUPPORT, APPEAL])
def test_who_comes_without_a_receipt_is_led_to_the_door(story, client, address):
    assert client.get(address).url == "/en/messages/"


@pytest.mark.parametrize("address", [ANSWER, SUPPORT, APPEAL])
def test_nothing_is_sent_without_a_receipt(story, client, address):
    story.delivered()
    assert client.post(address, {"text": "I was upset."}).status_code == 422
    assert story.state == "hearing"


def test_an_answer_with_a_file_reaches_the_panel(story, respondent):
    letter = SimpleUploadedFile("letter.txt", b"as it was")
    answer = respondent.post(ANSWER, {"text": "I was upset.", "files": letter})
    assert answer.url == f"{CASE}?done=answer"
    assert "It was sent." in text_of(respondent.get(answer.url))
    member = at_browser(story.members[0], story.keyring(story.members[0]))
    page = text_of(member.get(f"/en/cases/{story.case_id}/"))
    assert "I was upset." in page
    address = re.search(r'href="([^"]+/files/[^"]+)"', page).group(1)
    assert member.get(address).content == b"as it was"
    own = re.search(r'href="(/en/messages/files/[^"]+)"', text_of(respondent.get(CASE))).group(1)
    assert respondent.get(own).content == b"as it was"
    assert Client().get(own).status_code in {404, 422}


def test_an_empty_answer_is_refused(story, respondent):
    page = respondent.post(ANSWER, {"text": " "})
    assert page.status_code == 422
    assert not story.case.answered


def test_asking_for_support_is_no_answer(story, respondent):
    answer = respondent.post(SUPPORT, {"text": "I need a translation."})
    assert answer.url == f"{CASE}?done=support"
    assert not story.case.answered
    assert "I need a translation." in text_of(respondent.get(CASE))
    assert respondent.post(SUPPORT, {"text": ""}).status_code == 422


def test_there_is_nothing_to_appeal_against_before_the_decision(story, respondent):
    assert respondent.get(APPEAL).status_code == 409
    assert "Write an appeal" not in text_of(respondent.get(CASE))


def test_a_respondent_reads_the_reasons_and_appeals_on_a_ground(story, client):
    story.delivered()
    page = proved(story, client)
    receipt = re.search(r"[0-9A-Z]{5}(-[0-9A-Z*]{5}){4}", text_of(page)).group()
    assert receipt
    respond(story, client)
    reasons = text_of(client.get(CASE))
    assert "The decision and its reasons" in reasons
    assert "so that others can work." in reasons
    assert "Appeal by" in reasons
    none = client.post(APPEAL, {"text": "Not so."})
    assert none.status_code == 422
    assert "Not so." in text_of(none)
    done = client.post(APPEAL, {"grounds": ["hearing"], "text": "Not so."})
    assert done.url == f"{CASE}?done=appeal"
    assert story.state == "under_appeal"
    assert "Your appeal was received." in text_of(client.get(done.url))


def respond(story, client):
    """Answer, and let the panel decide."""
    client.post(ANSWER, {"text": "I was upset."})
    one = story.with_(story.members[0])
    actions.close_hearing(**one)
    story.vote("for")
    actions.conclude_findings(**one)
    actions.propose_measure(terms=PARTIAL, reason="so that others can work.", **one)
    story.vote("for")
    actions.decide(**one)


def test_a_respondent_learns_nothing_of_who_reported(story, respondent):
    page = text_of(respondent.get(CASE))
    assert "It hurt." not in page
    assert story.case_id not in page


def test_closing_the_messages_forgets_the_receipt(story, respondent):
    assert respondent.get("/en/messages/leave/").status_code == 405
    respondent.post("/en/messages/leave/")
    assert respondent.get(CASE).status_code == 302


def test_a_reporters_receipt_opens_no_messages(story, client):
    held = HttpResponse()
    receipts.remember(held, parse_receipt(send(story.house.project).text))
    client.cookies = held.cookies
    assert client.get(CASE).url == MESSAGES
    assert client.get(ANSWER).url == MESSAGES


def test_the_pages_of_a_respondent_give_nothing_away_in_their_title(story, respondent):
    assert "<title>Page</title>" in text_of(respondent.get(CASE))


def test_without_a_wiki_the_way_in_says_so(db, client):
    page = text_of(client.get(MESSAGES))
    assert "No wiki is connected here yet" in page
    assert "What is your account on the wiki called?" not in page


def test_the_way_in_speaks_arabic(story, client):
    page = text_of(client.get("/ar/messages/"))
    assert 'dir="rtl"' in page
