"""Setting up a panel, putting oneself forward, and drawing it."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions.consultations import locked, require_going_on
from comity.consultation.actions.taking_part import take_part
from comity.consultation.errors.panels import (
    AnswersMissing,
    BeaconMissing,
    NotSeated,
    PanelNameMissing,
    PanelStepNotPossible,
    PoolTooSmall,
    SeatsNotUsable,
)
from comity.consultation.facts.panels import (
    LotsWorkedOut,
    PanelCancelled,
    PanelDrawn,
    PoolClosed,
    PoolOpened,
    PutForward,
    SeatFilled,
)
from comity.consultation.models import Panel, PanelEntry
from comity.consultation.queries import panels as queries
from comity.consultation.queries.taking_part import require_part
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import (
    SEED_LENGTH,
    Lots,
    Quota,
    Ticket,
    check_quotas,
    commitment,
    draw,
    pool_hash,
    replace,
)
from comity.consultation.rules.lot_audit import lots_hash, tickets
from comity.consultation.rules.panels import (
    LONGEST_BEACON,
    LONGEST_NAME,
    LONGEST_OFFER,
    MOST_SEATS,
    EntryState,
    PanelState,
)
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import NotFound
from comity.kernel.ids import new_id
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record


@transaction.atomic
def open_pool(
    *,
    consultation_id: str,
    name: str,
    seats: int,
    quotas: Iterable[Quota],
    by: Actor,
    now: datetime,
    offer: str = "",
    beacon: str = "",
) -> str:
    """Let people put themselves forward for a panel; its id.

    The seed is made here and known to nobody; its hash goes on the record at once.

    Args:
        consultation_id: of the consultation.
        name: what the panel is called.
        seats: how many are drawn.
        quotas: how many members come from which group.
        by: somebody who runs the consultations of the community.
        now: the moment.
        offer: what members get for their time, and what it costs them.
        beacon: which public number, known only after the pool closes, is mixed in; may be empty.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` does not run the consultations of this community.
        ConsultationOver: it was concluded or cancelled.
        PanelNameMissing: it has no name, or too long a one.
        SeatsNotUsable: there is no seat, or too many are.
        SeveralProblems: no pool whatever could meet the quotas.
    """
    row = locked(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=row.community_id)
    require_going_on(row)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise PanelNameMissing(field="name")
    if not 1 <= seats <= MOST_SEATS:
        raise SeatsNotUsable(field="seats", most=MOST_SEATS)
    checked = check_quotas(quotas, seats)
    seed, panel_id = secrets.token_bytes(SEED_LENGTH), new_id()
    Panel.objects.create(
        id=panel_id,
        consultation_id=row.id,
        name=name,
        offer=offer.strip()[:LONGEST_OFFER],
        seats=seats,
        quotas=[one.as_json() for one in checked],
        commitment=commitment(seed),
        seed=settings.COMITY_KEYS.seal(_purpose(panel_id), seed),
        beacon=beacon.strip()[:LONGEST_BEACON],
        made_on=day_of(now),
    )
    fact = PoolOpened(
        subject=panel_id,
        consultation=row.id,
        seats=seats,
        commitment=commitment(seed),
        beacon=beacon.strip()[:LONGEST_BEACON],
    )
    record(fact, by=by, now=now)
    return panel_id


@transaction.atomic
def put_forward(
    *, panel_id: str, answers: Mapping[Dimension, str], by: Actor, now: datetime
) -> None:
    """Put oneself forward for a panel. Doing it again changes the answers.

    Args:
        panel_id: of the panel.
        answers: one's group by dimension, for all that quotas ask for.
        by: a person, or whoever holds a receipt.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such panel.
        PanelStepNotPossible: its pool is closed.
        ConsultationOver: it was concluded or cancelled.
        NotPermitted: ``by`` is nobody who could speak for themselves.
        AnswersMissing: quotas ask for something that was not answered, or not so.
    """
    row = _held(panel_id, PanelState.OPEN)
    said = {}
    for dimension, offered in queries.choices(queries.told(row)).items():
        if answers.get(dimension) not in offered:
            raise AnswersMissing(field=str(dimension))
        said[str(dimension)] = answers[dimension]
    part = take_part(consultation_id=row.consultation_id, by=by, now=now)
    PanelEntry.objects.update_or_create(
        panel=row, participant=part, defaults={"answers": said, "state": EntryState.WAITING}
    )
    record(PutForward(subject=part.id), by=by, now=now)


@transaction.atomic
def take_back(*, panel_id: str, by: Actor, now: datetime) -> None:
    """Not serve on a panel, whatever was said before.

    While the pool is open, nothing is left. Later the ticket stays, and a seat goes to another.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not take part in this consultation.
        NotSeated: ``by`` did not put themselves forward, or stepped down before.
    """
    row = _held(panel_id)
    part = require_part(by, row.consultation_id)
    entry = PanelEntry.objects.filter(panel=row, participant=part).first()
    if entry is None or entry.state == EntryState.STEPPED_DOWN:
        raise NotSeated
    record(PutForward(subject=part.id), by=by, now=now)
    if row.state in {PanelState.OPEN, PanelState.CANCELLED}:
        entry.delete()
        return
    _step_down(row, entry, now)


@transaction.atomic
def close_pool(*, panel_id: str, by: Actor, now: datetime) -> None:
    """Let nobody in any more. What the draw depends on is fixed by this.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not run the consultations of this community.
        PanelStepNotPossible: the pool is not open.
        ConsultationOver: it was concluded or cancelled.
        PoolTooSmall: fewer people put themselves forward than there are seats.
    """
    row = _held(panel_id, PanelState.OPEN, by=by)
    pool = [Ticket(one.ticket, one.answers) for one in row.entries.order_by("ticket")]
    if len(pool) < row.seats:
        raise PoolTooSmall(pool=len(pool), seats=row.seats)
    row.pool = [{"ticket": one.id, "answers": dict(one.answers)} for one in pool]
    row.closed_on = day_of(now)
    _fix(row, by=by, now=now)


@transaction.atomic
def relax(*, panel_id: str, by: Actor, now: datetime) -> None:
    """Take the nearest quotas that can be kept, where those asked for cannot.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not run the consultations of this community.
        PanelStepNotPossible: its quotas can be kept, or it is not known yet.
        ConsultationOver: it was concluded or cancelled.
    """
    row = _held(panel_id, PanelState.IMPOSSIBLE, by=by)
    row.quotas, row.problem = row.problem["relaxed"], {}
    _fix(row, by=by, now=now)


@transaction.atomic
def note_lots(*, panel_id: str, lots: Lots | None, relaxed: Iterable[Quota], now: datetime) -> None:
    """Keep the panels that can be drawn, or the nearest quotas where there is none.

    Nothing happens where that was done before, or the panel was cancelled meanwhile.
    """
    row = Panel.objects.select_for_update().filter(id=panel_id, state=PanelState.CLOSED).first()
    if row is None:
        return
    if lots is None:
        row.state = PanelState.IMPOSSIBLE
        row.problem = {"relaxed": [one.as_json() for one in relaxed]}
    else:
        row.state, row.lots = PanelState.READY, lots.as_json()
    row.save(update_fields=["state", "lots", "problem"])
    fact = LotsWorkedOut(
        subject=row.id,
        possible=lots is not None,
        lots_hash=lots_hash(lots) if lots is not None else "",
    )
    record(fact, by=SYSTEM, now=now)


@transaction.atomic
def draw_panel(*, panel_id: str, by: Actor, now: datetime, beacon_value: str = "") -> None:
    """Publish the seed, and draw the panel that follows from it.

    Whoever took back their wish to serve since the pool closed is replaced at once.

    Args:
        panel_id: of the panel.
        by: somebody who runs the consultations of the community.
        now: the moment.
        beacon_value: the public number that was promised, as it was published.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not run the consultations of this community.
        PanelStepNotPossible: the panels that can be drawn are not known.
        ConsultationOver: it was concluded or cancelled.
        BeaconMissing: a public number was promised, and there is none.
    """
    row = _held(panel_id, PanelState.READY, by=by)
    value = beacon_value.strip()[:LONGEST_BEACON] if row.beacon else ""
    if row.beacon and not value:
        raise BeaconMissing(field="beacon_value")
    seed = settings.COMITY_KEYS.open(_purpose(row.id), bytes(row.seed))
    pool = tickets(row.pool)
    drawn = draw(Lots.from_json(row.lots), pool, seed=seed, fixed=_fixed(row), beacon=value)
    row.state, row.revealed, row.seed, row.beacon_value = PanelState.DRAWN, seed.hex(), b"", value
    row.drawn, row.drawn_on = {"first": list(drawn), "replaced": []}, day_of(now)
    row.save()
    entries = PanelEntry.objects.filter(panel=row, ticket__in=drawn)
    unwilling = set(entries.filter(state=EntryState.STEPPED_DOWN).values_list("ticket", flat=True))
    _seat(entries.filter(state=EntryState.WAITING))
    fact = PanelDrawn(subject=row.id, seed=row.revealed, beacon_value=value, tickets=drawn)
    record(fact, by=by, now=now)
    # Whoever was forgotten since has no entry any more, and cannot serve either.
    there = set(entries.values_list("ticket", flat=True))
    for ticket in sorted(set(drawn) - there | unwilling):
        _fill(row, ticket, now)


@transaction.atomic
def free_seat(*, panel_id: str, ticket: str, by: Actor, now: datetime) -> None:
    """Give the seat of somebody who does not come to somebody else, drawn in the same way.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not run the consultations of this community.
        PanelStepNotPossible: it was not drawn.
        NotSeated: this ticket has no seat.
    """
    row = _held(panel_id, PanelState.DRAWN, by=by)
    entry = PanelEntry.objects.filter(panel=row, ticket=ticket, state=EntryState.SEATED).first()
    if entry is None:
        raise NotSeated
    # Whoever knows the seed can know who comes next, so it is told who did this.
    _step_down(row, entry, now, by=by)


@transaction.atomic
def cancel_panel(*, panel_id: str, by: Actor, now: datetime) -> None:
    """Not draw a panel. Its seed is thrown away.

    Raises:
        NotFound: there is no such panel.
        NotPermitted: ``by`` does not run the consultations of this community.
        PanelStepNotPossible: it was drawn or cancelled before.
    """
    row = _held(panel_id, by=by)
    if row.state in {PanelState.DRAWN, PanelState.CANCELLED}:
        raise PanelStepNotPossible
    row.state, row.seed = PanelState.CANCELLED, b""
    row.save(update_fields=["state", "seed"])
    record(PanelCancelled(subject=row.id), by=by, now=now)


def _held(panel_id: str, *states: PanelState, by: Actor | None = None) -> Panel:
    rows = Panel.objects.select_for_update(of=("self",)).select_related("consultation")
    row = rows.filter(id=panel_id).first()
    if row is None:
        raise NotFound
    if by is not None:
        require(by, Permission.CONSULTATION_RUN, on=row.consultation.community_id)
    if states and row.state not in states:
        raise PanelStepNotPossible
    if states and row.state != PanelState.DRAWN:  # whoever was drawn serves on
        require_going_on(row.consultation)
    return row


def _fix(row: Panel, *, by: Actor, now: datetime) -> None:
    """Have the panels worked out that can be drawn from what is fixed now."""
    row.state = PanelState.CLOSED
    row.save(update_fields=["state", "quotas", "problem", "pool", "closed_on"])
    record(PoolClosed(subject=row.id, people=len(row.pool), pool_hash=_fixed(row)), by=by, now=now)


def _fixed(row: Panel) -> str:
    return pool_hash(tickets(row.pool), queries.quotas_of(row.quotas), row.seats)


def _step_down(row: Panel, entry: PanelEntry, now: datetime, *, by: Actor = SYSTEM) -> None:
    had_seat = entry.state == EntryState.SEATED
    entry.state = EntryState.STEPPED_DOWN
    entry.save(update_fields=["state"])
    if had_seat:
        _fill(row, entry.ticket, now, by=by)


def _fill(row: Panel, gone: str, now: datetime, *, by: Actor = SYSTEM) -> None:
    """Draw somebody for a seat that was left, until it is somebody who still wants to serve."""
    entries = PanelEntry.objects.filter(panel=row)
    willing = set(entries.filter(state=EntryState.WAITING).values_list("ticket", flat=True))
    while gone:
        came = _next(row, gone)
        row.drawn["replaced"].append({"gone": gone, "came": came})
        fact = SeatFilled(subject=row.id, turn=len(row.drawn["replaced"]), gone=gone, came=came)
        record(fact, by=by, now=now)
        _seat(entries.filter(ticket=came, state=EntryState.WAITING))
        gone = "" if came in willing else came
    row.save(update_fields=["drawn"])


def _seat(entries: QuerySet[PanelEntry]) -> None:
    """Seat people, and let those who have an account know that something waits for them."""
    people = entries.exclude(participant__person=None)
    for person_id in list(people.values_list("participant__person", flat=True)):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
    entries.update(state=EntryState.SEATED)


def _next(row: Panel, gone: str) -> str:
    """Name who is drawn for a seat; empty where nobody is left."""
    seated, left = set(row.drawn["first"]), {gone}
    for one in row.drawn["replaced"]:
        seated.discard(one["gone"])
        left.add(one["gone"])
        seated.add(one["came"])
    return (
        replace(
            tickets(row.pool),
            queries.quotas_of(row.quotas),
            seated - {gone, ""},
            left,
            seed=bytes.fromhex(row.revealed),
            fixed=_fixed(row),
            beacon=row.beacon_value,
            turn=len(row.drawn["replaced"]) + 1,
        )
        or ""
    )


def _purpose(panel_id: str) -> str:
    return f"panel seed {panel_id}"
