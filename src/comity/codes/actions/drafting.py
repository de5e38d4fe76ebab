"""Writing the draft of a code, and discarding it."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.documents import next_draft, put_down
from comity.codes.actions.versions import locked
from comity.codes.errors import (
    CodeEmpty,
    CodeLevelWrong,
    CodeVersionFrozen,
    DraftChangedMeanwhile,
    DraftHasEditions,
)
from comity.codes.facts import CodeDrafted, DraftDiscarded
from comity.codes.models import CodeVersion, DraftEdition
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.drafts import document_hash
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.record.actions import record

State = CodeVersion.State


@transaction.atomic
def write_draft(
    *, community_id: str, document: Document, by: Actor, now: datetime, seen: str = ""
) -> queries.Version:
    """Write the draft of a community's next version, over the draft there is.

    The draft keeps its id, and so does every provision and every text that stays.

    Args:
        community_id: whose code it is.
        document: as ``rules.reader`` or ``rules.imports`` gives it.
        by: somebody who may edit the code of that community.
        now: the moment.
        seen: ``rules.drafts.document_hash`` of the draft as its editor saw it; empty where they
            mean to write over whatever there is.

    Raises:
        NotFound: there is no such community.
        DraftChangedMeanwhile: the draft says something else than its editor saw.
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
    version, there = next_draft(community_id, slug=document.slug)
    if seen and (not there or document_hash(queries.document(version.id, seen_by=by)) != seen):
        raise DraftChangedMeanwhile(number=version.number)
    put_down(version, document, by=by)
    fact = CodeDrafted(subject=version.code_id, community=community_id, number=version.number)
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
