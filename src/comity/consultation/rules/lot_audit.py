"""Checking a lot by its public file alone: what a stranger can do on their own machine.

The file holds everything that the draw depends on. What it cannot show is that nobody knew the
seed before the draw; that stands on the record, where its hash was published before the pool
closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads
from typing import Any, Self

from comity.consultation.errors.panels import AuditNotReadable
from comity.consultation.rules.lot import (
    PARTS,
    SEED_LENGTH,
    Lots,
    Quota,
    Ticket,
    chances,
    commitment,
    draw,
    missed,
    pool_hash,
    replace,
    types_of,
)

FORMAT = "comity-lot-1"
LONGEST = 20_000_000
"""Characters of a file."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A seat that somebody left.

    Attributes:
        gone: who stepped down.
        came: who was drawn for them; empty where nobody was left.
    """

    gone: str
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that a lot can be checked by.

    Attributes:
        name: of the panel.
        seats: how many are drawn.
        quotas: how many members come from which group.
        pool: everybody in it, by ticket.
        pool_hash: of pool, quotas and seats, as published when the pool closed.
        commitment: the hash of the seed, as published before.
        seed: in hexadecimal.
        beacon: which public number was promised to be mixed in; may be empty.
        beacon_value: that number.
        lots: the panels that could be drawn.
        drawn: the tickets that were drawn first.
        replaced: the seats that changed hands, in order.
    """

    name: str
    seats: int
    quotas: tuple[Quota, ...]
    pool: tuple[Ticket, ...]
    pool_hash: str
    commitment: str
    seed: str
    beacon: str
    beacon_value: str
    lots: Lots
    drawn: tuple[str, ...]
    replaced: tuple[Replaced, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return {
            "format": FORMAT,
            "name": self.name,
            "seats": self.seats,
            "quotas": [one.as_json() for one in self.quotas],
            "pool": [{"ticket": one.id, "answers": dict(one.answers)} for one in self.pool],
            "pool_hash": self.pool_hash,
            "commitment": self.commitment,
            "seed": self.seed,
            "beacon": self.beacon,
            "beacon_value": self.beacon_value,
            "lots": self.lots.as_json(),
            "drawn": list(self.drawn),
            "replaced": [{"gone": one.gone, "came": one.came} for one in self.replaced],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: it was not written by it.
        """
        if plain["format"] != FORMAT:
            raise ValueError(plain["format"])
        return cls(
            name=str(plain["name"]),
            seats=int(plain["seats"]),
            quotas=tuple(Quota.from_json(one) for one in plain["quotas"]),
            pool=tuple(tickets(plain["pool"])),
            pool_hash=str(plain["pool_hash"]),
            commitment=str(plain["commitment"]),
            seed=str(plain["seed"]),
            beacon=str(plain["beacon"]),
            beacon_value=str(plain["beacon_value"]),
            lots=Lots.from_json(plain["lots"]),
            drawn=tuple(str(one) for one in plain["drawn"]),
            replaced=tuple(
                Replaced(str(one["gone"]), str(one["came"])) for one in plain["replaced"]
            ),
        )

    @property
    def seated(self) -> tuple[str, ...]:
        """The tickets that have a seat now."""
        now = set(self.drawn)
        for one in self.replaced:
            now.discard(one.gone)
            if one.came:
                now.add(one.came)
        return tuple(sorted(now))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        code: what; ``lot_check_`` and this, and ``_failed`` behind it, have words in messages.
        holds: whether it is as it should be.
        detail: values for the sentence.
    """

    code: str
    holds: bool
    detail: Mapping[str, object]


def tickets(plain: Any) -> list[Ticket]:  # noqa: ANN401, read from a file that anybody may have written
    """Read a pool."""
    return [
        Ticket(str(one["ticket"]), {str(key): str(value) for key, value in one["answers"].items()})
        for one in plain
    ]


def lots_hash(lots: Lots) -> str:
    """Give the hash by which the panels that can be drawn stand on the record."""
    plain = dumps(lots.as_json(), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def read(text: str) -> Drawing:
    """Read the public file of a lot.

    Raises:
        AuditNotReadable: it is none.
    """
    if len(text) > LONGEST:
        raise AuditNotReadable(field="file")
    try:
        return Drawing.from_json(loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise AuditNotReadable(field="file") from problem


def audit(drawing: Drawing) -> tuple[Check, ...]:
    """Look at everything that can be looked at without a solver."""
    seed = _seed(drawing.seed)
    counted = types_of(drawing.pool)
    known = len({one.id for one in drawing.pool}) == len(drawing.pool)
    fits = known and _fits(drawing, counted)
    told = chances(drawing.lots, drawing.pool) if fits else {}
    able = [chance for chance in told.values() if chance > 0]
    smallest, largest = (min(able), max(able)) if able else (0.0, 0.0)
    same = (
        seed is not None
        and fits
        and drawing.drawn
        == draw(
            drawing.lots,
            drawing.pool,
            seed=seed,
            fixed=drawing.pool_hash,
            beacon=drawing.beacon_value,
        )
    )
    return (
        Check("seed", seed is not None and commitment(seed) == drawing.commitment, {}),
        Check(
            "pool",
            known and pool_hash(drawing.pool, drawing.quotas, drawing.seats) == drawing.pool_hash,
            {"people": len(drawing.pool)},
        ),
        Check("lots", fits, {"panels": len(drawing.lots.mixes)}),
        Check(
            "chances",
            bool(able),
            {"smallest": _percent(smallest), "largest": _percent(largest)},
        ),
        Check("draw", same, {"seats": drawing.seats}),
        Check(
            "replaced",
            seed is not None and _replaced(drawing, seed),
            {"seats": len(drawing.replaced)},
        ),
    )


def _seed(text: str) -> bytes | None:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        return None
    return seed if len(seed) == SEED_LENGTH else None


def _fits(drawing: Drawing, counted: Mapping[tuple[tuple[str, str], ...], tuple[str, ...]]) -> bool:
    """Tell whether every panel that could be drawn keeps the quotas, and chances add up."""
    lots = drawing.lots
    types = [tuple(sorted(one.items())) for one in lots.types]
    if types != list(counted) or sum(mix.parts for mix in lots.mixes) != PARTS:
        return False
    for mix in lots.mixes:
        if len(mix.members) != len(types) or sum(mix.members) != drawing.seats or mix.parts < 0:
            return False
        if any(
            not 0 <= many <= len(ids)
            for many, ids in zip(mix.members, counted.values(), strict=True)
        ):
            return False
        panel = [
            Ticket("", dict(answers))
            for answers, many in zip(types, mix.members, strict=True)
            for _ in range(many)
        ]
        if missed(drawing.quotas, panel):
            return False
    return True


def _replaced(drawing: Drawing, seed: bytes) -> bool:
    seated, gone = set(drawing.drawn), set()
    for turn, one in enumerate(drawing.replaced, start=1):
        if one.gone not in seated:
            return False
        seated.discard(one.gone)
        gone.add(one.gone)
        came = replace(
            drawing.pool,
            drawing.quotas,
            seated,
            gone,
            seed=seed,
            fixed=drawing.pool_hash,
            beacon=drawing.beacon_value,
            turn=turn,
        )
        if (came or "") != one.came:
            return False
        if came:
            seated.add(came)
    return True


def _percent(chance: float) -> str:
    return f"{100 * chance:.2f}"
