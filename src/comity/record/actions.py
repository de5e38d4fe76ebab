"""The one way to write to the record, and the one way to do what follows from it."""

import json
import logging
import os
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from comity.kernel.actors import Actor
from comity.kernel.chain import canonical, next_hash
from comity.kernel.errors import Later
from comity.kernel.facts import Fact
from comity.kernel.sealing import KEY_LENGTH, encrypt
from comity.record.models import Chain, Line, LineKey, Reaction
from comity.record.rules import split

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)

log = logging.getLogger("comity.record")


def record(fact: Fact, *, by: Actor, now: datetime) -> None:
    """Add a fact to the record, and note what must follow, inside the caller's transaction."""
    with transaction.atomic():
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


def run_due(*, now: datetime, at_most: int = 1000) -> int:
    """Do what is due, one reaction after the other.

    A reaction that fails is tried again later, with longer and longer waits;
    what it did before it failed was rolled back with it.

    Args:
        now: the moment, with its time zone.
        at_most: how many to try.

    Returns:
        How many were done.
    """
    done = 0
    for _ in range(at_most):
        reaction = _claim(now)
        if reaction is None:
            break
        done += _run(reaction, now)
    return done


def tick(*, now: datetime) -> list[str]:
    """Do what the clock asks for, each minute.

    One that fails does not keep the others from being done.

    Returns:
        The names of those that failed.
    """
    failed = []
    for name in settings.COMITY_EVERY_TICK:
        try:
            import_string(name)(now)
        except Exception:
            # The next minute tries again; what matters is that the others were done.
            log.exception("%s failed", name)
            failed.append(name)
    return failed


def _claim(now: datetime) -> Reaction | None:
    with transaction.atomic():
        due = Reaction.objects.filter(
            Q(not_before=None) | Q(not_before__lte=now),
            Q(leased_until=None) | Q(leased_until__lte=now),
        )
        reaction = due.select_for_update(skip_locked=True).order_by("attempts", "id").first()
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
        not_before=until, leased_until=None, last_error=error
    )
