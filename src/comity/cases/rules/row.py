"""The shape of a row of the table of moves."""

from dataclasses import dataclass, replace

from comity.cases.rules.words import PUBLIC, Deadline, Guard, Move, Notice, Public, State, Who


@dataclass(frozen=True, slots=True)
class Row:
    """One way from one state to another, or to itself.

    Attributes:
        source: where the case stands.
        move: the step.
        target: where it stands afterwards.
        who: who may make it; one of these parts is enough.
        guards: what must be true, in the order in which it is asked.
        deadlines: which spans start now, one after the other; without any, what ran goes on.
        notices: who is told.
    """

    source: State
    move: Move
    target: State
    who: frozenset[Who]
    guards: tuple[Guard, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def public(self) -> Public:
        """What everybody may come to know: nothing of a step that leaves the case where it is."""
        return Public.NOTHING if self.target is self.source else PUBLIC[self.target]


def everywhere(row: Row, *states: State) -> tuple[Row, ...]:
    """Write the same step for several states. A row that stays, stays in each of them."""
    stays = row.target is row.source
    return tuple(
        replace(row, source=state, target=state if stays else row.target) for state in states
    )
