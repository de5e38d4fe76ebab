"""The tables of provisions and their words."""

from django.db import models

from comity.codes.models.versions import CodeVersion
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_TITLE,
    TextState,
)
from comity.codes.rules.provisions import Kind, Modality
from comity.kernel import ids


class Provision(models.Model):
    """One provision of one version. ``key`` is the id that stays through all versions.

    Attributes:
        source: where its words were taken from; nothing where they were written for this code.
        units: the numbers that a translation system gave its parts, if one did.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="provisions")
    key = models.CharField(max_length=LONGEST_NAME)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(one, one) for one in Kind])
    modality = models.CharField(max_length=12, choices=[(one, one) for one in Modality], blank=True)
    derogable = models.BooleanField(default=False)
    behaviours = models.JSONField(default=list)
    actors = models.JSONField(default=list)
    spaces = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    refines = models.CharField(max_length=LONGEST_NAME, blank=True)
    source = models.JSONField(null=True, blank=True)
    units = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="a_provision_stands_once_in_a_version"
            ),
            models.UniqueConstraint(
                fields=["version", "place"], name="a_place_in_a_version_is_taken_once"
            ),
        ]
        ordering = ["place"]


class ProvisionText(models.Model):
    """A provision in the words of one language.

    The last columns are of translations alone.

    Attributes:
        state: as it was left; ``rules.sources.shown_state`` tells whether it is outdated by now.
        made_from: the hash of the source it was made from; none where nobody knows.
        translator: who wrote these words; nobody for programs, and once they are forgotten.
        reviewer: who else approved them.
    """

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(blank=True)
    example = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(one, one) for one in TextState])
    # Columns that are added here must be nullable: for others SQLite makes the table anew, and
    # drops the triggers that guard what was agreed.
    made_from = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001, see above
    translator = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "language"], name="a_provision_has_one_text_in_a_language"
            ),
        ]
