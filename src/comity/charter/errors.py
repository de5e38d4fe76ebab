"""What the charter package refuses."""

from comity.kernel.errors import DomainError, WrongInput


class CharterSyntaxWrong(WrongInput):
    """The text is not TOML."""

    code = "charter_syntax_wrong"


class CharterKeyUnknown(WrongInput):
    """A charter knows no such key."""

    code = "charter_key_unknown"


class CharterKeyMissing(WrongInput):
    """A charter must say this, and the text does not."""

    code = "charter_key_missing"


class CharterValueWrong(WrongInput):
    """A value is of another kind, or outside what makes sense."""

    code = "charter_value_wrong"


class GuidelineNotMonotone(WrongInput):
    """More harm or more history leads to a milder answer somewhere."""

    code = "guideline_not_monotone"


class NoCharter(DomainError):
    """No charter has been adopted here yet, so nothing can be decided."""

    code = "no_charter"


class CharterAlreadyInForce(DomainError):
    """The very same text is in force already."""

    code = "charter_already_in_force"


class WrongInstallation(DomainError):
    """The database was marked for the other use: sandbox people never meet real ones."""

    code = "wrong_installation"


class DatabaseInUse(DomainError):
    """There are people or communities already, so nothing can begin here."""

    code = "database_in_use"


class NothingSetUp(DomainError):
    """The database says of itself neither that it is a sandbox nor that it is real."""

    code = "nothing_set_up"


class SandboxInPublic(DomainError):
    """A sandbox, whose passwords everybody knows, is served on this machine alone."""

    code = "sandbox_in_public"
