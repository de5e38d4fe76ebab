"""Counting requests in memory that the processes of one web server share through files.

Each process has one file, and only it writes there; whoever is asked for the figures adds all
files up. That a process ends takes nothing from the sums, as a counter must never fall.
"""

import mmap
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds; each bucket counts what took no longer, one more counts the rest."""

NAME = 80
"""Bytes of a series' name."""

NUMBERS = len(BOUNDS) + 2
SERIES = struct.Struct(f"<{NAME}s{NUMBERS}d")
MOST = 512
"""Series; more than there are routes and statuses."""


@dataclass(frozen=True, slots=True)
class Series:
    """What was counted of one route and status: a number for each bucket, and seconds in all."""

    route: str
    status: str
    buckets: tuple[float, ...]
    seconds: float


class Counters:
    """The counts of this process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Count into a file in a folder; without one, for this process alone."""
        self.folder = folder
        self._lock = Lock()
        self._rows: dict[tuple[str, str], int] = {}
        self._shared = self._open()

    def count(self, route: str, status: str, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            row = self._row(route, status)
            if row is None:
                return
            name, *numbers = SERIES.unpack_from(self._shared, row * SERIES.size)
            bucket = next((i for i, most in enumerate(BOUNDS) if seconds <= most), len(BOUNDS))
            numbers[bucket] += 1
            numbers[-1] += seconds
            SERIES.pack_into(self._shared, row * SERIES.size, name, *numbers)

    def sums(self) -> list[Series]:
        """Add up what all processes have counted."""
        added: dict[tuple[str, str], list[float]] = {}
        for content in self._contents():
            for name, numbers in _read(content):
                before = added.get(name, [0.0] * NUMBERS)
                added[name] = [a + b for a, b in zip(before, numbers, strict=True)]
        return [
            Series(route, status, tuple(numbers[:-1]), numbers[-1])
            for (route, status), numbers in sorted(added.items())
        ]

    def _row(self, route: str, status: str) -> int | None:
        row = self._rows.get((route, status))
        if row is None and len(self._rows) < MOST:
            row = self._rows[route, status] = len(self._rows)
            name = f"{route} {status}".encode()[:NAME]
            SERIES.pack_into(self._shared, row * SERIES.size, name, *[0.0] * NUMBERS)
        return row

    def _open(self) -> mmap.mmap:
        if self.folder is None:
            return mmap.mmap(-1, MOST * SERIES.size)
        file = os.open(self.folder / str(os.getpid()), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.truncate(file, MOST * SERIES.size)
            return mmap.mmap(file, MOST * SERIES.size)
        finally:
            os.close(file)

    def _contents(self) -> Iterator[bytes]:
        if self.folder is None:
            yield bytes(self._shared)
            return
        for file in sorted(self.folder.iterdir()):
            yield file.read_bytes()


def _read(content: bytes) -> Iterator[tuple[tuple[str, str], list[float]]]:
    for raw, *numbers in SERIES.iter_unpack(content):
        name = raw.rstrip(b"\0").decode()
        if not name:
            return
        route, _, status = name.rpartition(" ")
        yield (route, status), numbers
