"""What the record can be asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from comity.kernel.chain import canonical, first_broken
from comity.kernel.facts import Chain
from comity.kernel.sealing import decrypt
from comity.record.models import Chain as ChainEnd
from comity.record.models import Line, LineKey, Reaction

HEAD_PURPOSE = "record head"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that is not as it was written."""

    chain: Chain
    number: int


def first_broken_line() -> Broken | None:
    """Read both chains and name the first line that is not as it was written."""
    for chain in Chain:
        lines = Line.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000)
        number = first_broken(line.link for line in lines)
        if number is not None:
            return Broken(chain, number)
        end = ChainEnd.objects.get(name=chain)
        if end.number != Line.objects.filter(chain=chain).count():
            return Broken(chain, end.number)
    return None


def public_lines(*, subject: str, kinds: tuple[str, ...] = ()) -> list[Mapping[str, object]]:
    """List what the open chain tells everybody about one thing, oldest first."""
    lines = Line.objects.filter(chain=Chain.OPEN, subject=subject).order_by("number")
    if kinds:
        lines = lines.filter(kind__in=kinds)
    return [{"kind": line.kind, "at": line.at, **line.shown} for line in lines[:500]]


def hidden_fields(chain: Chain, number: int) -> Mapping[str, object] | None:
    """Open the hidden fields of a line, for audits; nothing when its key was deleted."""
    name = f"{chain}:{number}"
    kept = LineKey.objects.filter(line=name).first()
    if kept is None:
        return None
    key = settings.COMITY_KEYS.open(f"line {name}", bytes(kept.sealed))
    line = Line.objects.get(chain=chain, number=number)
    opened: Mapping[str, object] = json.loads(decrypt(key, bytes(line.hidden), name.encode()))
    return opened


def signed_head(now: datetime) -> bytes:
    """Write the end of both chains, signed, to be kept outside: it shows lines cut off the end."""
    ends = {end.name: [end.number, end.last_hash] for end in ChainEnd.objects.order_by("name")}
    head = canonical({"day": now.date().isoformat(), **ends})
    signature = settings.COMITY_KEYS.sign(HEAD_PURPOSE, head)
    return canonical({"head": head.decode(), "signature": signature.hex()}) + b"\n"


def waiting_reactions(now: datetime) -> Mapping[str, int]:
    """Count what has yet to happen: due now, waiting for another try, and failing."""
    rows = Reaction.objects.all()
    return {
        "due": rows.filter(not_before=None).count(),
        "waiting": rows.filter(not_before__gt=now).count(),
        "failing": rows.exclude(last_error="").count(),
    }
