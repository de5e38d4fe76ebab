"""What was said before, what stands together, and what signals point at."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from comity.consultation.models import (
    Contribution,
    Merge,
    Participant,
    Round,
    SetAside,
    StatementAnswer,
    Trace,
)
from comity.consultation.rules.kinds import Channel
from comity.consultation.rules.signals import (
    Signal,
    SignalKind,
    Spoken,
    bursts,
    same_answers,
    same_words,
)
from comity.consultation.rules.similar import AT_MOST, Alike, Words, alike
from comity.kernel.errors import NotFound
from comity.kernel.likeness import bands

CANDIDATES = 200
"""Contributions that are compared letter by letter; those that share most numbers."""


def similar(
    consultation_id: str,
    texts: Mapping[str, str],
    *,
    without: Collection[str] = (),
    most: int = AT_MOST,
) -> tuple[Alike, ...]:
    """List what was said in a consultation before and is like something.

    Args:
        consultation_id: of the consultation.
        texts: by language tag; what somebody is about to say has one.
        without: ids of contributions that are left out, such as itself.
        most: how many at most.
    """
    numbers = {number for text in texts.values() for number in bands(text)}
    if not numbers:
        return ()
    met = (
        Trace.objects.filter(
            number__in=numbers,
            language__in=list(texts),
            contribution__round__consultation=consultation_id,
        )
        .exclude(contribution__in=list(without))
        .values("contribution")
        .annotate(shared=Count("id"))
        .order_by("-shared", "contribution")
    )
    found = [one["contribution"] for one in met[:CANDIDATES]]
    return alike(texts, _words(found), most=most)


def similar_to(contribution_id: str, *, most: int = AT_MOST) -> tuple[Alike, ...]:
    """List what else was said in the same consultation and is like a contribution.

    Raises:
        NotFound: there is no such contribution.
    """
    row = Contribution.objects.select_related("round").filter(id=contribution_id).first()
    if row is None:
        raise NotFound
    words = next(iter(_words([contribution_id])), None)
    if words is None:
        return ()
    own = {contribution_id}
    return similar(row.round.consultation_id, words.texts, without=own, most=most)


def lead_of(contribution_id: str) -> str:
    """Name the contribution that one stands with; itself where it stands for itself."""
    found = Merge.objects.filter(contribution=contribution_id).values_list("lead_id", flat=True)
    return found.first() or contribution_id


def standing_with(contribution_ids: Iterable[str]) -> dict[str, list[str]]:
    """Name those that stand with each of these, in the order in which they were said."""
    found: dict[str, list[str]] = {}
    rows = Merge.objects.filter(lead__in=list(contribution_ids)).order_by("contribution__place")
    for lead, name in rows.values_list("lead_id", "contribution_id"):
        found.setdefault(lead, []).append(name)
    return found


def signals(round_id: str, *, today: date) -> tuple[Signal, ...]:
    """Point at what may be a campaign in a round. It may be nothing.

    Args:
        round_id: of the round.
        today: the last day that counts while the round is open.

    Raises:
        NotFound: there is no such round.
    """
    row = Round.objects.filter(id=round_id).first()
    if row is None:
        raise NotFound
    first, last = row.opens.date(), min(row.closes.date(), today)
    if last < first:
        return ()
    said = Contribution.objects.filter(round=round_id)
    # A meeting brings many in a day, and whoever enters them did not make them up in a hurry.
    own = said.exclude(channel__in=[one for one in Channel if one.offline])
    joined = Participant.objects.filter(
        consultation=row.consultation_id, joined_on__range=(first, last)
    )
    return (
        *bursts(_by_day(own, "made_on"), first=first, last=last),
        *bursts(_by_day(joined, "joined_on"), first=first, last=last, kind=SignalKind.NEWCOMERS),
        *same_words(_meeting(round_id)),
        *same_answers(_answers(round_id)),
    )


@dataclass(frozen=True, slots=True)
class SetAsideView:
    """A decision to show results also without a participant.

    Attributes:
        signal: what pointed there; none where nothing did.
        reason: by language; ``lifted_reason`` likewise.
        by: who decided; empty once they are forgotten.
        lifted_on: the day on which it was taken back; none while it stands.
    """

    id: str
    participant_id: str
    signal: SignalKind | None
    reason: Mapping[str, str]
    by: str
    decided_on: date
    lifted_on: date | None
    lifted_reason: Mapping[str, str]


def set_aside_log(consultation_id: str) -> list[SetAsideView]:
    """List every decision to set somebody aside, also those taken back, the newest first."""
    rows = SetAside.objects.select_related("decided_by").filter(consultation=consultation_id)
    return [
        SetAsideView(
            row.id,
            row.participant_id,
            SignalKind(row.signal) if row.signal else None,
            row.reason,
            row.decided_by.name if row.decided_by else "",
            row.decided_on,
            row.lifted_on,
            row.lifted_reason,
        )
        for row in rows.order_by("-decided_on", "-id")
    ]


def set_aside_now(consultation_id: str) -> frozenset[str]:
    """Name the participants without whom results are shown too."""
    rows = SetAside.objects.filter(consultation=consultation_id, lifted_on=None)
    return frozenset(rows.values_list("participant_id", flat=True))


@dataclass(frozen=True, slots=True)
class Result:
    """How much was said in a round, and by how many.

    Attributes:
        provisions: contributions about each, the most first.
    """

    contributions: int
    people: int
    languages: int
    provisions: tuple[tuple[str, int], ...]


def results(round_id: str) -> tuple[Result, Result]:
    """Count a round with everybody, and without those who were set aside.

    Raises:
        NotFound: there is no such round.
    """
    row = Round.objects.filter(id=round_id).first()
    if row is None:
        raise NotFound
    said = Contribution.objects.filter(round=round_id, withdrawn_on=None)
    aside = set_aside_now(row.consultation_id)
    return _result(said), _result(said.exclude(participant__in=aside))


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what was decided about somebody's part in consultations."""
    rows = SetAside.objects.filter(participant__person=person_id).order_by("decided_on", "id")
    columns = ("consultation_id", "signal", "reason", "decided_on", "lifted_on", "lifted_reason")
    return {"consultation_setaside": list(rows.values(*columns))}


