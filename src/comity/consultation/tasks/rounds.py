"""What rounds do by the clock: they open and close at their time."""

import logging
from datetime import datetime

from comity.consultation.actions import rounds as actions
from comity.consultation.queries import rounds as queries
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import DomainError

log = logging.getLogger("comity.consultation")


def keep_time(now: datetime) -> None:
    """Open and close every round whose moment has come.

    One that a guard holds back waits for its organisers, who see why on its page: a text that was
    not published, or groups to whom nobody has reached out. People can go on contributing then.
    """
    opening, closing = queries.due(now)
    for round_id in opening:
        try:
            actions.open_now(round_id=round_id, by=SYSTEM, now=now)
        except DomainError as refusal:
            log.info("round %s waits: %s", round_id, refusal.code)
    for round_id in closing:
        try:
            actions.close(round_id=round_id, by=SYSTEM, now=now)
        except DomainError as refusal:
            log.info("round %s goes on: %s", round_id, refusal.code)
