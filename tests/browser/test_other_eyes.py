"""On paper, in colours that somebody chose, in large text, and without script."""

import pytest

from tests.harness.browser import WIDTHS
from tests.skins.audiences import NOBODY

pytestmark = pytest.mark.django_db

ENDS = (".end", ".leave", "header nav")
LINK_WITHOUT_ADDRESS = """() => [...document.querySelectorAll("main a[href^='http']")]
    .filter((link) => !getComputedStyle(link, "::after").content.includes(link.href))
    .map((link) => link.innerText)"""
SAME_AS_BEHIND = """() => [...document.querySelectorAll("main h1, main p, main a, main label")]
    .filter((node) => node.checkVisibility() && node.innerText.trim())
    .filter((node) => getComputedStyle(node).color
        === getComputedStyle(document.body).backgroundColor)
    .map((node) => node.innerText)"""
UNSEEN_BUTTONS = """() => [...document.querySelectorAll("main .button, main input, main textarea")]
    .filter((node) => node.checkVisibility()
        && !["hidden", "radio", "checkbox"].includes(node.type))
    .filter((node) => !node.matches(".plain")
        && parseFloat(getComputedStyle(node).borderTopWidth) < 1)
    .map((node) => node.innerText || node.name)"""


@pytest.fixture
def opened(states):
    """Give what everybody sees who only opens pages."""
    return [state for state in states["en"] if not state.after]


def test_on_paper_the_content_stands_alone_and_links_show_where_they_lead(opened, look):
    found = []
    with look() as window:
        window.page.emulate_media(media="print")
        for state in opened:
            window.show(state)
            page = window.page
            found += [
                f"{state}: {end}"
                for end in ENDS
                for one in page.locator(end).all()
                if one.is_visible()
            ]
            found += [
                f"{state}: {link} leads nowhere" for link in page.evaluate(LINK_WITHOUT_ADDRESS)
            ]
            if not page.locator("main h1").first.is_visible():
                found.append(f"{state}: no heading")
    assert not found, "\n".join(found)


def test_a_receipt_can_be_printed(states, look):
    with look() as window:
        (sent,) = [state for state in states["en"] if state.after == "who has sent a report"]
        window.show(sent)
        window.page.emulate_media(media="print")
        assert window.page.locator(".receipt .groups").first.is_visible()
        assert window.page.pdf().startswith(b"%PDF")


def test_in_colours_that_somebody_chose_words_and_buttons_can_be_seen(opened, look):
    found = []
    with look(forced_colors="active") as window:
        for state in opened:
            window.show(state)
            found += [f"{state}: {words}" for words in window.page.evaluate(SAME_AS_BEHIND)]
            found += [
                f"{state}: {words} has no edge" for words in window.page.evaluate(UNSEEN_BUTTONS)
            ]
    assert not found, "\n".join(found)


def test_with_text_of_twice_the_size_nothing_is_cut_or_covered(states, look):
    found = []
    with look(width=WIDTHS["desk"]) as window:
        for state in states["en"]:
            if state.who == NOBODY:
                window.show(state)
                window.page.evaluate("document.documentElement.style.fontSize = '200%'")
                found += window.outside(WIDTHS["desk"])
                found += window.outside(WIDTHS["phone"])
    assert not found, "\n".join(found)


def test_without_script_no_page_hides_what_is_needed(states, look):
    found, forms = [], 0
    with look(script=False) as window:
        for state in states["en"]:
            if "<script" not in state.html:
                continue
            window.show(state)
            for form in window.page.locator("main form:visible").all():
                if not form.locator("input:visible, select:visible, textarea:visible").count():
                    continue  # nothing can be filled in: a move that waits for others
                forms += 1
                if not form.locator("button:visible, input[type=submit]:visible").count():
                    found.append(f"{state}: a form without a button")
    assert forms
    assert not found, "\n".join(found)
