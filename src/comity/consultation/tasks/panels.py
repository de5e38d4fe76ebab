"""Working out which panels can be drawn. It can run twice; only the first time counts."""

from datetime import datetime

from comity.consultation.actions import panels as actions
from comity.consultation.engine.lot import Relaxed, lots
from comity.consultation.queries import panels as queries


def work_out(subject: str, now: datetime) -> None:
    """Work out the panels that can be drawn from a pool that was closed. The subject is a panel."""
    fixed = queries.fixed(subject)
    if fixed is None:
        return
    found = lots(fixed.pool, fixed.quotas, fixed.seats)
    if isinstance(found, Relaxed):
        actions.note_lots(panel_id=subject, lots=None, relaxed=found.quotas, now=now)
    else:
        actions.note_lots(panel_id=subject, lots=found, relaxed=(), now=now)
