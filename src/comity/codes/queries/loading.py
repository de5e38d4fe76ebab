"""Reading the rows of a version as the rules know it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from comity.codes.models import CodeVersion, Provision, ProvisionText
from comity.codes.queries.keeping import kept_pairs
from comity.codes.rules.documents import Document, Level, Text, TextState, Written
from comity.codes.rules.effective import LevelCode
from comity.codes.rules.provisions import Kind, Modality, Taxonomy, Vocabulary
from comity.codes.rules.provisions import Provision as Rule
from comity.codes.rules.sources import shown_state, source_hash
from comity.codes.rules.stored import bound_from, source_from


def level(row: CodeVersion) -> LevelCode:
    """Read a version with all its provisions and words, in three queries."""
    kept = kept_pairs(row.code_id)
    texts: dict[str, dict[str, ProvisionText]] = {}
    for text in ProvisionText.objects.filter(provision__version=row):
        texts.setdefault(text.provision_id, {})[text.language] = text
    written, states = [], {}
    for one in Provision.objects.filter(version=row):
        words = texts.get(one.id, {})
        said = {tag: Text(text.title, text.body, text.example) for tag, text in words.items()}
        written.append(Written(_rule(one), said, source_from(one.source), tuple(one.units or ())))
        agreed = said.get(row.source_language, Text("", ""))
        name = source_hash(row.source_language, agreed)
        states[one.key] = {
            tag: shown_state(TextState(text.state), text.made_from, name, kept.get(one.key, ()))
            for tag, text in words.items()
        }
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


def _rule(row: Provision) -> Rule:
    return Rule(
        row.key,
        Kind(row.kind),
        Modality(row.modality) if row.modality else None,
        row.derogable,
        frozenset(row.behaviours),
        frozenset(row.actors),
        frozenset(row.spaces),
        frozenset(row.exceptions),
        {name: bound_from(value) for name, value in row.parameters.items()},
        row.refines,
    )


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
    rows = Provision.objects.filter(version__in=version_ids)
    texts = ProvisionText.objects.filter(
        provision__version__in=version_ids, language=F("provision__version__source_language")
    )
    agreed = {
        name: Text(title, body, example)
        for name, title, body, example in texts.values_list(
            "provision_id", "title", "body", "example"
        )
    }
    written: dict[str, list[tuple[Rule, Text]]] = {name: [] for name in version_ids}
    for row in rows.order_by("version", "place"):
        written[row.version_id].append((_rule(row), agreed.get(row.id, Text("", ""))))
    return {row.id: Lean(written[row.id], names_of(row.vocabulary)[0]) for row in versions}
