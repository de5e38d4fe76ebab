"""The tables of other policies of a community, laid beside its code."""

from django.db import models

from comity.codes.models.versions import Code
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TITLE,
)
from comity.codes.rules.policies import Relation
from comity.kernel import ids


class Policy(models.Model):
    """A policy that a community has besides its code, such as one for its events.

    Attributes:
        address: where it stands; may be empty.
        vocabulary: the names of a structured one, as of a version; nothing for prose.
        added_on: the day on which it was laid beside the code.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, related_name="policies"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    licence = models.CharField(max_length=LONGEST_LICENCE, blank=True)
    vocabulary = models.JSONField(null=True, blank=True)
    added_on = models.DateField()


class PolicyUnit(models.Model):
    """One part of a policy: a heading with what stands under it, an item, a paragraph.

    Attributes:
        number: counted from 1.
        structure: what it asks exactly, where somebody has said so; nothing for prose.
    """

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="units")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(blank=True)
    structure = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="a_unit_number_of_a_policy_is_given_once"
            ),
        ]
        ordering = ["number"]


class PolicyMapping(models.Model):
    """What a policy says of one provision of the code.

    Attributes:
        key: of the provision, the same through all versions.
        unit: the part of the policy that speaks of it; nothing where none does.
        marked_on: the day.
    """

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="mappings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="policy_mappings")
    key = models.CharField(max_length=LONGEST_NAME)
    relation = models.CharField(max_length=11, choices=[(one, one) for one in Relation])
    unit = models.ForeignKey(
        PolicyUnit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    marked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "key"], name="a_policy_says_one_thing_of_a_provision"
            ),
        ]
