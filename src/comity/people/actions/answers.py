"""Answering a call that is sent twice as if it had been sent once.

The answer is kept for a day, sealed under a key that follows from the one that the caller chose:
neither the database alone nor the service without the caller can read it. A refusal is not kept,
as nothing was done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from comity.kernel.sealing import decrypt, derive, encrypt
from comity.kernel.spans import day_of
from comity.people.errors import KeyUsedOtherwise, StillAnswering
from comity.people.models import KeptAnswer

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that may be sent twice.

    Attributes:
        caller: who calls; empty for somebody without a name.
        key: what they chose for this call; at least 32 characters, random and secret.
        asked: all that they ask for.
    """

    caller: str
    key: str
    asked: str

    @property
    def tag(self) -> str:
        """A keyed hash that names the call."""
        tag: str = settings.COMITY_KEYS.tag("kept answer", self.caller, self.key)
        return tag

    @property
    def digest(self) -> str:
        """A keyed hash of what is asked for."""
        tag: str = settings.COMITY_KEYS.tag("kept question", self.key, self.asked)
        return tag

    @property
    def lock(self) -> bytes:
        """What seals the answer."""
        secret = settings.COMITY_KEYS.derived("kept answer") + self.key.encode()
        return derive(secret, b"kept answer " + self.tag.encode())


def begin(call: Call, *, now: datetime) -> bytes | None:
    """Begin to answer a call, or give the answer that it had before.

    Raises:
        KeyUsedOtherwise: the key was chosen for another call.
        StillAnswering: there is no answer to the first call with this key.
    """
    with transaction.atomic():
        row, is_new = KeptAnswer.objects.get_or_create(
            tag=call.tag, defaults={"asked": call.digest, "day": day_of(now)}
        )
    if is_new:
        return None
    if row.asked != call.digest:
        raise KeyUsedOtherwise(field="Idempotency-Key")
    if not row.sealed:
        raise StillAnswering
    return decrypt(call.lock, bytes(row.sealed), call.tag.encode())


def keep(call: Call, answer: bytes) -> None:
    """Keep what was answered."""
    sealed = encrypt(call.lock, answer, call.tag.encode())
    KeptAnswer.objects.filter(tag=call.tag).update(sealed=sealed)


def give_up(call: Call) -> None:
    """Forget a call that was refused, so that it can be sent again."""
    KeptAnswer.objects.filter(tag=call.tag, sealed=b"").delete()


def forget_old(*, now: datetime) -> None:
    """Delete the answers of the day before yesterday and earlier."""
    KeptAnswer.objects.filter(day__lt=day_of(now) - KEPT).delete()
