"""Any number of people make any moves in any order, and a fair case is still all that can come."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comity.cases.rules.apply import apply, choices
from comity.cases.rules.situation import Situation
from comity.cases.rules.words import FINAL, AppealOutcome, Move, State, Who
from comity.kernel.errors import DomainError

START = date(2026, 3, 1)
SPAN = timedelta(days=7)
DECIDED = {State.DECIDED, State.IN_FORCE, State.UNDER_APPEAL}
BOOKS = {
    Move.PROPOSE_DECLINE: lambda _: {"decline_proposed": True, "stood_by_decline": True},
    Move.ASK_REVIEW: lambda _: {"reviewed": True},
    Move.RESUME: lambda _: {"of_own_motion": True},
    Move.STATE_ALLEGATION: lambda now: {"allegations": now.allegations + 1},
    Move.SERVE: lambda now: {"served": True, "answered": False, "answer_due_on": now.due_on},
    Move.RECORD_DELIVERY: lambda now: {"delivered": True, "answer_due_on": now.due_on},
    Move.EXTEND: lambda now: {"extended": True, "answer_due_on": now.due_on},
    Move.ANSWER: lambda _: {"answered": True},
    Move.CLOSE_HEARING: lambda now: {
        "questions": now.allegations,
        "undecided": now.allegations,
        "violations": 0,
    },
    Move.VOTE: lambda _: {"voted": True},
    Move.CONCLUDE_FINDINGS: lambda _: {"questions": 0, "undecided": 0, "measures_carried": 0},
    Move.PROPOSE_MEASURE: lambda now: {
        "questions": now.questions + 1,
        "undecided": now.undecided + 1,
    },
    Move.DECIDE: lambda now: {"measures_running": now.measures_carried},
    Move.APPEAL: lambda _: {"appeal_outcome": None},
}
"""What each move leaves behind, as the actions keep it."""


class Cases(RuleBasedStateMachine):
    """One case, with the bookkeeping that actions do and nothing more."""

    def __init__(self):
        super().__init__()
        self.state = State.RECEIVED
        self.now = Situation(today=START, parts=frozenset(), due_on=START + SPAN)
        self.path = [self.state]
        self.first, self.appeal = set(), set()
        self.served = self.heard = self.found = False

    @initialize(reports=st.integers(1, 3))
    def is_received(self, reports):
        self.now = replace(self.now, reports_left=reports)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        self.now = replace(self.now, today=self.now.today + timedelta(days=days))

    @rule(complete=st.booleans())
    def members_come_and_go(self, complete):
        self.now = replace(self.now, panel_complete=complete)

    @rule(stood=st.booleans())
    def another_member_asks(self, stood):
        self.now = replace(self.now, stood_by_decline=stood, voted=False)

    @precondition(lambda self: self.now.reports_left)
    @rule()
    def a_report_is_withdrawn(self):
        self.now = replace(self.now, reports_left=self.now.reports_left - 1)

    @precondition(lambda self: self.now.undecided)
    @rule(carried=st.booleans())
    def a_question_is_settled(self, carried):
        """Votes settle questions; only in the states that vote."""
        if self.state is State.DELIBERATION:
            violations = self.now.violations + carried
            self.now = replace(self.now, undecided=self.now.undecided - 1, violations=violations)
        elif self.state is State.MEASURES:
            measures = self.now.measures_carried + carried
            self.now = replace(
                self.now, undecided=self.now.undecided - 1, measures_carried=measures
            )

    @precondition(lambda self: self.state is State.UNDER_APPEAL)
    @rule(outcome=st.sampled_from(AppealOutcome))
    def the_appeal_panel_agrees(self, outcome):
        self.now = replace(self.now, appeal_outcome=outcome)

    @precondition(lambda self: self.now.measures_running)
    @rule()
    def a_measure_ends(self):
        self.now = replace(self.now, measures_running=self.now.measures_running - 1)

    @rule(move=st.sampled_from(Move), part=st.sampled_from(Who), person=st.integers(0, 5))
    def somebody_asks_for_anything(self, move, part, person):
        self.make(move, part, person)

    @rule(data=st.data(), person=st.integers(0, 5))
    def somebody_takes_what_is_offered(self, data, person):
        """Most random requests are refused; this one walks on."""
        part = data.draw(st.sampled_from(Who))
        offered = [
            choice.move
            for choice in choices(self.state, replace(self.now, parts=frozenset({part})))
            if choice.open
        ]
        if offered:
            self.make(data.draw(st.sampled_from(offered)), part, person)

    def make(self, move, part, person):
        sits = {Who.MEMBER: self.first, Who.APPEAL_MEMBER: self.appeal}
        if part in sits and person in (self.first | self.appeal) - sits[part]:
            return  # one seat per person and case, as the database has it
        try:
            outcome = apply(self.state, move, replace(self.now, parts=frozenset({part})))
        except DomainError:
            return
        if part in sits:
            sits[part].add(person)
        self.keep_books(move, outcome)
        self.state = outcome.state
        self.path.append(outcome.state)

    def keep_books(self, move, outcome):
        if outcome.deadlines:
            due = self.now.today + SPAN * len(outcome.deadlines)
            self.now = replace(self.now, due_on=due)
        if move is Move.CLOSE_HEARING:
            over = self.now.today > self.now.answer_due_on
            self.heard = self.served and (self.now.answered or over)
        if move is Move.DECIDE_APPEAL and outcome.state is State.SEATING:
            self.first = self.first | self.appeal
            self.served = self.heard = self.found = False
            self.now = replace(self.now, served=False, answered=False, measures_running=0)
        self.served = self.served or move is Move.SERVE
        self.found = self.found or (move is Move.CONCLUDE_FINDINGS and self.now.violations > 0)
        self.now = replace(self.now, **BOOKS.get(move, lambda _: {})(self.now))

    @invariant()
    def nothing_is_found_before_the_respondent_was_served_and_heard(self):
        if self.state in {State.DELIBERATION, State.MEASURES, *DECIDED}:
            assert self.served
            assert self.heard

    @invariant()
    def nothing_is_imposed_without_a_finding(self):
        if self.state in {State.MEASURES, State.IN_FORCE}:
            assert self.found
        if self.now.measures_running:
            assert self.found

    @invariant()
    def whoever_is_waited_for_has_a_deadline(self):
        assert self.state in FINAL or self.now.due_on is not None

    @invariant()
    def there_is_always_a_way_on(self):
        if self.state not in FINAL:
            everybody = replace(self.now, parts=frozenset(Who))
            assert choices(self.state, everybody)


TestCases = Cases.TestCase
TestCases.settings = settings(stateful_step_count=60)


def test_the_machine_really_walks_to_the_end():
    """If all it did were refused, its invariants would say nothing."""
    case = Cases()
    case.make(Move.TAKE, Who.HANDLER, 0)
    case.make(Move.ACCEPT, Who.HANDLER, 0)
    case.members_come_and_go(complete=True)
    case.make(Move.OPEN_INQUIRY, Who.MEMBER, 0)
    case.make(Move.STATE_ALLEGATION, Who.MEMBER, 0)
    case.make(Move.SERVE, Who.MEMBER, 0)
    case.make(Move.ANSWER, Who.RESPONDENT, 9)
    case.make(Move.CLOSE_HEARING, Who.MEMBER, 0)
    case.a_question_is_settled(carried=True)
    case.make(Move.CONCLUDE_FINDINGS, Who.MEMBER, 0)
    case.make(Move.PROPOSE_MEASURE, Who.MEMBER, 0)
    case.a_question_is_settled(carried=True)
    case.make(Move.DECIDE, Who.MEMBER, 0)
    case.make(Move.APPEAL, Who.RESPONDENT, 9)
    case.make(Move.DECLARE, Who.INVITED_TO_APPEAL, 1)
    case.the_appeal_panel_agrees(AppealOutcome.OVERTURN)
    case.make(Move.DECIDE_APPEAL, Who.APPEAL_MEMBER, 1)
    assert case.state is State.CLOSED
    assert set(State) - set(case.path) == {State.IN_FORCE, State.DECLINED, State.WITHDRAWN}


def test_whoever_sat_on_the_first_panel_is_no_judge_of_its_decision():
    case = Cases()
    case.first, case.state = {1}, State.UNDER_APPEAL
    case.make(Move.PROPOSE_OUTCOME, Who.APPEAL_MEMBER, 1)
    assert case.path == [State.RECEIVED]
