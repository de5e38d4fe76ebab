"""What is known about a case when somebody asks to make a move, and how each guard reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from comity.cases.rules.words import AppealOutcome, Guard, Who
from comity.kernel.spans import has_passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a guard may look at. No content: numbers, days and yes or no.

    Attributes:
        today: the day, in UTC.
        parts: in which parts the asker asks.
        due_on: the last day of the deadline that runs, if one does.
        panel_complete: whether enough members sit who may decide (``seating.is_complete``).
        decline_proposed: whether somebody has proposed to decline.
        stood_by_decline: whether the asker proposed or confirmed declining.
        reviewed: whether declining was already reviewed once.
        reports_left: how many reports have not been withdrawn.
        of_own_motion: whether the body goes on without the reporters.
        allegations: how many allegations are stated.
        served: whether the particulars were served on the respondent.
        delivered: whether it is proven that the notice reached them.
        answered: whether they have answered.
        extended: whether the time to answer was extended.
        answer_due_on: the last day to answer.
        voted: whether the asker has voted on this question.
        questions: how many questions are before the panel.
        undecided: how many of them have no outcome yet.
        violations: how many findings say that a provision was violated.
        measures_carried: how many proposed measures were carried.
        appeal_outcome: what the appeal panel has carried, if anything.
        measures_running: how many measures have not ended.
    """

    today: date
    parts: frozenset[Who]
    due_on: date | None = None
    panel_complete: bool = False
    decline_proposed: bool = False
    stood_by_decline: bool = False
    reviewed: bool = False
    reports_left: int = 1
    of_own_motion: bool = False
    allegations: int = 0
    served: bool = False
    delivered: bool = False
    answered: bool = False
    extended: bool = False
    answer_due_on: date | None = None
    voted: bool = False
    questions: int = 0
    undecided: int = 0
    violations: int = 0
    measures_carried: int = 0
    appeal_outcome: AppealOutcome | None = None
    measures_running: int = 0

    @property
    def window_over(self) -> bool:
        """Whether the deadline that runs has passed."""
        return self.due_on is not None and has_passed(self.due_on, self.today)

    @property
    def heard(self) -> bool:
        """Whether the respondent was served and has answered or let the time pass.

        Silence is no admission: it only lets the case go on.
        """
        over = self.answer_due_on is not None and has_passed(self.answer_due_on, self.today)
        return self.served and (self.answered or over)

    @property
    def all_decided(self) -> bool:
        """Whether there is a question and each has an outcome."""
        return self.questions > 0 and self.undecided == 0


@dataclass(frozen=True, slots=True)
class Check:
    """How a guard reads a situation, and what it asks for in plain words."""

    asks: str
    holds: Callable[[Situation], bool]


CHECKS: Mapping[Guard, Check] = {
    Guard.NOTHING_LEFT: Check(
        "every report is withdrawn and the body has not taken the case up by itself",
        lambda s: s.reports_left == 0 and not s.of_own_motion,
    ),
    Guard.NO_DECLINE_PROPOSED: Check(
        "nobody has proposed to decline yet", lambda s: not s.decline_proposed
    ),
    Guard.PROPOSED_BY_ANOTHER: Check(
        "somebody else has proposed to decline, and the asker had no part in it",
        lambda s: s.decline_proposed and not s.stood_by_decline,
    ),
    Guard.NOT_REVIEWED: Check("declining was not reviewed before", lambda s: not s.reviewed),
    Guard.PANEL_COMPLETE: Check("enough members sit who may decide", lambda s: s.panel_complete),
    Guard.ALLEGATIONS_STATED: Check(
        "at least one allegation is stated", lambda s: s.allegations > 0
    ),
    Guard.NOT_DELIVERED: Check(
        "no proof of delivery is kept yet", lambda s: s.served and not s.delivered
    ),
    Guard.NOT_ANSWERED: Check("the respondent has not answered yet", lambda s: not s.answered),
    Guard.NOT_EXTENDED: Check("the time was not extended before", lambda s: not s.extended),
    Guard.HEARD: Check(
        "the particulars were served, and the respondent answered or the time to answer passed",
        lambda s: s.heard,
    ),
    Guard.NOT_VOTED: Check("the asker has not voted on this question", lambda s: not s.voted),
    Guard.ALL_DECIDED: Check("every question has an outcome", lambda s: s.all_decided),
    Guard.VIOLATION_FOUND: Check(
        "at least one finding says that a provision was violated", lambda s: s.violations > 0
    ),
    Guard.NO_VIOLATION: Check(
        "no finding says that a provision was violated", lambda s: s.violations == 0
    ),
    Guard.MEASURE_CARRIED: Check(
        "at least one proposed measure was carried", lambda s: s.measures_carried > 0
    ),
    Guard.WINDOW_OPEN: Check(
        "the time to appeal or ask for review has not passed",
        lambda s: s.due_on is not None and not s.window_over,
    ),
    Guard.WINDOW_OVER: Check(
        "the time to appeal or ask for review has passed", lambda s: s.window_over
    ),
    Guard.SOMETHING_RUNS: Check("a measure still runs", lambda s: s.measures_running > 0),
    Guard.NOTHING_RUNS: Check("no measure runs any more", lambda s: s.measures_running == 0),
    Guard.UPHELD: Check(
        "the appeal panel upholds the decision",
        lambda s: s.appeal_outcome is AppealOutcome.UPHOLD,
    ),
    Guard.VARIED: Check(
        "the appeal panel varies the measures",
        lambda s: s.appeal_outcome is AppealOutcome.VARY,
    ),
    Guard.OVERTURNED: Check(
        "the appeal panel overturns the decision",
        lambda s: s.appeal_outcome is AppealOutcome.OVERTURN,
    ),
    Guard.REMANDED: Check(
        "the appeal panel sends the case back to people who have not decided it",
        lambda s: s.appeal_outcome is AppealOutcome.REMAND,
    ),
}
"""Each guard, once."""
