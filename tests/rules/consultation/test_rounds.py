"""Rounds: every step, every guard, and what holds along any row of steps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from comity.consultation.errors.rounds import (
    ReasonMissing,
    RoundDatesWrong,
    RoundLanguageMissing,
    RoundNotDue,
    RoundStepNotPossible,
    RoundTooLong,
    RoundUnanswered,
    RoundUnmeasured,
    RoundWithoutText,
)
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage
from comity.consultation.rules.rounds import (
    ABOUT_A_TEXT,
    ENDED,
    GUARDS,
    STAGES,
    TABLE,
    Asked,
    Standing,
    Step,
    after,
    check_dates,
    possible,
)
from comity.kernel.errors import DomainError

OPENS = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
CLOSES = OPENS + WEEK
PLANNED = Standing(RoundKind.TEXT, RoundState.PLANNED, OPENS, CLOSES, ("en",))
OPEN = replace(PLANNED, state=RoundState.OPEN)
CLOSED = replace(PLANNED, state=RoundState.CLOSED)
UNMEASURED = replace(CLOSED, unmeasured=True)
WHY = "A holiday."


class Silent(DomainError):
    code = "silent"


GOES = [
    (PLANNED, Asked(Step.OPEN, OPENS), RoundState.OPEN),
    (PLANNED, Asked(Step.OPEN, OPENS - WEEK, WHY), RoundState.OPEN),
    (PLANNED, Asked(Step.CANCEL, OPENS, WHY), RoundState.CANCELLED),
    (OPEN, Asked(Step.EXTEND, OPENS, WHY, CLOSES + WEEK), RoundState.OPEN),
    (OPEN, Asked(Step.CLOSE, CLOSES), RoundState.CLOSED),
    (OPEN, Asked(Step.CLOSE, OPENS, WHY), RoundState.CLOSED),
    (OPEN, Asked(Step.CANCEL, OPENS, WHY), RoundState.CANCELLED),
    (CLOSED, Asked(Step.EXTEND, CLOSES, WHY, CLOSES + WEEK), RoundState.OPEN),
    (UNMEASURED, Asked(Step.EXPLAIN, CLOSES, WHY), RoundState.CLOSED),
    (CLOSED, Asked(Step.ANSWER, CLOSES), RoundState.ANSWERED),
    (CLOSED, Asked(Step.CANCEL, CLOSES, WHY), RoundState.CANCELLED),
]


@pytest.mark.parametrize(("standing", "asked", "state"), GOES)
def test_a_round_goes_where_the_table_says(standing, asked, state):
    assert after(standing, asked) is state


def test_every_step_of_the_table_is_tried():
    assert {(one.state, asked.step) for one, asked, _state in GOES} == set(TABLE)


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("step", list(Step))
def test_what_is_not_in_the_table_is_refused(state, step):
    if possible(state, step):
        return
    with pytest.raises(RoundStepNotPossible):
        after(replace(PLANNED, state=state), Asked(step, CLOSES, WHY, CLOSES + WEEK))


HELD = [
    (PLANNED, Asked(Step.OPEN, OPENS - WEEK), RoundNotDue),
    (PLANNED, Asked(Step.OPEN, CLOSES, WHY), RoundDatesWrong),
    (replace(PLANNED, opens=CLOSES + WEEK), Asked(Step.OPEN, OPENS, WHY), RoundDatesWrong),
    (replace(PLANNED, closes=OPENS + 60 * WEEK), Asked(Step.OPEN, OPENS), RoundTooLong),
    (replace(PLANNED, languages=()), Asked(Step.OPEN, OPENS), RoundLanguageMissing),
    (replace(PLANNED, has_text=False), Asked(Step.OPEN, OPENS), RoundWithoutText),
    (OPEN, Asked(Step.CLOSE, OPENS), RoundNotDue),
    (replace(OPEN, gaps=Silent()), Asked(Step.CLOSE, CLOSES), Silent),
    (replace(OPEN, gaps=Silent()), Asked(Step.CLOSE, OPENS, WHY), Silent),
    (OPEN, Asked(Step.EXTEND, OPENS, "", CLOSES + WEEK), ReasonMissing),
    (OPEN, Asked(Step.EXTEND, OPENS, WHY, CLOSES), RoundDatesWrong),
    (OPEN, Asked(Step.EXTEND, OPENS, WHY), RoundDatesWrong),
    (OPEN, Asked(Step.EXTEND, OPENS, WHY, OPENS + 60 * WEEK), RoundTooLong),
    (CLOSED, Asked(Step.EXTEND, CLOSES + 2 * WEEK, WHY, CLOSES + WEEK), RoundDatesWrong),
    (replace(OPEN, unmeasured=True), Asked(Step.CLOSE, CLOSES), RoundUnmeasured),
    (UNMEASURED, Asked(Step.EXPLAIN, CLOSES), ReasonMissing),
    (CLOSED, Asked(Step.EXPLAIN, CLOSES, WHY), RoundStepNotPossible),
    (UNMEASURED, Asked(Step.ANSWER, CLOSES), RoundUnmeasured),
    (replace(CLOSED, unanswered=1), Asked(Step.ANSWER, CLOSES), RoundUnanswered),
    (PLANNED, Asked(Step.CANCEL, OPENS), ReasonMissing),
    (OPEN, Asked(Step.CANCEL, OPENS), ReasonMissing),
]


@pytest.mark.parametrize(("standing", "asked", "refusal"), HELD)
def test_a_guard_holds_it_back(standing, asked, refusal):
    with pytest.raises(refusal):
        after(standing, asked)


@pytest.mark.parametrize("step", list(Step))
def test_every_guard_of_a_step_holds_something_back(step):
    refusals = {refusal for _one, asked, refusal in HELD if asked.step is step}
    assert len(refusals) >= min(1, len(GUARDS[step]))


def test_the_clock_closes_what_nobody_measured_and_only_the_clock_needs_no_reason():
    unmeasured = replace(OPEN, unmeasured=True)
    assert after(unmeasured, Asked(Step.CLOSE, CLOSES, by_clock=True)) is RoundState.CLOSED
    with pytest.raises(RoundUnmeasured):
        after(unmeasured, Asked(Step.CLOSE, CLOSES, WHY))
    told = Asked(Step.CLOSE, CLOSES, unmeasured="Nobody knows how many we are.")
    assert after(unmeasured, told) is RoundState.CLOSED


@pytest.mark.parametrize("kind", sorted(set(RoundKind) - ABOUT_A_TEXT))
def test_a_round_on_no_text_opens_without_one(kind):
    asked = Asked(Step.OPEN, OPENS)
    assert after(replace(PLANNED, kind=kind, has_text=False), asked) is RoundState.OPEN


@pytest.mark.parametrize(("closes", "fine"), [(OPENS, False), (OPENS + WEEK, True)])
def test_a_round_closes_after_it_opens(closes, fine):
    if fine:
        check_dates(OPENS, closes)
        return
    with pytest.raises(RoundDatesWrong):
        check_dates(OPENS, closes)


@pytest.mark.parametrize("year", [1, 9999])
def test_nobody_means_a_year_that_cannot_be_told_in_every_zone(year):
    opens = datetime(year, 12, 30, tzinfo=UTC)
    with pytest.raises(RoundDatesWrong):
        check_dates(opens, opens + timedelta(hours=30))


def test_a_consultation_that_is_over_stays_over():
    assert STAGES[Stage.CONCLUDED] == STAGES[Stage.CANCELLED] == frozenset()


class ARound(RuleBasedStateMachine):
    """A round through any row of steps, at any time, with anything missing."""

    def __init__(self):
        super().__init__()
        self.now = OPENS - WEEK
        self.round = PLANNED
        self.path = [RoundState.PLANNED]

    @rule(days=st.integers(0, 10))
    def wait(self, days):
        self.now += timedelta(days=days)

    @rule(
        has_text=st.booleans(),
        silent=st.booleans(),
        unanswered=st.integers(0, 2),
        unmeasured=st.booleans(),
    )
    def change_around(self, has_text, silent, unanswered, unmeasured):
        self.round = replace(
            self.round,
            has_text=has_text,
            gaps=Silent() if silent else None,
            unanswered=unanswered,
            unmeasured=unmeasured,
        )

    @precondition(lambda self: self.round.state not in ENDED)
    @rule(step=st.sampled_from(Step), reason=st.sampled_from(["", WHY]), days=st.integers(-5, 30))
    def ask(self, step, reason, days):
        before, closes = self.round, self.round.closes + timedelta(days=days)
        try:
            state = after(before, Asked(step, self.now, reason, closes))
        except DomainError:
            return
        self.path.append(state)
        opens = min(before.opens, self.now) if step is Step.OPEN else before.opens
        later = closes if step is Step.EXTEND else before.closes
        self.round = replace(before, state=state, opens=opens, closes=later)
        if step is Step.OPEN:
            assert before.has_text
        if step is Step.CLOSE:
            assert before.gaps is None
            assert not before.unmeasured
            assert reason or self.now >= before.closes
        if step is Step.ANSWER:
            assert before.unanswered == 0
            assert not before.unmeasured
        if step is Step.EXPLAIN:
            assert before.unmeasured
            assert state is before.state
        if step in {Step.CANCEL, Step.EXTEND, Step.EXPLAIN}:
            assert reason
        if step is Step.EXTEND:
            assert later > max(before.closes, self.now)

    @invariant()
    def it_closes_after_it_opens(self):
        assert self.round.closes > self.round.opens

    @invariant()
    def nothing_is_answered_that_was_never_open(self):
        if self.path[-1] is RoundState.ANSWERED:
            assert self.path[-2] is RoundState.CLOSED
            assert RoundState.OPEN in self.path


TestARound = ARound.TestCase
