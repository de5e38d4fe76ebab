"""Reading the rows of a version as the rules know it."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from comity.codes.models import CodeVersion, Provision, ProvisionText
from comity.codes.queries.keeping import kept_pairs_of
from comity.codes.rules.documents import Document, Level, Text, TextState, Written
from comity.codes.rules.effective import LevelCode
from comity.codes.rules.provisions import Kind, Modality, Taxonomy, Vocabulary
from comity.codes.rules.provisions import Provision as Rule
from comity.codes.rules.sources import shown_state, source_hash
from comity.codes.rules.stored import bound_from, source_from
from comity.kernel.order import Bound

KEPT_UNDERSTOOD = 4096
"""Lists and numbers as they are kept, each a hundred letters or so with what they mean."""


def level(row: CodeVersion) -> LevelCode:
    """Read a version with all its provisions and words, in three queries."""
    return levels([row])[0]


def levels(rows: Sequence[CodeVersion]) -> list[LevelCode]:
    """Read several versions with all their provisions and words, in three queries together."""
    kept = kept_pairs_of([row.code_id for row in rows])
    of_versions = [row.id for row in rows]
    texts: dict[str, list[tuple[str, Text, str, str | None]]] = {}
    for name, tag, title, body, example, state, made_from in ProvisionText.objects.filter(
        provision__version__in=of_versions
    ).values_list("provision", "language", "title", "body", "example", "state", "made_from"):
        texts.setdefault(name, []).append((tag, Text(title, body, example), state, made_from))
    written: dict[str, list[Written]] = {name: [] for name in of_versions}
    states: dict[str, dict[str, Mapping[str, TextState]]] = {name: {} for name in of_versions}
    sources = {row.id: (row.source_language, kept.get(row.code_id, {})) for row in rows}
    for version_id, name, rule, source, units in _rules(of_versions, "source", "units"):
        words = texts.get(name, [])
        said = {tag: text for tag, text, _, _ in words}
        place = Written(rule, said, source_from(source), tuple(units or ()))
        written[version_id].append(place)
        language, pairs = sources[version_id]
        agreed = source_hash(language, said.get(language, Text("", "")))
        states[version_id][rule.id] = {
            tag: shown_state(TextState(state), made_from, agreed, pairs.get(rule.id, ()))
            for tag, _, state, made_from in words
        }
    return [_level(row, written[row.id], states[row.id]) for row in rows]


def _level(
    row: CodeVersion,
    written: Sequence[Written],
    states: Mapping[str, Mapping[str, TextState]],
) -> LevelCode:
    trees, words_of = names_of(row.vocabulary)
    whole = Document(
        row.code.slug,
        Level(row.level),
        row.source_language,
        row.licence,
        row.title,
        row.summary,
        tuple(written),
        trees,
        words_of,
    )
    return LevelCode(row.id, row.number, row.code.community_id, whole, states, row.revision)


def up_to_date(found: LevelCode) -> Document:
    """Leave out translations of earlier words: comparing them would hide what changed."""
    written = tuple(
        replace(
            one,
            texts={
                tag: text
                for tag, text in one.texts.items()
                if found.states[one.provision.id][tag] is not TextState.OUTDATED
            },
        )
        for one in found.document.provisions
    )
    return replace(found.document, provisions=written)


def _rules(version_ids: Collection[str], *more: str) -> Iterator[tuple[Any, ...]]:
    """Read the provisions of some versions in their order.

    Lists and numbers come as the text that they are kept as, and each text is understood once:
    the provisions of local codes mostly repeat what the floor says.

    Returns:
        For each its version, the id of its row, what it asks, and the columns that were wanted.
    """
    as_text = {f"{name}_text": Cast(name, TextField()) for name in (*_LISTS, "parameters")}
    rows = Provision.objects.filter(version__in=version_ids).order_by("version", "place")
    for version_id, name, key, kind, modality, derogable, refines, *rest in rows.values_list(
        "version", "id", "key", "kind", "modality", "derogable", "refines", *more
    ).annotate(**as_text):
        *others, behaviours, actors, spaces, exceptions, parameters = rest
        rule = Rule(
            key,
            Kind(kind),
            Modality(modality) if modality else None,
            derogable,
            _names(behaviours),
            _names(actors),
            _names(spaces),
            _names(exceptions),
            _bounds(parameters),
            refines,
        )
        yield version_id, name, rule, *others


_LISTS = ("behaviours", "actors", "spaces", "exceptions")


@lru_cache(maxsize=KEPT_UNDERSTOOD)
def _names(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


@lru_cache(maxsize=KEPT_UNDERSTOOD)
def _bounds(text: str) -> Mapping[str, Bound]:
    return MappingProxyType({name: bound_from(one) for name, one in json.loads(text).items()})


def names_of(
    stored: Mapping[str, Mapping[str, Mapping[str, object]]],
) -> tuple[Vocabulary, dict[str, dict[str, dict[str, str]]]]:
    """Read the names of a version: the trees that some of them stand in, and their words."""
    trees = {
        axis: Taxonomy({name: str(one.get("parent", "")) for name, one in names.items()})
        for axis, names in stored.items()
    }
    words = {
        axis: {
            name: {tag: str(said) for tag, said in one.items() if tag != "parent"}
            for name, one in names.items()
        }
        for axis, names in stored.items()
    }
    nothing = Taxonomy({})
    vocabulary = Vocabulary(
        trees.get("behaviours", nothing),
        trees.get("actors", nothing),
        trees.get("spaces", nothing),
    )
    return vocabulary, words


@dataclass(frozen=True, slots=True)
class Lean:
    """A version as the floor checks it: its structure, its agreed words and its names.

    Attributes:
        provisions: in their order, each with its words in the source language.
        vocabulary: its names.
    """

    provisions: Sequence[tuple[Rule, Text]]
    vocabulary: Vocabulary


def lean(version_ids: Collection[str]) -> dict[str, Lean]:
    """Read many versions without their translations, in three queries."""
    versions = CodeVersion.objects.filter(id__in=version_ids)
    texts = ProvisionText.objects.filter(
        provision__version__in=version_ids, language=F("provision__version__source_language")
    )
    agreed = {
        name: Text(title, body, example)
        for name, title, body, example in texts.values_list("provision", "title", "body", "example")
    }
    nothing = Text("", "")
    written: dict[str, list[tuple[Rule, Text]]] = {name: [] for name in version_ids}
    for version_id, name, rule in _rules(version_ids):
        written[version_id].append((rule, agreed.get(name, nothing)))
    return {
        name: Lean(written[name], names_of(vocabulary)[0])
        for name, vocabulary in versions.values_list("id", "vocabulary")
    }
