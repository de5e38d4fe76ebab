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


class CharterUnitWrong(WrongInput):
    """A span of time has no unit, or one that is not counted in here."""

    code = "charter_unit_wrong"


class CharterOriginMissing(WrongInput):
    """A number stands here of which nobody says which agreed text it comes from."""

    code = "charter_origin_missing"


class CharterWeaker(WrongInput):
    """A community's own number protects less than the charter above it."""

    code = "charter_weaker"


class CharterTooLow(CharterWeaker):
    """The number must be at least as high as above, and is lower."""

    code = "charter_too_low"


class CharterTooHigh(CharterWeaker):
    """The number must be at most as high as above, and is higher."""

    code = "charter_too_high"


class CharterNotTheSame(CharterWeaker):
    """The value must be the same as above, and is another."""

    code = "charter_not_the_same"


class CharterLeavesOut(CharterWeaker):
    """The list must have everything that stands above, and leaves something out."""

    code = "charter_leaves_out"


class CharterMilder(CharterWeaker):
    """The word must ask for at least as much as above, and asks for less."""

    code = "charter_milder"


class CharterNotLocal(WrongInput):
    """The charter above leaves nothing free here, or knows no such thing."""

    code = "charter_not_local"


class CharterUnreadable(DomainError):
    """The file cannot be read, or is no text."""

    code = "charter_unreadable"
    status = 422


class CharterChangedMeanwhile(DomainError):
    """Somebody adopted a charter since this one was compared."""

    code = "charter_changed_meanwhile"


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
