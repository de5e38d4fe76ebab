"""Panels by lot over the API. What pages show is public."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from comity.api.consultation.equity import HERE, AboutMe, OutreachMadeOut
from comity.api.pages import USUAL, After, Limit, Page, page
from comity.consultation.actions import panels as actions
from comity.consultation.queries import panels as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.panels import PanelView
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota
from comity.kernel.errors import NotFound
from comity.people.queries import actor

router = Router(tags=["taking part"])


class QuotaOut(Schema):
    """How many members come from a group."""

    dimension: str
    category: str
    least: int
    most: int


class PanelOut(Schema):
    """A panel that is drawn by lot.

    Attributes:
        commitment: SHA-256 of the seed, published before the pool closes.
        pool_hash: of tickets, quotas and seats; empty while the pool is open.
        smallest: the smallest chance of anybody whom a panel can have; null until it is known.
        largest: the largest one.
        relaxed: quotas that could be kept, where those asked for cannot.
        seated: tickets that have a seat now.
    """

    id: str
    name: str
    offer: str
    seats: int
    quotas: list[QuotaOut]
    state: str
    commitment: str
    beacon: str
    beacon_value: str
    people: int
    pool_hash: str
    smallest: float | None
    largest: float | None
    relaxed: list[QuotaOut]
    seated: list[str]
    made_on: date
    closed_on: date | None
    drawn_on: date | None


class QuotaIn(Schema):
    """How many members come from a group."""

    dimension: Dimension
    category: Annotated[str, Field(min_length=1, max_length=80)]
    least: int
    most: int


class PanelIn(Schema):
    """A panel; without quotas everybody is as likely as everybody else."""

    name: Annotated[str, Field(max_length=300)]
    offer: Annotated[str, Field(max_length=2_000)] = ""
    seats: int
    quotas: Annotated[list[QuotaIn], Field(max_length=400)] = []
    beacon: Annotated[str, Field(max_length=300)] = ""


class NumberIn(Schema):
    """The public number that was promised; empty where none was."""

    beacon_value: Annotated[str, Field(max_length=300)] = ""


@router.get(f"{HERE}/panels", response=Page[PanelOut], auth=None)
def list_panels(
    request: HttpRequest, consultation_id: str, after: After = "", limit: Limit = USUAL
) -> object:
    """List the panels of a consultation."""
    rounds.consultation(consultation_id)
    found = queries.panels(consultation_id)
    return page(request, found, after, limit, name=lambda one: one.id, show=_panel)


@router.post(f"{HERE}/panels", response={201: OutreachMadeOut})
def open_pool(request: HttpRequest, consultation_id: str, typed: PanelIn) -> object:
    """Let people put themselves forward for a panel."""
    quotas = [Quota(one.dimension, one.category, one.least, one.most) for one in typed.quotas]
    made = actions.open_pool(
        consultation_id=consultation_id,
        name=typed.name,
        offer=typed.offer,
        seats=typed.seats,
        quotas=quotas,
        beacon=typed.beacon,
        by=actor(request.user),
        now=timezone.now(),
    )
    return Status(201, OutreachMadeOut(id=made))


@router.get("/panels/{panel_id}", response=PanelOut, auth=None)
def panel(request: HttpRequest, panel_id: str) -> object:
    """Show a panel."""
    del request
    return _panel(queries.panel(panel_id))


@router.get("/panels/{panel_id}/lot", response=dict[str, Any], auth=None)
def lot(request: HttpRequest, panel_id: str) -> object:
    """Give all that a draw can be checked by: the file for ``comity consultation lot-audit``."""
    del request
    found = queries.panel(panel_id)
    if found.drawing is None:
        raise NotFound
    return found.drawing.as_json()


@router.put("/panels/{panel_id}/me", response={204: None})
def put_forward(request: HttpRequest, panel_id: str, typed: AboutMe) -> object:
    """Put oneself forward; the answers stand in the public file without one's name."""
    actions.put_forward(
        panel_id=panel_id, answers=typed.said, by=actor(request.user), now=timezone.now()
    )
    return Status(204, None)


@router.delete("/panels/{panel_id}/me", response={204: None})
def take_back(request: HttpRequest, panel_id: str) -> object:
    """Not serve on a panel, whatever one said before."""
    actions.take_back(panel_id=panel_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/panels/{panel_id}/closing", response={204: None})
def close_pool(request: HttpRequest, panel_id: str) -> object:
    """Let nobody in any more; which panels can be drawn is worked out in the background."""
    actions.close_pool(panel_id=panel_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/panels/{panel_id}/relaxing", response={204: None})
def relax(request: HttpRequest, panel_id: str) -> object:
    """Take the nearest quotas that can be kept."""
    actions.relax(panel_id=panel_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


@router.post("/panels/{panel_id}/draw", response=PanelOut)
def draw(request: HttpRequest, panel_id: str, typed: NumberIn) -> object:
    """Publish the seed, and draw the panel that follows from it."""
    actions.draw_panel(
        panel_id=panel_id,
        beacon_value=typed.beacon_value,
        by=actor(request.user),
        now=timezone.now(),
    )
    return _panel(queries.panel(panel_id))


@router.delete("/panels/{panel_id}/seats/{ticket}", response=PanelOut)
def free_seat(request: HttpRequest, panel_id: str, ticket: str) -> object:
    """Give the seat of somebody who does not come to somebody else, drawn by the same seed."""
    actions.free_seat(panel_id=panel_id, ticket=ticket, by=actor(request.user), now=timezone.now())
    return _panel(queries.panel(panel_id))


@router.delete("/panels/{panel_id}", response={204: None})
def cancel(request: HttpRequest, panel_id: str) -> object:
    """Cancel a panel; its seed is thrown away."""
    actions.cancel_panel(panel_id=panel_id, by=actor(request.user), now=timezone.now())
    return Status(204, None)


def _panel(one: PanelView) -> PanelOut:
    return PanelOut(
        id=one.id,
        name=one.name,
        offer=one.offer,
        seats=one.seats,
        quotas=[_quota(quota) for quota in one.quotas],
        state=one.state,
        commitment=one.commitment,
        beacon=one.beacon,
        beacon_value=one.beacon_value,
        people=one.people,
        pool_hash=one.pool_hash,
        smallest=one.smallest,
        largest=one.largest,
        relaxed=[_quota(quota) for quota in one.relaxed],
        seated=list(one.drawing.seated) if one.drawing else [],
        made_on=one.made_on,
        closed_on=one.closed_on,
        drawn_on=one.drawn_on,
    )


def _quota(one: Quota) -> QuotaOut:
    return QuotaOut(dimension=one.dimension, category=one.category, least=one.least, most=one.most)
