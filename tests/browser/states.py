"""Every page of the table in every state that somebody can bring about, as HTML."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from comity.cases.rules.words import Move
from tests.harness.html import parse
from tests.skins.answers import Answer
from tests.skins.audiences import (
    JUDGE,
    LOCKED,
    MEMBER,
    NOBODY,
    OPERATOR,
    PUBLIC,
    REPORTER,
    RESPONDENT,
)
from tests.skins.pages import PAGES
from tests.web.reporting import Form
from tests.web.serving import at, confirm

CONTRIBUTOR = "a contributor"
ROLES = (NOBODY, REPORTER, RESPONDENT, CONTRIBUTOR, MEMBER, LOCKED, JUDGE, OPERATOR)
ANSWERS = {
    "safety": {"danger": "no"},
    "what": {"what": "It hurt."},
    "about": {},
    "unseen": {},
    "name": {"named": "no"},
    "check": {},
}
PASSING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|[A-Za-z0-9_-]{40,}')
"""What differs each time a page is asked for: no other state."""

SOMETHING = {Answer.GIVEN, Answer.REFUSED, Answer.UNLOCK, Answer.CONFIRM}
SAME_FOR_MOST = (NOBODY, MEMBER, OPERATOR)
"""Whom to ask for a page that is open to all: its shell knows those without account, and with."""

OK, WRONG = 200, 422


@dataclass(frozen=True)
class State:
    """One page as one person finds it.

    Attributes:
        address: the path, with what stands behind the question mark.
        who: whoever asked for it.
        html: what came.
        headers: what came with it.
        after: what they did to get it; empty where they only opened it.
    """

    address: str
    who: str
    html: str
    headers: dict
    after: str = ""

    def __str__(self):
        return f"{self.address} for {self.who}{self.after and ', ' + self.after}"


def gather(here, language, roles=ROLES):
    """Open every page as everybody, send each of its forms empty, and leave nothing changed.

    A page that looks the same to somebody else comes once.
    """
    seen, found = set(), []
    with at(here.story):
        for who in roles:
            if here.roles[who].account:
                confirm(here.roles[who].account)
        for who in roles:
            for state in _of(here, who, language):
                shape = _shape(state.html)
                if shape not in seen:
                    seen.add(shape)
                    found.append(state)
    return found


def _of(here, who, language):
    for name, row in PAGES.items():
        asks = who in SAME_FOR_MOST if row.audience is PUBLIC else row.audience[who] & SOMETHING
        for address in _addresses(here, name, row, language) if asks and not row.only_sent else ():
            browser = here.roles[who].browser
            opened = browser.get(address)
            if not _is_page(opened):
                continue
            yield as_state(address, who, opened)
            if opened.status_code == OK:
                yield from sent_empty(browser, address, who, opened)
    if who == NOBODY:
        yield from _report(here, f"/{language}/report/")


def _addresses(here, name, row, language):
    gaps = [{"move": move} for move in Move] if "move" in row.at else [{}]
    with translation.override(language):
        return [reverse(name, kwargs=here.filled(row.at | gap)) for gap in gaps]


def sent_empty(browser, address, who, opened):
    """Send each form of a page with nothing filled in, as far as that is refused."""
    for form in parse(opened.content.decode()).all("form"):
        if form.get("method") != "post" or form.within("header", "footer"):
            continue
        nothing = [pair for f in form.fields() for pair in (f.sent() if f.kind == "hidden" else [])]
        target = form.get("action") or address
        refused = _and_forgotten(browser, target, dict(nothing))
        if refused is not None and _is_page(refused) and refused.status_code == WRONG:
            yield as_state(target, who, refused, "who sent it empty")


def _and_forgotten(browser, address, typed):
    """Send something, and let it not have happened."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        answer = browser.post(address, typed)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def _report(here, start):
    """Write a report, sending each page empty first, to the receipt."""
    browser = Client()
    answers = ANSWERS | {"where": {"community_id": here.project_id}}
    answer = browser.get(start)
    while answer.status_code == OK:
        form = Form(browser, answer)
        yield as_state(start, NOBODY, answer, f"who is asked: {form.step}")
        empty = {name: form.values[name] for name in ("step", "draft") if name in form.values}
        refused = _and_forgotten(browser, start, empty)
        if refused.status_code == WRONG:
            yield as_state(start, NOBODY, refused, f"who left empty: {form.step}")
        answer = browser.post(start, form.values | answers[form.step])
    yield as_state(answer.url, NOBODY, browser.get(answer.url), "who has sent a report")


def as_state(address, who, answer, after=""):
    """Keep a page as somebody found it."""
    return State(address, who, answer.content.decode(), dict(answer.headers), after)


def _is_page(answer: HttpResponse):
    kind = answer.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not 300 <= answer.status_code < 400


def _shape(html):
    main = html[html.find("<main") : html.find("</main>")]
    return hash(PASSING.sub("", main))
