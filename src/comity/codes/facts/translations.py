"""What translations put on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionTranslated(Fact):
    """A provision was translated, or its translation corrected."""

    kind: ClassVar[str] = "code:translated"
    personal: ClassVar[frozenset[str]] = frozenset()
    provision: str
    language: str
    state: str
