"""What opinion maps count, how votes are published, and what is asked next."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.errors.opinions import StatementStepNotPossible
from comity.consultation.rules.opinion_figures import (
    Cell,
    consensus_of_groups,
    difference,
    divisive,
    majority,
    protected,
    representative,
    shared,
)
from comity.consultation.rules.opinion_input import publish, read
from comity.consultation.rules.opinion_route import Waiting, chance, following, weight
from comity.consultation.rules.statements import StatementState, same, step

counts = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
cells = counts.map(lambda one: Cell(one[0], one[1], sum(one)))
groups = st.lists(cells, min_size=1, max_size=5)
votes = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(1, 5), st.integers(-1, 1)), max_size=40
)


def waiting(name="one", *, agree=0, passed=0, seen=0, extremity=0.0):
    return Waiting(statement=name, agree=agree, passed=passed, seen=seen, extremity=extremity)


def test_the_consensus_of_groups_is_exact():
    assert consensus_of_groups([Cell(3, 1, 5), Cell(0, 2, 2)]) == Fraction(4, 7) * Fraction(1, 4)
    assert consensus_of_groups([Cell(3, 1, 5)], "disagree") == Fraction(2, 7)
    assert consensus_of_groups([Cell(), Cell(), Cell()]) == Fraction(1, 8)


@given(groups)
def test_the_consensus_of_groups_lies_between_nothing_and_all(row):
    assert 0 < consensus_of_groups(row) < 1


@given(groups, st.integers(0, 4))
def test_one_more_who_agrees_never_lowers_it(row, place):
    place %= len(row)
    more = [one + Cell(1, 0, 1) if at == place else one for at, one in enumerate(row)]
    assert consensus_of_groups(more) > consensus_of_groups(row)


@given(groups)
def test_the_order_of_groups_does_not_matter(row):
    assert consensus_of_groups(row[::-1]) == consensus_of_groups(row)


@given(cells, cells)
def test_a_difference_turns_round_with_its_sides(one, other):
    assert difference(one, other, "agree") == pytest.approx(-difference(other, one, "agree"))


def test_where_all_agree_there_is_no_difference():
    assert difference(Cell(5, 0, 5), Cell(9, 0, 9), "agree") == 0


def test_a_group_has_something_that_stands_for_it_even_if_it_is_unsure():
    table = {1: [Cell(1, 1, 2), Cell(1, 1, 2)], 2: [Cell(1, 0, 1), Cell(0, 1, 1)]}
    (one,) = representative(table, 0)
    assert (one.statement, one.side, one.sure) == (2, "agree", False)
    assert representative({}, 0) == []
    assert representative({1: [Cell(), Cell()]}, 0) != []


@given(st.dictionaries(st.integers(1, 9), st.tuples(cells, cells, cells), max_size=9))
def test_what_is_listed_is_what_it_is_said_to_be(table):
    for side in ("agree", "disagree"):
        for number in shared(table, side):
            assert all(one.share(side) > Fraction(1, 2) for one in table[number])
        totals = {number: sum(row, Cell()) for number, row in table.items()}
        for number in majority(totals, side):
            assert totals[number].of(side) * 2 > totals[number].seen
    for number, most, least in divisive(table):
        assert table[number][most].share("agree") > Fraction(1, 2)
        assert table[number][least].share("agree") < Fraction(1, 2)
        assert min(table[number][most].seen, table[number][least].seen) >= 5


@given(groups)
def test_no_cell_of_one_to_four_people_is_told(row):
    told = protected(row)
    assert all(one is None or not 0 < one.seen < 5 for one in told)
    hidden = [place for place, one in enumerate(told) if one is None]
    assert len(row) == 1 or len(hidden) != 1


@given(votes)
def test_published_votes_are_the_same_for_the_same_votes(cast):
    names = {name: str(place) for place, name in enumerate("fedcba")}
    first = publish(range(1, 6), cast)
    assert publish(range(1, 6), [(names[who], *vote) for who, *vote in cast]) == first
    assert read(first.text()) == first
    assert read(first.text()).digest() == first.digest()


def test_published_votes_have_no_names_and_one_order():
    found = publish([2, 1], [("zoe", 2, 0), ("ann", 1, -1), ("zoe", 1, 1), ("ann", 3, 1)])
    assert found.people == ("1a 2p", "1d")
    assert found.statements == (1, 2)
    assert "zoe" not in found.text()


@given(st.integers(0, 15), st.floats(0, 3))
def test_what_few_have_seen_weighs_more(seen, extremity):
    new = waiting(agree=seen // 2, seen=seen, extremity=extremity)
    old = waiting(agree=(seen + 20) // 2, seen=seen + 20, extremity=extremity)
    assert weight(new) > 0
    assert weight(new) > weight(old)


def test_what_everybody_passes_on_weighs_little():
    assert weight(waiting(passed=50, seen=50)) < weight(waiting(agree=25, seen=50))


@given(st.lists(st.text("abc", min_size=1), unique=True, max_size=8), st.text("xyz", min_size=1))
def test_somebody_is_asked_one_of_what_waits_and_the_same_again(names, who):
    asked = [waiting(name) for name in names]
    chosen = following(who, asked)
    assert chosen == following(who, asked[::-1])
    assert chosen in names if names else chosen is None


def test_different_people_are_asked_different_things():
    asked = [waiting(name) for name in "abcdefgh"]
    assert len({following(str(who), asked) for who in range(100)}) == 8


def test_an_informative_statement_is_asked_more_often():
    asked = [waiting("dull", passed=40, seen=50), waiting("telling", agree=25, seen=50)]
    chosen = [following(str(who), asked) for who in range(200)]
    assert chosen.count("telling") > 180


@given(st.text(), st.text())
def test_chance_lies_above_nothing_and_is_at_most_one(who, what):
    assert 0 < chance(who, what) <= 1


def test_a_statement_goes_only_where_it_can():
    assert step(StatementState.WAITING, StatementState.SHOWN) is StatementState.SHOWN
    assert step(StatementState.DECLINED, StatementState.SHOWN) is StatementState.SHOWN
    for state, to in (
        (StatementState.SHOWN, StatementState.SHOWN),
        (StatementState.SHOWN, StatementState.WAITING),
        (StatementState.DECLINED, StatementState.WAITING),
    ):
        with pytest.raises(StatementStepNotPossible):
            step(state, to)


@pytest.mark.parametrize(
    "other", ["meet  online", "Meet online!", "MEET online。", " Meet\nonline."]
)
def test_the_same_words_are_the_same_statement(other):
    assert same(other) == same("Meet online.")
    assert same("Meet offline.") != same("Meet online.")
