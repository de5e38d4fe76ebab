"""The one way to write to the record, and the one way to do what follows from it."""

import json
import logging
import os
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from comity.kernel.actors import Actor
from comity.kernel.chain import canonical, next_hash
from comity.kernel.errors import Later
from comity.kernel.facts import Chain as ChainName
from comity.kernel.facts import Fact
from comity.kernel.sealing import KEY_LENGTH, encrypt
from comity.kernel.spans import day_of
from comity.record import queries
from comity.record.errors import WrongKeyFile
from comity.record.models import Chain, Hold, KeyMark, Line, LineKey, Reaction, Turn
from comity.record.rules import split

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
READ_AT_ONCE = 500
"""Lines whose hidden fields are looked through in one go."""
OUTBOX_WATCH = "outbox watch"

log = logging.getLogger("comity.record")


def record(fact: Fact, *, by: Actor, now: datetime) -> None:
    """Add a fact to the record, and note what must follow, inside the caller's transaction."""
    # No savepoint: whoever cannot record what they did must not have done it.
    with transaction.atomic(savepoint=False):
        end = Chain.objects.select_for_update().get(name=fact.chain)
        parts = split(fact, by=by, now=now, keys=settings.COMITY_KEYS)
        key = os.urandom(KEY_LENGTH)
        name = f"{fact.chain}:{end.number + 1}"
        line = Line(
            chain=fact.chain,
            number=end.number + 1,
            kind=fact.kind,
            subject=parts.subject,
            actor=parts.actor,
            at=parts.at,
            shown=json.loads(canonical(dict(parts.shown))),
            hidden=encrypt(key, canonical(dict(parts.hidden)), name.encode()),
            previous_hash=end.last_hash,
        )
        line.own_hash = next_hash(line.previous_hash, line.link.body)
        line.save(force_insert=True)
        end.number, end.last_hash = line.number, line.own_hash
        end.save(update_fields=["number", "last_hash"])
        if parts.hidden:
            sealed = settings.COMITY_KEYS.seal(f"line {name}", key)
            LineKey.objects.create(line=name, sealed=sealed)
        Reaction.objects.bulk_create(
            Reaction(handler=handler, subject=fact.subject)
            for handler in settings.COMITY_REACTIONS.get(fact.kind, ())
        )


def run_due(
    *, now: datetime, at_most: int = 1000, enough: Callable[[], bool] = lambda: False
) -> int:
    """Do what is due, one reaction after the other.

    Any number of workers may do so at once: each claims one reaction at a time. A reaction that
    fails is tried again later, with longer and longer waits; what it did before it failed was
    rolled back with it.

    Args:
        now: the moment, with its time zone.
        at_most: how many to try.
        enough: tells, between two reactions, whether to stop here.

    Returns:
        How many were done.
    """
    done = 0
    if queries.held_since() is not None:
        return done
    for _ in range(at_most):
        reaction = None if enough() else _claim(now)
        if reaction is None:
            break
        done += _run(reaction, now)
    return done


def tick(*, now: datetime, anew: bool = False) -> list[str]:
    """Do what the clock asks for, each minute.

    Any number of clocks may tick at once: each minute's work is done by the first. One that fails
    does not keep the others from being done.

    Args:
        now: the moment, with its time zone.
        anew: do it even if this minute's work has been done, unless somebody is at it.

    Returns:
        The names of those that failed.
    """
    failed: list[str] = []
    if queries.held_since() is not None:
        _take(OUTBOX_WATCH, now, anew=anew)  # the clock ticks, but does nothing
        return failed
    for name in settings.COMITY_EVERY_TICK:
        if not _take(name, now, anew=anew):
            continue
        try:
            import_string(name)(now)
        except Exception:
            # The next minute tries again; what matters is that the others were done.
            log.exception("%s failed", name)
            failed.append(name)
        Turn.objects.filter(name=name).update(leased_until=None)
    if _take(OUTBOX_WATCH, now, anew=anew):
        _watch_outbox(now)
        mark_keys()
    return failed


@transaction.atomic
def mark_keys() -> None:
    """Keep which key file belongs to this database, and which of its field keys is the newest.

    Raises:
        WrongKeyFile: it belongs to another database, or is older than what was sealed here.
    """
    if not queries.key_file_fits():
        raise WrongKeyFile
    KeyMark.objects.update_or_create(
        only=True,
        defaults={"index": queries.key_index(), "field_key": settings.COMITY_KEYS.names()[0]},
    )


def hold(*, now: datetime) -> None:
    """Let deferred work wait: no letter leaves, nothing is done on a wiki."""
    Hold.objects.update_or_create(only=True, defaults={"since": day_of(now)})


def resume() -> bool:
    """Let deferred work go on.

    Returns:
        Whether it was held.
    """
    return bool(Hold.objects.all().delete()[0])


