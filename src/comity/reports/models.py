"""The tables of reports: what must be known before anything is opened, and nothing else."""

from django.db import models

from comity.kernel import ids


class Report(models.Model):
    """One person's submission. All that it says is in its room.

    Attributes:
        draft_tag: a keyed hash of the draft it was sent from, so that it is received once.
        language: in which the reporter reads, BCP 47.
        acknowledge_by: the day by which somebody answers that a person has read it.
        receipt_saved: whether the reporter has said so; from then on nobody is shown it again.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    room = models.OneToOneField("vault.Room", on_delete=models.PROTECT, related_name="+")
    draft_tag = models.CharField(max_length=32)
    language = models.CharField(max_length=35)
    received_on = models.DateField()
    acknowledge_by = models.DateField()
    receipt_saved = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft_tag"], name="a_draft_is_received_once"),
            models.CheckConstraint(
                condition=models.Q(acknowledge_by__gte=models.F("received_on")),
                name="a_report_is_acknowledged_after_it_came",
            ),
        ]


class Evidence(models.Model):
    """An edit still to be fetched from a wiki, sealed to the service; gone once it is fetched."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence")
    sealed = models.BinaryField()
