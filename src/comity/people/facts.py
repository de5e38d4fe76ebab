"""What the people package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Fact):
    """Somebody made an account here."""

    kind: ClassVar[str] = "person:registered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLinked(Fact):
    """A person proved that an account elsewhere is theirs."""

    kind: ClassVar[str] = "account:linked"
    personal: ClassVar[frozenset[str]] = frozenset({"provider", "account"})
    provider: str
    account: str
