"""Ending a consultation: everything answered, the text frozen, and what it means for some said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import actions as codes_actions
from comity.codes.rules.effects import Effects
from comity.consultation.actions import consultations, rounds
from comity.consultation.errors.answers import (
    ConclusionVersionWrong,
    ConclusionWordsMissing,
    ConsultationNotRunning,
    ContributionsUnanswered,
)
from comity.consultation.errors.decisions import DecisionsRunning
from comity.consultation.errors.rounds import ConsultationHasOpenRound
from comity.consultation.models import Conclusion, Consultation, Decision
from comity.consultation.queries.answers import unanswered
from comity.consultation.rules import consensus
from comity.consultation.rules.by_language import tidy
from comity.consultation.rules.dispositions import LONGEST_REASON
from comity.consultation.rules.kinds import RoundState, Stage, Subject
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.spans import day_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a conclusion says. Each text is by language; the first one must be there.

    Attributes:
        language: in which the texts were written first.
        outcome: what came of the consultation.
        newcomers: what that means for people who have just come.
        silent: what it means for groups that were silent or shut out.
    """

    language: str
    outcome: Mapping[str, str] = field(default_factory=dict)
    newcomers: Mapping[str, str] = field(default_factory=dict)
    silent: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def conclude(
    *, consultation_id: str, said: Said, version_id: str = "", by: Actor, now: datetime
) -> None:
    """End a consultation. A draft that it was about is frozen with it.

    Args:
        consultation_id: which one.
        said: what came of it, and what that means for those who are easily overlooked.
        version_id: the draft to freeze; empty where people were asked about a decision.
        by: somebody who may run consultations of the community, and edit its code where a draft
            is frozen.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such consultation.
        ConsultationNotRunning: it has not begun, or is over.
        ConsultationHasOpenRound: a round is planned or open.
        ContributionsUnanswered: somebody has no answer with a reason.
        DecisionsRunning: a decision has no outcome yet.
        ConclusionWordsMissing: a text is missing in the language it was written in.
        ConclusionVersionWrong: the version is no draft of the code in question.
        CodeBelowFloor: the draft falls below what binds above its community.
        CodeContradictsItself: the draft forbids what it also asks for or grants.
    """
    found = consultations.locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    _refuse_unfinished(found)
    texts = {
        name: tidy(getattr(said, name), field=name, most=LONGEST_REASON)
        for name in ("outcome", "newcomers", "silent")
    }
    for name, by_language in texts.items():
        if said.language not in by_language:
            raise ConclusionWordsMissing(field=name)
    draft = _draft(found, version_id, by)
    closed_ones = found.rounds.select_for_update().filter(state=RoundState.CLOSED)
    for closed in closed_ones.order_by("place"):
        rounds.answer(round_id=closed.id, by=by, now=now)
    # What a version means for some stands with the version, where everybody reads it.
    kept = ("outcome",) if draft else tuple(texts)
    Conclusion.objects.create(
        consultation=found,
        version_id=draft,
        language=said.language,
        concluded_by_id=by.id if by.kind is ActorKind.PERSON else None,
        concluded_on=day_of(now),
        **{name: texts[name] for name in kept},
    )
    consultations.conclude(consultation_id=found.id, by=by, now=now)
    if draft is not None:
        effects = Effects(said.language, texts["newcomers"], texts["silent"])
        codes_actions.freeze(version_id=draft, effects=effects, by=by, now=now)


def _refuse_unfinished(found: Consultation) -> None:
    if found.stage != Stage.RUNNING:
        raise ConsultationNotRunning
    if found.rounds.filter(state__in=[RoundState.PLANNED, RoundState.OPEN]).exists():
        raise ConsultationHasOpenRound
    if waiting := unanswered(found.id):
        raise ContributionsUnanswered(count=waiting)
    running = Decision.objects.filter(
        round__consultation=found, state__in=consensus.RUNNING
    ).count()
    if running:
        raise DecisionsRunning(count=running)


def _draft(found: Consultation, version_id: str, by: Actor) -> str | None:
    """Find the draft that ends with the consultation; none where it was about a decision.

    It is held before anything is recorded: whoever writes it holds it first, and records then.
    """
    if found.subject != Subject.CODE:
        if version_id:
            raise ConclusionVersionWrong(field="version")
        return None
    draft = codes_actions.hold_draft(community_id=found.community_id, by=by)
    if draft is None or draft.id != version_id:
        raise ConclusionVersionWrong(field="version")
    return version_id
