"""Saying whom a consultation concerns, saying something about oneself, and going out to people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.communities.rules import LANGUAGE
from comity.consultation.actions.consultations import locked, require_going_on
from comity.consultation.actions.taking_part import take_part
from comity.consultation.errors.equity import (
    AttributeUnknown,
    OutreachExists,
    OutreachNoteMissing,
    OutreachSettled,
    SessionConsentMissing,
    SessionDayWrong,
    SessionLanguageWrong,
    SessionNotesMissing,
    SessionPeopleWrong,
)
from comity.consultation.facts.equity import (
    AttributesChanged,
    OutreachBegun,
    OutreachOver,
    SessionHeld,
    TargetsSet,
)
from comity.consultation.models import (
    Attribute,
    Consultation,
    EquityReport,
    ListeningSession,
    OutreachTask,
    PanelEntry,
    PopulationTarget,
    Round,
)
from comity.consultation.models.rounds import LONGEST_LANGUAGE
from comity.consultation.queries import equity as queries
from comity.consultation.queries import equity_reports as reports
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import OTHER
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.outreach import (
    LONGEST_CONSENT,
    LONGEST_FACILITATOR,
    LONGEST_NOTE,
    MOST_PEOPLE,
    SETTLING,
    OutreachState,
)
from comity.consultation.rules.targets import Target, read_table, shares
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.record.actions import record


@transaction.atomic
def set_targets(*, consultation_id: str, table: str, by: Actor, now: datetime) -> None:
    """Say how large the groups are whom a consultation concerns, in place of what was said before.

    Args:
        consultation_id: of the consultation.
        table: as ``rules.targets.read_table`` reads it.
        by: somebody who runs the consultations of the community.
        now: the moment.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled.
        SeveralProblems: the table cannot be read, or its lines contradict each other.
    """
    row = _run(consultation_id, by)
    targets = read_table(table)
    PopulationTarget.objects.filter(consultation=row.id).delete()
    PopulationTarget.objects.bulk_create(
        PopulationTarget(
            consultation_id=row.id,
            dimension=one.dimension,
            category=one.category,
            share=one.share,
            source=one.source,
            as_of=one.as_of,
        )
        for one in targets
    )
    _drop_unasked(row.id, targets)
    record(TargetsSet(subject=row.id, groups=len(targets)), by=by, now=now)


@transaction.atomic
def say_about_oneself(
    *, consultation_id: str, said: Mapping[Dimension, str], by: Actor, now: datetime
) -> None:
    """Say to which groups one belongs, or take it back. What is not named is deleted.

    Args:
        consultation_id: of the consultation.
        said: one's group by dimension; ``OTHER`` for one that has no share.
        by: whoever takes part, or begins to by this.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` is nobody who could speak for themselves.
        ConsultationOver: it was concluded or cancelled before they began.
        AttributeUnknown: nobody asks for this here.
    """
    asked = shares(queries.targets(consultation_id))
    for dimension, category in said.items():
        if dimension not in asked or category not in {*asked[dimension], OTHER}:
            raise AttributeUnknown(field=str(dimension))
    part = take_part(consultation_id=consultation_id, by=by, now=now)
    Attribute.objects.filter(participant=part.id).delete()
    Attribute.objects.bulk_create(
        Attribute(participant_id=part.id, dimension=dimension, category=category)
        for dimension, category in said.items()
    )
    record(AttributesChanged(subject=part.id), by=by, now=now)


@transaction.atomic
def begin_outreach(
    *, consultation_id: str, dimension: Dimension, category: str, by: Actor, now: datetime
) -> str:
    """Take it on to go out to a group; its id.

    Raises:
        NotFound: there is no such consultation, or no such group was given a share.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled.
        OutreachExists: somebody is going out to this group already.
    """
    row = _run(consultation_id, by)
    known = {(one.dimension, one.category) for one in queries.targets(row.id)}
    if (dimension, category) not in known:
        raise NotFound
    try:
        with transaction.atomic():
            return _begin(row.id, dimension, category, by=by, now=now)
    except IntegrityError as problem:
        raise OutreachExists from problem


@transaction.atomic
def settle_outreach(
    *, task_id: str, state: OutreachState, note: str, by: Actor, now: datetime
) -> None:
    """Write down what was done to reach a group, or why it was given up. Everybody can read it.

    Raises:
        NotFound: there is no such task.
        NotPermitted: ``by`` does not run the consultations of this community.
        OutreachSettled: that was written down before.
        OutreachNoteMissing: there is nothing to read, or too much.
    """
    row = _task(task_id, by)
    note = note.strip()
    if not note or len(note) > LONGEST_NOTE or state is OutreachState.OPEN:
        raise OutreachNoteMissing(field="note", most=LONGEST_NOTE)
    row.state, row.note, row.settled_on = state, note, day_of(now)
    row.save(update_fields=["state", "note", "settled_on"])
    fact = OutreachOver(
        subject=row.consultation_id, dimension=row.dimension, category=row.category, state=state
    )
    record(fact, by=by, now=now)


@transaction.atomic
def add_session(
    *,
    task_id: str,
    day: date,
    language: str,
    facilitator: str,
    people: int,
    notes: str,
    consent: str,
    by: Actor,
    now: datetime,
) -> None:
    """Write down a talk with people of a group, as those who came agreed to.

    Args:
        task_id: as part of what.
        day: on which it took place.
        language: in which people spoke.
        facilitator: who led it, as they want to be named in public; may be empty.
        people: how many came.
        notes: what was said.
        consent: how those who came agreed that the notes are published.
        by: somebody who runs the consultations of the community.
        now: the moment.

    Raises:
        NotFound: there is no such task.
        NotPermitted: ``by`` does not run the consultations of this community.
        OutreachSettled: the task is over.
        WrongInput: a part of it cannot be used.
    """
    row = _task(task_id, by)
    notes, consent, facilitator = notes.strip(), consent.strip(), facilitator.strip()
    language = language.strip().lower()
    if day > day_of(now):
        raise SessionDayWrong(field="day")
    if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
        raise SessionLanguageWrong(field="language")
    if not 1 <= people <= MOST_PEOPLE:
        raise SessionPeopleWrong(field="people", most=MOST_PEOPLE)
    if not notes or len(notes) > LONGEST_NOTE:
        raise SessionNotesMissing(field="notes", most=LONGEST_NOTE)
    if not consent or len(consent) > LONGEST_CONSENT:
        raise SessionConsentMissing(field="consent", most=LONGEST_CONSENT)
    ListeningSession.objects.create(
        task=row,
        day=day,
        language=language,
        facilitator=facilitator[:LONGEST_FACILITATOR],
        people=people,
        notes=notes,
        consent=consent,
    )
    fact = SessionHeld(subject=row.consultation_id, language=language, people=people)
    record(fact, by=by, now=now)


@transaction.atomic
def measure(*, consultation_id: str, now: datetime) -> None:
    """Keep who takes part today, in place of what was measured earlier on the same day."""
    EquityReport.objects.update_or_create(
        consultation_id=consultation_id,
        day=day_of(now),
        defaults={"figures": reports.report_now(consultation_id).as_json()},
    )


@transaction.atomic
def propose_outreach(*, consultation_id: str, now: datetime) -> int:
    """Begin to go out to every group that keeps an open round from closing; how many these are.

    Nobody is proposed in the first days of a round, when everybody is still silent, and nobody to
    whom somebody goes or went out since the round opened.
    """
    before = now - SETTLING
    rows = Round.objects.filter(
        consultation=consultation_id, state=RoundState.OPEN, opens__lte=before
    )
    known = set(
        OutreachTask.objects.filter(
            consultation=consultation_id, state=OutreachState.OPEN
        ).values_list("dimension", "category")
    )
    begun = 0
    for row in rows.order_by("place"):
        for gap in queries.missing(row.id):
            if (gap.dimension, gap.category) not in known:
                _begin(consultation_id, gap.dimension, gap.category, by=SYSTEM, now=now)
                known.add((gap.dimension, gap.category))
                begun += 1
    return begun


def _begin(
    consultation_id: str, dimension: Dimension, category: str, *, by: Actor, now: datetime
) -> str:
    row = OutreachTask.objects.create(
        consultation_id=consultation_id,
        dimension=dimension,
        category=category,
        made_on=day_of(now),
    )
    fact = OutreachBegun(subject=consultation_id, dimension=dimension, category=category)
    record(fact, by=by, now=now)
    return row.id


def _run(consultation_id: str, by: Actor) -> Consultation:
    row = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=row.community_id)
    require_going_on(row)
    return row


def _task(task_id: str, by: Actor) -> OutreachTask:
    rows = OutreachTask.objects.select_for_update(of=("self",)).select_related("consultation")
    row = rows.filter(id=task_id).first()
    if row is None:
        raise NotFound
    require(by, Permission.CONSULTATION_RUN, on=row.consultation.community_id)
    if row.state != OutreachState.OPEN:
        raise OutreachSettled
    return row


def _drop_unasked(consultation_id: str, targets: Iterable[Target]) -> None:
    """Forget what people said about themselves that nobody asks for any more."""
    asked = {one.dimension for one in targets}
    said = Attribute.objects.filter(participant__consultation=consultation_id)
    said.exclude(dimension__in=asked).delete()


def forget(person_id: str, now: datetime) -> None:
    """Delete what somebody said about themselves, and give up their tickets.

    A seat they have is free then; it is filled when an organiser says that nobody came.
    """
    del now
    Attribute.objects.filter(participant__person=person_id).delete()
    PanelEntry.objects.filter(participant__person=person_id).delete()
