"""Which body may decide, with reasons. Plain Python: no tables, no clock, no web."""

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
    "Body",
    "CaseFacts",
    "Competent",
    "Mandate",
    "Place",
    "Reason",
    "Row",
    "Seat",
    "Step",
    "Structure",
    "Why",
    "competence",
    "eligible",
    "needed_level",
    "table",
    "who_handles",
]
