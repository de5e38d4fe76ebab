"""How far people agree: a few words with a stated meaning each, and what follows from them.

It is no vote and binds nobody. A block is not a louder "no": it says that the proposal would harm
what the community stands for, so it is heard before anything is recorded. Nothing passes that
nobody supports.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from types import MappingProxyType

LONGEST_REASON = 2_000
LATEST_REVIEW = timedelta(days=5 * 366)


class Choice(StrEnum):
    """What somebody can say to a proposal."""

    SUPPORT = auto()
    STAND_ASIDE = auto()
    CONCERN = auto()
    BLOCK = auto()

    @property
    def needs_reason(self) -> bool:
        """Whether nobody can hear it without knowing why."""
        return self in {Choice.CONCERN, Choice.BLOCK}


class State(StrEnum):
    """Where a decision stands."""

    OPEN = auto()
    HEARING = auto()
    """Somebody blocks or is concerned, and has not been heard yet."""
    REACHED = auto()
    NOT_REACHED = auto()
    WITHDRAWN = auto()


class Event(StrEnum):
    """What can happen to a decision."""

    RAISED = auto()
    """There is a block or a concern that nobody has heard."""
    HEARD = auto()
    """There is none left."""
    AGREED = auto()
    NOT_AGREED = auto()
    TAKEN_BACK = auto()


TABLE: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.OPEN, Event.RAISED): State.HEARING,
        (State.OPEN, Event.HEARD): State.OPEN,
        (State.OPEN, Event.AGREED): State.REACHED,
        (State.OPEN, Event.NOT_AGREED): State.NOT_REACHED,
        (State.OPEN, Event.TAKEN_BACK): State.WITHDRAWN,
        (State.HEARING, Event.RAISED): State.HEARING,
        (State.HEARING, Event.HEARD): State.OPEN,
        (State.HEARING, Event.TAKEN_BACK): State.WITHDRAWN,
    }
)
"""Every step there is. No step leads from a hearing to an outcome."""

RUNNING = frozenset({State.OPEN, State.HEARING})


@dataclass(frozen=True, slots=True)
class Position:
    """What one person says to a proposal.

    Attributes:
        choice: see ``Choice``.
        heard: whether what they said was answered, where it needs to be.
    """

    choice: Choice
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far those asked agree.

    Attributes:
        counts: by choice; every choice is there.
        unheard: blocks and concerns that nobody has answered.
    """

    counts: Mapping[Choice, int]
    unheard: int

    @property
    def event(self) -> Event:
        """What the positions mean for a decision that still runs."""
        return Event.RAISED if self.unheard else Event.HEARD

    @property
    def outcome(self) -> Event | None:
        """What can be recorded now; nothing while somebody waits to be heard.

        A block ends only when whoever blocks says so themselves.
        """
        if self.unheard:
            return None
        agreed = self.counts[Choice.SUPPORT] > 0 and not self.counts[Choice.BLOCK]
        return Event.AGREED if agreed else Event.NOT_AGREED


def standing(positions: Iterable[Position]) -> Standing:
    """Count what people say."""
    counts = dict.fromkeys(Choice, 0)
    unheard = 0
    for one in positions:
        counts[one.choice] += 1
        unheard += one.choice.needs_reason and not one.heard
    return Standing(counts, unheard)


def review_fits(review_on: date, today: date) -> bool:
    """Tell whether a day to look at an outcome again lies ahead, and not out of sight."""
    return today < review_on <= today + LATEST_REVIEW
