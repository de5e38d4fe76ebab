"""Freezing a draft and letting it bind."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.versions import locked, refuse_faults
from comity.codes.actions.wanting import want_for
from comity.codes.actions.words import refuse_words
from comity.codes.errors import CodeEmpty, CodeVersionFrozen, CodeVersionNotFrozen
from comity.codes.errors.versions import EffectMissing
from comity.codes.facts import CodeFrozen, CodePutInForce
from comity.codes.facts.floor import WordsBoundUnjudged
from comity.codes.models import CodeVersion
from comity.codes.rules.effective import content_hash
from comity.codes.rules.effects import Effects, tidied, to_column
from comity.kernel.actors import Actor, ActorKind
from comity.record.actions import record

State = CodeVersion.State


@transaction.atomic
def freeze(
    *, version_id: str, effects: Effects | None = None, by: Actor, now: datetime
) -> queries.Version:
    """Freeze a draft: what it says can be signed and voted on, and never changes again.

    Args:
        version_id: of the draft.
        effects: what it means for those who are easily overlooked. Only an operator can leave it
            out, for a code that was agreed elsewhere: every page then tells that nobody said it.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is frozen already.
        CodeEmpty: it has no provision.
        CodeContradictsItself: it forbids what it also asks for or grants.
        CodeBelowFloor: it falls below what binds above its community.
        EffectMissing: what it means for some is not said.
        CodeTooLong: it is said at greater length than anybody reads.
        CodeNotText: there is something in it that is no text.
        LanguageUnknown: it is said in something that is no language.
        DomainError: something of ``COMITY_FREEZING`` holds it back, such as a consultation.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if version.state != State.DRAFT:
        raise CodeVersionFrozen(number=version.number)
    for name in settings.COMITY_FREEZING:
        import_string(name)(version.code_id, now)
    document = queries.document(version_id, seen_by=by)
    if not document.provisions:
        raise CodeEmpty(field="provisions")
    refuse_faults(version, document, by)
    if effects is not None:
        version.effects = to_column(tidied(effects))
    elif by.kind is not ActorKind.OPERATOR:
        raise EffectMissing(field="newcomers")
    version.state, version.content_hash = State.FROZEN, content_hash(document)
    version.save(update_fields=["state", "content_hash", "effects"])
    want_for(version, now=now)
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
        CodeWordsBelowFloor: people judged words of it below the floor.
        CodeWordsUnjudged: words of it touch the floor, and people have not judged them yet.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_PUT_IN_FORCE, on=version.code.community_id)
    if version.state != State.FROZEN:
        raise CodeVersionNotFrozen(number=version.number)
    refuse_faults(version, queries.document(version_id), by)
    unjudged = refuse_words(version, now=now)
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
    if unjudged:
        bound = WordsBoundUnjudged(
            subject=version.code_id,
            community=version.code.community_id,
            number=version.number,
            words=unjudged,
        )
        record(bound, by=by, now=now)
    return queries.version(version_id)
