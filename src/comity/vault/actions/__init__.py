"""Everything that changes who can open what, and what is sealed there."""

from comity.vault.actions.keys import (
    certify,
    change_passphrase,
    end_certificate,
    make_key,
    unlock,
)
from comity.vault.actions.rooms import admit, admit_receipt, bar, close_room, create_room, put

__all__ = [
    "admit",
    "admit_receipt",
    "bar",
    "certify",
    "change_passphrase",
    "close_room",
    "create_room",
    "end_certificate",
    "make_key",
    "put",
    "unlock",
]
