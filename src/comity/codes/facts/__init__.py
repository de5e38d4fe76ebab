"""What the codes package puts on record. Codes are public, so every line is."""

from comity.codes.facts.drafts import DraftChanged, DraftDiscarded, EditionPublished, Step
from comity.codes.facts.translations import ProvisionTranslated
from comity.codes.facts.versions import CodeDrafted, CodeFrozen, CodePutInForce

__all__ = [
    "CodeDrafted",
    "CodeFrozen",
    "CodePutInForce",
    "DraftChanged",
    "DraftDiscarded",
    "EditionPublished",
    "ProvisionTranslated",
    "Step",
]
