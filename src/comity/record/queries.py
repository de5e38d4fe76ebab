"""What the record can be asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max, Q

from comity.kernel.actors import ActorKind
from comity.kernel.chain import canonical
from comity.kernel.facts import Chain
from comity.kernel.keys import ID_LENGTH
from comity.kernel.sealing import decrypt
from comity.record.models import Chain as ChainEnd
from comity.record.models import Hold, KeyMark, Line, LineKey, Reaction, Turn
from comity.record.verification import Broken, Told, first_broken, nobody

HEAD_PURPOSE = "record head"
OUTBOX = "outbox"
"""The turn whose minute says when nothing was overdue for the last time."""

DEAD_AFTER = 12
"""Attempts, after about six hours, from which on a reaction needs somebody to look at it."""


LOOKED_THROUGH = 20_000
"""Lines of the open chain among which the newest of some kind are looked for."""


@dataclass(frozen=True, slots=True)
class PublicLine:
    """What a line of the open chain tells everybody.

    Attributes:
        number: of the line.
        kind: of the fact.
        subject: public id of what it is about.
        at: ISO 8601, to the second.
        shown: the fields that everybody may read.
    """

    number: int
    kind: str
    subject: str
    at: str
    shown: Mapping[str, object]


def first_broken_line(told: Told = nobody) -> Broken | None:
    """Read both chains and name the first line that is not as it was written.

    Args:
        told: called now and then with how many lines were read, and how many there are.
    """
    return first_broken(told)


def public_lines(*, subject: str, kinds: tuple[str, ...] = ()) -> list[Mapping[str, object]]:
    """List what the open chain tells everybody about one thing, oldest first."""
    lines = Line.objects.filter(chain=Chain.OPEN, subject=subject).order_by("number")
    if kinds:
        lines = lines.filter(kind__in=kinds)
    return [{"kind": line.kind, "at": line.at, **line.shown} for line in lines[:500]]


def doers(*, subject: str, kinds: tuple[str, ...]) -> frozenset[str]:
    """Name who did some things to one thing, as the open chain tells everybody."""
    lines = Line.objects.filter(chain=Chain.OPEN, subject=subject, kind__in=kinds)
    return frozenset(lines.values_list("actor", flat=True))


def latest_public_lines(*, kinds: tuple[str, ...], at_most: int) -> list[PublicLine]:
    """List the newest lines of some kinds on the open chain, the newest first.

    Only the last lines are looked through, so that a long record takes no longer than a short one.
    """
    lines = Line.objects.filter(chain=Chain.OPEN)
    last = lines.aggregate(last=Max("number"))["last"] or 0
    found = lines.filter(number__gt=last - LOOKED_THROUGH, kind__in=kinds).order_by("-number")
    return [
        PublicLine(line.number, line.kind, line.subject, line.at, line.shown)
        for line in found[:at_most]
    ]


def hidden_fields(chain: Chain, number: int) -> Mapping[str, object] | None:
    """Open the hidden fields of a line, for audits; nothing when its key was deleted."""
    name = f"{chain}:{number}"
    kept = LineKey.objects.filter(line=name).first()
    if kept is None:
        return None
    return opened(Line.objects.get(chain=chain, number=number), bytes(kept.sealed))


def opened(line: Line, sealed: bytes) -> Mapping[str, object]:
    """Open the hidden fields of a line with its key, which is sealed to the service."""
    name = f"{line.chain}:{line.number}"
    key = settings.COMITY_KEYS.open(f"line {name}", sealed)
    hidden: Mapping[str, object] = json.loads(decrypt(key, bytes(line.hidden), name.encode()))
    return hidden


def ends() -> dict[str, list[int | str]]:
    """Say how many lines each chain has, and the hash of the last."""
    return {end.name: [end.number, end.last_hash] for end in ChainEnd.objects.order_by("name")}


def agrees_with(head: bytes) -> bool:
    """Tell whether the record goes on from a signed head that was kept outside.

    A head that is longer than the record agrees as well: lines were lost, but none was changed.

    Raises:
        ValueError: it is no signed head.
    """
    try:
        read = json.loads(head)
        text, signature = read["head"].encode(), bytes.fromhex(read["signature"])
        told = json.loads(text)
        known = {chain: (int(told[chain][0]), told[chain][1]) for chain in Chain}
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        message = "this is no signed head"
        raise ValueError(message) from problem
    lines = Line.objects.values_list("own_hash", flat=True)
    return settings.COMITY_KEYS.verify(HEAD_PURPOSE, text, signature) and all(
        lines.filter(chain=chain, number=number).first() in {None, last_hash}
        for chain, (number, last_hash) in known.items()
    )


def lost_since(head: bytes) -> int:
    """Count the lines that a signed head knows of and the record does not have."""
    told, have = json.loads(json.loads(head)["head"]), ends()
    return sum(max(0, int(told[chain][0]) - int(have[chain][0])) for chain in Chain)


def signed_head(now: datetime) -> bytes:
    """Write the end of both chains, signed, to be kept outside: it shows lines cut off the end."""
    head = canonical({"day": now.date().isoformat(), **ends()})
    signature = settings.COMITY_KEYS.sign(HEAD_PURPOSE, head)
    return canonical({"head": head.decode(), "signature": signature.hex()}) + b"\n"


def waiting_reactions(now: datetime) -> Mapping[str, int]:
    """Count what has yet to happen: due now, waiting for another try, failing, and given up on.

    Nothing is ever dropped: ``dead`` is what failed so often that somebody must look.
    """
    rows = Reaction.objects.all()
    failing = rows.exclude(last_error="")
    return {
        "due": rows.filter(not_before=None).count(),
        "waiting": rows.filter(not_before__gt=now).count(),
        "failing": failing.count(),
        "dead": failing.filter(attempts__gte=DEAD_AFTER).count(),
    }


def dead_handlers() -> list[str]:
    """Name the functions that failed so often that somebody must look."""
    dead = Reaction.objects.filter(attempts__gte=DEAD_AFTER).exclude(last_error="")
    return sorted(set(dead.values_list("handler", flat=True)))


def held_since() -> date | None:
    """Say since when deferred work waits for an operator; None where it does not wait."""
    return Hold.objects.values_list("since", flat=True).first()


def backlog_since() -> datetime | None:
    """Say in which minute nothing was overdue for the last time; None before the first minute."""
    return Turn.objects.filter(name=OUTBOX).values_list("minute", flat=True).first()


def last_minute() -> datetime | None:
    """Say which minute's work was begun last, by whichever clock; None before the first."""
    last: datetime | None = Turn.objects.exclude(name=OUTBOX).aggregate(last=Max("minute"))["last"]
    return last


