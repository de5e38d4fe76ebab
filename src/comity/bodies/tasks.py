"""What bodies do later: certify keys that were made after their holder was seated, end terms."""

from datetime import datetime

from comity.bodies import actions, queries
from comity.kernel.actors import SYSTEM
from comity.kernel.spans import day_of
from comity.vault.queries import was_certified


def certify_seats(subject: str, now: datetime) -> None:
    """Certify a first key for every founding seat its holder has. The subject is a person.

    Another key is never certified unseen, as whoever stole a password can make one, nor is any
    where two people look at what is certified; see ``propose_key``.
    """
    today = day_of(now)
    for seat in queries.seats_of_person(subject, today):
        founding = seat.founding and queries.founding(seat.body_id, today)
        if founding and not was_certified(seat.id):
            actions.certify_seat(seat=seat, by=SYSTEM, now=now)


def keep_terms(now: datetime) -> None:
    """Begin the terms that begin today, free the seats whose term is over, drop old proposals."""
    actions.begin_terms(now=now)
    actions.expire_proposals(now=now)
    for seat_id in queries.overdue_seats(day_of(now)):
        actions.close_term(seat_id=seat_id, by=SYSTEM, now=now)
