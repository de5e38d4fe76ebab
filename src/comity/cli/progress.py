"""How far something long is: how fast it goes, and how long it will still take."""

import sys
import time
from dataclasses import dataclass, field

BETWEEN = 0.5
"""Seconds between two lines on a terminal."""

BETWEEN_IN_LOGS = 10.0
"""Seconds between two lines in a file, where each stays."""

UNITS = ("B", "kB", "MB", "GB", "TB")
THOUSAND = 1000
MINUTE = 60


@dataclass
class Progress:
    """Tells on the standard error output, now and then, how far something is.

    Attributes:
        what: is being done, as the beginning of a line.
        total: how much there is to do, perhaps estimated.
        unit: of what; empty for bytes.
    """

    what: str
    total: int
    unit: str = ""
    done: int = 0
    _began: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)

    def add(self, amount: int) -> None:
        """Say that so much more was done."""
        self.reach(self.done + amount)

    def reach(self, done: int) -> None:
        """Say how much was done."""
        self.done = done
        now = time.monotonic()
        on_terminal = sys.stderr.isatty()
        if now - self._told >= (BETWEEN if on_terminal else BETWEEN_IN_LOGS):
            self._told = now
            sys.stderr.write(f"\r\033[K{self.line()}" if on_terminal else f"{self.line()}\n")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line of a terminal empty for what comes next."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")

    def line(self) -> str:
        """Say it in one line."""
        spent = max(time.monotonic() - self._began, 0.001)
        rate = self.done / spent
        share = min(self.done / self.total, 1) if self.total else 1
        left = max(self.total - self.done, 0) / rate if rate else 0
        return f"{self.what}: {share:.0%}, {self._amount(rate)} a second, {_time(left)} left"

    def _amount(self, amount: float) -> str:
        if self.unit:
            return f"{amount:,.0f} {self.unit}"
        size = 0
        while amount >= THOUSAND and size < len(UNITS) - 1:
            amount, size = amount / THOUSAND, size + 1
        return f"{amount:.0f} {UNITS[size]}"


def _time(seconds: float) -> str:
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min"
