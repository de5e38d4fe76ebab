"""How far those asked agree with a proposal, in the words of consensus."""

from django.db import models
from django.db.models import Q

from comity.codes.rules.documents import LONGEST_LANGUAGE
from comity.consultation.models.rounds import Participant, Round
from comity.consultation.rules import consensus
from comity.kernel import ids


class Decision(models.Model):
    """A proposal on which agreement is sought in a round. It is no vote.

    Attributes:
        place: counts those of a round from 1.
        question: what is proposed, by language.
        language: in which it was written first.
        body: whose members are asked; none where everybody is who takes part.
        outcome: what was recorded, by language; empty while it runs.
        review_on: the day on which somebody looks at the outcome again.
        ended_on: the day on which it was recorded or withdrawn.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    place = models.PositiveIntegerField()
    question = models.JSONField(default=dict)
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    body = models.ForeignKey(
        "bodies.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=15,
        choices=[(one, one) for one in consensus.State],
        default=consensus.State.OPEN,
    )
    outcome = models.JSONField(default=dict)
    review_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place"], name="a_decision_has_a_place_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(consensus.State)), name="a_decision_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[consensus.State.REACHED, consensus.State.NOT_REACHED])
                | (Q(review_on__isnull=False, ended_on__isnull=False) & ~Q(outcome={})),
                name="an_outcome_has_words_and_a_day_to_look_again",
            ),
        ]
        indexes = [models.Index(fields=["state", "review_on"], name="decisions_by_state")]


class Position(models.Model):
    """What one participant says to a proposal.

    Attributes:
        name: drawn. Rows are counted over all consultations: two that follow each other, on two
            proposals, are mostly those of one person.
        reason: in their own words; never empty for a concern or a block.
        turn: how often they have said something, so that an answer fits what it was given to.
        given_on: the day.
    """

    name = models.CharField(max_length=ids.LENGTH, default=ids.new_id, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="positions")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="positions")
    choice = models.CharField(max_length=15, choices=[(one, one) for one in consensus.Choice])
    reason = models.TextField(blank=True, default="")
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    turn = models.PositiveIntegerField(default=1)
    given_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "participant"], name="a_participant_has_one_position"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=list(consensus.Choice)), name="a_position_is_a_known_word"
            ),
            models.CheckConstraint(
                condition=~Q(
                    choice__in=[consensus.Choice.CONCERN, consensus.Choice.BLOCK], reason=""
                ),
                name="concerns_and_blocks_have_reasons",
            ),
        ]


class Hearing(models.Model):
    """How somebody who blocks or is concerned was heard, and what came of it.

    Attributes:
        turn: of the position that was heard.
        text: who spoke with whom, and what came of it; by language.
        held_on: the day.
    """

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="hearings")
    turn = models.PositiveIntegerField()
    text = models.JSONField(default=dict)
    held_on = models.DateField()
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position", "turn"], name="a_turn_is_heard_once"),
            models.CheckConstraint(condition=~Q(text={}), name="a_hearing_says_what_came_of_it"),
        ]
