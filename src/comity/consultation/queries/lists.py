"""Lists that grow without end, of which only the part that is looked at is read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

from django.db.models import QuerySet

Shown = TypeVar("Shown")


class Listing(Sequence[Shown]):
    """Rows of a table, told as plain values a page at a time."""

    def __init__(
        self, rows: QuerySet[Any], tell: Callable[[QuerySet[Any]], Sequence[Shown]]
    ) -> None:
        """Look at a list.

        Args:
            rows: in their order; nothing of them is read yet.
            tell: reads a part of them and tells it, in a few queries.
        """
        self._rows, self._tell = rows, tell
        self._count: int | None = None

    def __len__(self) -> int:
        """Count them once."""
        if self._count is None:
            self._count = self._rows.count()
        return self._count

    def __iter__(self) -> Iterator[Shown]:
        """Read all at once."""
        return iter(self._tell(self._rows))

    @overload
    def __getitem__(self, wanted: int) -> Shown: ...
    @overload
    def __getitem__(self, wanted: slice) -> Sequence[Shown]: ...
    def __getitem__(self, wanted: int | slice) -> Shown | Sequence[Shown]:
        """Read one, or a part."""
        if isinstance(wanted, slice):
            return self._tell(self._rows[wanted])
        return self._tell(self._rows[wanted : wanted + 1])[0]
