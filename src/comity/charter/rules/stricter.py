"""Which direction makes each number of a charter stricter, so that no community goes below it.

Stricter means: protects more. For a deadline that binds a body, sooner; for a term that people
have to answer in, longer; for how many must agree, more.
"""

from functools import lru_cache

from comity.charter.rules.agreed import ROLE_NUMBERS
from comity.charter.rules.origins import fits
from comity.kernel.order import Bound, Direction

DIRECTIONS: dict[str, Direction] = {
    "handlers_minimum": Direction.AT_LEAST,
    "appeals.long_suspension_days": Direction.AT_MOST,
    "deadlines.acknowledge": Direction.AT_MOST,
    "deadlines.triage": Direction.AT_MOST,
    "deadlines.seating": Direction.AT_MOST,
    "deadlines.referral": Direction.AT_MOST,
    "deadlines.reporter_answer": Direction.AT_LEAST,
    "deadlines.inquiry": Direction.AT_MOST,
    "deadlines.answer": Direction.AT_LEAST,
    "deadlines.answer_extension": Direction.AT_LEAST,
    "deadlines.deliberation": Direction.AT_MOST,
    "deadlines.measures": Direction.AT_MOST,
    "deadlines.decline_review": Direction.AT_MOST,
    "deadlines.appeal_window": Direction.AT_LEAST,
    "deadlines.appeal_window_long": Direction.AT_LEAST,
    "deadlines.appeal_decision": Direction.AT_MOST,
    "deadlines.stay": Direction.AT_MOST,
    "deadlines.challenge": Direction.AT_MOST,
    "deadlines.interim": Direction.AT_MOST,
    "deadlines.execution": Direction.AT_MOST,
    "deadlines.whole_case": Direction.AT_MOST,
    "panel.*": Direction.AT_LEAST,
    "majorities.*.numerator": Direction.AT_LEAST,
    "majorities.*.denominator": Direction.AT_MOST,
    "majorities.*.share": Direction.AT_LEAST,
    "majorities.*.quorum": Direction.AT_LEAST,
    "majorities.severe_from_severity": Direction.AT_MOST,
    "majorities.severe_from_level": Direction.AT_MOST,
    "competence.former_member_days": Direction.AT_LEAST,
    "competence.event_ceiling": Direction.AT_MOST,
    "competence.movement_floor": Direction.AT_MOST,
    "emergency.hours": Direction.AT_MOST,
    "emergency.severity": Direction.AT_MOST,
    "emergency.subjects": Direction.SUPERSET,
    "emergency.steps": Direction.SUPERSET,
    "guideline.severity.*": Direction.AT_LEAST,
    "guideline.severity.*.*": Direction.AT_LEAST,
    "guideline.repeated_history": Direction.AT_LEAST,
    "guideline.breach_history": Direction.AT_LEAST,
    "guideline.adjustment_most": Direction.AT_MOST,
    "guideline.measures.*.longest_days": Direction.AT_MOST,
    "guideline.measures.*.review_days": Direction.AT_MOST,
    # More history protects those who may be harmed, less the one who was measured: both are
    # people, so a community may go neither way.
    "guideline.measures.*.valid_days": Direction.EXACT,
    "guideline.measures.*.history": Direction.EXACT,
    "ballots.*.share": Direction.AT_LEAST,
    "ballots.*.quorum": Direction.AT_LEAST,
    "ballots.*.in_favour": Direction.AT_LEAST,
    "ballots.*.net": Direction.AT_LEAST,
    "ballots.*.wait": Direction.AT_LEAST,
    "ballots.*.also": Direction.SUPERSET,
    "signing.roles": Direction.SUPERSET,
    "signing.grace_days": Direction.AT_MOST,
    **{f"roles.*.{key}": direction for key, direction in ROLE_NUMBERS.items()},
}
"""By key; a star stands for any one part."""


def stricter_direction(key: str) -> Direction:
    """Say which direction makes a number stricter.

    Args:
        key: with dots, as in ``deadlines.answer``.

    Raises:
        KeyError: it is no number of a charter.
    """
    direction = _listed(key)
    if direction is None:
        raise KeyError(key)
    return direction


@lru_cache(maxsize=4096)  # a charter has a few hundred; whoever writes one may invent more
def _listed(key: str) -> Direction | None:
    parts = key.split(".")
    found = (direction for pattern, direction in DIRECTIONS.items() if fits(pattern, parts))
    return next(found, None)


def bound(key: str, value: int) -> Bound:
    """Turn a number of a charter into what communities may only tighten.

    Raises:
        KeyError: it is no number of a charter.
    """
    unit = "days" if key.startswith("deadlines.") or key.endswith("_days") else ""
    return Bound(stricter_direction(key), value, unit=unit)
