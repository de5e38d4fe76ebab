"""What binds where several codes hold: the strictest of each, over any number of levels.

People are protected at use by this, even where a local code is outdated, absent or unchecked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

from comity.codes.rules.floor import Comparison, link, modalities, side
from comity.codes.rules.provisions import Code, Provision, Vocabulary
from comity.codes.rules.regions import Layout
from comity.kernel.order import stricter


@dataclass(frozen=True, slots=True)
class Resolved:
    """A provision as it binds, with where it comes from.

    Attributes:
        provision: the strictest of its origins.
        origins: (level, provision id) of each, highest level first; the level counts from 0.
    """

    provision: Provision
    origins: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Resolution:
    """What binds at the lowest of several levels.

    Attributes:
        depth: how many levels.
        provisions: in the order of the levels.
        inert: (level, provision id) of provisions that bind nobody, because they contradict the
            levels above.
        vocabulary: the names of all levels together.
    """

    depth: int
    provisions: tuple[Resolved, ...]
    inert: tuple[tuple[int, str], ...]
    vocabulary: Vocabulary
    layout: Layout = field(repr=False, compare=False)

    @property
    def code(self) -> Code:
        """The provisions alone, as a whole code."""
        return Code(tuple(one.provision for one in self.provisions))

    @cached_property
    def comparison(self) -> Comparison:
        """Lay it out, so that one more level can be held against it."""
        return Comparison(self.code, self.vocabulary, self.layout)


def resolve(
    levels: Sequence[tuple[Code, Vocabulary]], above: Resolution | None = None
) -> Resolution:
    """Find what binds where several codes hold, the universal one first.

    Over any number of levels: movement, affiliate, project, event.

    Args:
        levels: all of them.
        above: what binds at the first of them, where somebody has it already. It is of use where
            the others add no names.
    """
    vocabularies = [vocabulary for _, vocabulary in levels] or [Vocabulary()]
    # All names from the start, so that a name which a lower level adds cannot surprise a higher.
    names = reduce(Vocabulary.joined, vocabularies)
    if above is None or above.vocabulary != names:
        above = Resolution(0, (), (), names, Layout(names))
    return reduce(_strictest, (code for code, _ in levels[above.depth :]), above)


def effective(floor: Code, local: Code, vocabulary: Vocabulary) -> Code:
    """Join a floor and one local code into what binds."""
    return resolve([(floor, vocabulary), (local, vocabulary)]).code


def _strictest(above: Resolution, local: Code) -> Resolution:
    """Let one more level make stricter what binds so far."""
    level, comparison = above.depth, above.comparison
    bound = {one.provision.id: one for one in above.provisions}
    told = link(comparison.names, local.provisions)
    inert = list(above.inert)
    departed: set[str] = set()
    for written, provision in zip(local.provisions, told, strict=True):
        origin = (level, written.id)
        over = bound.get(provision.stands_for) if provision.stands_for in comparison.ids else None
        joined: Provision | None = provision
        if over:
            joined = _joined(over.provision, provision, departed)
        elif provision.refines:
            joined = replace(provision, refines="")
        if joined is None or comparison.clashes(joined):
            inert.append(origin)
            continue
        departed.add(joined.id)
        before = over.origins if over and over.provision.id == joined.id else ()
        bound[joined.id] = Resolved(joined, (*before, origin))
    return Resolution(
        level + 1, tuple(bound.values()), tuple(inert), above.vocabulary, above.layout
    )


def _joined(over: Provision, local: Provision, departed: set[str]) -> Provision | None:
    """Join two provisions, or nothing if they pull in different directions."""
    aliases = (over.aliases | local.aliases | {local.id}) - {over.id}
    if not local.structured:
        # It is a wording only: shown beside the other, and nothing to compare.
        return replace(over, aliases=aliases)
    if not over.structured or (over.derogable and over.id not in departed):
        # Local codes may depart from it; the first one that does takes its place.
        return replace(local, id=over.id, refines="", aliases=aliases)
    if side(over) is not side(local):
        # Under its own id it is a rule of its own; under the same id it cannot stand beside it.
        return replace(local, refines="") if local.id != over.id else None
    strongest = max(modalities(over, local), key=lambda modality: modality.strength)
    parameters = dict(local.parameters)
    for name, bound in over.parameters.items():
        parameters[name] = stricter(bound, local.parameters.get(name, bound))
    return replace(
        over,
        modality=strongest,
        derogable=over.derogable and local.derogable,
        behaviours=over.behaviours | local.behaviours,
        actors=over.actors | local.actors,
        spaces=over.spaces | local.spaces,
        exceptions=over.exceptions & local.exceptions,
        parameters=parameters,
        aliases=aliases,
    )
