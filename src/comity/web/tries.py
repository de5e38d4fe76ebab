"""Slowing down whoever guesses a secret.

Wrong tries are counted in memory under a keyed hash of whom they concern. No network address is
looked at, nothing is written down, and a restart forgets it all.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache

from comity.web.errors import TooManyTries

ALLOWED = 5
"""Wrong tries before one has to wait."""
PAUSE = timedelta(minutes=5)
"""How long the tries are remembered after the first."""


def check(purpose: str, who: str) -> None:
    """Refuse to try again so soon.

    Raises:
        TooManyTries: the last tries were all wrong.
    """
    if cache.get(_key(purpose, who), 0) >= ALLOWED:
        raise TooManyTries(minutes=int(PAUSE.total_seconds() // 60))


def count(purpose: str, who: str) -> None:
    """Count a wrong try."""
    key = _key(purpose, who)
    cache.add(key, 0, PAUSE.total_seconds())
    cache.incr(key)


def forget(purpose: str, who: str) -> None:
    """Forget the wrong tries, after a right one."""
    cache.delete(_key(purpose, who))


def _key(purpose: str, who: str) -> str:
    return settings.COMITY_KEYS.tag("tries", purpose, who)
