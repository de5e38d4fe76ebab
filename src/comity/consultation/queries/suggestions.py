"""What people would change in a text, shown against the edition they saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.codes import queries as codes
from comity.codes.rules.documents import Document, Text, Written
from comity.codes.rules.redline import Part, word_parts
from comity.consultation.models import Suggestion
from comity.consultation.rules import suggestions as rules
from comity.consultation.rules.suggestions import WORDS, Kept, Kind, Patch, State
from comity.kernel.actors import Actor

FOLLOWED = ("taken_into__code__community",)
"""What is read along with suggestions to tell what became of them."""

TAKEN_UP = frozenset({State.ACCEPTED, State.PARTLY})


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a suggestion that was taken up, once its draft was frozen.

    Attributes:
        version_id: of the version.
        number: of the version.
        slug: short name of the community whose code it is.
        edition_id: the published draft that the suggestion was made for.
        kept: how much of what was taken up the version says.
    """

    version_id: str
    number: int
    slug: str
    edition_id: str
    kept: Kept


@dataclass(frozen=True, slots=True)
class Redline:
    """A suggestion, shown against the edition that it was made for.

    Attributes:
        contribution_id: in which it was made.
        kind: change, new or remove.
        state: see ``rules.suggestions.State``.
        provision_id: persistent.
        edition_id: that it was made for.
        edition_number: of that.
        against_number: of the edition that it is held against now.
        language: of the words that are compared.
        title: the parts of the title; likewise ``body`` and ``example``.
        fields: what else would be different: name of the field, before and after.
        patch: what it would change.
        grown_into: ids of the contributions it was promoted into.
        gone: whether the edition of today has no such provision any more.
        became: what became of it in the end; nothing while it stands in a draft, or in none.
    """

    contribution_id: str
    kind: str
    state: str
    provision_id: str
    edition_id: str
    edition_number: int
    against_number: int
    language: str
    title: tuple[Part, ...]
    body: tuple[Part, ...]
    example: tuple[Part, ...]
    fields: tuple[tuple[str, object, object], ...]
    patch: Patch
    grown_into: tuple[str, ...]
    gone: bool
    became: Became | None


def redline_of(contribution_id: str) -> Redline | None:
    """Show what a contribution would change; nothing where it suggests no change."""
    rows = Suggestion.objects.select_related("edition", "against", "contribution", *FOLLOWED)
    row = rows.filter(contribution=contribution_id, contribution__withdrawn_on=None).first()
    if row is None:
        return None
    document = codes.edition_document(row.edition_id)
    patch = rules.from_json(row.patch)
    kind, key = Kind(row.kind), row.provision_id
    language = patch.language or document.source_language
    if kind is Kind.NEW:
        before = rules.blank(key, language)
    else:
        found = provision_of(row.edition_id, key)
        before = found or rules.blank(key, language)
    after = rules.blank(key, language) if kind is Kind.REMOVE else rules.patched(before, patch)
    was, would = (one.texts.get(language, Text("", "")) for one in (before, after))
    title, body, example = (word_parts(getattr(was, one), getattr(would, one)) for one in WORDS)
    flat = rules.flat(before.provision)
    fields = tuple((name, flat.get(name), value) for name, value in patch.fields.items())
    return Redline(
        row.contribution_id,
        row.kind,
        row.state,
        key,
        row.edition_id,
        row.edition.number,
        row.against.number,
        language,
        title,
        body,
        example,
        () if kind is Kind.REMOVE else fields,
        patch,
        tuple(row.grown_into.values_list("contribution_id", flat=True)),
        kind is not Kind.NEW and provision_of(row.against_id, key) is None,
        became([row]).get(row.contribution_id),
    )


def became(rows: Iterable[Suggestion]) -> Mapping[str, Became]:
    """Tell what became of suggestions in the end, by their contributions.

    Args:
        rows: with ``FOLLOWED`` read along; those that were not taken up into a frozen version
            are left out.
    """
    texts: dict[str, Document] = {}
    found = {}
    for row in rows:
        version = row.taken_into
        if row.state not in TAKEN_UP or version is None or version.state == codes.State.DRAFT:
            continue
        if version.id not in texts:
            texts[version.id] = codes.document(version.id)
        taken = rules.from_json(row.taken or {})
        found[row.contribution_id] = Became(
            version.id,
            version.number,
            version.code.community.slug,
            row.edition_id,
            rules.kept(texts[version.id], row.provision_id, Kind(row.kind), taken),
        )
    return found


def provision_of(edition_id: str, provision_id: str) -> Written | None:
    """Find a provision in a published draft; nothing where it has none of that id."""
    document = codes.edition_document(edition_id)
    return next((one for one in document.provisions if one.provision.id == provision_id), None)


def provision_of_draft(
    community_id: str, provision_id: str, *, seen_by: Actor
) -> tuple[Written, str] | None:
    """Find a provision in the draft of today, for whoever writes it, with its agreed language."""
    drafts = [one for one in codes.versions(community_id, seen_by=seen_by) if one.state == "draft"]
    if not drafts:
        return None
    document = codes.document(drafts[0].id, seen_by=seen_by)
    found = (one for one in document.provisions if one.provision.id == provision_id)
    return next(((one, document.source_language) for one in found), None)


def names_for(edition_id: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """List the names that provisions of an edition can be written with, and their words."""
    edition = codes.edition(edition_id)
    own = codes.edition_document(edition_id).words
    above = codes.effective_code(edition.community_id)
    axes = {*own, *(above.words if above else ())}
    return {
        axis: {**(above.words.get(axis, {}) if above else {}), **own.get(axis, {})}
        for axis in sorted(axes)
    }
