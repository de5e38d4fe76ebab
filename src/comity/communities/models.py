"""The tables of communities and their names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from comity.charter.rules import spoken
from comity.communities.rules import LONGEST_SLUG, Kind
from comity.kernel import ids


class Community(models.Model):
    """A node of the tree: a project, an affiliate, an event, or the movement itself.

    Attributes:
        languages: BCP 47 tags, the main one first.
        provider: of the accounts people use here; empty where the parent's counts.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    slug = models.CharField(max_length=LONGEST_SLUG)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    languages = models.JSONField(default=list)
    provider = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="a_slug_names_one_community"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind=Kind.MOVEMENT), name="there_is_one_movement"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MOVEMENT, parent=None)
                | (~Q(kind=Kind.MOVEMENT) & Q(parent__isnull=False)),
                name="only_a_movement_stands_alone",
            ),
            models.CheckConstraint(
                condition=~Q(id=F("parent")), name="no_community_stands_under_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.EVENT, starts_on__isnull=False, ends_on__gte=F("starts_on"))
                | (~Q(kind=Kind.EVENT) & Q(starts_on=None, ends_on=None)),
                name="exactly_events_have_days_in_order",
            ),
        ]

    @property
    def name(self) -> str:
        """What it is called in the reader's language, or in the nearest there is."""
        return self.named(get_language() or "en")

    def named(self, language: str) -> str:
        """Say what it is called in a language, or in the nearest there is."""
        return spoken(self.names_by_language, language)

    @property
    def names_by_language(self) -> dict[str, str]:
        """Every name it has, by language."""
        return {one.language: one.name for one in self.names.all()}


class CommunityName(models.Model):
    """What a community is called in one language."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "language"], name="a_community_has_one_name_in_a_language"
            ),
        ]
        ordering = ["language"]
