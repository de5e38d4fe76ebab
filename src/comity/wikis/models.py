"""The tables of wikis and of logins that several of them share."""

from django.db import models

from comity.kernel import ids
from comity.wikis.rules import LONGEST_DOMAIN, LONGEST_URL

LONGEST_SAYING = 300
"""Characters that are kept of what a wiki says of itself when something goes wrong."""


class SharedLogin(models.Model):
    """One login for several wikis of a family.

    Attributes:
        community: whose keepers look after it.
        name: what they call it.
        domain: in which its wikis lie; it is never sent anywhere else.
        credentials: sealed to the service.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=LONGEST_DOMAIN)
    credentials = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], name="a_shared_login_has_a_name_of_its_own"
            ),
        ]


class Wiki(models.Model):
    """A wiki on which a community lives, and our login there.

    Attributes:
        name: as the wiki calls itself; empty until it was asked.
        provider: of its accounts.
        credentials: sealed to the service; empty where the login is shared or was forgotten.
        shared_login: which it uses instead of one of its own.
        site: how the wiki describes itself; empty until it was asked.
        capabilities: what can be done there; empty until it was asked.
        survey: of its groups; empty until it was asked.
        trouble: the code of what went wrong at the last check; empty if nothing did.
        trouble_said: what the wiki said of it, in its own words.
        checked_on: the day of the last check.
        answered_on: the day of the last check that went well.
        checking: whether it was asked for a check that has not come back.
        disconnected_on: the day on which its login was forgotten.
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
    credentials = models.BinaryField(default=bytes)
    shared_login = models.ForeignKey(
        SharedLogin, on_delete=models.PROTECT, null=True, blank=True, related_name="wikis"
    )
    site = models.JSONField(default=dict, blank=True)
    capabilities = models.JSONField(default=dict, blank=True)
    survey = models.JSONField(default=dict, blank=True)
    trouble = models.CharField(max_length=60, blank=True)
    trouble_said = models.CharField(max_length=LONGEST_SAYING, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    checking = models.BooleanField(default=False)
    disconnected_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], name="a_community_lives_on_one_wiki"),
        ]
