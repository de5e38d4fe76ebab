"""Whether requests can be answered and the clock ticks: cheap, as it is asked all the time."""

from datetime import datetime

from django.db import DatabaseError

from comity.record.queries import key_file_fits, last_minute
from comity.upkeep.queries.database import missing_migrations
from comity.upkeep.rules import is_fresh


def is_ready(now: datetime) -> bool:
    """Tell whether the database answers, its tables and keys fit, and the clock ticks.

    Why not is for those who may run ``comity check``.
    """
    try:
        return not missing_migrations() and key_file_fits() and is_fresh(last_minute(), now)
    except DatabaseError:
        return False
