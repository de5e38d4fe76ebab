"""Everything that is looked at, in one table."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from comity.upkeep.queries import (
    bodies,
    clock,
    codes,
    configuration,
    database,
    keys,
    mail,
    queues,
    wikis,
)
from comity.upkeep.queries.ready import is_ready as is_ready
from comity.upkeep.rules import Area, Trouble, Weight

log = logging.getLogger("comity.upkeep")
Check = Callable[[datetime], Iterator[Trouble]]

FIRST: tuple[tuple[Area, Check], ...] = (
    (Area.CONFIGURATION, configuration.unusual_settings),
    (Area.DATABASE, database.out_of_reach),
)
"""Without a database the rest cannot be asked."""

NEAR: tuple[tuple[Area, Check], ...] = (
    (Area.MIGRATIONS, database.migrations),
    (Area.DATABASE, database.writable),
    (Area.DATABASE, database.free_space),
    (Area.DATABASE, database.log_of_changes),
    (Area.KEYS, keys.key_file),
    (Area.CLOCK, clock.set_back),
    (Area.CLOCK, clock.not_ticking),
    (Area.QUEUES, queues.backlog),
    (Area.QUEUES, queues.dead),
    (Area.QUEUES, queues.held),
    (Area.MAIL, mail.letters),
    (Area.WIKIS, wikis.last_known),
    (Area.BODIES, bodies.communities_without_handlers),
    (Area.BODIES, bodies.bodies_that_fall_short),
    (Area.CODES, codes.words_that_nobody_judges),
)
"""What is known here, in well under a second. A page may ask this."""

FAR: tuple[tuple[Area, Check], ...] = (
    (Area.DATABASE, database.integrity),
    (Area.MAIL, mail.server),
    (Area.WIKIS, wikis.reachable),
)
"""What reads the whole database or asks other machines, and so may take long."""


def troubles(now: datetime, *, far: bool) -> list[Trouble]:
    """Look at everything and list what is wrong.

    Args:
        now: the moment, with its time zone.
        far: also ask other machines, and read the whole database.
    """
    found = _all(FIRST, now)
    if any(one.area is Area.DATABASE for one in found):
        return found
    return found + _all(NEAR + (FAR if far else ()), now)


def _all(checks: tuple[tuple[Area, Check], ...], now: datetime) -> list[Trouble]:
    return [one for area, check in checks for one in _tried(area, check, now)]


def _tried(area: Area, check: Check, now: datetime) -> list[Trouble]:
    try:
        return list(check(now))
    except Exception as problem:
        # A check that breaks is itself something to mend; the others still have their say.
        log.exception("the check %s broke", check.__name__)
        detail = {"check": check.__name__, "problem": type(problem).__name__}
        return [Trouble(area, "check_broke", Weight.BROKEN, detail)]
