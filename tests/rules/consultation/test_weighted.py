"""Opinion as counted and as weighted: what always holds of it, and when nothing is told."""

import hashlib
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import FEW
from comity.consultation.rules.weighted import (
    ENOUGH,
    Weighted,
    Withheld,
    exchanged,
    opinion,
    percents,
    weigh,
)
from comity.consultation.rules.weights import MOST

SHARES = {Dimension.LANGUAGE: {"en": 50.0, "ar": 50.0}}
ROWS = ("ar", "en", "")
tallies = st.fixed_dictionaries(
    {(row, answer): st.integers(0, 30) for row in ROWS for answer in (1, -1, 0)}
)
weights = st.fixed_dictionaries(dict.fromkeys(ROWS, st.floats(0.2, 5)))


def lot(purpose, who):
    return hashlib.sha256(f"{purpose} {who}".encode()).hexdigest()


def crowd(**sizes):
    """Make people of whom so many belong to each group; ``nobody`` did not say theirs."""
    return {
        f"{name}{place}": {} if name == "nobody" else {"language": name}
        for name, size in sizes.items()
        for place in range(size)
    }


def answers(people, agree, number=1):
    """Let everybody answer; those agree whose names begin so, and the others do not."""
    return [(one, number, 1 if one.startswith(agree) else -1) for one in people]


@given(tallies)
@settings(max_examples=60)
def test_weights_that_are_all_equal_give_what_was_counted(tally):
    told = opinion(1, tally, dict.fromkeys(ROWS, 0.7))
    assume(told is not None)
    assert told.weighted == told.counted
    assert told.effective == told.people


@given(tallies, weights)
@settings(max_examples=100)
def test_shares_are_whole_percent_that_add_up_and_nothing_is_told_of_few(tally, by_row):
    told = opinion(1, tally, by_row)
    sizes = Counter()
    for (row, _answer), many in tally.items():
        sizes[row] += many
    if told is None:
        squares = sum(by_row[row] ** 2 * size for row, size in sizes.items())
        whole = sum(by_row[row] * size for row, size in sizes.items())
        assert min(sizes.values()) < FEW or whole**2 / squares < ENOUGH
        return
    assert min(sizes.values()) >= FEW
    assert sum(told.counted) == sum(told.weighted) == 100
    assert all(0 <= one <= 100 for one in (*told.counted, *told.weighted))
    assert ENOUGH <= told.effective <= told.people


@given(tallies, weights, st.sampled_from(ROWS), st.sampled_from([-1, 0]))
@settings(max_examples=100)
def test_more_who_agree_never_make_the_share_that_agrees_smaller(tally, by_row, row, before):
    assume(tally[row, before])
    told = opinion(1, tally, by_row)
    moved = {**tally, (row, before): tally[row, before] - 1, (row, 1): tally[row, 1] + 1}
    then = opinion(1, moved, by_row)
    assume(told is not None and then is not None)
    assert then.weighted[0] >= told.weighted[0]
    assert then.counted[0] >= told.counted[0]


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=3).filter(any))
def test_rounding_never_moves_a_share_by_a_whole_percent(parts):
    whole = sum(parts)
    rounded = percents(parts)
    assert sum(rounded) == 100
    assert all(abs(one - 100 * part / whole) < 1 for one, part in zip(rounded, parts, strict=True))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=60)
def test_exchanging_groups_leaves_each_as_large_and_at_most_one_in_three_moved(en, ar, nobody):
    rows = {
        one: said.get("language", "") for one, said in crowd(en=en, ar=ar, nobody=nobody).items()
    }
    then = exchanged(rows, lot)
    assert Counter(then.values()) == Counter(rows.values())
    assert sum(then[one] != rows[one] for one in rows) <= -(-len(rows) // 3)
    assert exchanged(dict(reversed(rows.items())), lot) == then


def test_nobody_can_tell_whose_group_was_exchanged():
    people = crowd(en=60, ar=30)
    rows = {one: said["language"] for one, said in people.items()}
    moved = {one for one in rows if exchanged(rows, lot)[one] != rows[one]}
    assert moved
    other = exchanged(rows, lambda purpose, who: lot(purpose, f"another key {who}"))
    assert {one for one in rows if other[one] != rows[one]} != moved


def test_opinion_moves_towards_the_group_that_few_took_part_of():
    people = crowd(en=90, ar=30)
    told = weigh(SHARES, people, answers(people, "en"), lot)
    [one] = told.opinions
    assert one.counted == (75, 25, 0)
    assert 50 < one.weighted[0] < 75
    assert (told.dimension, told.people, told.ratio, told.trimmed) == ("language", 120, 3.0, False)
    assert told.effective == one.effective == 90
    assert Weighted.from_json(told.as_json()) == told


def test_weights_are_cut_before_an_answer_counts_too_much_and_that_is_told():
    people = crowd(en=190, ar=10)
    told = weigh(SHARES, people, answers(people, "en"), lot)
    assert told.trimmed
    assert told.ratio == MOST


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (crowd(en=60, ar=4), Withheld.FEW),
        (crowd(en=60, ar=60, nobody=1), Withheld.FEW),
        (crowd(en=60, ar=60, fr=2), Withheld.FEW),
        (crowd(nobody=90), Withheld.FEW),
        ({}, Withheld.FEW),
        (crowd(en=14, ar=14), Withheld.UNSURE),
    ],
)
def test_nothing_is_told_where_a_group_is_small_or_too_little_is_left(people, why):
    assert weigh(SHARES, people, answers(people, "en"), lot) is why


def test_nothing_is_told_where_nobody_said_how_large_groups_are():
    people = crowd(en=60, ar=60)
    assert weigh({}, people, answers(people, "en"), lot) is Withheld.UNMEASURED


def test_a_group_that_is_absent_is_named_and_cannot_be_brought_in():
    people = crowd(en=60, ar=60)
    shares = {Dimension.LANGUAGE: {"en": 40.0, "ar": 40.0, "sw": 20.0}}
    told = weigh(shares, people, answers(people, "en"), lot)
    assert told.absent == ("sw",)
    assert told.opinions[0].weighted == told.opinions[0].counted == (50, 50, 0)


def test_a_statement_that_few_of_a_group_answered_is_left_out_and_counted():
    people = crowd(en=60, ar=60)
    few = [one for one in answers(people, "en", number=2) if one[0].startswith("en")][:12]
    told = weigh(SHARES, people, [*answers(people, "en"), *few], lot)
    assert [one.statement for one in told.opinions] == [1]
    assert told.untold == 1


def test_people_are_weighed_by_what_tells_most_of_those_who_may_be_told_apart():
    people = {
        one: {**said, "gender": "women" if place % 2 else "men", "tenure": "new"}
        for place, (one, said) in enumerate(crowd(en=90, ar=30).items())
    }
    shares = {
        **SHARES,
        Dimension.GENDER: {"women": 60.0, "men": 40.0},
        Dimension.TENURE: {"new": 90.0, "old": 10.0},
    }
    assert weigh(shares, people, answers(people, "en"), lot).dimension == "language"
    few = people | {"old1": {"language": "xx", "gender": "men", "tenure": "new"}}
    assert weigh(shares, few, answers(few, "en"), lot).dimension == "gender"
