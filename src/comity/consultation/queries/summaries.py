"""What the contributions of a round add up to, and whether that still holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.db.models.functions import Length

from comity.consultation.models import Contribution, Merge, Round, Summary
from comity.consultation.rules.digest import Quoted, Sentence, Topic, Voice
from comity.consultation.rules.kinds import RoundState


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


def stale() -> list[str]:
    """Name the rounds whose summary does not hold any more, in three queries for all of them.

    Only while a round is open or waits for answers is it looked at whether anything was said. What
    is taken back, changed or brought together later makes its summary forget what it has seen.
    """
    goes_on = Q(state__in=(RoundState.OPEN, RoundState.CLOSED))
    forgot = Summary.objects.filter(seen="", round__state=RoundState.ANSWERED)
    said = Contribution.objects.filter(round=OuterRef("pk"))
    rounds = Round.objects.filter(goes_on | Q(id__in=forgot.values("round")))
    rounds = rounds.filter(Exists(said)).order_by("id")
    seen = dict(rounds.values_list("id", "summary__seen"))
    if not seen:
        return []
    now = fingerprints(seen)
    return [round_id for round_id, last in seen.items() if last != now[round_id]]


def fingerprint(round_id: str) -> str:
    """Tell one standing of a round from another, without reading what was said."""
    return fingerprints([round_id])[round_id]


def fingerprints(round_ids: Collection[str]) -> Mapping[str, str]:
    """Tell one standing of each of these rounds from another, in two queries."""
    rows = Contribution.objects.filter(round__in=list(round_ids)).values("round")
    counted = rows.annotate(
        said=Count("id"),
        last=Max("place"),
        gone=Count("withdrawn_on"),
        gone_last=Max("withdrawn_on"),
        changed=Count("edited_on"),
        changed_last=Max("edited_on"),
        letters=Sum(Length("text")),
    )
    standing = {one["round"]: sorted(one.items()) for one in counted}
    leads: dict[str, list[tuple[str, str]]] = {}
    merged = Merge.objects.filter(contribution__round__in=list(round_ids))
    for round_id, *pair in merged.values_list("contribution__round", "contribution", "lead"):
        leads.setdefault(round_id, []).append((pair[0], pair[1]))
    told = {one: f"{standing.get(one, ())} {sorted(leads.get(one, ()))}" for one in round_ids}
    return {one: sha256(said.encode()).hexdigest() for one, said in told.items()}


def _sentence(stored: dict[str, Any]) -> Sentence:
    quotes = tuple(Quoted(**one) for one in stored["quotes"])
    return Sentence(**{**stored, "topic": Topic(stored["topic"]), "quotes": quotes})
