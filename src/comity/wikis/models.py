"""The table of wikis."""

from django.db import models

from comity.kernel import ids
from comity.wikis.rules import LONGEST_URL


class Wiki(models.Model):
    """A wiki on which a community lives, and our login there.

    Attributes:
        name: as the wiki calls itself; empty until it was asked.
        provider: of its accounts.
        credentials: sealed to the service.
        site: how the wiki describes itself; empty until it was asked.
        capabilities: what can be done there; empty until it was asked.
        trouble: the code of what went wrong at the last check; empty if nothing did.
        checked_on: the day of the last check.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, related_name="wikis"
    )
    name = models.CharField(max_length=200, blank=True)
    api_url = models.CharField(max_length=LONGEST_URL)
    provider = models.CharField(max_length=40)
    credentials = models.BinaryField()
    site = models.JSONField(default=dict, blank=True)
    capabilities = models.JSONField(default=dict, blank=True)
    trouble = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], name="a_community_lives_on_one_wiki"),
        ]
