"""Locking a short text with a passphrase, to be kept for years by people.

Argon2id (RFC 9106) makes a key of the passphrase, XChaCha20-Poly1305 seals under it. The first
line names the form, and with it the work: 256 MiB and four passes, which take about a second.
"""

import os

from argon2.low_level import Type, hash_secret_raw

from comity.kernel.sealing import KEY_LENGTH, CannotOpen, decrypt, encrypt

FORM = b"comity locked 1\n"
SALT_LENGTH = 16
PASSES = 4
MEMORY = 256 * 1024  # KiB
LANES = 4
SHORTEST = 15  # characters, as for sign-in


def lock(text: bytes, passphrase: str) -> bytes:
    """Lock a text: the form, 16 bytes of salt, and what ``encrypt`` makes."""
    salt = os.urandom(SALT_LENGTH)
    return FORM + salt + encrypt(_key(passphrase, salt), text, FORM + salt)


def unlock(locked: bytes, passphrase: str) -> bytes:
    """Open what ``lock`` made.

    Raises:
        CannotOpen: another passphrase, or it was changed, or is of another form.
    """
    if not locked.startswith(FORM):
        raise CannotOpen
    salt = locked[len(FORM) :][:SALT_LENGTH]
    if len(salt) < SALT_LENGTH:
        raise CannotOpen
    return decrypt(_key(passphrase, salt), locked[len(FORM) + SALT_LENGTH :], FORM + salt)


def _key(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=PASSES,
        memory_cost=MEMORY,
        parallelism=LANES,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )
