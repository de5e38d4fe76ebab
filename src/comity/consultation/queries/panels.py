"""What everybody can know about panels by lot, and each about their own part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from comity.consultation.models import Panel, PanelEntry
from comity.consultation.queries import equity
from comity.consultation.queries.taking_part import row_of
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import OTHER
from comity.consultation.rules.kinds import Stage
from comity.consultation.rules.lot import Lots, Quota, Ticket, asked, chances, pool_hash
from comity.consultation.rules.lot_audit import Drawing, Replaced, tickets
from comity.consultation.rules.panels import EntryState, PanelState
from comity.consultation.rules.rounds import STAGES
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel as everybody sees it.

    Attributes:
        offer: what members get for their time, and what it costs them.
        commitment: the hash of the seed.
        beacon: which public number is mixed in; empty for none. ``beacon_value`` once it is known.
        people: how many put themselves forward.
        pool_hash: of pool, quotas and seats; empty while the pool is open.
        smallest: the smallest chance of anybody whom a panel can have; None until it is known.
        largest: the largest chance; likewise.
        relaxed: quotas that could be kept, where those asked for cannot.
        drawing: all by which the draw can be checked; None before it.
        goes_on: whether its consultation is not over.
    """

    id: str
    consultation_id: str
    name: str
    offer: str
    seats: int
    quotas: tuple[Quota, ...]
    state: PanelState
    commitment: str
    beacon: str
    beacon_value: str
    people: int
    pool_hash: str
    smallest: float | None
    largest: float | None
    relaxed: tuple[Quota, ...]
    drawing: Drawing | None
    made_on: date
    closed_on: date | None
    drawn_on: date | None
    goes_on: bool

    @property
    def asked(self) -> tuple[Dimension, ...]:
        """What everybody has to say of themselves who puts themselves forward."""
        return asked(self.quotas)

    @property
    def is_open(self) -> bool:
        """Whether people can put themselves forward."""
        return self.state is PanelState.OPEN and self.goes_on


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What somebody sees of their own part in a panel.

    Attributes:
        ticket: under which they stand in the public file.
        answers: what the file says of them.
        state: whether they wait, have a seat, or do not serve.
        chance: of being drawn, before the draw; None while it is not known.
    """

    ticket: str
    answers: dict[str, str]
    state: EntryState
    chance: float | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a draw depends on, once the pool was closed."""

    pool: tuple[Ticket, ...]
    quotas: tuple[Quota, ...]
    seats: int


def fixed(panel_id: str) -> Fixed | None:
    """Give what panels are worked out from; None where nobody waits for that."""
    row = Panel.objects.filter(id=panel_id, state=PanelState.CLOSED).first()
    return (
        None if row is None else Fixed(tuple(tickets(row.pool)), quotas_of(row.quotas), row.seats)
    )


def panels(consultation_id: str) -> list[PanelView]:
    """List the panels of a consultation, the newest first."""
    rows = Panel.objects.filter(consultation=consultation_id).select_related("consultation")
    rows = rows.order_by("-made_on", "id")
    return [told(row, entries=row.many) for row in rows.annotate(many=Count("entries"))]


def panel(panel_id: str, *, consultation_id: str = "") -> PanelView:
    """Find a panel.

    Args:
        panel_id: of the panel.
        consultation_id: whose panel it must be; empty for any.

    Raises:
        NotFound: there is none, or it belongs to another consultation.
    """
    row = Panel.objects.select_related("consultation").filter(id=panel_id).first()
    if row is None or (consultation_id and row.consultation_id != consultation_id):
        raise NotFound
    return told(row)


def own_entry(by: Actor | None, found: PanelView) -> OwnEntry | None:
    """Find somebody's own part in a panel; None where they did not put themselves forward."""
    part = row_of(by, found.consultation_id)
    if part is None:
        return None
    entry = PanelEntry.objects.filter(panel=found.id, participant=part.id).first()
    if entry is None:
        return None
    row = Panel.objects.get(id=found.id)
    chance = None
    if row.lots:
        chance = chances(Lots.from_json(row.lots), tickets(row.pool)).get(entry.ticket)
    return OwnEntry(entry.ticket, entry.answers, EntryState(entry.state), chance)


def choices(found: PanelView) -> dict[Dimension, tuple[str, ...]]:
    """List what can be answered, by what quotas ask for; ``OTHER`` stands last."""
    known = equity.targets(found.consultation_id)
    offered: dict[Dimension, tuple[str, ...]] = {}
    for dimension in found.asked:
        groups = [one.category for one in known if one.dimension is dimension]
        groups += [one.category for one in found.quotas if one.dimension is dimension]
        offered[dimension] = (*dict.fromkeys(groups), OTHER)
    return offered


def told(row: Panel, *, entries: int | None = None) -> PanelView:
    """Tell a row as a plain value.

    Args:
        row: the panel.
        entries: how many put themselves forward, where that was counted before.
    """
    quotas = quotas_of(row.quotas)
    pool: Sequence[Ticket] = tickets(row.pool)
    lots = Lots.from_json(row.lots) if row.lots else None
    # Who can be on no panel at all is told as a number of its own, not as the smallest chance.
    able = [one for one in chances(lots, pool).values() if one] if lots else []
    known_by = pool_hash(pool, quotas, row.seats) if pool else ""
    return PanelView(
        id=row.id,
        consultation_id=row.consultation_id,
        name=row.name,
        offer=row.offer,
        seats=row.seats,
        quotas=quotas,
        state=PanelState(row.state),
        commitment=row.commitment,
        beacon=row.beacon,
        beacon_value=row.beacon_value,
        people=len(pool) if pool else row.entries.count() if entries is None else entries,
        pool_hash=known_by,
        smallest=min(able, default=None),
        largest=max(able, default=None),
        relaxed=quotas_of(row.problem.get("relaxed", [])),
        drawing=None if lots is None else _drawing(row, quotas, pool, known_by, lots),
        made_on=row.made_on,
        closed_on=row.closed_on,
        drawn_on=row.drawn_on,
        goes_on=bool(STAGES[Stage(row.consultation.stage)]),
    )


def quotas_of(plain: Sequence[Any]) -> tuple[Quota, ...]:
    """Read quotas as they are stored."""
    return tuple(Quota.from_json(one) for one in plain)


def _drawing(
    row: Panel, quotas: tuple[Quota, ...], pool: Sequence[Ticket], known_by: str, lots: Lots
) -> Drawing | None:
    if not row.revealed:
        return None
    return Drawing(
        name=row.name,
        seats=row.seats,
        quotas=quotas,
        pool=tuple(pool),
        pool_hash=known_by,
        commitment=row.commitment,
        seed=row.revealed,
        beacon=row.beacon,
        beacon_value=row.beacon_value,
        lots=lots,
        drawn=tuple(row.drawn["first"]),
        replaced=tuple(Replaced(one["gone"], one["came"]) for one in row.drawn["replaced"]),
    )
