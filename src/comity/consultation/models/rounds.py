"""Consultations, their rounds, and who takes part."""

from django.db import models
from django.db.models import F, Q

from comity.consultation.rules.kinds import RoundKind, RoundState, Stage, Subject
from comity.consultation.rules.rounds import CONTINGENT, COVERAGE
from comity.kernel import ids

LONGEST_LANGUAGE = 35
LONGEST_REASON = 1000


class Consultation(models.Model):
    """A community asks people about a code or about a decision of its own.

    Attributes:
        title: by language.
        question: what is asked and why, Markdown by language.
        source_language: in which the question was asked.
        coverage_target: percent; see ``COVERAGE``.
        contingent: see ``CONTINGENT``.
        called: the titles as they are looked for; see ``findable``.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT)
    subject = models.CharField(max_length=10, choices=[(one, one) for one in Subject])
    code = models.ForeignKey("codes.Code", on_delete=models.PROTECT, null=True, blank=True)
    stage = models.CharField(
        max_length=10, choices=[(one, one) for one in Stage], default=Stage.PREPARED
    )
    title = models.JSONField(default=dict)
    question = models.JSONField(default=dict)
    source_language = models.CharField(max_length=LONGEST_LANGUAGE)
    coverage_target = models.PositiveSmallIntegerField(default=COVERAGE)
    contingent = models.PositiveSmallIntegerField(default=CONTINGENT)
    made_on = models.DateField()
    called = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject=Subject.CODE, code__isnull=False)
                | Q(subject=Subject.DECISION, code__isnull=True),
                name="a_consultation_on_a_code_names_it",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=list(Stage)), name="a_consultation_has_a_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(coverage_target__lte=100), name="coverage_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(contingent__gte=1), name="somebody_may_contribute_at_least_once"
            ),
        ]
        indexes = [models.Index(fields=["community", "stage"], name="consultations_by_stage")]


class Round(models.Model):
    """A phase of a consultation, from one moment to another.

    Attributes:
        place: which round of the consultation it is, counted from 1.
        opens: the moment in UTC.
        closes: likewise.
        languages: in which people are asked; they may answer in any.
        target_groups: whom it should reach, in words.
        edition: the published draft that people are asked about, in a round on a text.
        unmeasured: why nobody measured who took part, as ``reason`` and its ``language``, both
            empty until somebody said it; none where somebody measured, or before it closed.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="rounds")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in RoundKind])
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in RoundState], default=RoundState.PLANNED
    )
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    languages = models.JSONField(default=list)
    target_groups = models.JSONField(default=list)
    edition = models.ForeignKey(
        "codes.DraftEdition", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unmeasured = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "place"], name="a_round_has_a_place_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="a_round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(RoundKind)), name="a_round_has_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(RoundState)), name="a_round_has_a_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes"], name="rounds_by_state"),
            models.Index(fields=["consultation", "state", "closes"], name="rounds_by_closing"),
            models.Index(fields=["consultation", "state", "opens"], name="rounds_by_opening"),
            models.Index(fields=["-opens", "-id"], name="rounds_latest_first"),
        ]


class RoundChange(models.Model):
    """Something that an organiser did to a round, other than its plan foresaw, and why.

    Attributes:
        change: extended, closed, opened or cancelled.
        reason: public, in the words of whoever did it.
        language: of the reason.
        closes_before: until when the round would have gone on.
        closes: until when it goes on now.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    change = models.CharField(max_length=10)
    reason = models.CharField(max_length=LONGEST_REASON)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    made_on = models.DateField()
    closes_before = models.DateTimeField()
    closes = models.DateTimeField()


class Participant(models.Model):
    """Somebody who takes part in one consultation, under a random name that says nothing.

    What they contribute, how they react and what they volunteer about themselves hangs on this
    row, so that forgetting a person only unties it. Somebody without an account comes back with
    a receipt instead.

    Attributes:
        receipt: ``Receipt.lookup`` of whoever takes part without an account; empty for others.
        shows_name: whether their contributions stand under the name of their account.
        wants_letters: whether they hear of the next rounds by e-mail.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="participants"
    )
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True)
    receipt = models.CharField(max_length=32, blank=True, default="")
    joined_on = models.DateField()
    shows_name = models.BooleanField(default=False)
    wants_letters = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], name="a_person_takes_part_once"
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="a_receipt_takes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(receipt="") | Q(person__isnull=True),
                name="a_participant_has_an_account_or_a_receipt",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "joined_on"], name="participants_by_day")]


class Letter(models.Model):
    """A letter about a round that waits to be sent to somebody who asked for it. Sent means gone.

    Attributes:
        attempts: how often the mail server said "not now".
        not_before: when to try again; lies in the future when it is written.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="letters")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "participant", "kind"], name="a_letter_of_a_kind_goes_out_once"
            ),
        ]


class ReplyAddress(models.Model):
    """Where a reply by e-mail goes, for one participant and one round.

    Attributes:
        tag: a keyed hash of the random part of the address, which stands nowhere else.
    """

    tag = models.CharField(primary_key=True, max_length=32)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reply_addresses")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="reply_addresses"
    )
