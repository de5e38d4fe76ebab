"""How groups take part, and when a round may close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.equity import (
    Dimension,
    Gap,
    Standing,
    gaps,
    heard,
    may_close,
    participation,
    wilson,
)
from comity.consultation.rules.hiding import OTHER, UNSAID

SHARES = {"en": 0.5, "ar": 0.3, "sw": 0.2}
targets = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9).map(float), max_size=5)
people = st.lists(st.sampled_from([*"abcdefg", UNSAID]), max_size=80)


def _measured(**counts):
    said = [name for name, count in counts.items() for _ in range(count)]
    return participation(Dimension.LANGUAGE, SHARES, said)


def _line(measured, category):
    return next(one for one in measured.lines if one.category == category)


def test_a_group_that_takes_part_like_everybody_has_a_ratio_of_one():
    measured = _measured(en=50, ar=30, sw=20)
    assert [one.ratio for one in measured.lines] == pytest.approx([1.0, 1.0, 1.0, None])
    assert [one.silence for one in measured.lines] == pytest.approx([0.0, 0.0, 0.0, None])
    assert measured.coverage == pytest.approx(1.0)
    assert measured.dissimilarity == pytest.approx(0.0)


def test_a_group_with_half_its_share_counts_as_reached_and_one_with_less_as_silent():
    measured = _measured(en=75, ar=15, sw=10)
    assert _line(measured, "ar").ratio == pytest.approx(0.5)
    assert {one.standing for one in measured.lines if one.share} == {Standing.REACHED}
    measured = _measured(en=80, ar=14, sw=6)
    assert _line(measured, "ar").standing is Standing.SILENT
    assert _line(measured, "ar").silence == pytest.approx(1 - 14 / 30)
    assert measured.coverage == pytest.approx(0.5)
    assert measured.dissimilarity == pytest.approx(0.3)


def test_with_nobody_every_group_is_silent_and_every_ratio_possible():
    measured = _measured()
    assert measured.coverage == 0
    assert measured.dissimilarity is None
    assert measured.lines[-1].category == OTHER
    for line in measured.lines[:-1]:
        assert (line.people, line.ratio, line.silence) == (0, None, 1.0)
        assert line.standing is Standing.SILENT
        assert line.ratio_range.low == 0
        assert line.ratio_range.high == pytest.approx(1 / line.share)


def test_with_one_person_nothing_is_told_of_their_group():
    measured = _measured(sw=1)
    assert {one.people for one in measured.lines} == {None}
    assert measured.unsaid is None
    assert measured.hides
    assert {one.standing for one in measured.lines if one.share} == {Standing.TOO_FEW}
    assert measured.coverage == 0


def test_a_group_that_nobody_is_in_is_neither_silent_nor_reached():
    measured = participation(Dimension.REGION, {"here": 1.0, "nowhere": 0.0}, ["here"] * 9)
    assert _line(measured, "nowhere").standing is Standing.EMPTY
    assert _line(measured, "nowhere").ratio is None
    assert measured.coverage == pytest.approx(1.0)
    assert measured.gaps == ()


def test_a_group_without_a_share_takes_part_but_is_not_measured():
    measured = _measured(en=50, ar=30, sw=20, tlh=25)
    line = _line(measured, OTHER)
    assert (line.people, line.share, line.ratio) == (25, None, None)
    assert line.standing is Standing.OUTSIDE
    assert _line(measured, "en").part == pytest.approx(0.4)


def test_without_any_shares_nothing_is_covered_and_nothing_breaks():
    measured = participation(Dimension.ROLE, {}, ["editor"] * 6)
    assert measured.coverage == 0
    assert [(one.category, one.people) for one in measured.lines] == [(OTHER, 6)]
    assert participation(Dimension.ROLE, {"editor": 0.0}, []).coverage == 0


def test_who_did_not_say_their_group_is_counted_apart():
    measured = _measured(en=50, ar=30, sw=20, **{UNSAID: 100})
    assert measured.unsaid == 100
    assert measured.people == 200
    assert _line(measured, "en").ratio == pytest.approx(1.0)


def test_where_it_is_hidden_who_did_not_say_shares_are_of_all():
    measured = _measured(en=50, ar=30, sw=17, **{UNSAID: 3})
    assert measured.unsaid is None
    assert _line(measured, "en").part == pytest.approx(0.5)
    assert _line(measured, "sw").people is None


def test_shares_are_measured_against_their_sum():
    halves = participation(Dimension.TENURE, {"new": 1, "old": 3}, ["new"] * 5 + ["old"] * 15)
    assert [one.ratio for one in halves.lines] == pytest.approx([1.0, 1.0, None])


@given(targets, people)
def test_figures_stay_within_their_bounds(shares, said):
    measured = participation(Dimension.LANGUAGE, shares, said)
    assert 0 <= measured.coverage <= 1
    assert measured.people == len(said)
    assert measured.dissimilarity is None or 0 <= measured.dissimilarity <= 1
    for line in measured.lines:
        if line.ratio is not None:
            assert line.ratio_range.low <= line.ratio <= line.ratio_range.high * (1 + 1e-12)
            assert 0 <= line.silence <= 1
        assert (line.people is None) == (line.part is None and bool(said))


@given(targets, people, st.sampled_from("abcde"))
def test_one_more_of_a_silent_group_never_makes_it_less_heard(shares, said, name):
    before = participation(Dimension.LANGUAGE, shares, said)
    after = participation(Dimension.LANGUAGE, shares, [*said, name])
    old = {one.category: one.ratio for one in before.lines}.get(name)
    new = {one.category: one.ratio for one in after.lines}.get(name)
    if old is not None and new is not None and before.unsaid == after.unsaid:
        assert new >= old - 1e-12


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share_and_lies_between_nobody_and_everybody(part, rest):
    found = wilson(part, part + rest)
    assert 0 <= found.low <= found.high <= 1
    if part + rest:
        assert found.low <= part / (part + rest) <= found.high


def test_intervals_are_those_of_the_literature():
    # Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
    assert wilson(81, 263).low == pytest.approx(0.2553, abs=5e-5)
    assert wilson(81, 263).high == pytest.approx(0.3662, abs=5e-5)
    assert wilson(15, 148).low == pytest.approx(0.0624, abs=5e-5)
    assert wilson(0, 20).high == pytest.approx(0.1611, abs=5e-5)
    assert wilson(1, 29).low == pytest.approx(0.0061, abs=5e-5)


def test_who_was_heard_is_told_by_group_and_hidden_with_it():
    measured = _measured(en=50, ar=30, sw=3, **{UNSAID: 9})
    answers = [("en", True)] * 3 + [("en", False)] * 1 + [("sw", True)]
    told = {one.category: one for one in heard(measured, answers)}
    assert (told["en"].answered, told["en"].accepted, told["en"].share) == (4, 3, 0.75)
    assert told["ar"].share is None
    assert told["ar"].answered == 0
    assert (told["sw"].answered, told["sw"].share) == (None, None)
    assert told[UNSAID].answered is None


def test_a_round_may_close_when_enough_are_reached():
    assert may_close([_measured(en=75, ar=15, sw=10)], 0.7, []) == ()


def test_a_round_below_its_target_needs_somebody_to_have_gone_out_to_each_gap():
    measured = [_measured(en=80, ar=14, sw=6)]
    missing = may_close(measured, 0.7, [])
    assert [(gap.category, gap.share) for gap in missing] == [
        ("ar", pytest.approx(0.3)),
        ("sw", pytest.approx(0.2)),
    ]
    half = may_close(measured, 0.7, [(Dimension.LANGUAGE, "ar")])
    assert [gap.category for gap in half] == ["sw"]
    documented = [(Dimension.LANGUAGE, "ar"), (Dimension.LANGUAGE, "sw")]
    assert may_close(measured, 0.7, documented) == ()
    assert may_close(measured, 0.5, []) == ()


def test_outreach_by_another_dimension_does_not_count():
    missing = may_close([_measured(en=80, ar=20)], 0.9, [(Dimension.REGION, "sw")])
    assert [gap.category for gap in missing] == ["sw"]


def test_every_dimension_has_to_reach_the_target():
    good, bad = (
        _measured(en=50, ar=30, sw=20),
        participation(Dimension.REGION, {"north": 0.5, "south": 0.5}, ["north"] * 40),
    )
    assert may_close([good, bad], 0.7, []) == (Gap(Dimension.REGION, "south", 0.5),)
    assert gaps([good, bad]) == (Gap(Dimension.REGION, "south", 0.5),)


def test_where_nobody_set_a_target_nothing_is_in_the_way():
    assert may_close([], 1.0, []) == ()


@given(targets, people, st.floats(0, 1))
def test_documented_outreach_to_all_gaps_always_lets_a_round_close(shares, said, target):
    measured = [participation(Dimension.LANGUAGE, shares, said)]
    missing = may_close(measured, target, [])
    assert may_close(measured, target, [(one.dimension, one.category) for one in missing]) == ()
    assert may_close(measured, 0.0, []) == ()
