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
class InstallationMarked(Fact):
    """The database was marked, for good, as a sandbox or as a real one."""

    kind: ClassVar[str] = "installation:marked"
    personal: ClassVar[frozenset[str]] = frozenset()
    use: str
