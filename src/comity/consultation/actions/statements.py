"""Proposing statements, moderating them, and answering them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions.taking_part import take_part
from comity.consultation.errors.contributions import ContingentUsed, SameLanguage
from comity.consultation.errors.opinions import (
    AnswerUnknown,
    RoundWithoutStatements,
    StatementAlreadyThere,
    StatementStepNotPossible,
    TooManyStatements,
)
from comity.consultation.errors.rounds import ReasonMissing, RoundNotOpen
from comity.consultation.facts.opinions import (
    StatementDeclined,
    StatementProposed,
    StatementShown,
    StatementTranslated,
    StatementWithdrawn,
)
from comity.consultation.models import Participant, Round, Statement, StatementAnswer
from comity.consultation.queries.taking_part import require_part
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.opinion_input import MOST_STATEMENTS
from comity.consultation.rules.statements import (
    ANSWERS,
    COUNTERS,
    LONGEST_REASON,
    LONGEST_STATEMENT,
    Answer,
    StatementState,
    same,
    step,
)
from comity.consultation.rules.texts import clean_tag, clean_text
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def propose(*, round_id: str, language: str, text: str, by: Actor, now: datetime) -> str:
    """Propose a statement. People are asked about it once somebody has looked at it.

    Args:
        round_id: of an open round of statements.
        language: in which it is written.
        text: one thought, as somebody would say it.
        by: anybody; whoever did not take part yet does so by this.
        now: the moment, of which the day is kept.

    Returns:
        The id of the statement.

    Raises:
        NotFound: there is no such round.
        RoundWithoutStatements: the round is of another kind.
        RoundNotOpen: it takes nothing now.
        ContingentUsed: they proposed as many today as one may contribute in a day.
        TooManyStatements: the round has as many as anybody can answer.
        WrongInput: the text or the language cannot be used, or it is there already.
    """
    round_ = _open(round_id)
    part = take_part(consultation_id=round_.consultation_id, by=by, now=now)
    today = Statement.objects.filter(
        round=round_id, participant=part.id, proposed_on=day_of(now)
    ).count()
    if today >= round_.consultation.contingent:
        raise ContingentUsed(most=round_.consultation.contingent)
    row = _write(round_, language, text, part, now)
    record(StatementProposed(subject=row.id), by=by, now=now)
    return row.id


@transaction.atomic
def begin_with(*, round_id: str, language: str, text: str, by: Actor, now: datetime) -> str:
    """Write a statement that the round begins with, shown at once.

    Returns:
        The id of the statement.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundWithoutStatements: the round is of another kind.
        RoundNotOpen: it is over.
        TooManyStatements: the round has as many as anybody can answer.
        WrongInput: the text or the language cannot be used, or it is there already.
    """
    round_ = _of_statements(round_id)
    require(by, Permission.CONSULTATION_RUN, on=round_.consultation.community_id)
    if round_.state not in {RoundState.PLANNED, RoundState.OPEN}:
        raise RoundNotOpen
    row = _write(round_, language, text, None, now)
    record(StatementShown(subject=row.id, round=round_id, number=row.number), by=by, now=now)
    return row.id


@transaction.atomic
def show(*, statement_id: str, by: Actor, now: datetime) -> None:
    """Ask people about a statement from now on, also about one that was declined by mistake.

    Raises:
        NotFound: there is no such statement.
        NotPermitted: ``by`` does not run the consultations of this community.
        StatementStepNotPossible: it is shown already.
    """
    row = _to_moderate(statement_id, by)
    row.state, row.reason = step(StatementState(row.state), StatementState.SHOWN), ""
    row.save(update_fields=["state", "reason"])
    record(StatementShown(subject=row.id, round=row.round_id, number=row.number), by=by, now=now)


@transaction.atomic
def decline(*, statement_id: str, reason: str, by: Actor, now: datetime) -> None:
    """Ask nobody about a statement, for a reason that everybody can read.

    The answers that it has are kept, in case this was a mistake, but no map counts them.

    Raises:
        NotFound: there is no such statement.
        NotPermitted: ``by`` does not run the consultations of this community.
        StatementStepNotPossible: it was declined before.
        ReasonMissing: there is no reason.
        WrongInput: the reason cannot be used.
    """
    row = _to_moderate(statement_id, by)
    row.state = step(StatementState(row.state), StatementState.DECLINED)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    row.reason = clean_text(reason, field="reason", most=LONGEST_REASON)
    row.save(update_fields=["state", "reason"])
    fact = StatementDeclined(
        subject=row.id, round=row.round_id, number=row.number, reason=row.reason
    )
    record(fact, by=by, now=now)


@transaction.atomic
def translate(*, statement_id: str, language: str, text: str, by: Actor, now: datetime) -> None:
    """Say a statement in another language, so that more people can answer it.

    Raises:
        NotFound: there is no such statement.
        NotPermitted: ``by`` does not run the consultations of this community.
        SameLanguage: this is the language in which it was proposed.
        WrongInput: the text or the language cannot be used.
    """
    row = _to_moderate(statement_id, by)
    tag = clean_tag(language)
    if tag == row.language:
        raise SameLanguage(field="language")
    row.translations = row.translations | {tag: clean_text(text, most=LONGEST_STATEMENT)}
    row.save(update_fields=["translations"])
    fact = StatementTranslated(subject=row.id, round=row.round_id, number=row.number, language=tag)
    record(fact, by=by, now=now)


@transaction.atomic
def withdraw(*, statement_id: str, by: Actor, now: datetime) -> None:
    """Take back a statement that one proposed, as long as nobody was asked about it.

    Raises:
        NotFound: there is no such statement of theirs.
        StatementStepNotPossible: people were asked about it, or it was declined.
    """
    row = _locked(statement_id)
    part = _part(by, row.round.consultation_id)
    if row.participant_id != part.id:
        raise NotFound
    if row.state != StatementState.WAITING:
        raise StatementStepNotPossible
    record(StatementWithdrawn(subject=row.id), by=by, now=now)
    row.delete()


@transaction.atomic
def react(*, statement_id: str, answer: str, by: Actor, now: datetime) -> None:
    """Answer a statement. A later answer takes the place of the earlier one.

    It is not put on record: see ``facts.opinions``.

    Args:
        statement_id: of a statement that is shown.
        answer: ``agree``, ``disagree`` or ``pass``.
        by: anybody; whoever did not take part yet does so by this.
        now: the moment; it is not kept.

    Raises:
        NotFound: there is no such statement that people are asked about.
        AnswerUnknown: this is no answer.
        RoundNotOpen: the round takes nothing now.
    """
    if answer not in ANSWERS:
        raise AnswerUnknown(field="answer")
    row = _asked(statement_id)
    part = take_part(consultation_id=row.round.consultation_id, by=by, now=now)
    wanted = ANSWERS[answer]
    kept, new = StatementAnswer.objects.get_or_create(
        statement=row, participant=part, defaults={"answer": wanted}
    )
    if new:
        _count(row.id, come=wanted)
    elif StatementAnswer.objects.filter(id=kept.id, answer=kept.answer).update(answer=wanted):
        _count(row.id, gone=Answer(kept.answer), come=wanted)


@transaction.atomic
def react_to_many(*, round_id: str, answers: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Answer several statements of a round at once, each for the first time.

    Args:
        round_id: of an open round of statements.
        answers: by the ids of statements that are shown, as ``react`` takes them.
        by: somebody who has answered none of them.
        now: the moment; it is not kept.

    Raises:
        NotFound: there is no such round, or people are not asked about one of the statements.
        RoundWithoutStatements: the round is of another kind.
        AnswerUnknown: one of them is no answer.
        RoundNotOpen: the round takes nothing now.
    """
    if not ANSWERS.keys() >= set(answers.values()):
        raise AnswerUnknown(field="answer")
    round_ = _open(round_id)
    asked = Statement.objects.filter(round=round_, id__in=answers, state=StatementState.SHOWN)
    if asked.count() < len(answers):
        raise NotFound
    part = take_part(consultation_id=round_.consultation_id, by=by, now=now)
    wanted = {one: ANSWERS[answer] for one, answer in answers.items()}
    StatementAnswer.objects.bulk_create(
        StatementAnswer(statement_id=one, participant=part, answer=answer)
        for one, answer in wanted.items()
    )
    for answer in sorted(set(wanted.values())):
        alike = [one for one, given in wanted.items() if given == answer]
        column = COUNTERS[answer]
        Statement.objects.filter(id__in=alike).update(**{column: F(column) + 1})


