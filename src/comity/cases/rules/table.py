"""The one table of moves.

Buttons, documentation, diagram, property tests and actions all come from here; ``apply`` reads it.
"""

from comity.cases.rules.row import Row, everywhere
from comity.cases.rules.words import Deadline, Guard, Move, Notice, State, Who

_HANDLER = frozenset({Who.HANDLER})
_INVITED = frozenset({Who.INVITED})
_MEMBER = frozenset({Who.MEMBER})
_INVITED_TO_APPEAL = frozenset({Who.INVITED_TO_APPEAL})
_APPEAL_MEMBER = frozenset({Who.APPEAL_MEMBER})
_REPORTER = frozenset({Who.REPORTER})
_RESPONDENT = frozenset({Who.RESPONDENT})
_CLOCK = frozenset({Who.CLOCK})
_A_PARTY = frozenset({Who.RESPONDENT, Who.REPORTER})
_REPORTER_OR_CLOCK = frozenset({Who.REPORTER, Who.CLOCK})
_PANEL_SITS = (State.SEATING, State.INQUIRY, State.HEARING, State.DELIBERATION, State.MEASURES)
_BOTH_SIDES = (Notice.REPORTERS, Notice.RESPONDENT)
_EVERYBODY = (Notice.APPEAL_PANEL, Notice.PANEL, *_BOTH_SIDES)

