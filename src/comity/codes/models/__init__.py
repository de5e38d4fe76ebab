"""The tables of codes: versions, provisions, words, published drafts, talk, reviews, standings."""

from comity.codes.models.editions import DraftEdition
from comity.codes.models.imports import CodeImport
from comity.codes.models.policies import Policy, PolicyMapping, PolicyUnit
from comity.codes.models.provisions import Provision, ProvisionText
from comity.codes.models.reviews import Advice, AdviceRequest, Reviewer, WordsReview
from comity.codes.models.standings import FloorStanding
from comity.codes.models.talk import Talk
from comity.codes.models.translations import (
    AboutText,
    GlossaryTerm,
    KeptTranslations,
    SourceText,
    TranslationStep,
)
from comity.codes.models.versions import Code, CodeVersion

__all__ = [
    "AboutText",
    "Advice",
    "AdviceRequest",
    "Code",
    "CodeImport",
    "CodeVersion",
    "DraftEdition",
    "FloorStanding",
    "GlossaryTerm",
    "KeptTranslations",
    "Policy",
    "PolicyMapping",
    "PolicyUnit",
    "Provision",
    "ProvisionText",
    "Reviewer",
    "SourceText",
    "Talk",
    "TranslationStep",
    "WordsReview",
]
