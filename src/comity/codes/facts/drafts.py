"""What drafts and their editions put on record."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPublished(Fact):
    """A draft was published as it is now, so that people can be asked about it."""

    kind: ClassVar[str] = "code:edition_published"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    edition: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDiscarded(Fact):
    """A draft that nobody had published was discarded."""

    kind: ClassVar[str] = "code:draft_discarded"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int


class Step(StrEnum):
    """What an editor did to a draft."""

    ADDED = auto()
    CHANGED = auto()
    REMOVED = auto()
    BROUGHT_BACK = auto()
    MOVED = auto()
    DESCRIBED = auto()
    NAMED = auto()
    UNNAMED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChanged(Fact):
    """A draft was changed in one place."""

    kind: ClassVar[str] = "code:draft_changed"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    number: int
    step: str
    name: str
