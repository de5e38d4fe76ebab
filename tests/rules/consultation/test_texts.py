"""What people write, brought into shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.errors.contributions import (
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionNotReadable,
    ContributionTooLong,
)
from comity.consultation.rules.texts import LONGEST_CONTRIBUTION, clean_tag, clean_text
from comity.kernel.errors import WrongInput


def test_lines_end_as_everywhere_and_letters_are_composed():
    assert clean_text(" one\r\ntwo\u2028cafe\u0301 ") == "one\ntwo\ncaf\u00e9"


@pytest.mark.parametrize("text", ["مرحبا\u200f!", "नमस्\u200dते", "👩\u200d💻", "ไทย"])
def test_what_scripts_need_stays(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", ContributionEmpty),
        (" \n\t", ContributionEmpty),
        ("\u200b", ContributionEmpty),
        ("a\x00b", ContributionNotReadable),
        ("half \ud800", ContributionNotReadable),
        ("x" * (LONGEST_CONTRIBUTION + 1), ContributionTooLong),
        ("x" * 5_000_000, ContributionTooLong),
    ],
)
def test_what_cannot_be_used_is_named(text, refusal):
    with pytest.raises(refusal):
        clean_text(text)


@pytest.mark.parametrize(
    ("typed", "tag"), [("EN", "en"), (" pt_BR ", "pt-br"), ("zh-Hant", "zh-hant")]
)
def test_a_language_tag_is_brought_into_shape(typed, tag):
    assert clean_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "english", "e", "en-", "en us", "a" * 40, "../en", "\u0627"])
def test_what_is_no_language_tag_is_refused(typed):
    with pytest.raises(ContributionLanguageWrong):
        clean_tag(typed)


@given(st.text(max_size=300))
def test_what_was_brought_into_shape_stays_as_it_is(text):
    try:
        tidy = clean_text(text)
    except WrongInput:
        return
    assert clean_text(tidy) == tidy