def last_moment() -> datetime | None:
    """Say when the last line of the open chain was written, to see whether the clock went back."""
    line = Line.objects.filter(chain=Chain.OPEN).order_by("-number").only("at").first()
    return datetime.fromisoformat(line.at) if line else None


def key_file_fits() -> bool:
    """Tell whether the key file is the one that belongs to this database, and is not too old.

    A database that nobody marked yet is compared with what was sealed in it last.
    """
    keys = settings.COMITY_KEYS
    mark = KeyMark.objects.first()
    if mark is not None:
        return mark.index == key_index() and mark.field_key in keys.names()
    sealed = LineKey.objects.order_by("-line").values_list("sealed", flat=True).first()
    return sealed is None or bytes(sealed)[:ID_LENGTH].hex() in keys.names()


def key_index() -> str:
    """Hash nothing in particular under the index key: equal for equal key files."""
    return settings.COMITY_KEYS.tag("key file")


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell which lines speak of somebody or of what they did, with what is hidden from others.

    Of the sealed chain the day and the kind are told: the rest is about cases, and not theirs.
    """
    person = f"{ActorKind.PERSON}:{person_id}"
    theirs = Q(chain=Chain.OPEN) & (Q(subject=person_id) | Q(actor=person))
    sealed = Q(chain=Chain.SEALED, actor=settings.COMITY_KEYS.tag("record actor", person))
    lines = Line.objects.filter(theirs | sealed).order_by("chain", "number")
    return {"record_line": [_told(line) for line in lines.iterator()]}


def _told(line: Line) -> Mapping[str, object]:
    said = {"chain": line.chain, "number": line.number, "kind": line.kind, "at": line.at}
    if line.chain == Chain.SEALED:
        return said
    hidden = hidden_fields(Chain.OPEN, line.number) or {}
    return said | {
        "subject": line.subject,
        "actor": line.actor,
        "shown": line.shown,
        "hidden": dict(hidden),
    }
