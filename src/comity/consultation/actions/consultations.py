"""Preparing, concluding and cancelling a consultation."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.communities.rules import LANGUAGE
from comity.consultation.errors.answers import ConclusionMissing
from comity.consultation.errors.rounds import (
    ConsultationCodeWrong,
    ConsultationHasOpenRound,
    ConsultationNumberWrong,
    ConsultationOver,
    ConsultationWithoutAnswers,
    ConsultationWordsMissing,
    ConsultationWordsTooLong,
    ReasonMissing,
    RoundLanguageWrong,
)
from comity.consultation.facts.rounds import (
    ConsultationCancelled,
    ConsultationChanged,
    ConsultationConcluded,
    ConsultationPrepared,
)
from comity.consultation.models import Conclusion, Consultation
from comity.consultation.models.rounds import LONGEST_LANGUAGE, LONGEST_REASON
from comity.consultation.queries import rounds as queries
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.kinds import RoundState, Stage, Subject
from comity.consultation.rules.rounds import CONTINGENT, COVERAGE, ENDED, STAGES
from comity.consultation.rules.texts import clean_text, findable
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record

LONGEST_TITLE = 300
LONGEST_QUESTION = 20_000
MOST_CONTINGENT = 100_000


@transaction.atomic
def prepare(
    *,
    community_id: str,
    title: Mapping[str, str],
    question: Mapping[str, str],
    source_language: str,
    by: Actor,
    now: datetime,
    code_id: str = "",
    coverage_target: int = COVERAGE,
    contingent: int = CONTINGENT,
) -> ConsultationView:
    """Prepare a consultation of a community, on its code or on a decision of its own.

    Args:
        community_id: who asks.
        title: by language, at least in the source language.
        question: what is asked and why, Markdown, likewise.
        source_language: in which the question was asked.
        by: somebody who runs the consultations of the community.
        now: the moment.
        code_id: of the community's own code; empty for another decision.
        coverage_target: percent of the people concerned whose groups should be heard.
        contingent: contributions that one participant may make in one round in a day.

    Raises:
        NotFound: there is no such community.
        NotPermitted: ``by`` does not run its consultations.
        WrongInput: a part of it cannot be used.
    """
    communities.community(community_id)
    require(by, Permission.CONSULTATION_RUN, on=community_id)
    if code_id and codes.code_of(community_id) != code_id:
        raise ConsultationCodeWrong(field="code")
    _check_numbers(coverage_target, contingent)
    row = Consultation.objects.create(
        community_id=community_id,
        subject=Subject.CODE if code_id else Subject.DECISION,
        code_id=code_id or None,
        title=_words(title, source_language, "title", LONGEST_TITLE),
        question=_words(question, source_language, "question", LONGEST_QUESTION),
        source_language=source_language,
        coverage_target=coverage_target,
        contingent=contingent,
        made_on=day_of(now),
        called=findable(title.values()),
    )
    record(ConsultationPrepared(subject=row.id, community=community_id), by=by, now=now)
    return queries.told(row)


@transaction.atomic
def change(
    *,
    consultation_id: str,
    title: Mapping[str, str],
    question: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> ConsultationView:
    """Say what is asked in other words or in more languages, as long as it goes on.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled.
        WrongInput: a part of it cannot be used.
    """
    row = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=row.community_id)
    require_going_on(row)
    wanted = {
        "title": _words(title, row.source_language, "title", LONGEST_TITLE),
        "question": _words(question, row.source_language, "question", LONGEST_QUESTION),
    }
    changed = tuple(name for name, value in wanted.items() if getattr(row, name) != value)
    if changed:
        Consultation.objects.filter(id=row.id).update(
            **wanted, called=findable(wanted["title"].values())
        )
        record(ConsultationChanged(subject=row.id, what=changed), by=by, now=now)
    return queries.consultation(consultation_id)


@transaction.atomic
def conclude(*, consultation_id: str, by: Actor, now: datetime) -> ConsultationView:
    """Conclude a consultation of which every round is answered or was cancelled.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled before, or never ran.
        ConsultationHasOpenRound: a round is planned, open, or not answered yet.
        ConsultationWithoutAnswers: no round was answered.
        ConclusionMissing: nothing says what came of it; ``actions.conclusions`` asks for that.
    """
    row = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=row.community_id)
    states = {RoundState(one.state) for one in row.rounds.all()}
    if Stage.CONCLUDED not in STAGES[Stage(row.stage)]:
        raise ConsultationWithoutAnswers if row.stage == Stage.PREPARED else ConsultationOver
    if states - ENDED:
        raise ConsultationHasOpenRound
    if RoundState.ANSWERED not in states:
        raise ConsultationWithoutAnswers
    if not Conclusion.objects.filter(consultation=row).exists():
        raise ConclusionMissing
    Consultation.objects.filter(id=row.id).update(stage=Stage.CONCLUDED)
    record(ConsultationConcluded(subject=row.id), by=by, now=now)
    return queries.consultation(consultation_id)


@transaction.atomic
def cancel(*, consultation_id: str, reason: str, by: Actor, now: datetime) -> ConsultationView:
    """Cancel a consultation with everything in it that is not answered, for a public reason.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled before.
        ReasonMissing: there is no reason.
    """
    row = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=row.community_id)
    if Stage.CANCELLED not in STAGES[Stage(row.stage)]:
        raise ConsultationOver
    why = clean_reason(reason)
    if not why:
        raise ReasonMissing(field="reason")
    row.rounds.exclude(state__in=sorted(ENDED)).update(state=RoundState.CANCELLED)
    Consultation.objects.filter(id=row.id).update(stage=Stage.CANCELLED)
    record(ConsultationCancelled(subject=row.id, reason=why), by=by, now=now)
    return queries.consultation(consultation_id)


def locked(consultation_id: str) -> Consultation:
    """Hold a consultation while something of it is changed.

    People can begin to take part in it meanwhile.

    Raises:
        NotFound: there is none.
    """
    row = Consultation.objects.select_for_update(no_key=True).filter(id=consultation_id).first()
    if row is None:
        raise NotFound
    return row


def require_going_on(row: Consultation) -> None:
    """Refuse to add to what is over.

    Raises:
        ConsultationOver: it was concluded or cancelled.
    """
    if not STAGES[Stage(row.stage)]:
        raise ConsultationOver


def clean_reason(reason: str, *, field: str = "reason") -> str:
    """Bring a reason into shape; empty where there is none."""
    return clean_text(reason, field=field, most=LONGEST_REASON) if reason.strip() else ""


def _words(said: Mapping[str, str], source_language: str, field: str, most: int) -> dict[str, str]:
    """Bring words by language into shape, and leave out languages without any."""
    for language in (source_language, *said):
        if not LANGUAGE.fullmatch(language) or len(language) > LONGEST_LANGUAGE:
            raise RoundLanguageWrong(field="language", language=language[:40])
    kept = {
        language: clean_text(text, field=field, most=LONGEST_QUESTION)
        for language, text in said.items()
        if text.strip()
    }
    if source_language not in kept:
        raise ConsultationWordsMissing(field=field)
    if any(len(text) > most for text in kept.values()):
        raise ConsultationWordsTooLong(field=field, most=most)
    return kept


def _check_numbers(coverage_target: int, contingent: int) -> None:
    if not 0 <= coverage_target <= 100:  # noqa: PLR2004, a percentage
        raise ConsultationNumberWrong(field="coverage_target", least=0, most=100)
    if not 1 <= contingent <= MOST_CONTINGENT:
        raise ConsultationNumberWrong(field="contingent", least=1, most=MOST_CONTINGENT)
