"""What can be known about reports, and by whom. Nothing here writes anything."""

from comity.reports.queries.audience import (
    LookedUp,
    audience,
    audience_of,
    look_up,
    provider_at,
    reachable,
)
from comity.reports.queries.correspondence import (
    Correspondence,
    correspondence,
    file_of,
    of_draft,
    report,
    report_of,
    told_to_reporter,
)
from comity.reports.queries.evidence import (
    EVIDENCE_PURPOSE,
    Wanted,
    check_evidence,
    evidence_wanted,
    pointers,
)

__all__ = [
    "EVIDENCE_PURPOSE",
    "Correspondence",
    "LookedUp",
    "Wanted",
    "audience",
    "audience_of",
    "check_evidence",
    "correspondence",
    "evidence_wanted",
    "file_of",
    "look_up",
    "of_draft",
    "pointers",
    "provider_at",
    "reachable",
    "report",
    "report_of",
    "told_to_reporter",
]