def _result(rows: QuerySet[Contribution]) -> Result:
    counts = rows.aggregate(
        said=Count("id"),
        people=Count("participant", distinct=True),
        languages=Count("language", distinct=True),
    )
    about = (
        rows.exclude(anchors=None)
        .values_list("anchors__provision_id")
        .annotate(count=Count("id", distinct=True))
        .order_by("-count", "anchors__provision_id")
    )
    return Result(counts["said"], counts["people"], counts["languages"], tuple(about))


def _words(contribution_ids: Collection[str]) -> list[Words]:
    rows = Contribution.objects.filter(id__in=contribution_ids, withdrawn_on=None)
    return [
        Words(
            row.id,
            {one.language: one.text for one in row.translations.all()} | {row.language: row.text},
        )
        for row in rows.prefetch_related("translations")
    ]


def _by_day(rows: QuerySet[Contribution] | QuerySet[Participant], field: str) -> dict[date, int]:
    counted = rows.values_list(field).annotate(count=Count("id"))
    return dict(counted)


def _meeting(round_id: str) -> list[list[Spoken]]:
    """Gather contributions that share a number, so that only they are compared."""
    rows = Contribution.objects.filter(round=round_id, withdrawn_on=None)
    said = {row.id: Spoken(row.id, row.participant_id, row.text) for row in rows}
    groups: dict[int, list[Spoken]] = {}
    traces = Trace.objects.filter(contribution__round=round_id).order_by("contribution")
    for number, name in traces.values_list("number", "contribution_id"):
        if name in said:
            groups.setdefault(number, []).append(said[name])
    return [group for group in groups.values() if len(group) > 1]


def _answers(round_id: str) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    rows = StatementAnswer.objects.filter(statement__round=round_id)
    for participant, number, answer in rows.values_list(
        "participant_id", "statement__number", "answer"
    ):
        found.setdefault(participant, {})[number] = answer
    return found
