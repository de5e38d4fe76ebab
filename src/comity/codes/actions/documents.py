"""Putting down in rows what a document says."""

from django.db.models import F, Max

from comity.codes.actions.about import carry_about, put_down_about
from comity.codes.actions.carrying import put_down_texts
from comity.codes.models import Code, CodeVersion, Provision
from comity.codes.rules.documents import MOST_PROVISIONS, Document, Written
from comity.codes.rules.stored import bound_to, names_to, source_to
from comity.kernel.actors import Actor

STRUCTURE = (
    "place",
    "kind",
    "modality",
    "derogable",
    "behaviours",
    "actors",
    "spaces",
    "exceptions",
    "parameters",
    "refines",
    "source",
    "units",
)


def next_draft(community_id: str, *, slug: str) -> tuple[CodeVersion, bool]:
    """Find the draft of a community, or make room for one that is not kept yet.

    Nobody else changes or freezes it until the transaction ends.

    Returns:
        The version, and whether it was there.
    """
    # Not the key: whoever freezes a draft that we wait for may still point at its code.
    code, _ = Code.objects.select_for_update(no_key=True).get_or_create(
        community_id=community_id, defaults={"slug": slug}
    )
    version = code.versions.select_for_update().filter(state=CodeVersion.State.DRAFT).first()
    if version is not None:
        return version, True
    last = code.versions.aggregate(last=Max("number"))["last"] or 0
    return CodeVersion(code=code, number=last + 1), False


def put_down(version: CodeVersion, document: Document, *, by: Actor) -> None:
    """Let a draft say what a document says; what both of them say keeps its rows."""
    carried = carry_about(version, document)
    version.level = document.level
    version.title = dict(document.title) | {
        tag: one.said.title for tag, one in carried.items() if one.said.title
    }
    version.summary = dict(document.summary) | {
        tag: one.said.body for tag, one in carried.items() if one.said.body
    }
    version.source_language, version.licence = document.source_language, document.licence
    version.vocabulary = names_to(document)
    version.revision = version.revision + 1
    version.save()
    put_down_about(version, document, carried, by=by)
    rows = _put_down_provisions(version, document)
    put_down_texts(version, document, rows, by=by)


def _put_down_provisions(version: CodeVersion, document: Document) -> dict[str, Provision]:
    """Write the structure of every provision, and take away those that are gone."""
    known = {one.provision.id for one in document.provisions}
    version.provisions.exclude(key__in=known).delete()
    rows = {row.key: row for row in version.provisions.all()}
    changed: list[Provision] = []
    moved: list[str] = []
    come: list[Provision] = []
    for place, one in enumerate(document.provisions, start=1):
        row = rows.get(one.provision.id)
        if row is None:
            come.append(row := Provision(version=version))
            rows[one.provision.id] = row
            _fill(row, place, one)
            continue
        before = [getattr(row, name) for name in STRUCTURE]
        if row.place != place:
            moved.append(row.id)
        _fill(row, place, one)
        if before != [getattr(row, name) for name in STRUCTURE]:
            changed.append(row)
    # No two provisions share a place even for a moment, so those that move make room first.
    version.provisions.filter(id__in=moved).update(place=F("place") + 2 * MOST_PROVISIONS)
    Provision.objects.bulk_update(changed, STRUCTURE, batch_size=100)
    Provision.objects.bulk_create(come)
    return rows


def _fill(row: Provision, place: int, written: Written) -> None:
    rule = written.provision
    row.key, row.place, row.kind = rule.id, place, rule.kind
    row.modality, row.derogable = rule.modality or "", rule.derogable
    row.behaviours, row.actors = sorted(rule.behaviours), sorted(rule.actors)
    row.spaces, row.exceptions = sorted(rule.spaces), sorted(rule.exceptions)
    row.parameters = {name: bound_to(bound) for name, bound in rule.parameters.items()}
    row.refines, row.source = rule.refines, source_to(written.source)
    row.units = list(written.units) or None
