"""What bodies do later: certify keys that were made after their holder was seated, end terms."""

from datetime import datetime

from comity.bodies import actions, queries
from comity.kernel.actors import SYSTEM
from comity.kernel.spans import day_of


def certify_seats(subject: str, now: datetime) -> None:
    """Certify a new key for every founding seat its holder has. The subject is a person.

    Where two people look at what is certified, another key is not certified unseen; see
    ``propose_key``.
    """
    today = day_of(now)
    for seat in queries.seats_of_person(subject, today):
        if not (seat.founding and queries.founding(seat.body_id, today)):
            continue
        actions.certify_seat(seat=seat, by=SYSTEM, now=now)


def keep_terms(now: datetime) -> None:
    """Begin the terms that begin today, free the seats whose term is over, drop old proposals."""
    actions.begin_terms(now=now)
    actions.expire_proposals(now=now)
    for seat_id in queries.overdue_seats(day_of(now)):
        actions.close_term(seat_id=seat_id, by=SYSTEM, now=now)
