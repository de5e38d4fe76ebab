"""The words of the table: states, moves, people, guards and deadlines, one list each."""

from enum import StrEnum, auto


class State(StrEnum):
    """Where a case can stand."""

    RECEIVED = auto()
    TRIAGE = auto()
    SEATING = auto()
    INQUIRY = auto()
    HEARING = auto()
    DELIBERATION = auto()
    MEASURES = auto()
    DECIDED = auto()
    IN_FORCE = auto()
    UNDER_APPEAL = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    CLOSED = auto()


FINAL = frozenset({State.CLOSED})
"""States that nothing leaves. All others wait for somebody and therefore have a deadline."""

BEFORE_SERVICE = frozenset({State.RECEIVED, State.TRIAGE, State.SEATING, State.INQUIRY})
"""States in which the respondent knows of nothing yet."""


class Move(StrEnum):
    """One step of a case."""

    TAKE = auto()
    ACCEPT = auto()
    PROPOSE_DECLINE = auto()
    DECLINE = auto()
    ASK_REVIEW = auto()
    DECLARE = auto()
    RECUSE = auto()
    OPEN_INQUIRY = auto()
    ADD_EVIDENCE = auto()
    STATE_ALLEGATION = auto()
    SERVE = auto()
    RECORD_DELIVERY = auto()
    ANSWER = auto()
    EXTEND = auto()
    CLOSE_HEARING = auto()
    VOTE = auto()
    CONCLUDE_FINDINGS = auto()
    PROPOSE_MEASURE = auto()
    DECIDE = auto()
    APPEAL = auto()
    PROPOSE_OUTCOME = auto()
    DECIDE_APPEAL = auto()
    WITHDRAW = auto()
    RESUME = auto()
    END_WINDOW = auto()
    CLOSE = auto()


class Who(StrEnum):
    """In which part somebody asks. One person can have several parts at once."""

    HANDLER = auto()
    INVITED = auto()
    MEMBER = auto()
    INVITED_TO_APPEAL = auto()
    APPEAL_MEMBER = auto()
    REPORTER = auto()
    RESPONDENT = auto()
    CLOCK = auto()


WHO_IS = {
    Who.HANDLER: "somebody of the body who may open the report",
    Who.INVITED: "somebody of the body who has not yet declared their conflicts",
    Who.MEMBER: "a seated member of the panel",
    Who.INVITED_TO_APPEAL: "somebody of the appeal body who has not yet declared their conflicts",
    Who.APPEAL_MEMBER: "a seated member of the appeal panel",
    Who.REPORTER: "whoever holds the receipt of a report",
    Who.RESPONDENT: "whoever holds the respondent's receipt",
    Who.CLOCK: "the software, when a day has come or a task is done",
}
"""Who plays each part, for the handbook."""


class Guard(StrEnum):
    """What must be true before a move can be made."""

    NOTHING_LEFT = auto()
    NO_DECLINE_PROPOSED = auto()
    PROPOSED_BY_ANOTHER = auto()
    NOT_REVIEWED = auto()
    PANEL_COMPLETE = auto()
    ALLEGATIONS_STATED = auto()
    NOT_DELIVERED = auto()
    NOT_ANSWERED = auto()
    NOT_EXTENDED = auto()
    HEARD = auto()
    NOT_VOTED = auto()
    ALL_DECIDED = auto()
    VIOLATION_FOUND = auto()
    NO_VIOLATION = auto()
    MEASURE_CARRIED = auto()
    WINDOW_OPEN = auto()
    WINDOW_OVER = auto()
    SOMETHING_RUNS = auto()
    NOTHING_RUNS = auto()
    UPHELD = auto()
    VARIED = auto()
    OVERTURNED = auto()
    REMANDED = auto()


class Deadline(StrEnum):
    """Which span starts with a move. The charter knows them by these names.

    ``MEASURE_TERM`` alone is not in the charter: it is the last day of the measures themselves.
    """

    ACKNOWLEDGE = auto()
    TRIAGE = auto()
    SEATING = auto()
    INQUIRY = auto()
    ANSWER = auto()
    ANSWER_EXTENSION = auto()
    DELIBERATION = auto()
    MEASURES = auto()
    DECLINE_REVIEW = auto()
    APPEAL_WINDOW = auto()
    APPEAL_DECISION = auto()
    MEASURE_TERM = auto()


class Notice(StrEnum):
    """Who is told of a move, apart from whoever makes it. What is told stays in their room."""

    HANDLERS = auto()
    PANEL = auto()
    APPEAL_PANEL = auto()
    REPORTERS = auto()
    RESPONDENT = auto()


class Public(StrEnum):
    """What everybody may come to know: later, in sums, and only where the sums hide persons."""

    NOTHING = auto()
    COUNT = auto()
    OUTCOME_CLASS = auto()


PUBLIC = {
    state: Public.OUTCOME_CLASS
    if state in {State.DECIDED, State.IN_FORCE, State.CLOSED}
    else Public.COUNT
    for state in State
}
"""What everybody may come to know of a case that has come this far."""


class AppealOutcome(StrEnum):
    """How an appeal can end."""

    UPHOLD = auto()
    VARY = auto()
    OVERTURN = auto()
    REMAND = auto()


class Ground(StrEnum):
    """On what an appeal can rest (G1 to G6)."""

    COMPETENCE = auto()
    CONFLICT = auto()
    HEARING = auto()
    PROCEDURE = auto()
    PROPORTION = auto()
    NEW_FACTS = auto()
