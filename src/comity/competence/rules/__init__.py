"""Which body may decide, with reasons. Plain Python: no tables, no clock, no web."""

from comity.competence.rules.routing import (
    AppealTarget,
    Matter,
    Routed,
    appeal_target,
    classes_of,
    route,
)
from comity.competence.rules.structure import (
    Body,
    CaseFacts,
    Mandate,
    Place,
    Reason,
    Seat,
    Structure,
    Why,
)
from comity.competence.rules.table import Row, table
from comity.competence.rules.walk import (
    Answer,
    Competent,
    Step,
    competence,
    eligible,
    needed_level,
    who_handles,
)

__all__ = [
    "Answer",
    "AppealTarget",
    "Body",
    "CaseFacts",
    "Competent",
    "Mandate",
    "Matter",
    "Place",
    "Reason",
    "Routed",
    "Row",
    "Seat",
    "Step",
    "Structure",
    "Why",
    "appeal_target",
    "classes_of",
    "competence",
    "eligible",
    "needed_level",
    "route",
    "table",
    "who_handles",
]
