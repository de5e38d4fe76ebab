"""What is refused about decisions."""

from comity.kernel.errors import DomainError, WrongInput


class PositionWithoutReason(WrongInput):
    """Nobody can hear a concern or a block without knowing why."""

    code = "position_without_reason"


class NotAsked(DomainError):
    """Others are asked: the members of a body, or those who take part."""

    code = "decision_not_asked"
    status = 403


class DecisionOver(DomainError):
    """Its outcome was recorded, or it was withdrawn."""

    code = "decision_over"


class PositionsUnheard(DomainError):
    """``detail["count"]`` people block or are concerned, and have not been heard."""

    code = "positions_unheard"


class NothingToHear(DomainError):
    """Nobody waits to be heard here."""

    code = "nothing_to_hear"


class ReviewDayWrong(WrongInput):
    """The day to look at the outcome again lies in the past, or out of sight."""

    code = "review_day_wrong"


class DecisionsRunning(DomainError):
    """``detail["count"]`` decisions have no outcome yet."""

    code = "decisions_running"
