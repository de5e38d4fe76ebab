"""Bodies: can every report be opened by enough people?"""

from collections.abc import Iterator
from datetime import datetime

from comity.charter.queries import charter_in_force, installation
from comity.competence.queries import concerns, gaps
from comity.upkeep.rules import Area, Trouble, Weight


def communities_without_handlers(now: datetime) -> Iterator[Trouble]:
    """Name each community from which no chain of bodies reaches enough certified keys."""
    if installation() is None:
        yield Trouble(Area.BODIES, "check_nothing_set_up", Weight.BROKEN)
        return
    needed = charter_in_force().handlers_minimum
    for gap in gaps(now.date()):
        detail = {
            "community": gap.community,
            "subject": gap.subject,
            "severity": gap.severity,
            "needed": needed,
        }
        yield Trouble(Area.BODIES, "check_no_handlers", detail=detail)


def bodies_that_fall_short(now: datetime) -> Iterator[Trouble]:
    """Name what will soon keep a body or a community from being served."""
    if installation() is None:
        return
    for one in concerns(now.date()):
        yield Trouble(Area.BODIES, one.code, detail=one.told)
