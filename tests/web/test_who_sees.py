"""Whoever sends something about people is told before who will see it."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.PACKAGE / "web" / "templates"

SENDING = (
    "bodies/conflicts.html",
    "cases/message.html",
    "cases/move.html",
    "cases/vote.html",
    "reports/appeal.html",
    "reports/check.html",
    "reports/message.html",
    "reports/review.html",
    "reports/withdraw.html",
    "respond/answer.html",
    "respond/appeal.html",
    "respond/challenge.html",
    "respond/support.html",
    "signup/sign.html",
)
"""Every page with a form that sends something about people."""

ABOUT_NOBODY = {
    "reports/": "pages of a report that is being written: nothing is sent before the last one, "
    "which lists everybody by name",
    "vault/": "one's own keys, which nobody else gets",
    "people/": "one's own account, told on each page in the words that fit",
    "respond/messages.html": "whether something waits, asked without saying about what",
    "respond/shown.html": "what a proof has shown, told to whoever gave it",
}
"""Question pages that send nothing about people to anybody, and why."""

INSET = re.compile(r'include "components/inset\.html"|component "inset"')
ASKS = re.compile(r'extends "(layouts/question|reports/step)\.html"')


@pytest.mark.parametrize("page", SENDING)
def test_who_will_see_it_stands_on_the_page(page):
    assert INSET.search((TEMPLATES / page).read_text())


def test_every_question_page_is_one_of_these_or_says_why_not():
    asking = {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if ASKS.search(file.read_text())
    }
    unsaid = {page for page in asking - set(SENDING) if not page.startswith(tuple(ABOUT_NOBODY))}
    assert unsaid == set()


def test_the_lists_name_nothing_that_is_not_there():
    assert [page for page in SENDING if not (TEMPLATES / page).exists()] == []
