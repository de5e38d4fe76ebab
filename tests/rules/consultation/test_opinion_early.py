"""What maps of an open round tell: never, compared with each other, how a few people answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.opinion_early import (
    apart,
    between,
    early,
    has_news,
    left_out,
    settled,
    tells_few,
    totals,
    without_few,
)
from comity.consultation.rules.opinion_figures import Cell
from comity.consultation.rules.opinion_input import publish

STATEMENTS = range(1, 4)
answers = st.dictionaries(
    st.tuples(st.integers(1, 30).map(str), st.integers(1, 3)), st.sampled_from([-1, 0, 1])
)
"""Who answered what, by person and statement."""

changes = st.lists(
    st.tuples(st.integers(1, 40).map(str), st.integers(1, 3), st.sampled_from([-1, 0, 1, None])),
    max_size=25,
)
"""Answers that come, change, or are taken back (none)."""


def lot(who, statement):
    return hash((who, statement))


def votes_of(given_answers):
    cast = [(who, number, value) for (who, number), value in given_answers.items()]
    return publish(STATEMENTS, left_out(cast, lot))


def changed(given_answers, news):
    now = dict(given_answers)
    for who, number, value in news:
        now.pop((who, number), None)
        if value is not None:
            now[who, number] = value
    return now


def drawn(votes):
    """Give as much of a map as an early one is made of."""
    return {
        "algorithm": "test/1",
        "state": "no_groups",
        "people": len(votes.people),
        "groups": [],
        "statements": [{"statement": one, "extremity": 0.5} for one in votes.statements],
        "majority": {},
        "shared": {},
        "divisive": [],
        "input": votes.digest(),
    }


def told_of(maps, statement):
    cells = [
        row["together"]
        for one in maps
        for row in one["statements"]
        if row["statement"] == statement
    ]
    return [Cell(one["agree"], one["disagree"], one["seen"]) for one in cells if one is not None]


@given(answers, st.lists(changes, max_size=6))
def test_no_two_maps_differ_by_the_answers_of_fewer_than_five(begun, later):
    stands, maps = begun, []
    for news in [[], *later]:
        stands = changed(stands, news)
        votes = votes_of(stands)
        maps.append(early(drawn(votes), votes, list(maps)))
    for statement in STATEMENTS:
        told = told_of(maps, statement)
        assert all(one.seen >= 5 for one in told)
        assert not any(tells_few(one, other) for one in told for other in told)
    people = [one["people"] for one in maps]
    assert not any(0 < abs(one - other) < 5 for one in people for other in people)


@given(answers, changes)
def test_the_last_map_always_adds_at_least_five_answers_to_what_was_told(begun, news):
    kept = [
        change for change in news if change[2] is not None
    ]  # What is taken back is a limit of its own.
    votes = votes_of(begun)
    maps = [early(drawn(votes), votes, [])]
    counted = {
        (who, number)
        for who, number, _ in left_out([(*key, value) for key, value in begun.items()], lot)
    }
    final = changed(begun, kept)
    for statement in STATEMENTS:
        if told_of(maps, statement):
            added = [key for key in final if key[1] == statement and key not in counted]
            assert len(added) >= 5


@given(answers)
def test_five_answers_to_each_statement_are_left_out_and_the_same_ones_again(given_answers):
    cast = [(*key, value) for key, value in given_answers.items()]
    kept = left_out(cast, lot)
    assert sorted(kept) == sorted(left_out(cast[::-1], lot))
    assert set(kept) <= set(cast)
    for number in STATEMENTS:
        before = [vote for vote in cast if vote[1] == number]
        after = [vote for vote in kept if vote[1] == number]
        assert len(after) == max(0, len(before) - 5)


@given(answers, changes)
def test_as_many_people_changed_as_a_difference_says_or_more(begun, news):
    now = changed(begun, news)
    one, other = (
        publish(STATEMENTS, [(*key, value) for key, value in cast.items()]) for cast in (begun, now)
    )
    different = {
        who
        for who, number in begun.keys() | now.keys()
        if begun.get((who, number)) != now.get((who, number))
    }
    assert apart(one, other) == apart(other, one) <= len(different)
    for number, cell in totals(one).items():
        assert between(cell, totals(other)[number]) <= len(different)


def test_who_only_changed_sides_is_counted_once():
    assert between(Cell(5, 3, 8), Cell(3, 5, 8)) == 2
    assert between(Cell(5, 3, 8), Cell(5, 3, 8)) == 0
    assert between(Cell(5, 3, 8), Cell(9, 3, 12)) == 4
    assert between(Cell(5, 3, 9), Cell(5, 3, 8)) == 1


def test_a_number_stays_until_five_people_are_behind_the_next():
    first = Cell(8, 2, 10)
    assert settled(first, []) == first
    assert settled(Cell(12, 2, 14), [first]) == first
    assert settled(Cell(13, 2, 15), [first]) == Cell(13, 2, 15)


def test_a_number_is_compared_with_all_that_were_told_before():
    one, two = Cell(10, 0, 10), Cell(15, 0, 15)
    assert settled(Cell(10, 1, 11), [one, two]) == two
    assert settled(Cell(10, 0, 10), [one, two]) == one


@pytest.mark.parametrize("seen", [0, 1, 4])
def test_of_fewer_than_five_nothing_is_told(seen):
    assert settled(Cell(seen, 0, seen), []) is None
    assert settled(Cell(seen, 0, seen), [Cell(9, 0, 9)]) == Cell(9, 0, 9)


def test_an_early_map_has_nothing_that_its_votes_could_be_worked_out_from():
    votes = publish([1], [(str(who), 1, 1) for who in range(9)])
    found = early(drawn(votes), votes, [])
    assert "input" not in found
    assert found["statements"][0]["together"] == {"agree": 9, "disagree": 0, "pass": 0, "seen": 9}


def test_only_a_map_with_a_new_number_is_news():
    nine, more, four = (
        publish([1], [(str(who), 1, 1) for who in range(many)]) for many in (9, 14, 4)
    )
    first = early(drawn(nine), nine, [])
    assert not has_news(first, first)
    assert has_news(early(drawn(more), more, [first]), first)
    assert not has_news(early(drawn(four), four, [first]), first)
    assert has_news(first, early(drawn(four), four, []))


def test_a_statement_that_was_declined_meanwhile_makes_nobody_different():
    cast = [(str(who), number, 1) for who in range(9) for number in (1, 2)]
    both, one = publish([1, 2], cast), publish([1], cast)
    assert apart(both, one) == 0
    assert apart(publish([], []), both) == 0


def test_without_some_a_statement_that_few_of_them_answered_is_not_told():
    cast = [(str(who), 1, 1) for who in range(20)] + [(str(who), 2, 1) for who in range(4, 16)]
    everybody = publish([1, 2], cast)
    others = publish([1, 2], [vote for vote in cast if int(vote[0]) > 4])
    cell = {"agree": 1, "disagree": 0, "pass": 0, "seen": 1}
    row = {"together": cell, "groups": [cell, cell], "consensus": 0.4}
    result = {"statements": [row | {"statement": 1}, row | {"statement": 2}]}
    first, second = without_few(result, others, everybody)["statements"]
    assert first == row | {"statement": 1}
    assert (second["together"], second["groups"], second["consensus"]) == (None, [None, None], None)
