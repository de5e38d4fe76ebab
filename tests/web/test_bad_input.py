"""Whatever somebody types, forges or sends twice: a sentence, and never an error of ours."""

import json
import re
from functools import partial
from itertools import product
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from comity.kernel.ids import new_id
from comity.reports.models import Report
from comity.web.middleware import ShowRefusals
from tests.harness.html import parse
from tests.skins.answers import Answer
from tests.skins.operations import OPERATIONS
from tests.skins.situation import situation
from tests.web.reporting import START
from tests.web.reporting import at as at_step
from tests.web.serving import at, at_browser, confirm, text_of
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a picture that runs": '<img src="x" onerror="alert(1)">',
    "a way out of an attribute": '"><svg onload=alert(1)>',
    "a link that runs": "[here](javascript:alert(1))",
    "a page inside": "<iframe src=//evil.example></iframe>",
    "a template": "{{ settings.SECRET_KEY }}{% include 'x' %}",
    "turned around": "safe\u202eexe.txt\u2066",
    "much too long": "x" * 120_000,
    "nothing but marks": "\u0301" * 5000,
    "no text": "a\x00b",
    "half a character": "a\ud800b",
    "signs of a terminal": "\x1b[2J\x07",
    "a statement": "'; DROP TABLE reports_report; --",
}
ACTIVE = re.compile(
    r"<script>alert|<img src=.?x|<svg onload|<iframe src=//|javascript:alert\(1\)\""
)
"""What must never stand in a page as it was typed."""
REPORTER, RESPONDENT, NOBODY = "the reporter", "the respondent", "nobody"
MEMBER, PERSON, OPERATOR = "a member", "a contributor", "an operator"
FORMS = {
    "a message of the reporter": (REPORTER, "/en/receipt/message/", {}, "text"),
    "a message after the hour": (NOBODY, "/en/receipt/message/", {"receipt": "x"}, "text"),
    "a receipt": (NOBODY, "/en/receipt/", {}, "receipt"),
    "taking a report back": (REPORTER, "/en/receipt/withdraw/", {"sure": "on"}, "reason"),
    "asking for a second look": (REPORTER, "/en/receipt/review/", {}, "reason"),
    "an appeal of the reporter": (REPORTER, "/en/receipt/appeal/", {"grounds": "hearing"}, "text"),
    "an account to prove": (NOBODY, "/en/messages/", {"way": "edit"}, "account"),
    "a wiki to prove it on": (NOBODY, "/en/messages/", {"way": "edit", "account": "F"}, "wiki_id"),
    "a proof": (NOBODY, "/en/messages/prove/", {"token": "x"}, "code"),
    "a token": (NOBODY, "/en/messages/prove/", {"code": "x"}, "token"),
    "an answer": (RESPONDENT, "/en/messages/answer/", {}, "text"),
    "asking for help": (RESPONDENT, "/en/messages/support/", {}, "text"),
    "a signature": (PERSON, "/en/sign/", {}, "version"),
    "an address for notices": (PERSON, "/en/account/notices/", {}, "address"),
    "a language": (PERSON, "/en/account/language/", {}, "language_1"),
    "a passphrase": (MEMBER, "/en/keys/unlock/", {}, "passphrase"),
    "a conflict": (PERSON, "/en/me/conflicts/", {"hard": "True"}, "account"),
    "a name to sign in with": (NOBODY, "/en/account/sign-in/", {"password": "x"}, "login"),
    "a name to sign up with": (NOBODY, "/en/account/sign-up/", {"password1": "x"}, "username"),
}
"""Forms outside a report and a case: who fills in which field, and what else stands there."""
SEARCHES = {
    "a community": "/en/communities/?q=",
    "who decides": "/en/who/?severity=3&subject=harassment&place=",
    "about what": "/en/who/?severity=3&place=movement&subject=",
    "how grave": "/en/who/?place=movement&subject=harassment&severity=",
    "the inbox": "/en/cases/?show=",
    "further on in the inbox": "/en/cases/?after=",
    "where a report begins": "/en/report/?place=",
    "the rule a report begins with": "/en/report/?provision=",
    "where to go afterwards": "/en/keys/unlock/?next=",
    "what was done": "/en/receipt/?done=",
}
HELD_BACK = {"a receipt", "a passphrase", "a wiki to prove it on", "a token", "a signature"}
HELD_BACK |= {"a language", "a name to sign in with", "a message after the hour"}
"""What is secret, chosen or carried along is not shown again; neither is what cannot be shown."""
UNSHOWABLE = {"no text", "half a character", "signs of a terminal"}


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


def undone(act):
    """Let something happen, and take it back."""
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer


def sent(browser, address, typed):
    """Send a form as a browser does."""
    body = urlencode(encodable(typed), doseq=True)
    return browser.post(address, body, content_type="application/x-www-form-urlencoded")


