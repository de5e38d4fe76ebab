"""Provisions: the numbered rules of a code, as data that can be compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from comity.kernel.order import Bound

EVERYONE = "everyone"
EVERYWHERE = "everywhere"


class Kind(StrEnum):
    """What sort of rule a provision is."""

    PRINCIPLE = auto()
    EXPECTED = auto()
    UNACCEPTABLE = auto()
    PROCEDURE = auto()
    RIGHT = auto()
    MEASURE = auto()
    DEFINITION = auto()
    TEXT = auto()
    """Wording that nobody has sorted yet, as an import brings it."""


class Side(StrEnum):
    """What a provision does with a behaviour."""

    OBLIGE = auto()
    PERMIT = auto()
    FORBID = auto()


class Modality(StrEnum):
    """How strongly a provision speaks. ``may`` is a right: nobody can take it away."""

    MUST = auto()
    SHOULD = auto()
    MAY = auto()
    SHOULD_NOT = auto()
    MUST_NOT = auto()

    @property
    def side(self) -> Side:
        """What it does with a behaviour."""
        return _SIDES[self]

    @property
    def strength(self) -> int:
        """How binding it is among those of its side, 1 or 2."""
        return 1 if self in {Modality.SHOULD, Modality.SHOULD_NOT} else 2


_SIDES = {
    Modality.MUST: Side.OBLIGE,
    Modality.SHOULD: Side.OBLIGE,
    Modality.MAY: Side.PERMIT,
    Modality.SHOULD_NOT: Side.FORBID,
    Modality.MUST_NOT: Side.FORBID,
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of a code.

    Attributes:
        id: persistent, the same in every version and language.
        kind: what sort of rule it is.
        modality: nothing where nobody has said it yet.
        derogable: whether local codes may depart from it.
        behaviours: nodes of the taxonomy; a node stands for every leaf below it.
        actors: whose behaviour it is about, likewise.
        spaces: where it holds, likewise.
        exceptions: names of the cases in which it does not hold.
        parameters: its numbers and lists, by name.
        refines: the id of the provision above that it makes stricter, if it has another id.
        aliases: further ids by which it can be refined, because it was joined from several.
    """

    id: str
    kind: Kind = Kind.TEXT
    modality: Modality | None = None
    derogable: bool = False
    behaviours: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset({EVERYONE})
    spaces: frozenset[str] = frozenset({EVERYWHERE})
    exceptions: frozenset[str] = frozenset()
    parameters: Mapping[str, Bound] = field(default_factory=dict)
    refines: str = ""
    aliases: frozenset[str] = frozenset()

    @property
    def structured(self) -> bool:
        """Whether a machine can compare it; otherwise it is outside the floor."""
        return bool(self.modality and self.behaviours and self.actors and self.spaces)

    @property
    def stands_for(self) -> str:
        """The provision that this one is compared with."""
        return self.refines or self.id


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A tree of names.

    Attributes:
        parents: each name's parent; a root has the empty one.
        whole: names with others below them that also stand for something of their own.
    """

    parents: Mapping[str, str]
    whole: frozenset[str] = frozenset()

    def leaves(self) -> dict[str, frozenset[str]]:
        """List every leaf at or below each name. A name that nobody placed is its own leaf.

        Names that stand under each other in a circle, with nothing else below them, stand for
        one another: whoever names one of them names them all.
        """
        inner = self.inner - self.whole
        found: dict[str, set[str]] = {name: set() for name in self.inner}
        for name in {*self.parents, *self.whole} - inner:
            for above in self.path(name):
                found.setdefault(above, set()).add(name)
        return {
            name: frozenset(below) if below else frozenset(self.path(name))
            for name, below in found.items()
        }

    def covered(self, names: Iterable[str]) -> frozenset[str]:
        """List every leaf that some names stand for."""
        return covered(self.leaves(), names)

    @property
    def inner(self) -> frozenset[str]:
        """List the names that have others below them."""
        return frozenset(self.parents.values()) - {""}

    def path(self, name: str) -> Iterator[str]:
        """Walk from a name up to its root."""
        seen: set[str] = set()
        while name and name not in seen:
            yield name
            seen.add(name)
            name = self.parents.get(name, "")

    def _circles(self) -> frozenset[str]:
        """List the names that stand under each other in a circle, with nothing else below."""
        inner = self.inner - self.whole
        return frozenset().union(*(below & inner for below in self.leaves().values()))

    def joined(self, other: "Taxonomy") -> "Taxonomy":
        """Add what another taxonomy places and this one does not.

        A leaf of this one that gets others below it stays whole: nobody can empty a name that a
        floor is written with by splitting it and then covering one part.
        """
        parents = {**other.parents, **self.parents}
        split = (frozenset(parents.values()) - {""}) - self.inner
        return Taxonomy(parents, self.whole | other.whole | split | self._circles())


def side_by_side(first: Taxonomy, second: Taxonomy) -> tuple[Taxonomy, Taxonomy]:
    """Complete two taxonomies with what only the other places, so that names can be compared.

    A name with others below it in one of them alone stands for something of its own in both: to
    split a name changes nothing of what it stands for, to name one part instead of it does.
    """
    one, other = first.joined(second), second.joined(first)
    whole = one.whole | other.whole | (one.inner ^ other.inner)
    return Taxonomy(one.parents, whole), Taxonomy(other.parents, whole)


def everything(leaves: Mapping[str, frozenset[str]], root: str) -> dict[str, frozenset[str]]:
    """Let a root stand for every leaf there is, also for those that nobody placed under it.

    Otherwise a local code could name people whom "everyone" does not reach. It stands for those
    too whom nobody named: whoever names some groups of people has not named everyone.
    """
    return {**leaves, root: frozenset({root}).union(*leaves.values())}


def covered(leaves: Mapping[str, frozenset[str]], names: Iterable[str]) -> frozenset[str]:
    """List every leaf that some names stand for, given the leaves of each name."""
    return frozenset().union(*(leaves.get(name, frozenset({name})) for name in names))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that provisions are written with."""

    behaviours: Taxonomy = field(default_factory=lambda: Taxonomy({}))
    actors: Taxonomy = field(default_factory=lambda: Taxonomy({}))
    spaces: Taxonomy = field(default_factory=lambda: Taxonomy({}))

    def leaves(self, axis: str) -> dict[str, frozenset[str]]:
        """List the leaves of each name of an axis; everyone is everybody, everywhere any place."""
        found = {"behaviours": self.behaviours, "actors": self.actors, "spaces": self.spaces}[axis]
        root = {"actors": EVERYONE, "spaces": EVERYWHERE}.get(axis)
        return everything(found.leaves(), root) if root else found.leaves()

    def joined(self, other: "Vocabulary") -> "Vocabulary":
        """Add the names of another vocabulary; what this one says of a name stands."""
        return Vocabulary(
            self.behaviours.joined(other.behaviours),
            self.actors.joined(other.actors),
            self.spaces.joined(other.spaces),
        )


@dataclass(frozen=True, slots=True)
class Code:
    """The provisions of one version of a code, in their order.

    Attributes:
        provisions: each with an id of its own.
        overlay: whether what it leaves out is taken over from above; otherwise it is left out.
    """

    provisions: tuple[Provision, ...]
    overlay: bool = False

    def __post_init__(self) -> None:
        """Refuse two provisions of one id.

        Raises:
            ValueError: it names the id.
        """
        seen: set[str] = set()
        for provision in self.provisions:
            if provision.id in seen:
                message = f"two provisions are called {provision.id}"
                raise ValueError(message)
            seen.add(provision.id)
