"""What the API itself refuses."""

from comity.kernel.errors import DomainError, WrongInput


class CallNotReadable(DomainError):
    """What was sent is no JSON."""

    code = "call_not_readable"
    status = 400


class PlaceGone(WrongInput):
    """A page was asked for that begins behind a row that this list does not hold."""

    code = "place_gone"


class CallTooLarge(DomainError):
    """More was sent than one call may hold."""

    code = "call_too_large"
    status = 413
