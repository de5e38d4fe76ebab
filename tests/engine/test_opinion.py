"""What an opinion map says: of nobody, of few, of groups that are there, and again the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.consultation.engine import opinion_groups
from comity.consultation.engine.opinion import ALGORITHM, draw
from comity.consultation.engine.opinion_groups import most_groups, placed
from comity.consultation.engine.opinion_space import axes, matrix
from comity.consultation.engine.opinion_stability import agreement, drawn, stability
from comity.consultation.rules.opinion_input import AGREE, DISAGREE, canonical, publish
from tests.engine.opinions import mixed, planted, renamed, votes_of

STATEMENTS = range(1, 13)


def test_no_statement_and_nobody_is_an_answer():
    found = draw(publish([], []))
    assert (found["state"], found["people"], found["statements"]) == ("nobody", 0, [])
    assert found["algorithm"] == ALGORITHM


def test_nobody_is_an_answer():
    found = draw(publish([1, 2], []))
    assert (found["state"], found["groups"]) == ("nobody", [])
    assert [one["together"] for one in found["statements"]] == [None, None]


def test_of_one_participant_nothing_is_told():
    found = draw(publish([1, 2], [("ann", 1, 1)]))
    assert (found["state"], found["people"]) == ("no_groups", 1)
    assert [one["together"] for one in found["statements"]] == [None, None]


def test_if_all_pass_there_are_no_groups():
    found = draw(
        publish(STATEMENTS, [(str(who), one, 0) for who in range(30) for one in STATEMENTS])
    )
    assert (found["state"], found["placed"], found["explained"]) == ("no_groups", 30, [0.0, 0.0])
    assert found["statements"][0]["together"] == {
        "agree": 0,
        "disagree": 0,
        "pass": 30,
        "seen": 30,
    }
    assert found["majority"] == {"agree": [], "disagree": []}


def test_a_statement_that_nobody_saw_is_half_agreed_by_each_group():
    votes, _ = planted(groups=2, people=20)
    found = draw(publish([*STATEMENTS, 13], votes))
    unseen = found["statements"][-1]
    assert unseen["consensus"] == 0.25
    assert unseen["together"]["seen"] == 0
    assert unseen["groups"] == [{"agree": 0, "disagree": 0, "pass": 0, "seen": 0}] * 2


def test_one_statement_is_an_axis_of_its_own():
    votes = [(f"for-{who}", 1, 1) for who in range(9)] + [(f"not-{who}", 1, -1) for who in range(6)]
    found = draw(publish([1], votes))
    assert [group["size"] for group in found["groups"]] == [9, 6]
    assert found["explained"] == [1.0, 0.0]
    assert found["divisive"] == [{"statement": 1, "most": 0, "least": 1}]


def test_the_last_of_two_votes_counts():
    assert publish([1], [("ann", 1, 1), ("ann", 1, -1)]) == publish([1], [("ann", 1, -1)])


def test_a_statement_that_was_moderated_out_has_no_say():
    votes, _ = planted(groups=2, people=20)
    spoiled = [(who, 99, 1) for who, _, _ in votes]
    assert draw(publish(STATEMENTS, votes + spoiled)) == draw(publish(STATEMENTS, votes))


@pytest.mark.parametrize("groups", [2, 3])
def test_groups_that_are_there_are_found(groups):
    votes, members = planted(groups=groups, people=30)
    found = draw(publish(STATEMENTS, votes))
    assert [one["size"] for one in found["groups"]] == [30] * groups
    assert len(members) == groups
    assert stability(publish(STATEMENTS, votes), times=10)["mean"] > 0.95


def test_a_group_of_four_joins_its_neighbours():
    many, _ = planted(groups=2, people=20)
    few = [(f"few-{who}", one, 1) for who in range(4) for one in STATEMENTS]
    found = draw(publish(STATEMENTS, many + few))
    assert sum(one["size"] for one in found["groups"]) == 44
    assert min(one["size"] for one in found["groups"]) >= 5


def test_nine_people_are_too_few_for_two_groups():
    assert most_groups(9) == 0
    votes = [(str(who), one, 1 if who % 2 else -1) for who in range(9) for one in STATEMENTS]
    assert draw(publish(STATEMENTS, votes))["state"] == "no_groups"


@pytest.mark.parametrize(("people", "most"), [(10, 2), (12, 2), (15, 3), (36, 5), (100_000, 5)])
def test_more_groups_are_tried_where_there_are_more_people(people, most):
    assert most_groups(people) == most


def test_people_with_few_votes_are_placed_only_to_fill_up():
    votes = [(f"much-{who}", one, 1) for who in range(3) for one in range(1, 8)]
    votes += [(f"little-{who}", 1, 1) for who in range(30)]
    counts = matrix(publish(STATEMENTS, votes)).counts()
    rows = placed(counts, 12)
    assert len(rows) == 15
    assert sorted(counts[rows])[-3:] == [7, 7, 7]
    assert len(placed(counts, 1)) == 33


def test_a_cell_that_fewer_than_five_filled_is_hidden_with_another():
    votes, members = planted(groups=2, people=20)
    asked = [(who, 13, 1) for who in members[0][:3]] + [(who, 13, -1) for who in members[1]]
    found = draw(publish([*STATEMENTS, 13], votes + asked))
    assert found["statements"][-1]["groups"] == [None, None]
    assert found["statements"][-1]["together"]["seen"] == 23


def test_the_same_votes_give_the_same_bytes_whoever_came_first():
    votes, _ = planted(groups=3, people=12, seed=4)
    first = publish(STATEMENTS, votes)
    for turn in range(3):
        again = publish(STATEMENTS, renamed(mixed(votes, turn), turn))
        assert again.text() == first.text()
        assert canonical(draw(again)) == canonical(draw(first))
        assert stability(again, times=3) == stability(first, times=3)


def test_numbering_the_statements_otherwise_changes_only_their_numbers():
    votes, _ = planted(groups=3, people=15)
    other = [(who, 13 - number, value) for who, number, value in votes]
    one, two = draw(publish(STATEMENTS, votes)), draw(publish(STATEMENTS, other))
    assert [group["size"] for group in one["groups"]] == [group["size"] for group in two["groups"]]
    assert one["silhouettes"] == two["silhouettes"]
    assert {row["statement"]: row["together"] for row in one["statements"]} == {
        13 - row["statement"]: row["together"] for row in two["statements"]
    }


@settings(max_examples=40)
@given(st.data())
def test_every_map_keeps_its_promises(data):
    votes = data.draw(votes_of(people=24, statements=6))
    published = publish(range(1, 7), votes)
    found = draw(published)
    assert json.loads(canonical(found)) == found
    assert canonical(draw(published)) == canonical(found)
    assert all(group["size"] >= 5 for group in found["groups"])
    assert len(found["groups"]) != 1
    assert sum(group["size"] for group in found["groups"]) in {0, found["placed"]}
    for row in found["statements"]:
        if found["groups"]:
            assert 0 < row["consensus"] < 1
        for cell in row["groups"]:
            assert cell is None or cell["seen"] == 0 or cell["seen"] >= 5


def test_the_largest_loading_of_an_axis_is_positive():
    votes, _ = planted(groups=3, people=15)
    for axis in axes(matrix(publish(STATEMENTS, votes))).axes:
        assert max(axis) == max(abs(axis))


def test_groupings_are_compared_beyond_chance():
    votes, _ = planted(groups=2, people=10)
    same = matrix(publish(STATEMENTS, votes)).counts() * 0
    half = same.copy()
    half[10:] = 1
    assert agreement(half, 1 - half) == 1.0
    assert agreement(half, same) == 0.0
    assert agreement(same, same) == 1.0


def test_a_drawing_depends_on_its_seed_only():
    assert list(drawn("a", 50)) == list(drawn("a", 50))
    assert list(drawn("a", 50)) != list(drawn("b", 50))
    assert sum(drawn("a", 50)) == 50


def test_without_groups_there_is_nothing_to_be_stable():
    assert stability(publish([1], [])) == {"times": 0, "mean": None, "low": None}


@pytest.mark.parametrize("people", [1, 2, 4, 30])
def test_what_fewer_than_five_have_voted_on_tells_nothing_of_their_votes(people):
    rows = [(f"p{one}", 1, AGREE) for one in range(people)]
    rows += [("p0", 2, AGREE), ("p0", 3, DISAGREE)]
    found = draw(publish([1, 2, 3], rows))
    rare = [one for one in found["statements"] if one["statement"] > 1]
    assert [one["together"] for one in rare] == [None, None]
    listed = {*found["majority"]["agree"], *found["majority"]["disagree"]}
    assert listed == ({1} if people >= 5 else set())


def test_the_number_of_groups_is_chosen_on_a_sample_and_everybody_is_grouped(monkeypatch):
    votes, _ = planted(groups=2, people=700)
    looked_at = []
    whole = opinion_groups.silhouette

    def counting(points, labels):
        looked_at.append(len(points))
        return whole(points, labels)

    monkeypatch.setattr(opinion_groups, "silhouette", counting)
    found = draw(publish(STATEMENTS, votes))
    assert set(looked_at) == {opinion_groups.SAMPLE}
    assert sum(one["size"] for one in found["groups"]) == 1400
