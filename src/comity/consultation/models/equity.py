"""Whom a consultation concerns, what people say about themselves, and how it is steered."""

from django.db import models
from django.db.models import Q

from comity.consultation.models.rounds import LONGEST_LANGUAGE, Consultation, Participant
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.outreach import OutreachState
from comity.consultation.rules.targets import LONGEST_CATEGORY, LONGEST_SOURCE
from comity.kernel import ids


class PopulationTarget(models.Model):
    """How large a group is among the people whom a consultation concerns.

    Attributes:
        share: percent.
        source: where the figure comes from.
        as_of: the day that the figure tells of.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="targets")
    dimension = models.CharField(max_length=20, choices=[(one, one) for one in Dimension])
    category = models.CharField(max_length=LONGEST_CATEGORY)
    share = models.DecimalField(max_digits=6, decimal_places=3)
    source = models.CharField(max_length=LONGEST_SOURCE)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "dimension", "category"], name="a_group_has_one_share"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100), name="a_share_is_a_percentage"
            ),
            models.CheckConstraint(condition=~Q(category=""), name="a_target_names_its_group"),
            models.CheckConstraint(
                condition=Q(dimension__in=list(Dimension)), name="a_target_has_a_known_dimension"
            ),
        ]


class Attribute(models.Model):
    """What somebody says about themselves in one consultation, if they want to.

    It stands apart from what they contribute and is counted only in groups. Deleting it leaves
    nothing behind but the figures of the days before.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="attributes"
    )
    dimension = models.CharField(max_length=20, choices=[(one, one) for one in Dimension])
    category = models.CharField(max_length=LONGEST_CATEGORY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "dimension"], name="somebody_says_each_thing_once"
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=list(Dimension)),
                name="an_attribute_has_a_known_dimension",
            ),
        ]


class EquityReport(models.Model):
    """Who took part in a consultation, as it stood on one day.

    Attributes:
        day: the day.
        figures: as ``rules.reports`` writes them, with everything hidden that tells of few.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="equity_reports"
    )
    day = models.DateField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "day"], name="a_consultation_has_one_report_a_day"
            ),
        ]


class OutreachTask(models.Model):
    """Going out to a group that does not take part.

    Attributes:
        state: open until somebody wrote down what was done, or why it was given up.
        note: that, published.
        made_on: the day.
        settled_on: the day on which it was done or given up.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="outreach"
    )
    dimension = models.CharField(max_length=20, choices=[(one, one) for one in Dimension])
    category = models.CharField(max_length=LONGEST_CATEGORY)
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in OutreachState], default=OutreachState.OPEN
    )
    note = models.TextField(blank=True, default="")
    made_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "dimension", "category"],
                condition=Q(state=OutreachState.OPEN),
                name="going_out_to_a_group_is_one_open_task",
            ),
            models.CheckConstraint(
                condition=Q(state=OutreachState.OPEN, note="", settled_on=None)
                | (
                    Q(state__in=[OutreachState.DONE, OutreachState.GIVEN_UP])
                    & ~Q(note="")
                    & Q(settled_on__isnull=False)
                ),
                name="outreach_is_over_once_it_is_written_down",
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=list(Dimension)), name="outreach_has_a_known_dimension"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="outreach_by_state")]


class ListeningSession(models.Model):
    """A talk with people of a group, in their own language, written down with their consent.

    Attributes:
        day: on which it took place.
        language: in which people spoke.
        facilitator: who led it, as they want to be named in public.
        people: how many came.
        notes: what was said, published.
        consent: how those who came agreed to that.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    task = models.ForeignKey(OutreachTask, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField()
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    facilitator = models.CharField(max_length=150)
    people = models.PositiveSmallIntegerField()
    notes = models.TextField()
    consent = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(notes="") & ~Q(consent=""),
                name="a_listening_session_has_notes_and_consent",
            ),
        ]
        indexes = [models.Index(fields=["task", "day"], name="listening_sessions_by_day")]
