"""Which direction makes each number of a charter stricter, so that no community goes below it.

Stricter means: protects more. For a deadline that binds a body, sooner; for a term that people
have to answer in, longer; for how many must agree, more.
"""

from enum import StrEnum, auto


class Stricter(StrEnum):
    """Where a number must go to protect more."""

    LOWER = auto()
    HIGHER = auto()
    NEITHER = auto()


DIRECTIONS: dict[str, Stricter] = {
    "handlers_minimum": Stricter.HIGHER,
    "appeals.long_suspension_days": Stricter.LOWER,
    "deadlines.acknowledge": Stricter.LOWER,
    "deadlines.triage": Stricter.LOWER,
    "deadlines.seating": Stricter.LOWER,
    "deadlines.referral": Stricter.LOWER,
    "deadlines.reporter_answer": Stricter.HIGHER,
    "deadlines.inquiry": Stricter.LOWER,
    "deadlines.answer": Stricter.HIGHER,
    "deadlines.answer_extension": Stricter.HIGHER,
    "deadlines.deliberation": Stricter.LOWER,
    "deadlines.measures": Stricter.LOWER,
    "deadlines.decline_review": Stricter.LOWER,
    "deadlines.appeal_window": Stricter.HIGHER,
    "deadlines.appeal_window_long": Stricter.HIGHER,
    "deadlines.appeal_decision": Stricter.LOWER,
    "deadlines.stay": Stricter.LOWER,
    "deadlines.challenge": Stricter.LOWER,
    "deadlines.interim": Stricter.LOWER,
    "deadlines.execution": Stricter.LOWER,
    "deadlines.whole_case": Stricter.LOWER,
    "panel.*": Stricter.HIGHER,
    "majorities.*.numerator": Stricter.HIGHER,
    "majorities.*.denominator": Stricter.LOWER,
    "majorities.*.quorum": Stricter.HIGHER,
    "majorities.severe_from_severity": Stricter.LOWER,
    "majorities.severe_from_level": Stricter.LOWER,
    "competence.former_member_days": Stricter.HIGHER,
    "competence.event_ceiling": Stricter.LOWER,
    "competence.movement_floor": Stricter.LOWER,
    "emergency.hours": Stricter.LOWER,
    "emergency.severity": Stricter.LOWER,
    "guideline.severity.*": Stricter.HIGHER,
    "guideline.repeated_history": Stricter.HIGHER,
    "guideline.breach_history": Stricter.HIGHER,
    "guideline.adjustment_most": Stricter.LOWER,
    "guideline.measures.*.longest_days": Stricter.LOWER,
    "guideline.measures.*.review_days": Stricter.LOWER,
    # More history protects those who may be harmed, less the one who was measured: both are
    # people, so a community may go neither way.
    "guideline.measures.*.valid_days": Stricter.NEITHER,
    "guideline.measures.*.history": Stricter.NEITHER,
}
"""By key; a star stands for any one part."""


def stricter_direction(key: str) -> Stricter:
    """Say which direction makes a number stricter.

    Args:
        key: with dots, as in ``deadlines.answer``.

    Raises:
        KeyError: it is no number of a charter.
    """
    parts = key.split(".")
    for pattern, direction in DIRECTIONS.items():
        wanted = pattern.split(".")
        if len(wanted) == len(parts) and all(
            one in ("*", part) for one, part in zip(wanted, parts, strict=True)
        ):
            return direction
    raise KeyError(key)
