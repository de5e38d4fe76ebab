"""Translations: which source each was made from, who may move them where, and which terms occur."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.documents import Text, TextState
from comity.codes.rules.glossary import occurring, tidy
from comity.codes.rules.moves import (
    STEPS,
    WRITING,
    Guard,
    Move,
    Who,
    failing,
    moves_from,
    step,
)
from comity.codes.rules.sources import (
    Tally,
    same_source,
    shown_state,
    source_hash,
    tallied,
)

STORED = [one for one in TextState if one not in {TextState.SOURCE, TextState.OUTDATED}]
letters = st.text(alphabet="ab", min_size=0, max_size=2)
texts = st.builds(Text, letters, letters, letters)
hashes = st.sampled_from("abcdef")
pairs = st.lists(st.tuples(hashes, hashes), max_size=6)


@given(texts, texts)
def test_a_hash_names_one_source_and_no_other(one, other):
    assert (source_hash("en", one) == source_hash("en", other)) == (one == other)


def test_the_same_words_in_another_language_are_another_source():
    assert source_hash("en", Text("Chat", "")) != source_hash("fr", Text("Chat", ""))


@given(texts, texts, st.sampled_from(STORED))
def test_a_translation_heals_when_its_source_goes_back(first, then, stored):
    made_from = source_hash("en", first)
    states = [shown_state(stored, made_from, source_hash("en", now), ()) for now in (then, first)]
    assert states[0] is (stored if then == first else TextState.OUTDATED)
    assert states[1] is stored


@given(hashes, pairs)
def test_every_source_is_the_same_as_itself(one, kept):
    assert same_source(one, one, kept)


@given(hashes, hashes, pairs)
def test_what_counts_as_equal_does_so_in_both_directions(one, other, kept):
    assert same_source(one, other, kept) == same_source(other, one, kept)


@given(hashes, hashes, hashes, pairs)
def test_what_counts_as_equal_does_so_one_after_the_other(first, second, third, kept):
    if same_source(first, second, kept) and same_source(second, third, kept):
        assert same_source(first, third, kept)


@given(hashes, hashes, pairs)
def test_a_change_that_is_let_through_outdates_nothing(before, after, kept):
    assert same_source(before, after, [*kept, (before, after)])


@given(hashes, pairs, st.sampled_from(STORED))
def test_words_made_from_nobody_knows_what_are_outdated(now, kept, stored):
    assert shown_state(stored, None, now, kept) is TextState.OUTDATED


def test_the_agreed_words_are_never_outdated():
    assert shown_state(TextState.SOURCE, None, "a", ()) is TextState.SOURCE


@given(st.lists(st.tuples(st.sampled_from(["ar", "de", "fr"]), st.sampled_from(STORED))))
def test_every_unit_is_counted_once(units):
    per_language = [language for language, _ in units]
    total = max((per_language.count(one) for one in per_language), default=1)
    for tally in tallied(total, units, ["es"]):
        assert sum(tally.counts.values()) == per_language.count(tally.language)
        assert tally.missing + sum(tally.counts.values()) == total
        assert 0 <= tally.percent <= 100
        assert (tally.percent == 100) == (tally.ready == total)


def test_the_language_that_is_furthest_comes_first():
    units = [("fr", TextState.DRAFT), ("ar", TextState.APPROVED), ("de", TextState.COMPLETE)]
    found = tallied(2, [*units, ("de", TextState.APPROVED)], ["es"])
    assert [one.language for one in found] == ["de", "ar", "fr", "es"]
    assert [one.percent for one in found] == [100, 50, 0, 0]


def test_a_version_without_provisions_has_nothing_left_to_translate():
    assert Tally("fr", 0, {}).percent == 100


@pytest.mark.parametrize("state", [None, *STORED])
@pytest.mark.parametrize("move", Move)
def test_no_move_leads_from_one_state_to_two(state, move):
    rows = [one for one in STEPS if one.move is move and state in one.before]
    assert len(rows) == (1 if step(state, move) else 0)


def test_machine_words_are_never_approved_before_somebody_takes_them_over():
    reached = {TextState.MACHINE}
    while True:
        more = {
            one.after
            for one in STEPS
            if not one.writes and any(state in one.before for state in reached)
        }
        if more <= reached:
            break
        reached |= more
    assert reached == {TextState.MACHINE}


def test_approved_means_that_another_person_read_the_present_words():
    rows = [one for one in STEPS if one.after is TextState.APPROVED]
    assert rows
    assert all({Guard.OTHER, Guard.CURRENT} <= one.guards for one in rows)
    assert not any(one.writes for one in rows)


def test_machine_words_replace_nothing_that_a_person_wrote():
    assert all(
        step(state, Move.ENTER_MACHINE) is None
        for state in STORED
        if state is not TextState.MACHINE
    )


def test_every_state_has_a_way_out():
    assert all(moves_from(state, editor=False) for state in [None, *STORED])


def test_only_those_who_edit_bring_words_in_as_complete():
    for state in [None, *STORED]:
        offered = {one.move for one in moves_from(state, editor=False)}
        assert Move.BRING_IN not in offered
        assert step(state, Move.BRING_IN).who is Who.EDITOR


@pytest.mark.parametrize("state", [None, *STORED])
@pytest.mark.parametrize("wanted", [one for one in WRITING if one is not TextState.OUTDATED])
def test_what_is_sent_ends_in_the_state_that_was_asked_for(state, wanted):
    here = state
    for move in WRITING[wanted]:
        row = step(here, move)
        if row is None:
            assert move is Move.ENTER_MACHINE
            return
        here = row.after
    assert here is wanted


@given(
    st.sampled_from(STEPS),
    st.booleans(),
    st.sampled_from(["amal", None]),
    st.sampled_from(["amal", "bo", None]),
    st.sampled_from(["", " ", "Because."]),
)
def test_guards_fail_for_their_own_reason_and_no_other(row, current, translator, by, reason):
    found = failing(row, current=current, translator=translator, by=by, reason=reason)
    assert set(found) <= row.guards
    assert (Guard.CURRENT in found) == (Guard.CURRENT in row.guards and not current)
    assert (Guard.OTHER in found) == (Guard.OTHER in row.guards and (not by or by == translator))
    assert (Guard.REASON in found) == (Guard.REASON in row.guards and not reason.strip())


@pytest.mark.parametrize(
    ("term", "text", "there"),
    [
        ("harassment", "No harassment here.", True),
        ("harassment", "HARASSMENT is not right", True),
        ("harass", "No harassment here.", False),
        ("good faith", "in good\n faith", True),
        ("嫌がらせ", "ここでは嫌がらせを許さない", True),
        ("تحرش", "لا تحرش هنا", True),
        ("تحرش", "لا تحرشات هنا", False),
        ("", "anything", False),
        ("C++", "write C++ well", True),
        ("a.b", "acb", False),
    ],
)
def test_a_term_is_found_where_it_stands_as_a_word(term, text, there):
    assert occurring([term], text) == ([term] if there else [])


@given(st.lists(st.text(min_size=1, max_size=8), max_size=5), st.text(max_size=40))
def test_looking_for_any_terms_in_any_text_names_only_these(terms, text):
    assert set(occurring(terms, text)) <= set(terms)


@given(st.text(max_size=20))
def test_a_tidy_term_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)


def test_longer_terms_come_first():
    assert occurring(["code", "code of conduct"], "A code of conduct.") == [
        "code of conduct",
        "code",
    ]
