"""What the codes package refuses."""

from comity.kernel.errors import DomainError, WrongInput


class CodeSyntaxWrong(WrongInput):
    """The text is not TOML."""

    code = "code_syntax_wrong"


class CodeKeyMissing(WrongInput):
    """A code must say this, and the text does not."""

    code = "code_key_missing"


class CodeKeyUnknown(WrongInput):
    """A code knows no such key."""

    code = "code_key_unknown"


class CodeValueWrong(WrongInput):
    """A value is of another kind, or outside what makes sense."""

    code = "code_value_wrong"


class CodeNameUnknown(WrongInput):
    """A provision uses a name that neither this code nor one above it explains."""

    code = "code_name_unknown"


class CodeTooLong(WrongInput):
    """The text is longer than any code for people to read."""

    code = "code_too_long"


class CodeNotText(WrongInput):
    """The file is not text in UTF-8."""

    code = "code_not_text"


class FrontMatterWrong(WrongInput):
    """The lines between the plus signs at the top are not closed, or not TOML."""

    code = "code_front_matter_wrong"


class CodeVersionFrozen(DomainError):
    """The version is frozen; its agreed words and structure never change again."""

    code = "code_version_frozen"


class CodeVersionNotFrozen(DomainError):
    """Only a frozen version can be put in force."""

    code = "code_version_not_frozen"


class CodeEmpty(WrongInput):
    """A code without a provision binds nobody."""

    code = "code_empty"


class CodeLevelWrong(WrongInput):
    """A movement has a universal code; every other community has a local one."""

    code = "code_level_wrong"


class CodeBelowFloor(DomainError):
    """The local code falls below the floor, so it cannot be adopted as it is."""

    code = "code_below_floor"


class CodeContradictsItself(DomainError):
    """The code forbids what it also asks for or grants."""

    code = "code_contradicts_itself"


class SourceTextAgreed(WrongInput):
    """The words of the source language are what was agreed; translations follow them."""

    code = "source_text_agreed"


class LanguageUnknown(WrongInput):
    """This is no tag of a language."""

    code = "language_tag_wrong"
