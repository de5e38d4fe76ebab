"""The path of a code as the home page shows it: five stages and where we stand. Plain words."""

from dataclasses import dataclass
from enum import StrEnum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    """The stages of a code, in their order."""

    DRAFTED = auto()
    CONSULTED = auto()
    ADOPTED = auto()
    PILOTS = auto()
    LOCAL_CODES = auto()


class State(StrEnum):
    """Where a stage lies, seen from where the code stands."""

    DONE = auto()
    UNRECORDED = auto()
    HERE = auto()
    AHEAD = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is shown.

    Attributes:
        name: one word or two.
        text: what happens in it, a sentence.
        part: how anybody can take part in it; only shown where the code stands.
    """

    stage: Stage
    state: State
    name: Promise
    text: Promise
    part: Promise


_WORDS: dict[Stage, tuple[Promise, Promise, Promise]] = {
    Stage.DRAFTED: (
        _("Drafted"),
        _("A first text is written, from codes that already work elsewhere."),
        _("Send the authors a code that works where you are."),
    ),
    Stage.CONSULTED: (
        _("Consulted"),
        _("Everybody can answer, in any language. Every answer gets a reply."),
        _("Read the text and say what is missing for you."),
    ),
    Stage.ADOPTED: (
        _("Adopted"),
        _("People vote on the text, and the board adopts it or sends it back with reasons."),
        _("Ask whether you may vote, and vote."),
    ),
    Stage.PILOTS: (
        _("Pilots"),
        _("Some communities start first, so that mistakes stay small."),
        _("See which communities have started, and tell theirs or yours what works."),
    ),
    Stage.LOCAL_CODES: (
        _("Local codes"),
        _("Each community can add its own rules. It cannot take any away."),
        _("See what your community adds, and propose what it should add."),
    ),
}


_RECORDED = {Stage.DRAFTED, Stage.ADOPTED, Stage.LOCAL_CODES}
"""Stages that leave something here: a version, one in force, a local code. What a movement did
elsewhere is not claimed."""


def standing(*, in_force: bool, proposed: bool, local_codes: bool, asking: bool = False) -> Stage:
    """Tell at which stage a movement's code stands.

    Args:
        in_force: whether a version of the universal code binds people now.
        proposed: whether a version is frozen and waits to be adopted.
        local_codes: whether any community has a code of its own in force.
        asking: whether people are being asked about its draft.
    """
    if in_force:
        return Stage.LOCAL_CODES if local_codes else Stage.PILOTS
    if proposed:
        return Stage.ADOPTED
    return Stage.CONSULTED if asking else Stage.DRAFTED


def steps(here: Stage, *, consulted: bool = False) -> list[Step]:
    """List the stages in their order, seen from one of them.

    Args:
        here: where the code stands.
        consulted: whether a consultation on it was concluded here.
    """
    order = list(Stage)
    recorded = _RECORDED | ({Stage.CONSULTED} if consulted else set())
    return [
        Step(
            stage,
            _state(order.index(stage), order.index(here), recorded=stage in recorded),
            *_WORDS[stage],
        )
        for stage in order
    ]


def _state(place: int, here: int, *, recorded: bool) -> State:
    if place == here:
        return State.HERE
    if place > here:
        return State.AHEAD
    return State.DONE if recorded else State.UNRECORDED
