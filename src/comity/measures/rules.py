"""What a measure goes through, what of it happens on a wiki, and what counts as history."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto

from comity.charter.rules.guideline import Guideline, Prior
from comity.kernel.chain import canonical
from comity.measures.errors import MeasureStepNotPossible
from comity.people.rules import AccountRef
from comity.wikis.rules import BlockOrder

ON_WIKI = frozenset({"partial_block", "block"})
"""Kinds that a wiki carries out. All others are carried out by saying so."""

ATTEMPTS_BEFORE_HELP = 5
"""Failures after which a person is told; the measure goes on being tried."""

SAID_AND_DONE = frozenset({"advice", "warning"})
"""Kinds that are over as soon as they are said; they count as history from that day."""

LONGEST_WAIT = 60
"""Minutes between two attempts, at most."""


class State(StrEnum):
    """Where a measure can stand."""

    TO_EXECUTE = auto()
    IN_FORCE = auto()
    LIFTING = auto()
    CANNOT = auto()
    EXPIRED = auto()
    LIFTED = auto()
    OVERTURNED = auto()


RUNNING = frozenset({State.TO_EXECUTE, State.IN_FORCE, State.LIFTING, State.CANNOT})
"""States of a measure that has not ended."""

ENDED = frozenset(State) - RUNNING


class Step(StrEnum):
    """What can happen to a measure."""

    DONE = auto()
    REFUSED = auto()
    RETRY = auto()
    TERM_OVER = auto()
    END_ORDERED = auto()
    TAKEN_BACK = auto()


TABLE: dict[tuple[State, Step], State] = {
    (State.TO_EXECUTE, Step.DONE): State.IN_FORCE,
    (State.TO_EXECUTE, Step.REFUSED): State.CANNOT,
    # The wiki may have done it although we never heard so: take back what may be there.
    (State.TO_EXECUTE, Step.END_ORDERED): State.LIFTING,
    (State.TO_EXECUTE, Step.TERM_OVER): State.EXPIRED,
    (State.CANNOT, Step.RETRY): State.TO_EXECUTE,
    (State.CANNOT, Step.END_ORDERED): State.LIFTING,
    (State.CANNOT, Step.TERM_OVER): State.EXPIRED,
    (State.IN_FORCE, Step.TERM_OVER): State.EXPIRED,
    (State.IN_FORCE, Step.END_ORDERED): State.LIFTING,
    (State.LIFTING, Step.TAKEN_BACK): State.LIFTED,
    (State.LIFTING, Step.TERM_OVER): State.LIFTED,
}
"""Every step of a measure."""


def after(state: State, step: Step, *, overturned: bool = False) -> State:
    """Say where a measure stands after a step.

    Args:
        state: where it stands.
        step: what happens.
        overturned: whether it was overturned; then it ends as never imposed.

    Raises:
        MeasureStepNotPossible: nothing of this kind can happen here.
    """
    if state in ENDED and step is Step.END_ORDERED and overturned:
        return State.OVERTURNED
    target = TABLE.get((state, step))
    if target is None:
        raise MeasureStepNotPossible(state=state, step=step)
    return State.OVERTURNED if overturned and target in ENDED else target


def first_state(kind: str) -> State:
    """Say where a measure of a kind begins: only a wiki takes time to carry one out."""
    if kind in ON_WIKI:
        return State.TO_EXECUTE
    return State.EXPIRED if kind in SAID_AND_DONE else State.IN_FORCE


def wait(attempts: int) -> int:
    """Say how many minutes to wait after so many failures: longer and longer, to a limit."""
    return int(min(2 ** min(attempts, 10), LONGEST_WAIT))


def last_day(starts_on: date, days: int | None) -> date | None:
    """Name the last day of a measure; its first day does not count."""
    return None if days is None else starts_on + timedelta(days=days)


def expiry(ends_on: date | None) -> datetime | None:
    """Name the moment at which a wiki lets go: the end of the last day, in UTC."""
    if ends_on is None:
        return None
    return datetime.combine(ends_on + timedelta(days=1), time.min, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier measure, as the table of measures knows it."""

    level: int
    state: State
    overturned: bool
    ended_on: date | None


def history_class(guideline: Guideline, earlier: Iterable[Earlier], today: date) -> int:
    """Class somebody's earlier measures; what was overturned never existed."""
    priors = [
        Prior(one.level, one.ended_on)
        for one in earlier
        if not one.overturned and one.state is not State.OVERTURNED
    ]
    return guideline.history_class(priors, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an executor needs to know of a measure, and nothing more.

    Attributes:
        account: whose measure it is.
        pages: titles, as the panel named them.
        page_ids: their numbers on the wiki, which stay when a page is moved; none until the wiki
            was asked.
        namespaces: numbers.
    """

    account: AccountRef
    pages: tuple[str, ...] = ()
    page_ids: tuple[int, ...] | None = None
    namespaces: tuple[int, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether every page is known by its number."""
        return not self.pages or self.page_ids is not None

    def to_bytes(self) -> bytes:
        """Write it down, to be sealed."""
        return canonical(
            {
                "account": asdict(self.account),
                "pages": list(self.pages),
                "page_ids": None if self.page_ids is None else list(self.page_ids),
                "namespaces": list(self.namespaces),
            }
        )

    @classmethod
    def from_bytes(cls, written: bytes) -> "Order":
        """Read it back."""
        read = json.loads(written)
        page_ids = read["page_ids"]
        return cls(
            account=AccountRef(**read["account"]),
            pages=tuple(read["pages"]),
            page_ids=None if page_ids is None else tuple(page_ids),
            namespaces=tuple(read["namespaces"]),
        )

    def block(self, *, reason: str, ends_on: date | None) -> BlockOrder:
        """Write the order as a wiki understands it."""
        return BlockOrder(
            account=int(self.account.subject),
            reason=reason,
            expires_at=expiry(ends_on),
            pages=frozenset(self.page_ids or ()),
            namespaces=frozenset(self.namespaces),
        )
