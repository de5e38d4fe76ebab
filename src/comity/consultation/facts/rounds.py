"""What consultations and their rounds put on record. All of it is public."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationPrepared(Fact):
    """A community prepared a consultation."""

    kind: ClassVar[str] = "consultation:prepared"
    personal: ClassVar[frozenset[str]] = frozenset()
    community: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationChanged(Fact):
    """What is asked was said differently, or in another language."""

    kind: ClassVar[str] = "consultation:changed"
    personal: ClassVar[frozenset[str]] = frozenset()
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationConcluded(Fact):
    """All rounds of a consultation are over and answered."""

    kind: ClassVar[str] = "consultation:concluded"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCancelled(Fact):
    """A consultation was cancelled, with a public reason."""

    kind: ClassVar[str] = "consultation:cancelled"
    personal: ClassVar[frozenset[str]] = frozenset()
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlanned(Fact):
    """A round was planned, with its dates."""

    kind: ClassVar[str] = "round:planned"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    sort: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChanged(Fact):
    """The plan of a round was changed before it opened."""

    kind: ClassVar[str] = "round:changed"
    personal: ClassVar[frozenset[str]] = frozenset()
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Fact):
    """A round opened: people can contribute."""

    kind: ClassVar[str] = "round:opened"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundExtended(Fact):
    """A round goes on for longer, with a public reason."""

    kind: ClassVar[str] = "round:extended"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    closes: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Fact):
    """A round closed; the reason is empty where it closed at its time."""

    kind: ClassVar[str] = "round:closed"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundUnmeasured(Fact):
    """Everybody can read why nobody measured who took part in a round."""

    kind: ClassVar[str] = "round:unmeasured"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnswered(Fact):
    """Everything that was said in a round has an answer."""

    kind: ClassVar[str] = "round:answered"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCancelled(Fact):
    """A round was cancelled, with a public reason."""

    kind: ClassVar[str] = "round:cancelled"
    personal: ClassVar[frozenset[str]] = frozenset()
    consultation: str
    reason: str
