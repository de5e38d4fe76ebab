"""What people's accounts do by the clock."""

import logging
from datetime import datetime

from comity.kernel.spans import day_of
from comity.people.actions import answers, erase, tokens
from comity.people.actions.tries import forget_old
from comity.people.errors import StillSeated
from comity.people.queries import leaving_by
from comity.people.sessions import SessionStore

log = logging.getLogger("comity.people")


def forget_ended_sessions(now: datetime) -> None:
    """Delete sessions whose last day is over."""
    SessionStore.forget_before(now.date())


def erase_who_left(now: datetime) -> None:
    """Forget those who asked for it and whose day has come; who sits somewhere waits."""
    for person_id in leaving_by(day_of(now)):
        try:
            erase(person_id=person_id, now=now)
        except StillSeated:
            log.info("somebody who wants to be forgotten still holds a seat")


def forget_wrong_tries(now: datetime) -> None:
    """Delete counts of wrong tries that count no more."""
    forget_old(now=now)


def forget_answers(now: datetime) -> None:
    """Delete answers that were kept for whoever sends the same call again."""
    answers.forget_old(now=now)


def forget_ended_tokens(now: datetime) -> None:
    """Delete tokens whose last day is over."""
    tokens.forget_ended(now=now)
