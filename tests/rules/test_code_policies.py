from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.policies import (
    Laid,
    Part,
    Relation,
    Suggestion,
    counts,
    parts_of,
    suggestions,
)
from comity.codes.rules.provisions import Modality
from comity.codes.rules.stored import rule_from, rule_to
from comity.kernel.order import Bound, Direction
from tests.factories.codes import ANSWER, KINDNESS, answer_in, universal

PROSE = Part(1, "Be nice", "Be nice to each other.")


def laid(*written):
    document = universal(*written)
    return Laid(parts_of(document), document.vocabulary)


def suggested(policy, name="answer", code=None):
    return suggestions(code or universal(), policy).get(name)


@pytest.mark.parametrize(
    ("days", "relation"),
    [(3, Relation.EQUAL), (1, Relation.STRICTER), (9, Relation.WEAKER)],
)
def test_a_structured_policy_is_compared_with_the_provision_it_speaks_of(days, relation):
    assert suggested(laid(answer_in(days))) == Suggestion(relation, 1)


def test_a_policy_that_forbids_what_the_code_asks_for_conflicts():
    turned = replace(ANSWER.provision, id="silence", modality=Modality.MUST_NOT)
    policy = laid(KINDNESS, replace(ANSWER, provision=turned))
    assert suggested(policy) == Suggestion(Relation.CONFLICTING, 2)


def test_further_in_one_respect_and_less_in_another_is_weaker():
    rule = replace(
        answer_in(1).provision, exceptions=frozenset({"sundays"}), refines="", id="answer"
    )
    assert suggested(laid(replace(ANSWER, provision=rule))).relation is Relation.WEAKER


def test_what_a_structured_policy_leaves_out_is_missing():
    assert suggested(laid(KINDNESS)) == Suggestion(Relation.MISSING, 0)


def test_nobody_knows_what_prose_may_say():
    policy = laid(KINDNESS)
    mixed = replace(policy, parts=(*policy.parts, replace(PROSE, number=2)))
    assert suggested(mixed) is None
    assert suggested(Laid((PROSE,))) is None
    assert suggestions(universal(), Laid(())) == {}


def test_a_provision_in_prose_gets_no_suggestion():
    bare = replace(ANSWER.provision, modality=None, behaviours=frozenset())
    code = universal(replace(ANSWER, provision=bare))
    assert suggestions(code, laid(ANSWER)) == {}


def test_the_part_that_comes_closest_counts():
    policy = laid(answer_in(9, "slow"), answer_in(3, "same"))
    assert suggested(policy) == Suggestion(Relation.EQUAL, 2)


@given(st.integers(0, 60), st.integers(0, 60))
def test_what_is_stricter_one_way_is_weaker_the_other_way(first, second):
    def of(days):
        return universal(answer_in(days))

    def relation(one, other):
        return suggested(Laid(parts_of(of(other))), code=of(one)).relation

    turned = {
        Relation.EQUAL: Relation.EQUAL,
        Relation.STRICTER: Relation.WEAKER,
        Relation.WEAKER: Relation.STRICTER,
    }
    assert relation(second, first) is turned[relation(first, second)]


def test_every_relation_is_counted_even_if_it_is_none():
    assert counts(["equal", "", ""]) == {
        "equal": 1,
        "stricter": 0,
        "weaker": 0,
        "missing": 0,
        "conflicting": 0,
        "": 2,
    }


def test_what_a_part_asks_exactly_is_kept_whole():
    rule = replace(
        ANSWER.provision,
        refines="other",
        derogable=True,
        exceptions=frozenset({"sundays"}),
        parameters={"span": Bound(Direction.INTERVAL, (1, 3), unit="days")},
    )
    assert rule_from(rule_to(rule)) == rule
