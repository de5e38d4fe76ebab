"""The tables of codes, their versions, provisions, words and published drafts."""

from comity.codes.models.editions import DraftEdition
from comity.codes.models.provisions import Provision, ProvisionText
from comity.codes.models.versions import Code, CodeVersion

__all__ = ["Code", "CodeVersion", "DraftEdition", "Provision", "ProvisionText"]
