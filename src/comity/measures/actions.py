"""Everything that happens to a measure. Who may order one is said by the case it follows from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.chain import canonical
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.measures import queries
from comity.measures.facts import (
    MeasureEnded,
    MeasureEndOrdered,
    MeasureExpired,
    MeasureFact,
    MeasureInForce,
    MeasureOrdered,
    MeasureRefused,
    MeasureRetryOrdered,
    MeasureStuck,
)
from comity.measures.models import Measure
from comity.measures.rules import (
    ATTEMPTS_BEFORE_HELP,
    ENDED,
    ON_WIKI,
    Order,
    State,
    Step,
    after,
    first_state,
    last_day,
)
from comity.record.actions import record


@transaction.atomic
def order_measure(
    *,
    order: Order,
    kind: str,
    level: int,
    days: int | None,
    wiki_id: str,
    by: Actor,
    now: datetime,
) -> str:
    """Order a measure. A wiki carries out what a wiki can; the rest is done by saying so.

    Args:
        order: whose it is, and what it covers; sealed to the service until all is done.
        kind: as the charter names it.
        level: 0 to 8.
        days: how long; none for a measure without an end of its own.
        wiki_id: where it is carried out; empty for what no wiki carries out.
        by: whoever decided; the caller has checked that they may.
        now: the moment; only its day is kept.

    Returns:
        The id of the measure.
    """
    today, state = day_of(now), first_state(kind)
    ended = state in ENDED
    sealed = settings.COMITY_KEYS.seal(queries.ORDER_PURPOSE, order.to_bytes())
    measure = Measure.objects.create(
        kind=kind,
        level=level,
        subject_tag=queries.subject_tag(order.account),
        wiki_id=wiki_id if kind in ON_WIKI else "",
        state=state,
        starts_on=today,
        ends_on=last_day(today, days),
        ended_on=today if ended else None,
        order=b"" if ended else sealed,
    )
    record(MeasureOrdered(subject=measure.id), by=by, now=now)
    return measure.id


@transaction.atomic
def end_measure(*, measure_id: str, overturned: bool, by: Actor, now: datetime) -> None:
    """Order that a measure ends. What is overturned counts for nothing from this moment.

    Ending it twice changes nothing; what ended by itself can still be overturned.

    Raises:
        NotFound: there is no such measure.
    """
    measure = _locked(measure_id)
    state = State(measure.state)
    if state is State.LIFTING or (state in ENDED and (measure.overturned or not overturned)):
        _overturn(measure, overturned=overturned)
        return
    _overturn(measure, overturned=overturned)
    on_wiki = measure.kind in ON_WIKI and state not in ENDED
    _step(measure, Step.END_ORDERED, now)
    if not on_wiki and State(measure.state) is State.LIFTING:
        _step(measure, Step.TAKEN_BACK, now)
    record(MeasureEndOrdered(subject=measure.id), by=by, now=now)


@transaction.atomic
def retry(*, measure_id: str, by: Actor, now: datetime) -> None:
    """Try again what the wiki refused, after somebody has looked.

    Raises:
        NotFound: there is no such measure.
        MeasureStepNotPossible: it was not refused.
    """
    measure = _locked(measure_id)
    measure.attempts = 0
    _step(measure, Step.RETRY, now)
    record(MeasureRetryOrdered(subject=measure.id), by=by, now=now)


@transaction.atomic
def keep_pages(*, measure_id: str, page_ids: tuple[int, ...]) -> Order:
    """Keep the numbers of the pages, so that moving a page changes nothing for later."""
    measure = _locked(measure_id)
    order = replace(queries.opened(measure), page_ids=page_ids)
    measure.order = settings.COMITY_KEYS.seal(queries.ORDER_PURPOSE, order.to_bytes())
    measure.save(update_fields=["order"])
    return order


@transaction.atomic
def keep_done(*, measure_id: str, proof: Mapping[str, object], now: datetime) -> None:
    """Keep the proof that a measure took effect. Keeping it twice changes nothing."""
    measure = _locked(measure_id)
    if State(measure.state) is not State.TO_EXECUTE:
        return
    measure.attempts = 0
    measure.proof = _sealed_proof(proof)
    _step(measure, Step.DONE, now)
    _tell(MeasureInForce(subject=measure.id), now)


@transaction.atomic
def keep_taken_back(*, measure_id: str, proof: Mapping[str, object], now: datetime) -> None:
    """Keep the proof that a measure was taken back. Keeping it twice changes nothing."""
    measure = _locked(measure_id)
    if State(measure.state) is not State.LIFTING:
        return
    measure.attempts = 0
    measure.proof = _sealed_proof(proof)
    _step(measure, Step.TAKEN_BACK, now)
    _tell(MeasureEnded(subject=measure.id), now)


@transaction.atomic
def keep_failure(*, measure_id: str, needs_help: bool, now: datetime) -> int:
    """Count a failure; a person is told once it is clear that one has to look.

    Args:
        measure_id: of the measure.
        needs_help: whether waiting alone will not mend it.
        now: the moment.

    Returns:
        How many failures there were since somebody last looked.
    """
    measure = _locked(measure_id)
    before = measure.attempts
    measure.attempts = max(before + 1, ATTEMPTS_BEFORE_HELP if needs_help else 0)
    measure.save(update_fields=["attempts"])
    if before < ATTEMPTS_BEFORE_HELP <= measure.attempts:
        _tell(MeasureStuck(subject=measure.id), now)
    return measure.attempts


@transaction.atomic
def keep_refusal(*, measure_id: str, now: datetime) -> None:
    """Keep that a wiki will never do this as it was asked; only a person can help."""
    measure = _locked(measure_id)
    if State(measure.state) is State.TO_EXECUTE:
        _step(measure, Step.REFUSED, now)
        _tell(MeasureRefused(subject=measure.id), now)


@transaction.atomic
def expire(*, measure_id: str, now: datetime) -> None:
    """Let a measure run out. The wiki lets go by itself at the same time."""
    measure = _locked(measure_id)
    over = measure.ends_on is not None and measure.ends_on < day_of(now)
    if over and State(measure.state) not in ENDED:
        _step(measure, Step.TERM_OVER, now)
        _tell(MeasureExpired(subject=measure.id), now)


def _locked(measure_id: str) -> Measure:
    measure = Measure.objects.select_for_update().filter(id=measure_id).first()
    if measure is None:
        raise NotFound
    return measure


def _overturn(measure: Measure, *, overturned: bool) -> None:
    measure.overturned = measure.overturned or overturned
    measure.save(update_fields=["overturned"])


def _step(measure: Measure, step: Step, now: datetime) -> None:
    """Take a step; with the last one, what the service knew of the account is erased."""
    state = after(State(measure.state), step, overturned=measure.overturned)
    measure.state = state
    if state in ENDED:
        measure.ended_on = measure.ended_on or day_of(now)
        measure.order = b""
    measure.save()


def _tell(fact: MeasureFact, now: datetime) -> None:
    record(fact, by=SYSTEM, now=now)


def _sealed_proof(proof: Mapping[str, object]) -> bytes:
    return settings.COMITY_KEYS.seal(queries.PROOF_PURPOSE, canonical(proof))
