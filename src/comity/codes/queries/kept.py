"""What was worked out of texts that do not change any more, kept by every thread of a process."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """As many answers as fit; the one that has been there longest goes for a new one."""

    def __init__(self, most: int) -> None:
        """Begin with nothing.

        Args:
            most: how many there may be.
        """
        self._most = most
        self._found: dict[Hashable, Value] = {}
        # Several threads answer at once: two of them would let go of the same one.
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """Find an answer; None where there is none, or none any more."""
        return self._found.get(key)

    def keep(self, key: Hashable, value: Value) -> None:
        """Keep an answer."""
        with self._lock:
            while len(self._found) >= self._most:
                del self._found[next(iter(self._found))]
            self._found[key] = value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()