@transaction.atomic
def take_back(*, statement_id: str, by: Actor, now: datetime) -> None:
    """Take back one's answer to a statement, as if it had never been given.

    Raises:
        NotFound: there is no such statement that people are asked about.
        RoundNotOpen: the round is over, and its map is drawn.
    """
    del now
    row = _asked(statement_id)
    part = _part(by, row.round.consultation_id)
    kept = StatementAnswer.objects.filter(statement=row, participant=part).first()
    if kept and StatementAnswer.objects.filter(id=kept.id, answer=kept.answer).delete()[0]:
        _count(row.id, gone=Answer(kept.answer))


def _count(statement_id: str, *, gone: Answer | None = None, come: Answer | None = None) -> None:
    """Keep count of an answer that came, one that went, or one that changed."""
    if gone is come:
        return
    changes = {
        COUNTERS[one]: F(COUNTERS[one]) + by
        for one, by in ((gone, -1), (come, 1))
        if one is not None
    }
    Statement.objects.filter(id=statement_id).update(**changes)


def _of_statements(round_id: str) -> Round:
    """Hold a round while statements come to it, so that each gets a number of its own."""
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .filter(id=round_id)
        .first()
    )
    if row is None:
        raise NotFound
    if row.kind != RoundKind.STATEMENTS:
        raise RoundWithoutStatements
    return row


