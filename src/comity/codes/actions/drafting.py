"""Writing the draft of a code."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.errors import CodeEmpty, CodeLevelWrong
from comity.codes.facts import CodeDrafted
from comity.codes.models import Code, CodeVersion, Provision, ProvisionText
from comity.codes.rules.documents import Document, Level, TextState, Written
from comity.codes.rules.stored import bound_to, names_to
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.record.actions import record

State = CodeVersion.State


@transaction.atomic
def write_draft(
    *, community_id: str, document: Document, by: Actor, now: datetime
) -> queries.Version:
    """Write the draft of a community's next version, in place of the draft there is.

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
    code.versions.filter(state=State.DRAFT).delete()
    last = code.versions.aggregate(last=Max("number"))["last"] or 0
    version = CodeVersion.objects.create(
        code=code,
        number=last + 1,
        level=document.level,
        title=dict(document.title),
        summary=dict(document.summary),
        source_language=document.source_language,
        licence=document.licence,
        vocabulary=names_to(document),
    )
    _write_provisions(version, document)
    fact = CodeDrafted(subject=code.id, community=community_id, number=version.number)
    record(fact, by=by, now=now)
    return queries.version(version.id, seen_by=by)


def _write_provisions(version: CodeVersion, document: Document) -> None:
    rows = Provision.objects.bulk_create(
        _row(version, place, one) for place, one in enumerate(document.provisions, start=1)
    )
    ProvisionText.objects.bulk_create(
        ProvisionText(
            provision=row,
            language=language,
            title=text.title,
            body=text.body,
            example=text.example,
            state=TextState.SOURCE if language == document.source_language else TextState.COMPLETE,
        )
        for row, one in zip(rows, document.provisions, strict=True)
        for language, text in one.texts.items()
    )


def _row(version: CodeVersion, place: int, written: Written) -> Provision:
    rule = written.provision
    return Provision(
        version=version,
        key=rule.id,
        place=place,
        kind=rule.kind,
        modality=rule.modality or "",
        derogable=rule.derogable,
        behaviours=sorted(rule.behaviours),
        actors=sorted(rule.actors),
        spaces=sorted(rule.spaces),
        exceptions=sorted(rule.exceptions),
        parameters={name: bound_to(bound) for name, bound in rule.parameters.items()},
        refines=rule.refines,
    )
