"""The tables of adopted charters and of what this database is for."""

from django.db import models
from django.db.models import Q

from comity.kernel import ids


class CharterVersion(models.Model):
    """One adopted text. Of each place the highest number is in force; none is ever changed.

    Attributes:
        community_id: whose own charter it is; empty for the charter of the movement.
        above_id: the version it stands on; empty for the charter of the movement.
        text: all of it, or for a community only what it changes.
        hash: of everything that holds under it.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community_id = models.CharField(max_length=ids.LENGTH, default="", blank=True)
    above_id = models.CharField(max_length=ids.LENGTH, default="", blank=True)
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    adopted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community_id", "number"], name="a_charter_number_is_given_once_in_a_place"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="charters_count_from_one"),
            models.CheckConstraint(
                condition=Q(community_id="", above_id="") | (~Q(community_id="") & ~Q(above_id="")),
                name="only_a_communitys_charter_stands_on_another",
            ),
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