def _open(round_id: str) -> Round:
    row = _of_statements(round_id)
    if row.state != RoundState.OPEN:
        raise RoundNotOpen
    return row


def _write(
    round_: Round, language: str, text: str, part: Participant | None, now: datetime
) -> Statement:
    """Write down a statement unless the round has one of the same words."""
    tag, tidy = clean_tag(language), clean_text(text, most=LONGEST_STATEMENT)
    there = list(Statement.objects.filter(round=round_).values_list("number", "text"))
    if len(there) >= MOST_STATEMENTS:
        raise TooManyStatements(most=MOST_STATEMENTS)
    for number, other in there:
        if same(other) == same(tidy):
            raise StatementAlreadyThere(field="text", number=number)
    last = Statement.objects.filter(round=round_).aggregate(last=Max("number"))["last"] or 0
    return Statement.objects.create(
        round=round_,
        number=last + 1,
        language=tag,
        text=tidy,
        participant=part,
        state=StatementState.WAITING if part else StatementState.SHOWN,
        proposed_on=day_of(now),
    )


def _locked(statement_id: str) -> Statement:
    row = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("round__consultation")
        .filter(id=statement_id)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def _to_moderate(statement_id: str, by: Actor) -> Statement:
    row = _locked(statement_id)
    require(by, Permission.CONSULTATION_RUN, on=row.round.consultation.community_id)
    return row


def _asked(statement_id: str) -> Statement:
    """Find a statement about which people are asked now, and hold its round open meanwhile."""
    row = (
        Statement.objects.select_for_update(of=("round",), no_key=True)
        .select_related("round")
        .filter(id=statement_id, state=StatementState.SHOWN)
        .first()
    )
    if row is None:
        raise NotFound
    if row.round.state != RoundState.OPEN:
        raise RoundNotOpen
    return row


def _part(by: Actor, consultation_id: str) -> Participant:
    """Find somebody's part; what is not theirs is not there."""
    try:
        return require_part(by, consultation_id)
    except NotPermitted:
        raise NotFound from None
