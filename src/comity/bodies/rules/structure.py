"""What bodies are, what they may decide, and who sits in them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class BodyKind(StrEnum):
    """What a body can be."""

    EVENT_TEAM = auto()
    LOCAL_PANEL = auto()
    TECHNICAL_PANEL = auto()
    AFFILIATE_COMMITTEE = auto()
    SHARED_PANEL = auto()
    MOVEMENT_PANEL = auto()
    APPEAL_PANEL = auto()


class Stage(StrEnum):
    """When a body decides."""

    FIRST = auto()
    APPEAL = auto()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in a body.

    Attributes:
        display_name: what they are called; their code name, if they have one.
        language: in which they are written to.
        ends_on: the last day of their term.
        reads: the languages they read, the dearest first.
        number: of the seat.
        founding: whether one hand alone seated them, as when a body is set up.
    """

    person_id: str
    seat_id: str
    display_name: str
    language: str
    starts_on: date
    ends_on: date
    reads: tuple[str, ...] = ()
    number: int = 0
    founding: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """From which to which day somebody held or holds a seat, both included."""

    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        """Tell whether a day belongs to the term."""
        return self.starts_on <= day <= self.ends_on

    def meets(self, other: "Term") -> bool:
        """Tell whether two terms share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


SEVERITIES = range(1, 6)
LEVELS = range(9)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which matters a body may decide. An empty set leaves a matter unrestricted.

    Attributes:
        stage: first, or on appeal.
        subjects: as the charter names them.
        severity_from: 1 to 5.
        severity_to: 1 to 5.
        measure_to: the gravest level it may impose, 0 to 8.
        spaces: ids of the only communities it covers.
        languages: the only languages it works in, as BCP 47 tags.
    """

    stage: Stage = Stage.FIRST
    subjects: tuple[str, ...] = ()
    severity_from: int = 1
    severity_to: int = 5
    measure_to: int = 8
    spaces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """A mandate as it runs; ``until`` is its last day, None for no end."""

    scope: Scope
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A conflict as whoever declared it sees it.

    Attributes:
        id: of the declaration.
        place: the name of a community; empty where it is with an account, which is kept as a
            keyed hash and cannot be named any more.
        hard: whether they stand aside altogether.
        declared_on: the day.
    """

    id: str
    place: str
    hard: bool
    declared_on: date
