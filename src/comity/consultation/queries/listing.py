"""Lists of consultations: filtered, ordered and counted by the database, told a page at a time."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from comity.consultation.models import Consultation, Round
from comity.consultation.queries.rounds import (
    ConsultationView,
    RoundView,
    in_order,
    round_told,
    takes_part,
    told,
)
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.texts import findable


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which consultations somebody looks for; what is empty is any.

    Attributes:
        community_id: who asks.
        stage: how far it is, as ``Stage`` names it.
        language: in which people are asked, in any round.
        words: that stand in the title, in any language.
    """

    community_id: str = ""
    stage: str = ""
    language: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What consultations can be looked for by: languages, and the ids of communities that ask."""

    languages: tuple[str, ...]
    community_ids: frozenset[str]


def listed(wanted: Wanted | None = None) -> QuerySet[Consultation]:
    """List those that somebody looks for, in the order of ``rounds.consultations``.

    Nothing is asked of the database yet: a skin takes its page of it.
    """
    rows = in_order()
    asked = wanted or Wanted()
    if asked.community_id:
        rows = rows.filter(community=asked.community_id)
    if asked.stage:
        rows = rows.filter(stage=asked.stage)
    if asked.language:
        # A list of tags is the same text in every database, and no tag has a quotation mark.
        named = Round.objects.annotate(tags=Cast("languages", TextField())).filter(
            consultation=OuterRef("pk"), tags__contains=f'"{asked.language}"'
        )
        rows = rows.filter(Q(source_language=asked.language) | Exists(named))
    if words := asked.words.strip():
        rows = rows.filter(called__contains=findable([words]))
    return rows


def open_among(rows: QuerySet[Consultation]) -> int:
    """Count those of a list in which people can take part now."""
    return rows.filter(takes_part()).count()


def begun(*, most: int) -> list[tuple[ConsultationView, RoundView]]:
    """List the rounds that have opened, the latest first, each with its consultation."""
    rows = (
        Round.objects.exclude(state__in=[RoundState.PLANNED, RoundState.CANCELLED])
        .select_related("consultation")
        .prefetch_related("consultation__rounds")
        .order_by("-opens", "-id")
    )
    return [(told(one.consultation), round_told(one)) for one in rows[:most]]


def offered() -> Offered:
    """List what there is to look for."""
    asked = set(Consultation.objects.values_list("community_id", "source_language").distinct())
    tags = {language for _community, language in asked}
    for languages in Round.objects.order_by().values_list("languages", flat=True).distinct():
        tags.update(languages)
    return Offered(tuple(sorted(tags)), frozenset(community for community, _language in asked))
