"""What was said before, what was brought together, what was set aside, and what it adds up to."""

from django.db import models
from django.db.models import F, Q

from comity.consultation.models.contributions import Contribution
from comity.consultation.models.rounds import LONGEST_LANGUAGE, Consultation, Participant, Round
from comity.kernel import ids


class Trace(models.Model):
    """A number by which a contribution is found among those that are like it.

    Attributes:
        language: of the words it was made from: the contribution's, or of a translation.
        number: one of ``kernel.likeness.bands``.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="traces")
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "contribution", "language"], name="a_trace_is_left_once"
            ),
        ]


class Merge(models.Model):
    """A contribution that stands together with another one. It keeps its voice and its answer.

    Attributes:
        lead: the one it stands with, which stands with none itself.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="merge"
    )
    lead = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="merged")
    merged_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(contribution=F("lead")), name="nothing_is_merged_into_itself"
            ),
        ]


class SetAside(models.Model):
    """A decision, made by a person in public, to show results also without one participant.

    Nothing is taken away: what they said stays, is answered, and counts in the first of the two
    results.

    Attributes:
        signal: what pointed there; empty where nothing did.
        reason: by language; never empty.
        lifted_on: the day on which the decision was taken back.
        lifted_reason: by language.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="set_aside"
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="set_aside")
    signal = models.CharField(max_length=20, blank=True, default="")
    reason = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_reason = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(lifted_on__isnull=True),
                name="a_participant_is_set_aside_once",
            ),
            models.CheckConstraint(condition=~Q(reason={}), name="setting_aside_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_reason={})
                | (Q(lifted_on__isnull=False) & ~Q(lifted_reason={})),
                name="taking_it_back_has_a_reason_too",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "decided_on"], name="set_aside_by_day"),
        ]


class Summary(models.Model):
    """What the contributions of a round add up to, in counts and in people's own words.

    Attributes:
        seen: tells whether anything was said, changed or merged since; empty where it was.
        sentences: as ``rules.digest`` gives them.
        made_on: the day.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, primary_key=True, related_name="summary"
    )
    seen = models.CharField(max_length=64)
    sentences = models.JSONField(default=list)
    made_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["round"], condition=Q(seen=""), name="summaries_to_make"),
        ]
