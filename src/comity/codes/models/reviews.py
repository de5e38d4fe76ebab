"""The tables of words that people judge, and of opinions that are asked for on drafts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.codes.models.editions import DraftEdition
from comity.codes.models.versions import Code
from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_TITLE
from comity.codes.rules.review import ReviewState, Verdict
from comity.kernel import ids


class WordsReview(models.Model):
    """Words of a local code that touch the floor, and what people say of them. All of it is public.

    The same words against the same floor are judged once, in whatever version they stand.

    Attributes:
        key: the id of the local provision.
        mark: of the words and all that they touch, as ``rules.touching`` makes it.
        touches: ids of the floor's provisions.
        language: in which the words were agreed.
        title: the words, as are ``body`` and ``example``.
        verdict: once it is judged.
        asked_on: the day since which somebody is wanted.
        judged_on: the day of the last verdict that was needed.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="reviews")
    key = models.CharField(max_length=LONGEST_NAME)
    mark = models.CharField(max_length=64)
    touches = models.JSONField(default=list)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(blank=True)
    example = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in ReviewState], default=ReviewState.WANTED
    )
    verdict = models.CharField(max_length=5, choices=[(one, one) for one in Verdict], blank=True)
    asked_on = models.DateField()
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "mark"], name="the_same_words_are_judged_once"),
            models.CheckConstraint(
                condition=Q(state="judged", judged_on__isnull=False, verdict__gt="")
                | (~Q(state="judged") & Q(judged_on=None, verdict="")),
                name="exactly_judged_reviews_have_a_verdict",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_on"], name="reviews_by_state"),
            models.Index(fields=["verdict", "judged_on"], name="reviews_by_verdict"),
        ]


class Reviewer(models.Model):
    """Somebody who judges words, or has.

    Attributes:
        person: none once they are forgotten; their verdict stays.
        inside: whether they belong to the community whose code it is.
        taken_on: the day on which they took it on.
        verdict: once they have judged.
        reason: for it, in public.
        judged_on: the day.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    review = models.ForeignKey(WordsReview, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    inside = models.BooleanField()
    taken_on = models.DateField()
    verdict = models.CharField(max_length=5, choices=[(one, one) for one in Verdict], blank=True)
    reason = models.TextField(blank=True)
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="a_person_judges_words_once"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_on=None)
                | (Q(verdict__gt="", judged_on__isnull=False) & ~Q(reason="")),
                name="every_verdict_has_a_day_and_a_reason",
            ),
        ]


class AdviceRequest(models.Model):
    """A community asks for an opinion on a published draft. It binds nobody.

    Attributes:
        person: who asked; none once they are forgotten.
        question: in public.
        asked_on: the day.
        language: of the question.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    edition = models.ForeignKey(DraftEdition, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    question = models.TextField()
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    asked_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["asked_on"], name="advice_by_day")]


class Advice(models.Model):
    """An opinion that somebody gave when asked, in public.

    Attributes:
        person: who gave it; none once they are forgotten.
        given_on: the day.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    request = models.ForeignKey(AdviceRequest, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField()
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    given_on = models.DateField()
