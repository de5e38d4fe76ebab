"""Drawing a panel by lot so that everybody can check it afterwards.

The chances come from ``engine.lot``, which needs a solver. What is here needs none: the seed and
its commitment, the draw, and replacements. All of it is whole numbers, so that it comes out the
same on every machine.

1. Before the pool closes, the hash of a secret seed is published (``commitment``).
2. The pool closes. Its tickets and answers are fixed (``pool_hash``).
3. The panels that can be drawn are published with their chances (``Lots``).
4. The seed is published, with a public number that nobody could know before, if one was promised.
   From seed, number and pool follows the panel (``draw``), and who replaces whom (``replace``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import new as keyed
from json import dumps
from math import ceil, floor
from typing import Any, Self

from comity.consultation.errors.panels import (
    QuotaNotUsable,
    QuotasAskForTooMany,
    QuotaTwice,
)
from comity.consultation.rules.equity import Dimension
from comity.kernel.errors import SeveralProblems, WrongInput

PARTS = 10**12
"""Chances are told as parts of this."""

SEED_LENGTH = 32
_BLOCK = 32


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """How many members of a panel come from a group.

    Attributes:
        dimension: by what the group is told apart.
        category: the group.
        least: at least so many.
        most: at most so many.
    """

    dimension: Dimension
    category: str
    least: int
    most: int

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return {
            "dimension": str(self.dimension),
            "category": self.category,
            "least": self.least,
            "most": self.most,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        dimension = Dimension(plain["dimension"])
        return cls(dimension, str(plain["category"]), int(plain["least"]), int(plain["most"]))


@dataclass(frozen=True, slots=True)
class Ticket:
    """Somebody in the pool.

    Attributes:
        id: a random name.
        answers: their group by dimension, as far as quotas ask for it.
    """

    id: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mix:
    """How many members of a panel are of each type, and how likely such a panel is.

    Attributes:
        parts: of ``PARTS``.
        members: how many of each type, in the order of ``types``.
    """

    parts: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lots:
    """All panels that can be drawn.

    Whoever gives the same answers has the same chance, so panels are told by type: so many of
    one, so many of another. Within a type everybody is as likely as the others.

    Attributes:
        types: the answers of each type, in a settled order.
        mixes: how panels can be made up; their parts add up to ``PARTS``.
        never: types that no panel within the quotas can have a member of.
    """

    types: tuple[Mapping[str, str], ...]
    mixes: tuple[Mix, ...]
    never: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Write as plain values."""
        return {
            "types": [dict(one) for one in self.types],
            "mixes": [{"parts": one.parts, "members": list(one.members)} for one in self.mixes],
            "never": list(self.never),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        return cls(
            tuple({str(key): str(value) for key, value in one.items()} for one in plain["types"]),
            tuple(
                Mix(int(one["parts"]), tuple(int(many) for many in one["members"]))
                for one in plain["mixes"]
            ),
            tuple(int(one) for one in plain["never"]),
        )


def check_quotas(quotas: Iterable[Quota], seats: int) -> tuple[Quota, ...]:
    """Refuse quotas that no pool whatever could meet.

    Raises:
        SeveralProblems: with every reason at once.
    """
    quotas = tuple(sorted(quotas))
    problems: list[WrongInput] = []
    least: Counter[Dimension] = Counter()
    seen: set[tuple[Dimension, str]] = set()
    for one in quotas:
        if not 0 <= one.least <= one.most:
            problems.append(QuotaNotUsable(field="quotas", group=one.category))
        if (one.dimension, one.category) in seen:
            problems.append(QuotaTwice(field="quotas", group=one.category))
        seen.add((one.dimension, one.category))
        least[one.dimension] += one.least
    problems += [
        QuotasAskForTooMany(field="quotas", dimension=dimension, seats=seats)
        for dimension in sorted(least)
        if least[dimension] > seats
    ]
    if problems:
        raise SeveralProblems(problems)
    return quotas


def asked(quotas: Iterable[Quota]) -> tuple[Dimension, ...]:
    """Name the dimensions that quotas ask for; whoever is in the pool has to answer those."""
    return tuple(sorted({one.dimension for one in quotas}))


def types_of(pool: Iterable[Ticket]) -> dict[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Sort tickets by their answers: the types in a settled order, and who is of each."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for one in pool:
        found.setdefault(tuple(sorted(one.answers.items())), []).append(one.id)
    return {answers: tuple(sorted(found[answers])) for answers in sorted(found)}


def commitment(seed: bytes) -> str:
    """Give the hash by which a seed is known before it is published."""
    return sha256(b"comity lot seed\n" + seed).hexdigest()


def pool_hash(pool: Iterable[Ticket], quotas: Iterable[Quota], seats: int) -> str:
    """Give the hash of everything that is fixed when a pool closes."""
    fixed = {
        "pool": sorted([one.id, dict(sorted(one.answers.items()))] for one in pool),
        "quotas": [one.as_json() for one in sorted(quotas)],
        "seats": seats,
    }
    plain = dumps(fixed, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


class Stream:
    """Random whole numbers that follow from a seed (HMAC-SHA256 in counter mode)."""

    def __init__(self, seed: bytes, *named: str) -> None:
        """Begin a stream.

        Args:
            seed: the secret that was committed to.
            named: what else it depends on, such as the hash of the pool; not secret.
        """
        # Each name is told by its length, so that no two lists of names are the same message.
        about = "".join(f"{len(one.encode())}:{one}," for one in named)
        self._key = keyed(seed, f"comity lot\n{about}".encode(), sha256).digest()
        self._turn = 0

    def below(self, limit: int) -> int:
        """Give a number from 0 to just below a limit, each as likely as the others.

        Args:
            limit: at least 1, at most 2 to the power of 128.
        """
        space = 256**_BLOCK
        fair = space - space % limit
        while True:
            block = keyed(self._key, self._turn.to_bytes(8, "big"), sha256).digest()
            self._turn += 1
            number = int.from_bytes(block, "big")
            if number < fair:
                return number % limit

    def some(self, of: Sequence[str], many: int) -> tuple[str, ...]:
        """Choose so many of a list, each as likely as the others (Fisher and Yates)."""
        left = list(of)
        for place in range(many):
            other = place + self.below(len(left) - place)
            left[place], left[other] = left[other], left[place]
        return tuple(left[:many])


def draw(
    lots: Lots, pool: Sequence[Ticket], *, seed: bytes, fixed: str, beacon: str
) -> tuple[str, ...]:
    """Draw one panel.

    Args:
        lots: the panels that can be drawn.
        pool: everybody in it.
        seed: the secret that was committed to.
        fixed: the hash of the pool.
        beacon: the public number that is mixed in; empty where none was promised.

    Returns:
        The tickets that were drawn, in a settled order.
    """
    stream = Stream(seed, fixed, beacon, "panel")
    left = stream.below(PARTS)
    chosen = lots.mixes[-1]
    for mix in lots.mixes:
        if left < mix.parts:
            chosen = mix
            break
        left -= mix.parts
    people = list(types_of(pool).values())
    drawn: list[str] = []
    for ids, many in zip(people, chosen.members, strict=True):
        drawn += stream.some(ids, many)
    return tuple(sorted(drawn))


def replace(
    pool: Sequence[Ticket],
    quotas: Sequence[Quota],
    seated: Iterable[str],
    gone: Iterable[str],
    *,
    seed: bytes,
    fixed: str,
    beacon: str,
    turn: int,
) -> str | None:
    """Draw somebody for an empty seat, so that quotas are kept as well as they can be.

    Args:
        pool: everybody in it.
        quotas: as they were fixed.
        seated: who has a seat now.
        gone: who stepped down, and is not asked again.
        seed: as published.
        fixed: the hash of the pool.
        beacon: as published.
        turn: which replacement it is, counted from 1.

    Returns:
        A ticket; None where nobody is left.
    """
    seated, gone = set(seated), set(gone)
    staying = [one for one in pool if one.id in seated]
    left = [one for one in pool if one.id not in seated and one.id not in gone]
    if not left:
        return None
    by_type: dict[tuple[tuple[str, str], ...], int] = {}
    for one in left:
        key = tuple(sorted(one.answers.items()))
        if key not in by_type:
            by_type[key] = missed(quotas, [*staying, one])
    least = min(by_type.values())
    fitting = sorted(one.id for one in left if by_type[tuple(sorted(one.answers.items()))] == least)
    return Stream(seed, fixed, beacon, "replacement", str(turn)).some(fitting, 1)[0]


def missed(quotas: Iterable[Quota], panel: Iterable[Ticket]) -> int:
    """Count by how many members a panel misses its quotas; 0 means that it keeps them all."""
    counts = Counter((key, value) for one in panel for key, value in one.answers.items())
    return sum(
        max(0, one.least - counts[one.dimension, one.category])
        + max(0, counts[one.dimension, one.category] - one.most)
        for one in quotas
    )


def chances(lots: Lots, pool: Sequence[Ticket]) -> dict[str, float]:
    """Say how likely everybody in the pool is to be drawn, by ticket."""
    found: dict[str, float] = {}
    for place, ids in enumerate(types_of(pool).values()):
        expected = sum(mix.parts * mix.members[place] for mix in lots.mixes)
        found |= dict.fromkeys(ids, expected / PARTS / len(ids))
    return found


def quotas_for(shares: Mapping[Dimension, Mapping[str, float]], seats: int) -> tuple[Quota, ...]:
    """Propose quotas by which every group has about the seats that its size says.

    A group whose size is worth less than a seat may have one, and does not have to.

    Args:
        shares: of the people concerned, by dimension and group.
        seats: of the panel.
    """
    return tuple(
        Quota(dimension, category, floor(worth), ceil(worth))
        for dimension in sorted(shares)
        for category, share in sorted(shares[dimension].items())
        # Rounded first: 3.0000000001 seats are three, not four at most.
        if (worth := round(seats * share / sum(shares[dimension].values()), 6)) > 0
    )
