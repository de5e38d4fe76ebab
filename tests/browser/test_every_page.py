"""Every page of the table, for everybody who can see it, filled and sent empty."""

import pytest
from django.conf import settings

from tests.harness.browser import WIDTHS

pytestmark = pytest.mark.django_db

ZOOMED = 320
"""CSS pixels that 400 % leave of a window of 1280."""

LANGUAGES = [language for language, _name in settings.LANGUAGES]
ENOUGH = 150
NAMES = ("html-has-lang", "html-lang-valid", "valid-lang", "label", "link-name", "button-name")


def test_there_are_many_states_and_every_kind_of_person_has_some(states):
    english = states["en"]
    assert len(english) > ENOUGH
    assert len({state.who for state in english}) == 8
    assert len([state for state in english if state.after]) > 30
    assert len(states["ar"]) == len(english)


def test_axe_finds_no_barrier_on_any_page_in_any_state(states, look):
    found = []
    with look() as window:
        for state in states["en"]:
            window.show(state)
            found += window.axe()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_or_covered_on_a_phone_and_at_four_times_the_size(states, look, language):
    found = []
    with look(language=language) as window:
        for state in states[language]:
            window.show(state)
            found += window.outside(WIDTHS["phone"])
            found += window.outside(ZOOMED)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("contrast", "every"), [("no-preference", 1), ("more", 5)])
def test_words_can_be_told_from_what_they_stand_on_in_the_dark(states, look, contrast, every):
    found = []
    with look(color_scheme="dark", contrast=contrast) as window:
        for state in states["en"][::every]:
            window.show(state)
            found += window.axe("color-contrast")
    assert not found, "\n".join(found)


def test_in_arabic_everything_has_a_name_and_runs_from_right_to_left(states, look):
    found = []
    with look(language="ar") as window:
        for state in states["ar"]:
            window.show(state)
            if window.page.evaluate("getComputedStyle(document.body).direction") != "rtl":
                found.append(f"{state}: does not run from right to left")
            found += window.axe(*NAMES)
    assert not found, "\n".join(found)
