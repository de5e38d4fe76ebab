"""Templates speak through translations, and never show text that nobody cleaned."""

import re

import pytest

from tests.architecture.house import PACKAGE, build, expect_none

BLOCK = re.compile(r"{%\s*blocktrans(late)?\b(?P<options>[^%]*)%}")
UNSAFE = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|\bmark_safe\b")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=", re.IGNORECASE)
SIDES = re.compile(r"\b(margin|padding|border)-(left|right)\b")


def _lines(root, pattern, wrong, suffix="*.html"):
    return [
        f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in sorted(root.rglob(suffix))
        for text in [path.read_text()]
        for match in pattern.finditer(text)
        if wrong(match)
    ]


def untrimmed(root):
    """Name the sentences whose line breaks would reach translators."""
    return _lines(root, BLOCK, lambda match: "trimmed" not in match["options"])


def uncleaned(root):
    """Name the places where a template shows text as it is."""
    return _lines(root, UNSAFE, lambda _: True)


def inline(root):
    """Name the scripts and styles that our content security policy refuses."""
    return _lines(root, INLINE, lambda _: True)


def one_sided(root):
    """Name the styles that do not turn round for right-to-left readers."""
    return _lines(root, SIDES, lambda _: True, "*.css")


def test_sentences_are_trimmed_for_translators():
    expect_none(untrimmed(PACKAGE))


def test_templates_show_nothing_uncleaned():
    expect_none(uncleaned(PACKAGE))


def test_pages_carry_no_inline_script_or_style():
    expect_none(inline(PACKAGE))


def test_styles_turn_round():
    expect_none(one_sided(PACKAGE))


@pytest.mark.parametrize(
    ("find", "file", "text"),
    [
        (untrimmed, "a.html", "{% blocktranslate with a=b %}x{% endblocktranslate %}"),
        (uncleaned, "a.html", "<p>{{ words|safe }}</p>"),
        (uncleaned, "a.html", "{% autoescape off %}"),
        (inline, "a.html", "<p style='color: red'>"),
        (inline, "a.html", "<script>let x</script>"),
        (inline, "a.html", "<a onclick='x()'>"),
        (one_sided, "a.css", "p { margin-left: 1rem }"),
    ],
)
def test_planted_faults_are_found(tmp_path, find, file, text):
    build(tmp_path, {file: f"<!-- -->\n{text}\n"})
    assert find(tmp_path) == [f"{file}:2"]


def test_an_external_script_and_a_trimmed_sentence_are_let_through(tmp_path):
    text = "<script src='x.js' defer></script>{% blocktranslate trimmed %}x{% endblocktranslate %}"
    build(tmp_path, {"a.html": text})
    assert untrimmed(tmp_path) == inline(tmp_path) == uncleaned(tmp_path) == []
