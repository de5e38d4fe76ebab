"""What versions of codes put on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDrafted(Fact):
    """A draft of a code was written or written anew."""

    kind: ClassVar[str] = "code:drafted"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFrozen(Fact):
    """A version of a code was frozen: its agreed words and structure never change again."""

    kind: ClassVar[str] = "code:frozen"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePutInForce(Fact):
    """A version of a code binds from now on, in place of the one before."""

    kind: ClassVar[str] = "code:put_in_force"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    hash: str
