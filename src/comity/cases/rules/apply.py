"""The one function that reads the table."""

from collections.abc import Collection
from dataclasses import dataclass

from comity.cases.errors import REFUSALS, MoveNotPossible, MoveNotYours
from comity.cases.rules.row import Row
from comity.cases.rules.situation import CHECKS, Situation
from comity.cases.rules.table import TABLE
from comity.cases.rules.words import FINAL, Deadline, Guard, Move, Notice, Public, State, Who


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a move: nothing here has happened yet."""

    state: State
    deadlines: tuple[Deadline, ...]
    notices: tuple[Notice, ...]
    public: Public


@dataclass(frozen=True, slots=True)
class Choice:
    """A move that somebody has the part for: a button, or the reason why it is not one yet.

    Attributes:
        move: the step.
        missing: the first guard that does not hold; none if the move can be made now.
    """

    move: Move
    missing: Guard | None = None

    @property
    def open(self) -> bool:
        """Whether it can be made now."""
        return self.missing is None


def apply(state: State, move: Move, situation: Situation) -> Outcome:
    """Decide what follows from a move.

    Args:
        state: where the case stands.
        move: the step that somebody asks for.
        situation: what is known, and who asks.

    Raises:
        MoveNotPossible: nobody can make this move in this state.
        MoveNotYours: the asker does not have the part for it.
        DomainError: one of ``REFUSALS``: the first guard that does not hold.
    """
    rows = [row for row in TABLE if row.source is state and row.move is move]
    if not rows:
        raise MoveNotPossible(state=state, move=move)
    rows = [row for row in rows if row.who & situation.parts]
    if not rows:
        raise MoveNotYours(move=move)
    row, missing = _closest(rows, situation)
    if missing is not None:
        raise REFUSALS[missing]
    return Outcome(row.target, row.deadlines, row.notices, row.public)


def choices(state: State, situation: Situation) -> tuple[Choice, ...]:
    """List the moves that the asker has the part for, with what is missing for each."""
    found = []
    for move in Move:
        rows = [
            row
            for row in TABLE
            if row.source is state and row.move is move and row.who & situation.parts
        ]
        if rows:
            _, missing = _closest(rows, situation)
            found.append(Choice(move, missing))
    return tuple(found)


def way_ahead(state: State) -> tuple[State, ...]:
    """List the states that can come next, in the order of the table."""
    ahead = dict.fromkeys(row.target for row in TABLE if row.source is state)
    return tuple(target for target in ahead if target is not state)


def waits_for(state: State) -> frozenset[Who]:
    """Say who can bring a case on from here."""
    if state in FINAL:
        return frozenset()
    ahead = [row for row in TABLE if row.source is state and row.target is not state]
    return frozenset(part for row in ahead for part in row.who)


def _closest(rows: Collection[Row], situation: Situation) -> tuple[Row, Guard | None]:
    """Find the row whose guards hold, or else the one that fails latest and what it lacks."""
    best: tuple[int, Row, Guard | None] | None = None
    for row in rows:
        failing = (
            (at, guard) for at, guard in enumerate(row.guards) if not CHECKS[guard].holds(situation)
        )
        at, missing = next(failing, (len(row.guards), None))
        if missing is None:
            return row, None
        if best is None or at > best[0]:
            best = (at, row, missing)
    if best is None:
        message = "there is no row to choose from"
        raise ValueError(message)
    return best[1], best[2]
