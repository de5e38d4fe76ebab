"""Panels as everybody sees them, with all that a draw can be checked by."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.consultation.queries import panels as queries
from comity.consultation.queries import rounds
from comity.consultation.rules.lot import Quota
from comity.consultation.rules.lot_audit import audit
from comity.consultation.rules.panels import EntryState, PanelState
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.web.acting import reader
from comity.web.consultation import receipts
from comity.web.consultation.equity.told import percent
from comity.web.consultation.equity.words import DIMENSIONS, group
from comity.web.consultation.panels.words import OWN, STATES
from comity.web.consultation.rounds import told

SEVERAL = 60
"""Tickets that a page shows; the file has them all."""


@require_safe
def panels(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """List the panels of a consultation."""
    found = rounds.consultation(consultation_id)
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "rows": [(one, *STATES[one.state]) for one in queries.panels(consultation_id)],
        "runs": rounds.may_run(reader(request), found.community_id),
    }
    return render(request, "consultation/panels_list.html", context)


@require_safe
def panel(request: HttpRequest, consultation_id: str, panel_id: str) -> HttpResponse:
    """Show a panel: how to get on it, where it stands, and whether the draw holds."""
    found = rounds.consultation(consultation_id)
    here = queries.panel(panel_id, consultation_id=consultation_id)
    by = receipts.acting(request, consultation_id)
    own = queries.own_entry(by, here)
    state, tone = STATES[here.state]
    seated = here.drawing.seated if here.drawing else ()
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "panel": here,
        "state": state,
        "tone": tone,
        "quotas": rows(here.quotas),
        "relaxed": rows(one for one in here.relaxed if one not in here.quotas),
        "smallest": percent(here.smallest),
        "largest": percent(here.largest),
        "own": own,
        "known": by is not None,
        "own_state": OWN[own.state] if own else "",
        "own_chance": percent(own.chance) if own and here.state is PanelState.READY else "",
        "own_serves": own is not None and own.state is not EntryState.STEPPED_DOWN,
        "checks": [
            (
                one.holds,
                words(f"lot_check_{one.code}{'' if one.holds else '_failed'}", **one.detail),
            )
            for one in (audit(here.drawing) if here.drawing else ())
        ],
        "seated": seated[:SEVERAL],
        "more": max(0, len(seated) - SEVERAL),
        "runs": rounds.may_run(reader(request), found.community_id),
    }
    return render(request, "consultation/panels_one.html", context)


@require_safe
def file(request: HttpRequest, consultation_id: str, panel_id: str) -> HttpResponse:
    """Give all that a draw can be checked by, once it took place."""
    del request
    here = queries.panel(panel_id, consultation_id=consultation_id)
    if here.drawing is None:
        raise NotFound
    answer = JsonResponse(here.drawing.as_json(), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="lot.json"'
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def rows(quotas: Iterable[Quota]) -> list[tuple[object, str, int, int]]:
    """Say quotas as people read them."""
    return [
        (DIMENSIONS[one.dimension], group(one.dimension, one.category), one.least, one.most)
        for one in quotas
    ]
