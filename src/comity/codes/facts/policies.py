"""What policies laid beside codes put on record."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAdded(Fact):
    """A policy of a community was laid beside its code."""

    kind: ClassVar[str] = "policy:added"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMapped(Fact):
    """Somebody said how a policy stands to one provision of the code."""

    kind: ClassVar[str] = "policy:mapped"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    provision: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRemoved(Fact):
    """A policy was taken away from beside the code, with what was said of it."""

    kind: ClassVar[str] = "policy:removed"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str
    title: str
