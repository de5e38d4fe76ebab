"""Existing policies laid beside a code, provision by provision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto

from comity.codes.rules.direction import Tendency, of_provisions
from comity.codes.rules.documents import Document, Text
from comity.codes.rules.floor import contradictions
from comity.codes.rules.provisions import Code, Provision, Vocabulary

LONGEST_NOTE = 5_000
"""In characters: a note says why, it is no second policy."""


class Relation(StrEnum):
    """How a policy stands to one provision of a code."""

    EQUAL = auto()
    STRICTER = auto()
    WEAKER = auto()
    MISSING = auto()
    CONFLICTING = auto()


_OF_TENDENCY = {
    Tendency.SAME: Relation.EQUAL,
    Tendency.STRENGTHENING: Relation.STRICTER,
    Tendency.WEAKENING: Relation.WEAKER,
    # Going further in one respect makes up for nothing that is left out in another.
    Tendency.INCOMPARABLE: Relation.WEAKER,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a policy.

    Attributes:
        number: counted from 1.
        title: may be empty.
        body: Markdown.
        rule: what it asks exactly; nothing for prose.
    """

    number: int
    title: str
    body: str
    rule: Provision | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A policy as it is compared.

    Attributes:
        parts: in their order.
        vocabulary: the names of those that are structured.
    """

    parts: tuple[Part, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a machine would say; people decide.

    Attributes:
        relation: how the policy stands to the provision.
        part: the number of the part that speaks of it; 0 where none does.
    """

    relation: Relation
    part: int


def parts_of(document: Document) -> tuple[Part, ...]:
    """Take a structured policy apart into its provisions."""
    nothing = Text("", "")
    found = []
    for number, one in enumerate(document.provisions, start=1):
        text = one.texts.get(document.source_language, nothing)
        rule = one.provision if one.provision.structured else None
        found.append(Part(number, text.title, text.body, rule))
    return tuple(found)


def suggestions(code: Document, policy: Laid) -> Mapping[str, Suggestion]:
    """Compare every provision of a code with a policy, where both say exactly what they ask.

    A provision in prose gets no suggestion. That a policy says nothing of one is only suggested
    where no part of it is prose: nobody knows what prose may say.

    Args:
        code: its provisions.
        policy: the policy that is laid beside it.

    Returns:
        By the id of the provision.
    """
    names = code.vocabulary.joined(policy.vocabulary)
    rules = [(part, part.rule) for part in policy.parts if part.rule]
    all_sorted = bool(rules) and len(rules) == len(policy.parts)
    found: dict[str, Suggestion] = {}
    for one in code.provisions:
        rule = one.provision
        if not rule.structured:
            continue
        near = [(part, other) for part, other in rules if _speaks_of(rule, other, names)]
        if near:
            found[rule.id] = min((_compared(rule, *pair, names) for pair in near), key=_closest)
        elif all_sorted:
            found[rule.id] = Suggestion(Relation.MISSING, 0)
    return found


def _speaks_of(rule: Provision, other: Provision, names: Vocabulary) -> bool:
    """Tell whether a part of a policy is about what a provision is about."""
    if rule.id in {other.id, other.refines}:
        return True
    shared = names.behaviours.covered(rule.behaviours) & names.behaviours.covered(other.behaviours)
    return bool(shared)


def _compared(rule: Provision, part: Part, other: Provision, names: Vocabulary) -> Suggestion:
    apart = replace(other, id=f"{rule.id}/{part.number}")
    if contradictions(Code((rule, apart)), names):
        return Suggestion(Relation.CONFLICTING, part.number)
    return Suggestion(_OF_TENDENCY[of_provisions(rule, other, names)], part.number)


def _closest(one: Suggestion) -> tuple[int, int]:
    """Let a conflict count most, then whichever part comes closest to the provision."""
    order = (Relation.CONFLICTING, Relation.EQUAL, Relation.STRICTER, Relation.WEAKER)
    return order.index(one.relation), one.part


def counts(relations: Sequence[str]) -> dict[str, int]:
    """Count how often a policy stands how; what nobody has looked at is counted under nothing."""
    found = {one.value: 0 for one in Relation} | {"": 0}
    for relation in relations:
        found[relation] += 1
    return found
