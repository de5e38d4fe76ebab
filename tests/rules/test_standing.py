"""Where a code stands after each check."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.codes.rules.standing import Stand, Turn, after_check, floor_mark, is_over

DAY = date(2026, 3, 3)


def test_a_code_that_falls_has_from_that_day_so_many_days_to_mend():
    stand, turn = after_check(Stand(), below=True, on=DAY, grace_days=60)
    assert (stand, turn) == (Stand(DAY, date(2026, 5, 2)), Turn.FELL)


def test_where_the_charter_names_no_time_none_runs_out():
    stand, _ = after_check(Stand(), below=True, on=DAY, grace_days=None)
    assert stand.grace_ends is None
    assert not is_over(stand.grace_ends, date(2036, 3, 3))


def test_being_found_below_again_moves_no_day():
    fallen = Stand(DAY, date(2026, 5, 2))
    later = after_check(fallen, below=True, on=date(2026, 4, 1), grace_days=10)
    assert later == (fallen, Turn.NONE)


def test_a_code_that_is_mended_stands_as_if_nothing_had_been():
    assert after_check(Stand(DAY, None), below=False, on=DAY, grace_days=1) == (Stand(), Turn.ROSE)
    assert after_check(Stand(), below=False, on=DAY, grace_days=1) == (Stand(), Turn.NONE)


def test_the_last_day_of_grace_still_counts():
    assert not is_over(DAY, DAY)
    assert is_over(DAY, DAY + timedelta(days=1))


def test_another_floor_has_another_mark():
    assert floor_mark(["a", "b"]) == floor_mark(["a", "b"])
    assert len({floor_mark(one) for one in (["a", "b"], ["b", "a"], ["ab"], [])}) == 4


@given(st.lists(st.booleans(), max_size=20))
def test_falling_and_rising_take_turns(checks):
    stand, seen = Stand(), []
    for number, below in enumerate(checks):
        stand, turn = after_check(stand, below=below, on=DAY + timedelta(days=number), grace_days=7)
        assert (stand.below_since is not None) == below
        if turn is not Turn.NONE:
            seen.append(turn)
    assert seen == [Turn.FELL, Turn.ROSE] * (len(seen) // 2) + [Turn.FELL] * (len(seen) % 2)
