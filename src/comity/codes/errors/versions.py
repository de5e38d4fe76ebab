"""What a version of a code is refused."""

from comity.kernel.errors import DomainError, WrongInput


class CodeVersionFrozen(DomainError):
    """The version is frozen; its agreed words and structure never change again."""

    code = "code_version_frozen"


class CodeVersionNotFrozen(DomainError):
    """Only a frozen version can be put in force."""

    code = "code_version_not_frozen"


class EffectMissing(WrongInput):
    """Whoever freezes a version says what it means for those who are easily overlooked."""

    code = "code_effect_missing"


class CodeEmpty(WrongInput):
    """A code without a provision binds nobody."""

    code = "code_empty"


class CodeLevelWrong(WrongInput):
    """A movement has a universal code; every other community has a local one."""

    code = "code_level_wrong"
