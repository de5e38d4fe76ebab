"""What happens after what: the one table from facts to the functions that react to them.

A reaction is ``def f(subject: str, now: datetime) -> None`` somewhere in a ``tasks.py``. It is
written down in the transaction of its fact and run soon after by the worker, at least once.
"""

REACTIONS: dict[str, tuple[str, ...]] = {
    "measure:end_ordered": ("comity.measures.tasks.take_back",),
    "measure:ordered": ("comity.measures.tasks.execute",),
    "measure:retry_ordered": ("comity.measures.tasks.execute",),
    "report:received": ("comity.reports.tasks.fetch_evidence",),
    "vault:key_made": ("comity.bodies.tasks.certify_seats",),
    "wiki:connected": ("comity.wikis.tasks.check",),
}

EVERY_TICK: tuple[str, ...] = (
    "comity.bodies.tasks.keep_terms",
    "comity.people.tasks.forget_ended_sessions",
    "comity.measures.tasks.expire",
    "comity.notices.tasks.send",
)
"""Each is ``def f(now: datetime) -> None``, run once a minute by ``comity tick``."""
