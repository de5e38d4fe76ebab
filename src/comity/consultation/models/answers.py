"""What people would change in a text, what they are answered, and how a consultation ended."""

from django.db import models
from django.db.models import Q

from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_NAME
from comity.consultation.models.contributions import Contribution
from comity.consultation.models.rounds import Consultation, Round
from comity.consultation.rules import dispositions, suggestions


class Suggestion(models.Model):
    """What a contribution would change in one provision.

    Attributes:
        edition: the published draft that it was made for; it never changes.
        against: the one that it is held against now.
        round: in which it is open now; a later one than that of its contribution once it was
            carried over.
        provision_id: persistent; a new one where ``kind`` is ``new``.
        patch: as ``rules.suggestions.to_json`` writes it.
        taken: the patch that went into the draft, where it was accepted or partly taken up.
        taken_into: the version whose draft that was.
        grown_from: the suggestion that was promoted into this one.
        credit: the name under which its author wants to be named; empty: not at all.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="suggestion"
    )
    edition = models.ForeignKey("codes.DraftEdition", on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey("codes.DraftEdition", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in suggestions.Kind])
    provision_id = models.CharField(max_length=LONGEST_NAME)
    patch = models.JSONField(default=dict)
    taken = models.JSONField(null=True, blank=True)
    taken_into = models.ForeignKey(
        "codes.CodeVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=15,
        choices=[(one, one) for one in suggestions.State],
        default=suggestions.State.PENDING,
    )
    grown_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="grown_into"
    )
    credit = models.CharField(max_length=suggestions.LONGEST_CREDIT, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(suggestions.State)),
                name="a_suggestion_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(suggestions.Kind)), name="a_suggestion_has_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[suggestions.State.ACCEPTED, suggestions.State.PARTLY])
                | Q(taken__isnull=False),
                name="what_was_taken_up_says_how",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="suggestions_by_state")]


class Disposition(models.Model):
    """An answer to a contribution. There is a second one where the first missed its point.

    Attributes:
        turn: 1, or 2 after an objection.
        reason: by language; never empty.
        provisions: ids of those that changed because of it.
        decided_on: the day.
        objection: what its author said the answer misses.
        objected_on: the day on which they did.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="dispositions"
    )
    turn = models.PositiveSmallIntegerField(default=1)
    decision = models.CharField(
        max_length=15, choices=[(one, one) for one in dispositions.Decision]
    )
    reason = models.JSONField(default=dict)
    provisions = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField()
    objection = models.TextField(blank=True, default="")
    objected_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "turn"], name="each_turn_has_one_answer"
            ),
            models.CheckConstraint(condition=Q(turn__in=[1, 2]), name="one_objection_at_most"),
            models.CheckConstraint(
                condition=Q(decision__in=list(dispositions.Decision)),
                name="an_answer_has_a_known_decision",
            ),
            models.CheckConstraint(condition=~Q(reason={}), name="an_answer_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(objected_on__isnull=True, objection="")
                | (Q(objected_on__isnull=False, turn=1) & ~Q(objection="")),
                name="only_first_answers_are_objected_to_and_in_words",
            ),
        ]
        indexes = [models.Index(fields=["decision", "decided_on"], name="answers_by_decision")]


class Conclusion(models.Model):
    """How a consultation ended, and what that means for those who are easily overlooked.

    Attributes:
        version: of the code, frozen with it; none where it was about a decision.
        language: in which the texts were written first.
        outcome: by language.
        newcomers: what a decision means for people who have just come, by language. What a
            version of the code means stands with the version alone.
        silent: what it means for groups that were silent or shut out, by language.
        concluded_on: the day.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.PROTECT, primary_key=True, related_name="conclusion"
    )
    version = models.OneToOneField(
        "codes.CodeVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    outcome = models.JSONField(default=dict)
    newcomers = models.JSONField(default=dict)
    silent = models.JSONField(default=dict)
    concluded_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    concluded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome={})
                & (
                    (Q(version=None) & ~Q(newcomers={}) & ~Q(silent={}))
                    | Q(version__isnull=False, newcomers={}, silent={})
                ),
                name="what_an_ending_means_for_the_overlooked_is_said_once",
            ),
        ]
