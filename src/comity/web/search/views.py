"""Search over what is public. It needs no account, no cookie and no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.search import queries
from comity.search.queries import Found, Hit
from comity.search.rules import LONGEST_ASKED, Sort, around, marked

LONGEST_SHOWN = 240
"""Characters of a rule around what was looked for."""

MOST_DIGITS = 5
"""Of the number of a page."""

SORTS: dict[Sort, Promise] = {
    Sort.PROVISION: _("Rules"),
    Sort.BODY: _("Bodies"),
    Sort.COMMUNITY: _("Communities"),
}
KINDS: dict[Sort, Promise] = {
    Sort.PROVISION: _("Rule of a code"),
    Sort.BODY: _("Body"),
    Sort.COMMUNITY: _("Community"),
}
_ADDRESSES = {
    Sort.BODY: "bodies:body",
    Sort.COMMUNITY: "communities:community",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that was found, as its row shows it.

    Attributes:
        kind: what it is.
        url: its page.
        title: in parts, each with whether it was looked for.
        text: the same; empty where there is none.
        place: the community to which it belongs; may be empty.
        language: of title and text; empty where it is the reader's.
    """

    kind: Promise
    url: str
    title: Sequence[tuple[str, bool]]
    text: Sequence[tuple[str, bool]]
    place: str
    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of thing to look at, with how many there are of it."""

    name: Promise | str
    count: int
    url: str
    chosen: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words that somebody typed, a page at a time."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_ASKED]
    sort = _sort(request.GET.get("what", ""))
    page = _page(request.GET.get("page", ""))
    context: dict[str, object] = {"wanted": wanted, "what": sort or ""}
    if wanted:
        language = get_language() or "en"
        found = queries.search(wanted, language=language, sort=sort, page=page)
        page = min(page, found.pages)
        context |= {
            "found": found,
            "results": [_shown(hit, wanted, language) for hit in found.hits],
            "choices": _choices(found, wanted, sort),
            "first_url": _address(wanted, sort) if page > 1 else "",
            "next_url": _address(wanted, sort, page + 1) if page < found.pages else "",
            "page_number": page,
        }
    return render(request, "search/search.html", context)


def _shown(hit: Hit, wanted: str, language: str) -> Shown:
    text = around(hit.text, wanted, most=LONGEST_SHOWN)
    if hit.sort is Sort.PROVISION:
        url = reverse("codes:provision", args=[hit.slug, hit.thing])
    else:
        url = reverse(_ADDRESSES[hit.sort], args=[hit.slug])
    return Shown(
        KINDS[hit.sort],
        url,
        marked(hit.title or hit.thing, wanted),
        marked(text, wanted) if text else (),
        hit.place,
        "" if hit.language == language else hit.language,
    )


def _choices(found: Found, wanted: str, sort: Sort | None) -> list[Choice]:
    """Offer each sort of which there is something, and everything."""
    everything = Choice(
        _("Everything"), sum(found.counts.values()), _address(wanted, None), sort is None
    )
    rest = [
        Choice(name, found.counts.get(one, 0), _address(wanted, one), sort is one)
        for one, name in SORTS.items()
    ]
    return [everything, *rest]


def _address(wanted: str, sort: Sort | None, page: int = 1) -> str:
    asked = {"q": wanted}
    if sort:
        asked["what"] = sort
    if page > 1:
        asked["page"] = str(page)
    return f"?{urlencode(asked)}"


def _sort(named: str) -> Sort | None:
    return Sort(named) if named in set(Sort) else None


def _page(number: str) -> int:
    """Read the number of a page; what is none is the first."""
    few = len(number) <= MOST_DIGITS
    return int(number) if few and number.isascii() and number.isdigit() else 1
