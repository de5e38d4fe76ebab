"""Everything that changes a case. One function is one move, one transaction and one fact."""

from comity.cases.actions.appeal import appeal, decide_appeal, propose_outcome
from comity.cases.actions.clock import (
    KEPT_FOR_BOTH_SIDES,
    close_if_done,
    day_has_come,
    lock,
    tell_of_measure,
)
from comity.cases.actions.deciding import (
    conclude_findings,
    decide,
    propose_measure,
    retry_measure,
    vote,
)
from comity.cases.actions.delivery import (
    code_letter,
    errand,
    forget_letter,
    keep_delivered,
    keep_letter_tried,
)
from comity.cases.actions.delivery import keep_failure as keep_notice_failure
from comity.cases.actions.hearing import (
    AllegationInput,
    add_evidence,
    answer,
    close_hearing,
    extend,
    send_message,
    serve,
    state_allegation,
)
from comity.cases.actions.intake import (
    accept,
    ask_review,
    decline,
    open_case,
    propose_decline,
    resume,
    take,
    withdraw,
)
from comity.cases.actions.proof import (
    Started,
    prove,
    prove_by_account,
    prove_by_sign_in,
    start_challenge,
)
from comity.cases.actions.seating import declare, open_inquiry, recuse
from comity.cases.actions.support import ask_support

__all__ = [
    "KEPT_FOR_BOTH_SIDES",
    "AllegationInput",
    "Started",
    "accept",
    "add_evidence",
    "answer",
    "appeal",
    "ask_review",
    "ask_support",
    "close_hearing",
    "close_if_done",
    "code_letter",
    "conclude_findings",
    "day_has_come",
    "decide",
    "decide_appeal",
    "declare",
    "decline",
    "errand",
    "extend",
    "forget_letter",
    "keep_delivered",
    "keep_letter_tried",
    "keep_notice_failure",
    "lock",
    "open_case",
    "open_inquiry",
    "propose_decline",
    "propose_measure",
    "propose_outcome",
    "prove",
    "prove_by_account",
    "prove_by_sign_in",
    "recuse",
    "resume",
    "retry_measure",
    "send_message",
    "serve",
    "start_challenge",
    "state_allegation",
    "take",
    "tell_of_measure",
    "vote",
    "withdraw",
]
