"""What the codes package refuses."""

from comity.codes.errors.drafts import DraftHasEditions, EditionUnchanged
from comity.codes.errors.floor import (
    CodeBelowFloor,
    CodeContradictsItself,
)
from comity.codes.errors.reading import (
    CodeKeyMissing,
    CodeKeyUnknown,
    CodeMarkupOpen,
    CodeNameUnknown,
    CodeNotText,
    CodeSyntaxWrong,
    CodeTooLong,
    CodeTooManyProvisions,
    CodeValueWrong,
    FrontMatterWrong,
    UnitNumberTwice,
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
    "CodeMarkupOpen",
    "CodeNameUnknown",
    "CodeNotText",
    "CodeSyntaxWrong",
    "CodeTooLong",
    "CodeTooManyProvisions",
    "CodeValueWrong",
    "CodeVersionFrozen",
    "CodeVersionNotFrozen",
    "DraftHasEditions",
    "EditionUnchanged",
    "FrontMatterWrong",
    "LanguageUnknown",
    "SourceTextAgreed",
    "UnitNumberTwice",
]
