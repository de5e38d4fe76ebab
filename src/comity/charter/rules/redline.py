"""What changed from one charter to another, and whether it protects more or less."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from comity.charter.rules.numbers import NO_NUMBERS, Values, numbers
from comity.charter.rules.overlay import told
from comity.charter.rules.tree import Charter
from comity.kernel.order import Bound, at_or_above


class Effect(StrEnum):
    """What a change does."""

    STRENGTHENS = auto()
    WEAKENS = auto()
    DIFFERS = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """One change; ``before`` or ``after`` is empty where there was or is nothing.

    Attributes:
        key: with dots.
        effect: ``DIFFERS`` where the two cannot be compared, and for words and procedures.
    """

    key: str
    before: str
    after: str
    effect: Effect


def redline(before: Charter, after: Charter) -> list[Change]:
    """List what changed, in the order of the texts."""
    first, second = numbers(before.values), numbers(after.values)
    changes = []
    for key in dict.fromkeys([*first, *second]):
        old, new = first.get(key), second.get(key)
        if old is not None and new is not None:
            if old.bound != new.bound or old.value != new.value:
                effect = compare(old.bound, new.bound)
                changes.append(Change(key, told(old.value), told(new.value), effect))
        elif old is not None:
            changes.append(Change(key, told(old.value), "", _alone(key, Effect.WEAKENS)))
        elif new is not None:
            changes.append(Change(key, "", told(new.value), _alone(key, Effect.STRENGTHENS)))
    old_words, new_words = dict(_words(before.values)), dict(_words(after.values))
    for key in dict.fromkeys([*old_words, *new_words]):
        was, now = old_words.get(key, ""), new_words.get(key, "")
        if was != now:
            changes.append(Change(key, was, now, Effect.DIFFERS))
    return changes


def compare(before: Bound, after: Bound) -> Effect:
    """Class a change of one number by the order of the kernel."""
    up, down = at_or_above(before, after), at_or_above(after, before)
    if up == down:
        return Effect.DIFFERS
    return Effect.STRENGTHENS if up else Effect.WEAKENS


def _alone(key: str, effect: Effect) -> Effect:
    """Class a number that came or went: a bound where there was none is stricter.

    Ways to carry a vote and classes of bodies are no bounds.
    """
    return Effect.DIFFERS if key.split(".", maxsplit=1)[0] in {"ballots", "classes"} else effect


def _words(values: Values) -> Iterator[tuple[str, str]]:
    """List everything that is no number: names, sources, routes, subjects."""
    for table, inside in values.items():
        yield from _texts(table, inside, whole=table in NO_NUMBERS)


def _texts(key: str, value: object, *, whole: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for part, inside in value.items():
            named = part in {"name", "contact", "stricter", "missed"}
            yield from _texts(f"{key}.{part}", inside, whole=whole or named)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inside in enumerate(value, start=1):
            place = inside.get("id", number)
            yield from _texts(f"{key}.{place}", inside, whole=whole)
    elif whole:
        yield key, told(value)
