"""The floor: what a local code may add to and never fall below.

Comparing two codes gives findings, each with a witness: one person doing one thing in one place
whom the local code protects less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import combinations, product

from comity.codes.rules.provisions import Code, Modality, Provision, Side, Vocabulary
from comity.kernel.order import Bound, at_or_above

Point = tuple[str, str, str]
"""A behaviour, an actor and a space: each a leaf of its taxonomy."""


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
    own = linked(floor.provisions, local.provisions)
    if local.overlay:
        replaced = {one.stands_for for one in own if one.structured}
        own += [one for one in floor.provisions if one.stands_for not in replaced]
    return Comparison(floor, vocabulary).findings([one for one in own if one.structured])


def linked(floor: Sequence[Provision], local: Sequence[Provision]) -> list[Provision]:
    """Tell each local provision which provision of the floor it stands for, if any.

    Its own id counts first, then what it says it refines; both may be aliases.
    """
    names: dict[str, str] = {}
    for own_names in (_own_id, _aliases, _stands_for):
        for one in floor:
            for name in own_names(one):
                names.setdefault(name, one.stands_for)
    return [
        replace(one, refines=names.get(one.id) or names.get(one.refines) or one.refines)
        for one in local
    ]


def contradictions(code: Code, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """List provisions of one code that forbid what another of them asks for or grants."""
    comparison = Comparison(code, vocabulary)
    structured = [one for one in code.provisions if one.structured]
    return tuple(
        _clash(first, second, point)
        for first, second in combinations(structured, 2)
        if (point := comparison.first_clash(first, second))
    )


class Comparison:
    """A floor, laid out in leaves once so that many provisions can be held against it."""

    def __init__(self, floor: Code, vocabulary: Vocabulary) -> None:
        """Lay out a floor."""
        self.ids = {one.id for one in floor.provisions}
        self._leaves = (
            vocabulary.behaviours.leaves(),
            vocabulary.actors.leaves(),
            vocabulary.spaces.leaves(),
        )
        self._floor = [one for one in floor.provisions if one.structured]
        self._regions: dict[int, tuple[Provision, _Region]] = {}

    def findings(self, structured: Sequence[Provision]) -> tuple[Finding, ...]:
        """List every respect in which these provisions, linked, fall below the floor."""
        found: list[Finding] = []
        for over in self._floor:
            if not over.derogable:
                found += self._shortfalls(over, structured)
        sides = {(one.floor_id, one.local_id) for one in found if one.dimension is Dimension.SIDE}
        for one in structured:
            found += [
                _clash(over, one, point)
                for over, point in self._clashes(one)
                if (over.id, one.id) not in sides
            ]
        return tuple(found)

    def clashes(self, local: Provision) -> bool:
        """Tell whether a provision contradicts the floor anywhere."""
        return local.structured and any(True for _ in self._clashes(local))

    def first_clash(self, over: Provision, local: Provision) -> Point | None:
        """Find a point where one provision forbids what the other asks for or grants."""
        if {side(over), side(local)} not in _CONTRARY:
            return None
        return next(iter(self._region(over).shared(self._region(local))), None)

    def _shortfalls(self, over: Provision, local: Sequence[Provision]) -> list[Finding]:
        """Compare one provision of the floor with whichever local one comes closest."""
        candidates = [one for one in local if one.stands_for == over.stands_for]
        if not candidates:
            point = self._region(over).first
            return [_finding(Dimension.MISSING, over, None, point, over.id, "")]
        return min((list(self._differences(over, one)) for one in candidates), key=len)

    def _differences(self, over: Provision, local: Provision) -> Iterator[Finding]:
        wide, narrow = self._region(over), self._region(local)
        point = wide.first
        speaks, says = modalities(over, local)
        if speaks.side is not says.side:
            yield _finding(Dimension.SIDE, over, local, point, speaks, says)
        elif says.strength < speaks.strength:
            yield _finding(Dimension.STRENGTH, over, local, point, speaks, says)
        if local.derogable:
            yield _finding(Dimension.DEROGABLE, over, local, point, "", "")
        if left := wide.behaviours - narrow.behaviours:
            gone = (min(left), point[1], point[2])
            yield _finding(Dimension.BEHAVIOURS, over, local, gone, *_lists(over.behaviours, left))
        if left := wide.actors - narrow.actors:
            gone = (point[0], min(left), point[2])
            yield _finding(Dimension.ACTORS, over, local, gone, *_lists(over.actors, left))
        if left := wide.spaces - narrow.spaces:
            gone = (point[0], point[1], min(left))
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
        own = [self._region(one) for one in self._floor if side(one) is side(local)]
        region = self._region(local)
        for over in self._floor:
            if over.derogable or {side(over), side(local)} not in _CONTRARY:
                continue
            for point in self._region(over).shared(region):
                if not any(point in covered for covered in own):
                    yield over, point
                    break

    def _region(self, provision: Provision) -> "_Region":
        kept = self._regions.get(id(provision))
        if kept is None:
            behaviours, actors, spaces = self._leaves
            region = _Region(
                _below(behaviours, provision.behaviours),
                _below(actors, provision.actors),
                _below(spaces, provision.spaces),
            )
            # The provision is kept beside its region, so that no other one can get its id().
            kept = self._regions[id(provision)] = provision, region
        return kept[1]


_CONTRARY = ({Side.FORBID, Side.OBLIGE}, {Side.FORBID, Side.PERMIT})


@dataclass(frozen=True, slots=True)
class _Region:
    """Every point that a provision speaks of."""

    behaviours: frozenset[str]
    actors: frozenset[str]
    spaces: frozenset[str]

    @property
    def first(self) -> Point:
        """One point of it, always the same."""
        return min(self.behaviours), min(self.actors), min(self.spaces)

    def shared(self, other: "_Region") -> Iterator[Point]:
        """Walk over the points that both speak of, in a settled order."""
        return product(
            sorted(self.behaviours & other.behaviours),
            sorted(self.actors & other.actors),
            sorted(self.spaces & other.spaces),
        )

    def __contains__(self, point: Point) -> bool:
        """Tell whether it speaks of a point."""
        behaviour, actor, space = point
        return behaviour in self.behaviours and actor in self.actors and space in self.spaces


def _below(leaves: Mapping[str, frozenset[str]], names: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(leaves.get(name, frozenset({name})) for name in names))


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
