"""Properties of the table itself, row by row."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cases.errors import REFUSALS, MoveNotPossible, MoveNotYours, NotHeard
from comity.cases.rules.apply import apply, choices, waits_for, way_ahead
from comity.cases.rules.handbook import handbook
from comity.cases.rules.situation import CHECKS, Situation
from comity.cases.rules.table import TABLE
from comity.cases.rules.words import (
    FINAL,
    AppealOutcome,
    Deadline,
    Guard,
    Move,
    Public,
    State,
    Who,
)
from comity.charter.rules.tree import Deadline as Term

numbers = st.integers(0, 3)
days = st.none() | st.dates()
situations = st.builds(
    Situation,
    today=st.dates(),
    parts=st.frozensets(st.sampled_from(Who)),
    due_on=days,
    answer_due_on=days,
    panel_complete=st.booleans(),
    decline_proposed=st.booleans(),
    stood_by_decline=st.booleans(),
    reviewed=st.booleans(),
    reports_left=numbers,
    of_own_motion=st.booleans(),
    allegations=numbers,
    served=st.booleans(),
    delivered=st.booleans(),
    answered=st.booleans(),
    extended=st.booleans(),
    voted=st.booleans(),
    questions=numbers,
    undecided=numbers,
    violations=numbers,
    measures_carried=numbers,
    appeal_outcome=st.none() | st.sampled_from(AppealOutcome),
    measures_running=numbers,
)


def reachable(start, without=()):
    """Walk the table from a state, leaving out some rows."""
    seen, todo = set(), [start]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += [row.target for row in TABLE if row.source is state and row not in without]
    return seen


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached(state):
    assert state in reachable(State.RECEIVED)


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_way_to_the_end(state):
    assert reachable(state) & FINAL


@pytest.mark.parametrize("state", FINAL)
def test_nothing_follows_the_end(state):
    assert not [row for row in TABLE if row.source is state]
    assert not waits_for(state)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.source} {row.move} {row.target}")
def test_whoever_is_waited_for_has_a_deadline(row):
    if row.target is not row.source and row.target not in FINAL:
        assert row.deadlines


def test_there_is_no_way_to_a_finding_without_a_hearing():
    heard = [row for row in TABLE if Guard.HEARD in row.guards]
    assert reachable(State.RECEIVED, without=heard).isdisjoint(
        {State.DELIBERATION, State.MEASURES, State.DECIDED, State.UNDER_APPEAL}
    )


def test_there_is_no_way_to_a_measure_without_a_finding():
    found = [row for row in TABLE if Guard.VIOLATION_FOUND in row.guards]
    assert State.MEASURES not in reachable(State.RECEIVED, without=found)
    imposing = [row for row in TABLE if Guard.MEASURE_CARRIED in row.guards]
    assert imposing
    assert all(row.source is State.MEASURES for row in imposing)


def test_the_software_never_decides():
    """The clock may end what has run out; it finds nothing and imposes nothing."""
    by_the_clock = {row.move for row in TABLE if Who.CLOCK in row.who}
    assert by_the_clock == {Move.RECORD_DELIVERY, Move.END_WINDOW, Move.CLOSE, Move.WITHDRAW}


def test_nobody_of_the_first_panel_decides_an_appeal():
    for row in TABLE:
        if row.source is State.UNDER_APPEAL:
            assert row.who <= {Who.APPEAL_MEMBER, Who.INVITED_TO_APPEAL}
        else:
            assert not row.who & {Who.APPEAL_MEMBER, Who.INVITED_TO_APPEAL}


def test_the_charter_knows_every_deadline():
    assert set(Deadline) - {Deadline.MEASURE_TERM} <= set(Term)


def test_every_guard_can_be_checked_and_refused_and_is_used():
    used = {guard for row in TABLE for guard in row.guards}
    assert set(Guard) == used == CHECKS.keys() == REFUSALS.keys()


def test_every_move_stands_in_the_table():
    assert {row.move for row in TABLE} == set(Move)


def test_nothing_is_public_of_a_step_that_stays():
    assert {row.public for row in TABLE if row.target is row.source} == {Public.NOTHING}


def test_one_step_ends_in_one_state_at_a_time():
    """Rows of the same step are told apart by guards that exclude each other."""
    several = Counter((row.source, row.move) for row in TABLE)
    told_apart = [
        {Guard.VIOLATION_FOUND, Guard.NO_VIOLATION},
        {Guard.SOMETHING_RUNS, Guard.NOTHING_RUNS},
        {Guard.UPHELD, Guard.VARIED, Guard.OVERTURNED, Guard.REMANDED},
    ]
    for (state, move), times in several.items():
        rows = [row for row in TABLE if (row.source, row.move) == (state, move)]
        for index, one in enumerate(rows[:times]):
            for other in rows[index + 1 :]:
                pairs = [
                    (set(one.guards) & group, set(other.guards) & group) for group in told_apart
                ]
                assert any(a and b and a.isdisjoint(b) for a, b in pairs)


@given(st.sampled_from(State), st.sampled_from(Move), situations)
def test_what_can_be_chosen_is_what_can_be_done(state, move, situation):
    offered = {choice.move: choice.missing for choice in choices(state, situation)}
    missing = offered.get(move)
    if move not in offered:
        with pytest.raises((MoveNotPossible, MoveNotYours)):
            apply(state, move, situation)
    elif missing:
        with pytest.raises(REFUSALS[missing]):
            apply(state, move, situation)
    else:
        assert apply(state, move, situation).state in {*way_ahead(state), state}


def test_the_refusal_names_what_is_missing_and_not_what_comes_first():
    stuck = Situation(today=date(2026, 3, 1), parts=frozenset({Who.MEMBER}), served=True)
    with pytest.raises(NotHeard):
        apply(State.HEARING, Move.CLOSE_HEARING, stuck)


def test_the_page_about_cases_is_written_from_the_table():
    page = Path(__file__).parents[3] / "docs" / "CASES.md"
    assert page.read_text() == handbook()
