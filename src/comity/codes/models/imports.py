"""The table of texts that somebody is bringing in."""

from django.db import models
from django.db.models import Q

from comity.kernel import ids


class CodeImport(models.Model):
    """Files on their way to becoming a draft. It is forgotten after a week, or once written.

    Nobody is named in it: whoever may edit the code may go on with it.

    Attributes:
        asked: how the files are to be read, as ``rules.importing`` writes it.
        files: their names, forms, languages and texts; empty once they are read.
        total: how many files there are.
        done: how many of them are read.
        document: what came of them, as ``rules.writer`` writes it; empty until then.
        report: what became of what, and what was not read; nothing until then.
        problem: why they cannot be read, as code and details; nothing where they can.
        begun_on: the day.
    """

    class State(models.TextChoices):
        """How far the reading is."""

        WAITING = "waiting"
        READ = "read"
        REFUSED = "refused"

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey(
        "communities.Community", on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    document = models.TextField(blank=True)
    report = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    begun_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "read", "refused"]),
                name="an_import_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | ~Q(document=""), name="what_was_read_is_kept"
            ),
        ]
