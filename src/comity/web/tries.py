"""Slowing down whoever guesses a secret, as the pages do it.

What is counted, and how long it counts, stands in ``people.actions.tries``.
"""

from django.utils import timezone

from comity.people.actions import tries
from comity.web.errors import TooManyTries

LONGEST_WAIT = int(tries.LONGEST_WAIT.total_seconds() // 60)
"""Minutes after which one can surely try again."""


def take(purpose: str, who: str) -> None:
    """Take a try; it counts as wrong until it is forgotten.

    Raises:
        TooManyTries: the last tries were all wrong.
    """
    if not tries.take(purpose=purpose, who=who, now=timezone.now()):
        raise TooManyTries(minutes=LONGEST_WAIT)


def forget(purpose: str, who: str) -> None:
    """Forget the tries, after a right one."""
    tries.forgive(purpose=purpose, who=who, now=timezone.now())
