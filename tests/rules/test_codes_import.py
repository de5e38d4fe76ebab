from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import CodeNotText, CodeTooLong, FrontMatterWrong
from comity.codes.rules.documents import LONGEST_CODE
from comity.codes.rules.imports import decode, import_markdown
from comity.codes.rules.keeping import keep_ids
from comity.codes.rules.markdown import Reason, take_apart

DATA = Path(__file__).parents[3] / "shared" / "data"
COVENANT = DATA / "contributor-covenant"
LANGUAGES = ["am", "ar", "de", "es", "fr", "ja", "pt-br", "sw", "zh-cn"]
SMALL = """+++
version = "1"
+++

# House rules

Welcome.

## Be kind

We are *kind*. See [the charter][c].

* **Listening:** ask before you answer
* Sharing
  - bread
  - salt

Not allowed:

1. Shouting
   on two lines

| a | table |
|---|-------|
| no | rule |

[c]: https://charter.example/
[unused]: https://nowhere.example/
"""

needs_data = pytest.mark.skipif(
    not DATA.exists(), reason="../shared/data is not beside this checkout"
)


def lines_of(text):
    return {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}


def accounted(taken):
    numbers = [number for unit in taken.units for number in unit.lines]
    return [*numbers, *(one.number for one in taken.unread), *taken.kept]


def taken_from(file):
    return take_apart(file.read_text("utf-8"))


def test_headings_paragraphs_and_items_become_provisions():
    taken = take_apart(SMALL)
    assert taken.title == "House rules"
    assert taken.front_matter == {"version": "1"}
    assert [(unit.id, unit.shape, unit.title, unit.body) for unit in taken.units] == [
        ("preamble", "p", "", "Welcome."),
        ("be-kind", "h2", "Be kind", "We are *kind*. See [the charter](https://charter.example/)."),
        ("be-kind.listening", "li1", "Listening", "ask before you answer"),
        ("be-kind.2", "li1", "", "Sharing"),
        ("be-kind.2.1", "li2", "", "bread"),
        ("be-kind.2.2", "li2", "", "salt"),
        ("be-kind.p1", "p", "", "Not allowed:"),
        ("be-kind.3", "li1", "", "Shouting\non two lines"),
    ]


def test_lines_that_cannot_be_read_are_named_with_their_number_and_why():
    unread = take_apart(SMALL).unread
    assert [(one.number, one.reason) for one in unread] == [
        (23, Reason.TABLE),
        (24, Reason.TABLE),
        (25, Reason.TABLE),
        (28, Reason.UNUSED),
    ]
    assert unread[0].text == "| a | table |"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("![a picture](p.png)", Reason.ONLY_LINKS),
        ("[Read this elsewhere](https://e.example/)", Reason.ONLY_LINKS),
        ("<div>raw</div>", Reason.MARKUP),
        ("    code", Reason.PROGRAM),
        ("***", Reason.RULE),
        ("*", Reason.NO_TEXT),
    ],
)
def test_each_kind_of_line_without_a_rule_is_named(line, reason):
    (unread,) = take_apart(f"# Title\n\n{line}\n").unread
    assert unread.reason is reason


@given(
    st.lists(
        st.sampled_from(
            [*SMALL.split("\n"), "> quoted", "  nested", "```", "- ", "1. - deep", "<b>", "\t", "x"]
        ),
        max_size=12,
    ).map("\n".join)
)
def test_no_line_is_ever_lost_or_counted_twice(text):
    if text.startswith("+++"):
        text = f"x{text}"
    taken = take_apart(text)
    assert sorted(accounted(taken)) == sorted(lines_of(text))
    ids = [unit.id for unit in taken.units]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", ["+++\nversion = 1\n", "+++\nversion = = 1\n+++\n"])
def test_broken_front_matter_is_named(text):
    with pytest.raises(FrontMatterWrong):
        take_apart(text)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(CodeTooLong):
        take_apart("a" * (LONGEST_CODE + 1))


@pytest.mark.parametrize("data", [b"caf\xe9", b"a\0b", b"\xff\xfe"])
def test_a_file_that_is_not_text_is_refused_with_the_place(data):
    with pytest.raises(CodeNotText) as caught:
        decode(data, field="file")
    assert isinstance(caught.value.detail["byte"], int)


def test_hostile_depth_is_read_without_falling_over():
    taken = take_apart("> " * 5_000 + "x\n" + "- " * 5_000 + "y")
    assert len(accounted(taken)) == 2


def imported(source, **translations):
    return import_markdown(slug="house", source=source, language="en", translations=translations)


def test_a_translation_is_matched_by_structure():
    german = SMALL.replace("Be kind", "Seid nett").replace("Sharing", "Teilen")
    result = imported(SMALL, de=german)
    assert result.mismatches == {}
    texts = {one.provision.id: one.texts for one in result.document.provisions}
    assert texts["be-kind"]["de"].title == "Seid nett"
    assert texts["be-kind.2"]["de"].body == "Teilen"
    assert not any(one.provision.structured for one in result.document.provisions)


