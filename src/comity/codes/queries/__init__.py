"""What can be known about codes. All of it is public but drafts, which their authors see."""

from comity.codes.queries.binding import (
    FloorFindings,
    effective_code,
    floor_findings,
    redline,
)
from comity.codes.queries.drafts import (
    Chosen,
    Template,
    draft_of,
    names_above,
    shipped,
    template,
    templates,
)
from comity.codes.queries.editions import (
    Edition,
    edition,
    edition_document,
    edition_text,
    editions,
    editions_of,
)
from comity.codes.queries.telling import (
    ToldFinding,
    named,
    tell,
    tell_bound,
)
from comity.codes.queries.versions import (
    State,
    Version,
    code_in_force,
    communities_with_codes,
    community_of,
    document,
    latest_in_force,
    universal_in_force,
    version,
    versions,
)

__all__ = [
    "Chosen",
    "Edition",
    "FloorFindings",
    "State",
    "Template",
    "ToldFinding",
    "Version",
    "code_in_force",
    "communities_with_codes",
    "community_of",
    "document",
    "draft_of",
    "edition",
    "edition_document",
    "edition_text",
    "editions",
    "editions_of",
    "effective_code",
    "floor_findings",
    "latest_in_force",
    "named",
    "names_above",
    "redline",
    "shipped",
    "tell",
    "tell_bound",
    "template",
    "templates",
    "universal_in_force",
    "version",
    "versions",
]
