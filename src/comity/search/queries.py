"""What can be found. All of it is public."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from comity.charter.rules import spoken
from comity.communities import queries as communities
from comity.search import rules
from comity.search.models import Entry, Word
from comity.search.rules import Asked, Sort

PAGE = 20
MOST_MATCHES = 1000
"""Rows that are looked at; with more, people look for something narrower."""

_ORDER = {sort: place for place, sort in enumerate(Sort)}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, in the language in which it was found.

    Attributes:
        sort: provision, body or community.
        thing: the id of a body or community, the persistent id of a provision.
        slug: the short name in its address; of a provision, that of its community.
        language: BCP 47 tag of title and text.
        title: its name; may be empty.
        text: of a provision, as one line without markup.
        place: what the community is called to which it belongs; empty for a community.
    """

    sort: Sort
    thing: str
    slug: str
    language: str
    title: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found.

    Attributes:
        hits: of this page, those in the reader's language first.
        counts: how many there are of each sort, whichever is shown.
        total: how many there are of the sort that is shown.
        pages: how many pages there are, at least one.
        more: whether there is so much that not all of it was counted.
    """

    hits: Sequence[Hit]
    counts: Mapping[Sort, int]
    total: int
    pages: int
    more: bool


def search(
    text: str,
    *,
    language: str,
    sort: Sort | None = None,
    page: int = 1,
    wanted: slice | None = None,
) -> Found:
    """Find what holds all of these words, or words that begin like them.

    Args:
        text: what somebody typed.
        language: of the reader, as a BCP 47 tag.
        sort: show only these; everything is counted all the same.
        page: counted from 1; one that is not there is the last.
        wanted: which of all that was found, in place of a page.
    """
    asked = rules.asked(text)
    if not asked:
        return Found((), {}, 0, 1, more=False)
    rows = list(_matches(asked, language)[: MOST_MATCHES + 1])
    best: dict[tuple[str, str, str], int] = {}
    for entry_id, kind, place, thing in rows[:MOST_MATCHES]:
        best.setdefault((kind, place, thing), entry_id)
    counts = Counter(Sort(kind) for kind, _, _ in best)
    chosen = [entry_id for (kind, _, _), entry_id in best.items() if sort in {None, kind}]
    pages = max(1, -(-len(chosen) // PAGE))
    start = (min(max(page, 1), pages) - 1) * PAGE
    hits = _hits(chosen[wanted or slice(start, start + PAGE)], language)
    return Found(hits, counts, len(chosen), pages, more=len(rows) > MOST_MATCHES)


def is_empty() -> bool:
    """Tell whether nothing has been indexed although there is something."""
    return not Entry.objects.exists() and bool(communities.parents())


def _matches(wanted: Sequence[Asked], language: str) -> QuerySet[Word, tuple[int, str, str, str]]:
    """Find every word of the rarest look-up whose entry holds the others too, the best first."""
    first, *others = sorted(wanted, key=lambda one: (one.begins, -len(one.word)))
    found = Word.objects.filter(_under(first))
    for other in others:
        found = found.filter(entry__in=Word.objects.filter(_under(other)).values("entry"))
    foreign = Case(When(entry__language=language, then=Value(0)), default=Value(1))
    order = Case(*(When(entry__sort=one, then=Value(at)) for one, at in _ORDER.items()))
    found = found.order_by(foreign, "-in_title", order, "entry_id")
    return found.values_list("entry_id", "entry__sort", "entry__place", "entry__thing")


def _under(one: Asked) -> Q:
    if one.begins:
        return Q(word__gte=one.word, word__lt=rules.end_of(one.word))
    return Q(word=one.word)


def _hits(entry_ids: Sequence[int], language: str) -> list[Hit]:
    rows = Entry.objects.in_bulk(entry_ids)
    places = _places({row.place for row in rows.values() if row.sort != Sort.COMMUNITY})
    return [
        Hit(
            Sort(row.sort),
            row.thing,
            row.slug,
            row.language,
            row.title,
            row.text,
            spoken(places[row.place], language) if row.place in places else "",
        )
        for row in (rows[entry_id] for entry_id in entry_ids)
    ]


def _places(ids: set[str]) -> dict[str, dict[str, str]]:
    """Name the communities that hits belong to, by language; no look-up where there are none."""
    names: dict[str, dict[str, str]] = {}
    if ids:
        rows = Entry.objects.filter(sort=Sort.COMMUNITY, place__in=ids)
        for place, tag, name in rows.values_list("place", "language", "title"):
            names.setdefault(place, {})[tag] = name
    return names
