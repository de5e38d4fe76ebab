"""The tables of cases. They hold days, states and keyed hashes; what was said lies in rooms."""

from django.db import models
from django.db.models import F, Q

from comity.cases.rules.delivery import Channel, Stage
from comity.cases.rules.seating import MAY_READ, Instance, Seat
from comity.cases.rules.words import FINAL, State
from comity.kernel import ids

TAG_LENGTH = 32
HASH_LENGTH = 64


class Case(models.Model):
    """What a body handles, made of one or more reports.

    Attributes:
        charter_version_id: whose numbers count for this case, for good.
        code_hash: of the code whose rules count for this case, for good.
        panel_size: how many members are to sit.
        intake_room: of everybody who may open the report, until a panel sits.
        panel_room: of the panel; a new one for each panel.
        former_room: of the panel before, after a case was sent back.
        respondent_room: of the respondent and the panel.
        appeal_room: of the appeal panel.
        due_on: the last day of what is waited for.
        answer_due_on: the last day to answer the particulars.
        closed_on: the day it was closed; the rooms of its members are locked from then on.
        locked: whether the rooms of both sides are locked too, so that nobody opens anything.
        served: whether the particulars were served on the respondent.
        answered: whether they answered.
        extended: whether their time was extended.
        of_own_motion: whether the body goes on without the reporters.
        reviewed: whether declining was looked at a second time.
        decline_proposed_by: keyed hash of the member who proposed it.
        declined_by: keyed hash of the member who confirmed it.
        late: whether the members were told that ``due_on`` has passed.
    """

    class Kind(models.TextChoices):
        """What a case is about."""

        CONDUCT = "conduct"

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CONDUCT)
    state = models.CharField(max_length=12, choices=[(state, state) for state in State])
    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="cases")
    appeal_body = models.ForeignKey(
        "bodies.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    charter_version_id = models.CharField(max_length=ids.LENGTH)
    code_hash = models.CharField(max_length=HASH_LENGTH)
    panel_size = models.PositiveSmallIntegerField(default=0)
    intake_room = models.CharField(max_length=ids.LENGTH)
    panel_room = models.CharField(max_length=ids.LENGTH, blank=True)
    former_room = models.CharField(max_length=ids.LENGTH, blank=True)
    respondent_room = models.CharField(max_length=ids.LENGTH, blank=True)
    appeal_room = models.CharField(max_length=ids.LENGTH, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    locked = models.BooleanField(default=False)
    served = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    of_own_motion = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=False)
    decline_proposed_by = models.CharField(max_length=TAG_LENGTH, blank=True)
    declined_by = models.CharField(max_length=TAG_LENGTH, blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(FINAL)) | Q(due_on__isnull=False),
                name="an_open_case_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted({State.DELIBERATION, State.MEASURES, State.DECIDED}))
                | Q(served=True),
                name="nothing_is_found_before_the_particulars_are_served",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(FINAL), closed_on__isnull=False)
                | (~Q(state__in=sorted(FINAL)) & Q(closed_on=None, locked=False)),
                name="exactly_a_closed_case_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(answered=False) | Q(served=True),
                name="only_what_was_served_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(declined_by="") | ~Q(declined_by=F("decline_proposed_by")),
                name="nobody_declines_alone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=~Q(state__in=sorted(FINAL)),
                name="open_cases_by_deadline",
            ),
            models.Index(
                fields=["closed_on"],
                condition=Q(locked=False, closed_on__isnull=False),
                name="closed_cases_to_lock",
            ),
        ]


class CaseReport(models.Model):
    """A report that belongs to a case. Each keeps its own room and its own answers.

    Attributes:
        report_id: a report belongs to one case.
        room: of the reporter and everybody who may open the report.
        withdrawn: whether the reporter took it back.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    report_id = models.CharField(max_length=ids.LENGTH)
    room = models.CharField(max_length=ids.LENGTH)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report_id"], name="a_report_belongs_to_one_case"),
            models.UniqueConstraint(fields=["room"], name="a_room_belongs_to_one_report"),
        ]


class CaseSeat(models.Model):
    """How one person stands to one case, in whichever instance.

    It is also the inbox: ``waiting`` and ``due_on`` repeat what the case says, so that the first
    page of an inbox is one look into one index, however many cases there are. Whether somebody can
    read a case is decided by the vault alone.

    Attributes:
        member_tag: keyed hash of the person, as wraps and bars name them.
        rank: a random number; alternates are invited in its order.
        past: whether the panel of this seat has done its work.
        waiting: whether the case stands in this person's inbox.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    member_tag = models.CharField(max_length=TAG_LENGTH)
    seat = models.CharField(max_length=12, choices=[(seat, seat) for seat in Seat])
    instance = models.CharField(max_length=6, choices=[(one, one) for one in Instance])
    rank = models.PositiveBigIntegerField()
    past = models.BooleanField(default=False)
    waiting = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member_tag"], name="nobody_decides_a_case_twice"
            ),
            models.CheckConstraint(
                condition=Q(waiting=False)
                | Q(seat__in=sorted(MAY_READ), past=False, due_on__isnull=False),
                name="an_inbox_shows_only_cases_that_one_may_read",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member_tag", "due_on", "case"],
                condition=Q(waiting=True),
                name="inbox",
            ),
        ]


class Ballot(models.Model):
    """That a member has voted on a question; what they said is sealed in the panel's room."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ballots")
    question_tag = models.CharField(max_length=TAG_LENGTH)
    voter_tag = models.CharField(max_length=TAG_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question_tag", "voter_tag"], name="one_vote_each_on_a_question"
            ),
        ]


class CaseMeasure(models.Model):
    """Which measures a case has led to. A measure knows no case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    measure_id = models.CharField(max_length=ids.LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure_id"], name="a_measure_follows_from_one_case"),
        ]


class Delivery(models.Model):
    """A receipt on its way to a respondent of whom only an account is known.

    Attributes:
        account_tag: keyed hash of the account.
        wiki_id: on which the notice is left.
        account: sealed to the service; erased when the receipt is released.
        receipt: sealed to the service; erased when the receipt is released.
        stage: how far the notice has come.
        channel: how the notice reached them.
        letter_tried: whether an e-mail was handed to the wiki, which keeps no list of them.
        attempts: failures since somebody last looked.
        proof: what the wiki said, sealed to the service.
        letters: how many codes were sent by e-mail on ``letters_on``.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="delivery")
    account_tag = models.CharField(max_length=TAG_LENGTH)
    wiki_id = models.CharField(max_length=ids.LENGTH)
    account = models.BinaryField(default=bytes)
    receipt = models.BinaryField(default=bytes)
    stage = models.CharField(max_length=10, choices=[(stage, stage) for stage in Stage])
    channel = models.CharField(
        max_length=10, blank=True, choices=[(channel, channel) for channel in Channel]
    )
    letter_tried = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    proof = models.BinaryField(default=bytes)
    released = models.BooleanField(default=False)
    letters = models.PositiveSmallIntegerField(default=0)
    letters_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released=False) | Q(receipt=b"", account=b""),
                name="a_receipt_is_released_once",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DELIVERED) | ~Q(channel=""),
                name="what_is_delivered_says_how",
            ),
        ]
        indexes = [models.Index(fields=["account_tag"], name="deliveries_to_an_account")]


class ProofLetter(models.Model):
    """A code on its way to an account by e-mail, sealed to the service, gone when it is sent."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    wiki_id = models.CharField(max_length=ids.LENGTH)
    letter = models.BinaryField()