def probe_writing(now: datetime) -> None:
    """Write something and take it back, to learn whether the database lets us.

    Raises:
        DatabaseError: it does not.
    """
    with transaction.atomic():
        Turn.objects.update_or_create(name="probe", defaults={"minute": _minute_of(now)})
        transaction.set_rollback(True)


def _take(name: str, now: datetime, *, anew: bool) -> bool:
    """Take the work of this minute, unless another clock has; one that died is relieved.

    A minute or a lease from the far future was written before the clock was set back.
    """
    minute = _minute_of(now)
    Turn.objects.bulk_create(
        [Turn(name=name, minute=minute - timedelta(minutes=1))], ignore_conflicts=True
    )
    free = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    open_to_us = Turn.objects.filter(free, name=name)
    if not anew:
        open_to_us = open_to_us.filter(Q(minute__lt=minute) | Q(minute__gt=minute + LEASE))
    lease = None if name == OUTBOX_WATCH else now + LEASE
    return bool(open_to_us.update(minute=minute, leased_until=lease))


def _watch_outbox(now: datetime) -> None:
    """Mark what is due and has not been done, and remember when nothing marked was left.

    That is all that is kept of how long something waits: its own moment would tell when somebody
    reported.
    """
    due = _due(now)
    if not due.filter(overdue=True).exists():
        Turn.objects.update_or_create(name=queries.OUTBOX, defaults={"minute": _minute_of(now)})
    due.filter(overdue=False).update(overdue=True)


def _minute_of(now: datetime) -> datetime:
    """Cut a moment down to its minute."""
    return now.replace(second=0, microsecond=0)


def _due(now: datetime) -> QuerySet[Reaction]:
    return Reaction.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now),
        Q(leased_until=None) | Q(leased_until__lte=now),
    )


def _claim(now: datetime) -> Reaction | None:
    with transaction.atomic():
        free = _due(now).select_for_update(skip_locked=True)
        reaction = free.order_by("attempts", "id").first()
        if reaction is not None:
            reaction.attempts += 1
            reaction.leased_until = now + LEASE
            reaction.save(update_fields=["attempts", "leased_until"])
        return reaction


def _run(reaction: Reaction, now: datetime) -> bool:
    try:
        import_string(reaction.handler)(reaction.subject, now)
    except Later as later:
        _postpone(reaction, now + timedelta(minutes=later.minutes), "")
        return False
    except Exception as problem:
        # Whatever it was, the work must not be lost: it is named, logged and tried again.
        log.exception("%s failed, attempt %s", reaction.handler, reaction.attempts)
        wait = min(timedelta(minutes=2 ** min(reaction.attempts, 10)), LONGEST_WAIT)
        _postpone(reaction, now + wait, type(problem).__name__)
        return False
    reaction.delete()
    return True


def _postpone(reaction: Reaction, until: datetime, error: str) -> None:
    Reaction.objects.filter(id=reaction.id).update(
        not_before=until, leased_until=None, last_error=error, overdue=False
    )


@transaction.atomic
def forget_mentions(*, subject: str, names: AbstractSet[str]) -> int:
    """Shred what lines of the open chain hide about somebody. The chain stays as it was written.

    What they did in cases stands on the sealed chain under a random id, which after this leads to
    nobody.

    Args:
        subject: id of the person; all that is hidden in lines about them goes.
        names: what else names them; lines whose hidden fields hold one of these go too.

    Returns:
        How many lines were shredded.
    """
    end = Chain.objects.get(name=ChainName.OPEN).number
    shredded = 0
    for first in range(1, end + 1, READ_AT_ONCE):
        numbers = range(first, first + READ_AT_ONCE)
        found = [f"{ChainName.OPEN}:{number}" for number in numbers]
        keys = dict(LineKey.objects.filter(line__in=found).values_list("line", "sealed"))
        lines = Line.objects.filter(
            chain=ChainName.OPEN, number__gte=first, number__lt=first + READ_AT_ONCE
        )
        gone = [
            name
            for line in lines
            if (name := f"{line.chain}:{line.number}") in keys
            and (line.subject == subject or _names(line, bytes(keys[name]), names))
        ]
        shredded += LineKey.objects.filter(line__in=gone).delete()[0]
    return shredded


def _names(line: Line, sealed: bytes, names: AbstractSet[str]) -> bool:
    """Tell whether the hidden fields of a line hold one of these."""
    return not names.isdisjoint(_texts(queries.opened(line, sealed)))


def _texts(hidden: Mapping[str, object]) -> set[str]:
    """List every text that hidden fields hold."""
    found: set[str] = set()
    for value in hidden.values():
        found |= {str(one) for one in value} if isinstance(value, list) else {str(value)}
    return found
