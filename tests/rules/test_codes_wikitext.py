"""Wikitext as pages of codes use it: everything else is named, and hostile input ends quickly."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import (
    CodeFilesDiffer,
    CodeLanguageTwice,
    CodeMarkupOpen,
    CodeTooLong,
    CodeTooManyProvisions,
    LanguageUnknown,
    UnitNumberTwice,
)
from comity.codes.rules.documents import LONGEST_CODE
from comity.codes.rules.imports import Asked, File, Form, import_files
from comity.codes.rules.markdown import take_apart
from comity.codes.rules.units import Reason
from comity.codes.rules.wikitext import take_wikitext_apart
from comity.kernel.errors import WrongInput

PAGE = """<languages />
<translate>
== Our pledge == <!--T:1-->

<!--T:2-->
We '''all''' pledge to <tvar name="1">[[Help:Kindness|be kind]]</tvar>, [https://a.example/x more].
Second line {{tl|foo}} here.

<!--T:3-->
* '''Listening:''' ask ''first''
* Sharing
** bread
*: and salt
;Hounding
:following somebody
</translate>

{| class="x"
| a table
|}
After a list.
[[Category:Codes]]
----
== Two ==
<translate><!--T:9--> Don't &amp; <nowiki>*stars*</nowiki></translate>
<pre>
program
</pre>
"""


def units_of(text, **more):
    return {one.id: one for one in take_wikitext_apart(text, **more).units}


def accounted(text):
    taken = take_wikitext_apart(text)
    whole = {number for unit in taken.units for number in unit.lines} | set(taken.kept)
    return whole | {one.number for one in taken.unread}


def lines_with_something(text):
    return {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}


def test_headings_paragraphs_items_and_definitions_become_provisions():
    units = units_of(PAGE)
    assert {name: (one.shape, one.title, one.body) for name, one in units.items()} == {
        "our-pledge": (
            "h2",
            "Our pledge",
            "We **all** pledge to be kind, [more](https://a.example/x).\nSecond line  here.",
        ),
        "our-pledge.listening": ("li1", "Listening", "ask *first*"),
        "our-pledge.2": ("li1", "", "Sharing\n\nand salt"),
        "our-pledge.2.1": ("li2", "", "bread"),
        "our-pledge.hounding": ("li1", "Hounding", "following somebody"),
        "our-pledge.p1": ("p", "", "After a list."),
        "two": ("h2", "Two", "Don't & \\*stars\\*"),
    }


def test_unit_numbers_stay_with_what_they_number():
    numbers = {name: one.numbers for name, one in units_of(PAGE).items()}
    assert numbers["our-pledge"] == ("1", "2")
    assert numbers["our-pledge.2.1"] == ("3",)
    assert numbers["our-pledge.p1"] == ()
    assert numbers["two"] == ("", "9")


def test_what_is_not_read_is_named_with_its_line_and_why():
    unread = take_wikitext_apart(PAGE).unread
    assert [(one.number, one.reason) for one in unread] == [
        (6, Reason.WIKI_LINK),
        (7, Reason.TEMPLATE),
        (18, Reason.TABLE),
        (19, Reason.TABLE),
        (20, Reason.TABLE),
        (22, Reason.WIKI_LINK),
        (23, Reason.RULE),
        (26, Reason.PROGRAM),
        (27, Reason.PROGRAM),
        (28, Reason.PROGRAM),
    ]
    assert unread[1].text == "{{tl|foo}}"


def test_links_to_pages_are_written_out_where_the_wiki_is_known():
    body = units_of(PAGE, wiki="https://w.example/wiki/")["our-pledge"].body
    assert "[be kind](https://w.example/wiki/Help:Kindness)" in body


@pytest.mark.parametrize(
    ("text", "mark", "line"),
    [
        ("a\n<translate>\nb", "<translate>", 2),
        ("<translate>\n<translate>b</translate>", "<translate>", 2),
        ("a\n\n</translate>", "</translate>", 3),
        ("a <!-- b", "<!--", 1),
        ("a\n{{b|{{c}}", "{{", 2),
        ("a\n{|\n| b", "{|", 2),
        ("<nowiki>a", "<nowiki>", 1),
        ("\n<pre>a", "<pre>", 2),
        ("<tvar name=1>a", "<tvar>", 1),
        ("<tvar name=1>a\n<tvar name=2>b</tvar>", "<tvar>", 1),
    ],
)
def test_broken_nesting_is_refused_with_the_line(text, mark, line):
    with pytest.raises(CodeMarkupOpen) as caught:
        take_wikitext_apart(text)
    assert (caught.value.detail["mark"], caught.value.detail["line"]) == (mark, line)


def test_a_unit_number_that_stands_twice_is_refused():
    with pytest.raises(UnitNumberTwice) as caught:
        take_wikitext_apart("<!--T:4--> a\n\n<!--T:04--> b")
    assert (caught.value.detail["number"], caught.value.detail["line"]) == ("4", 3)


PARTS = [
    *PAGE.split("\n"),
    *("{{", "}}", "{|", "|}", "<!-- x -->", "<b>bold</b>", "<br>", "''", "'''''", "[[a]]", "[[a|"),
    *("#:*; x", "= Title =", "====", "$1", "<foo>", "&lt;", "\t", "::: x", "<translate/>", ": x"),
]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("\n".join))
def test_every_line_is_in_a_provision_or_named_or_a_frame(text):
    try:
        found = accounted(text)
    except (CodeMarkupOpen, UnitNumberTwice):
        return
    assert found == lines_with_something(text)
    ids = [one.id for one in take_wikitext_apart(text).units]
    assert len(ids) == len(set(ids))


@given(st.text(st.sampled_from("<>-!T:1{}|[]'=*#;: \na/translnowik"), max_size=200))
def test_no_text_makes_the_reader_fall_over(text):
    with suppress(CodeMarkupOpen, UnitNumberTwice):
        take_wikitext_apart(text)


HOSTILE = (
    *("[", "[[", "[a", "[[a|", "'", "''a", "'''a''b", "<", "<a ", "<b>", "<translate>", "{{", "}}"),
    *(
        "{{a",
        "\n{|",
        "<!--",
        "<!-- -->",
        "<nowiki>x</nowiki>",
        "<tvar name=1>x</tvar>",
        "*",
        "=",
        "$a",
    ),
    *("* a\n", "*#:;"),
    *("= a =\n", "_", "__A__", "&amp;", "[http://a ", "\n\n", " ", "<!--T:1-->"),
)
MUCH = 100_000


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_repetition_is_answered_quickly(part):
    started = process_time()
    with suppress(WrongInput):
        take_wikitext_apart((part * MUCH)[:MUCH])
    assert process_time() - started < 2


@pytest.mark.parametrize("part", ["[", "* ", "> ", "![", "`", "[a](", "**a", "_a ", "\n- "])
def test_hostile_markdown_is_answered_quickly(part):
    started = process_time()
    with suppress(WrongInput):
        take_apart((part * MUCH)[: MUCH // 4])
    assert process_time() - started < 2


@pytest.mark.parametrize("read", [take_apart, take_wikitext_apart])
def test_what_nobody_can_read_is_refused(read):
    with pytest.raises(CodeTooLong):
        read("a" * (5 * LONGEST_CODE))
    with pytest.raises(CodeTooManyProvisions):
        read("* a\n" * 2_000)


def test_lists_of_any_depth_are_read():
    units = take_wikitext_apart(
        "".join(f"{'*' * depth} x{depth}\n" for depth in range(1, 300))
    ).units
    assert units[-1].shape == "li8"
    assert max(len(one.id) for one in units) < 200


GERMAN = """== Unser Versprechen == <!--T:1-->

<!--T:3-->
* '''Zuhören:''' frag zuerst
* Teilen
** Brot
*: und Salz
;Nachstellen
:jemandem folgen

<!--T:2-->
Wir alle wollen $1.

<!--T:9--> Nicht
"""


def brought(*files, **more):
    return import_files(files, Asked("house", **more))


def test_translated_pages_match_by_unit_number_wherever_they_stand():
    result = brought(File("code.wiki", PAGE), File("code.de.wiki", GERMAN))
    texts = {one.provision.id: one.texts for one in result.document.provisions}
    assert texts["our-pledge.listening"]["de"].body == "frag zuerst"
    assert texts["our-pledge.2.1"]["de"].body == "Brot"
    assert texts["our-pledge"]["de"].title == "Unser Versprechen"
    assert {one.provision.id: one.units for one in result.document.provisions}["our-pledge"] == (
        "1",
        "2",
    )


def test_a_unit_that_a_translation_builds_otherwise_is_named_and_not_matched():
    shorter = GERMAN.replace("* Teilen\n** Brot\n*: und Salz\n", "")
    [mismatch, *_] = brought(File("code.wiki", PAGE), File("code.de.wiki", shorter)).mismatches[
        "de"
    ]
    assert "our-pledge.2" in mismatch.source_ids
    assert mismatch.lines


def test_translations_without_numbers_match_by_structure():
    plain = "== Eins ==\n\na\n\n* x\n"
    result = brought(File("a.wiki", "== One ==\n\nb\n\n* y\n"), File("a.de.wiki", plain))
    assert [one.texts["de"].body for one in result.document.provisions] == ["a", "x"]


def test_names_of_links_in_a_translation_are_filled_from_the_source():
    source = "<translate><!--T:1--> Ask <tvar name=2>[https://a.example us]</tvar>.</translate>"
    result = brought(File("a.wiki", source), File("a.de.wiki", "<!--T:1--> Frag $2."))
    [one] = result.document.provisions
    assert one.texts["de"].body == "Frag [us](https://a.example)."


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.md", "== x ==", Form.MARKDOWN),
        ("pasted", '{"format": 1}', Form.JSON),
        ("pasted", "[code]\nid = 1", Form.TOML),
        ("pasted", "== x ==\n", Form.WIKITEXT),
        ("pasted", "# x\n", Form.MARKDOWN),
    ],
)
def test_how_a_text_is_written_is_seen_from_its_name_or_its_words(name, text, form):
    assert File(name, text).written_in is form


def test_files_that_do_not_belong_together_are_refused():
    with pytest.raises(CodeFilesDiffer):
        brought(File("a.md", "x"), File("a.de.wiki", "x"))
    with pytest.raises(CodeLanguageTwice):
        brought(File("a.md", "x"), File("a.en.md", "x"))
    with pytest.raises(LanguageUnknown):
        brought(File("a.md", "x"), File("b.md", "x"))


def test_a_term_that_goes_on_in_the_next_line_is_one_line():
    [one] = take_wikitext_apart("; First<br>second: the words\n").units
    assert (one.title, one.body) == ("First second", "the words")
