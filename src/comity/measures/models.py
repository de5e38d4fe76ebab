"""The table of measures. It names nobody: subjects are keyed hashes, accounts are sealed."""

from django.db import models
from django.db.models import F, Q

from comity.kernel import ids
from comity.measures.rules import ENDED, RUNNING, State


class Measure(models.Model):
    """What follows from a decision, for one account.

    Attributes:
        kind: as the charter names it; what a wiki carries out is in ``rules.ON_WIKI``.
        level: 0 to 8.
        terms: which ways of writing stay open; never a title, a name or a text.
        subject_tag: keyed hash of the account, by which history is found.
        wiki_id: where it is carried out; empty for what no wiki carries out.
        overturned: it never counts as history, from the moment this is said.
        starts_on: the day it was decided.
        ends_on: its last day; none for a measure without an end of its own.
        ended_on: the day on which it stopped running.
        attempts: failures since somebody last looked.
        order: account, pages and namespaces, sealed to the service; erased when all is done.
        proof: what the wiki said of its block, sealed to the service.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    kind = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField()
    terms = models.JSONField(default=dict)
    subject_tag = models.CharField(max_length=32)
    wiki_id = models.CharField(max_length=ids.LENGTH, blank=True)
    state = models.CharField(max_length=12, choices=[(state, state) for state in State])
    overturned = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    order = models.BinaryField(default=bytes)
    proof = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=8), name="a_measure_is_on_the_ladder"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_measure_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(RUNNING), ended_on=None)
                | Q(state__in=sorted(ENDED), ended_on__isnull=False),
                name="a_measure_has_a_last_day_exactly_when_it_has_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ENDED)) | Q(order=b""),
                name="an_ended_measure_names_no_account",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OVERTURNED) | Q(overturned=True),
                name="an_overturned_measure_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_tag", "starts_on"], name="measures_of_a_subject"),
            models.Index(
                fields=["ends_on"],
                condition=Q(state__in=sorted(RUNNING)),
                name="measures_that_run",
            ),
        ]
