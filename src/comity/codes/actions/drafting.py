"""Writing the draft of a code, and discarding it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeEmpty, CodeLevelWrong, CodeVersionFrozen, DraftHasEditions
from comity.codes.facts import CodeDrafted, DraftDiscarded
from comity.codes.models import Code, CodeVersion, DraftEdition, Provision, ProvisionText
from comity.codes.rules.documents import MOST_PROVISIONS, Document, Level, Text, TextState, Written
from comity.codes.rules.stored import bound_to, names_to
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.record.actions import record

State = CodeVersion.State
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
)


@transaction.atomic
def write_draft(
    *, community_id: str, document: Document, by: Actor, now: datetime
) -> queries.Version:
    """Write the draft of a community's next version, over the draft there is.

    The draft keeps its id, and so does every provision and every text that stays.

    Args:
        community_id: whose code it is.
        document: as ``rules.reader`` or ``rules.imports`` gives it.
        by: somebody who may edit the code of that community.
        now: the moment.

    Raises:
        NotFound: there is no such community.
        CodeLevelWrong: it is universal for a community, or local for the movement.
        CodeEmpty: it has no provision.
    """
    community = communities.community(community_id)
    require(by, Permission.CODE_EDIT, on=community_id)
    wanted = Level.UNIVERSAL if community.parent_id is None else Level.LOCAL
    if document.level is not wanted:
        raise CodeLevelWrong(field="code.level", expected=wanted)
    if not document.provisions:
        raise CodeEmpty(field="provisions")
    code, _ = Code.objects.select_for_update().get_or_create(
        community_id=community_id, defaults={"slug": document.slug}
    )
    version = code.versions.filter(state=State.DRAFT).first()
    if version is None:
        last = code.versions.aggregate(last=Max("number"))["last"] or 0
        version = CodeVersion(code=code, number=last + 1)
    put_down(version, document)
    fact = CodeDrafted(subject=code.id, community=community_id, number=version.number)
    record(fact, by=by, now=now)
    return queries.version(version.id, seen_by=by)


@transaction.atomic
def discard_draft(*, version_id: str, by: Actor, now: datetime) -> None:
    """Discard a draft that nobody was ever asked about.

    Args:
        version_id: of the draft.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is no draft any more.
        DraftHasEditions: it was published, and what was published stays.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if version.state != State.DRAFT:
        raise CodeVersionFrozen(number=version.number)
    if DraftEdition.objects.filter(version=version).exists():
        raise DraftHasEditions(number=version.number)
    fact = DraftDiscarded(
        subject=version.code_id, community=version.code.community_id, number=version.number
    )
    version.delete()
    record(fact, by=by, now=now)


def put_down(version: CodeVersion, document: Document) -> None:
    """Let a draft say what a document says; what both of them say keeps its rows."""
    version.level = document.level
    version.title, version.summary = dict(document.title), dict(document.summary)
    version.source_language, version.licence = document.source_language, document.licence
    version.vocabulary = names_to(document)
    version.revision = version.revision + 1
    version.save()
    rows = _put_down_provisions(version, document)
    _put_down_texts(version, document, rows)


def _put_down_provisions(version: CodeVersion, document: Document) -> dict[str, Provision]:
    """Write the structure of every provision, and take away those that are gone."""
    known = {one.provision.id for one in document.provisions}
    version.provisions.exclude(key__in=known).delete()
    # No two provisions share a place even for a moment, so all make room before any moves.
    version.provisions.update(place=F("place") + MOST_PROVISIONS + len(known))
    rows = {row.key: row for row in version.provisions.all()}
    stay: list[Provision] = []
    come: list[Provision] = []
    for place, one in enumerate(document.provisions, start=1):
        row = rows.get(one.provision.id)
        (come if row is None else stay).append(row := row or Provision(version=version))
        _fill(row, place, one)
        rows[row.key] = row
    Provision.objects.bulk_update(stay, STRUCTURE, batch_size=100)
    Provision.objects.bulk_create(come)
    return rows


def _fill(row: Provision, place: int, written: Written) -> None:
    rule = written.provision
    row.key, row.place, row.kind = rule.id, place, rule.kind
    row.modality, row.derogable = rule.modality or "", rule.derogable
    row.behaviours, row.actors = sorted(rule.behaviours), sorted(rule.actors)
    row.spaces, row.exceptions = sorted(rule.spaces), sorted(rule.exceptions)
    row.parameters = {name: bound_to(bound) for name, bound in rule.parameters.items()}
    row.refines = rule.refines


def _put_down_texts(version: CodeVersion, document: Document, rows: dict[str, Provision]) -> None:
    """Write the words of every provision. A translation of words that changed is outdated."""
    before = {
        (text.provision_id, text.language): text
        for text in ProvisionText.objects.filter(provision__version=version)
    }
    stay: list[ProvisionText] = []
    come: list[ProvisionText] = []
    for one in document.provisions:
        row, source = rows[one.provision.id], document.source_language
        agreed = before.get((row.id, source))
        reworded = agreed is not None and _said(agreed) != one.texts.get(source)
        for language, said in one.texts.items():
            text = before.pop((row.id, language), None)
            state = TextState.SOURCE if language == source else TextState.COMPLETE
            if text is None:
                text = ProvisionText(provision=row, language=language, state=state)
                come.append(_say(text, said))
                continue
            if _said(text) == said and state is not TextState.SOURCE:
                kept = TextState.COMPLETE if text.state == TextState.SOURCE else text.state
                state = TextState.OUTDATED if reworded else TextState(kept)
            if (_said(text), text.state) != (said, state):
                text.state = state
                stay.append(_say(text, said))
    ProvisionText.objects.filter(id__in=[one.id for one in before.values()]).delete()
    ProvisionText.objects.bulk_update(stay, ["title", "body", "example", "state"], batch_size=100)
    ProvisionText.objects.bulk_create(come)


def _said(text: ProvisionText) -> Text:
    return Text(text.title, text.body, text.example)


def _say(text: ProvisionText, said: Text) -> ProvisionText:
    text.title, text.body, text.example = said.title, said.body, said.example
    return text
