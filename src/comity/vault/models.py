"""The tables of keys, rooms and what is sealed in them. No time here is finer than a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.kernel import ids
from comity.kernel.sealing import PublicKeys
from comity.vault.rules import Audience


class HandlerKey(models.Model):
    """The public keys of somebody who handles reports. The private half is in the slots only."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    box = models.BinaryField()
    signing = models.BinaryField()
    fingerprint = models.CharField(max_length=32, unique=True)
    made_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_on=None), name="a_person_has_one_live_key"
            ),
        ]

    @property
    def public(self) -> PublicKeys:
        """Both public keys, as a value."""
        return PublicKeys(bytes(self.box), bytes(self.signing))


class Slot(models.Model):
    """One way to unlock a private key: the holder's passphrase, or their recovery code."""

    class Kind(models.TextChoices):
        """The ways there are."""

        PASSPHRASE = "passphrase"  # noqa: S105, the name of a slot, not what opens it
        RECOVERY = "recovery"

    key = models.ForeignKey(HandlerKey, on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=10, choices=Kind)
    salt = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "kind"], name="one_slot_of_each_kind"),
        ]


class Certificate(models.Model):
    """The service's word that a key is a person's, for a seat and a time."""

    key = models.ForeignKey(HandlerKey, on_delete=models.CASCADE, related_name="certificates")
    seat_id = models.CharField(max_length=ids.LENGTH)
    starts_on = models.DateField()
    ends_on = models.DateField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "seat_id"], name="a_seat_is_certified_once"),
        ]


class Room(models.Model):
    """A set of sealed items with one audience and its keys."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    audience = models.CharField(
        max_length=12, choices=[(audience, audience) for audience in Audience]
    )
    made_on = models.DateField()


class Epoch(models.Model):
    """One generation of a room's keys. The private half exists only in wraps."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="epochs")
    number = models.PositiveIntegerField()
    box = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="an_epoch_begins_once"),
        ]


class Wrap(models.Model):
    """The key of one epoch, sealed to one holder, who is named by a keyed hash.

    Attributes:
        lost_on: the day on which the holder gave up the keys it was sealed to, if they did. What
            stands in ``sealed`` then is the service's word that they held it, so that nobody is
            slipped in by a row.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="wraps")
    epoch = models.PositiveIntegerField()
    holder = models.CharField(max_length=32)
    sealed = models.BinaryField()
    lost_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "epoch", "holder"], name="a_holder_has_one_wrap_of_an_epoch"
            ),
        ]
        indexes = [models.Index(fields=["holder", "room"], name="rooms_of_a_holder")]


class ReceiptHolder(models.Model):
    """The public keys of a receipt that opens a room, with the service's word for them."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="receipts")
    lookup = models.CharField(max_length=32, db_index=True)
    box = models.BinaryField()
    signing = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "lookup"], name="a_receipt_stands_in_a_room_once"
            ),
        ]

    @property
    def public(self) -> PublicKeys:
        """Both public keys, as a value."""
        return PublicKeys(bytes(self.box), bytes(self.signing))


class Bar(models.Model):
    """Somebody who stands aside from a room. A trigger refuses every wrap to them."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="bars")
    holder = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "holder"], name="somebody_stands_aside_once"),
        ]


class SealedItem(models.Model):
    """One item of a room: ciphertext and nothing else."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="items")
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()
