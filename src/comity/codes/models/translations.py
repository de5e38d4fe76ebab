"""The tables of translations: their sources, what happened to them, and the terms they share."""

from django.db import models
from django.db.models import F, Q

from comity.codes.models.versions import Code, CodeVersion
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_TITLE,
    TextState,
)
from comity.codes.rules.glossary import LONGEST_TERM
from comity.codes.rules.moves import Move
from comity.kernel import ids

HASH = 64


class SourceText(models.Model):
    """Words that something was translated from. They stay, so that a change can be shown.

    Attributes:
        hash: of ``rules.sources.source_hash``.
    """

    hash = models.CharField(primary_key=True, max_length=HASH)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(blank=True)
    example = models.TextField(blank=True)


class AboutText(models.Model):
    """How far title and summary of a version are in another language. The words stand there.

    Attributes:
        state: as it was left, like that of a provision.
        made_from: the hash of the source it was made from; empty where nobody knows.
        translator: who wrote these words; nobody for programs, and once they are forgotten.
        reviewer: who else approved them.
    """

    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="about_texts")
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    state = models.CharField(max_length=10, choices=[(one, one) for one in TextState])
    made_from = models.CharField(max_length=HASH, blank=True)
    translator = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"], name="a_title_is_translated_once_into_a_language"
            ),
        ]


class KeptTranslations(models.Model):
    """A change of a source that leaves its translations as they are, and why.

    Attributes:
        key: of the provision, through all versions.
        before: the hash of the source that was translated.
        after: the hash of the one that counts as equal.
        reason: for everybody to read.
        person: who said so; nobody once they are forgotten.
        ended_on: the day on which it was taken back; none while it holds.
        ended_by: who took it back; nobody once they are forgotten.
        ended_reason: for everybody to read.
    """

    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="kept_translations")
    key = models.CharField(max_length=LONGEST_NAME)
    before = models.CharField(max_length=HASH)
    after = models.CharField(max_length=HASH)
    reason = models.TextField()
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True)
    kept_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "key", "before", "after"],
                condition=Q(ended_on=None),
                name="a_change_is_let_through_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="")
                | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="what_is_taken_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="a_change_leads_from_one_source_to_another"
            ),
        ]


class TranslationStep(models.Model):
    """Something that somebody did with a translation, through all versions.

    Attributes:
        key: of the provision.
        number: of the version.
        after: the state it led to.
        reason: for everybody to read; empty for most.
        person: who did it; nobody for programs, and once they are forgotten.
    """

    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="translation_steps")
    key = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=13, choices=[(one, one) for one in Move])
    after = models.CharField(max_length=10, choices=[(one, one) for one in TextState])
    reason = models.TextField(blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True)
    done_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["code", "key", "language"], name="translation_steps_by_unit")
        ]


class GlossaryTerm(models.Model):
    """How a term of a code is said in another language, wherever it stands.

    Attributes:
        term: in the source language.
        said: in ``language``.
        note: what to mind; may be empty.
        writer: who wrote it last; nobody once they are forgotten.
        approver: who else agreed.
        approved_on: the day of it; none while nobody has.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="glossary")
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    term = models.CharField(max_length=LONGEST_TERM)
    said = models.CharField(max_length=LONGEST_TERM)
    note = models.TextField(blank=True)
    writer = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approver = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_on = models.DateField()
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language", "term"], name="a_term_is_translated_once"
            ),
        ]
