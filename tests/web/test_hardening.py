"""What every answer carries, whoever asks for whatever, and also when something goes wrong."""

import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from comity.web.pages import way_back
from tests.factories.people import PersonFactory
from tests.skins.operations import OPERATIONS
from tests.skins.pages import PAGES
from tests.skins.situation import situation
from tests.skins.test_permissions import addresses, called
from tests.web.hardening import (
    STATIC,
    directives,
    everything,
    faults,
    loaded_from_elsewhere,
    may_be_kept,
    public_names,
    strict,
)
from tests.web.serving import at, at_browser, text_of
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

EVERY_KIND = ("nobody", "the reporter", "the respondent", "a member", "an operator")
"""Each of the others is answered as one of these, or refused."""
DESCRIPTION = "api-1:openapi-json"
"""It only reads, in whatever way it is asked for."""
PUBLIC_OPERATIONS = {
    "POST /audience",
    "POST /consultations/{consultation_id}/part-without-account",
    "POST /consultations/{consultation_id}/similar",
    "POST /rounds/{round_id}/contributions-without-account",
}
"""What is for all and never looks who is signed in: it changes nothing, or gives a receipt."""


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


@pytest.mark.parametrize("who", EVERY_KIND)
def test_every_answer_to_everybody_carries_what_it_has_to(here, who):
    wrong, kept = [], set()
    for asked, name, answer in everything(here, who):
        found = list(faults(answer))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found += loaded_from_elsewhere(answer)
        wrong += [f"{asked} {answer.status_code}: {fault}" for fault in found]
        if may_be_kept(answer):
            kept.add(name)
    assert not wrong, "\n".join(wrong)
    assert kept <= public_names()


def test_what_anybody_may_keep_is_the_same_for_all(here):
    for name in public_names() - {"security_txt"}:
        [address] = addresses(here, name, PAGES[name])
        one, other = (here.roles[who].browser.get(address) for who in ("nobody", "an operator"))
        assert may_be_kept(one)
        assert one.content == other.content


@pytest.mark.parametrize("address", STATIC)
def test_a_file_of_ours_carries_it_too_and_is_for_our_pages_alone(client, address):
    with closing(client.get(address)) as answer:
        assert answer.status_code == 200
        assert list(faults(answer)) == []


def test_a_header_that_is_missing_or_weak_is_found(client):
    answer = client.get("/en/words/")
    del answer.headers["X-Frame-Options"]
    answer.headers["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    answer.headers["Cache-Control"] = "max-age=60"
    assert list(faults(answer)) == [
        "X-Frame-Options",
        "an unsafe content policy",
        "Cache-Control: max-age=60",
    ]


def test_what_comes_from_elsewhere_is_found():
    answer = HttpResponse('<img src="//a.example/b"><form action="https://a.example"></form>')
    assert list(loaded_from_elsewhere(answer)) == ["img //a.example/b", "form https://a.example"]


def broken(problem):
    def raises(*_, **__):
        raise problem

    return raises


def too_large(client):
    return client.post("/en/account/sign-in/", {"login": "x" * (3 * 1024 * 1024)})


def guessed_often(client):
    typed = {"login": "kit", "password": "seven quiet rivers"}
    return [client.post("/en/account/sign-in/", typed) for _ in range(7)][-1]


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (400, lambda client: client.get("/en/words/", headers={"Host": "elsewhere.example"})),
        (400, lambda client: client.get("/api/v1/bodies", headers={"Host": "elsewhere.example"})),
        (403, lambda _: Client(enforce_csrf_checks=True).post("/en/account/sign-in/")),
        (404, lambda client: client.get("/en/nowhere/")),
        (404, lambda client: client.get("/nowhere")),
        (404, lambda client: client.get("/static/nowhere.css")),
        (404, lambda client: client.get("/api/v1/nowhere")),
        (405, lambda client: client.delete("/en/words/")),
        (405, lambda client: client.put("/api/v1/bodies")),
        (413, too_large),
        (422, lambda client: client.post("/en/account/sign-in/", {"login": ""})),
        (422, guessed_often),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "asked",
)
def test_a_refusal_carries_it_too(client, status, ask):
    answer = ask(client)
    assert answer.status_code == status
    assert list(faults(answer)) == []


@pytest.mark.parametrize(
    ("status", "problem"), [(500, ValueError("a typed word")), (503, OperationalError("10.0.0.7"))]
)
@pytest.mark.parametrize("address", ["/en/communities/", "/api/v1/communities"])
def test_a_fault_of_ours_carries_it_too(client, monkeypatch, address, status, problem):
    client.raise_request_exception = False
    for asked in ("tree", "part_of_tree"):
        monkeypatch.setattr(f"comity.communities.queries.{asked}", broken(problem))
    answer = client.get(address)
    assert answer.status_code == status
    assert list(faults(answer)) == []


