"""What the communities package puts on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityCreated(Fact):
    """A community joined the tree."""

    kind: ClassVar[str] = "community:created"
    personal: ClassVar[frozenset[str]] = frozenset()
    slug: str
    sort: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChanged(Fact):
    """Something about a community was changed: its names, its languages, its days."""

    kind: ClassVar[str] = "community:changed"
    personal: ClassVar[frozenset[str]] = frozenset()
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityMoved(Fact):
    """A community was put under another."""

    kind: ClassVar[str] = "community:moved"
    personal: ClassVar[frozenset[str]] = frozenset()
    parent: str
