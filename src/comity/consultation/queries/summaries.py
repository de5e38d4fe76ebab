"""What the contributions of a round add up to, and whether that still holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length

from comity.consultation.models import Contribution, Merge, Round, Summary
from comity.consultation.rules.digest import Quoted, Sentence, Topic, Voice
from comity.consultation.rules.kinds import RoundState

SUMMED_UP = (RoundState.OPEN, RoundState.CLOSED, RoundState.ANSWERED)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A summary of a round.

    Attributes:
        sentences: the whole first, then provisions with the most people first.
        made_on: the day.
        current: whether nothing was said, changed or merged since.
    """

    sentences: tuple[Sentence, ...]
    made_on: date
    current: bool


def summary(round_id: str) -> SummaryView | None:
    """Find the summary of a round; none where nothing was summed up yet."""
    row = Summary.objects.filter(round=round_id).first()
    if row is None:
        return None
    sentences = tuple(_sentence(one) for one in row.sentences)
    return SummaryView(sentences, row.made_on, row.seen == fingerprint(round_id))


def voices(round_id: str) -> list[Voice]:
    """Read what was said in a round and not taken back, as far as a summary needs it."""
    rows = (
        Contribution.objects.filter(round=round_id, withdrawn_on=None)
        .select_related("merge")
        .prefetch_related("anchors")
        .order_by("place")
    )
    return [
        Voice(
            row.id,
            row.participant_id,
            row.language,
            row.text,
            frozenset(one.provision_id for one in row.anchors.all()),
            row.merge.lead_id if hasattr(row, "merge") else row.id,
        )
        for row in rows
    ]


def stale() -> Iterator[str]:
    """Name the rounds whose summary does not hold any more."""
    seen = dict(Summary.objects.values_list("round_id", "seen"))
    rounds = Round.objects.filter(state__in=SUMMED_UP, contributions__isnull=False).distinct()
    for round_id in rounds.values_list("id", flat=True):
        if seen.get(round_id) != fingerprint(round_id):
            yield round_id


def fingerprint(round_id: str) -> str:
    """Tell one standing of a round from another, without reading what was said."""
    rows = Contribution.objects.filter(round=round_id)
    counts = rows.aggregate(
        said=Count("id"),
        last=Max("place"),
        gone=Count("withdrawn_on"),
        changed=Count("edited_on"),
        letters=Sum(Length("text")),
    )
    edited = rows.aggregate(last=Max("edited_on"), gone=Max("withdrawn_on"))
    merged = Merge.objects.filter(contribution__round=round_id)
    leads = sorted(merged.values_list("contribution_id", "lead_id"))
    told = f"{sorted(counts.items())} {sorted(edited.items(), key=str)} {leads}"
    return sha256(told.encode()).hexdigest()


def _sentence(stored: dict[str, Any]) -> Sentence:
    quotes = tuple(Quoted(**one) for one in stored["quotes"])
    return Sentence(**{**stored, "topic": Topic(stored["topic"]), "quotes": quotes})
