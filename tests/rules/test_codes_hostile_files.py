"""Files that nobody means well: what is read of them can be kept, or they are refused in words."""

import json

import pytest

from comity.codes.errors import CodeHeadWrong, CodeMarkupOpen
from comity.codes.rules.exports.jsoned import read_json, write_json
from comity.codes.rules.exports.markdown import read_markdown, write_markdown
from comity.codes.rules.exports.wikitext import read_wikitext
from comity.codes.rules.imports import Asked, File, Form, import_files
from comity.codes.rules.reader import read_draft
from comity.codes.rules.writer import write
from comity.kernel.errors import DomainError
from tests.factories.codes import universal

TOML = """
[code]
id = "x"
level = "universal"
source_language = "en"
[code.title]
en = "X"
[provisions.a]
kind = "unacceptable"
modality = "must_not"
behaviours = ["harm"]
[provisions.a.en]
title = "A"
[provisions.a.parameters.days]
direction = "{direction}"
value = {value}
"""
BROKEN = {"half a letter": r"half \ud800", "a zero byte": r"zero \u0000"}
escapes = pytest.mark.parametrize("escape", BROKEN.values(), ids=BROKEN)


@pytest.mark.parametrize(
    ("direction", "value"),
    [
        ("at_most", "0x" + "f" * 5000),
        ("at_most", "1" + "0" * 4000),
        ("at_least", "-1_000_000_000"),
        ("interval", "[1, 0x" + "f" * 5000 + "]"),
        ("exact", r'"\u0000"'),
        ("superset", r'["fine", "not \u0000"]'),
    ],
)
def test_no_number_of_a_file_is_larger_than_anybody_writes(direction, value):
    with pytest.raises(DomainError) as caught:
        read_draft(TOML.format(direction=direction, value=value))
    assert "provisions.a.parameters.days.value" in str(caught.value.detail)


def test_the_largest_number_that_a_form_takes_is_read():
    found = read_draft(TOML.format(direction="at_most", value="999999999"))
    assert "999999999" in write(found)


@escapes
def test_a_mark_cannot_bring_in_what_no_database_keeps(escape):
    code = write_markdown(universal(), "en")
    mark = '<!-- provision answer {"source": {"title": "' + escape + '"}} -->'
    with pytest.raises(CodeHeadWrong):
        read_markdown(code.replace("<!-- provision answer -->", mark))


def test_the_head_of_a_file_cannot_bring_in_what_no_database_keeps():
    code = write_markdown(universal(), "en")
    with pytest.raises(CodeHeadWrong):
        read_markdown(code.replace('licence = "CC0-1.0"', r'licence = "no \u0000"'))


@escapes
def test_json_cannot_bring_in_what_no_database_keeps(escape):
    whole = json.loads(write_json(universal()))
    for path in (
        ("code", "title", "en"),
        ("code", "licence"),
        ("behaviours", "insult", "en"),
        ("provisions", 0, "texts", "en", "text"),
        ("provisions", 0, "parameters", "days", "unit"),
        ("provisions", 0, "refines"),
    ):
        changed = json.loads(json.dumps(whole))
        inside = changed
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = "@"
        with pytest.raises(DomainError):
            read_json(json.dumps(changed).replace('"@"', f'"{escape}"'))


def test_languages_are_as_long_as_a_database_keeps_them():
    long = "en-" + "-".join(["abcdefgh"] * 20)
    with pytest.raises(DomainError):
        read_draft(
            TOML.format(direction="at_most", value="3").replace('en = "X"', f'en="X"\n{long}="Y"')
        )


OPEN = {
    "translate tags in one another": "<translate>" * 2 + "== A ==\ntext\n" + "</translate>" * 2,
    "a comment": "== A ==\nwords <!-- and\n",
    "braces": "== A ==\n" + "{{" * 5000,
    "variables in one another": "<translate><tvar a>" + "<tvar b>" * 50 + "</translate>",
    "a nowiki": "== A ==\n<nowiki>words",
}
STRANGE = {
    "a comment in a comment": ("<!-- <!-- T:1 --> -->\n== A ==\nwords\n", "words"),
    "tables in tables": ("{|\n" * 5000 + "|}\n" * 5000 + "== A ==\nwords\n", "words"),
    "entities": ("== A ==\n&lt;b&gt; &#x110000;&#0;&#xd800;\n", "<b> \ufffd\ufffd\ufffd"),
    "right to left": ("== A ==\n\u2066words\u2069 \u200f.\n", "\u2066words\u2069 \u200f."),
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_wikitext_that_is_never_closed_is_refused(text):
    with pytest.raises(CodeMarkupOpen):
        import_files([File("a.wiki", text, Form.WIKITEXT, "en")], Asked("x"))


@pytest.mark.parametrize(("text", "words"), STRANGE.values(), ids=STRANGE)
def test_strange_wikitext_is_read_so_that_it_can_be_kept(text, words):
    found = import_files([File("a.wiki", text, Form.WIKITEXT, "en")], Asked("x")).document
    [one] = found.provisions
    assert one.texts["en"].body == words
    assert read_draft(write(found)).provisions == found.provisions


def test_a_page_of_ours_with_a_hostile_mark_is_refused():
    page = "<!-- comity " + '{"comity_code": 1, "id": "\\ud800"}' + " -->\n"
    with pytest.raises(DomainError):
        read_wikitext(page, wiki="")
