"""The table of signatures."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.kernel import ids
from comity.signup.rules import ON_THE_WAY, Basis, Place


class Signature(models.Model):
    """Somebody is bound by a version: a person here, or an account known only elsewhere."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    version = models.ForeignKey("codes.CodeVersion", on_delete=models.PROTECT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True
    )
    provider = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=12, choices=[(basis, basis) for basis in Basis])
    language = models.CharField(max_length=35)
    signed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, provider__gt="", subject__gt="")
                | Q(person__isnull=False, provider="", subject=""),
                name="a_signature_is_a_persons_or_an_accounts",
            ),
            models.UniqueConstraint(
                fields=["person", "version"],
                condition=Q(person__isnull=False),
                name="a_person_signs_a_version_once",
            ),
            models.UniqueConstraint(
                fields=["provider", "subject", "version"],
                condition=Q(person=None),
                name="an_account_signs_a_version_once",
            ),
        ]


class WikiSigning(models.Model):
    """What a wiki makes of signatures.

    Attributes:
        keeps_group: whether people who have signed are put into a group there.
        group: as the wiki names it.
        grace_days: for which a signature of the version before still counts.
        refuses: whether its community decided that only they can edit.
        decided_on: the day of that decision.
        reason: of that decision, in public.
        effect: on newcomers, as it was last looked at; empty if nobody looked.
        effect_before: as it was when the decision was made.
        looking: whether somebody waits for the effect.
        looked_on: the day on which it was last tried to find out.
        trouble: the code of what keeps the group from being kept; empty if nothing does.
        attempts: failures since it last went well.
        not_before: when to go on, after a failure or a full batch.
        swept_to: the account up to which everybody in the group was looked at again.
        swept_on: the day on which that was last done with all.
    """

    wiki = models.OneToOneField(
        "wikis.Wiki", on_delete=models.CASCADE, primary_key=True, related_name="signing"
    )
    keeps_group = models.BooleanField(default=False)
    group = models.CharField(max_length=63, default="signed")
    grace_days = models.PositiveSmallIntegerField(default=30)
    refuses = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    effect = models.JSONField(default=dict, blank=True)
    effect_before = models.JSONField(default=dict, blank=True)
    looking = models.BooleanField(default=False)
    looked_on = models.DateField(null=True, blank=True)
    trouble = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    swept_to = models.CharField(max_length=40, blank=True)
    swept_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(refuses=False) | Q(keeps_group=True),
                name="a_wiki_that_refuses_keeps_the_group",
            ),
        ]


class Membership(models.Model):
    """An account in the group of a wiki, or on its way in or out."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    wiki = models.ForeignKey("wikis.Wiki", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=40)
    place = models.CharField(max_length=10, choices=[(place, place) for place in Place])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wiki", "subject"], name="an_account_has_one_place_in_a_group"
            ),
        ]
        indexes = [
            models.Index(
                fields=["wiki"],
                condition=Q(place__in=sorted(ON_THE_WAY)),
                name="memberships_on_the_way",
            ),
        ]
