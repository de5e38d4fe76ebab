"""What the bodies package refuses."""

from comity.kernel.errors import DomainError, WrongInput


class BodySlugTaken(WrongInput):
    """Another body has this short name."""

    code = "body_slug_taken"


class BodySlugWrong(WrongInput):
    """A short name is lower-case letters, digits and single dashes."""

    code = "body_slug_wrong"


class BodyNameMissing(WrongInput):
    """A body needs a name in at least one language."""

    code = "body_name_missing"


class ResponseDaysWrong(WrongInput):
    """A body answers within at least one day and at most ninety."""

    code = "response_days_wrong"


class MandateWrong(WrongInput):
    """A part of a mandate is outside what makes sense."""

    code = "mandate_wrong"


class TermWrong(WrongInput):
    """A term ends on or after the day it begins."""

    code = "term_wrong"


class SeatTaken(DomainError):
    """Somebody else holds this seat in that time."""

    code = "seat_taken"


class AlreadySeated(DomainError):
    """The person sits in this body in that time already."""

    code = "already_seated"


class SeatAlreadyEnded(DomainError):
    """Nobody holds this seat any more."""

    code = "seat_already_ended"


class ConflictWithNothing(WrongInput):
    """A conflict is with an account or with a community, and with one of them only."""

    code = "conflict_with_nothing"
