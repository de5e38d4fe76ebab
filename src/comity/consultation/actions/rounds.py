"""Planning, opening, extending, closing, explaining, answering and cancelling rounds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.consultation.actions.consultations import clean_reason, locked, require_going_on
from comity.consultation.actions.rounds_held import (
    clean_languages,
    explained,
    held,
    keep_change,
    owes_a_reason,
    standing,
)
from comity.consultation.errors.rounds import (
    ConsultationWordsTooLong,
    RoundDatesWrong,
    RoundEditionWrong,
    RoundStepNotPossible,
    TooManyRounds,
)
from comity.consultation.facts.rounds import (
    RoundAnswered,
    RoundCancelled,
    RoundChanged,
    RoundClosed,
    RoundExtended,
    RoundOpened,
    RoundPlanned,
    RoundUnmeasured,
)
from comity.consultation.models import Consultation, Round
from comity.consultation.queries import equity, waiting
from comity.consultation.queries import rounds as queries
from comity.consultation.queries.rounds import RoundView
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage
from comity.consultation.rules.rounds import Asked, Step, after, check_dates
from comity.consultation.rules.texts import clean_text
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.record.actions import record

MOST_ROUNDS = 50
MOST_GROUPS = 30
LONGEST_GROUP = 200


@transaction.atomic
def plan(
    *,
    consultation_id: str,
    kind: RoundKind,
    opens: datetime,
    closes: datetime,
    languages: Sequence[str],
    by: Actor,
    now: datetime,
    target_groups: Sequence[str] = (),
    edition_id: str = "",
) -> RoundView:
    """Plan a round. It opens at its time by itself, and people can read the plan before.

    Args:
        consultation_id: of the consultation.
        kind: what the round is for.
        opens: the moment from which people can contribute.
        closes: the moment until which they can.
        languages: in which people are asked; they answer in any.
        by: somebody who runs the consultations of the community.
        now: the moment.
        target_groups: whom it should reach, in words.
        edition_id: of a published draft of the code; a round on a text does not open without.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled.
        WrongInput: a part of it cannot be used.
    """
    found = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    require_going_on(found)
    check_dates(opens, closes)
    if closes <= now:
        raise RoundDatesWrong(field="closes")
    places = found.rounds.count()
    if places >= MOST_ROUNDS:
        raise TooManyRounds(field="kind", most=MOST_ROUNDS)
    row = Round.objects.create(
        consultation=found,
        place=places + 1,
        kind=kind,
        opens=opens,
        closes=closes,
        languages=clean_languages(languages),
        target_groups=_groups(target_groups),
        edition_id=_edition(found, edition_id),
    )
    fact = RoundPlanned(
        subject=row.id,
        consultation=found.id,
        sort=kind,
        opens=opens.isoformat(),
        closes=closes.isoformat(),
    )
    record(fact, by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def replan(
    *,
    round_id: str,
    opens: datetime,
    closes: datetime,
    languages: Sequence[str],
    by: Actor,
    now: datetime,
    target_groups: Sequence[str] = (),
    edition_id: str = "",
) -> RoundView:
    """Change the plan of a round that has not opened.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it has opened, or was cancelled.
        WrongInput: a part of it cannot be used.
    """
    row = held(round_id, by)
    if row.state != RoundState.PLANNED:
        raise RoundStepNotPossible
    check_dates(opens, closes)
    if closes <= now:
        raise RoundDatesWrong(field="closes")
    wanted = {
        "opens": opens,
        "closes": closes,
        "languages": clean_languages(languages),
        "target_groups": _groups(target_groups),
        "edition_id": _edition(row.consultation, edition_id),
    }
    changed = tuple(name for name, value in wanted.items() if getattr(row, name) != value)
    if changed:
        Round.objects.filter(id=row.id).update(**wanted)
        record(RoundChanged(subject=row.id, what=changed), by=by, now=now)
    return queries.round_(round_id)


@transaction.atomic
def open_now(*, round_id: str, by: Actor, now: datetime, reason: str = "") -> RoundView:
    """Open a round; before its time only for a public reason.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it has opened, or was cancelled.
        DomainError: a guard of ``rules.rounds`` refuses it.
    """
    row = held(round_id, by)
    why = clean_reason(reason)
    early, planned = now < row.opens, row.closes
    row.state = after(standing(row), Asked(Step.OPEN, now, why))
    row.opens = min(row.opens, now)
    row.save(update_fields=["state", "opens"])
    if early:
        keep_change(row, "opened", why, now, planned)
    prepared = Consultation.objects.filter(id=row.consultation_id, stage=Stage.PREPARED)
    prepared.update(stage=Stage.RUNNING)
    record(RoundOpened(subject=row.id, consultation=row.consultation_id), by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def extend(
    *, round_id: str, closes: datetime, reason: str, language: str, by: Actor, now: datetime
) -> RoundView:
    """Let a round go on for longer, for a public reason; also one that has closed already.

    Args:
        round_id: of the round.
        closes: the moment until which it goes on.
        reason: everybody can read it.
        language: of the reason.
        by: somebody who runs the consultations of the community.
        now: the moment.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it is not open or closed.
        ReasonMissing: there is no reason.
        WrongInput: it would not last longer, or for too long.
    """
    row = held(round_id, by)
    why, before = clean_reason(reason), row.closes
    row.state = after(standing(row), Asked(Step.EXTEND, now, why, closes))
    row.closes = closes
    row.save(update_fields=["state", "closes"])
    keep_change(row, "extended", why, now, before, language=language)
    fact = RoundExtended(
        subject=row.id,
        consultation=row.consultation_id,
        closes=closes.isoformat(),
        reason=why,
    )
    record(fact, by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def close(
    *,
    round_id: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    unmeasured: str = "",
    language: str = "",
) -> RoundView:
    """Close a round; before its time only for a public reason.

    The clock closes it although nobody measured who takes part; the reason is owed then.

    Args:
        round_id: of the round.
        by: somebody who runs the consultations of the community, or the clock.
        now: the moment.
        reason: why it closes before its time.
        unmeasured: why nobody measured who takes part, where nobody did; everybody can read it.
        language: of ``unmeasured``; empty for the one in which the question was asked.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it is not open.
        DomainError: a guard of ``rules.rounds`` refuses it, as while groups are unheard to whom
            nobody has reached out, or while nobody can tell who they are.
    """
    row = held(round_id, by)
    why, before = clean_reason(reason), row.closes
    why_not = clean_reason(unmeasured, field="unmeasured")
    gaps = waiting.gaps(round_id, now=now) if row.state == RoundState.OPEN else None
    measured = row.kind == RoundKind.PANEL or equity.measured(row.consultation_id)
    stands = standing(row, gaps=gaps, unmeasured=not measured and not explained(row))
    asked = Asked(Step.CLOSE, now, why, unmeasured=why_not, by_clock=by == SYSTEM)
    row.state = after(stands, asked)
    if now < before:
        row.closes = max(now, row.opens + timedelta(seconds=1))
        keep_change(row, "closed", why, now, before)
    if measured:
        row.unmeasured = None
    elif not explained(row):
        row.unmeasured = {"reason": "", "language": ""}
    row.save(update_fields=["state", "closes", "unmeasured"])
    fact = RoundClosed(subject=row.id, consultation=row.consultation_id, reason=why)
    record(fact, by=by, now=now)
    if stands.unmeasured and why_not:
        _say_why(row, why_not, language, by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def explain(
    *, round_id: str, reason: str, by: Actor, now: datetime, language: str = ""
) -> RoundView:
    """Say for everybody why nobody measured who took part in a round that has closed.

    Args:
        round_id: of the round.
        reason: why; it stands beside what came of the round, and is not changed afterwards.
        by: somebody who runs the consultations of the community.
        now: the moment.
        language: of the reason; empty for the one in which the question was asked.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it is not closed, somebody measured, or there is a reason already.
        ReasonMissing: there is no reason.
    """
    row = held(round_id, by)
    why = clean_reason(reason)
    after(standing(row, unmeasured=owes_a_reason(row)), Asked(Step.EXPLAIN, now, why))
    _say_why(row, why, language, by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def answer(*, round_id: str, by: Actor, now: datetime) -> RoundView:
    """Call a closed round answered, once every contribution has its answer.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it is not closed.
        RoundUnanswered: a contribution lacks an answer.
        RoundUnmeasured: nobody measured who took part, and nobody said in public why.
    """
    row = held(round_id, by)
    stands = standing(row, unanswered=waiting.unanswered(round_id), unmeasured=owes_a_reason(row))
    row.state = after(stands, Asked(Step.ANSWER, now))
    row.save(update_fields=["state"])
    record(RoundAnswered(subject=row.id, consultation=row.consultation_id), by=by, now=now)
    return queries.round_told(row)


@transaction.atomic
def cancel(*, round_id: str, reason: str, by: Actor, now: datetime) -> RoundView:
    """Cancel a round for a public reason. What was said in it stays where it is.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
        RoundStepNotPossible: it was answered or cancelled before.
        ReasonMissing: there is no reason.
    """
    row = held(round_id, by)
    why = clean_reason(reason)
    row.state = after(standing(row), Asked(Step.CANCEL, now, why))
    row.save(update_fields=["state"])
    keep_change(row, "cancelled", why, now, row.closes)
    fact = RoundCancelled(subject=row.id, consultation=row.consultation_id, reason=why)
    record(fact, by=by, now=now)
    return queries.round_told(row)


def _say_why(row: Round, why: str, language: str, *, by: Actor, now: datetime) -> None:
    """Keep in public why nobody measured who took part."""
    said_in = clean_languages([language or row.consultation.source_language])[0]
    row.unmeasured = {"reason": why, "language": said_in}
    row.save(update_fields=["unmeasured"])
    fact = RoundUnmeasured(subject=row.id, consultation=row.consultation_id, reason=why)
    record(fact, by=by, now=now)


def _edition(found: Consultation, edition_id: str) -> str | None:
    """Name the published draft that a round is about, of the code that is consulted on."""
    if not edition_id:
        return None
    try:
        edition = codes.edition(edition_id)
    except NotFound:
        raise RoundEditionWrong(field="edition") from None
    if edition.code_id != found.code_id:
        raise RoundEditionWrong(field="edition")
    return edition.id


def _groups(groups: Iterable[str]) -> list[str]:
    kept = [
        clean_text(one, field="target_groups", most=LONGEST_GROUP) for one in groups if one.strip()
    ]
    if len(kept) > MOST_GROUPS:
        raise ConsultationWordsTooLong(field="target_groups", most=MOST_GROUPS * LONGEST_GROUP)
    return kept
