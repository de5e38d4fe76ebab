"""Our figures beside those of the reference server, given its groups."""

import numpy as np
import pytest

from comity.consultation.engine.opinion import draw
from comity.consultation.engine.opinion_space import axes, matrix
from comity.consultation.rules.opinion_figures import (
    Cell,
    consensus_of_groups,
    majority,
    representative,
)
from comity.consultation.rules.opinion_input import publish
from comity.consultation.rules.opinion_route import Waiting, weight
from tests.engine.polis import CONVERSATIONS, REFERENCES, SHARED, conversation, needed, reference


@pytest.fixture(params=REFERENCES)
def known(request):
    needed(SHARED / "polis-reference")
    return reference(request.param)


def test_the_consensus_of_groups_is_the_same_on_every_statement(known):
    ours = {str(number): float(consensus_of_groups(row)) for number, row in known.table().items()}
    theirs = known.computed["group-aware-consensus"]
    assert ours.keys() == theirs.keys()
    assert ours == {number: pytest.approx(value, rel=1e-14) for number, value in theirs.items()}


def test_what_stands_for_a_group_is_the_same(known):
    declined = set(known.computed["mod-out"])
    table = {number: row for number, row in known.table().items() if number not in declined}
    for place, group in enumerate(known.computed["group-clusters"]):
        ours = [
            (one.statement, one.side, pytest.approx(one.ratio), pytest.approx(one.difference))
            for one in representative(table, place)
        ]
        theirs = [
            (one["tid"], one["repful-for"], one["repness"], one["repness-test"])
            for one in known.computed["repness"][str(group["id"])]
        ]
        assert theirs == ours


def test_what_most_agree_on_is_the_same(known):
    declined = set(known.computed["mod-out"])
    totals = {
        number: known.cell(number) for number in known.computed["tids"] if number not in declined
    }
    for side in ("agree", "disagree"):
        theirs = [one["tid"] for one in known.computed["consensus"][side]]
        assert majority(totals, side) == theirs


def test_the_axes_point_the_same_way(known):
    numbers = known.computed["tids"]
    declined = set(known.computed["mod-out"])
    votes = [
        (str(person), number, vote)
        for (person, number), vote in known.votes.items()
        if number not in declined
    ]
    ours = axes(matrix(publish(numbers, votes))).axes
    for mine, theirs in zip(ours, known.computed["pca"]["comps"], strict=True):
        cosine = mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs))
        assert abs(cosine) > 0.999


def test_what_is_asked_next_is_weighed_the_same():
    needed(SHARED / "polis-reference")
    known = reference("below-100-ptpts")
    reach = known.computed["pca"]["comment-extremity"]
    for place, (number, cells) in enumerate(known.table().items()):
        cell = sum(cells, Cell())
        passed = cell.seen - cell.agree - cell.disagree
        waiting = Waiting(
            statement=str(number),
            agree=cell.agree,
            passed=passed,
            seen=cell.seen,
            extremity=reach[place],
        )
        theirs = known.computed["comment-priorities"][str(number)]
        assert weight(waiting) == pytest.approx(theirs)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_real_conversation_gets_a_map(name):
    needed(SHARED / "polis")
    found = draw(conversation(name))
    assert found["state"] == "groups"
    assert min(group["size"] for group in found["groups"]) >= 5
    assert found["divisive"]
