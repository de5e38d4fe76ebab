"""What the charter package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterAdopted(Fact):
    """A charter is in force from now on."""

    kind: ClassVar[str] = "charter:adopted"
    personal: ClassVar[frozenset[str]] = frozenset()
    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCharterAdopted(Fact):
    """A community's own charter is in force there from now on."""

    kind: ClassVar[str] = "charter:adopted_in_community"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterCarriedOver(Fact):
    """A community's own charter stands on a new charter above it; its text did not change."""

    kind: ClassVar[str] = "charter:carried_over"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationMarked(Fact):
    """The database was marked, for good, as a sandbox or as a real one."""

    kind: ClassVar[str] = "installation:marked"
    personal: ClassVar[frozenset[str]] = frozenset()
    use: str
