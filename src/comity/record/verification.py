"""Reading the whole record at speed: plain rows, a few thousand at a time, nothing in between."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from django.db import connection

from comity.kernel import chain as chains
from comity.kernel.facts import Chain

AT_ONCE = 5000
"""Lines that are held in memory."""

Told = Callable[[int, int], None]
"""Called with how many lines were read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that is not as it was written."""

    chain: Chain
    number: int


def nobody(_read: int, _all: int) -> None:
    """Tell nobody how far it is."""


def first_broken(told: Told = nobody) -> Broken | None:
    """Read both chains and name the first line that is not as it was written.

    Lines that are written meanwhile are left for the next time.
    """
    ends = {chain: _end(chain) for chain in Chain}
    progress = _Progress(told, sum(number for number, _hash in ends.values()))
    for chain, (number, last_hash) in ends.items():
        reading = _Reading(chain, number, progress)
        place = chains.first_broken(chain, reading.lines())
        if place is None and reading.read != number:
            place = reading.read + 1
        if place is None and reading.last_hash != last_hash:
            place = max(number, 1)
        if place is None and _longest(chain) > _end(chain)[0]:  # in this order: the end may move
            place = number + 1
        if place is not None:
            return Broken(chain, place)
    return None


@dataclass
class _Progress:
    told: Told
    total: int
    read: int = 0

    def add(self, lines: int) -> None:
        self.read += lines
        self.told(self.read, self.total)


@dataclass
class _Reading:
    """A chain as it is read, up to the end that it had at the beginning."""

    chain: Chain
    end: int
    progress: _Progress
    read: int = 0
    last_hash: str = chains.START

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """Give each line, in order."""
        last = 0
        while rows := self._after(last):
            yield from rows
            last, self.last_hash = rows[-1][0], rows[-1][-1]
            self.read += len(rows)
            self.progress.add(len(rows))

    def _after(self, last: int) -> list[tuple[Any, ...]]:
        return _ask(
            "SELECT number, kind, subject, actor, at, shown, hidden, previous_hash, own_hash"
            " FROM record_line WHERE chain = %s AND number > %s AND number <= %s"
            " ORDER BY number LIMIT %s",
            [self.chain, last, self.end, AT_ONCE],
        )


def _end(chain: Chain) -> tuple[int, str]:
    ((number, last_hash),) = _ask(
        "SELECT number, last_hash FROM record_chain WHERE name = %s", [chain]
    )
    return number, last_hash


def _longest(chain: Chain) -> int:
    ((longest,),) = _ask("SELECT max(number) FROM record_line WHERE chain = %s", [chain])
    return longest or 0


def _ask(statement: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
