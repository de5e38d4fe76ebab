"""The table of published snapshots of drafts."""

from django.db import models
from django.db.models import Q

from comity.codes.models.versions import CodeVersion
from comity.kernel import ids


class DraftEdition(models.Model):
    """A draft as it was on one day. Anybody can read it, and the database never changes it.

    Attributes:
        number: counted from 1 for each version.
        document: all that the draft said, as ``rules.writer`` writes it.
        content_hash: SHA-256 of ``document`` in UTF-8.
        made_on: the day.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    version = models.ForeignKey(CodeVersion, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    content_hash = models.CharField(max_length=64)
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="an_edition_number_is_given_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="editions_count_from_one"),
        ]
