"""Long lists, a page at a time.

A page ends with a mark of its last row, and the next one begins behind that row wherever it stands
by then: whatever came or went meanwhile, nothing is told twice and nothing is passed over. The mark
holds for the list that gave it and for no other.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Schema

from comity.api.behind import Of, rows_behind
from comity.api.errors import PlaceGone

MOST = 100
USUAL = 50
LONGEST_MARK = 1000
TAG_LENGTH = 32

After = Annotated[
    str,
    Query(max_length=LONGEST_MARK, description="``next`` of the page before; empty for the first"),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="most rows of one page")]

Shown = TypeVar("Shown")
Row = TypeVar("Row")


class Page(Schema, Generic[Shown]):
    """One page of a list."""

    items: list[Shown]
    next: str | None = Field(description="where the next page starts; null on the last")


def page_of(
    request: HttpRequest,
    rows: QuerySet[Of, Of],
    after: str,
    limit: int,
    *,
    show: Callable[[Of], object],
) -> dict[str, object]:
    """Tell one page of a list and ask the database for nothing else of it; see ``cut``."""
    shown, last = cut(request, rows, after, limit)
    return told([show(row) for row in shown], request, last)


def cut(
    request: HttpRequest, rows: QuerySet[Of, Of], after: str, limit: int
) -> tuple[list[Of], str | None]:
    """Ask the database for one page of a list, and for the id of its last row if more follow.

    Args:
        request: the call, whose address names the list.
        rows: the whole list in its order, not yet asked for; each row has an ``id``.
        after: as it was sent; empty for the first page.
        limit: how many rows at most.

    Raises:
        PlaceGone: the mark is of another list, or the row that it names is gone.
    """
    wanted = rows_behind(rows, place(request, after)) if after else rows
    if wanted is None:
        raise PlaceGone(field="after")
    found: list[Any] = list(wanted.order_by(*rows.query.order_by, "pk")[: limit + 1])
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def page(
    request: HttpRequest,
    rows: Sequence[Row],
    after: str,
    limit: int,
    *,
    name: Callable[[Row], str],
    show: Callable[[Row], object] = lambda row: row,
) -> dict[str, object]:
    """Cut a page out of a list that is made whole, as a comparison is; see ``page_of`` for rows.

    Args:
        request: the call, whose address names the list.
        rows: the whole list, always in the same order.
        after: as it was sent; empty for the first page.
        limit: how many rows at most.
        name: names a row within the list.
        show: tells a row to whoever asked.

    Raises:
        PlaceGone: the mark is of another list, or the row that it names is gone.
    """
    start = _behind(rows, place(request, after), name) if after else 0
    shown = rows[start : start + limit]
    last = name(shown[-1]) if start + limit < len(rows) else None
    return told([show(row) for row in shown], request, last)


def told(shown: Sequence[object], request: HttpRequest, last: str | None) -> dict[str, object]:
    """Tell a page; ``last`` names its last row where there are more."""
    return {"items": shown, "next": None if last is None else _mark(request, last)}


def place(request: HttpRequest, after: str) -> str:
    """Read the name of the row that a page ended with.

    Raises:
        PlaceGone: this list never gave such a mark.
    """
    try:
        text = base64.b64decode(after.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        raise PlaceGone(field="after") from None
    tag, last = text[:TAG_LENGTH], text[TAG_LENGTH:]
    if tag != _tag(request, last):
        raise PlaceGone(field="after")
    return last


def _behind(rows: Sequence[Row], last: str, name: Callable[[Row], str]) -> int:
    for number, row in enumerate(rows):
        if name(row) == last:
            return number + 1
    raise PlaceGone(field="after")


def _mark(request: HttpRequest, last: str) -> str:
    text = _tag(request, last) + last
    return base64.urlsafe_b64encode(text.encode()).decode()


def _tag(request: HttpRequest, last: str) -> str:
    tag: str = settings.COMITY_KEYS.tag("place in a list", request.path, last)
    return tag
