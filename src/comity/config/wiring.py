"""What happens after what: the one table from facts to the functions that react to them.

A reaction is ``def f(subject: str, now: datetime) -> None`` somewhere in a ``tasks.py``. It is
written down in the transaction of its fact and run soon after by the worker, at least once.
"""

REACTIONS: dict[str, tuple[str, ...]] = {
    "case:proof_mail_asked": ("comity.cases.tasks.send_proof_letter",),
    "case:served": ("comity.cases.tasks.deliver_notice",),
    "measure:ended": ("comity.cases.tasks.close_if_done",),
    "measure:end_ordered": ("comity.measures.tasks.take_back",),
    "measure:expired": ("comity.cases.tasks.close_if_done",),
    "measure:ordered": ("comity.measures.tasks.execute",),
    "measure:refused": ("comity.cases.tasks.look_at_measure",),
    "measure:retry_ordered": ("comity.measures.tasks.execute",),
    "measure:stuck": ("comity.cases.tasks.look_at_measure",),
    "report:received": (
        "comity.cases.tasks.open_case",
        "comity.reports.tasks.fetch_evidence",
    ),
    "report:withdrawn": ("comity.cases.tasks.withdraw_case",),
    "vault:key_made": ("comity.bodies.tasks.certify_seats",),
    "wiki:connected": ("comity.wikis.tasks.check",),
}

EVERY_TICK: tuple[str, ...] = (
    "comity.bodies.tasks.keep_terms",
    "comity.people.tasks.forget_ended_sessions",
    "comity.measures.tasks.expire",
    "comity.cases.tasks.watch",
    "comity.notices.tasks.send",
)
"""Each is ``def f(now: datetime) -> None``, run once a minute by ``comity tick``."""
