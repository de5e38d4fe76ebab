"""Text browsers show what is only hidden, so what needs script is not there until it runs."""

import re

import pytest
from django.conf import settings

from tests.harness.html import parse
from tests.web.serving import text_of

TEMPLATES = settings.PACKAGE / "web" / "templates"
HIDDEN = re.compile(r"<[a-z0-9]+[^<>]*\shidden(?=[\s>=])[^<>]*>")
IN_AN_ATTRIBUTE = {"mfa/webauthn/asking.html"}
"""Drawn by script, all of it: ask.html says how."""


def test_no_words_stand_hidden_in_a_page():
    found = {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if HIDDEN.search(re.sub(r"{[%{].*?[%}]}", "", file.read_text("utf-8")))
    }
    assert found == IN_AN_ATTRIBUTE


@pytest.mark.parametrize(
    ("written", "is_hidden"),
    [
        ('<p class="error" hidden>', True),
        ("<button hidden data-print>", True),
        ('<span class="hidden">', False),
        ('<input type="hidden" name="next">', False),
        ('<b aria-hidden="true">', False),
    ],
)
def test_hidden_elements_are_told_from_others(written, is_hidden):
    assert bool(HIDDEN.search(written)) is is_hidden


@pytest.mark.django_db
def test_signing_in_says_nothing_of_passkeys_until_there_is_script(client):
    page = client.get("/en/account/sign-in/")
    assert "passkey" not in parse(page.content.decode()).text()
    (place,) = [node for node in parse(text_of(page)).all("div") if node.get("data-with-passkeys")]
    drawn = parse(place.get("data-with-passkeys"))
    assert "Sign in with a passkey" in drawn.text()
    (form,) = drawn.all("form")
    assert form.get("action") == "/en/account/sign-in/passkey/"
    assert "csrfmiddlewaretoken" in {field.name for field in form.fields()}
