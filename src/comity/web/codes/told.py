"""A code as one reader gets it: provisions in groups, in their words, with where they lead."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comity.charter.rules import spoken
from comity.codes import queries
from comity.codes.queries import Version
from comity.codes.queries.about import about_state
from comity.codes.queries.translations import units
from comity.codes.rules.documents import Document, TextState, Words
from comity.codes.rules.effective import (
    ORDER,
    EffectiveCode,
    EffectiveProvision,
    LevelCode,
    Origin,
    Said,
)
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.web.codes.translating.words import UNIT_STATES
from comity.web.codes.words import DIRECTIONS, KINDS

A_PAGE = 100
"""Provisions on a page: with words of their own each, they fit into 30 kB on the way."""

KEPT_DRAWN = 64
"""Pages of codes in one language each, about 20 kB apiece."""

AGREED = "agreed"
"""What an address asks for that wants the agreed words, in whatever language."""

IN_AGREED_WORDS = f"?words={AGREED}"

WEAKER = (
    TextState.APPROVED,
    TextState.COMPLETE,
    TextState.IN_REVIEW,
    TextState.DRAFT,
    TextState.MACHINE,
    TextState.OUTDATED,
)
"""How far a translation can be trusted, the most first."""

_STATES = {
    TextState.SOURCE: "complete",
    TextState.APPROVED: "complete",
    TextState.COMPLETE: "complete",
    TextState.IN_REVIEW: "in_review",
    TextState.MACHINE: "machine",
    TextState.DRAFT: "draft",
    TextState.OUTDATED: "outdated",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A provision as its card shows it.

    Attributes:
        id: persistent, and part of its address.
        number: in this version.
        title: in ``language``; may be empty.
        text: Markdown in ``language``.
        example: in ``language``; may be empty.
        language: the reader's, or that of the agreed words.
        state: of the words in that language: complete, in_review, draft, machine, outdated or
            missing.
        unstructured: whether it stands outside the floor.
        url: of its own page.
        decides_url: who decides about it.
        report_query: what a report about it starts with.
        made_stricter_by: the communities whose codes made it stricter, nearest first.
    """

    id: str
    number: str
    title: str
    text: str
    example: str
    language: str
    state: str
    unstructured: bool
    url: str
    decides_url: str
    report_query: str
    made_stricter_by: Sequence[CommunityRow]


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose words count.

    Attributes:
        source: the language of the agreed words.
        url: where the others are: the agreed ones, or those in the reader's language.
        state: of the weakest translation on the page, as word and tone; none where there is none.
        agreed: whether it is the agreed words that are shown.
    """

    source: str
    url: str
    state: tuple[Promise | str, str] | None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions of one kind; ``slug`` is its anchor."""

    slug: str
    name: Promise | str
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value, for a summary list."""

    label: str
    value: str


def pages(code: EffectiveCode) -> "Paginator[EffectiveProvision]":
    """Put the provisions that bind on pages, one group after the other."""
    place = {kind: number for number, kind in enumerate(ORDER)}
    return Paginator(sorted(code.provisions, key=lambda one: place[one.provision.kind]), A_PAGE)


def page_of(code: EffectiveCode, provision_id: str) -> int:
    """Say on which page a provision stands that binds."""
    ids = [one.id for one in pages(code).object_list]
    return ids.index(provision_id) // A_PAGE + 1


def kinds(provisions: Iterable[EffectiveProvision]) -> list[tuple[str, Promise | str]]:
    """List the groups of a page: the anchor of each and its name."""
    present = {one.provision.kind for one in provisions}
    return [(kind, KINDS[kind]) for kind in ORDER if kind in present]


@lru_cache(maxsize=KEPT_DRAWN)
def drawn(
    community_id: str,
    language: str,
    edition: tuple[tuple[str, int], ...],
    *,
    page: int = 1,
    agreed: bool = False,
) -> SafeString:
    """Draw a page of what binds in a community, and keep it: it is the same for everybody.

    Args:
        community_id: the place.
        language: of the reader, which is the active one.
        edition: of what binds there; when it changes, everything is drawn anew.
        page: which one, of those there are.
        agreed: whether the words are wanted that were agreed, in whatever language.
    """
    del language, edition
    code = queries.effective_code(community_id)
    if code is None:
        raise NotFound
    places = {one.id: one for one in communities.ancestors(community_id)}
    cards: dict[str, list[Card]] = {}
    shown_here = pages(code).page(page).object_list
    for one in shown_here:
        shown = card(one, places[community_id], places, agreed=agreed)
        cards.setdefault(one.provision.kind, []).append(shown)
    groups = [Group(kind, name, cards[kind]) for kind, name in kinds(shown_here)]
    return render_to_string("codes/groups.html", {"groups": groups})


def card(
    one: EffectiveProvision,
    community: CommunityRow,
    places: Mapping[str, CommunityRow],
    *,
    agreed: bool = False,
) -> Card:
    """Tell one provision in the reader's words, or in those that were agreed."""
    said = one.agreed() if agreed else one.said(reader())
    subject = min(one.provision.behaviours, default="")
    below = [places[origin.community_id] for origin in reversed(one.origins[1:])]
    return Card(
        one.id,
        one.number,
        said.text.title,
        said.text.body,
        said.text.example,
        said.language,
        shown_state(said),
        not one.provision.structured,
        reverse("codes:provision", args=[community.slug, one.id]),
        f"{reverse('communities:who')}?{urlencode({'place': community.slug, 'subject': subject})}",
        urlencode({"place": community.slug, "provision": one.id}),
        below,
    )


