"""Who is acting. Every action names its actor as ``by``."""

from dataclasses import dataclass
from enum import StrEnum, auto


class ActorKind(StrEnum):
    """The four ways to act."""

    PERSON = auto()
    RECEIPT_HOLDER = auto()
    OPERATOR = auto()
    SYSTEM = auto()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, as a plain value which every package may hold."""

    kind: ActorKind
    id: str

    def __str__(self) -> str:
        """Write the actor as the record does: ``person:5K0QH3ZT8WRVM``."""
        return f"{self.kind}:{self.id}"


SYSTEM = Actor(ActorKind.SYSTEM, "clock")
"""The software itself, when a deadline passes or a task runs later."""

ANYONE = Actor(ActorKind.RECEIPT_HOLDER, "nobody-yet")
"""Somebody who has not signed in and holds no receipt yet, as when they file a report."""