def test_pages_may_talk_to_nobody_but_us(client):
    policy = directives(client.get("/en/account/sign-in/"))
    assert policy == {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }


@pytest.mark.parametrize("address", STATIC)
def test_no_file_of_ours_names_another_place(client, address):
    with closing(client.get(address)) as answer:
        text = b"".join(answer).decode()
    assert re.findall(r"(?:https?:)?//[a-z][\w.-]+\.\w+|@import|url\((?!\"?data:)", text) == []


def test_no_page_takes_a_form_from_elsewhere(here):
    taken = []
    for who in ("nobody", "the reporter", "a member"):
        browser = strict(here.roles[who])
        for name, row in PAGES.items():
            for address in addresses(here, name, row)[:1]:
                answer = browser.post(address, here.filled(row.typed))
                if answer.status_code not in {403, 405}:
                    taken.append(f"{who} {address}: {answer.status_code}")
    assert not taken, "\n".join(taken)


def test_no_operation_is_done_in_somebodys_account_from_elsewhere(here):
    done = []
    for operation, row in OPERATIONS.items():
        if operation.startswith("GET") or operation in PUBLIC_OPERATIONS:
            continue
        for who in ("a member", "an operator"):
            role = here.roles[who]
            browser = strict(role)
            browser.raise_request_exception = False
            asking = type("Asking", (), {"program": browser})
            answer = called(here, asking, operation, row)
            if answer.status_code < 400:
                done.append(f"{who} {operation}: {answer.status_code}")
    assert not done, "\n".join(done)


def test_pages_answer_to_no_other_way_of_asking(here):
    answered = []
    browser = here.roles["a member"].browser
    for name, row in PAGES.items():
        for address in addresses(here, name, row)[:1]:
            for method in ("PUT", "PATCH", "DELETE") if name != DESCRIPTION else ():
                answer = browser.generic(method, address)
                if answer.status_code < 300:
                    answered.append(f"{method} {address}: {answer.status_code}")
    assert not answered, "\n".join(answered)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_what_nothing_here_takes_is_refused_at_once(client, method):
    for address in ("/en/", "/api/v1/bodies", "/api/v1/openapi.json", STATIC[0]):
        answer = client.generic(method, address)
        assert answer.status_code == 405
        assert list(faults(answer)) == []


def test_another_name_in_the_request_is_refused_with_help_and_echoed_nowhere(client):
    answer = client.get("/en/words/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "could not be read" in text_of(answer)
    assert "elsewhere.example" not in text_of(answer) + str(answer.headers)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"])
def test_no_header_says_where_we_are(client, header):
    answer = client.get("/en/feeds/codes/", headers={header: "host=elsewhere.example"})
    page = client.get("/en/words/", headers={header: "elsewhere.example"})
    assert "elsewhere.example" not in text_of(answer) + text_of(page)


ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "\\\\elsewhere.example",
    "/\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "http://testserver@elsewhere.example/",
    "\x01https://elsewhere.example",
)
ASKING_BACK = ("next", "redirect_to", "url", "return_to")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nobody_elsewhere(wanted):
    person = PersonFactory()
    person.set_password("seven quiet rivers run")
    person.save()
    answer = Client().post(
        "/en/account/sign-in/",
        {"login": person.username, "password": "seven quiet rivers run", "next": wanted},
    )
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert answer["Location"].startswith("/en/")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_page_of_ours_takes_an_address_elsewhere_for_a_way_back(rf, wanted):
    assert way_back(rf.get("/", {"next": wanted})) == ""
    assert way_back(rf.post("/", {"next": wanted})) == ""


def test_no_page_leads_elsewhere_because_its_address_says_so(here):
    led = []
    asked = dict.fromkeys(ASKING_BACK, ELSEWHERE[1])
    for who in ("nobody", "a member"):
        for name, row in PAGES.items():
            if name in {"account_logout", "reports:leave"}:
                continue
            for address in addresses(here, name, row)[:1]:
                answer = here.roles[who].browser.get(address, asked)
                place = urlsplit(answer.headers.get("Location", "/en/"))
                if place.netloc or place.scheme or not place.path.startswith("/"):
                    led.append(f"{who} {address}: {answer['Location']}")
    assert not led, "\n".join(led)


def test_signing_out_leads_nobody_elsewhere_and_leaves_nothing_behind():
    browser = at_browser(PersonFactory())
    answer = browser.post("/en/account/sign-out/", {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/en/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in browser.get("/en/").headers
