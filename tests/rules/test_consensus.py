"""Seeking agreement: what positions mean, and that nothing passes without support."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.consensus import (
    RUNNING,
    TABLE,
    Choice,
    Event,
    Position,
    State,
    review_fits,
    standing,
)

TODAY = date(2026, 3, 2)
POSITIONS = st.lists(st.builds(Position, st.sampled_from(Choice), st.booleans()), max_size=12)


def heard(positions):
    return [Position(one.choice, heard=True) for one in positions]


@given(POSITIONS)
def test_nothing_passes_that_nobody_supports(positions):
    said = [one for one in heard(positions) if one.choice is not Choice.SUPPORT]
    assert standing(said).outcome is Event.NOT_AGREED


@given(POSITIONS)
def test_nothing_passes_against_a_block(positions):
    said = [*heard(positions), Position(Choice.BLOCK, heard=True)]
    assert standing(said).outcome is Event.NOT_AGREED


@given(POSITIONS)
def test_nothing_is_recorded_while_somebody_waits_to_be_heard(positions):
    found = standing(positions)
    waiting = [one for one in positions if one.choice.needs_reason and not one.heard]
    assert (found.outcome is None) is bool(waiting)
    assert found.event is (Event.RAISED if waiting else Event.HEARD)


@given(POSITIONS)
def test_one_more_supporter_never_turns_agreement_away(positions):
    said = heard(positions)
    if standing(said).outcome is Event.AGREED:
        assert standing([*said, Position(Choice.SUPPORT)]).outcome is Event.AGREED


@given(POSITIONS)
def test_standing_aside_changes_no_outcome(positions):
    said = [*heard(positions)]
    assert standing([*said, Position(Choice.STAND_ASIDE)]).outcome is standing(said).outcome


def test_a_concern_that_was_answered_does_not_hinder():
    said = [Position(Choice.SUPPORT), Position(Choice.CONCERN, heard=True)]
    assert standing(said).outcome is Event.AGREED


def test_every_position_is_counted_once():
    found = standing([Position(one) for one in Choice])
    assert found.counts == dict.fromkeys(Choice, 1)


def test_no_outcome_follows_from_a_hearing():
    after = {state for (before, _), state in TABLE.items() if before is State.HEARING}
    assert after == {State.HEARING, State.OPEN, State.WITHDRAWN}


def test_nothing_leads_back_from_an_outcome():
    assert {before for before, _ in TABLE} == RUNNING


@given(POSITIONS)
def test_every_way_through_the_table_ends_as_the_positions_say(positions):
    found = standing(positions)
    state = TABLE[State.OPEN, found.event]
    if found.outcome is None:
        assert (state, Event.AGREED) not in TABLE
        assert (state, Event.NOT_AGREED) not in TABLE
    else:
        assert TABLE[state, found.outcome] in {State.REACHED, State.NOT_REACHED}


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True), (4000, False)])
def test_an_outcome_is_looked_at_again_on_a_day_ahead(days, fits):
    assert review_fits(TODAY + timedelta(days=days), TODAY) is fits
