"""The tables of codes, their versions, provisions and words."""

from comity.codes.models.provisions import Provision, ProvisionText
from comity.codes.models.versions import Code, CodeVersion

__all__ = ["Code", "CodeVersion", "Provision", "ProvisionText"]
