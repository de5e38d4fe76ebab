"""Measures to test with."""

from comity.kernel.actors import SYSTEM
from comity.measures.actions import order_measure
from comity.measures.rules import Order
from comity.people.rules import WIKI, AccountRef
from tests.factories.people import NOW


def account_of(user):
    """Refer to an account of the paper wiki."""
    return AccountRef(WIKI, str(user.number), user.name)


def ordered(wiki, user, *, kind="block", level=5, days=7, pages=(), now=NOW):
    """Order a measure against an account of the paper wiki."""
    return order_measure(
        order=Order(account=account_of(user), pages=tuple(pages)),
        kind=kind,
        level=level,
        days=days,
        wiki_id=wiki.id,
        by=SYSTEM,
        now=now,
    )
