"""Weights meet the shares they are made for, and never more than that."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.consultation.rules.weights import MOST, effective, rake

LANGUAGES, TENURES = ("ar", "en", "sw"), ("new", "old")
person = st.fixed_dictionaries(
    {},
    optional={"language": st.sampled_from([*LANGUAGES, "xx"]), "tenure": st.sampled_from(TENURES)},
)
crowd = st.lists(person, max_size=40)
share = st.integers(1, 9).map(float)
aims = st.fixed_dictionaries(
    {
        "language": st.fixed_dictionaries(dict.fromkeys(LANGUAGES, share)),
        "tenure": st.fixed_dictionaries(dict.fromkeys(TENURES, share)),
    }
)


def _part(weights, answers, dimension, name):
    said = [
        (value, one[dimension])
        for value, one in zip(weights.values, answers, strict=True)
        if one.get(dimension) in {"ar", "en", "sw", "new", "old"}
    ]
    whole = sum(value for value, _ in said)
    return sum(value for value, group in said if group == name) / whole


@given(crowd, aims)
@settings(max_examples=60)
def test_what_is_said_of_weights_is_true(answers, shares):
    weights = rake(answers, shares)
    assert len(weights.values) == len(answers)
    if answers:
        assert sum(weights.values) / len(answers) == pytest.approx(1)
        assert max(weights.values) <= MOST * min(weights.values) * (1 + 1e-9)
        assert 1 - 1e-9 <= weights.effective <= len(answers) + 1e-9
    if weights.converged and not weights.trimmed:
        assert weights.off <= 1e-8


@given(crowd, aims)
@settings(max_examples=60)
def test_where_weights_settle_untrimmed_every_share_is_met(answers, shares):
    weights = rake(answers, shares, most=1e9)
    assume(answers and weights.converged)
    for dimension, wanted in shares.items():
        present = {
            name: one
            for name, one in wanted.items()
            if any(answer.get(dimension) == name for answer in answers)
        }
        for name, size in present.items():
            part = _part(weights, answers, dimension, name)
            assert part == pytest.approx(size / sum(present.values()), abs=1e-6)


@given(crowd, aims, st.randoms())
@settings(max_examples=40)
def test_people_who_say_the_same_weigh_the_same_in_any_order(answers, shares, shuffle):
    weights = dict(zip(map(_key, answers), rake(answers, shares).values, strict=True))
    mixed = list(answers)
    shuffle.shuffle(mixed)
    for key, value in zip(map(_key, mixed), rake(mixed, shares).values, strict=True):
        assert value == pytest.approx(weights[key], rel=1e-6)


def _key(answer):
    return tuple(sorted(answer.items()))


def test_two_shares_are_met_at_once():
    answers = [{"language": "en", "tenure": "old"}] * 6 + [{"language": "ar", "tenure": "new"}] * 2
    answers += [{"language": "en", "tenure": "new"}, {"language": "ar", "tenure": "old"}]
    shares = {"language": {"en": 0.5, "ar": 0.5}, "tenure": {"new": 0.4, "old": 0.6}}
    weights = rake(answers, shares)
    assert weights.converged
    assert not weights.trimmed
    assert _part(weights, answers, "language", "ar") == pytest.approx(0.5)
    assert _part(weights, answers, "tenure", "new") == pytest.approx(0.4)
    assert 1 < weights.effective < 10


def test_no_answer_counts_more_than_five_times_as_much_as_another():
    answers = [{"language": "en"}] * 99 + [{"language": "ar"}]
    weights = rake(answers, {"language": {"en": 0.5, "ar": 0.5}})
    assert weights.trimmed
    assert max(weights.values) / min(weights.values) == pytest.approx(MOST)
    assert weights.off == pytest.approx(0.5 - 5 / 104)
    assert weights.effective == pytest.approx(effective([1] * 99 + [5]))


def test_absent_people_are_named_and_cannot_be_weighed_in():
    weights = rake([{"language": "en"}] * 3, {"language": {"en": 0.5, "sw": 0.5, "xx": 0}})
    assert weights.values == (1, 1, 1)
    assert weights.absent == {"language": ("sw",)}


def test_nobody_and_one_person_have_weights_too():
    shares = {"language": {"en": 1.0}}
    nobody = rake([], shares)
    assert (nobody.values, nobody.effective, nobody.converged) == ((), 0, True)
    assert nobody.absent == {"language": ("en",)}
    assert rake([{}], shares).values == (1,)
    assert rake([{"language": "en"}], {}).effective == 1


def test_shares_that_no_weights_can_meet_are_answered_as_such():
    answers = [{"language": "en", "tenure": "old"}, {"language": "ar", "tenure": "new"}]
    weights = rake(answers, {"language": {"en": 3, "ar": 1}, "tenure": {"old": 1, "new": 3}})
    assert not weights.converged
    assert weights.off > 0.1
