"""Putting provisions into other languages."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeTooLong, LanguageUnknown, SourceTextAgreed
from comity.codes.facts import ProvisionTranslated
from comity.codes.models import CodeVersion, Provision, ProvisionText
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Text,
    TextState,
)
from comity.codes.rules.table import LANGUAGE, refuse_what_no_database_keeps
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.record.actions import record


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
    version = locked(version_id, by)
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
