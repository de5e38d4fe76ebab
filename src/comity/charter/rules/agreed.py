"""What a movement agrees on besides the numbers of a case: where it stands, and who is asked what.

Everything here is data. A charter of the first format has none of it, and nothing is made up in
its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from comity.charter.rules.toml import hours
from comity.kernel.order import Direction


class Standing(StrEnum):
    """How firm the ground is on which a number stands."""

    AGREED = auto()
    PRACTICE = auto()
    PROPOSED = auto()


class Missed(StrEnum):
    """What happens when a time runs out."""

    REMINDED = auto()
    GOES_ON = auto()
    GOES_UP = auto()
    ENDS = auto()
    LAPSES = auto()
    UPDATE_OWED = auto()


class Duty(StrEnum):
    """How far something is asked of somebody in a role, weakest first."""

    NONE = auto()
    ADVISED = auto()
    TO_STAND = auto()
    TO_KEEP = auto()


class Scope(StrEnum):
    """Where something happened, as far as it matters for who decides."""

    ONE_WIKI = auto()
    SEVERAL_WIKIS = auto()
    OFF_WIKI = auto()
    EVENT = auto()
    HOSTED_EVENT = auto()
    TECHNICAL = auto()
    AFFILIATE = auto()
    COMMUNITY = auto()


class Appellant(StrEnum):
    """Who may appeal."""

    RESPONDENT = auto()
    REPORTER = auto()
    REQUESTER = auto()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that numbers come from.

    Attributes:
        names: by language.
        standing: whether it was agreed, is only practice, or was only proposed.
        address: where it can be read; empty if nowhere.
        adopted_on: None where nobody knows.
    """

    names: Mapping[str, str]
    standing: Standing
    address: str
    adopted_on: date | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where some numbers come from.

    Attributes:
        keys: patterns, with dots; a star stands for any one part, two stars for all that follow.
        source: id of a source.
        where: the section of it; empty if it has none.
        note: why so much, by language; may be empty.
    """

    keys: tuple[str, ...]
    source: str
    where: str
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """A span of time that a movement named.

    Attributes:
        names: by language, a whole sentence without the span.
        span: as it is written, such as ``4 weeks``.
        stricter: where it goes to protect more.
        missed: what happens when it runs out; None for what is simply kept so long.
    """

    names: Mapping[str, str]
    span: str
    stricter: Direction
    missed: Missed | None = None

    @property
    def hours(self) -> int:
        """How long it is."""
        return hours(self.span) or 0

    @property
    def days(self) -> int:
        """How long it is in whole days, begun ones included."""
        return -(-self.hours // 24)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a movement named: a cap, or where something begins."""

    names: Mapping[str, str]
    count: int
    stricter: Direction


@dataclass(frozen=True, slots=True)
class Role:
    """What is asked of whoever has a role.

    Attributes:
        numbers: how many seats, how long a term, and so on: by the keys of ``ROLE_NUMBERS``.
        duties: confidentiality, second step at sign-in and signature, by the keys of
            ``ROLE_DUTIES``.
        training: duty by module.
    """

    names: Mapping[str, str]
    numbers: Mapping[str, int]
    duties: Mapping[str, Duty]
    training: Mapping[str, Duty]


ROLE_NUMBERS: Mapping[str, Direction] = {
    "seats": Direction.AT_LEAST,
    "term_days": Direction.AT_MOST,
    "terms_most": Direction.AT_MOST,
    "pause_days": Direction.AT_LEAST,
    "inactive_days": Direction.AT_MOST,
    "grace_days": Direction.AT_MOST,
    "per_home_most": Direction.AT_MOST,
    "per_region_most": Direction.AT_MOST,
    "open_cases_most": Direction.AT_MOST,
    "age": Direction.AT_LEAST,
    # How much somebody must have done first keeps out newcomers and protects those who are judged:
    # both are people, so a community may go neither way.
    "edits": Direction.EXACT,
    "recent_edits": Direction.EXACT,
    "recent_days": Direction.EXACT,
    "account_days": Direction.EXACT,
    "blocked_wikis_most": Direction.AT_MOST,
}
ROLE_DUTIES = ("confidentiality", "second_step", "signature", "awareness")


@dataclass(frozen=True, slots=True)
class Signing:
    """Who must confirm the code, and how long they have.

    Attributes:
        roles: ids of roles.
        grace_days: after taking up a role, or after a new version.
        renew: whether a new version must be confirmed again.
    """

    roles: frozenset[str] = frozenset()
    grace_days: int = 0
    renew: bool = False


@dataclass(frozen=True, slots=True)
class BodyClass:
    """A class of bodies, as routes name them.

    Attributes:
        names: by language.
        kinds: of bodies in this house; empty for a body that works outside of it.
        final: whether no appeal leads beyond it.
        contact: how to reach one that works outside; empty otherwise.
    """

    names: Mapping[str, str]
    kinds: frozenset[str]
    final: bool
    contact: str


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the table of who handles what. Empty sets leave a matter unrestricted.

    Attributes:
        id: short name of the row.
        severity: from which to which severity.
        systemic: whether it is about a community that fails again and again.
        to: ids of classes, nearest first.
        if_none: the class that is asked where none of these exists; empty for nobody.
        because: the reason as a sentence, by language.
    """

    id: str
    subjects: frozenset[str]
    scopes: frozenset[Scope]
    severity: tuple[int, int]
    systemic: bool
    to: tuple[str, ...]
    if_none: str
    because: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AppealRoute:
    """A row of the table of where an appeal goes.

    Attributes:
        id: short name of the row.
        decided_by: ids of classes; empty for all of them.
        alone: True for what one person decided, False for what a body did, None for both.
        to: ids of classes, the first that exists is taken; empty where there is no appeal.
        if_none: the class that is asked where none of these exists; empty for nobody.
        who: may appeal.
        grounds: on which an appeal is heard; empty for all that the house knows.
        within: id of a clock; empty for the window of the charter.
    """

    id: str
    decided_by: frozenset[str]
    alone: bool | None
    to: tuple[str, ...]
    if_none: str
    who: frozenset[Appellant]
    grounds: frozenset[str]
    within: str
    because: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the second format of a charter adds."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    notices: Mapping[str, Clock] = field(default_factory=dict)
    retention: Mapping[str, Clock] = field(default_factory=dict)
    caps: Mapping[str, Limit] = field(default_factory=dict)
    thresholds: Mapping[str, Limit] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    signing: Signing = field(default_factory=Signing)
    classes: Mapping[str, BodyClass] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    appeal_routes: tuple[AppealRoute, ...] = ()
    free: tuple[str, ...] = ()