def sentences(answer):
    """Give what a page says is wrong."""
    page = parse(text_of(answer))
    return [
        node.text()
        for node in page.all("div", "p", "span", "h1")
        if {"problems", "problem", "error", "banner"} & set((node.get("class") or "").split())
        or node.get("role") == "alert"
    ]


def test_no_form_breaks_or_shows_what_runs(here):
    wrong = []
    for (name, form), (kind, text) in product(FORMS.items(), HOSTILE.items()):
        who, address, rest, field = form
        browser = here.roles[who].browser
        answer = undone(partial(sent, browser, address, rest | {field: text}))
        shown = answer.content.decode()
        if answer.status_code not in {200, 302, 409, 413, 422, 429} or ACTIVE.search(shown):
            wrong.append(f"{name}, {kind}: {answer.status_code}")
        if answer.status_code == 422 and kind not in UNSHOWABLE and name not in HELD_BACK:
            kept = escape(text) in shown or escape(text[:1000]) in shown
            wrong += [] if kept else [f"{name}, {kind}: what was typed is gone"]
        if answer.status_code in {409, 422} and not sentences(answer):
            wrong.append(f"{name}, {kind}: no sentence")
    assert not wrong, "\n".join(wrong)


def test_no_search_breaks_or_shows_what_runs(here):
    wrong = []
    for (name, address), (kind, text) in product(SEARCHES.items(), HOSTILE.items()):
        browser = here.roles[MEMBER].browser
        path, _, query = address.partition("?")
        *others, last = query.split("&")
        asked = dict(one.split("=") for one in others) | {last.rstrip("="): text[:4000]}
        answer = browser.get(path, encodable(asked))
        if answer.status_code not in {200, 422} or ACTIVE.search(answer.content.decode()):
            wrong.append(f"{name}, {kind}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def encodable(asked):
    """Write half a character as a careless program does: in bytes that are no text."""
    lists = {name: [said] if isinstance(said, str) else said for name, said in asked.items()}
    return {
        name: [text.encode("utf-8", "surrogatepass") for text in texts]
        for name, texts in lists.items()
    }


STEPS = {
    "where": ("search", "community_id"),
    "what": ("what", "harmed", "subject", "evidence"),
    "about": ("accounts", "people"),
    "unseen": ("keep_from", "excluded"),
    "name": ("name", "contact"),
    "check": ("excluded",),
}
"""The pages of a report, and what can be typed or forged on each."""


@pytest.mark.parametrize("step", STEPS)
def test_no_page_of_a_report_breaks_or_shows_what_runs(here, step):
    form = at_step(Client(), here.story.house, step)
    wrong = []
    for field, (kind, text) in product(STEPS[step], HOSTILE.items()):
        answer = undone(partial(sent, Client(), START, form.values | {field: text}))
        shown = answer.content.decode()
        if answer.status_code not in {200, 302, 409, 422} or ACTIVE.search(shown):
            wrong.append(f"{field}, {kind}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_no_call_breaks_whatever_stands_in_its_texts(here):
    wrong = []
    for operation, row in OPERATIONS.items():
        method, path = operation.split()
        typed = here.filled(row.typed)
        if method == "GET" or not typed:
            continue
        givers = [who for who, answers in row.audience.items() if Answer.GIVEN in answers]
        who = givers[0] if givers else OPERATOR  # who has just confirmed that it is them
        address = "/api/v1" + path.format(**here.filled(row.at))
        for field, (kind, text) in product(typed, HOSTILE.items()):
            for bad in (text, [text], {text: text}):
                said = json.dumps(typed | {field: bad})
                program = here.roles[who].program
                act = partial(called, program, method, address, said, sure=not givers)
                answer = undone(act)
                if answer.status_code >= 500 or not told(answer):
                    wrong.append(f"{operation}, {field}, {kind}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def called(program, method, address, said, *, sure):
    if sure:
        confirm(program)
    return program.generic(method, address, said, content_type="application/json")


def told(answer):
    """Tell whether a refusal says why, in one shape."""
    if answer.status_code < 400:
        return True
    said = answer.json()
    return bool(said["title"]) and {"code", "title", "detail"} <= set(said)


UPLOADS = {
    "/en/receipt/message/": REPORTER,
    "/en/messages/answer/": RESPONDENT,
}


@pytest.mark.parametrize("address", UPLOADS)
def test_more_than_a_message_may_hold_is_refused_in_words(here, address):
    browser = here.roles[UPLOADS[address]].browser
    large = SimpleUploadedFile("large.bin", b"x" * (12 * 1024 * 1024))
    answer = browser.post(address, {"text": "Still here.", "files": large})
    assert answer.status_code in {413, 422}
    assert sentences(answer)
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(12)]
    answer = browser.post(address, {"text": "Still here.", "files": many})
    assert answer.status_code in {413, 422}
    assert sentences(answer)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1", "\u202egpj.exe", "<b>x</b>"]
)
def test_the_name_of_a_file_does_no_harm(here, name):
    browser = here.roles[REPORTER].browser
    sending = SimpleUploadedFile("x", b"as it was")
    sending._name = name
    answer = browser.post("/en/receipt/message/", {"text": "Look.", "files": sending})
    assert answer.status_code in {302, 422}
    page = text_of(browser.get("/en/receipt/"))
    assert "<b>x</b>" not in page
    for address in re.findall(r'href="(/en/receipt/files/[^"]+)"', page):
        file = browser.get(address)
        assert file["Content-Disposition"].startswith("attachment")
        assert "\n" not in file["Content-Disposition"]
        assert "Set-Cookie" not in file.headers


FORGED = [new_id(), "0" * 13, "../../", "%00", "x" * 2000, "٣", "<script>", "null"]
PLACES = {
    MEMBER: ("/en/cases/{}/", "/en/cases/{}/take/", "/en/cases/{}/files/{}/0/"),
    REPORTER: ("/en/receipt/files/{}/0/", "/en/receipt/files/{}/99999999999999999999/"),
    RESPONDENT: ("/en/messages/files/{}/0/",),
    NOBODY: ("/en/communities/{}/", "/en/bodies/{}/", "/en/code/{}/", "/en/code/movement/rule/{}/"),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_id_leads_to_nothing(here, forged):
    for who, addresses in PLACES.items():
        for address in addresses:
            answer = here.roles[who].browser.get(address.replace("{}", forged))
            assert answer.status_code == 404, address


def test_a_draft_that_was_changed_anywhere_is_refused_and_what_was_typed_is_kept(here):
    form = at_step(Client(), here.story.house, "what")
    (token,) = form.values["draft"]
    for place in range(0, len(token), max(1, len(token) // 40)):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        answer = Client().post(START, form.values | {"draft": changed, "what": "My long story."})
        assert answer.status_code == 422
        assert "My long story." in text_of(answer)


def test_a_draft_is_sent_once_however_often_it_comes(here):
    before = Report.objects.count()
    form = at_step(Client(), here.story.house, "check")
    answers = [Client().post(START, form.values) for _ in range(4)]
    assert {answer.status_code for answer in answers} == {302}
    assert Report.objects.count() == before + 1


def test_pages_of_two_drafts_do_not_mix(here):
    before = Report.objects.count()
    one, two = (
        at_step(Client(), here.story.house, "check", what={"what": what})
        for what in ("One.", "Two.")
    )
    mixed = one.values | {"draft": two.values["draft"]}
    page = Client().post(START, mixed)
    assert page.status_code in {200, 302}
    assert Report.objects.count() <= before + 1


def test_a_form_of_another_page_is_not_taken_for_this_one(here):
    form = at_step(Client(), here.story.house, "what")
    answer = Client().post(START, form.values | {"step": "check", "what": "x"})
    assert answer.status_code in {200, 409, 422}
    answer = Client().post(START, form.values | {"step": "nonsense"})
    assert answer.status_code in {200, 422}


def test_two_members_who_vote_at_once_are_both_counted_and_nobody_votes_twice(here):
    story = here.story
    browsers = [at_browser(person, story.keyring(person)) for person in story.judges[:2]]
    address = f"/en/cases/{here.case_id}/vote/{here.question}/"
    assert {browser.get(address).status_code for browser in browsers} == {200}
    assert {browser.post(address, {"choice": "for"}).status_code for browser in browsers} == {302}
    for browser in browsers:
        again = browser.post(address, {"choice": "against"})
        assert again.status_code in {409, 422}
        assert sentences(again)


def test_of_two_members_who_take_a_case_at_once_the_second_is_told(story):
    one, two = (
        at_browser(person, story.keyring(person)) for person in story.people("alternate")[:2]
    )
    address = f"/en/cases/{story.case_id}/take/"
    assert [browser.get(address).status_code for browser in (one, two)] == [200, 200]
    assert one.post(address).status_code == 302
    late = two.post(address)
    assert late.status_code == 409
    assert sentences(late)
    assert story.state == "triage"


@pytest.mark.parametrize(
    "error", [DataError(), UnicodeEncodeError("utf-8", "a\ud800", 1, 2, "surrogates not allowed")]
)
def test_what_a_database_cannot_keep_is_refused_in_words(rf, error):
    request = rf.get("/en/")
    request.user = AnonymousUser()
    answer = ShowRefusals(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer.status_code == 400
    assert sentences(answer)
