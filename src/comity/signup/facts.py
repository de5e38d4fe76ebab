"""What signing puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSigned(Fact):
    """Somebody agreed to a version of a code."""

    kind: ClassVar[str] = "code:signed"
    personal: ClassVar[frozenset[str]] = frozenset({"signer"})
    signer: str
    basis: str
    language: str
