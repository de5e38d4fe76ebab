"""What happens after what: the one table from facts to the functions that react to them.

A reaction is ``def f(subject: str, now: datetime) -> None`` somewhere in a ``tasks.py``. It is
written down in the transaction of its fact and run soon after by the worker, at least once.
"""

REACTIONS: dict[str, tuple[str, ...]] = {
    "account:linked": ("comity.signup.tasks.follow_person",),
    "account:unlinked": ("comity.signup.tasks.follow_unlinking",),
    "body:changed": ("comity.search.tasks.index_body",),
    "body:created": ("comity.search.tasks.index_body",),
    "case:proof_mail_asked": ("comity.cases.tasks.send_proof_letter",),
    "case:served": ("comity.cases.tasks.deliver_notice",),
    "code:put_in_force": ("comity.search.tasks.index_code", "comity.codes.tasks.follow_floor"),
    "code:signed": ("comity.signup.tasks.follow_signature",),
    "code:translated": ("comity.search.tasks.index_code",),
    "community:changed": ("comity.search.tasks.index_community",),
    "community:created": ("comity.search.tasks.index_community",),
    "contribution:changed": ("comity.consultation.tasks.conversation.leave_traces",),
    "contribution:made": ("comity.consultation.tasks.conversation.leave_traces",),
    "contribution:translated": ("comity.consultation.tasks.conversation.leave_traces",),
    "contribution:withdrawn": ("comity.consultation.tasks.conversation.leave_traces",),
    "measure:ended": ("comity.cases.tasks.close_if_done",),
    "measure:end_ordered": ("comity.measures.tasks.take_back",),
    "measure:expired": ("comity.cases.tasks.close_if_done",),
    "measure:ordered": ("comity.measures.tasks.execute",),
    "measure:refused": ("comity.cases.tasks.look_at_measure",),
    "measure:retry_ordered": ("comity.measures.tasks.execute",),
    "measure:stuck": ("comity.cases.tasks.look_at_measure",),
    "equity:targets_set": ("comity.consultation.tasks.equity.measure_now",),
    "opinion_map:asked": ("comity.consultation.tasks.opinions.draw_map",),
    "opinion_map:drawn": ("comity.consultation.tasks.opinions.measure_stability",),
    "opinion_map:drawn_early": ("comity.consultation.tasks.opinions.measure_stability",),
    "panel:pool_closed": ("comity.consultation.tasks.panels.work_out",),
    "person:erased": ("comity.signup.tasks.follow_unlinking",),
    "report:received": (
        "comity.cases.tasks.open_case",
        "comity.reports.tasks.fetch_evidence",
    ),
    "report:withdrawn": ("comity.cases.tasks.withdraw_case",),
    "round:answered": ("comity.consultation.tasks.conversation.sum_up_last",),
    "round:opened": (
        "comity.consultation.tasks.answers.carry_on",
        "comity.consultation.tasks.letters.write",
    ),
    "round:closed": (
        "comity.consultation.tasks.opinions.draw_closed",
        "comity.consultation.tasks.equity.measure_closed",
    ),
    "vault:key_made": ("comity.bodies.tasks.certify_seats",),
    "shared_login:kept": ("comity.wikis.tasks.check_shared",),
    "signing:effect_asked": ("comity.signup.tasks.look_at_effect",),
    "signing:group_chosen": ("comity.signup.tasks.fill",),
    "wiki:check_asked": ("comity.wikis.tasks.check_once",),
    "wiki:connected": ("comity.wikis.tasks.check",),
}

TOLD: tuple[str, ...] = (
    "comity.people.queries.told",
    "comity.record.queries.told",
    "comity.access.queries.told",
    "comity.vault.queries.told",
    "comity.bodies.queries.own.told",
    "comity.codes.queries.own.told",
    "comity.codes.queries.judging.told",
    "comity.signup.queries.told",
    "comity.consultation.queries.own.told",
    "comity.consultation.queries.conversation.told",
    "comity.consultation.queries.opinions.told",
    "comity.consultation.queries.equity.told",
    "comity.cases.queries.own.told",
)
"""What each package keeps about somebody, for their export. Each is
``def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]``: table to rows."""

NEEDING: tuple[str, ...] = (
    "comity.bodies.queries.own.refuse_while_seated",
    "comity.cases.queries.own.refuse_while_deciding",
)
"""Who may refuse that somebody is forgotten now. Each is
``def f(person_id: str, now: datetime) -> None`` and raises ``StillSeated``."""

FREEZING: tuple[str, ...] = ("comity.consultation.queries.answers.refuse_while_asked",)
"""What may refuse that a draft is frozen now. Each is ``def f(code_id: str, now: datetime)`` and
raises the refusal."""

FORGETTING: tuple[str, ...] = (
    "comity.access.actions.forget",
    "comity.vault.actions.forget",
    "comity.bodies.actions.own.forget",
    "comity.codes.actions.own.forget",
    "comity.codes.actions.judging.forget",
    "comity.consultation.actions.equity.forget",
    "comity.consultation.actions.own.forget",
    "comity.consultation.actions.conversation.forget",
)
"""What each package forgets with a person. Each is ``def f(person_id: str, now: datetime)``."""

EVERY_TICK: tuple[str, ...] = (
    "comity.bodies.tasks.keep_terms",
    "comity.consultation.tasks.equity.watch",
    "comity.consultation.tasks.conversation.sum_up",
    "comity.consultation.tasks.rounds.keep_time",
    "comity.consultation.tasks.letters.send",
    "comity.people.tasks.forget_ended_sessions",
    "comity.people.tasks.forget_wrong_tries",
    "comity.people.tasks.forget_answers",
    "comity.people.tasks.forget_ended_tokens",
    "comity.people.tasks.erase_who_left",
    "comity.measures.tasks.expire",
    "comity.cases.tasks.watch",
    "comity.codes.tasks.read_waiting",
    "comity.codes.tasks.check_missed",
    "comity.signup.tasks.keep_groups",
    "comity.signup.tasks.watch_effects",
    "comity.notices.tasks.send",
    "comity.search.tasks.begin",
    "comity.vault.tasks.renew",
)
"""Each is ``def f(now: datetime) -> None``, run once a minute by ``comity tick``."""

SEALED: tuple[tuple[str, str, str], ...] = (
    ("record.LineKey", "sealed", "line {line}"),
    ("people.NoticeAddress", "sealed", "notice address"),
    ("people.Provider", "secret", "provider {id}"),
    ("wikis.Wiki", "credentials", "wiki-credentials {id}"),
    ("wikis.SharedLogin", "credentials", "shared-wiki-credentials {id}"),
    ("reports.Evidence", "sealed", "evidence to fetch"),
    ("measures.Measure", "order", "measure order"),
    ("measures.Measure", "proof", "measure proof"),
    ("consultation.Panel", "seed", "panel seed {id}"),
    ("cases.Delivery", "account", "account to reach"),
    ("cases.Delivery", "receipt", "receipt to release"),
    ("cases.Delivery", "proof", "proof of delivery"),
    ("cases.ProofLetter", "letter", "proof letter"),
)
"""What is sealed to the service and must be sealed anew when its keys are: model, column, purpose.

A test compares this with docs/COLUMNS.toml. Whatever is missing here would keep an old key needed
without anybody knowing, and would be lost with it.
"""
