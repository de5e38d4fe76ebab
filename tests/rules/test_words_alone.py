"""A short word that stands alone says to translators whether it is a noun, a verb or a state."""

import re
from pathlib import Path

import pytest

import comity

SOURCE = Path(comity.__file__).parent
ELSEWHERE = {"codes", "consultation"}
"""Packages and pages whose words are not looked at here."""
ALONE = "All|Answer|Close|None|Open|Show|Vote"
WITHOUT_CONTEXT = re.compile(
    rf"""(?:\{{%\s*trans(?:late)?\s+|\b(?:_|gettext|gettext_lazy|gettext_noop)\(\s*)"""
    rf"""(?P<sign>["'])(?P<word>{ALONE})(?P=sign)(?!\s+context)"""
)


def test_no_word_that_could_be_a_noun_or_a_verb_comes_without_its_context():
    found = [
        f"{path.relative_to(SOURCE)}: {match['word']}"
        for kind in ("*.py", "*.html")
        for path in sorted(SOURCE.rglob(kind))
        if ELSEWHERE.isdisjoint(path.relative_to(SOURCE).parts)
        for match in WITHOUT_CONTEXT.finditer(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ['{% translate "Open" %}', '{% trans "All" as label %}', '_("None")', "_('Vote')"]
)
def test_words_without_context_are_seen(text):
    assert WITHOUT_CONTEXT.search(text)


@pytest.mark.parametrize(
    "text",
    ['{% translate "Open" context "a button" %}', 'pgettext("verb", "Vote")', '_("Open the case")'],
)
def test_words_with_context_pass(text):
    assert not WITHOUT_CONTEXT.search(text)
