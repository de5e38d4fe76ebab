from datetime import UTC, date, datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.charter.rules import read
from comity.charter.rules.guideline import LEVELS
from comity.measures.errors import MeasureStepNotPossible
from comity.measures.rules import (
    ENDED,
    RUNNING,
    TABLE,
    Earlier,
    State,
    Step,
    after,
    expiry,
    history_class,
    last_day,
)

SMALL = resources.files("comity.charter") / "shipped" / "small.toml"
GUIDELINE = read(SMALL.read_text()).guideline
TODAY = date(2026, 3, 1)
earlier = st.builds(
    Earlier,
    level=st.sampled_from(LEVELS),
    state=st.sampled_from(State),
    overturned=st.booleans(),
    ended_on=st.none() | st.dates(date(2018, 1, 1), TODAY),
)


def test_a_measure_is_carried_out_and_runs_out():
    state = after(State.TO_EXECUTE, Step.DONE)
    assert after(state, Step.TERM_OVER) is State.EXPIRED


def test_what_a_wiki_cannot_do_can_be_tried_again_by_hand():
    state = after(State.TO_EXECUTE, Step.REFUSED)
    assert after(after(state, Step.RETRY), Step.DONE) is State.IN_FORCE


@pytest.mark.parametrize("state", [State.TO_EXECUTE, State.IN_FORCE, State.CANNOT])
def test_what_is_overturned_is_taken_back_first(state):
    lifting = after(state, Step.END_ORDERED, overturned=True)
    assert lifting is State.LIFTING
    assert after(lifting, Step.TAKEN_BACK, overturned=True) is State.OVERTURNED


def test_a_measure_ends_once():
    for state in ENDED:
        for step in Step:
            with pytest.raises(MeasureStepNotPossible):
                after(state, step)


@pytest.mark.parametrize("state", RUNNING)
def test_whatever_runs_can_be_ended(state):
    reached = {target for (source, _), target in TABLE.items() if source is state}
    assert reached & (ENDED | {State.LIFTING, State.TO_EXECUTE})


def test_a_week_ends_with_its_seventh_day():
    assert last_day(TODAY, 7) == date(2026, 3, 8)
    assert expiry(date(2026, 3, 8)) == datetime(2026, 3, 9, tzinfo=UTC)
    assert (last_day(TODAY, None), expiry(None)) == (None, None)


@given(st.lists(earlier))
def test_what_was_overturned_never_existed(past):
    standing = [one for one in past if not one.overturned and one.state is not State.OVERTURNED]
    assert history_class(GUIDELINE, past, TODAY) == history_class(GUIDELINE, standing, TODAY)


@given(st.lists(earlier), earlier)
def test_one_more_measure_never_makes_for_less_history(past, another):
    before = history_class(GUIDELINE, past, TODAY)
    assert history_class(GUIDELINE, [*past, another], TODAY) >= before


def test_a_long_time_later_a_warning_counts_no_more():
    warning = Earlier(2, State.EXPIRED, overturned=False, ended_on=date(2025, 2, 1))
    assert history_class(GUIDELINE, [warning], date(2026, 2, 1)) == 1
    assert history_class(GUIDELINE, [warning], date(2026, 2, 2)) == 0
