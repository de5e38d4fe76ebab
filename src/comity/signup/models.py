"""The table of signatures."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.kernel import ids
from comity.signup.rules import Basis


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
