"""Text browsers show what is only hidden, so nothing but forms for passkeys stands hidden."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.PACKAGE / "web" / "templates"
HIDDEN = re.compile(r"<[a-z0-9]+[^<>]*\shidden(?=[\s>=])[^<>]*>")
PASSKEYS = {
    "account/login.html",
    "mfa/authenticate.html",
    "mfa/webauthn/add_form.html",
    "mfa/webauthn/ask.html",
    "mfa/webauthn/reauthenticate.html",
}
"""Their forms carry what a sent form needs; a script that made them would have to write markup."""


def test_no_words_stand_hidden_in_a_page():
    found = {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if HIDDEN.search(re.sub(r"{[%{].*?[%}]}", "", file.read_text("utf-8")))
    }
    assert found == PASSKEYS


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
