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


class GroupNotUsable(WrongInput):
    """The name of the group is none, or nobody should get that group for signing."""

    code = "signing_group_not_usable"


class GraceNotUsable(WrongInput):
    """Too many days of grace. ``detail["most"]`` says how many there can be."""

    code = "signing_grace_not_usable"


class RefusingNeedsGroup(DomainError):
    """Where only people who have signed can edit, the group has to be kept."""

    code = "signing_refusing_needs_group"


class EffectNotKnown(DomainError):
    """Nobody has looked lately at what it would do to newcomers."""

    code = "signing_effect_not_known"


class ReasonMissing(WrongInput):
    """Whoever decides this says why."""

    code = "signing_reason_missing"
