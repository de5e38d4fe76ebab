"""The tables of codes and their versions."""

from django.db import models
from django.db.models import Q

from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    Level,
)
from comity.kernel import ids


class Code(models.Model):
    """The code of one community, whatever version it is in."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.OneToOneField(
        "communities.Community", on_delete=models.PROTECT, related_name="code"
    )
    slug = models.CharField(max_length=LONGEST_NAME)


class CodeVersion(models.Model):
    """One version of a code. Once it is frozen, only its translations change.

    Attributes:
        title: by language.
        summary: by language.
        vocabulary: names by axis, each with its parent and its words.
        content_hash: of structure and agreed words; empty while it is a draft.
        effects: what it means for newcomers and for groups that were silent or shut out, with the
            language in which that was written; none in a draft, and where nobody said it.
        revision: counts changed translations, so that nothing stale is kept in memory.
    """

    class State(models.TextChoices):
        """Where a version stands. How it comes from one to the next is for ``adoption``."""

        DRAFT = "draft"
        FROZEN = "frozen"
        IN_FORCE = "in_force"
        SUPERSEDED = "superseded"

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    level = models.CharField(max_length=10, choices=[(one, one) for one in Level])
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    source_language = models.CharField(max_length=LONGEST_LANGUAGE)
    licence = models.CharField(max_length=LONGEST_LICENCE, blank=True)
    vocabulary = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    effects = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    in_force_since = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number"], name="a_version_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="in_force"), name="one_version_is_in_force"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="draft"), name="one_version_is_being_drafted"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "frozen", "in_force", "superseded"]),
                name="a_version_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", content_hash="")
                | (~Q(state="draft") & ~Q(content_hash="")),
                name="exactly_drafts_have_no_hash",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "frozen"], in_force_since=None)
                | Q(state__in=["in_force", "superseded"], in_force_since__isnull=False),
                name="a_version_in_force_has_a_beginning",
            ),
            models.CheckConstraint(
                condition=Q(state="superseded", superseded_at__isnull=False)
                | (~Q(state="superseded") & Q(superseded_at=None)),
                name="exactly_superseded_versions_have_an_end",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="code_versions_count_from_one"),
        ]
