"""Everything that changes a code."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.errors import (
    CodeBelowFloor,
    CodeContradictsItself,
    CodeEmpty,
    CodeLevelWrong,
    CodeTooLong,
    CodeVersionFrozen,
    CodeVersionNotFrozen,
    LanguageUnknown,
    SourceTextAgreed,
)
from comity.codes.facts import CodeDrafted, CodeFrozen, CodePutInForce, ProvisionTranslated
from comity.codes.models import Code, CodeVersion, Provision, ProvisionText
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Document,
    Level,
    Text,
    TextState,
    Written,
)
from comity.codes.rules.effective import content_hash
from comity.codes.rules.floor import contradictions
from comity.codes.rules.stored import bound_to, names_to
from comity.codes.rules.table import LANGUAGE, refuse_what_no_database_keeps
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
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


@transaction.atomic
def freeze(*, version_id: str, by: Actor, now: datetime) -> queries.Version:
    """Freeze a draft: what it says can be signed and voted on, and never changes again.

    Args:
        version_id: of the draft.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is frozen already.
        CodeContradictsItself: it forbids what it also asks for or grants.
        CodeBelowFloor: it falls below what binds above its community.
    """
    version = _locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if version.state != State.DRAFT:
        raise CodeVersionFrozen(number=version.number)
    document = queries.document(version_id, seen_by=by)
    _refuse_faults(version, document, by)
    version.state, version.content_hash = State.FROZEN, content_hash(document)
    version.save(update_fields=["state", "content_hash"])
    fact = CodeFrozen(
        subject=version.code_id,
        community=version.code.community_id,
        number=version.number,
        hash=version.content_hash,
    )
    record(fact, by=by, now=now)
    return queries.version(version_id)


@transaction.atomic
def put_in_force(*, version_id: str, by: Actor, now: datetime) -> queries.Version:
    """Let a frozen version bind, in place of the one that does.

    Args:
        version_id: of the frozen version.
        by: somebody who may put the code of that community in force.
        now: the moment from which on it binds.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionNotFrozen: it is a draft, in force, or superseded.
        CodeBelowFloor: the floor has moved and the version is below it now.
    """
    version = _locked(version_id, by)
    require(by, Permission.CODE_PUT_IN_FORCE, on=version.code.community_id)
    if version.state != State.FROZEN:
        raise CodeVersionNotFrozen(number=version.number)
    _refuse_faults(version, queries.document(version_id), by)
    CodeVersion.objects.filter(code=version.code_id, state=State.IN_FORCE).update(
        state=State.SUPERSEDED, superseded_at=now
    )
    version.state, version.in_force_since = State.IN_FORCE, now
    version.save(update_fields=["state", "in_force_since"])
    fact = CodePutInForce(
        subject=version.code_id,
        community=version.code.community_id,
        number=version.number,
        hash=version.content_hash,
    )
    record(fact, by=by, now=now)
    return queries.version(version_id)


@transaction.atomic
def translate(
    *,
    version_id: str,
    provision_id: str,
    language: str,
    text: Text,
    state: TextState,
    by: Actor,
    now: datetime,
) -> None:
    """Put a provision into another language, or correct its translation.

    Args:
        version_id: draft, frozen or in force: what was agreed stays as it is.
        provision_id: the persistent id.
        language: a BCP 47 tag, not the source language.
        text: the words.
        state: how far they can be trusted.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version or provision that ``by`` may know of.
        SourceTextAgreed: the language is the one whose words were agreed.
        LanguageUnknown: it is no tag of a language.
        CodeTooLong: a part of the words is longer than anybody reads.
        CodeNotText: a part of the words cannot be kept.
    """
    version = _locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
        raise LanguageUnknown(field="language", language=language)
    for field, said in (("title", text.title), ("text", text.body), ("example", text.example)):
        most = LONGEST_TITLE if field == "title" else LONGEST_TEXT
        if len(said) > most:
            raise CodeTooLong(field=field, most=most)
        refuse_what_no_database_keeps(said, field=field)
    if language == version.source_language:
        raise SourceTextAgreed(field="language", language=language)
    provision = Provision.objects.filter(version=version, key=provision_id).first()
    if provision is None:
        raise NotFound
    ProvisionText.objects.update_or_create(
        provision=provision,
        language=language,
        defaults={
            "title": text.title,
            "body": text.body,
            "example": text.example,
            "state": state,
        },
    )
    CodeVersion.objects.filter(id=version_id).update(revision=F("revision") + 1)
    fact = ProvisionTranslated(
        subject=version.code_id, provision=provision_id, language=language, state=state
    )
    record(fact, by=by, now=now)


def _locked(version_id: str, by: Actor) -> CodeVersion:
    """Find a version and keep everybody else from changing it until the transaction ends."""
    queries.version(version_id, seen_by=by)
    versions = CodeVersion.objects.select_for_update(of=("self",)).select_related("code")
    return versions.get(id=version_id)


def _refuse_faults(version: CodeVersion, document: Document, by: Actor) -> None:
    if clashes := contradictions(document.code, document.vocabulary):
        first = clashes[0]
        raise CodeContradictsItself(first=first.floor_id, second=first.local_id, count=len(clashes))
    if document.level is Level.LOCAL:
        found = queries.floor_findings(version.id, seen_by=by).findings
        if found:
            raise CodeBelowFloor(count=len(found))


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
