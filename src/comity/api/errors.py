"""What the API itself refuses."""

from comity.kernel.errors import DomainError, WrongInput


class CallNotReadable(DomainError):
    """What was sent is no JSON."""

    code = "call_not_readable"
    status = 400


class CallFromElsewhere(DomainError):
    """A call comes with somebody's session, but without the word against forgery (CSRF)."""

    code = "call_from_elsewhere"
    status = 403


class PlaceGone(WrongInput):
    """A page was asked for that begins behind a row that this list does not hold."""

    code = "place_gone"


class CallTooLarge(DomainError):
    """More was sent than one call may hold."""

    code = "call_too_large"
    status = 413


class KeyNotUsable(WrongInput):
    """What was sent as a key for sending a call again is too short, too long, or no plain text."""

    code = "idempotency_key_not_usable"


class TokenOpensNothing(DomainError):
    """A token was shown where only keys open something, or a receipt does."""

    code = "token_opens_nothing"
    status = 403


class TooManyCalls(DomainError):
    """Somebody calls more often than anybody may."""

    code = "too_many_calls"
    status = 429
