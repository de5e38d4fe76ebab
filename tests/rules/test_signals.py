"""Signals of what may be a campaign."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.signals import (
    BUSY,
    STATEMENTS,
    TOGETHER,
    SignalKind,
    Spoken,
    bursts,
    same_answers,
    same_words,
)

FIRST = date(2026, 3, 2)
LAST = FIRST + timedelta(days=9)
TEMPLATE = "Strike this rule: nobody asked us, and it will empty the project within a year."


def spoken(number, text, participant=None):
    return Spoken(f"c{number:03}", participant or f"p{number:03}", text)


def test_a_day_far_above_the_others_is_a_burst():
    counts = {FIRST + timedelta(days=one): 3 for one in range(10)} | {LAST: 40}
    (found,) = bursts(counts, first=FIRST, last=LAST)
    assert (found.kind, found.day, found.count, found.usual) == (SignalKind.BURST, LAST, 40, 3.0)


def test_a_day_in_a_quiet_round_is_no_burst_unless_it_is_busy():
    assert bursts({LAST: BUSY - 1}, first=FIRST, last=LAST) == ()
    assert len(bursts({LAST: BUSY}, first=FIRST, last=LAST)) == 1


def test_one_day_alone_has_nothing_to_be_compared_with():
    assert bursts({FIRST: 500}, first=FIRST, last=FIRST) == ()


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 300), max_size=10))
def test_more_on_every_day_never_makes_a_burst_of_a_steady_round(steady):
    most = max(steady.values(), default=0)
    counts = {FIRST + timedelta(days=one): most for one in range(10)}
    assert bursts(counts, first=FIRST, last=LAST) == ()


def test_the_same_words_of_several_people_are_pointed_at():
    group = [spoken(number, TEMPLATE) for number in range(TOGETHER)]
    (found,) = same_words([[*group, spoken(9, "Something else altogether, by the sea.")]])
    assert found.kind is SignalKind.SAME_WORDS
    assert found.contributions == ("c000", "c001", "c002")


def test_one_person_who_says_it_three_times_is_no_pattern():
    group = [spoken(number, TEMPLATE, "p1") for number in range(TOGETHER)]
    assert same_words([group]) == ()


def test_patterns_that_meet_in_two_groups_are_told_once():
    first, second, third = (spoken(number, TEMPLATE) for number in range(3))
    (found,) = same_words([[first, second], [second, third]])
    assert found.count == 3


def test_the_same_answers_to_many_statements_are_pointed_at():
    vector = {number: (-1) ** number for number in range(STATEMENTS)}
    answers = {f"p{number}": vector for number in range(TOGETHER)} | {"p9": {**vector, 0: 0}}
    (found,) = same_answers(answers)
    assert found.participants == ("p0", "p1", "p2")


def test_few_answers_are_the_same_by_chance():
    vector = dict.fromkeys(range(STATEMENTS - 1), 1)
    assert same_answers({f"p{number}": vector for number in range(9)}) == ()


def test_nobody_is_no_signal():
    assert same_answers({}) == ()
    assert same_words([]) == ()
    assert bursts({}, first=FIRST, last=LAST) == ()


def test_ten_thousand_copies_are_told_at_once():
    copies = [spoken(number, TEMPLATE) for number in range(10_000)]
    (found,) = same_words([copies, copies])
    assert found.count == 10_000
