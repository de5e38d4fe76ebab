"""Letting a change of the source through, where its translations are as right as before."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.actions.carrying import person
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeTooLong
from comity.codes.errors.translations import AlreadyKept, ReasonMissing, SourceNotTranslated
from comity.codes.facts.translations import TranslationsKept
from comity.codes.models import (
    CodeVersion,
    KeptTranslations,
    Provision,
    ProvisionText,
    SourceText,
)
from comity.codes.rules.documents import Text
from comity.codes.rules.sources import source_hash
from comity.codes.rules.table import refuse_what_no_database_keeps
from comity.codes.rules.talk import LONGEST_REASON
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def keep_translations(
    *, version_id: str, provision_id: str, before: str, reason: str, by: Actor, now: datetime
) -> None:
    """Say that what was translated from an earlier source is right for the present one too.

    It holds for every language and every version of this code.

    Args:
        version_id: whose present words are meant.
        provision_id: the persistent id.
        before: the hash of the source that the translations were made from.
        reason: for everybody to read.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version or provision that ``by`` may know of.
        SourceNotTranslated: nothing of this provision was made from that source, or it is the
            present one.
        AlreadyKept: it was said before.
        ReasonMissing: nothing says why.
        CodeTooLong: the reason is longer than anybody reads.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    provision = Provision.objects.filter(version=version, key=provision_id).first()
    if provision is None:
        raise NotFound
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise CodeTooLong(field="reason", most=LONGEST_REASON)
    refuse_what_no_database_keeps(reason, field="reason")
    agreed = ProvisionText.objects.get(provision=provision, language=version.source_language)
    after = source_hash(agreed.language, Text(agreed.title, agreed.body, agreed.example))
    made = ProvisionText.objects.filter(
        provision__version__code=version.code_id, provision__key=provision_id, made_from=before
    )
    if before == after or not made.exists() or not SourceText.objects.filter(hash=before).exists():
        raise SourceNotTranslated(field="before")
    change = {"code_id": version.code_id, "key": provision_id, "before": before, "after": after}
    said = {"reason": reason.strip(), "person_id": person(by), "kept_on": day_of(now)}
    if not KeptTranslations.objects.get_or_create(**change, defaults=said)[1]:
        raise AlreadyKept
    # Another version of the code may have the same words, and what is kept in memory of it too.
    CodeVersion.objects.filter(code=version.code_id).update(revision=F("revision") + 1)
    fact = TranslationsKept(
        subject=version.code_id, provision=provision_id, before=before, after=after
    )
    record(fact, by=by, now=now)
