"""What the codes package refuses."""

from comity.codes.errors.floor import (
    CodeBelowFloor,
    CodeContradictsItself,
)
from comity.codes.errors.reading import (
    CodeKeyMissing,
    CodeKeyUnknown,
    CodeNameUnknown,
    CodeNotText,
    CodeSyntaxWrong,
    CodeTooLong,
    CodeValueWrong,
    FrontMatterWrong,
)
from comity.codes.errors.translations import (
    LanguageUnknown,
    SourceTextAgreed,
)
from comity.codes.errors.versions import (
    CodeEmpty,
    CodeLevelWrong,
    CodeVersionFrozen,
    CodeVersionNotFrozen,
)

__all__ = [
    "CodeBelowFloor",
    "CodeContradictsItself",
    "CodeEmpty",
    "CodeKeyMissing",
    "CodeKeyUnknown",
    "CodeLevelWrong",
    "CodeNameUnknown",
    "CodeNotText",
    "CodeSyntaxWrong",
    "CodeTooLong",
    "CodeValueWrong",
    "CodeVersionFrozen",
    "CodeVersionNotFrozen",
    "FrontMatterWrong",
    "LanguageUnknown",
    "SourceTextAgreed",
]
