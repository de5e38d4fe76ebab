"""What is new about codes beside versions in force: frozen ones, and drafts that were published."""

from datetime import datetime

from comity.codes.models import DraftEdition
from comity.codes.queries.editions import Edition, told_edition
from comity.codes.queries.versions import State, Version, rows, told_version
from comity.record.queries import latest_public_lines

FROZEN = ("code:frozen",)
MOST_LINES = 500
"""Of the open record that are looked through; what was frozen longer ago is no news."""


def latest_editions(at_most: int, *, community_id: str = "") -> list[Edition]:
    """List the drafts that were published last, the newest first; of one community or of all."""
    found = DraftEdition.objects.select_related("version__code").defer("document")
    if community_id:
        found = found.filter(version__code__community=community_id)
    return [told_edition(row) for row in found.order_by("-made_on", "-number", "id")[:at_most]]


def latest_frozen(at_most: int, *, community_id: str = "") -> list[tuple[Version, datetime]]:
    """List versions that are frozen and not in force yet, the newest first, with the moment."""
    found = rows().filter(state=State.FROZEN)
    if community_id:
        found = found.filter(code__community=community_id)
    versions: dict[tuple[str, object], Version] = {
        (row.code_id, row.number): told_version(row) for row in found
    }
    if not versions:
        return []
    news = []
    for line in latest_public_lines(kinds=FROZEN, at_most=MOST_LINES):
        version = versions.pop((line.subject, line.shown.get("number")), None)
        if version is not None:
            news.append((version, datetime.fromisoformat(line.at)))
    return news[:at_most]
