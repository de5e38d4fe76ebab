"""Search over the API. What is found is public."""

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from comity.api.pages import USUAL, After, Limit, Page, place, told
from comity.search import queries
from comity.search.rules import LONGEST_ASKED, Sort

router = Router(tags=["search"], auth=None)


class HitOut(Schema):
    """Something that was found.

    ``slug`` names a body or a community, and of a provision the community whose code it is in.
    """

    kind: Sort
    id: str
    slug: str
    language: str
    title: str
    text: str
    place: str


class FoundOut(Page[HitOut]):
    """A page of what was found, best first. ``counts`` tells how many there are of each kind.

    ``more`` says that there is so much that not all of it was counted.
    """

    total: int
    more: bool
    counts: Mapping[str, int]


@router.get("", response=FoundOut)
def search(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_ASKED)],
    kind: Sort | None = None,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """Find rules, bodies and communities that hold all of these words."""
    start = int(place(request, after)) if after else 0
    wanted = slice(start, start + limit)
    found = queries.search(q, language=get_language() or "en", sort=kind, wanted=wanted)
    last = str(wanted.stop) if wanted.stop < found.total else None
    hits = [
        {
            "kind": hit.sort,
            "id": hit.thing,
            "slug": hit.slug,
            "language": hit.language,
            "title": hit.title,
            "text": hit.text,
            "place": hit.place,
        }
        for hit in found.hits
    ]
    counted = {"total": found.total, "more": found.more, "counts": found.counts}
    return told(hits, request, last) | counted
