"""What happens to measures later: carrying out, taking back, running out. All can run twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from comity.kernel.errors import DomainError, Later
from comity.measures import actions, queries
from comity.measures.queries import Work
from comity.measures.rules import State, wait
from comity.messages import words
from comity.wikis.errors import (
    BlockedDifferently,
    NoSuchAccount,
    NoSuchPage,
    WikiCannot,
    WikiTrouble,
)
from comity.wikis.mediawiki import MediaWiki, Patience
from comity.wikis.queries import client_for
from comity.wikis.queries import wiki as wiki_of

ONCE = Patience(tries=1)
"""The task itself is tried again, so that nobody waits inside it."""

REFUSED = (WikiCannot, NoSuchAccount, NoSuchPage, BlockedDifferently)
"""What trying again will not mend."""


def execute(subject: str, now: datetime) -> None:
    """Carry out a measure on its wiki, once, however often this is called.

    Raises:
        Later: the wiki did not do it; it is tried again.
    """
    work = queries.work(subject, state=State.TO_EXECUTE)
    if work is None:
        return
    if queries.waits_for_another(subject):
        raise Later(minutes=1)
    with _trouble(work, now):
        try:
            proof = _place(work)
        except REFUSED:
            actions.keep_refusal(measure_id=subject, now=now)
            return
    actions.keep_done(measure_id=subject, proof=proof, now=now)


def take_back(subject: str, now: datetime) -> None:
    """Take a measure back from its wiki, once, however often this is called.

    Raises:
        Later: the wiki did not do it; it is tried again.
    """
    work = queries.work(subject, state=State.LIFTING)
    if work is None:
        return
    proof: dict[str, object] = {"never_placed": True}
    if work.order.resolved:
        with _trouble(work, now), _client(work) as wiki:
            block = work.order.block(reason=words("measure_reason"), ends_on=work.ends_on)
            lifted = wiki.unblock(block, reason=words("measure_end_reason"))
            proof = {"log_id": lifted.log_id, "already": lifted.already}
    actions.keep_taken_back(measure_id=subject, proof=proof, now=now)


def expire(now: datetime) -> None:
    """Let every measure run out whose last day has passed."""
    for measure_id in queries.due_to_expire(now.date()):
        actions.expire(measure_id=measure_id, now=now)


def _place(work: Work) -> dict[str, object]:
    """Place the block, or find that it stands already."""
    with _client(work) as wiki:
        order = work.order
        if not order.resolved:
            page_ids = tuple(wiki.pages(order.pages).values())
            # Kept before the block is placed: if all stops here, the same block is asked for.
            order = actions.keep_pages(measure_id=work.measure_id, page_ids=page_ids)
        placed = wiki.block(order.block(reason=words("measure_reason"), ends_on=work.ends_on))
    return {"log_id": placed.log_id, "block": placed.block.id, "already": placed.already}


def _client(work: Work) -> MediaWiki:
    return client_for(wiki_of(work.wiki_id), patience=ONCE)


@contextmanager
def _trouble(work: Work, now: datetime) -> Iterator[None]:
    """Turn what a wiki refuses for now into another attempt, and count it."""
    try:
        yield
    except (WikiTrouble, NoSuchAccount, NoSuchPage, BlockedDifferently) as trouble:
        attempts = actions.keep_failure(
            measure_id=work.measure_id, needs_help=_needs_help(trouble), now=now
        )
        raise Later(minutes=wait(attempts)) from trouble


def _needs_help(trouble: DomainError) -> bool:
    return not (isinstance(trouble, WikiTrouble) and trouble.passing)
