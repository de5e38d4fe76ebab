"""How a translation goes from one state to the next: who may do what, and under what condition."""

from dataclasses import dataclass
from enum import StrEnum, auto

from comity.codes.rules.documents import TextState

MISSING = None
"""No words yet."""

State = TextState | None


class Move(StrEnum):
    """What can be done with a translation."""

    ENTER_MACHINE = auto()
    BRING_IN = auto()
    WRITE = auto()
    ASK_REVIEW = auto()
    TAKE_BACK = auto()
    APPROVE = auto()
    SEND_BACK = auto()


class Who(StrEnum):
    """Whose move it is. Whoever may edit a code may translate it too."""

    TRANSLATOR = auto()
    EDITOR = auto()


class Guard(StrEnum):
    """What must hold besides.

    ``CURRENT``: it was made from the present source, or from one that counts as equal.
    ``OTHER``: whoever does it is a person, and not the translator.
    ``REASON``: they say why.
    """

    CURRENT = auto()
    OTHER = auto()
    REASON = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table.

    Attributes:
        before: the states that it leads from, as they are stored.
        move: what is done.
        after: the state it leads to.
        who: whose move it is.
        guards: what must hold besides.
        writes: whether new words come with it.
    """

    before: frozenset[State]
    move: Move
    after: TextState
    who: Who
    guards: frozenset[Guard] = frozenset()
    writes: bool = False


_OF_PEOPLE = frozenset(
    {TextState.DRAFT, TextState.IN_REVIEW, TextState.APPROVED, TextState.COMPLETE}
)

STEPS = (
    Step(
        frozenset({MISSING, TextState.MACHINE}),
        Move.ENTER_MACHINE,
        TextState.MACHINE,
        Who.TRANSLATOR,
        writes=True,
    ),
    Step(
        _OF_PEOPLE | {MISSING, TextState.MACHINE},
        Move.BRING_IN,
        TextState.COMPLETE,
        Who.EDITOR,
        writes=True,
    ),
    Step(
        _OF_PEOPLE | {MISSING, TextState.MACHINE},
        Move.WRITE,
        TextState.DRAFT,
        Who.TRANSLATOR,
        writes=True,
    ),
    Step(
        frozenset({TextState.DRAFT, TextState.COMPLETE}),
        Move.ASK_REVIEW,
        TextState.IN_REVIEW,
        Who.TRANSLATOR,
        frozenset({Guard.CURRENT}),
    ),
    Step(frozenset({TextState.IN_REVIEW}), Move.TAKE_BACK, TextState.DRAFT, Who.TRANSLATOR),
    Step(
        frozenset({TextState.IN_REVIEW, TextState.COMPLETE}),
        Move.APPROVE,
        TextState.APPROVED,
        Who.TRANSLATOR,
        frozenset({Guard.CURRENT, Guard.OTHER}),
    ),
    Step(
        frozenset({TextState.IN_REVIEW, TextState.COMPLETE, TextState.APPROVED}),
        Move.SEND_BACK,
        TextState.DRAFT,
        Who.TRANSLATOR,
        frozenset({Guard.REASON}),
    ),
)
"""Every move there is. Machine words are never approved: somebody takes them over by writing.

A unit that is outdated keeps its stored state here; the guard ``CURRENT`` is what it fails.
"""

WRITING: dict[TextState, tuple[Move, ...]] = {
    TextState.MACHINE: (Move.ENTER_MACHINE,),
    TextState.DRAFT: (Move.WRITE,),
    TextState.IN_REVIEW: (Move.WRITE, Move.ASK_REVIEW),
    TextState.COMPLETE: (Move.BRING_IN,),
    TextState.OUTDATED: (Move.BRING_IN,),
}
"""The moves by which somebody who sends words reaches a state.

``OUTDATED`` stands for words that were made from a source nobody has: complete, but of what?
"""


def step(before: State, move: Move) -> Step | None:
    """Find the row for a move; none where it leads nowhere from there."""
    return next((one for one in STEPS if one.move is move and before in one.before), None)


def moves_from(before: State, *, editor: bool) -> tuple[Step, ...]:
    """List what somebody who may translate can do, guards aside."""
    return tuple(
        one for one in STEPS if before in one.before and (editor or one.who is Who.TRANSLATOR)
    )


def failing(
    one: Step, *, current: bool, translator: str | None, by: str | None, reason: str
) -> tuple[Guard, ...]:
    """Name the guards of a step that do not hold.

    Args:
        one: the step.
        current: whether the translation was made from the present source.
        translator: id of whoever wrote the words, where it is known.
        by: id of the person who would do it; none for anybody else.
        reason: what they say.
    """
    holds = {
        Guard.CURRENT: current,
        Guard.OTHER: by is not None and by != translator,
        Guard.REASON: bool(reason.strip()),
    }
    return tuple(guard for guard in Guard if guard in one.guards and not holds[guard])
