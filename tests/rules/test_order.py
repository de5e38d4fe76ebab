import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.order import Bound, Direction, at_or_above, compatible, stricter

LADDER = ("word", "warning", "block")


def bound(direction, value, **others):
    return Bound(direction, value, **others)


numbers = st.integers(0, 5)
sets = st.frozensets(st.sampled_from(["age", "caste", "faith"]))
spans = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))
bounds = st.one_of(
    st.builds(bound, st.sampled_from([Direction.AT_LEAST, Direction.AT_MOST]), numbers),
    st.builds(bound, st.sampled_from([Direction.SUPERSET, Direction.SUBSET]), sets),
    st.builds(bound, st.just(Direction.INTERVAL), spans),
    st.builds(bound, st.just(Direction.EXACT), st.one_of(numbers, sets)),
    st.builds(
        bound, st.just(Direction.ONE_OF_ORDER), st.sampled_from(LADDER), scale=st.just(LADDER)
    ),
)


@pytest.mark.parametrize(
    ("floor", "above", "below"),
    [
        pytest.param(bound("at_least", 3), 4, 2, id="more reviewers"),
        pytest.param(bound("at_most", 3), 2, 4, id="fewer days to answer"),
        pytest.param(
            bound("superset", frozenset({"age"})),
            frozenset({"age", "caste"}),
            frozenset({"caste"}),
            id="more reasons that may not count",
        ),
        pytest.param(
            bound("subset", frozenset({"age"})), frozenset(), frozenset({"caste"}), id="fewer"
        ),
        pytest.param(bound("interval", (2, 5)), (3, 4), (1, 4), id="a narrower span"),
        pytest.param(bound("exact", "mail"), "mail", "post", id="nothing else"),
        pytest.param(
            bound("one_of_order", "warning", scale=LADDER), "block", "word", id="further up"
        ),
    ],
)
def test_each_direction_has_its_own_stricter(floor, above, below):
    assert at_or_above(floor, Bound(floor.direction, above, floor.scale))
    assert not at_or_above(floor, Bound(floor.direction, below, floor.scale))


@pytest.mark.parametrize(
    ("floor", "local"),
    [
        (bound("at_least", 3), bound("at_most", 3)),
        (bound("at_least", 3, unit="days"), bound("at_least", 3, unit="weeks")),
        (
            bound("one_of_order", "warning", scale=LADDER),
            bound("one_of_order", "warning", scale=("warning", "word")),
        ),
    ],
)
def test_what_cannot_be_compared_is_not_above_and_changes_nothing(floor, local):
    assert not at_or_above(floor, local)
    assert stricter(floor, local) == floor


def test_spans_that_do_not_meet_leave_the_floor():
    assert stricter(bound("interval", (1, 2)), bound("interval", (4, 5))).value == (1, 2)


@pytest.mark.parametrize(
    ("direction", "value", "scale"),
    [
        ("at_least", "three", ()),
        ("at_most", True, ()),
        ("superset", 3, ()),
        ("subset", "age", ()),
        ("interval", (5, 2), ()),
        ("interval", 3, ()),
        ("one_of_order", "ban", LADDER),
        ("one_of_order", "word", ("word", "word")),
    ],
)
def test_a_value_must_suit_its_direction(direction, value, scale):
    with pytest.raises(ValueError, match=f"{direction} needs"):
        Bound(Direction(direction), value, scale)


@given(bounds)
def test_every_bound_is_at_its_own_height(one):
    assert at_or_above(one, one)
    assert stricter(one, one) == one


@given(bounds, bounds, bounds)
def test_above_what_is_above_is_above(low, middle, high):
    if at_or_above(low, middle) and at_or_above(middle, high):
        assert at_or_above(low, high)


@given(bounds, bounds)
def test_the_stricter_of_two_is_never_below_the_floor(floor, local):
    joined = stricter(floor, local)
    assert at_or_above(floor, joined)
    assert stricter(floor, joined) == joined
    if at_or_above(floor, local):
        assert at_or_above(local, joined)


@given(bounds, bounds)
def test_two_bounds_go_together_exactly_if_one_heeds_both(first, second):
    joined = stricter(first, second)
    both = at_or_above(first, joined) and at_or_above(second, joined)
    assert compatible(first, second) == both
    assert compatible(second, first) == compatible(first, second)
