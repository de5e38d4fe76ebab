"""What people contribute, and what in a text it is about."""

from django.db import models
from django.db.models import Q

from comity.codes.rules.documents import LONGEST_NAME
from comity.consultation.models.rounds import LONGEST_LANGUAGE, Participant, Round
from comity.consultation.rules.kinds import Channel
from comity.kernel import ids


class Contribution(models.Model):
    """What one participant says in one round, in whatever language.

    Attributes:
        text: in their own words, plain; empty once it was withdrawn.
        made_on: the day.
        place: counts all contributions of a round, so that lists have a settled order.
        entered_by: who wrote it down, where it came on paper, in a meeting or by telephone.
        consent: how the speaker agreed that it is published, where somebody else entered it.
        withdrawn_on: the day on which its author took it back.
        edited_on: the last day on which its author changed it.
        reply_tag: a keyed hash of the form or letter it came in, so that one sent twice counts
            once.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="contributions"
    )
    place = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, choices=[(one, one) for one in Channel])
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    text = models.TextField(blank=True)
    made_on = models.DateField()
    entered_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    consent = models.CharField(max_length=300, blank=True, default="")
    withdrawn_on = models.DateField(null=True, blank=True)
    edited_on = models.DateField(null=True, blank=True)
    reply_tag = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place"], name="a_contribution_has_a_place_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=list(Channel)), name="a_contribution_has_a_known_channel"
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_on__isnull=True) & ~Q(text=""))
                | Q(withdrawn_on__isnull=False, text=""),
                name="exactly_withdrawn_contributions_say_nothing",
            ),
            models.UniqueConstraint(
                fields=["reply_tag"],
                condition=~Q(reply_tag=""),
                name="a_letter_contributes_once",
            ),
        ]
        indexes = [
            models.Index(fields=["participant", "round", "made_on"], name="contributions_of_a_day"),
            models.Index(fields=["participant", "made_on", "id"], name="contributions_of_somebody"),
            # All that is counted on the page of a round, so that no words are read for it.
            models.Index(
                fields=["round", "language", "channel", "withdrawn_on"],
                name="contributions_counted",
            ),
        ]


class Anchor(models.Model):
    """A place in a text that a contribution is about; it can have several.

    The text is known by the persistent id of its provision and by the words around the quote, as
    the W3C Web Annotation data model does it, so that it survives rewording.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="anchors")
    provision_id = models.CharField(max_length=LONGEST_NAME)
    prefix = models.CharField(max_length=200, blank=True, default="")
    exact = models.TextField(blank=True, default="")
    suffix = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=LONGEST_LANGUAGE, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["provision_id"], name="anchors_by_provision")]


class EarlierText(models.Model):
    """What a contribution said before it was changed, public as the contribution is.

    It goes when the contribution is withdrawn. Within one day only the last words count, or the
    first that somebody had answered.

    Attributes:
        since: the day from which it said so.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "since"], name="an_earlier_text_of_a_day_stands_once"
            ),
        ]


class ContributionTranslation(models.Model):
    """A contribution in another language, by somebody else or by a machine.

    Attributes:
        translator: who translated it, or brought what a machine made.
        machine: whether a machine made it.
        made_from: SHA-256 of the words it was made from, to tell when they have changed.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=LONGEST_LANGUAGE)
    text = models.TextField()
    translator = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    machine = models.BooleanField()
    made_from = models.CharField(max_length=64)
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "language"], name="a_contribution_is_translated_once"
            ),
        ]
