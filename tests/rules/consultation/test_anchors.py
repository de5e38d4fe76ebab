"""Places in a text, and where they are after it was reworded."""

import unicodedata
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.consultation.rules.anchors import (
    AROUND,
    AnchorState,
    Placed,
    Quote,
    place,
    plain,
    quote,
)

OLD = {
    "kindness": {
        "en": "People here are kind. They greet newcomers and **answer** their questions.",
        "ar": "الناس هنا لطفاء. يرحبون بالجدد ويجيبون عن أسئلتهم.",
        "ja": "ここの人々は親切です。新しく来た人を迎え、質問に答えます。",
    },
    "answers": {"en": "Every report is answered in three days by somebody who has read it."},
}


def cut(exact, language="en", provision="kindness"):
    found = quote({language: OLD[provision][language]}, exact)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "exact"),
    [("en", "greet newcomers"), ("ar", "يرحبون بالجدد"), ("ja", "新しく来た人を迎え")],
)
def test_a_quote_is_found_in_any_script_and_where_nothing_changed_it_stands(language, exact):
    found = cut(exact, language)
    assert found.exact == exact
    assert place("kindness", found, OLD) == Placed(AnchorState.ANCHORED, "kindness", exact)


def test_a_quote_copied_from_a_page_is_found_without_its_marks_and_breaks():
    found = cut("newcomers\n and answer   their")
    assert found.exact == "newcomers and answer their"


def test_words_that_are_not_there_are_no_quote():
    assert quote(OLD["kindness"], "People here are rude.") is None


def test_the_whole_provision_is_meant_where_nothing_is_quoted():
    found = quote(OLD["kindness"], "  \n")
    assert found == Quote()
    assert place("kindness", found, OLD).state is AnchorState.ANCHORED
    assert place("kindness", found, {}).state is AnchorState.ORPHANED


def test_what_was_reworded_between_the_same_words_is_shown_as_it_is_now():
    new = {
        "kindness": {
            "en": "People here are kind. They welcome new people and answer their questions."
        }
    }
    found = place("kindness", cut("greet newcomers", "en"), new)
    assert found == Placed(AnchorState.REWORDED, "kindness", "welcome new people")


def test_words_that_went_to_another_provision_are_found_there():
    new = {
        "kindness": {"en": "Be kind."},
        "welcome": {"en": "All of us greet newcomers and help them."},
    }
    found = place("kindness", cut("greet newcomers"), new)
    assert (found.state, found.provision_id) == (AnchorState.MOVED, "welcome")


def test_of_two_provisions_the_one_with_the_same_surroundings_is_taken():
    new = {
        "rude": {"en": "Do not greet newcomers rudely."},
        "welcome": {"en": "They greet newcomers and answer their questions."},
    }
    assert place("kindness", cut("greet newcomers"), new).provision_id == "welcome"


def test_what_is_nowhere_any_more_is_kept_where_it_stood():
    found = place("kindness", cut("greet newcomers"), {"answers": OLD["answers"]})
    assert found == Placed(AnchorState.ORPHANED, "kindness")


def test_a_word_that_stands_anywhere_is_not_taken_for_the_same_place():
    new = {"other": {"en": "Nobody is left out here."}}
    assert place("kindness", cut("here"), new).state is AnchorState.ORPHANED


def test_a_text_without_any_provision_orphans_everything():
    assert place("kindness", cut("are kind"), {}).state is AnchorState.ORPHANED


WORDS = st.text(
    st.sampled_from("abcdefgh ijkl mnop, qrst. ءابتثجح かきくけこ漢字仮名 ไทยภาษา"), min_size=1
).filter(lambda text: plain(text) != "")


@given(WORDS, st.data())
def test_whatever_is_cut_out_of_a_text_stands_in_it(text, data):
    said = plain(text)
    start = data.draw(st.integers(0, len(said) - 1))
    end = data.draw(st.integers(start + 1, len(said)))
    exact = said[start:end]
    assume(plain(exact))
    found = quote({"en": text}, exact)
    assert found is not None
    assert found.exact in said
    assert len(found.prefix) <= AROUND
    assert len(found.suffix) <= AROUND
    assert found.prefix + found.exact + found.suffix in said
    assert place("one", found, {"one": {"en": text}}).state is AnchorState.ANCHORED


@given(WORDS, WORDS)
def test_what_is_added_elsewhere_in_a_provision_leaves_its_places(text, more):
    found = quote({"en": text}, text)
    longer = {"one": {"en": f"{more} {text} {more}"}}
    assert place("one", found, longer).state is AnchorState.ANCHORED


@given(WORDS, WORDS)
def test_a_place_is_never_found_where_its_words_are_not(text, other):
    found = quote({"en": text}, text)
    placed = place("one", found, {"one": {"en": other}, "two": {"en": other}})
    if placed.state in {AnchorState.ANCHORED, AnchorState.MOVED}:
        assert found.exact in plain(other)
    assert placed.state is not AnchorState.MOVED or placed.provision_id == "two"


@given(WORDS)
def test_reading_a_text_twice_reads_the_same(text):
    once = plain(text)
    assert plain(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(
    WORDS,
    st.sampled_from(["{}", "**{}**", "_{}_", "# {}", "{}\n\n", "  {}", "[{}](https://a.example)"]),
)
def test_marks_around_words_change_no_place(text, marked):
    found = quote({"en": text}, text)
    assert place("one", found, {"one": {"en": marked.format(text)}}).state is AnchorState.ANCHORED


@pytest.mark.parametrize(
    "look",
    [
        lambda: plain("[" * 60_000),
        lambda: plain("[](" * 20_000),
        lambda: place("a", Quote("e", "x", "y", "en"), {"b": {"en": "e" * 200_000}}),
    ],
    ids=["brackets that never close", "addresses that never end", "one letter everywhere"],
)
def test_texts_made_to_be_slow_are_read_in_a_moment(look):
    began = process_time()
    look()
    assert process_time() - began < 3
