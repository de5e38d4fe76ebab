"""What the cases package refuses."""

from collections.abc import Mapping
from types import MappingProxyType

from comity.cases.rules.words import Guard
from comity.kernel.errors import DomainError, WrongInput


class MoveNotPossible(DomainError):
    """Nobody can make this move where the case stands."""

    code = "case_move_not_possible"


class MoveNotYours(DomainError):
    """Somebody else has to make this move."""

    code = "case_move_not_yours"
    status = 403


class ReportsNotWithdrawn(DomainError):
    """A report still stands, or the body goes on by itself."""

    code = "case_reports_not_withdrawn"


class DeclineAlreadyProposed(DomainError):
    """Somebody has proposed to decline; another has to answer."""

    code = "case_decline_already_proposed"


class DeclineNeedsAnother(DomainError):
    """Declining takes two people who have had no part in it before."""

    code = "case_decline_needs_another"


class AlreadyReviewed(DomainError):
    """A declined report is reviewed once."""

    code = "case_already_reviewed"


class PanelIncomplete(DomainError):
    """Too few members sit who may decide."""

    code = "case_panel_incomplete"


class NoAllegation(DomainError):
    """Nothing has been alleged yet, so nothing can be served."""

    code = "case_no_allegation"


class AlreadyDelivered(DomainError):
    """The proof of delivery is kept already."""

    code = "case_already_delivered"


class AlreadyAnswered(DomainError):
    """The respondent has answered already."""

    code = "case_already_answered"


class AlreadyExtended(DomainError):
    """The time to answer is extended once."""

    code = "case_already_extended"


class NotHeard(DomainError):
    """The respondent has not been heard, and their time has not passed."""

    code = "case_not_heard"


class AlreadyVoted(DomainError):
    """A member votes once on a question."""

    code = "case_already_voted"


class VotesMissing(DomainError):
    """A question has no outcome yet."""

    code = "case_votes_missing"


class NothingFound(DomainError):
    """No finding says that a provision was violated."""

    code = "case_nothing_found"


class SomethingFound(DomainError):
    """A finding says that a provision was violated."""

    code = "case_something_found"


class NoMeasureCarried(DomainError):
    """No proposed measure was carried."""

    code = "case_no_measure_carried"


class WindowClosed(DomainError):
    """The time to appeal or to ask for review has passed."""

    code = "case_window_closed"


class WindowStillOpen(DomainError):
    """The time to appeal or to ask for review has not passed."""

    code = "case_window_still_open"


class NothingInForce(DomainError):
    """No measure runs."""

    code = "case_nothing_in_force"


class StillInForce(DomainError):
    """A measure still runs."""

    code = "case_still_in_force"


class AppealUndecided(DomainError):
    """The appeal panel has not carried an outcome."""

    code = "case_appeal_undecided"


class NeverHere(DomainError):
    """There is no message for this account."""

    code = "case_no_message_waiting"
    status = 404


class ProofExpired(DomainError):
    """The challenge is too old, was made for another visit, or was changed."""

    code = "case_proof_expired"


class ProofNotFound(DomainError):
    """The account has not shown the code yet."""

    code = "case_proof_not_found"


class CodeDiffers(WrongInput):
    """The code that was typed is not the one that was sent."""

    code = "case_code_differs"


class UnknownProvision(WrongInput):
    """The code that the case is pinned to has no such provision."""

    code = "case_unknown_provision"


class UnknownQuestion(WrongInput):
    """There is no such question before the panel."""

    code = "case_unknown_question"


class UnknownAccount(WrongInput):
    """No report of this case names this account, and the wiki does not know it."""

    code = "case_unknown_account"


class AnotherRespondent(WrongInput):
    """A case has one respondent; another person's conduct is another case."""

    code = "case_another_respondent"


class UnknownChoice(WrongInput):
    """What was chosen is not among what can be chosen."""

    code = "case_unknown_choice"


class NoAppealBody(DomainError):
    """No other body could hear an appeal, and a decision without one is none."""

    code = "case_no_appeal_body"


class NobodyLeft(DomainError):
    """Too few people of the body have had no part in the case."""

    code = "case_nobody_left"


class BeyondMandate(WrongInput):
    """The body may not impose anything this grave. ``detail["most"]`` says what it may."""

    code = "case_beyond_mandate"


class DepartureNeedsReason(WrongInput):
    """A measure outside the guideline's range needs a written reason."""

    code = "case_departure_needs_reason"


class AppealVariesUpwards(WrongInput):
    """An appeal does not make a measure stricter."""

    code = "case_appeal_varies_upwards"


REFUSALS: Mapping[Guard, type[DomainError]] = MappingProxyType(
    {
        Guard.NOTHING_LEFT: ReportsNotWithdrawn,
        Guard.NO_DECLINE_PROPOSED: DeclineAlreadyProposed,
        Guard.PROPOSED_BY_ANOTHER: DeclineNeedsAnother,
        Guard.NOT_REVIEWED: AlreadyReviewed,
        Guard.PANEL_COMPLETE: PanelIncomplete,
        Guard.ALLEGATIONS_STATED: NoAllegation,
        Guard.NOT_DELIVERED: AlreadyDelivered,
        Guard.NOT_ANSWERED: AlreadyAnswered,
        Guard.NOT_EXTENDED: AlreadyExtended,
        Guard.HEARD: NotHeard,
        Guard.NOT_VOTED: AlreadyVoted,
        Guard.ALL_DECIDED: VotesMissing,
        Guard.VIOLATION_FOUND: NothingFound,
        Guard.NO_VIOLATION: SomethingFound,
        Guard.MEASURE_CARRIED: NoMeasureCarried,
        Guard.WINDOW_OPEN: WindowClosed,
        Guard.WINDOW_OVER: WindowStillOpen,
        Guard.SOMETHING_RUNS: NothingInForce,
        Guard.NOTHING_RUNS: StillInForce,
        Guard.UPHELD: AppealUndecided,
        Guard.VARIED: AppealUndecided,
        Guard.OVERTURNED: AppealUndecided,
        Guard.REMANDED: AppealUndecided,
    }
)
"""What is said when a guard does not hold."""
