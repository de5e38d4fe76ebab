"""Counting wrong guesses of secrets, so that nobody makes many.

No network address is looked at and no name is kept. A count stands under a keyed hash of what was
guessed, of whom, and of a span of minutes; its row says in the clear only the hour. Every process
of an installation counts in the same table, and a restart forgets nothing.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum

from comity.people.models import WrongTries

SPAN = timedelta(minutes=5)
"""Tries are counted together that were made in one span or in two that follow each other."""
ALLOWED = 5
"""Wrong tries of one secret before one has to wait."""
PRESSED = 200
"""Wrong tries of one sort, whosesoever, from which on somebody is guessing at large."""
ALLOWED_WHEN_PRESSED = 1
LONGEST_WAIT = 2 * SPAN
KEPT = timedelta(hours=2)
EVERYBODY = "*"
"""Stands for everybody's secrets of a sort; no name and no id has this form."""


def take(*, purpose: str, who: str, now: datetime) -> bool:
    """Take one try at a secret, and say whether there was one left.

    It counts as wrong until ``forgive`` says otherwise: whoever sends a hundred guesses at once
    has taken a hundred tries before the first is answered.
    """
    allowed = ALLOWED if _count(purpose, EVERYBODY, now) < PRESSED else ALLOWED_WHEN_PRESSED
    if _count(purpose, who, now) >= allowed:
        return False
    hour = now.replace(minute=0, second=0, microsecond=0)
    for whose in (who, EVERYBODY):
        tag = _tags(purpose, whose, now)[0]
        with transaction.atomic():
            WrongTries.objects.get_or_create(tag=tag, defaults={"hour": hour})
            WrongTries.objects.filter(tag=tag).update(count=F("count") + 1)
    return _count(purpose, who, now) <= allowed


def forgive(*, purpose: str, who: str, now: datetime) -> None:
    """Forget the tries of one secret, after a right one."""
    WrongTries.objects.filter(tag__in=_tags(purpose, who, now)).delete()
    everybody = WrongTries.objects.filter(tag=_tags(purpose, EVERYBODY, now)[0], count__gt=0)
    everybody.update(count=F("count") - 1)


def use_once(*, purpose: str, what: str, now: datetime) -> bool:
    """Note that something was used that is good for one use and half a minute, and tell if it is.

    It counts as no wrong try. Two that use it at the same moment are told apart by the table.
    """
    this, before = _tags(purpose, what, now)
    if WrongTries.objects.filter(tag=before).exists():
        return False
    hour = now.replace(minute=0, second=0, microsecond=0)
    return WrongTries.objects.get_or_create(tag=this, defaults={"hour": hour})[1]


def forget_old(*, now: datetime) -> None:
    """Delete what counts no more."""
    WrongTries.objects.filter(hour__lt=now - KEPT).delete()


def _count(purpose: str, who: str, now: datetime) -> int:
    rows = WrongTries.objects.filter(tag__in=_tags(purpose, who, now))
    return rows.aggregate(all=Sum("count"))["all"] or 0


def _tags(purpose: str, who: str, now: datetime) -> list[str]:
    """Name the rows of this span and of the one before."""
    span = int(now.timestamp() // SPAN.total_seconds())
    keys = settings.COMITY_KEYS
    return [keys.tag("wrong tries", purpose, who, str(number)) for number in (span, span - 1)]
