"""Consultations as one reader gets them: words in their language, moments in their zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from comity.codes import queries as codes
from comity.codes.rules.documents import Document
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.consultation.queries import anchors, rounds
from comity.consultation.queries.contributions import ContributionView, Counts
from comity.consultation.queries.rounds import ConsultationView, RoundView
from comity.consultation.rules.anchors import AnchorState
from comity.web.components import first_words
from comity.web.consultation import zones
from comity.web.consultation.words import CHANNELS, KINDS, MEANINGS, PLACES, STATES
from comity.web.consultation.zones import Moment


@dataclass(frozen=True, slots=True)
class Said:
    """Words in some language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round as a page shows it.

    Attributes:
        said: how much was said in it; None where nobody counted.
        url: of its page.
    """

    round: RoundView
    kind: Promise
    meaning: Promise
    state: Promise
    tone: str
    opens: Moment
    closes: Moment
    url: str
    said: Counts | None = None


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place in the text that a contribution is about.

    Attributes:
        title: of the provision, or its id where it has none.
        quote: the words that were chosen; empty where the whole provision is meant.
        found: the words that stand there now, where they are others.
        state: what became of it; a tone beside it.
        lost: whether nothing of it is in the text any more.
    """

    provision_id: str
    title: str
    quote: str
    language: str
    found: str
    state: Promise
    tone: str
    lost: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A contribution as a page shows it.

    Attributes:
        shown: its words, first in the reader's language where they asked for that.
        other: the same in the other language; None where there is none.
    """

    one: ContributionView
    shown: Said
    other: Said | None
    translated: bool
    machine: bool
    outdated: bool
    translator: str
    channel: Promise
    places: Sequence[PlaceCard]
    url: str
    own: bool


def language() -> str:
    """Say in which language somebody reads this page."""
    return get_language() or "en"


def said(by_language: Mapping[str, str], source: str) -> Said:
    """Choose the words in the reader's language, else in the one in which they were first said."""
    for tag in (language(), language().partition("-")[0], source):
        if tag in by_language:
            return Said(by_language[tag], tag)
    tag = next(iter(by_language), source)
    return Said(by_language.get(tag, ""), tag)


def trail(community_id: str) -> list[tuple[str, str]]:
    """Lead from the movement down to the community that asks."""
    return [(one.name, community_url(one)) for one in reversed(communities.ancestors(community_id))]


def path_to(found: ConsultationView) -> list[tuple[str, str]]:
    """Lead from the movement down to a consultation."""
    title = said(found.title, found.source_language).text
    return [*trail(found.community_id), (title, consultation_url(found.id))]


def community_url(one: CommunityRow) -> str:
    """Give the address of a community."""
    return reverse("communities:community", args=[one.slug])


def consultation_url(consultation_id: str) -> str:
    """Give the address of a consultation."""
    return reverse("consultation:consultation", args=[consultation_id])


def round_url(one: RoundView, name: str = "round") -> str:
    """Give the address of a round, or of a page about it."""
    return reverse(f"consultation:{name}", args=[one.consultation_id, one.id])


def round_card(one: RoundView, request: HttpRequest, counted: Counts | None = None) -> RoundCard:
    """Show a round in the reader's zone."""
    zone = zones.chosen(request)
    state, tone = STATES[one.state]
    return RoundCard(
        one,
        KINDS[one.kind],
        MEANINGS[one.kind],
        state,
        tone,
        zones.moment(one.opens, zone),
        zones.moment(one.closes, zone),
        round_url(one),
        counted,
    )


def cards(
    found: Iterable[ContributionView],
    document: Document | None,
    *,
    translated_first: bool,
    participant_id: str = "",
) -> list[Card]:
    """Show contributions, with where in the text they belong.

    Args:
        found: the contributions.
        document: the text to look for their places in; None for the one each was said about.
        translated_first: whether translations into the reader's language stand in front.
        participant_id: of whoever reads; their own are marked.
    """
    rows = list(found)
    known = (
        dict.fromkeys((one.round_id for one in rows), _text(document)) if document else _texts(rows)
    )
    return [
        _card(
            one,
            *known.get(one.round_id, ({}, {})),
            first=translated_first,
            own=one.participant.id == participant_id,
        )
        for one in rows
    ]


def latest_text(round_: RoundView) -> tuple[str, Document] | None:
    """Find the latest published draft of the text that a round is about, with its id."""
    if not round_.edition_id:
        return None
    return round_.edition_id, codes.edition_document(round_.edition_id)


def later_editions(round_: RoundView) -> list[codes.Edition]:
    """List the drafts that were published after the one that a round is about, newest first."""
    if not round_.edition_id:
        return []
    here = codes.edition(round_.edition_id)
    known = codes.editions_of(here.community_id)
    return [
        one
        for one in known
        if (one.version_number, one.number) > (here.version_number, here.number)
    ]


def titles(document: Document | None) -> dict[str, str]:
    """Say what each provision is called, in the reader's language if it says something there."""
    if document is None:
        return {}
    found = {}
    for one in document.provisions:
        words = one.texts.get(language()) or one.texts.get(document.source_language)
        called = (words.title or first_words(words.body)) if words else ""
        found[one.provision.id] = called or one.provision.id
    return found


def _texts(
    found: Iterable[ContributionView],
) -> dict[str, tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]]:
    """Read the texts that contributions point into, by round, each once."""
    known = {}
    for round_id in dict.fromkeys(one.round_id for one in found if one.anchors):
        if text := latest_text(rounds.round_(round_id)):
            known[round_id] = _text(text[1])
    return known


def _text(document: Document) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    return titles(document), anchors.texts_of(document)


def _card(
    one: ContributionView,
    names: Mapping[str, str],
    texts: Mapping[str, Mapping[str, str]],
    *,
    first: bool,
    own: bool,
) -> Card:
    original = Said(one.text, one.language)
    short = language().partition("-")[0]
    fitting = [two for two in one.translations if two.language.partition("-")[0] == short]
    mine = fitting[0] if fitting and one.language.partition("-")[0] != short else None
    other = Said(mine.text, mine.language) if mine else None
    swap = first and other is not None
    return Card(
        one=one,
        shown=other if swap and other is not None else original,
        other=original if swap else other,
        translated=swap,
        machine=bool(mine and mine.machine),
        outdated=bool(mine and mine.outdated),
        translator=mine.by if mine else "",
        channel=CHANNELS[one.channel],
        places=_places(one, names, texts),
        url=reverse("consultation:contribution", args=[one.consultation_id, one.id]),
        own=own,
    )


def _places(
    one: ContributionView, names: Mapping[str, str], texts: Mapping[str, Mapping[str, str]]
) -> list[PlaceCard]:
    found = anchors.placed(one.anchors, texts)
    shown = []
    for anchor in one.anchors:
        placed = found[anchor]
        word, tone = PLACES[placed.state]
        shown.append(
            PlaceCard(
                placed.provision_id,
                names.get(placed.provision_id, placed.provision_id),
                anchor.quote.exact,
                anchor.quote.language,
                placed.found if placed.found != anchor.quote.exact else "",
                word,
                tone,
                placed.state is AnchorState.ORPHANED,
                placed.state is AnchorState.ANCHORED,
            )
        )
    return shown