def origins(
    one: EffectiveProvision, places: Mapping[str, CommunityRow]
) -> list[tuple[CommunityRow, Origin, Said]]:
    """Tell where a provision comes from: each level's community, and its words."""
    return [
        (places[origin.community_id], origin, origin.phrasing.said(reader()))
        for origin in one.origins
    ]


def numbers(one: EffectiveProvision, names: Words) -> list[tuple[str, str, Promise | str]]:
    """Tell the parameters of a provision: what it is called, its value, where it may go."""
    language = reader()
    return [
        (
            queries.named(names, "parameters", name, language),
            queries.tell_bound(bound),
            DIRECTIONS[bound.direction],
        )
        for name, bound in one.provision.parameters.items()
    ]


def named(names: Words, axis: str, wanted: frozenset[str]) -> list[str]:
    """Name behaviours, actors, spaces or exceptions in the reader's language."""
    return [queries.named(names, axis, name, reader()) for name in sorted(wanted)]


def shown_state(said: Said) -> str:
    """Name the state of words for a provision card."""
    return "missing" if said.missing else _STATES[said.state]


def authority(said: Sequence[Said], source: str, *, agreed: bool) -> Authority | None:
    """Tell whose words count, where some of the words on a page are a translation.

    Args:
        said: what is on the page.
        source: the language of the agreed words.
        agreed: whether these were asked for.
    """
    if agreed:
        return Authority(source, "?", None, agreed=True)
    states = [one.state for one in said if one.state is not TextState.SOURCE]
    return Authority(source, IN_AGREED_WORDS, _weakest(states)) if states else None


def authority_of(
    version: Version,
    url: str,
    *,
    keys: Collection[str] | None = None,
    language: str = "",
    seen_by: Actor | None = None,
) -> Authority | None:
    """Tell whose words count on a page about a version, where the reader's language is another.

    Args:
        version: which version.
        url: where its agreed words are.
        keys: the provisions of which a translation is on the page; none stands for all.
        language: of the page, where it is not the reader's.
        seen_by: who is looking.
    """
    wanted = language or reader()
    for tag in (wanted, wanted.partition("-")[0]):
        if tag == version.source_language:
            return None
        found = units(version.id, tag, seen_by=seen_by)
        states = [one.state for one in found if one.state and (keys is None or one.key in keys)]
        if states:
            return Authority(version.source_language, url, _weakest(states))
    return Authority(version.source_language, url, None)


def _weakest(states: Sequence[TextState]) -> tuple[Promise | str, str]:
    return UNIT_STATES[max(states, key=WEAKER.index)]


def titled(document: Document, *, agreed: bool = False) -> tuple[str, str]:
    """Tell title and summary of a code in the reader's words, or in those that were agreed."""
    if agreed:
        source = document.source_language
        return document.title.get(source, ""), document.summary.get(source, "")
    return in_words(document.title), in_words(document.summary)


def title_state(level: LevelCode) -> str:
    """Name the state of title and summary in the reader's words, as a provision card does.

    Empty where they are no translation, and where nobody knows.
    """
    document = level.document
    for tag in (reader(), reader().partition("-")[0]):
        if tag == document.source_language:
            break
        if tag in document.title:
            state = about_state(level.version_id, document, tag)
            return _STATES[state] if state else ""
    return ""


def in_words(texts: Mapping[str, str]) -> str:
    """Choose a text in the reader's language, or in the nearest there is."""
    return spoken(texts, reader()) if texts else ""


def reader() -> str:
    """Tell the reader's language."""
    return get_language() or "en"


def community_url(community: CommunityRow) -> str:
    """Give the address of a community's page."""
    return reverse("communities:community", args=[community.slug])


def trail(community: CommunityRow) -> list[tuple[str, str]]:
    """Lead from the movement down to a community."""
    path = reversed(communities.ancestors(community.id))
    return [(one.name, community_url(one)) for one in path]