TABLE: tuple[Row, ...] = (
    # Intake: somebody reads it and says whether it belongs here. Declining takes two people.
    Row(
        State.RECEIVED,
        Move.TAKE,
        State.TRIAGE,
        _HANDLER,
        deadlines=(Deadline.TRIAGE,),
        notices=(Notice.REPORTERS,),
    ),
    Row(
        State.TRIAGE,
        Move.ACCEPT,
        State.SEATING,
        _HANDLER,
        deadlines=(Deadline.SEATING,),
        notices=(Notice.PANEL, Notice.REPORTERS),
    ),
    Row(
        State.TRIAGE,
        Move.PROPOSE_DECLINE,
        State.TRIAGE,
        _HANDLER,
        guards=(Guard.NO_DECLINE_PROPOSED,),
        notices=(Notice.HANDLERS,),
    ),
    Row(
        State.TRIAGE,
        Move.DECLINE,
        State.DECLINED,
        _HANDLER,
        guards=(Guard.PROPOSED_BY_ANOTHER,),
        deadlines=(Deadline.DECLINE_REVIEW,),
        notices=(Notice.REPORTERS,),
    ),
    Row(
        State.DECLINED,
        Move.ASK_REVIEW,
        State.TRIAGE,
        _REPORTER,
        guards=(Guard.NOT_REVIEWED, Guard.WINDOW_OPEN),
        deadlines=(Deadline.TRIAGE,),
        notices=(Notice.HANDLERS,),
    ),
    # Seating: everybody invited declares their conflicts before they read what was said.
    *everywhere(Row(State.SEATING, Move.DECLARE, State.SEATING, _INVITED), *_PANEL_SITS),
    *everywhere(
        Row(State.SEATING, Move.RECUSE, State.SEATING, _MEMBER, notices=(Notice.PANEL,)),
        *_PANEL_SITS,
    ),
    Row(
        State.SEATING,
        Move.OPEN_INQUIRY,
        State.INQUIRY,
        _MEMBER,
        guards=(Guard.PANEL_COMPLETE,),
        deadlines=(Deadline.INQUIRY,),
        notices=(Notice.PANEL,),
    ),
    # Inquiry: what is known, and what exactly is alleged under which provision.
    Row(State.INQUIRY, Move.ADD_EVIDENCE, State.INQUIRY, _MEMBER),
    Row(State.INQUIRY, Move.STATE_ALLEGATION, State.INQUIRY, _MEMBER),
    Row(
        State.INQUIRY,
        Move.PROPOSE_DECLINE,
        State.INQUIRY,
        _MEMBER,
        guards=(Guard.NO_DECLINE_PROPOSED,),
        notices=(Notice.PANEL,),
    ),
    Row(
        State.INQUIRY,
        Move.DECLINE,
        State.DECLINED,
        _MEMBER,
        guards=(Guard.PROPOSED_BY_ANOTHER,),
        deadlines=(Deadline.DECLINE_REVIEW,),
        notices=(Notice.REPORTERS,),
    ),
    Row(
        State.INQUIRY,
        Move.SERVE,
        State.HEARING,
        _MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.ALLEGATIONS_STATED),
        deadlines=(Deadline.ANSWER, Deadline.ANSWER_EXTENSION),
        notices=_BOTH_SIDES,
    ),
    # Hearing: the respondent reads the particulars and answers, or the time passes.
    Row(
        State.HEARING,
        Move.RECORD_DELIVERY,
        State.HEARING,
        _CLOCK,
        guards=(Guard.NOT_DELIVERED, Guard.NOT_ANSWERED),
        deadlines=(Deadline.ANSWER,),
    ),
    Row(State.HEARING, Move.ANSWER, State.HEARING, _RESPONDENT, notices=(Notice.PANEL,)),
    Row(
        State.HEARING,
        Move.EXTEND,
        State.HEARING,
        _MEMBER,
        guards=(Guard.NOT_ANSWERED, Guard.NOT_EXTENDED),
        deadlines=(Deadline.ANSWER_EXTENSION,),
        notices=_BOTH_SIDES,
    ),
    Row(State.HEARING, Move.ADD_EVIDENCE, State.HEARING, _MEMBER),
    Row(
        State.HEARING,
        Move.CLOSE_HEARING,
        State.DELIBERATION,
        _MEMBER,
        guards=(Guard.HEARD,),
        deadlines=(Deadline.DELIBERATION,),
        notices=(Notice.PANEL, *_BOTH_SIDES),
    ),
    # Deliberation: each allegation becomes a finding by vote.
    Row(
        State.DELIBERATION,
        Move.VOTE,
        State.DELIBERATION,
        _MEMBER,
        guards=(Guard.HEARD, Guard.NOT_VOTED),
    ),
    Row(
        State.DELIBERATION,
        Move.CONCLUDE_FINDINGS,
        State.MEASURES,
        _MEMBER,
        guards=(Guard.HEARD, Guard.PANEL_COMPLETE, Guard.ALL_DECIDED, Guard.VIOLATION_FOUND),
        deadlines=(Deadline.MEASURES,),
        notices=(Notice.PANEL,),
    ),
    Row(
        State.DELIBERATION,
        Move.CONCLUDE_FINDINGS,
        State.DECIDED,
        _MEMBER,
        guards=(Guard.HEARD, Guard.PANEL_COMPLETE, Guard.ALL_DECIDED, Guard.NO_VIOLATION),
        deadlines=(Deadline.APPEAL_WINDOW,),
        notices=(Notice.PANEL, *_BOTH_SIDES),
    ),
    # Measures: proposed within the guideline or with a reason, voted, reasoned, served.
    Row(
        State.MEASURES,
        Move.PROPOSE_MEASURE,
        State.MEASURES,
        _MEMBER,
        guards=(Guard.VIOLATION_FOUND,),
    ),
    Row(
        State.MEASURES,
        Move.VOTE,
        State.MEASURES,
        _MEMBER,
        guards=(Guard.VIOLATION_FOUND, Guard.NOT_VOTED),
    ),
    Row(
        State.MEASURES,
        Move.DECIDE,
        State.DECIDED,
        _MEMBER,
        guards=(
            Guard.HEARD,
            Guard.PANEL_COMPLETE,
            Guard.VIOLATION_FOUND,
            Guard.ALL_DECIDED,
            Guard.MEASURE_CARRIED,
        ),
        deadlines=(Deadline.APPEAL_WINDOW,),
        notices=(Notice.PANEL, *_BOTH_SIDES),
    ),
    # Decided: measures run already; both sides can appeal once.
    Row(
        State.DECIDED,
        Move.APPEAL,
        State.UNDER_APPEAL,
        _A_PARTY,
        guards=(Guard.WINDOW_OPEN,),
        deadlines=(Deadline.APPEAL_DECISION,),
        notices=_EVERYBODY,
    ),
    Row(
        State.DECIDED,
        Move.END_WINDOW,
        State.IN_FORCE,
        _CLOCK,
        guards=(Guard.WINDOW_OVER, Guard.SOMETHING_RUNS),
        deadlines=(Deadline.MEASURE_TERM,),
    ),
    Row(
        State.DECIDED,
        Move.END_WINDOW,
        State.CLOSED,
        _CLOCK,
        guards=(Guard.WINDOW_OVER, Guard.NOTHING_RUNS),
    ),
    Row(
        State.IN_FORCE,
        Move.CLOSE,
        State.CLOSED,
        _CLOCK,
        guards=(Guard.NOTHING_RUNS,),
        notices=_BOTH_SIDES,
    ),
    # Appeal: other people, the whole file, one outcome with reasons.
    Row(State.UNDER_APPEAL, Move.DECLARE, State.UNDER_APPEAL, _INVITED_TO_APPEAL),
    Row(
        State.UNDER_APPEAL,
        Move.RECUSE,
        State.UNDER_APPEAL,
        _APPEAL_MEMBER,
        notices=(Notice.APPEAL_PANEL,),
    ),
    Row(State.UNDER_APPEAL, Move.PROPOSE_OUTCOME, State.UNDER_APPEAL, _APPEAL_MEMBER),
    Row(
        State.UNDER_APPEAL, Move.VOTE, State.UNDER_APPEAL, _APPEAL_MEMBER, guards=(Guard.NOT_VOTED,)
    ),
    Row(
        State.UNDER_APPEAL,
        Move.DECIDE_APPEAL,
        State.IN_FORCE,
        _APPEAL_MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.UPHELD, Guard.SOMETHING_RUNS),
        deadlines=(Deadline.MEASURE_TERM,),
        notices=_EVERYBODY,
    ),
    Row(
        State.UNDER_APPEAL,
        Move.DECIDE_APPEAL,
        State.CLOSED,
        _APPEAL_MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.UPHELD, Guard.NOTHING_RUNS),
        notices=_EVERYBODY,
    ),
    Row(
        State.UNDER_APPEAL,
        Move.DECIDE_APPEAL,
        State.IN_FORCE,
        _APPEAL_MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.VARIED),
        deadlines=(Deadline.MEASURE_TERM,),
        notices=_EVERYBODY,
    ),
    Row(
        State.UNDER_APPEAL,
        Move.DECIDE_APPEAL,
        State.CLOSED,
        _APPEAL_MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.OVERTURNED),
        notices=_EVERYBODY,
    ),
    Row(
        State.UNDER_APPEAL,
        Move.DECIDE_APPEAL,
        State.SEATING,
        _APPEAL_MEMBER,
        guards=(Guard.PANEL_COMPLETE, Guard.REMANDED),
        deadlines=(Deadline.SEATING,),
        notices=_EVERYBODY,
    ),
    # The reporter steps back; the body may still go on when others are at risk.
    *everywhere(
        Row(
            State.RECEIVED,
            Move.WITHDRAW,
            State.WITHDRAWN,
            _REPORTER_OR_CLOCK,
            guards=(Guard.NOTHING_LEFT,),
            deadlines=(Deadline.DECLINE_REVIEW,),
            notices=(Notice.HANDLERS,),
        ),
        State.RECEIVED,
        State.TRIAGE,
        State.SEATING,
        State.INQUIRY,
    ),
    Row(
        State.HEARING,
        Move.WITHDRAW,
        State.WITHDRAWN,
        _REPORTER_OR_CLOCK,
        guards=(Guard.NOTHING_LEFT,),
        deadlines=(Deadline.DECLINE_REVIEW,),
        notices=(Notice.PANEL, Notice.RESPONDENT),
    ),
    Row(
        State.WITHDRAWN,
        Move.RESUME,
        State.TRIAGE,
        _HANDLER,
        guards=(Guard.WINDOW_OPEN,),
        deadlines=(Deadline.TRIAGE,),
        notices=(Notice.HANDLERS,),
    ),
    *everywhere(
        Row(State.DECLINED, Move.CLOSE, State.CLOSED, _CLOCK, guards=(Guard.WINDOW_OVER,)),
        State.DECLINED,
        State.WITHDRAWN,
    ),
)
"""Every step there is. Where one step can end in several states, the guards tell which."""
