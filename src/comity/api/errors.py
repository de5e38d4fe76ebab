"""What the API itself refuses."""

from comity.kernel.errors import DomainError


class CallNotReadable(DomainError):
    """What was sent is no JSON."""

    code = "call_not_readable"
    status = 400


class CallTooLarge(DomainError):
    """More was sent than one call may hold."""

    code = "call_too_large"
    status = 413
