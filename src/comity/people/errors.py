"""What the people package refuses."""

from comity.kernel.errors import DomainError, WrongInput


class NotSignedIn(DomainError):
    """Only somebody who is signed in can ask for this."""

    code = "not_signed_in"
    status = 401


class NotConfirmed(DomainError):
    """Only somebody who confirmed a moment ago that it is them can ask for this."""

    code = "not_confirmed"
    status = 403


class UsernameTaken(WrongInput):
    """Somebody has this name already."""

    code = "username_taken"


class CodeNameTaken(WrongInput):
    """The code name is, or looks like, what somebody is called already."""

    code = "code_name_taken"


class PasswordNotUsable(WrongInput):
    """A password that is too easily guessed."""

    code = "password_not_usable"


class NoSecondStep(DomainError):
    """Somebody signs in with their password alone."""

    code = "no_second_step"


class AccountTaken(DomainError):
    """The account is linked to somebody else."""

    code = "account_taken"


class LastWayIn(DomainError):
    """Without this account nobody could sign in as this person any more."""

    code = "last_way_in"


class LanguageNotReadable(WrongInput):
    """Nobody knows a language of this name."""

    code = "language_not_readable"


class TooManyLanguages(WrongInput):
    """More languages than anybody is asked about."""

    code = "too_many_languages"


class ProviderNotUsable(WrongInput):
    """Something about a provider cannot be: its short name, its address, or what opens it."""

    code = "provider_not_usable"


class ProviderTrouble(DomainError):
    """The other site cannot be asked now who somebody is."""

    code = "provider_trouble"
    status = 503


class ProviderRefuses(DomainError):
    """The other site does not say who somebody is: they declined, or it does not know us."""

    code = "provider_refuses"
    status = 403


class TripNotOurs(DomainError):
    """Somebody comes back from another site without having been sent there from this browser."""

    code = "trip_not_ours"


class StillSeated(DomainError):
    """Somebody who decides cannot be forgotten before others took over."""

    code = "still_seated"


class NotLeaving(DomainError):
    """There is no erasure to stop."""

    code = "not_leaving"


class KeyUsedOtherwise(WrongInput):
    """A key that was chosen for one call was sent with another."""

    code = "idempotency_key_reused"


class StillAnswering(DomainError):
    """The first call with this key has no answer: it is being worked on, or was cut short."""

    code = "idempotency_key_busy"


class TokenUnknown(DomainError):
    """There is no such token, or not any more."""

    code = "token_unknown"
    status = 401


class TokenForSomethingElse(DomainError):
    """The token was made for other things than this."""

    code = "token_for_something_else"
    status = 403


class TokenNotUsable(WrongInput):
    """A token cannot be like this: it needs a name, a use, and a last day within a year."""

    code = "token_not_usable"


class TooManyTokens(DomainError):
    """Somebody has as many tokens as anybody can have."""

    code = "too_many_tokens"
