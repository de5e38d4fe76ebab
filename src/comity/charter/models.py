"""The tables of adopted charters and of what this database is for."""

from django.db import models
from django.db.models import Q

from comity.kernel import ids


class CharterVersion(models.Model):
    """One adopted text. The highest number is in force; none is ever changed."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    adopted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_charter_number_is_given_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="charters_count_from_one"),
        ]


class Installation(models.Model):
    """What this database is for. There is one row, and it never changes."""

    class Use(models.TextChoices):
        """The two uses, which never meet in one database."""

        SANDBOX = "sandbox"
        PRODUCTION = "production"

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    only = models.BooleanField(default=True)
    use = models.CharField(max_length=10, choices=Use)
    marked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only"], name="there_is_one_installation"),
            models.CheckConstraint(condition=Q(only=True), name="an_installation_is_the_only_one"),
            models.CheckConstraint(
                condition=Q(use__in=["sandbox", "production"]),
                name="an_installation_is_a_sandbox_or_real",
            ),
        ]
