"""What an answer depends on: the places, the bodies, the charter, and the facts of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from functools import cached_property

from comity.bodies.rules import BodyKind, Stage
from comity.charter.rules import Charter
from comity.communities.rules import Kind


class Why(StrEnum):
    """Every reason there is. Each has words, under ``competence_`` and its name."""

    BODY_OF_THE_PLACE = auto()
    NEAREST_ABOVE = auto()
    NEXT_IN_LINE = auto()
    MANDATE_COVERS = auto()
    EVENT_RUNS = auto()
    MOVEMENT_ONLY = auto()

    EVENT_NOT_ON = auto()
    NO_MANDATE = auto()
    SUBJECT_NOT_COVERED = auto()
    SEVERITY_NOT_COVERED = auto()
    MEASURE_OUT_OF_REACH = auto()
    SPACE_NOT_COVERED = auto()
    LANGUAGE_NOT_SPOKEN = auto()
    NOT_THE_WHOLE_MOVEMENT = auto()
    ABOUT_ITSELF = auto()
    ABOUT_ITS_COMMUNITY = auto()
    ABOUT_A_MEMBER = auto()
    DECIDED_BEFORE = auto()
    NOBODY_SITS = auto()
    TOO_FEW_KEYS = auto()
    TOO_FEW_ELIGIBLE = auto()

    ONE_PLACE = auto()
    SEVERAL_PLACES = auto()
    SEVERAL_EVENTS = auto()
    ABOUT_A_BODY = auto()
    ABOUT_A_COMMUNITY = auto()
    DANGER = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code that has words and the data that belongs in them."""

    why: Why
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code under which the words stand."""
        return f"competence_{self.why}"


@dataclass(frozen=True, slots=True)
class Place:
    """A community as competence sees it; days are those of an event."""

    id: str
    parent_id: str | None
    kind: Kind
    starts_on: date | None = None
    ends_on: date | None = None

    def is_on(self, day: date) -> bool:
        """Tell whether an event takes place on a day."""
        if self.starts_on is None or self.ends_on is None:
            return False
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a body may decide; an empty set leaves a matter unrestricted."""

    stage: Stage = Stage.FIRST
    subjects: frozenset[str] = frozenset()
    severity_from: int = 1
    severity_to: int = 5
    measure_to: int = 8
    spaces: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seat:
    """A term somebody serves or served.

    Attributes:
        sits: whether they sit there today.
        certified: whether they hold a key that the service certified for this seat.
        last_day: the last day they sat or will sit there.
    """

    person_id: str
    sits: bool
    certified: bool
    last_day: date


@dataclass(frozen=True, slots=True)
class Body:
    """A body as competence sees it."""

    id: str
    slug: str
    place_id: str
    kind: BodyKind
    mandates: tuple[Mandate, ...]
    seats: tuple[Seat, ...]


_RANK = {kind: rank for rank, kind in enumerate(BodyKind)}


@dataclass(frozen=True)
class Structure:
    """Everything that an answer depends on, besides the question.

    Attributes:
        places: at least the places asked about and all above them, by id.
        bodies: of those places.
        today: the day of asking.
        charter: the charter in force.
    """

    places: Mapping[str, Place]
    bodies: tuple[Body, ...]
    today: date
    charter: Charter

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """Every place with the one above it."""
        return {place.id: place.parent_id for place in self.places.values()}

    @cached_property
    def root(self) -> str:
        """The movement."""
        return next(place.id for place in self.places.values() if place.parent_id is None)

    @cached_property
    def at(self) -> dict[str, list[Body]]:
        """The bodies of each place, in the one order there is: by kind, then by short name."""
        found: dict[str, list[Body]] = {}
        for body in sorted(self.bodies, key=lambda one: (_RANK[one.kind], one.slug, one.id)):
            found.setdefault(body.place_id, []).append(body)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What competence needs to know of a case.

    Attributes:
        places: ids of the communities where it happened.
        subject: what it is about, as the charter names it.
        severity: 1 to 5.
        measure: the gravest level that is asked for, 0 if nobody said.
        languages: that the people involved speak; empty if unknown.
        respondents: ids of the people it is about, as far as they are known here.
        unavailable: ids of others who cannot handle it: kept out, or in conflict.
        about_body: id of the body it is about, if it is about one.
        about_community: whether it is about the community as a whole.
        stage: first, or on appeal.
        decided_by: ids of the people who decided it before.
        danger: whether somebody is in danger now.
    """

    places: tuple[str, ...]
    subject: str
    severity: int
    measure: int = 0
    languages: frozenset[str] = frozenset()
    respondents: frozenset[str] = frozenset()
    unavailable: frozenset[str] = frozenset()
    about_body: str | None = None
    about_community: bool = False
    stage: Stage = Stage.FIRST
    decided_by: frozenset[str] = frozenset()
    danger: bool = False
