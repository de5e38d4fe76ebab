import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from comity.cases.rules.votes import Cast, Choice, Result, stand
from comity.charter.rules import Base, Count, Majority

MORE_THAN_HALF = Majority(1, 2, strict=True, base=Base.SEATED, quorum=2)
OF_THE_WILLING = Majority(1, 2, strict=True, base=Base.WILLING, quorum=1)
TWO_THIRDS = Majority(2, 3, strict=False, base=Base.SEATED, quorum=2)
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
PANEL = frozenset("abc")


def say(**choices):
    """Write one vote per person on the same question."""
    return [Cast(voter, "q", choice) for voter, choice in choices.items()]


@pytest.mark.parametrize(
    ("active", "recused", "abstained", "needed"),
    [(12, 0, 0, 7), (12, 2, 0, 6), (12, 4, 0, 5), (12, 0, 2, 6), (12, 2, 2, 5)],
)
def test_recusals_and_abstentions_shrink_the_base_as_on_english_wikipedia(
    active, recused, abstained, needed
):
    count = Count(0, 0, abstained, seated=active, recused=recused)
    assert OF_THE_WILLING.needed(count) == needed
    voting = frozenset(map(str, range(active - recused)))
    votes = [Cast(str(number), "q", ABSTAIN) for number in range(abstained)]
    assert stand("q", votes, voting, recused, OF_THE_WILLING).needed == needed


@pytest.mark.parametrize(
    ("votes", "majority", "expected"),
    [
        pytest.param(say(a=FOR, b=FOR), MORE_THAN_HALF, "carried", id="two of three are enough"),
        pytest.param(say(a=FOR), MORE_THAN_HALF, "open", id="one of three waits"),
        pytest.param(say(a=FOR, b=AGAINST), MORE_THAN_HALF, "open", id="a draw waits"),
        pytest.param(say(a=AGAINST, b=AGAINST), MORE_THAN_HALF, "lost", id="two against lose it"),
        pytest.param(say(a=FOR, b=ABSTAIN, c=ABSTAIN), MORE_THAN_HALF, "lost", id="one of three"),
        pytest.param(say(a=FOR, b=FOR, c=AGAINST), TWO_THIRDS, "carried", id="two thirds reach"),
        pytest.param(say(a=ABSTAIN, b=ABSTAIN, c=ABSTAIN), OF_THE_WILLING, "lost", id="nobody"),
        pytest.param([], MORE_THAN_HALF, "open", id="nobody has voted yet"),
    ],
)
def test_a_question_stands(votes, majority, expected):
    assert stand("q", votes, PANEL, 0, majority).result == expected


def test_a_second_vote_of_the_same_member_counts_nothing():
    twice = [*say(a=AGAINST), *say(a=FOR), *say(b=AGAINST)]
    assert stand("q", twice, PANEL, 0, MORE_THAN_HALF).count == Count(0, 2, 0, seated=3)


def test_a_vote_from_outside_the_panel_counts_nothing():
    assert stand("q", say(x=FOR, y=FOR), PANEL, 0, MORE_THAN_HALF).count.turnout == 0


def test_a_vote_on_another_question_counts_nothing():
    other = [Cast("a", "other", FOR)]
    assert stand("q", other, PANEL, 0, MORE_THAN_HALF).count.turnout == 0


def test_whoever_leaves_the_panel_takes_their_vote_along():
    votes = say(a=FOR, b=FOR, c=AGAINST)
    assert stand("q", votes, frozenset("ac"), 1, MORE_THAN_HALF).result is Result.LOST


cast = st.builds(
    Cast, st.sampled_from("abcdex"), st.sampled_from("qr"), st.sampled_from(Choice), st.just("")
)
panels = st.frozensets(st.sampled_from("abcde"), min_size=2)
majorities = st.sampled_from([MORE_THAN_HALF, OF_THE_WILLING, TWO_THIRDS])


@given(st.lists(cast, max_size=20), st.lists(cast, max_size=20), panels, majorities)
def test_what_is_settled_stays_so_whatever_comes_after(votes, more, panel, majority):
    before = stand("q", votes, panel, 0, majority).result
    if before is not Result.OPEN:
        assert stand("q", votes + more, panel, 0, majority).result is before


@pytest.mark.parametrize("wanted", Result)
def test_the_generated_votes_end_in_every_way(wanted):
    find(
        st.tuples(st.lists(cast, max_size=20), panels, majorities),
        lambda drawn: stand("q", drawn[0], drawn[1], 0, drawn[2]).result is wanted,
    )
