"""What people contributed. All of it is public, whoever said it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comity.consultation.models import Anchor, Contribution, Disposition, EarlierText
from comity.consultation.queries.taking_part import OwnPart, ParticipantView, row_of, shown
from comity.consultation.rules.anchors import Quote
from comity.consultation.rules.kinds import Channel
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

PAGE = 25
"""Contributions of one page."""

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class AnchorView:
    """A place in the text that a contribution is about."""

    provision_id: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class TranslationView:
    """A contribution in another language.

    Attributes:
        by: who translated it, or brought what a machine made; empty once they are forgotten.
        outdated: whether the contribution has been changed since.
    """

    language: str
    text: str
    by: str
    machine: bool
    made_on: date
    outdated: bool


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What a contribution said before, and from which day."""

    text: str
    language: str
    since: date


@dataclass(frozen=True, slots=True)
class ContributionView:
    """A contribution as everybody sees it.

    Attributes:
        place: its number within the round, for good.
        text: as it was written; empty once withdrawn.
        entered_by: who wrote it down for somebody else; empty otherwise.
        changed: whether it said something else before.
    """

    id: str
    round_id: str
    consultation_id: str
    place: int
    participant: ParticipantView
    channel: Channel
    language: str
    text: str
    made_on: date
    edited_on: date | None
    withdrawn_on: date | None
    entered_by: str
    changed: bool
    anchors: tuple[AnchorView, ...] = ()
    translations: tuple[TranslationView, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether its author took it back."""
        return self.withdrawn_on is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contributions of a round are looked for; what is empty does not matter.

    Attributes:
        provision_id: which provision they are about.
        language: in which they were written.
        channel: how they arrived.
        participant_id: whose they are.
        waiting: only those that lack an answer.
        with_withdrawn: also those that say nothing any more.
    """

    provision_id: str = ""
    language: str = ""
    channel: Channel | None = None
    participant_id: str = ""
    waiting: bool = False
    with_withdrawn: bool = True


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was said in a round, for filters and figures."""

    contributions: int
    languages: tuple[tuple[str, int], ...]
    channels: tuple[tuple[Channel, int], ...]


def contribution(contribution_id: str, *, round_id: str = "") -> ContributionView:
    """Find a contribution.

    Raises:
        NotFound: there is none, or it belongs to another round.
    """
    rows = _rows().filter(id=contribution_id)
    row = (rows.filter(round=round_id) if round_id else rows).first()
    if row is None:
        raise NotFound
    return told(row)


def several(contribution_ids: Iterable[str]) -> list[ContributionView]:
    """Find contributions by id, in the order of the ids; those that are gone are left out."""
    wanted = list(contribution_ids)
    found = {row.id: told(row) for row in _rows().filter(id__in=wanted)}
    return [found[one] for one in wanted if one in found]


def contributions(
    round_id: str, wanted: Wanted = EVERYTHING, *, after: int = 0, limit: int = PAGE
) -> list[ContributionView]:
    """List contributions of a round in the order in which they came.

    Args:
        round_id: of the round.
        wanted: which ones.
        after: the place behind which the list begins, so that it goes on where a page ended.
        limit: how many at most.
    """
    rows = _filtered(_rows().filter(round=round_id, place__gt=after), wanted)
    return [told(row) for row in rows.order_by("place")[:limit]]


def count(round_id: str, wanted: Wanted = EVERYTHING) -> int:
    """Count contributions of a round."""
    return _filtered(Contribution.objects.filter(round=round_id), wanted).count()


def before(round_id: str, wanted: Wanted, *, place: int, limit: int = PAGE) -> int | None:
    """Say behind which place the page before begins; None where ``place`` is on the first page."""
    rows = _filtered(Contribution.objects.filter(round=round_id, place__lte=place), wanted)
    places = list(rows.order_by("-place").values_list("place", flat=True)[: limit + 1])
    if not places:
        return None
    return places[limit] if len(places) > limit else 0


def counts(round_ids: Iterable[str]) -> dict[str, Counts]:
    """Count what was said in rounds, by language and by channel, in one look at an index."""
    ids = list(round_ids)
    rows = Contribution.objects.filter(round__in=ids).values_list("round", "language", "channel")
    counted = rows.annotate(
        all=Count("round"), standing=Count("round", filter=Q(withdrawn_on=None))
    )
    whole: Counter[str] = Counter()
    languages: dict[str, Counter[str]] = {one: Counter() for one in ids}
    channels: dict[str, Counter[Channel]] = {one: Counter() for one in ids}
    for round_id, language, channel, said, standing in counted.order_by():
        whole[round_id] += said
        if standing:
            languages[round_id][language] += standing
            channels[round_id][Channel(channel)] += standing
    return {
        one: Counts(whole[one], _most_first(languages[one]), _most_first(channels[one]))
        for one in ids
    }


def by_provision(round_id: str) -> dict[str, int]:
    """Count the contributions that stand about each provision."""
    rows = Anchor.objects.filter(contribution__round=round_id, contribution__withdrawn_on=None)
    counted = rows.values("provision_id").annotate(n=Count("contribution", distinct=True))
    return {one["provision_id"]: one["n"] for one in counted}


def earlier(contribution_id: str) -> list[EarlierView]:
    """List what a contribution said before, the latest first."""
    rows = EarlierText.objects.filter(contribution=contribution_id).order_by("-since")
    return [EarlierView(row.text, row.language, row.since) for row in rows]


def own(
    by: Actor | None, consultation_id: str, *, after: str = "", limit: int = PAGE
) -> tuple[OwnPart | None, list[ContributionView]]:
    """List what somebody said in a consultation, the newest first, with their part in it.

    Args:
        by: a person, or whoever holds a receipt.
        consultation_id: of the consultation.
        after: id of the contribution behind which the list begins; empty for the newest.
        limit: how many at most.
    """
    row = row_of(by, consultation_id)
    if row is None:
        return None, []
    part = OwnPart(shown(row), row.person_id is not None, row.shows_name, row.wants_letters)
    rows = _rows().filter(participant=row)
    last = rows.filter(id=after).first() if after else None
    if last is not None:
        behind = Q(made_on__lt=last.made_on) | Q(made_on=last.made_on, id__lt=last.id)
        rows = rows.filter(behind)
    return part, [told(one) for one in rows.order_by("-made_on", "-id")[:limit]]


def is_own(by: Actor | None, one: ContributionView) -> bool:
    """Tell whether somebody is the author of a contribution."""
    row = row_of(by, one.consultation_id)
    return row is not None and row.id == one.participant.id


def consent_of(contribution_id: str) -> str:
    """Say how a speaker agreed, for the speaker and for those who run the consultation."""
    rows = Contribution.objects.filter(id=contribution_id)
    return rows.values_list("consent", flat=True).first() or ""


def fingerprint(text: str) -> str:
    """Hash the words that a translation was made from."""
    return hashlib.sha256(text.encode()).hexdigest()


def told(row: Contribution) -> ContributionView:
    """Tell a row as a plain value; what belongs to it is loaded with it."""
    made_from = fingerprint(row.text)
    return ContributionView(
        id=row.id,
        round_id=row.round_id,
        consultation_id=row.participant.consultation_id,
        place=row.place,
        participant=shown(row.participant),
        channel=Channel(row.channel),
        language=row.language,
        text=row.text,
        made_on=row.made_on,
        edited_on=row.edited_on,
        withdrawn_on=row.withdrawn_on,
        entered_by=row.entered_by.name if row.entered_by else "",
        changed=row.edited_on is not None,
        anchors=tuple(
            AnchorView(one.provision_id, Quote(one.exact, one.prefix, one.suffix, one.language))
            for one in sorted(row.anchors.all(), key=lambda one: one.id)
        ),
        translations=tuple(
            TranslationView(
                one.language,
                one.text,
                one.translator.name if one.translator else "",
                one.machine,
                one.made_on,
                one.made_from != made_from,
            )
            for one in sorted(row.translations.all(), key=lambda one: one.language)
        ),
    )


def _most_first(counted: Counter[Name]) -> tuple[tuple[Name, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _rows() -> QuerySet[Contribution]:
    rows = Contribution.objects.select_related("participant__person", "entered_by")
    return rows.prefetch_related("anchors", "translations__translator")


def _filtered(rows: QuerySet[Contribution], wanted: Wanted) -> QuerySet[Contribution]:
    if wanted.provision_id:
        about = Anchor.objects.filter(provision_id=wanted.provision_id)
        rows = rows.filter(id__in=about.values("contribution"))
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.channel is not None:
        rows = rows.filter(channel=wanted.channel)
    if wanted.participant_id:
        rows = rows.filter(participant=wanted.participant_id)
    if not wanted.with_withdrawn or wanted.waiting:
        rows = rows.filter(withdrawn_on=None)
    if wanted.waiting:
        standing = Disposition.objects.filter(contribution=OuterRef("pk"), objected_on=None)
        rows = rows.filter(~Exists(standing))
    return rows
