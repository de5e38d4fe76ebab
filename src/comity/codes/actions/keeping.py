"""Letting a change of the source through, where its translations are as right as before."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.actions.carrying import person
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeTooLong
from comity.codes.errors.translations import (
    AlreadyKept,
    NotKept,
    ReasonMissing,
    SourceNotTranslated,
)
from comity.codes.facts.translations import KeepingEnded, TranslationsKept
from comity.codes.models import (
    AboutText,
    CodeVersion,
    KeptTranslations,
    Provision,
    ProvisionText,
    SourceText,
)
from comity.codes.queries.about import about_words
from comity.codes.rules.documents import Text
from comity.codes.rules.sources import ABOUT, source_hash
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
        provision_id: the persistent id; ``ABOUT`` for title and summary.
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
    after = _present(version, provision_id)
    why = _tidy(reason)
    known = SourceText.objects.filter(hash=before).exists()
    if before == after or not known or not _was_translated(version, provision_id, before):
        raise SourceNotTranslated(field="before")
    change = {"code_id": version.code_id, "key": provision_id, "before": before, "after": after}
    said = {"reason": why, "person_id": person(by), "kept_on": day_of(now)}
    if not KeptTranslations.objects.get_or_create(**change, ended_on=None, defaults=said)[1]:
        raise AlreadyKept
    _forget_what_is_in_memory(version)
    fact = TranslationsKept(
        subject=version.code_id, provision=provision_id, before=before, after=after
    )
    record(fact, by=by, now=now)


@transaction.atomic
def stop_keeping_translations(
    *,
    version_id: str,
    provision_id: str,
    before: str,
    after: str,
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    """Take back that what was translated from one source is right for another one too.

    Translations are then as outdated as if nobody had ever said so.

    Args:
        version_id: of any version of the code.
        provision_id: the persistent id; ``ABOUT`` for title and summary.
        before: the hash of the source that the translations were made from.
        after: the hash of the one that they were said to be right for.
        reason: for everybody to read.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        NotKept: nobody said so, or it was taken back before.
        ReasonMissing: nothing says why.
        CodeTooLong: the reason is longer than anybody reads.
    """
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    why = _tidy(reason)
    found = KeptTranslations.objects.filter(
        code=version.code_id, key=provision_id, before=before, after=after, ended_on=None
    )
    if not found.update(ended_on=day_of(now), ended_by=person(by), ended_reason=why):
        raise NotKept
    _forget_what_is_in_memory(version)
    fact = KeepingEnded(subject=version.code_id, provision=provision_id, before=before, after=after)
    record(fact, by=by, now=now)


def _present(version: CodeVersion, key: str) -> str:
    """Name the agreed words of a unit by their hash."""
    if key == ABOUT:
        return source_hash(version.source_language, about_words(version, version.source_language))
    provision = Provision.objects.filter(version=version, key=key).first()
    if provision is None:
        raise NotFound
    agreed = ProvisionText.objects.get(provision=provision, language=version.source_language)
    return source_hash(agreed.language, Text(agreed.title, agreed.body, agreed.example))


def _was_translated(version: CodeVersion, key: str, before: str) -> bool:
    """Tell whether any translation of a unit was made from a source, in whatever version."""
    if key == ABOUT:
        return AboutText.objects.filter(version__code=version.code_id, made_from=before).exists()
    return ProvisionText.objects.filter(
        provision__version__code=version.code_id, provision__key=key, made_from=before
    ).exists()


def _tidy(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise CodeTooLong(field="reason", most=LONGEST_REASON)
    refuse_what_no_database_keeps(reason, field="reason")
    return reason.strip()


def _forget_what_is_in_memory(version: CodeVersion) -> None:
    # Another version of the code may have the same words, and what is kept in memory of it too.
    CodeVersion.objects.filter(code=version.code_id).update(revision=F("revision") + 1)
