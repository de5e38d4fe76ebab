"""The tables of the record, and of what has yet to happen because of it."""

from django.db import models
from django.db.models import Q

from comity.kernel import ids
from comity.kernel.chain import START, Link
from comity.kernel.facts import Chain as ChainName


class Chain(models.Model):
    """The end of one chain, where writers queue."""

    name = models.CharField(primary_key=True, max_length=10)
    number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=START)


class Line(models.Model):
    """One line of the record. Written once, never changed, never deleted: triggers see to it.

    There are no foreign keys: the record must outlive what it speaks of. That
    ``previous_hash`` is unique within a chain keeps it from forking.
    """

    chain = models.CharField(max_length=10, choices=[(name, name) for name in ChainName])
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    at = models.CharField(max_length=32)
    shown = models.JSONField()
    hidden = models.BinaryField()
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="line_numbers_are_unique"),
            models.UniqueConstraint(fields=["chain", "previous_hash"], name="chains_never_fork"),
        ]
        indexes = [models.Index(fields=["chain", "subject", "number"], name="line_by_subject")]

    @property
    def link(self) -> Link:
        """The line as its chain sees it. The hash covers ciphertext, never plain text."""
        body = {
            "chain": self.chain,
            "number": self.number,
            "kind": self.kind,
            "subject": self.subject,
            "actor": self.actor,
            "at": self.at,
            "shown": self.shown,
            "hidden": bytes(self.hidden).hex(),
        }
        return Link(body, self.previous_hash, self.own_hash)


class LineKey(models.Model):
    """The key of one line's hidden fields, sealed to the service. Deleting it forgets them."""

    line = models.CharField(primary_key=True, max_length=32)
    sealed = models.BinaryField()


class Reaction(models.Model):
    """Something that must still happen because of a fact. Done means deleted.

    Its times lie in the future when they are written: they say when to try
    next, never when anybody did anything.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    handler = models.CharField(max_length=120)
    subject = models.CharField(max_length=80)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True)
    overdue = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attempts__gt=0) | Q(last_error=""),
                name="reaction_fails_only_after_an_attempt",
            ),
        ]
        indexes = [models.Index(fields=["not_before", "attempts"], name="reactions_due")]


class Turn(models.Model):
    """Which minute's work was last begun, so that any number of clocks do it once.

    Attributes:
        name: what is done every minute; or ``OUTBOX``, whose minute is the last one in which no
            reaction was overdue.
        minute: the last one that somebody took.
        leased_until: when another clock may take over, should this one have died; empty when done.
    """

    name = models.CharField(primary_key=True, max_length=120)
    minute = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)


class KeyMark(models.Model):
    """Which key file belongs to this database. There is one row.

    Attributes:
        index: a keyed hash under the index key, which never changes.
        field_key: the name of the newest field key that was ever used here.
    """

    only = models.BooleanField(primary_key=True, default=True)
    index = models.CharField(max_length=32)
    field_key = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=True), name="one_key_file_for_one_database"),
        ]


class Hold(models.Model):
    """Deferred work waits: a backup was restored, and nobody has looked yet. At most one row."""

    only = models.BooleanField(primary_key=True, default=True)
    since = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=True), name="work_is_held_once"),
        ]
