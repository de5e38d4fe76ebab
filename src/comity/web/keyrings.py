"""A person's unlocked keys, kept in their sealed session between requests."""

import base64

from django.http import HttpRequest

from comity.kernel.sealing import PrivateKeys
from comity.vault.queries import fingerprint_of
from comity.vault.rules import Keyring

KEY = "keyring"
GROUP = 4
"""Symbols of a fingerprint that are read in one go."""


def keep(request: HttpRequest, keyring: Keyring) -> None:
    """Stay unlocked until signing out, locking, or the end of the session."""
    root = base64.b64encode(keyring.private.root).decode()
    request.session[KEY] = {"person": keyring.person_id, "key": keyring.key_id, "root": root}


def keyring_of(request: HttpRequest) -> Keyring | None:
    """Say with which keys this request may open rooms."""
    kept = request.session.get(KEY)
    if not kept or kept["person"] != request.user.pk:
        return None
    private = PrivateKeys(base64.b64decode(kept["root"]))
    return Keyring(person_id=kept["person"], key_id=kept["key"], private=private)


def lock(request: HttpRequest) -> None:
    """Forget the unlocked keys."""
    request.session.pop(KEY, None)


def fingerprint(person_id: str) -> str | None:
    """Write the name of somebody's live key in groups, for reading aloud."""
    whole = fingerprint_of(person_id)
    if whole is None:
        return None
    return grouped(whole)


def grouped(whole: str) -> str:
    """Write a fingerprint in groups, for reading aloud."""
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))
