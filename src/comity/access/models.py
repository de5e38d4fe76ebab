"""The table of grants."""

from django.db import models

from comity.kernel import ids


class Grant(models.Model):
    """One person may do one thing to one thing. Both are plain ids: grants know no tables."""

    person_id = models.CharField(max_length=ids.LENGTH)
    permission = models.CharField(max_length=80)
    on = models.CharField(max_length=ids.LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "permission", "on"], name="granted_once"),
        ]
        indexes = [models.Index(fields=["permission", "on"], name="granted_on")]
