"""What a line of the record says in the clear, and what it keeps under a key of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from comity.kernel.actors import Actor
from comity.kernel.facts import Chain, Fact
from comity.kernel.keys import ServiceKeys
from comity.kernel.spans import day_of


@dataclass(frozen=True, slots=True)
class Split:
    """A fact, parted into what the line shows and what only its own key opens.

    Attributes:
        subject: the id, or on the sealed chain a keyed hash of it.
        actor: who did it, or on the sealed chain a keyed hash.
        at: ISO 8601; the second on the open chain, the day on the sealed one.
        shown: fields that everybody may read.
        hidden: fields that tell about a person; everything, on the sealed chain.
    """

    subject: str
    actor: str
    at: str
    shown: Mapping[str, object]
    hidden: Mapping[str, object]


def split(fact: Fact, *, by: Actor, now: datetime, keys: ServiceKeys) -> Split:
    """Part a fact as its chain and its class demand."""
    fields = asdict(fact)
    subject = fields.pop("subject")
    if fact.chain is Chain.SEALED:
        return Split(
            subject=keys.tag("record subject", subject),
            actor=keys.tag("record actor", str(by)),
            at=day_of(now).isoformat(),
            shown={},
            hidden={"subject": subject, "actor": str(by), **fields},
        )
    hidden = {name: fields.pop(name) for name in fact.personal}
    at = now.astimezone(UTC).replace(microsecond=0).isoformat()
    return Split(subject, str(by), at, fields, hidden)
