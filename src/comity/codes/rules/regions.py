"""Everything that provisions speak of, laid out in leaves so that it can be compared quickly."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from comity.codes.rules.provisions import EVERYONE, EVERYWHERE, Provision, Side, Vocabulary, covered

Point = tuple[str, str, str]
"""A behaviour, an actor and a space: each a leaf of its taxonomy."""

CONTRARY = {
    Side.FORBID: (Side.OBLIGE, Side.PERMIT),
    Side.OBLIGE: (Side.FORBID,),
    Side.PERMIT: (Side.FORBID,),
}
"""Which sides cannot both hold of one point."""

MOST_KEPT = 10_000
"""Regions that a layout remembers; it lives as long as a floor, and is asked by any draft."""


@dataclass(frozen=True)
class Region:
    """Every point that a provision speaks of: each of its behaviours, by each actor, anywhere."""

    behaviours: frozenset[str]
    actors: frozenset[str]
    spaces: frozenset[str]

    @cached_property
    def first(self) -> Point:
        """One point of it, always the same."""
        return example(self.behaviours), example(self.actors), example(self.spaces)

    def shared(self, other: "Region") -> "Region":
        """Keep the points that both speak of; empty where one of the three is."""
        return Region(
            self.behaviours & other.behaviours,
            self.actors & other.actors,
            self.spaces & other.spaces,
        )

    def __bool__(self) -> bool:
        """Tell whether there is any point at all."""
        return bool(self.behaviours and self.actors and self.spaces)

    def outside(self, covers: Collection["Region"]) -> Point | None:
        """Find its first point that none of some regions speaks of.

        Leaves that the same regions speak of are tried once: what holds of one holds of all.
        """
        for behaviour, first in _told_apart(self.behaviours, covers, "behaviours"):
            for actor, second in _told_apart(self.actors, first, "actors"):
                for space, third in _told_apart(self.spaces, second, "spaces"):
                    if not third:
                        return behaviour, actor, space
        return None


def example(leaves: frozenset[str]) -> str:
    """Choose one leaf, always the same: a named one before whoever and wherever else there is."""
    return min(leaves, key=_order)


def _order(leaf: str) -> tuple[bool, str]:
    return leaf in {EVERYONE, EVERYWHERE}, leaf


def _told_apart(
    leaves: frozenset[str], covers: Collection[Region], axis: str
) -> Iterator[tuple[str, list[Region]]]:
    """Walk over leaves in a settled order, each with the regions that speak of it."""
    seen: set[tuple[int, ...]] = set()
    spoken = [getattr(one, axis) for one in covers]
    for leaf in sorted(leaves, key=_order):
        present = tuple(place for place, names in enumerate(spoken) if leaf in names)
        if present not in seen:
            seen.add(present)
            every = list(covers)
            yield leaf, [every[place] for place in present]


class Layout:
    """The names of a vocabulary, laid out in leaves once for any number of provisions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Lay out a vocabulary."""
        self._leaves = (
            vocabulary.leaves("behaviours"),
            vocabulary.leaves("actors"),
            vocabulary.leaves("spaces"),
        )
        self._known: dict[tuple[int, frozenset[str]], frozenset[str]] = {}
        self._regions: dict[tuple[frozenset[str], ...], Region] = {}

    def region(self, provision: Provision) -> Region:
        """Lay out what a provision speaks of; of the same names once."""
        key = provision.behaviours, provision.actors, provision.spaces
        found = self._regions.get(key)
        if found is None:
            if len(self._regions) >= MOST_KEPT:
                self._regions.clear()
                self._known.clear()
            found = self._regions[key] = Region(
                *(self._covered(axis, names) for axis, names in enumerate(key))
            )
        return found

    def _covered(self, axis: int, names: frozenset[str]) -> frozenset[str]:
        key = axis, names
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = covered(self._leaves[axis], names)
        return found


@dataclass
class Spread:
    """Structured provisions with their regions, found by what they speak of.

    Attributes:
        regions: one for each provision, in their order.
        sides: what each of them does with a behaviour.
    """

    regions: Sequence[Region]
    sides: Sequence[Side]
    _places: dict[tuple[Side, str], list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Note where each behaviour is spoken of."""
        for place, (region, side) in enumerate(zip(self.regions, self.sides, strict=True)):
            for leaf in region.behaviours:
                self._places.setdefault((side, leaf), []).append(place)

    def meeting(self, region: Region, sides: Collection[Side]) -> list[int]:
        """List the places of provisions of some sides that share a point with a region."""
        if not self._places:
            return []
        found = {
            place
            for side in sides
            for leaf in region.behaviours
            for place in self._places.get((side, leaf), ())
        }
        return [place for place in sorted(found) if self.regions[place].shared(region)]
