"""How unevenly people speak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.voice import Author, dominance, gini, voices

amounts = st.lists(st.integers(0, 10_000), max_size=60)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], 0), ([7], 0), ([0, 0], 0), ([5, 5, 5], 0), ([0, 0, 0, 9], 0.75), ([1, 3], 0.25)],
)
def test_uneven_amounts_have_a_gini_between_nothing_and_one(values, expected):
    assert gini(values) == pytest.approx(expected)


@given(amounts)
def test_the_gini_is_half_the_mean_difference_over_the_mean(values):
    if whole := sum(values):
        many = len(values)
        differences = sum(abs(one - other) for one in values for other in values)
        assert gini(values) == pytest.approx(differences / (2 * many * whole), abs=1e-9)
    assert 0 <= gini(values) < 1


@given(amounts)
def test_the_few_never_say_less_than_their_part(values):
    told = dominance(values)
    writing = [value for value in values if value]
    assert (told is None) == (len(writing) < 5)
    if told:
        assert 0 < told.top_percent <= told.top_ten <= 1 + 1e-9
        assert told.top_ten >= min(1, 10 / told.authors) - 1e-9
        assert sum(sorted(writing)[-told.half :]) * 2 >= sum(writing)
        assert sum(sorted(writing)[len(writing) - told.half + 1 :]) * 2 < sum(writing)


def test_the_top_hundredth_is_at_least_one_person():
    told = dominance([90, 5, 2, 2, 1])
    assert told.authors == 5
    assert (told.top_percent, told.top_ten, told.half) == (0.9, 1.0, 1)
    assert dominance([1] * 250).top_percent == pytest.approx(3 / 250)


def test_so_few_authors_are_not_told_apart():
    assert dominance([]) is None
    assert dominance([100]) is None
    assert dominance([3, 2, 1, 4, 0, 0]) is None


def test_what_a_group_says_is_told_for_each_of_its_people():
    authors = [
        Author(category="ar", words=100, anchored=2, accepted=1),
        Author(category="ar", words=20),
        Author(category="sw", words=900),
        Author(category="", words=7),
    ]
    (told,) = voices({"ar": 6, "sw": None, "en": 0}, authors)
    assert (told.category, told.words) == ("ar", 20)
    assert told.anchored == pytest.approx(1 / 3)
    assert told.accepted == pytest.approx(1 / 6)
