"""Panels by lot: who is in the pool, how it is drawn, and who was drawn."""

from django.db import models
from django.db.models import Q

from comity.consultation.models.rounds import Consultation, Participant
from comity.consultation.rules.panels import LONGEST_NAME, EntryState, PanelState
from comity.kernel import ids


class Panel(models.Model):
    """A panel that is drawn by lot from people who put themselves forward.

    Attributes:
        name: what it is called, in the words of whoever set it up.
        offer: what members get for their time, and what it costs them.
        seats: how many are drawn.
        quotas: as ``rules.lot.Quota`` writes them.
        state: where it stands.
        commitment: the hash of the seed, published before the pool closes.
        seed: sealed to the service until the draw; empty afterwards.
        revealed: the seed as it was published with the draw; empty before.
        beacon: which public number, not known when the pool closes, is mixed in; may be empty.
        beacon_value: that number as it was read; empty before the draw.
        pool: tickets with what quotas ask for, fixed when the pool closed.
        lots: the panels that can be drawn and how likely each is.
        problem: why no panel can be drawn, with the quotas that would do.
        drawn: the tickets as they were drawn, seats first, then replacements in their order.
        made_on: the day on which the pool was opened.
        closed_on: the day on which it was closed.
        drawn_on: the day of the draw.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="panels")
    name = models.CharField(max_length=LONGEST_NAME)
    offer = models.TextField(blank=True, default="")
    seats = models.PositiveSmallIntegerField()
    quotas = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in PanelState], default=PanelState.OPEN
    )
    commitment = models.CharField(max_length=64)
    seed = models.BinaryField(default=bytes)
    revealed = models.CharField(max_length=64, blank=True, default="")
    beacon = models.CharField(max_length=300, blank=True, default="")
    beacon_value = models.CharField(max_length=300, blank=True, default="")
    pool = models.JSONField(default=list)
    lots = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    drawn = models.JSONField(default=dict)
    made_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    drawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(PanelState)), name="a_panel_has_a_known_state"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_panel_has_a_seat"),
            models.CheckConstraint(
                condition=Q(revealed="") | Q(drawn_on__isnull=False),
                name="a_seed_is_revealed_with_the_draw",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="panels_by_state")]


class PanelEntry(models.Model):
    """Somebody who put themselves forward for a panel.

    Attributes:
        ticket: a random name that stands in the public file; nothing else there names them.
        answers: what they said about themselves, as far as quotas ask for it.
        state: whether they wait, were drawn, or do not serve.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="entries")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    ticket = models.CharField(max_length=ids.LENGTH, default=ids.new_id, unique=True)
    answers = models.JSONField(default=dict)
    state = models.CharField(
        max_length=15, choices=[(one, one) for one in EntryState], default=EntryState.WAITING
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "participant"], name="somebody_has_one_ticket_for_a_panel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(EntryState)), name="an_entry_has_a_known_state"
            ),
        ]
