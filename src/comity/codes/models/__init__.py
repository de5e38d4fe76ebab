"""The tables of codes, their versions, provisions, words, published drafts and talk."""

from comity.codes.models.editions import DraftEdition
from comity.codes.models.provisions import Provision, ProvisionText
from comity.codes.models.talk import Talk
from comity.codes.models.translations import (
    GlossaryTerm,
    KeptTranslations,
    SourceText,
    TranslationStep,
)
from comity.codes.models.versions import Code, CodeVersion

__all__ = [
    "Code",
    "CodeVersion",
    "DraftEdition",
    "GlossaryTerm",
    "KeptTranslations",
    "Provision",
    "ProvisionText",
    "SourceText",
    "Talk",
    "TranslationStep",
]
