"""Publishing a draft as it is, so that people can be asked about it."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeEmpty, CodeVersionFrozen, EditionUnchanged
from comity.codes.facts import EditionPublished
from comity.codes.models import CodeVersion, DraftEdition
from comity.codes.rules.drafts import document_hash
from comity.codes.rules.reader import read_draft
from comity.codes.rules.writer import write
from comity.kernel.actors import Actor
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def publish_edition(*, version_id: str, by: Actor, now: datetime) -> queries.Edition:
    """Publish a draft as it is now, under the next number. It can be read by anybody, for good.

    Args:
        version_id: of the draft.
        by: somebody who may edit the code.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is no draft any more.
        CodeEmpty: it has no provision.
        EditionUnchanged: it says what its last edition says.
        WrongInput: it says something that could not be read again.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if version.state != CodeVersion.State.DRAFT:
        raise CodeVersionFrozen(number=version.number)
    document = queries.document(version_id, seen_by=by)
    if not document.provisions:
        raise CodeEmpty(field="provisions")
    text = write(document)
    read_draft(text)
    fingerprint = document_hash(document)
    last = DraftEdition.objects.filter(version=version).order_by("-number").first()
    if last is not None and last.content_hash == fingerprint:
        raise EditionUnchanged(edition=last.number)
    edition = DraftEdition.objects.create(
        version=version,
        number=last.number + 1 if last else 1,
        document=text,
        content_hash=fingerprint,
        made_on=day_of(now),
    )
    fact = EditionPublished(
        subject=version.code_id,
        community=version.code.community_id,
        number=version.number,
        edition=edition.number,
        hash=fingerprint,
    )
    record(fact, by=by, now=now)
    return queries.edition(edition.id)
