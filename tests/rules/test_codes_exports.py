"""Taking a code along and bringing it back: nothing that a format promises is lost on the way."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import (
    CodeHeadWrong,
    CodeIdTwice,
    CodeJsonWrong,
    CodeLanguageTwice,
    CodeShapeUnknown,
    CodeValueWrong,
)
from comity.codes.rules.documents import Document, Level, Source, Text, Written
from comity.codes.rules.exports.jsoned import read_json, write_json
from comity.codes.rules.exports.markdown import read_markdown, write_markdown
from comity.codes.rules.exports.marked import joined, one_line
from comity.codes.rules.exports.wikitext import read_wikitext, write_wikitext
from comity.codes.rules.imports import import_markdown
from comity.codes.rules.provisions import Kind, Modality, Provision, Taxonomy, Vocabulary
from comity.codes.rules.reader import read_draft
from comity.codes.rules.wikitext import take_wikitext_apart
from comity.codes.rules.writer import write
from comity.kernel.errors import WrongInput
from comity.kernel.order import Bound, Direction

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.exists(), reason="../shared/data is not beside this checkout"
)

SNIPPETS = [
    *("Be kind", "ask *first*", "**never** shout", "[the charter](https://c.example/a)", "نص"),
    *("- one\n- two", "1. one\n2. two", "> quoted", "`code`", "## not a title", "\\## neither"),
    *("<!-- example -->", "<!-- provision x -->", "\\<!-- example -->", "{{template}}", "[[page]]"),
    *("'''quotes'''", "== heading ==", "* star", ": indented", "a & b &amp; c", "<b>raw</b>"),
    *(
        "line one\nline two",
        "    deep",
        "~~~~",
        "__TOC__",
        "$1",
        "+++",
        "# h1",
        "x | y",
        "</translate>",
    ),
    *("<nowiki>a</nowiki>", "<!--T:4-->", "ends with =", "don't", "*", "a\n\n\nb", "-->"),
]
printable = st.characters(exclude_categories=("Cs", "Cc"))
bodies = st.one_of(
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=4).map("\n\n".join),
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=3).map(" ".join),
    st.text(printable | st.just("\n"), min_size=1, max_size=60),
).map(str.strip)
titles = st.one_of(st.just(""), st.sampled_from(SNIPPETS), st.text(printable, max_size=20)).map(
    one_line
)
texts = st.builds(Text, titles, bodies, st.one_of(st.just(""), bodies)).filter(
    lambda text: text.title or text.body
)
sources = st.none() | st.builds(
    Source, st.just("A policy -->"), st.sampled_from(["", "https://p.example/1"]), st.just("2.1")
)
units = st.lists(st.sampled_from(["", "1", "2", "3", "17"]), max_size=3).map(tuple)
IDS = ["a", "a.1", "a.1.1", "a.2", "a.p1", "b", "b.kindness", "c-2"]


@st.composite
def documents(draw):
    names = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    written = []
    for name in names:
        said = {"en": draw(texts)}
        if draw(st.booleans()):
            said["ar"] = draw(texts)
        written.append(Written(Provision(name), said, draw(sources), draw(units)))
    title = {"en": "House rules"} | ({"ar": "قواعد"} if draw(st.booleans()) else {})
    return Document(
        "house",
        draw(st.sampled_from(Level)),
        "en",
        draw(st.sampled_from(["", "CC-BY-4.0"])),
        title,
        draw(st.sampled_from([{}, {"en": "Short --> summary"}])),
        tuple(written),
    )


WHOLE = Document(
    "house",
    Level.UNIVERSAL,
    "en",
    "CC-BY-4.0",
    {"en": "House rules"},
    {"en": "What holds here."},
    (
        Written(
            Provision(
                "answer",
                Kind.PROCEDURE,
                Modality.MUST,
                behaviours=frozenset({"answering"}),
                actors=frozenset({"steward"}),
                exceptions=frozenset({"holiday"}),
                parameters={
                    "days": Bound(Direction.AT_MOST, 3, unit="days"),
                    "kept": Bound(Direction.INTERVAL, (1, 4)),
                    "grounds": Bound(Direction.SUPERSET, frozenset({"age"})),
                    "care": Bound(Direction.ONE_OF_ORDER, "high", ("low", "high")),
                },
                refines="reply",
            ),
            {"en": Text("Answers", "Every report is answered.", "Mo hears back on Tuesday.")},
            Source("A policy", "https://p.example/1", "4", "CC0-1.0"),
            ("4", "5"),
        ),
    ),
    Vocabulary(
        Taxonomy({"answering": ""}), Taxonomy({"steward": ""}), Taxonomy({"everywhere": ""})
    ),
    {
        "behaviours": {"answering": {"en": "answering"}},
        "actors": {"steward": {"en": "stewards"}},
        "spaces": {"everywhere": {"en": "anywhere"}},
        "exceptions": {"holiday": {"en": "on holidays"}},
        "parameters": {},
    },
)


def by_language(document, write_one, read_one):
    files = [read_one(write_one(document, tag)) for tag in document.languages]
    return joined(files)


def through_wikitext(document):
    return by_language(document, write_wikitext, lambda text: read_wikitext(text)[0])


def same_words(document):
    """Leave out what Markdown and wikitext do not promise to keep."""
    return [
        (one.provision.id, dict(one.texts), one.source, one.units if any(one.units) else ())
        for one in document.provisions
    ]


@given(documents())
def test_markdown_brings_back_names_words_sources_and_unit_numbers(document):
    again = by_language(document, write_markdown, read_markdown)
    assert same_words(again) == same_words(document)
    assert again.title == {"en": "House rules"} | {
        tag: said for tag, said in document.title.items() if tag in document.languages
    }


@given(documents())
def test_wikitext_brings_back_names_words_sources_and_unit_numbers(document):
    again = through_wikitext(document)
    assert same_words(again) == same_words(document)
    assert (again.slug, again.level, again.licence) == ("house", document.level, document.licence)


@given(documents())
def test_toml_and_json_bring_back_everything(document):
    assert same_words(read_draft(write(document))) == same_words(document)
    again = read_json(write_json(document))
    assert same_words(again) == same_words(document)
    assert [one.provision for one in again.provisions] == [
        one.provision for one in document.provisions
    ]


def test_json_and_toml_keep_every_field():
    assert read_json(write_json(WHOLE)) == WHOLE
    assert read_draft(write(WHOLE)) == WHOLE


def test_json_says_its_shape_and_carries_hashes():
    found = json.loads(write_json(WHOLE, {"number": 3}))
    assert (found["format"], found["format_version"]) == ("comity-code", 1)
    assert len(found["hash"]) == len(found["provisions"][0]["hash"]) == 64
    assert found["version"] == {"number": 3}
    assert found["provisions"][0]["source"]["licence"] == "CC0-1.0"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", CodeJsonWrong),
        ("[" * 100_000, CodeJsonWrong),
        ('{"a": ' + "9" * 5_000 + "}", CodeJsonWrong),
        ("[]", CodeShapeUnknown),
        ('{"format": "comity-code", "format_version": 2}', CodeShapeUnknown),
        ('{"format": "comity-code", "format": "x"}', CodeIdTwice),
    ],
)
def test_what_is_no_code_in_json_is_refused_by_name(text, problem):
    with pytest.raises(problem):
        read_json(text)


def test_two_provisions_of_one_name_are_refused_in_json():
    found = json.loads(write_json(WHOLE))
    found["provisions"] *= 2
    with pytest.raises(CodeIdTwice) as caught:
        read_json(json.dumps(found))
    assert caught.value.detail["name"] == "answer"


def test_a_wrong_value_in_json_is_named_with_its_line():
    text = write_json(WHOLE).replace('"procedure"', '"custom"')
    with pytest.raises(CodeValueWrong) as caught:
        read_json(text)
    assert caught.value.field == "provisions.answer.kind"
    assert '"kind"' in text.split("\n")[caught.value.detail["line"] - 1]


@pytest.mark.parametrize("place", ["comity_code", "level", "language", '"source"'])
def test_a_head_that_was_broken_is_named(place):
    text = write_markdown(WHOLE, "en").replace(place, f"{place[:-1]}x", 1)
    with pytest.raises(WrongInput):
        read_markdown(text)
    if place != '"source"':
        with pytest.raises(CodeHeadWrong):
            read_markdown(text)


def test_two_files_in_one_language_are_refused():
    one = read_markdown(write_markdown(WHOLE, "en"))
    with pytest.raises(CodeLanguageTwice):
        joined([one, one])
    with pytest.raises(CodeIdTwice):
        joined([replace(one, blocks=one.blocks * 2)])


def test_words_that_people_changed_in_a_file_are_taken_as_they_are_now():
    text = write_markdown(WHOLE, "en").replace("is answered", "gets an answer")
    [one] = joined([read_markdown(text.replace("# House rules", "# Our rules", 1))]).provisions
    assert one.texts["en"].body == "Every report gets an answer."
    page = write_wikitext(WHOLE, "en").replace("is answered", "gets '''an''' answer")
    [one] = joined([read_wikitext(page)[0]]).provisions
    assert one.texts["en"].body == "Every report gets **an** answer."


def test_a_wiki_that_numbered_our_page_anew_gives_the_new_numbers():
    plain = replace(WHOLE, provisions=(replace(WHOLE.provisions[0], units=()),))
    page = write_wikitext(plain, "en")
    page = page.replace("== Answers ==", "== Answers == <!--T:8-->")
    page = page.replace("Every report", "<!--T:9-->\nEvery report")
    assert joined([read_wikitext(page)[0]]).provisions[0].units == ("8", "9")


def test_our_wikitext_is_wikitext_to_others_too():
    units = take_wikitext_apart(write_wikitext(WHOLE, "en")).units
    assert [(one.title, one.numbers) for one in units] == [("Answers", ("4", "5", ""))]


def imported(file):
    return import_markdown(
        slug="real", source=file.read_text("utf-8"), language="en", translations={}
    ).document


@needs_data
@pytest.mark.parametrize("pattern", ["contributor-covenant/*/*.md", "ucoc/*.md"])
def test_real_codes_come_back_from_every_format(pattern):
    files = sorted(DATA.glob(pattern))
    assert files
    for file in files:
        document = imported(file)
        for again in (
            by_language(document, write_markdown, read_markdown),
            through_wikitext(document),
            read_json(write_json(document)),
            read_draft(write(document)),
        ):
            assert same_words(again) == same_words(document), file.name


@needs_data
def test_most_of_a_real_code_is_written_in_the_markup_of_wikis():
    document = imported(DATA / "ucoc" / "universal-code-of-conduct-and-technical-spaces-code.md")
    page = write_wikitext(document, "en")
    assert page.count('class="markdown"') * 5 < len(document.provisions)


@pytest.mark.parametrize("signs", ["~~~~", "''bold''", "{{template}}"])
def test_an_address_is_nothing_but_an_address_to_a_wiki(signs):
    body = f"Read [this](https://example.org/{signs}) first."
    one = replace(WHOLE.provisions[0], texts={"en": Text("Answers", body)}, units=())
    page = write_wikitext(replace(WHOLE, provisions=(one,)), "en")
    assert signs not in re.sub(r"<nowiki>.*?</nowiki>", "", page)
    assert joined([read_wikitext(page)[0]]).provisions[0].texts["en"].body == body


@pytest.mark.parametrize(
    "line",
    [
        "\\ <!-- example -->",
        "\\\\ \\<!-- provision answer -->",
        "  <!-- example -->",
        "\\\x85 <!-- example -->",
        "\\## Answers",
    ],
)
def test_a_line_like_a_mark_comes_back_with_its_signs(line):
    body = f"First.\n{line}\nLast."
    one = replace(WHOLE.provisions[0], texts={"en": Text("Answers", body)}, units=())
    document = replace(WHOLE, provisions=(one,))
    [again] = joined([read_markdown(write_markdown(document, "en"))]).provisions
    assert again.texts["en"].body == body
