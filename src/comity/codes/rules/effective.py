"""The code that binds in one community, with its words and where each provision comes from."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

from comity.codes.rules.documents import Document, Source, Text, TextState, Words
from comity.codes.rules.floor import Comparison, shown
from comity.codes.rules.provisions import Code, Kind, Provision, Vocabulary
from comity.codes.rules.strictest import Resolution, Resolved, resolve
from comity.kernel.chain import canonical

ORDER = (
    Kind.PRINCIPLE,
    Kind.EXPECTED,
    Kind.UNACCEPTABLE,
    Kind.RIGHT,
    Kind.PROCEDURE,
    Kind.MEASURE,
    Kind.DEFINITION,
    Kind.TEXT,
)
"""In which order the kinds stand on a page, and what the first part of a number counts."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a provision as one reader gets them.

    Attributes:
        language: in which they are, which may be another than was asked for.
        text: the words.
        state: how far they can be trusted to say what was agreed.
        missing: whether the language that was asked for has no words yet.
    """

    language: str
    text: Text
    state: TextState
    missing: bool


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A provision's words in every language.

    Attributes:
        source_language: whose words were agreed.
        texts: by language.
        states: by language; one that is not named is complete.
    """

    source_language: str
    texts: Mapping[str, Text]
    states: Mapping[str, TextState]

    def said(self, language: str) -> Said:
        """Choose the words for a reader: their language, its parent, or the agreed words."""
        for tag in (language, language.partition("-")[0]):
            if tag in self.texts:
                state = self.states.get(tag, TextState.COMPLETE)
                return Said(tag, self.texts[tag], state, missing=False)
        return replace(self.agreed(), missing=True)

    def agreed(self) -> Said:
        """Give the words that were agreed."""
        source = self.source_language
        return Said(source, self.texts[source], TextState.SOURCE, missing=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """A provision of one level from which a provision that binds comes.

    Attributes:
        level: counted from 0, the universal code.
        version_id: of the code.
        community_id: whose code it is.
        provision_id: in that code.
        phrasing: its words.
        source: where they were taken from; nothing where they were written for that code.
    """

    level: int
    version_id: str
    community_id: str
    provision_id: str
    phrasing: Phrasing
    source: Source | None = None


@dataclass(frozen=True)
class LevelCode:
    """A version of a code that holds at one level.

    Attributes:
        version_id: of the version.
        number: of the version, counted from 1.
        community_id: whose code it is.
        document: what it says.
        states: of its translations, by provision and language.
        revision: counts changes of its translations.
    """

    version_id: str
    number: int
    community_id: str
    document: Document
    states: Mapping[str, Mapping[str, TextState]]
    revision: int = 0

    _origins: dict[int, Mapping[str, Origin]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def origins(self, level: int) -> Mapping[str, Origin]:
        """List its provisions as those of a level; every community below it shares the list."""
        if level not in self._origins:
            language = self.document.source_language
            self._origins[level] = {
                name: Origin(
                    level,
                    self.version_id,
                    self.community_id,
                    name,
                    Phrasing(language, one.texts, self.states.get(name, {})),
                    one.source,
                )
                for one in self.document.provisions
                for name in [one.provision.id]
            }
        return self._origins[level]


@dataclass(frozen=True)
class EffectiveProvision:
    """A provision that binds.

    Attributes:
        number: as people cite it, such as "2.3"; another version may number it otherwise.
        provision: the strictest of its origins; its id never changes.
        origins: where it comes from, the highest level first.
        lead: which of them says exactly what binds; the highest where none does.
    """

    number: str
    provision: Provision
    origins: tuple[Origin, ...]
    lead: Origin

    @property
    def id(self) -> str:
        """Its persistent id."""
        return self.provision.id

    @cached_property
    def written(self) -> bytes:
        """Write its structure and its agreed words in their one canonical form."""
        words = [_words(one.phrasing.texts[one.phrasing.source_language]) for one in self.origins]
        return canonical({"structure": structure(self.provision), "words": words})

    def said(self, language: str) -> Said:
        """Give its words."""
        return self.lead.phrasing.said(language)

    def agreed(self) -> Said:
        """Give the words that were agreed."""
        return self.lead.phrasing.agreed()


@dataclass(frozen=True)
class EffectiveCode:
    """Everything that binds in one community.

    Attributes:
        provisions: in the order of their numbers.
        levels: the versions it is made of, the universal one first.
        inert: provisions of lower levels that bind nobody, because they contradict the floor.
        vocabulary: the names of all levels.
        words: what those names are called.
        resolution: how the levels make it up.
    """

    provisions: tuple[EffectiveProvision, ...]
    levels: tuple[LevelCode, ...]
    inert: tuple[Origin, ...]
    vocabulary: Vocabulary
    words: Words
    resolution: Resolution = field(repr=False)

    @cached_property
    def comparison(self) -> Comparison:
        """Lay it out as a floor, once for all codes that are held against it."""
        code = Code(tuple(one.provision for one in self.provisions))
        return Comparison(code, self.vocabulary, self.resolution.layout)

    @cached_property
    def hash(self) -> str:
        """Hash its structure and its agreed words, so that a case can pin it for good."""
        return _hash(self.provisions, self.vocabulary)

    @property
    def edition(self) -> tuple[tuple[str, int], ...]:
        """Tell one set of words from another: the versions, each with its translations."""
        return tuple((one.version_id, one.revision) for one in self.levels)

    def provision(self, provision_id: str) -> EffectiveProvision | None:
        """Find a provision by its id, or by one that it was joined from."""
        for one in self.provisions:
            if provision_id == one.id or provision_id in one.provision.aliases:
                return one
        return None


def compose(levels: Sequence[LevelCode], above: EffectiveCode | None = None) -> EffectiveCode:
    """Find what binds where several versions hold, the universal one first.

    Args:
        levels: all of them.
        above: what binds at the first of them, where somebody has it already.
    """
    documents = [(one.document.code, one.document.vocabulary) for one in levels]
    resolution = resolve(documents, above.resolution if above else None)
    written = {}
    for level, code in enumerate(levels):
        origins = code.origins(level)
        for each in code.document.provisions:
            written[level, each.provision.id] = each.provision, origins[each.provision.id]
    known = {(one.number, one.id): one for one in above.provisions} if above else {}
    provisions = []
    for number, one in _numbered(resolution.provisions):
        same = known.get((number, one.provision.id))
        if same is not None and same.provision is one.provision:
            # No level below says anything about it: all communities share it, as it is written.
            provisions.append(same)
        else:
            found = [written[place] for place in one.origins]
            provisions.append(_binding(number, one.provision, found))
    return EffectiveCode(
        tuple(provisions),
        tuple(levels),
        tuple(written[place][1] for place in resolution.inert),
        resolution.vocabulary,
        reduce(_join_words, (one.document.words for one in levels), {}),
        resolution,
    )


def _binding(
    number: str, provision: Provision, found: Sequence[tuple[Provision, Origin]]
) -> EffectiveProvision:
    # Words of a level that says less than what binds would mislead; they never lead.
    leads = [origin for said, origin in found if _binds(said) == _binds(provision)]
    origins = tuple(origin for _, origin in found)
    return EffectiveProvision(number, provision, origins, leads[-1] if leads else origins[0])


def _binds(provision: Provision) -> tuple[object, ...]:
    """Take what a provision asks for, whatever it is called."""
    return (
        provision.modality,
        provision.derogable,
        provision.behaviours,
        provision.actors,
        provision.spaces,
        provision.exceptions,
        provision.parameters,
    )


def content_hash(document: Document) -> str:
    """Hash what a version says: its structure and its agreed words, no translation."""
    said = [
        {
            "structure": structure(one.provision),
            "words": _words(one.texts[document.source_language]),
        }
        for one in document.provisions
    ]
    whole = {"level": document.level, "provisions": said, "names": _names(document.vocabulary)}
    return hashlib.sha256(canonical(whole)).hexdigest()


def structure(provision: Provision) -> dict[str, object]:
    """Write the structured part of a provision in one canonical way."""
    return {
        "id": provision.id,
        "kind": provision.kind,
        "modality": provision.modality or "",
        "derogable": provision.derogable,
        "behaviours": sorted(provision.behaviours),
        "actors": sorted(provision.actors),
        "spaces": sorted(provision.spaces),
        "exceptions": sorted(provision.exceptions),
        "parameters": {
            name: [bound.direction, shown(bound), list(bound.scale)]
            for name, bound in provision.parameters.items()
        },
        "refines": provision.refines,
    }


_AXES = ("behaviours", "actors", "spaces")


def _numbered(provisions: Sequence[Resolved]) -> list[tuple[str, Resolved]]:
    """Number provisions by kind, then by the order in which the levels say them."""
    groups: dict[Kind, list[Resolved]] = defaultdict(list)
    for one in provisions:
        groups[one.provision.kind].append(one)
    present = [kind for kind in ORDER if kind in groups]
    return [
        (f"{group}.{place}", one)
        for group, kind in enumerate(present, start=1)
        for place, one in enumerate(groups[kind], start=1)
    ]


def _hash(provisions: Sequence[EffectiveProvision], vocabulary: Vocabulary) -> str:
    """Hash names and provisions in their one canonical form, each provision written once."""
    names, listed = canonical(_names(vocabulary)), b",".join(one.written for one in provisions)
    return hashlib.sha256(b'{"names":%b,"provisions":[%b]}' % (names, listed)).hexdigest()


def _names(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    return {axis: dict(getattr(vocabulary, axis).parents) for axis in _AXES}


def _words(text: Text) -> list[str]:
    return [text.title, text.body, text.example]


def _join_words(above: Words, below: Words) -> Words:
    return {
        axis: {**below.get(axis, {}), **above.get(axis, {})} for axis in above.keys() | below.keys()
    }
