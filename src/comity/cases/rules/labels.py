"""Which code of ``messages`` says what a name of the table means."""

from collections.abc import Mapping

from comity.cases.rules.seating import Hard, Seat, Soft
from comity.cases.rules.votes import Choice, Result
from comity.cases.rules.words import AppealOutcome, Ground, Move, State, Who
from comity.charter.rules import Intent

STATES: Mapping[State, str] = {
    State.RECEIVED: "case_state_received",
    State.TRIAGE: "case_state_triage",
    State.SEATING: "case_state_seating",
    State.INQUIRY: "case_state_inquiry",
    State.HEARING: "case_state_hearing",
    State.DELIBERATION: "case_state_deliberation",
    State.MEASURES: "case_state_measures",
    State.DECIDED: "case_state_decided",
    State.IN_FORCE: "case_state_in_force",
    State.UNDER_APPEAL: "case_state_under_appeal",
    State.DECLINED: "case_state_declined",
    State.WITHDRAWN: "case_state_withdrawn",
    State.CLOSED: "case_state_closed",
}
"""What a state is called."""

NEXT: Mapping[State, str] = {
    State.RECEIVED: "case_next_received",
    State.TRIAGE: "case_next_triage",
    State.SEATING: "case_next_seating",
    State.INQUIRY: "case_next_inquiry",
    State.HEARING: "case_next_hearing",
    State.DELIBERATION: "case_next_deliberation",
    State.MEASURES: "case_next_measures",
    State.DECIDED: "case_next_decided",
    State.IN_FORCE: "case_next_in_force",
    State.UNDER_APPEAL: "case_next_under_appeal",
    State.DECLINED: "case_next_declined",
    State.WITHDRAWN: "case_next_withdrawn",
    State.CLOSED: "case_next_closed",
}
"""What comes next, told to anybody who may know of the case."""

MOVES: Mapping[Move, str] = {
    Move.TAKE: "case_move_take",
    Move.ACCEPT: "case_move_accept",
    Move.PROPOSE_DECLINE: "case_move_propose_decline",
    Move.DECLINE: "case_move_decline",
    Move.ASK_REVIEW: "case_move_ask_review",
    Move.DECLARE: "case_move_declare",
    Move.RECUSE: "case_move_recuse",
    Move.OPEN_INQUIRY: "case_move_open_inquiry",
    Move.ADD_EVIDENCE: "case_move_add_evidence",
    Move.STATE_ALLEGATION: "case_move_state_allegation",
    Move.SERVE: "case_move_serve",
    Move.RECORD_DELIVERY: "case_move_record_delivery",
    Move.ANSWER: "case_move_answer",
    Move.EXTEND: "case_move_extend",
    Move.CLOSE_HEARING: "case_move_close_hearing",
    Move.VOTE: "case_move_vote",
    Move.CONCLUDE_FINDINGS: "case_move_conclude_findings",
    Move.PROPOSE_MEASURE: "case_move_propose_measure",
    Move.DECIDE: "case_move_decide",
    Move.APPEAL: "case_move_appeal",
    Move.PROPOSE_OUTCOME: "case_move_propose_outcome",
    Move.DECIDE_APPEAL: "case_move_decide_appeal",
    Move.WITHDRAW: "case_move_withdraw",
    Move.RESUME: "case_move_resume",
    Move.END_WINDOW: "case_move_end_window",
    Move.CLOSE: "case_move_close",
}
"""What a button says."""

PARTS: Mapping[Who, str] = {
    Who.HANDLER: "case_who_handler",
    Who.INVITED: "case_who_invited",
    Who.MEMBER: "case_who_member",
    Who.INVITED_TO_APPEAL: "case_who_invited_to_appeal",
    Who.APPEAL_MEMBER: "case_who_appeal_member",
    Who.REPORTER: "case_who_reporter",
    Who.RESPONDENT: "case_who_respondent",
    Who.CLOCK: "case_who_clock",
}
"""Who is waited for."""

SEATS: Mapping[Seat, str] = {
    Seat.ALTERNATE: "case_seat_alternate",
    Seat.INVITED: "case_seat_invited",
    Seat.SEATED: "case_seat_seated",
    Seat.RECUSED_SOFT: "case_seat_recused_soft",
    Seat.RECUSED_HARD: "case_seat_recused_hard",
    Seat.EXCLUDED: "case_seat_excluded",
}
"""How somebody stands to a case."""

HARD: Mapping[Hard, str] = {
    Hard.PARTY: "case_conflict_party",
    Hard.HARMED: "case_conflict_harmed",
    Hard.WITNESS: "case_conflict_witness",
    Hard.CLOSE_TIE: "case_conflict_close_tie",
    Hard.ACTED_BEFORE: "case_conflict_acted_before",
    Hard.OTHER_INTEREST: "case_conflict_other_interest",
}
"""Conflicts that bar somebody from a case."""

SOFT: Mapping[Soft, str] = {
    Soft.SAME_SMALL_TEAM: "case_conflict_same_small_team",
    Soft.SPOKE_IN_PUBLIC: "case_conflict_spoke_in_public",
    Soft.SAME_LARGE_EMPLOYER: "case_conflict_same_large_employer",
}
"""Conflicts that leave a voice but no vote."""

GROUNDS: Mapping[Ground, str] = {
    Ground.COMPETENCE: "case_ground_competence",
    Ground.CONFLICT: "case_ground_conflict",
    Ground.HEARING: "case_ground_hearing",
    Ground.PROCEDURE: "case_ground_procedure",
    Ground.PROPORTION: "case_ground_proportion",
    Ground.NEW_FACTS: "case_ground_new_facts",
}
"""On what an appeal can rest."""

OUTCOMES: Mapping[AppealOutcome, str] = {
    AppealOutcome.UPHOLD: "case_outcome_uphold",
    AppealOutcome.VARY: "case_outcome_vary",
    AppealOutcome.OVERTURN: "case_outcome_overturn",
    AppealOutcome.REMAND: "case_outcome_remand",
}
"""How an appeal can end."""

APPEAL_REASONS: Mapping[AppealOutcome, str] = {
    AppealOutcome.UPHOLD: "reasons_appeal_uphold",
    AppealOutcome.VARY: "reasons_appeal_vary",
    AppealOutcome.OVERTURN: "reasons_appeal_overturn",
    AppealOutcome.REMAND: "reasons_appeal_remand",
}
"""What the reasons of an appeal say."""

CHOICES: Mapping[Choice, str] = {
    Choice.FOR: "case_choice_for",
    Choice.AGAINST: "case_choice_against",
    Choice.ABSTAIN: "case_choice_abstain",
}
"""What a member can say to a question."""

RESULTS: Mapping[Result, str] = {
    Result.OPEN: "case_result_open",
    Result.CARRIED: "case_result_carried",
    Result.LOST: "case_result_lost",
}
"""How a question stands."""

INTENTS: Mapping[Intent, str] = {
    Intent.UNAWARE: "case_intent_unaware",
    Intent.CARELESS: "case_intent_careless",
    Intent.KNOWING: "case_intent_knowing",
    Intent.TARGETED: "case_intent_targeted",
}
"""How far something was meant."""
