"""Which way a change goes: towards more protection, towards less, or neither."""

from collections.abc import Iterable, Mapping
from enum import StrEnum, auto

from comity.codes.rules.floor import linked, modalities
from comity.codes.rules.provisions import Code, Provision, Vocabulary, covered, side_by_side
from comity.kernel.order import Bound, at_or_above

PARAMETER = "parameters."
"""Stands before the name of a parameter where fields are listed."""

AXES = ("behaviours", "actors", "spaces")
"""The fields whose names stand in a tree."""


class Tendency(StrEnum):
    """Which way a change goes."""

    SAME = auto()
    STRENGTHENING = auto()
    WEAKENING = auto()
    INCOMPARABLE = auto()


class Leaves:
    """What stands below each name, before and after, however many provisions are compared."""

    def __init__(self, before: Vocabulary, after: Vocabulary) -> None:
        """Take the names of two versions; nothing is laid out before somebody asks."""
        self._names = before, after
        self._found: dict[str, tuple[Mapping[str, frozenset[str]], ...]] = {}

    def covered(
        self, axis: str, before: frozenset[str], after: frozenset[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """List every leaf that names of one axis stood for, and that others stand for now."""
        if axis not in self._found:
            self._found[axis] = self._laid_out(axis)
        was, now = self._found[axis]
        return covered(was, before), covered(now, after)

    def shifted(
        self, before: Provision, after: Provision
    ) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """List what names stood for and stand for now, by axis, where a provision kept them."""
        found = {}
        for axis in AXES:
            names = getattr(before, axis)
            if names == getattr(after, axis):
                was, now = self.covered(axis, names, names)
                if was != now:
                    found[axis] = was, now
        return found

    def _laid_out(self, axis: str) -> tuple[Mapping[str, frozenset[str]], ...]:
        was, now = (getattr(one, axis) for one in self._names)
        if was == now:
            return (self._names[0].leaves(axis),) * 2
        trees = side_by_side(was, now)
        return tuple(Vocabulary(**{axis: one}).leaves(axis) for one in trees)


def together(tendencies: Iterable[Tendency]) -> Tendency:
    """Join the tendencies of several changes into that of all of them.

    Going up in one respect and down in another is neither: nobody can weigh the two for others.
    """
    moved = set(tendencies) - {Tendency.SAME}
    if not moved:
        return Tendency.SAME
    return moved.pop() if len(moved) == 1 else Tendency.INCOMPARABLE


def of_bounds(before: Bound | None, after: Bound | None) -> Tendency:
    """Tell which way a parameter went; nothing stands for one that is not there."""
    if before is None or after is None:
        return _of(up=after is not None, down=before is not None)
    return _of(up=at_or_above(before, after), down=at_or_above(after, before))


def of_fields(
    before: Provision, after: Provision, names: Vocabulary | Leaves
) -> dict[str, Tendency]:
    """Tell which way each field of a provision went, those that protect the same left out.

    Args:
        before: structured.
        after: structured.
        names: of both versions, since a name stands for every leaf below it; laid out already
            where the versions have names of their own or many provisions are compared.

    Returns:
        By the name of the field; each parameter is a field of its own, after ``PARAMETER``.
    """
    speaks, says = modalities(before, after)
    alike = speaks.side is says.side
    found = {
        "modality": _of(
            up=alike and says.strength >= speaks.strength,
            down=alike and speaks.strength >= says.strength,
        ),
        "derogable": _of(
            up=after.derogable <= before.derogable, down=before.derogable <= after.derogable
        ),
        "exceptions": _of(
            up=after.exceptions <= before.exceptions, down=before.exceptions <= after.exceptions
        ),
    }
    leaves = names if isinstance(names, Leaves) else Leaves(names, names)
    for axis in AXES:
        was, now = leaves.covered(axis, getattr(before, axis), getattr(after, axis))
        found[axis] = _of(up=now >= was, down=was >= now)
    for name in sorted(before.parameters.keys() | after.parameters.keys()):
        bounds = before.parameters.get(name), after.parameters.get(name)
        found[PARAMETER + name] = of_bounds(*bounds)
    return {name: one for name, one in found.items() if one is not Tendency.SAME}


def of_provisions(
    before: Provision | None, after: Provision | None, names: Vocabulary | Leaves
) -> Tendency:
    """Tell which way a provision went as a whole.

    One that a machine cannot compare counts as one that is not there: its words are for people.
    """
    was, now = (one if one and one.structured else None for one in (before, after))
    if was is None or now is None:
        return _of(up=now is not None or was is None, down=was is not None or now is None)
    return together(of_fields(was, now, names).values())


def of_codes(before: Code, after: Code, names: Vocabulary) -> Mapping[str, Tendency]:
    """Tell which way each provision of a code went, by its id; those that stayed are left out."""
    old = {one.id: one for one in before.provisions}
    # A provision that got another id says which one it refines, and is compared with that.
    new = {
        one.stands_for if one.stands_for in old else one.id: one
        for one in linked(before.provisions, after.provisions)
    }
    leaves = Leaves(names, names)
    found = {
        name: of_provisions(old.get(name), new.get(name), leaves)
        for name in [*new, *(name for name in old if name not in new)]
    }
    return {name: one for name, one in found.items() if one is not Tendency.SAME}


def _of(*, up: bool, down: bool) -> Tendency:
    """Tell a tendency from whether what is now is at or above what was, and the other way."""
    if up and down:
        return Tendency.SAME
    if up:
        return Tendency.STRENGTHENING
    return Tendency.WEAKENING if down else Tendency.INCOMPARABLE
