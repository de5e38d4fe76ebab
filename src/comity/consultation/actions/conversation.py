"""Bringing together what says the same, and setting aside in public what may be a campaign."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import traces
from comity.consultation.actions.consultations import locked
from comity.consultation.errors.conversation import (
    MergeNeedsTwo,
    NotMerged,
    NotSetAside,
    SetAsideAlready,
    SetAsideWithoutReason,
)
from comity.consultation.facts.conversation import (
    ContributionParted,
    ContributionsMerged,
    ParticipantSetAside,
    ParticipantTakenBackIn,
)
from comity.consultation.models import Consultation, Contribution, Merge, Participant, SetAside
from comity.consultation.rules.by_language import tidy
from comity.consultation.rules.dispositions import LONGEST_REASON
from comity.consultation.rules.signals import SignalKind
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

MOST_AT_ONCE = 200
"""Contributions that are brought together in one go; more cannot be read before."""


@transaction.atomic
def merge(*, lead_id: str, contribution_ids: Sequence[str], by: Actor, now: datetime) -> int:
    """Bring together contributions that say the same. Each keeps its words, author and answer.

    Args:
        lead_id: the one that the others stand with.
        contribution_ids: the others; those that stand with them come along.
        by: somebody who runs consultations of the community.
        now: the moment, of which the day is kept.

    Returns:
        How many stand with the lead now.

    Raises:
        MergeNeedsTwo: there are no others, or more than ``MOST_AT_ONCE``.
        NotFound: one is not there, or they are of different consultations.
        NotPermitted: ``by`` does not run consultations there.
    """
    others = [one for one in dict.fromkeys(contribution_ids) if one != lead_id]
    consultation = _held_for(lead_id)
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    if not 0 < len(others) <= MOST_AT_ONCE:
        raise MergeNeedsTwo(field="contributions", most=MOST_AT_ONCE)
    there = Contribution.objects.filter(id__in=others, round__consultation=consultation)
    if there.count() < len(others):
        raise NotFound
    # Whoever stands with another leads nobody, so that everybody is one step from their lead.
    Merge.objects.filter(contribution=lead_id).delete()
    following = Merge.objects.filter(lead__in=others).values_list("contribution_id", flat=True)
    moving = dict.fromkeys([*others, *following])
    for name in moving:
        if name != lead_id:
            Merge.objects.update_or_create(
                contribution_id=name,
                defaults={"lead_id": lead_id, "merged_by_id": by.id, "merged_on": day_of(now)},
            )
    traces.forget_seen(contribution_ids=[lead_id, *moving])
    count = Merge.objects.filter(lead=lead_id).count()
    fact = ContributionsMerged(subject=lead_id, consultation=consultation.id, count=count)
    record(fact, by=by, now=now)
    return count


@transaction.atomic
def part(*, contribution_id: str, by: Actor, now: datetime) -> None:
    """Let a contribution stand for itself again.

    Raises:
        NotFound: there is no such contribution.
        NotPermitted: ``by`` does not run consultations there.
        NotMerged: it stands for itself.
    """
    consultation = _held_for(contribution_id)
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    gone, _ = Merge.objects.filter(contribution=contribution_id).delete()
    if not gone:
        raise NotMerged
    traces.forget_seen(contribution_ids=[contribution_id])
    fact = ContributionParted(subject=contribution_id, consultation=consultation.id)
    record(fact, by=by, now=now)


@transaction.atomic
def set_aside(
    *,
    participant_id: str,
    reason: Mapping[str, str],
    by: Actor,
    now: datetime,
    signal: SignalKind | None = None,
) -> str:
    """Show results also without one participant, for everybody to compare.

    Args:
        participant_id: of the participant.
        reason: by language; public, at least one.
        by: somebody who runs consultations of the community.
        now: the moment, of which the day is kept.
        signal: what pointed there, if anything did.

    Returns:
        The id of the decision.

    Raises:
        NotFound: there is no such participant.
        NotPermitted: ``by`` does not run consultations there.
        SetAsideWithoutReason: no language has a reason.
        SetAsideAlready: the decision was made before.
    """
    participant = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .filter(id=participant_id)
        .first()
    )
    if participant is None:
        raise NotFound
    consultation = participant.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    said = _reason(reason)
    if SetAside.objects.filter(participant=participant, lifted_on=None).exists():
        raise SetAsideAlready
    row = SetAside.objects.create(
        consultation=consultation,
        participant=participant,
        signal=signal or "",
        reason=said,
        decided_by_id=by.id,
        decided_on=day_of(now),
    )
    record(ParticipantSetAside(subject=row.id, consultation=consultation.id), by=by, now=now)
    return row.id


@transaction.atomic
def take_back_in(
    *, decision_id: str, reason: Mapping[str, str], by: Actor, now: datetime
) -> Consultation:
    """Take back that somebody was set aside; the decision and both reasons stay public.

    Args:
        decision_id: as ``set_aside`` gave it.
        reason: by language; public, at least one.
        by: somebody who runs consultations of the community.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such decision.
        NotPermitted: ``by`` does not run consultations there.
        SetAsideWithoutReason: no language has a reason.
        NotSetAside: it was taken back before.
    """
    row = (
        SetAside.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .filter(id=decision_id)
        .first()
    )
    if row is None:
        raise NotFound
    require(by, Permission.CONSULTATION_RUN, on=row.consultation.community_id)
    said = _reason(reason)
    if row.lifted_on is not None:
        raise NotSetAside
    row.lifted_on, row.lifted_reason = day_of(now), said
    row.save(update_fields=["lifted_on", "lifted_reason"])
    fact = ParticipantTakenBackIn(subject=row.id, consultation=row.consultation_id)
    record(fact, by=by, now=now)
    return row.consultation


def forget(person_id: str, now: datetime) -> None:
    """Untie somebody from what they brought together and decided; the decisions stay public."""
    del now
    Merge.objects.filter(merged_by=person_id).update(merged_by=None)
    SetAside.objects.filter(decided_by=person_id).update(decided_by=None)


def _held_for(contribution_id: str) -> Consultation:
    """Hold a consultation while something in it is brought together or parted.

    Two at once would otherwise leave somebody two steps from a lead, or wait for each other.
    """
    rows = Contribution.objects.filter(id=contribution_id)
    found = rows.values_list("round__consultation", flat=True).first()
    if found is None:
        raise NotFound
    return locked(found)


def _reason(reason: Mapping[str, str]) -> dict[str, str]:
    said = tidy(reason, field="reason", most=LONGEST_REASON)
    if not said:
        raise SetAsideWithoutReason(field="reason")
    return said
