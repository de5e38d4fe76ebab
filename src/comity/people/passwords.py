"""How passwords are kept, and which are refused."""

from itertools import pairwise
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_CHARACTERS = 6
"""Different ones; with fewer, a password is one short thing over and over."""


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 64 MiB and three passes (RFC 9106, second recommended option)."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4


class EasilyGuessed(CommonPasswordValidator):
    """Refuses what is tried first: passwords that many use, repeated things, straight runs."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ANN401, Django's
        """Say what to do instead.

        Raises:
            ValidationError: the password is among those that are tried first.
        """
        plain = password.casefold().strip()
        if plain in self.passwords or is_repeated(plain) or is_a_run(plain):
            raise ValidationError(self.get_error_message(), code="password_too_common")
        del user

    def get_error_message(self) -> str:
        """Say it kindly."""
        return _(
            "This password would be guessed soon. Take four or five words that have nothing "
            "to do with each other: they are easy to remember and hard to guess."
        )


def is_repeated(text: str) -> bool:
    """Tell whether a text is one thing over and over, or is made of very few characters."""
    return len(set(text)) < FEWEST_CHARACTERS or text in (text + text)[1:-1]


def is_a_run(text: str) -> bool:
    """Tell whether each character follows the one before it, up or down, as in 234567."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    most = max((steps.count(step) for step in (1, -1)), default=0)
    return 2 * most > len(steps)
