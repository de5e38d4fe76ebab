"""What goes on record about talk: that something was said, and never what."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSaid(Fact):
    """Somebody said something about a provision, or answered what another said."""

    kind: ClassVar[str] = "talk:said"
    personal: ClassVar[frozenset[str]] = frozenset()
    talk: str
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTakenBack(Fact):
    """Somebody took back what they had said."""

    kind: ClassVar[str] = "talk:taken_back"
    personal: ClassVar[frozenset[str]] = frozenset()
    talk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkHidden(Fact):
    """Something that was said was hidden from everybody. Why stands in its place."""

    kind: ClassVar[str] = "talk:hidden"
    personal: ClassVar[frozenset[str]] = frozenset()
    talk: str
