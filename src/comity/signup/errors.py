"""What signing refuses."""

from comity.kernel.errors import DomainError, WrongInput


class NothingToSign(DomainError):
    """No code is in force here, so there is nothing to agree to."""

    code = "nothing_to_sign"
    status = 404


class AnotherVersionNow(DomainError):
    """The code changed while somebody read it; they sign what they have seen, or nothing."""

    code = "another_version_now"


class AlreadySigned(DomainError):
    """They have signed this version before, and once is enough."""

    code = "already_signed"


class NoSuchAccountName(WrongInput):
    """An account is written as its provider, a colon and its number: ``wiki:123``."""

    code = "account_not_readable"
