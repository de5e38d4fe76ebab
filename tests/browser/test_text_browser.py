"""Reporting, and saying something in a consultation, in a text browser, to the receipt."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from tests.harness import w3m

RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b")
PLACES = {"en": "Lighthouse", "ar": "مكتبة الفانوس"}
WORDS = "They called me names."
QUESTIONS = {"en": "Quiet rooms", "ar": "غرف هادئة"}
IDEA = "Umbrellas in seventeen colours for whoever waits outside."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_is_sent_and_its_receipt_read_in_a_text_browser(served, tmp_path, language):
    with (
        translation.override(language),
        w3m.opened(f"{served.url}/{language}/", tmp_path) as terminal,
    ):
        terminal.arrive(_("Report something"))
        terminal.follow(_("Report something"))
        terminal.arrive(_("Report what happened"))
        terminal.choose(f"{_('No')}$")
        terminal.press(_("Continue"))
        terminal.arrive(_("Where did it happen?"))
        terminal.choose(PLACES[language])
        terminal.press(_("Continue"))
        terminal.arrive(_("What happened?"))
        terminal.write(f"^{_('What happened?')}".rstrip("?؟"), WORDS)
        terminal.press(_("Continue"))
        terminal.arrive(_("Whom is it about?"))
        terminal.press(_("Continue"))
        terminal.arrive(_("Who must not see this?"))
        terminal.press(_("Continue"))
        terminal.arrive(_("No, I stay anonymous"))
        terminal.press(_("Continue"))
        read = terminal.arrive(_("Check before you send"))
        assert WORDS in read
        terminal.press(_("Send the report"))
        assert RECEIPT.search(terminal.arrive(_("I have saved it")))
        terminal.press(_("I have saved it"))
        assert WORDS in terminal.arrive(WORDS)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_something_is_said_without_an_account_and_its_receipt_read(served, tmp_path, language):
    with (
        translation.override(language),
        w3m.opened(f"{served.url}/{language}/consultations/", tmp_path) as terminal,
    ):
        terminal.arrive(_("I have a receipt"))
        terminal.follow(QUESTIONS[language])
        terminal.arrive(_("How to take part"))
        terminal.follow(_("Take part"))
        terminal.arrive(_("What do you want to say?"))
        terminal.write(f"^{_('What do you want to say?')}".rstrip("?؟"), IDEA)
        terminal.press(_("Publish it"))
        read = terminal.arrive(_("I have saved it"))
        assert IDEA in read
        assert RECEIPT.search(read)
        terminal.press(_("I have saved it"))
        kept = terminal.arrive(_("Put my receipt away"))
        assert IDEA in kept
        assert not RECEIPT.search(kept)
