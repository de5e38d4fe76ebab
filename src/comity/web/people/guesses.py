"""Counting guesses where allauth wants to hear of a problem with a form."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils import timezone

from comity.messages import words
from comity.people.actions import tries as counting
from comity.web import tries
from comity.web.errors import TooManyTries


def ask_for_a_try(purpose: str, who: str) -> None:
    """Take a try, or put the refusal into the form.

    Raises:
        ValidationError: the last tries were all wrong.
    """
    try:
        tries.take(purpose, who)
    except TooManyTries as refusal:
        raise ValidationError(words(refusal.code, **refusal.detail), code=refusal.code) from refusal


def forget_tries(purpose: str, who: str) -> None:
    """Forget the tries, after a right one."""
    tries.forget(purpose, who)


def use_once(purpose: str, what: str) -> bool:
    """Note that a code was used, and tell whether it was for the first time in any process."""
    return counting.use_once(purpose=f"used {purpose}", what=what, now=timezone.now())


def folded(name: str) -> str:
    """Write all ways to type one user name as one, so that each has the same few tries."""
    # PostgreSQL compares names in capitals, and the capital of the Turkish dotless i is an I.
    return unicodedata.normalize("NFKC", name).upper().casefold().strip()
