"""The floor: what a local code may add to and never fall below.

Comparing two codes gives findings, each with a witness: one person doing one thing in one place
whom the local code protects less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import combinations

from comity.codes.rules.provisions import (
    Code,
    Modality,
    Provision,
    Side,
    Taxonomy,
    Vocabulary,
)
from comity.codes.rules.regions import CONTRARY, Layout, Point, Region, Spread, example
from comity.kernel.order import Bound, at_or_above, compatible


class Dimension(StrEnum):
    """In which respect a local code falls below the floor."""

    MISSING = auto()
    SIDE = auto()
    STRENGTH = auto()
    DEROGABLE = auto()
    BEHAVIOURS = auto()
    ACTORS = auto()
    SPACES = auto()
    EXCEPTIONS = auto()
    PARAMETER = auto()
    CLASH = auto()


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody whom the floor speaks of and the local code leaves behind."""

    behaviour: str
    actor: str
    space: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One respect in which a local code falls below the floor.

    Attributes:
        dimension: the respect.
        floor_id: the provision of the floor.
        local_id: the local provision, or nothing where there is none.
        witness: an example that shows it.
        wanted: what the floor asks for, in its own terms.
        given: what the local code says instead.
        parameter: the name of the parameter, where it is one.
    """

    dimension: Dimension
    floor_id: str
    local_id: str
    witness: Witness
    wanted: str
    given: str
    parameter: str = ""


def findings(floor: Code, local: Code, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """List every respect in which a local code falls below the floor; none means it is above.

    What an overlay leaves out it takes over, so that is no finding; what a whole code leaves out
    is missing.
    """
    return Comparison(floor, vocabulary).findings(local)


def linked(floor: Sequence[Provision], local: Sequence[Provision]) -> list[Provision]:
    """Tell each local provision which provision of the floor it stands for, if any.

    Its own id counts first, then what it says it refines; both may be aliases.
    """
    return link(names_of(floor), local)


def names_of(floor: Sequence[Provision]) -> dict[str, str]:
    """Map every name by which a provision of the floor can be meant to the one it stands for."""
    names: dict[str, str] = {}
    for own_names in (_own_id, _aliases, _stands_for):
        for one in floor:
            for name in own_names(one):
                names.setdefault(name, one.stands_for)
    return names


def link(names: Mapping[str, str], local: Sequence[Provision]) -> list[Provision]:
    """Tell each local provision which provision it stands for, given the names of a floor."""
    found = []
    for one in local:
        meant = names.get(one.id) or names.get(one.refines) or one.refines
        found.append(one if meant in {one.refines, one.stands_for} else replace(one, refines=meant))
    return found


def circular(provisions: Sequence[Provision]) -> list[str]:
    """Name the provisions of one code that refine one another in a circle, or themselves.

    Each still counts, under its own id: a circle makes nothing weaker, it only says nothing.
    """
    refines = Taxonomy({one.id: one.refines for one in provisions})
    return [one.id for one in provisions if one.id in refines.path(one.refines)]


def contradictions(code: Code, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """List provisions of one code that cannot both hold, each pair with a witness.

    One forbids what the other asks for or grants, or both make the same provision stricter with
    a number that leaves nothing for the other.
    """
    layout = Layout(vocabulary)
    structured = [one for one in code.provisions if one.structured]
    regions = [layout.region(one) for one in structured]
    spread = Spread(regions, [side(one) for one in structured])
    found = []
    for place, first in enumerate(structured):
        for other in spread.meeting(regions[place], CONTRARY[side(first)]):
            if other > place:
                point = regions[place].shared(regions[other]).first
                found.append(_clash(first, structured[other], point))
    return (*found, *_torn(structured, layout))


def _torn(structured: Sequence[Provision], layout: Layout) -> Iterator[Finding]:
    """Find numbers of provisions that stand for the same one and cannot both be kept."""
    alike: dict[tuple[str, Side], list[Provision]] = {}
    for one in structured:
        alike.setdefault((one.stands_for, side(one)), []).append(one)
    for group in alike.values():
        for first, second in combinations(group, 2):
            for name in sorted(first.parameters.keys() & second.parameters.keys()):
                bound, other = first.parameters[name], second.parameters[name]
                if not compatible(bound, other):
                    point = layout.region(first).first
                    terms = shown(bound), shown(other)
                    torn = _finding(Dimension.PARAMETER, first, second, point, *terms)
                    yield replace(torn, parameter=name)


class Comparison:
    """A floor, laid out once so that many local codes can be held against it."""

    def __init__(self, floor: Code, vocabulary: Vocabulary, layout: Layout | None = None) -> None:
        """Lay out a floor.

        Args:
            floor: what binds above.
            vocabulary: the names of the floor and of every code that is held against it.
            layout: of that vocabulary, where somebody has it already.
        """
        self.floor = floor
        self.ids = {one.id for one in floor.provisions}
        self.names = names_of(floor.provisions)
        self._vocabulary = vocabulary
        self._layout = layout or Layout(vocabulary)
        self._over = [one for one in floor.provisions if one.structured]
        self._spread = Spread(
            [self._layout.region(one) for one in self._over], [side(one) for one in self._over]
        )

    def under(self, vocabulary: Vocabulary) -> "Comparison":
        """Take in the names of one local code; where it has none of its own, nothing changes."""
        if vocabulary == _NO_NAMES:
            return self
        joined = self._vocabulary.joined(vocabulary)
        return self if joined == self._vocabulary else Comparison(self.floor, joined)

    def findings(self, local: Code) -> tuple[Finding, ...]:
        """List every respect in which a code falls below the floor."""
        own = [one for one in link(self.names, local.provisions) if one.structured]
        meant: dict[str, list[Provision]] = {}
        for one in own:
            meant.setdefault(one.stands_for, []).append(one)
        found: list[Finding] = []
        for over, region in zip(self._over, self._spread.regions, strict=True):
            candidates = meant.get(over.stands_for, [])
            # What an overlay does not speak of it takes over as it is.
            if not over.derogable and (candidates or not local.overlay):
                found += self._shortfalls(over, region, candidates)
        sides = {(one.floor_id, one.local_id) for one in found if one.dimension is Dimension.SIDE}
        for one in own:
            found += [
                _clash(over, one, point)
                for over, point in self._clashes(one)
                if (over.id, one.id) not in sides
            ]
        return tuple(found)

    def clashes(self, local: Provision) -> bool:
        """Tell whether a provision contradicts the floor anywhere."""
        return local.structured and any(True for _ in self._clashes(local))

    def _shortfalls(
        self, over: Provision, wide: Region, candidates: Sequence[Provision]
    ) -> list[Finding]:
        """Compare one provision of the floor with whichever local one comes closest."""
        if not candidates:
            return [_finding(Dimension.MISSING, over, None, wide.first, over.id, "")]
        return min((list(self._differences(over, wide, one)) for one in candidates), key=len)

    def _differences(self, over: Provision, wide: Region, local: Provision) -> Iterator[Finding]:
        narrow, point = self._layout.region(local), wide.first
        speaks, says = modalities(over, local)
        if speaks.side is not says.side:
            yield _finding(Dimension.SIDE, over, local, point, speaks, says)
        elif says.strength < speaks.strength:
            yield _finding(Dimension.STRENGTH, over, local, point, speaks, says)
        if local.derogable:
            yield _finding(Dimension.DEROGABLE, over, local, point, "", "")
        if left := wide.behaviours - narrow.behaviours:
            gone = (example(left), point[1], point[2])
            yield _finding(Dimension.BEHAVIOURS, over, local, gone, *_lists(over.behaviours, left))
        if left := wide.actors - narrow.actors:
            gone = (point[0], example(left), point[2])
            yield _finding(Dimension.ACTORS, over, local, gone, *_lists(over.actors, left))
        if left := wide.spaces - narrow.spaces:
            gone = (point[0], point[1], example(left))
            yield _finding(Dimension.SPACES, over, local, gone, *_lists(over.spaces, left))
        if more := local.exceptions - over.exceptions:
            yield _finding(Dimension.EXCEPTIONS, over, local, point, *_lists(over.exceptions, more))
        for name, bound in over.parameters.items():
            given = local.parameters.get(name)
            if given is None or not at_or_above(bound, given):
                said = shown(given) if given else ""
                below = _finding(Dimension.PARAMETER, over, local, point, shown(bound), said)
                yield replace(below, parameter=name)

    def _clashes(self, local: Provision) -> Iterator[tuple[Provision, Point]]:
        """Find where a provision contradicts the floor, except where the floor does so itself."""
        region, own_side = self._layout.region(local), side(local)
        for place in self._spread.meeting(region, CONTRARY[own_side]):
            over = self._over[place]
            if over.derogable:
                continue
            met = region.shared(self._spread.regions[place])
            agreeing = self._spread.meeting(met, (own_side,))
            point = met.outside([self._spread.regions[one] for one in agreeing])
            if point:
                yield over, point


_NO_NAMES = Vocabulary()


def side(provision: Provision) -> Side:
    """Tell what a structured provision does with a behaviour."""
    return _modality(provision).side


def _modality(provision: Provision) -> Modality:
    if provision.modality is None:
        message = f"{provision.id} is unstructured and cannot be compared"
        raise ValueError(message)
    return provision.modality


def modalities(first: Provision, second: Provision) -> tuple[Modality, Modality]:
    """Tell how strongly two structured provisions speak."""
    return _modality(first), _modality(second)


def _own_id(provision: Provision) -> Iterable[str]:
    return (provision.id,)


def _aliases(provision: Provision) -> Iterable[str]:
    return provision.aliases


def _stands_for(provision: Provision) -> Iterable[str]:
    return (provision.stands_for,)


def _clash(over: Provision, local: Provision, point: Point) -> Finding:
    return _finding(Dimension.CLASH, over, local, point, *modalities(over, local))


def _finding(
    dimension: Dimension, over: Provision, local: Provision | None, point: Point, *terms: str
) -> Finding:
    local_id = local.id if local else ""
    return Finding(dimension, over.id, local_id, Witness(*point), str(terms[0]), str(terms[1]))


def _lists(wanted: frozenset[str], given: frozenset[str]) -> tuple[str, str]:
    return ", ".join(sorted(wanted)), ", ".join(sorted(given))


def shown(bound: Bound) -> str:
    """Write the value of a bound in plain words, without its direction."""
    value = bound.value
    if isinstance(value, frozenset):
        said = ", ".join(sorted(value))
    elif isinstance(value, tuple):
        said = f"{value[0]}-{value[1]}"
    else:
        said = str(value)
    return f"{said} {bound.unit}".strip()
