"""Statements that people agree or disagree with, how they did, and the maps drawn from it."""

from django.db import models
from django.db.models import Q

from comity.consultation.models.rounds import LONGEST_LANGUAGE, Participant, Round
from comity.consultation.rules.statements import Answer, RunState, StatementState
from comity.kernel import ids


class Statement(models.Model):
    """One thought that somebody can agree or disagree with.

    Attributes:
        number: counts the statements of a round; published votes name them by it.
        text: in ``language``, as it was proposed; it never changes, or votes would mean another.
        translations: by language.
        participant: who proposed it; none for those that the organisers began with.
        reason: why it was declined, for everybody.
        agrees: how many do; with ``disagrees`` and ``passes`` it says what to ask next, so that
            not every page counts all answers. Shown to nobody: maps count the answers themselves.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    text = models.TextField()
    translations = models.JSONField(default=dict)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    state = models.CharField(max_length=10, choices=[(one, one) for one in StatementState])
    reason = models.TextField(blank=True, default="")
    proposed_on = models.DateField()
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_statement_has_a_number_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(StatementState)), name="a_statement_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=(Q(state=StatementState.DECLINED) & ~Q(reason=""))
                | (~Q(state=StatementState.DECLINED) & Q(reason="")),
                name="exactly_declined_statements_have_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["round", "state", "number"], name="statements_by_state")]


class StatementAnswer(models.Model):
    """How a participant answered a statement; a later answer takes the place of the earlier.

    Attributes:
        answer: 1 agrees, -1 disagrees, 0 passes.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answers")
    answer = models.SmallIntegerField(choices=[(one.value, one.name) for one in Answer])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="a_statement_is_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(answer__gte=-1, answer__lte=1),
                name="an_answer_agrees_disagrees_or_passes",
            ),
        ]


class OpinionRun(models.Model):
    """An opinion map: asked for, then drawn, then repeated to see how stable it is.

    Attributes:
        number: counts the maps of a round.
        early: whether it was drawn while its round was open, so that it tells less.
        algorithm: the name and version of how it was drawn; empty until then.
        input_hash: of the votes it was drawn from, as they are published.
        votes: these votes, without names; only of the newest map of a round.
        k: how many groups there are.
        result: what it says.
        stability: how much drawing it again agrees; none until that was measured.
        without: what it says without those who were set aside; none where they are so few that
            comparing the two would tell how they voted.
        weighted: how everybody answered as counted and as weighted, or why that is not told; none
            where it was told with an earlier map, and for early ones.
        made_on: the day on which it was asked for.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinion_runs")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in RunState], default=RunState.ASKED
    )
    early = models.BooleanField(default=False)
    algorithm = models.CharField(max_length=40, blank=True, default="")
    input_hash = models.CharField(max_length=64, blank=True, default="")
    votes = models.TextField(blank=True, default="")
    k = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    stability = models.JSONField(null=True, blank=True)
    without = models.JSONField(null=True, blank=True)
    weighted = models.JSONField(null=True, blank=True)
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_map_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=RunState.ASKED), name="one_map_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(RunState)), name="a_map_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DRAWN) | (~Q(algorithm="") & ~Q(input_hash="")),
                name="a_drawn_map_says_how_and_from_what",
            ),
        ]