def test_a_translation_that_lacks_an_item_is_not_matched_wrongly():
    shorter = SMALL.replace("* **Listening:** ask before you answer\n", "")
    result = imported(SMALL, de=shorter)
    (mismatch,) = result.mismatches["de"]
    assert mismatch.source_ids == ("be-kind.listening", "be-kind.2", "be-kind.2.1", "be-kind.2.2")
    assert len(mismatch.lines) == 3
    texts = {one.provision.id: one.texts for one in result.document.provisions}
    assert "de" not in texts["be-kind.2"]
    assert "de" in texts["be-kind.3"]


def test_a_translation_with_a_section_more_is_matched_by_numbers():
    source = "# T\n\n## 1 One\n\na\n\n## 2 Two\n\nb\n"
    more = "# T\n\n## Vorwort\n\nv\n\n## 1 Eins\n\nx\n\n## 2 Zwei\n\ny\n"
    result = imported(source, de=more)
    texts = [one.texts["de"].body for one in result.document.provisions]
    assert texts == ["x", "y"]
    (mismatch,) = result.mismatches["de"]
    assert mismatch.lines == (3, 5)


def test_ids_stay_when_provisions_come_between():
    before = imported(SMALL).document
    previous = {one.provision.id: one.texts["en"] for one in before.provisions}
    longer = SMALL.replace("* Sharing", "* Cooking together\n* Sharing").replace(
        "Shouting", "Shouting loudly"
    )
    after = keep_ids(imported(longer).document, previous)
    by_body = {one.texts["en"].body: one.provision.id for one in after.provisions}
    assert by_body["Sharing"] == "be-kind.2"
    assert by_body["bread"] == "be-kind.2.1"
    assert by_body["Shouting loudly\non two lines"] == "be-kind.3"
    assert by_body["Cooking together"] not in previous
    ids = [one.provision.id for one in after.provisions]
    assert len(ids) == len(set(ids))


@needs_data
def test_the_contributor_covenant_is_imported_in_all_its_languages():
    folder = COVENANT / "2.1"
    result = import_markdown(
        slug="covenant",
        source=(folder / "code_of_conduct.md").read_text("utf-8"),
        language="en",
        translations={
            language: (folder / f"code_of_conduct.{language}.md").read_text("utf-8")
            for language in LANGUAGES
        },
        licence="CC-BY-4.0",
    )
    assert result.mismatches == {}
    assert result.unread == {}
    assert set(result.document.title) == {"en", *LANGUAGES}
    for one in result.document.provisions:
        assert set(one.texts) == {"en", *LANGUAGES}
    kindness = result.document.provisions[2]
    assert kindness.provision.id == "our-standards.1"
    assert "empathy" in kindness.texts["en"].body
    assert "Einfühlungsvermögen" in kindness.texts["de"].body


@needs_data
@pytest.mark.parametrize("pattern", ["contributor-covenant/*/*.md", "ucoc/*.md"])
def test_every_line_of_real_codes_is_in_a_provision_or_named(pattern):
    files = sorted(DATA.glob(pattern))
    assert files
    for file in files:
        text = file.read_text("utf-8")
        assert sorted(accounted(take_apart(text))) == sorted(lines_of(text)), file.name


@needs_data
def test_a_universal_code_from_a_wiki_is_imported_with_ids_that_can_be_read():
    taken = taken_from(DATA / "ucoc" / "universal-code-of-conduct-and-technical-spaces-code.md")
    units = {unit.id: unit for unit in taken.units}
    assert units["3-1-harassment"].title.endswith("Harassment")
    assert units["3-1-harassment.hounding"].title == "Hounding"
    assert {one.reason for one in taken.unread} == {
        Reason.ONLY_LINKS,
        Reason.TABLE,
        Reason.RULE,
    }


@pytest.mark.parametrize("mark", ["[", "[](", "![", "*", "_", "**a"])
def test_a_paragraph_without_end_is_refused_at_once(mark):
    began = process_time()
    with pytest.raises(CodeTooLong) as refused:
        take_apart("# Title\n\n" + mark * 300_000)
    assert refused.value.detail["field"] == "line 3"
    assert process_time() - began < 3


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n- a\n\n  ## H\n\n- c\n",
        "# T\n\n- a\n  - # H\n  - c\n- d\n",
        "T\n===\n\n- * # H\n- c\n",
    ],
)
def test_a_list_goes_on_behind_a_heading_that_stands_in_one_of_its_items(text):
    taken = take_apart(text)
    assert [one.body for one in taken.units if one.body][-1] == text.split()[-1]
    assert len({one.id for one in taken.units}) == len(taken.units)


@pytest.mark.parametrize("heading", ["##", "## <b>", "## ![a lamp](lamp.png)"])
def test_a_heading_that_says_nothing_is_no_provision_and_is_named_as_unread(heading):
    taken = take_apart(f"# T\n\n{heading}\n\n## B\n\nwords\n")
    assert [one.id for one in taken.units] == ["b"]
    assert [(one.number, one.reason) for one in taken.unread] == [(3, Reason.NO_TEXT)]


def test_what_is_longer_than_a_provision_is_refused_by_its_line():
    text = "# T\n\n## A\n\n" + "words and words\n\n" * 4_000
    with pytest.raises(CodeTooLong) as caught:
        import_markdown(slug="x", source=text, language="en", translations={})
    assert caught.value.field == "line 3"
