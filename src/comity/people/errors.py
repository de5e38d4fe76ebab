"""What the people package refuses."""

from comity.kernel.errors import DomainError, WrongInput


class NotSignedIn(DomainError):
    """Only somebody who is signed in can ask for this."""

    code = "not_signed_in"
    status = 401


class UsernameTaken(WrongInput):
    """Somebody has this name already."""

    code = "username_taken"


class CodeNameTaken(WrongInput):
    """The code name is, or looks like, what somebody is called already."""

    code = "code_name_taken"


class AccountTaken(DomainError):
    """The account is linked to somebody else."""

    code = "account_taken"
