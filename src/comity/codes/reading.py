"""Reading long texts that somebody brings in, while nobody waits."""

from datetime import datetime

from comity.codes.actions.importing import forget_imports, read_import
from comity.codes.queries.importing import waiting_imports


def read_waiting(now: datetime) -> None:
    """Read the oldest import that waits, and forget those that nobody went on with."""
    forget_imports(now=now)
    for import_id in waiting_imports()[:1]:
        read_import(import_id=import_id)
