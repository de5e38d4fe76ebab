"""How often anybody may call. No address is looked at, and nothing of it is written down.

Calls are counted in the memory of the process that answers them, for one minute, under a keyed
hash of who calls; people without a name share one count. A count in the database would cost more
than most calls do. Guesses of secrets are another matter: ``people.actions.tries`` counts those.
"""

import time
from collections import Counter
from enum import StrEnum, auto
from threading import Lock

from comity.api.errors import TooManyCalls

SPAN = 60
"""Seconds that are counted together."""


class Caller(StrEnum):
    """Sorts of callers."""

    TOKEN = auto()
    PERSON = auto()
    RECEIPT = auto()
    ANYBODY = auto()


LIMITS = {
    Caller.TOKEN: 600,
    Caller.PERSON: 600,
    Caller.RECEIPT: 120,
    Caller.ANYBODY: 6000,
}
"""Calls a minute in one process: of one person or receipt, and of all without a name together.

A call with a receipt counts for both, as anybody can make up a receipt.
"""

UNCOUNTED = frozenset({"signup_gate"})
"""What other systems ask before every edit."""


class Count:
    """The calls of this minute."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._span = 0
        self._calls: Counter[tuple[Caller, str]] = Counter()

    def take(self, sort: Caller, who: str) -> None:
        """Count a call.

        Raises:
            TooManyCalls: there were as many in this minute as there may be.
        """
        now = time.time()
        span = int(now // SPAN)
        with self._lock:
            if span != self._span:
                self._span, self._calls = span, Counter()
            self._calls[sort, who] += 1
            if self._calls[sort, who] <= LIMITS[sort]:
                return
        raise TooManyCalls(seconds=SPAN - int(now % SPAN))

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._calls.clear()


CALLS = Count()
