"""The table of what is said about provisions between versions."""

from django.db import models
from django.db.models import Q

from comity.codes.models.versions import Code
from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_NAME
from comity.codes.rules.talk import TalkKind
from comity.kernel import ids


class Talk(models.Model):
    """Something that somebody said about a provision, or in answer to what another said.

    Attributes:
        number: counts what was said, and keeps its order: days alone would not.
        key: of the provision, through all versions.
        kind: of what begins a talk; an answer has that of what it answers.
        language: in which it is said.
        community: from which it speaks; none where it speaks from nowhere in particular.
        answers: what it answers; an answer is not answered itself.
        person: who said it; nobody once they are forgotten.
        withdrawn_on: the day on which they took it back. Then there is no text.
        hidden_on: the day on which it was hidden from everybody.
        hidden_reason: for everybody to read.
    """

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=ids.LENGTH, default=ids.new_id, editable=False, unique=True)
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="talk")
    key = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in TalkKind])
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    text = models.TextField(blank=True)
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True)
    said_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    hidden_on = models.DateField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(text=""),
                name="what_is_taken_back_has_no_text",
            ),
            models.CheckConstraint(
                condition=Q(hidden_on=None, hidden_reason="")
                | (Q(hidden_on__isnull=False) & ~Q(hidden_reason="")),
                name="what_is_hidden_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["code", "key", "-number"], name="talk_by_provision"),
            models.Index(fields=["code", "answers", "-number"], name="talk_by_code"),
            models.Index(fields=["person", "said_on"], name="talk_by_person_and_day"),
        ]
