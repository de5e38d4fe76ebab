"""The tables of bodies, their mandates, their seats, and conflicts of interest."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from comity.bodies.rules import BodyKind, Change, Stage, Standing
from comity.charter.rules import spoken
from comity.kernel import ids

LONGEST_SLUG = 60
LONGEST_CODE_NAME = 60
LONGEST_ACTOR = 60


class Body(models.Model):
    """People with a mandate, at a place in the tree.

    Attributes:
        contact: how to reach it without Comity.
        response_days: within how many days somebody answers.
        places: how many people should sit in it; None where nobody said.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, related_name="bodies"
    )
    slug = models.CharField(max_length=LONGEST_SLUG)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in BodyKind])
    contact = models.CharField(max_length=300)
    response_days = models.PositiveIntegerField()
    places = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="a_slug_names_one_body"),
            models.CheckConstraint(
                condition=Q(response_days__gte=1), name="a_body_answers_within_some_days"
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


class BodyName(models.Model):
    """What a body is called in one language."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "language"], name="a_body_has_one_name_in_a_language"
            ),
        ]
        ordering = ["language"]


class Mandate(models.Model):
    """What a body may decide. An empty list leaves a matter unrestricted.

    Attributes:
        stage: whether it decides first or on appeal.
        subjects: as the charter names them.
        measure_to: the gravest level it may impose, 0 to 8.
        spaces: ids of the only communities it covers, at or below its own.
        languages: the only languages it works in, as BCP 47 tags.
        until: the last day, None for no end.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    stage = models.CharField(max_length=10, choices=[(stage, stage) for stage in Stage])
    subjects = models.JSONField(default=list, blank=True)
    severity_from = models.PositiveSmallIntegerField(default=1)
    severity_to = models.PositiveSmallIntegerField(default=5)
    measure_to = models.PositiveSmallIntegerField(default=8)
    spaces = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    severity_from__gte=1, severity_to__lte=5, severity_to__gte=F("severity_from")
                ),
                name="a_mandate_covers_severities_in_order",
            ),
            models.CheckConstraint(
                condition=Q(measure_to__lte=8), name="a_mandate_ends_on_the_ladder"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_mandate_ends_after_it_begins",
            ),
        ]


class Seat(models.Model):
    """A numbered place in a body, held by one person for a term. A new term is a new row.

    Attributes:
        number: which of the body's places it is.
        ends_on: the last day of the term.
        ended_on: the last day it was really held, where it was given up or taken early.
        founding: whether one hand alone seated them, as when a body is set up.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    founding = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_term_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__lte=F("ends_on")),
                name="a_seat_is_left_before_its_term_ends",
            ),
            models.UniqueConstraint(
                fields=["body", "number"],
                condition=Q(ended_on=None),
                name="a_seat_is_held_by_one_person_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(ended_on=None),
                name="a_person_sits_once_in_a_body_at_a_time",
            ),
        ]


class Conflict(models.Model):
    """What may keep a member from judging fairly: an account, named by a keyed hash, or a place.

    Attributes:
        hard: whether the member stands aside altogether, or only does not vote.
        account_tag: of an account the member is close to or at odds with; empty for a place.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts"
    )
    hard = models.BooleanField(default=True)
    account_tag = models.CharField(max_length=32, blank=True)
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, null=True, blank=True
    )
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(community=None) & ~Q(account_tag=""))
                | Q(community__isnull=False, account_tag=""),
                name="a_conflict_is_with_an_account_or_with_a_place",
            ),
            models.UniqueConstraint(
                fields=["person", "account_tag"],
                condition=Q(community=None),
                name="a_conflict_with_an_account_is_declared_once",
            ),
            models.UniqueConstraint(
                fields=["person", "community"],
                condition=Q(account_tag=""),
                name="a_conflict_with_a_place_is_declared_once",
            ),
        ]


class SeatProposal(models.Model):
    """Somebody should take a seat or lose it, and others have not confirmed it yet.

    Attributes:
        proposed_by: as the record names actors.
        fingerprint: of the key that the others compare; empty for a removal.
        code_name: that the person would be seated under; empty for most.
        seat: that would be lost, or that was taken when the proposal was carried.
        expires_on: the last day on which it can be confirmed.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    change = models.CharField(max_length=10, choices=[(one, one) for one in Change])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seat_proposals"
    )
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    code_name = models.CharField(max_length=LONGEST_CODE_NAME, blank=True, default="")
    proposed_by = models.CharField(max_length=LONGEST_ACTOR)
    proposed_on = models.DateField()
    expires_on = models.DateField()
    standing = models.CharField(
        max_length=10, choices=[(one, one) for one in Standing], default=Standing.OPEN
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "change"],
                condition=Q(standing=Standing.OPEN),
                name="one_change_of_a_seat_is_proposed_at_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(change=Change.SEAT, ends_on__gte=F("starts_on")) & ~Q(fingerprint=""))
                | (Q(change=Change.KEY, seat__isnull=False) & ~Q(fingerprint=""))
                | Q(change=Change.UNSEAT, seat__isnull=False),
                name="a_proposal_names_a_term_and_a_key_or_a_seat",
            ),
        ]


class SeatConfirmation(models.Model):
    """Somebody stands behind a proposal that another made."""

    proposal = models.ForeignKey(
        SeatProposal, on_delete=models.CASCADE, related_name="confirmations"
    )
    confirmed_by = models.CharField(max_length=LONGEST_ACTOR)
    confirmed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "confirmed_by"], name="nobody_confirms_twice"
            ),
        ]


class CodeNameWish(models.Model):
    """A member would like to be called by a code name, and nobody has confirmed it yet."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True
    )
    code_name = models.CharField(max_length=LONGEST_CODE_NAME)
    asked_on = models.DateField()
