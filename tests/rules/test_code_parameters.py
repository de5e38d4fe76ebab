import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.codes.errors import CodeTooLong, ParameterTwice, ParameterWrong, ShortNameWrong
from comity.codes.rules.parameters import Typed, bound_of, parameters_of, typed_of
from comity.kernel.errors import SeveralProblems
from comity.kernel.order import Bound, Direction

WORDS = st.frozensets(st.sampled_from(["age", "belief", "caste", "a long word"]), min_size=1)
NUMBERS = st.integers(0, 999_999)
BOUNDS = st.one_of(
    st.builds(Bound, st.sampled_from([Direction.AT_LEAST, Direction.AT_MOST]), NUMBERS),
    st.builds(Bound, st.sampled_from([Direction.SUPERSET, Direction.SUBSET]), WORDS),
    st.builds(Bound, st.just(Direction.EXACT), NUMBERS, unit=st.just("days")),
    st.builds(
        lambda first, second: Bound(
            Direction.INTERVAL, (min(first, second), max(first, second)), unit="days"
        ),
        NUMBERS,
        NUMBERS,
    ),
    st.builds(
        Bound, st.just(Direction.ONE_OF_ORDER), st.sampled_from("ab"), st.just(("a", "b", "c"))
    ),
)


@given(BOUNDS)
def test_what_is_written_for_people_is_read_as_the_same_number(bound):
    assert bound_of(typed_of("limit", bound)) == bound


@pytest.mark.parametrize(
    ("direction", "value", "scale"),
    [
        ("at_least", "soon", ""),
        ("at_most", "", ""),
        ("at_most", "3.5", ""),
        ("superset", " , ", ""),
        ("interval", "3", ""),
        ("interval", "7-3", ""),
        ("one_of_order", "low", "high, higher"),
        ("exact", " ", ""),
        ("upwards", "3", ""),
        ("at_least", "9" * 40, ""),
    ],
)
def test_a_value_that_nobody_could_compare_is_refused(direction, value, scale):
    with pytest.raises(ParameterWrong) as refused:
        bound_of(Typed("limit", direction, value, "", scale, "p1"))
    assert refused.value.field == "p1"


def test_a_number_that_stands_there_twice_is_refused():
    rows = [Typed("limit", "at_least", "5", field="p0"), Typed("limit", "at_most", "3", field="p1")]
    with pytest.raises(ParameterTwice) as refused:
        parameters_of(rows)
    assert refused.value.field == "p1"


def test_every_row_that_is_wrong_is_named():
    rows = [
        Typed("", "at_least", "5", field="p0"),
        Typed("limit", "at_most", "x", field="p1"),
        Typed("kept", "at_most", "1", "x" * 300, field="p2"),
    ]
    with pytest.raises(SeveralProblems) as refused:
        parameters_of(rows)
    assert [type(one) for one in refused.value.problems] == [
        ShortNameWrong,
        ParameterWrong,
        CodeTooLong,
    ]
    assert parameters_of([]) == {}


def test_a_span_is_typed_with_any_dash():
    for value in ("3-7", "3 \u2013 7", "3..7"):
        assert bound_of(Typed("limit", "interval", value)).value == (3, 7)
