from hypothesis import given
from hypothesis import strategies as st

from comity.people.passwords import is_a_run, is_repeated


@given(st.text(min_size=1, max_size=8), st.integers(2, 5))
def test_one_thing_over_and_over_is_found(thing, times):
    assert is_repeated(thing * times)


@given(st.integers(33, 500), st.integers(8, 40), st.sampled_from([1, -1]))
def test_a_straight_run_is_found(start, length, step):
    run = [chr(max(32, start + 40) + step * number) for number in range(length)]
    assert is_a_run("".join(run))


def test_words_that_have_nothing_to_do_with_each_other_are_let_through():
    for password in ("eleven lanterns over a bay", "lantern-in-the-window", "قمر بحر شجرة نافذة"):
        assert not is_repeated(password)
        assert not is_a_run(password)
