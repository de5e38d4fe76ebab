"""Who takes part in a consultation, how that is steered, and what it still lacks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from comity.communities import queries as communities
from comity.consultation.errors.equity import CoverageTooLow
from comity.consultation.models import (
    Attribute,
    Contribution,
    ListeningSession,
    OutreachTask,
    PanelEntry,
    PopulationTarget,
    Round,
    StatementAnswer,
)
from comity.consultation.queries.taking_part import row_of
from comity.consultation.rules import equity
from comity.consultation.rules.equity import Dimension, Gap, Participation
from comity.consultation.rules.hiding import UNSAID
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.outreach import OutreachState
from comity.consultation.rules.targets import Target, language_among, proposed, shares
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of

PERCENT = 100


@dataclass(frozen=True, slots=True)
class SessionView:
    """A listening session as everybody sees it."""

    id: str
    day: date
    language: str
    facilitator: str
    people: int
    notes: str
    consent: str


@dataclass(frozen=True, slots=True)
class OutreachView:
    """Going out to a group, as everybody sees it.

    Attributes:
        note: what was done, or why it was given up; empty while it is open.
        sessions: the earliest first.
    """

    id: str
    consultation_id: str
    dimension: Dimension
    category: str
    state: OutreachState
    note: str
    made_on: date
    settled_on: date | None
    sessions: tuple[SessionView, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """A group that was not reached.

    Attributes:
        gap: the group.
        latest: how somebody went out to it the last time; None where nobody did.
    """

    gap: Gap
    latest: OutreachView | None


def targets(consultation_id: str) -> tuple[Target, ...]:
    """List how large the groups are whom a consultation concerns, the largest first."""
    rows = PopulationTarget.objects.filter(consultation=consultation_id)
    return tuple(
        Target(Dimension(one.dimension), one.category, one.share, one.source, one.as_of)
        for one in rows.order_by("dimension", "-share", "category")
    )


def measured(consultation_id: str) -> bool:
    """Tell whether sizes of groups are known; without them nobody can tell who is missing."""
    return PopulationTarget.objects.filter(consultation=consultation_id).exists()


def silent_groups(consultation_id: str) -> tuple[Gap, ...]:
    """Name the groups that were not reached in all rounds so far, the largest first.

    A group whose numbers stay hidden counts as not reached, because nobody may be told more.
    """
    return equity.gaps(_measured(consultation_id))


def silent(consultation_id: str) -> list[Silent]:
    """List the groups that were not reached: first those to whom nobody went out so far."""
    gone = latest_outreach(consultation_id)
    found = [
        Silent(gap, gone.get((gap.dimension, gap.category)))
        for gap in silent_groups(consultation_id)
    ]
    return sorted(found, key=lambda one: one.latest is not None)


def latest_outreach(consultation_id: str) -> dict[tuple[Dimension, str], OutreachView]:
    """Tell by group how somebody goes out to it, or went the last time."""
    rows = OutreachTask.objects.filter(consultation=consultation_id).prefetch_related("sessions")
    oldest_first = sorted(
        (_outreach(one) for one in rows.order_by("made_on", "id")),
        key=lambda one: one.settled_on or date.max,
    )
    return {(one.dimension, one.category): one for one in oldest_first}


def closing_gaps(round_id: str) -> CoverageTooLow | None:
    """Refuse to let a round close, where groups are silent to whom nobody went out.

    Returns:
        The refusal, with ``count`` and ``groups``; None where the round may close.

    Raises:
        NotFound: there is no such round.
    """
    groups = [(str(gap.dimension), gap.category) for gap in missing(round_id)]
    return CoverageTooLow(count=len(groups), groups=groups) if groups else None


def missing(round_id: str) -> tuple[Gap, ...]:
    """Name the groups that keep a round from closing: silent, and nobody went out to them.

    A panel is made of people drawn by lot, so nothing is measured there. Going out counts once
    somebody wrote down since the round opened what was done.

    Raises:
        NotFound: there is no such round.
    """
    row = Round.objects.select_related("consultation").filter(id=round_id).first()
    if row is None:
        raise NotFound
    if row.kind == RoundKind.PANEL:
        return ()
    measured = _measured(row.consultation_id, round_id=row.id)
    target = row.consultation.coverage_target / PERCENT
    documented = _documented(row.consultation_id, since=day_of(row.opens))
    return equity.may_close(measured, target, documented)


def outreach(
    consultation_id: str, *, state: OutreachState | None = None, dimension: Dimension | None = None
) -> list[OutreachView]:
    """List to whom somebody goes or went out; what is open stands first, then the newest."""
    rows = OutreachTask.objects.filter(consultation=consultation_id).prefetch_related("sessions")
    if state is not None:
        rows = rows.filter(state=state)
    if dimension is not None:
        rows = rows.filter(dimension=dimension)
    found = [_outreach(one) for one in rows.order_by("-made_on", "dimension", "category", "id")]
    return sorted(found, key=lambda one: one.state is not OutreachState.OPEN)


def outreach_task(task_id: str, *, consultation_id: str) -> OutreachView:
    """Find one of them.

    Raises:
        NotFound: there is none, or it belongs to another consultation.
    """
    rows = OutreachTask.objects.filter(consultation=consultation_id).prefetch_related("sessions")
    row = rows.filter(id=task_id).first()
    if row is None:
        raise NotFound
    return _outreach(row)


def own_attributes(by: Actor | None, consultation_id: str) -> dict[Dimension, str]:
    """Tell what somebody said about themselves in a consultation; nobody else is told."""
    row = row_of(by, consultation_id)
    if row is None:
        return {}
    said = Attribute.objects.filter(participant=row.id).values_list("dimension", "category")
    return {Dimension(dimension): category for dimension, category in said}


def proposed_targets(community_id: str, source: str, today: date) -> tuple[Target, ...]:
    """Propose shares of languages: how many communities here and below speak which first.

    It is a beginning where nobody knows better: communities are counted, not their people.

    Args:
        community_id: where the consultation takes place.
        source: what to say of where the figures come from.
        today: the day they tell of.
    """
    places = [communities.community(community_id), *communities.below(community_id)]
    first = Counter(one.languages[0] for one in places if one.languages)
    return proposed(first, source, today)


def groups_of(
    consultation_id: str, wanted: Mapping[Dimension, Mapping[str, float]], *, round_id: str = ""
) -> dict[str, dict[str, str]]:
    """Give the groups of everybody who said or answered something, by participant.

    Whoever did not name their language belongs to the one they wrote in most.
    """
    spoken = Contribution.objects.filter(
        round__consultation=consultation_id, withdrawn_on__isnull=True
    )
    reacted = StatementAnswer.objects.filter(statement__round__consultation=consultation_id)
    if round_id:
        spoken = spoken.filter(round=round_id)
        reacted = reacted.filter(statement__round=round_id)
    found: dict[str, dict[str, str]] = {
        one: {} for one in reacted.values_list("participant", flat=True).distinct()
    }
    known = wanted.get(Dimension.LANGUAGE, {})
    often = spoken.values("participant", "language").annotate(many=Count("id"))
    # The last one of several stands, so the language that somebody wrote in most comes last.
    for one in often.order_by("many", "language"):
        language = language_among(one["language"], known)
        found.setdefault(one["participant"], {})[Dimension.LANGUAGE] = language
    rows = Attribute.objects.filter(participant__consultation=consultation_id)
    for participant, dimension, category in rows.values_list(
        "participant", "dimension", "category"
    ):
        if participant in found:
            found[participant][dimension] = category
    return found


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell somebody what they said about themselves, and for which panels they stand."""
    said = Attribute.objects.filter(participant__person=person_id).order_by("id")
    entries = PanelEntry.objects.filter(participant__person=person_id).order_by("id")
    return {
        "consultation_attribute": list(said.values("dimension", "category")),
        "consultation_panelentry": list(entries.values("panel_id", "ticket", "answers", "state")),
    }


def _measured(consultation_id: str, *, round_id: str = "") -> list[Participation]:
    wanted = shares(targets(consultation_id))
    if not wanted:
        return []
    said = groups_of(consultation_id, wanted, round_id=round_id)
    return [
        equity.participation(
            dimension,
            wanted[dimension],
            [one.get(dimension, UNSAID) for one in said.values()],
        )
        for dimension in sorted(wanted)
    ]


def _documented(consultation_id: str, *, since: date) -> list[tuple[Dimension, str]]:
    rows = OutreachTask.objects.filter(consultation=consultation_id, settled_on__gte=since)
    return [(Dimension(one.dimension), one.category) for one in rows]


def _outreach(row: OutreachTask) -> OutreachView:
    held: Sequence[ListeningSession] = sorted(row.sessions.all(), key=lambda one: (one.day, one.id))
    return OutreachView(
        id=row.id,
        consultation_id=row.consultation_id,
        dimension=Dimension(row.dimension),
        category=row.category,
        state=OutreachState(row.state),
        note=row.note,
        made_on=row.made_on,
        settled_on=row.settled_on,
        sessions=tuple(
            SessionView(
                one.id, one.day, one.language, one.facilitator, one.people, one.notes, one.consent
            )
            for one in held
        ),
    )
